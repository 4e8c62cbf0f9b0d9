"""Run by tests as a process: changes a library and, if told so, dies by SIGKILL at a given moment.

``python -m tests.store.crashing HOME ACTION MOMENT [SOURCE…]``: ACTION is add, remove or rebuild; MOMENT counts the
calls of the functions that change what is stored (0 never dies, 1 dies at the first, and so on).
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

from store import Library
from store.catalog import Catalog
from store.collection import ChromaCollection
from store.vector_file import VectorFile
from store.vectors import VectorStore
from tests.store.hashing import hashing


class Countdown:
    """Kills the process before the n-th call of anything it was put around."""

    def __init__(self, moment: int) -> None:
        self.left = moment

    def around(self, owner: type, name: str) -> None:
        function: Callable[..., Any] = getattr(owner, name)

        def counted(*args: Any, **kwargs: Any) -> Any:
            self.left -= 1
            if self.left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return function(*args, **kwargs)

        setattr(owner, name, counted)


def main() -> None:
    home, action, moment, *sources = sys.argv[1:]
    countdown = Countdown(int(moment))
    for owner, name in [
        (VectorStore, "create"),
        (VectorFile, "write"),
        (ChromaCollection, "upsert"),
        (ChromaCollection, "delete_revision"),
        (VectorFile, "delete_revision"),
        (Catalog, "writing"),
        (Catalog, "put"),
        (Catalog, "set_fact"),
        (Catalog, "forget_leftover"),
    ]:
        countdown.around(owner, name)
    with Library.open(home, embedding=hashing(), seeds=False) as library:
        if action == "add":
            library.add(sources)
        elif action == "remove":
            library.remove(sources[0])
        else:
            library.rebuild()
    print(f"done, {countdown.left} left")


if __name__ == "__main__":
    main()
