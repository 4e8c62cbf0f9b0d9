"""Read all of Chroma's files: the program that `store.probing` starts, and that a damaged file may end."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

from store.chroma import ChromaFolder, VectorsUnreadableError
from store.narrowing import Wanted
from store.nearest import nearest
from store.vector_ids import KINDS
from store.vectors import VectorStore


def main() -> int:
    """Read every vector of both collections and search with some; print what Chroma says when it cannot."""
    folder, gate, name = sys.argv[1:]
    store = VectorStore(ChromaFolder(Path(folder), Path(gate), name, probing=True), name)
    try:
        for kind in KINDS:
            ids = sorted(store.ids(kind))
            vectors = store.fetch(kind, ids)
            for some in ids[:: max(1, len(ids) // 20)]:
                store.ask(kind, partial(nearest, query=vectors[some], n=10, wanted=Wanted()))
    except VectorsUnreadableError as error:
        print(error.reason)  # noqa: T201 - the parent reads it
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
