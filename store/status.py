"""What `tumen doctor` finds: how much is there, and whether catalog, keywords and vectors agree."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from store.catalog import Catalog
from store.errors import TumenError, storage_errors
from store.indexing import index_name, sentence_id
from store.locations import Locations
from store.vectors import KINDS, VectorStore

_PROBE_SECONDS = 120
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
        problems += _probe(locations, embedding)
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


def _probe(locations: Locations, embedding: str) -> list[str]:
    """Check the vectors in a process of their own: a damaged file of Chroma can end the process that opens it."""
    path = os.pathsep.join([str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    command = [sys.executable, "-m", "store.status", str(locations.home), embedding]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=_PROBE_SECONDS, env={**os.environ, "PYTHONPATH": path}
        )
        problems = json.loads(done.stdout.splitlines()[-1]) if done.returncode == 0 else None
    except subprocess.TimeoutExpired:
        return [f"the vectors did not answer within {_PROBE_SECONDS} s: {MEND}"]
    except (ValueError, IndexError):
        problems = None
    if problems is None:
        return [f"the vectors cannot be opened (the check ended with {done.returncode}): {MEND}"]
    return [str(problem) for problem in problems]


def vector_problems(locations: Locations, embedding: str) -> list[str]:
    """Return what is wrong with the vectors of a library; may end the process when Chroma's files are damaged."""
    catalog = Catalog.open(locations.catalog)
    try:
        with storage_errors(locations.home), catalog.reading():
            stored = catalog.fact("index")
            if stored != index_name(embedding):
                return [f"the vectors were made with {stored}, not {index_name(embedding)}: {MEND}"]
            folder = locations.vectors(int(catalog.fact("epoch") or 0))
            if not folder.is_dir():
                return [f"the vectors are missing ({folder}): {MEND}"]
            store = VectorStore(folder, locations.vectors_gate, stored)
            return _differences(catalog, store)
    except TumenError as error:
        return [str(error)]
    finally:
        catalog.close()


def _differences(catalog: Catalog, store: VectorStore) -> list[str]:
    """Compare the ids of the catalog with those that can be found in Chroma's index, not only in its table."""
    passages = [p for article in catalog.articles() for p in catalog.passages_of(article.id)]
    expected = {
        "passages": {p.id for p in passages},
        "sentences": {sentence_id(p, i) for p in passages for i in range(len(p.sentences))},
    }
    problems = []
    for kind in KINDS:
        missing = expected[kind] - store.ids(kind)
        if missing:
            problems.append(f"{len(missing)} of {len(expected[kind])} vectors of {kind} are missing: {MEND}")
        elif expected[kind]:
            some = next(iter(store.fetch(kind, [min(expected[kind])]).values()))
            store.nearest(kind, some, 1, None)
    return problems


if __name__ == "__main__":
    print(json.dumps(vector_problems(Locations.at(sys.argv[1]), sys.argv[2])))  # noqa: T201 - the parent reads it
