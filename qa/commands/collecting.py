"""The garbage collector kept out of a process that lives for one answer.

Importing Chroma and LangChain makes half a million objects that all stay; looking through them again and again, and
once more at the end, is a fifth of the time that `tumen --ask` takes (``python -m tests.bench.startup``).
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Collect no cycles meanwhile: for work that ends within seconds, whatever the user gave."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def leave_the_rest() -> None:
    """Let the interpreter end without a last look at every object; for the end of a process only."""
    gc.freeze()
