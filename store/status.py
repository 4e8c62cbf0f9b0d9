"""What `tumen doctor` finds: how much is there, and whether catalog, keywords and vectors agree."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from store.catalog import Catalog
from store.locations import Locations
from store.probing import vectors_unreadable
from store.vector_ids import index_name, sentence_id
from store.vectors import KINDS, VectorStore

MEND = "run `tumen rebuild`"


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
    problems = _catalog_problems(locations, catalog, passages)
    if catalog.fact("epoch"):
        problems += _vector_problems(locations, catalog, embedding)
    return LibraryStatus(locations.home, articles, passages, sentences, earliest, latest, embedding, problems)


def _catalog_problems(locations: Locations, catalog: Catalog, passages: int) -> list[str]:
    (verdict,) = catalog.connection.execute("PRAGMA quick_check(1)").fetchone()
    problems = []
    if verdict != "ok":
        problems.append(f"the catalog {locations.catalog} is damaged ({verdict}): restore it from a backup")
    (filed,) = catalog.connection.execute("SELECT count(*) FROM keywords").fetchone()
    if filed != passages:
        problems.append(f"the keyword index holds {filed} of {passages} passages: {MEND}")
    return problems


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
        return differences(catalog, store)
    finally:
        store.close()


def differences(catalog: Catalog, store: VectorStore) -> list[str]:
    """Compare the ids of the catalog with those in Chroma; ids noted as leftovers may be there for a while."""
    passages = [p for article in catalog.articles() for p in catalog.passages_of(article.id)]
    expected = {
        "passages": {p.id for p in passages},
        "sentences": {sentence_id(p, i) for p in passages for i in range(len(p.sentences))},
    }
    noted = tuple(f"{name}-" for name in catalog.leftovers())
    problems = []
    for kind in KINDS:
        ids = store.ids(kind)
        if missing := expected[kind] - ids:
            problems.append(f"{len(missing)} of {len(expected[kind])} vectors of {kind} are missing: {MEND}")
        if stray := [i for i in ids - expected[kind] if not i.startswith(noted)]:
            problems.append(f"{len(stray)} vectors of {kind} belong to no article: {MEND}")
    return problems
