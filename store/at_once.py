"""Two things at once: one in this thread, one in a helper. Chroma and SQLite both let go of the interpreter's lock."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache
from typing import TypeVar

A = TypeVar("A")
B = TypeVar("B")


class Turn:
    """A lock, taken by ``with``, that a forked process finds open: the thread that held it does not go on there."""

    def __init__(self) -> None:
        self._renew()
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._renew)

    def _renew(self) -> None:
        self._lock = threading.Lock()

    def __enter__(self) -> None:
        self._lock.acquire()

    def __exit__(self, *failure: object) -> None:
        self._lock.release()


@lru_cache(maxsize=1)
def _helpers(process: int) -> ThreadPoolExecutor:
    """Return the helpers of this process: one that was forked has none of its parent's threads.

    What they do must not ask for them again: all could be waiting for a free one.
    """
    return ThreadPoolExecutor(max_workers=4, thread_name_prefix="tumen-helper")


def at_once(here: Callable[[], A], there: Callable[[], B]) -> tuple[A, B]:
    """Do `here` in this thread and `there` in another; both have ended when it returns, or raises what one raised."""
    other = in_background(there)
    try:
        mine = here()
    finally:
        other.exception()  # waits
    return mine, other.result()


def in_background(work: Callable[[], A]) -> Future[A]:
    """Do something in a helper, which must not take long: whoever does two things at once needs helpers too."""
    return _helpers(os.getpid()).submit(work)
