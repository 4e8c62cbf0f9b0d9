"""What `tumen doctor` finds: how much is there, and whether catalog, keywords and vectors agree, row by row."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from store import proofs
from store.catalog import Catalog
from store.locations import Locations
from store.probing import vectors_unreadable
from store.proofs import MEND
from store.vector_ids import index_name
from store.vectors import VectorStore


@dataclass(frozen=True, slots=True)
class LibraryStatus:
    """A library in numbers; `problems` holds one line each, what to do included, and is empty when all is well."""

    home: Path
    articles: int
    passages: int
    sentences: int
    earliest: str | None
    latest: str | None
    embedding: str
    problems: list[str]


def library_status(locations: Locations, catalog: Catalog, embedding: str) -> LibraryStatus:
    """Count what is there and check it; inside a view of the catalog."""
    articles, passages, sentences = catalog.counts()
    earliest, latest = catalog.published_range()
    problems = proofs.damaged_catalog(locations, catalog) or [
        *proofs.wrong_passages(catalog),
        *proofs.wrong_terms(catalog),
    ]
    if catalog.fact("epoch"):
        problems += _vector_problems(locations, catalog, embedding)
    return LibraryStatus(locations.home, articles, passages, sentences, earliest, latest, embedding, problems)


def _vector_problems(locations: Locations, catalog: Catalog, embedding: str) -> list[str]:
    """Return what is wrong with the vectors: not there, not readable, of another model, or not those of the catalog."""
    stored = catalog.fact("index") or ""
    folder = locations.vectors(int(catalog.fact("epoch") or 0))
    if stored != index_name(embedding):
        return [f"the vectors were made with {stored}, not {index_name(embedding)}: {MEND}"]
    if not folder.is_dir():
        return [f"the vectors are missing ({folder}): {MEND}"]
    reason = vectors_unreadable(folder, locations.vectors_gate, stored)
    if reason:
        return [f"the vectors in {folder} cannot be read ({reason}): {MEND}"]
    store = VectorStore(folder, locations.vectors_gate, stored)
    try:
        return proofs.differences(catalog, store)
    finally:
        store.close()
