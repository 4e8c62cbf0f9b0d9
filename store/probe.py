"""Read all of Chroma's files: the program that `store.probing` starts, and that a damaged file may end."""

from __future__ import annotations

import sys
from pathlib import Path

from store.chroma import ChromaFolder, VectorsUnreadableError
from store.collection import ChromaCollection
from store.narrowing import Wanted
from store.vector_file import NAME, VectorFile
from store.vector_ids import collection_name


def main() -> int:
    """Read every vector and search with some; print what Chroma says when it cannot."""
    folder, gate, name = sys.argv[1:]
    chroma = ChromaFolder(Path(folder), Path(gate), name, probing=True)
    passages, file = ChromaCollection(chroma, collection_name("passages", name)), VectorFile(Path(folder) / NAME)
    try:
        ids = sorted(passages.ids())
        vectors = passages.fetch(ids)
        for some in ids[:: max(1, len(ids) // 20)]:
            passages.nearest(vectors[some], 10, Wanted())
        for passage, count in file.counts().items():
            file.fetch({passage: count})
    except VectorsUnreadableError as error:
        print(error.reason)  # noqa: T201 - the parent reads it
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
