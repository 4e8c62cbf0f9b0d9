"""What `tumen doctor` finds: how much is there, and whether catalog, keywords and vectors agree, row by row."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from store import proofs, versions
from store.catalog import Catalog
from store.chroma import VectorsUnreadableError
from store.locations import Locations
from store.places import Place
from store.proofs import MEND
from store.vector_ids import index_name, placed


@dataclass(frozen=True, slots=True)
class LibraryStatus:
    """A library in numbers; `problems` holds one line each, what to do included, and is empty when all is well."""

    home: Path
    articles: int
    versions: int
    """Earlier versions of these articles, which are kept for what was cited of them."""
    passages: int
    sentences: int
    earliest: str | None
    latest: str | None
    embedding: str
    problems: list[str]


def library_status(locations: Locations, place: Place, catalog: Catalog, embedding: str) -> LibraryStatus:
    """Count what is there and check it; inside a view of the catalog."""
    articles, passages, sentences = catalog.counts()
    earliest, latest = catalog.published_range()
    problems = proofs.damaged_catalog(locations, catalog) or [
        *proofs.wrong_passages(catalog),
        *proofs.wrong_versions(catalog),
        *proofs.wrong_copies(catalog),
        *proofs.wrong_terms(catalog),
        *proofs.wrong_sounds(catalog),
    ]
    if catalog.fact("epoch"):
        problems += _vector_problems(locations, place, catalog, embedding)
    return LibraryStatus(
        home=locations.home,
        articles=articles,
        versions=versions.count(catalog.connection),
        passages=passages,
        sentences=sentences,
        earliest=earliest,
        latest=latest,
        embedding=embedding,
        problems=problems,
    )


def _vector_problems(locations: Locations, place: Place, catalog: Catalog, embedding: str) -> list[str]:
    """Return what is wrong with the vectors: not there, not readable, of another model, or not those of the catalog."""
    stored, index = catalog.fact("index") or "", index_name(embedding)
    epoch = int(catalog.fact("epoch") or 0)
    folder = locations.vectors(epoch)
    if stored != placed(index, place.name):
        return [f"the vectors were made with {stored}, not {placed(index, place.name)}: {MEND}"]
    if not place.name:
        if not folder.is_dir():
            return [f"the vectors are missing ({folder}): {MEND}"]
        if reason := place.unreadable(index, epoch):
            return [f"the vectors in {folder} cannot be read ({reason}): {MEND}"]
    store = place.store(index, epoch)
    try:
        return proofs.differences(catalog, store, shared=bool(place.name))
    except VectorsUnreadableError as error:
        return [str(error)]
    finally:
        store.close()
