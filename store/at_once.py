"""Two things at once: one in this thread, one in a helper. Chroma and SQLite both let go of the interpreter's lock."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from typing import TypeVar

A = TypeVar("A")
B = TypeVar("B")

_helpers = ThreadPoolExecutor(max_workers=4, thread_name_prefix="tumen-helper")
"""What they do must not ask for them again: all could be waiting for a free one."""


def at_once(here: Callable[[], A], there: Callable[[], B]) -> tuple[A, B]:
    """Do `here` in this thread and `there` in another; both have ended when it returns, or raises what one raised."""
    other = _helpers.submit(there)
    try:
        mine = here()
    finally:
        wait([other])
    return mine, other.result()
