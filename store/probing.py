"""Can Chroma's files be read? Asked in a process of its own: a damaged file can end the process that opens it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

_SECONDS = 120


def vectors_unreadable(folder: Path, gate: Path, name: str) -> str | None:
    """Return why the collections `name` in `folder` cannot be read, None when every vector of them can."""
    path = os.pathsep.join(filter(None, [str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH")]))
    command = [sys.executable, "-m", "store.probing", str(folder), str(gate), name]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=_SECONDS, env={**os.environ, "PYTHONPATH": path}
        )
    except subprocess.TimeoutExpired:
        return f"no answer within {_SECONDS} s"
    if done.returncode == 0:
        return None
    if done.returncode == 1 and done.stdout.strip():
        return done.stdout.strip().splitlines()[-1]
    return f"reading them ended the process with {done.returncode}"


def main() -> int:
    """Read every vector of both collections and search with some; print what Chroma says when it cannot."""
    from store.chroma import ChromaFolder, VectorsUnreadableError
    from store.vectors import KINDS, VectorStore

    folder, gate, name = sys.argv[1:]
    store = VectorStore(ChromaFolder(Path(folder), Path(gate), name, probing=True), name)
    try:
        for kind in KINDS:
            ids = sorted(store.ids(kind))
            vectors = store.fetch(kind, ids)
            for some in ids[:: max(1, len(ids) // 20)]:
                store.nearest(kind, vectors[some], 10, None)
    except VectorsUnreadableError as error:
        print(error.reason)  # noqa: T201 - the parent reads it
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
