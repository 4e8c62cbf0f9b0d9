"""Blocking work beside the event loop, in daemon threads: an endpoint that does not answer must not hold up leaving.

Everything comes back through the loop, so that whoever awaits it may touch widgets.
"""

from __future__ import annotations

import asyncio
import threading
import weakref
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Generic, Self, TypeVar

T = TypeVar("T")

_started: weakref.WeakSet[threading.Thread] = weakref.WeakSet()


@dataclass(frozen=True, slots=True)
class _Ended:
    error: BaseException | None = None


def any_running() -> bool:
    """Whether work is still going on that nobody will wait for."""
    return any(thread.is_alive() for thread in _started)


class ThreadedItems(Generic[T]):
    """The items of an iterator that blocks, to be read with ``async for``.

    `make` is called in the thread, and given what tells whether anybody still listens.
    """

    def __init__(self, make: Callable[[Callable[[], bool]], Iterator[T]]) -> None:
        self._make = make
        self._queue: asyncio.Queue[T | _Ended] = asyncio.Queue()
        self._loop = asyncio.get_running_loop()
        self._stopped = threading.Event()
        thread = threading.Thread(target=self._run, daemon=True)
        _started.add(thread)
        thread.start()

    def stop(self) -> None:
        """End the reading now; the thread ends at its next item."""
        self._stopped.set()
        self._queue.put_nowait(_Ended())

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> T:
        item = await self._queue.get()
        if self._stopped.is_set():
            raise StopAsyncIteration
        if isinstance(item, _Ended):
            if item.error:
                raise item.error
            raise StopAsyncIteration
        return item

    def _run(self) -> None:
        error: BaseException | None = None
        try:
            for item in self._make(self._stopped.is_set):
                if self._stopped.is_set():
                    return
                self._put(item)
        except BaseException as raised:
            error = raised
        self._put(_Ended(error))

    def _put(self, item: T | _Ended) -> None:
        with suppress(RuntimeError):  # the loop is closed: nobody listens any more
            self._loop.call_soon_threadsafe(self._queue.put_nowait, item)


async def run(work: Callable[[], T]) -> T:
    """Do blocking work and return what it returns, or raise what it raises."""
    return await anext(ThreadedItems(lambda _: (result() for result in (work,))))
