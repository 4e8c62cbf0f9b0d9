"""A process beside the one that draws: models, vectors and proof hold the interpreter, and the screen would wait.

``python -m qa.tui.worker NICENESS`` reads pickles from stdin: the settings, then ``("do", number, job, arguments)`` and
``("stop", number)``. It writes ``(number, "item" | "result" | "error", what)`` to stdout. Nothing secret stands on its
command line, and it ends with its stdin, so that it never outlives the chat.
"""

from __future__ import annotations

import itertools
import logging
import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Generator
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeVar

from store.errors import TumenError

if TYPE_CHECKING:
    from qa.settings import Settings

T = TypeVar("T")
R = TypeVar("R")
Job = Callable[..., Generator[T, None, R]]
"""A function of `qa.tui.jobs`, or another that is given a `Desk` first."""

PLACE = Path(__file__).parents[2]
PATIENCE = 0.1
"""Seconds between two looks at whether anybody still listens."""
NICENESS = 5
"""The screen goes first where there are fewer processors than processes: what is typed must not wait for a proof."""
log = logging.getLogger(__name__)


class Stopped(Exception):  # noqa: N818 - nothing went wrong
    """Nobody listens to this job any more."""


class Worker:
    """Does jobs in one process, any number at a time; started with the first, and anew when it has crashed."""

    def __init__(self, settings: Settings, niceness: int = NICENESS) -> None:
        self._settings, self._niceness = settings, niceness
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._numbers = itertools.count()
        self._told: dict[int, queue.SimpleQueue[tuple[str, Any]]] = {}
        self._closed = False

    def items(self, job: Job[T, R], *arguments: object, stopped: Callable[[], bool]) -> Generator[T, None, R]:
        """Do a job there: yield what it yields and return what it returns; closed or `stopped`, it is told to stop.

        Raises:
            TumenError: of the job; of an unexpected error the details are in the log; or the process has crashed.
            Stopped: `stopped` became true.
        """
        told: queue.SimpleQueue[tuple[str, Any]] = queue.SimpleQueue()
        number = next(self._numbers)
        self._send(number, told, ("do", number, job, arguments))
        try:
            while True:
                if stopped():
                    raise Stopped
                try:
                    kind, what = told.get(timeout=PATIENCE)
                except queue.Empty:
                    continue
                if kind == "item":
                    yield what
                elif kind == "result":
                    return what  # type: ignore[no-any-return]  # what the job returned, by way of pickle
                else:
                    raise TumenError(what)
        finally:
            self._forget(number)

    def close(self) -> None:
        """End the process, whatever it is doing."""
        with self._lock:
            self._closed = True
            if self._child:
                self._child.kill()

    def _send(self, number: int, told: queue.SimpleQueue[tuple[str, Any]], message: tuple[Any, ...]) -> None:
        with self._lock:
            if self._closed:
                raise Stopped
            self._told[number] = told
            if self._child is None:
                self._child = self._started()
            self._write(self._child, message)

    def _forget(self, number: int) -> None:
        with self._lock:
            self._told.pop(number, None)
            if self._child:
                self._write(self._child, ("stop", number))

    def _started(self) -> subprocess.Popen[bytes]:
        path = os.pathsep.join(part for part in (str(PLACE), os.environ.get("PYTHONPATH")) if part)
        # -P: a folder called `store` where the user happens to be must not be taken for ours
        child = subprocess.Popen(
            [sys.executable, "-P", "-m", __name__, str(self._niceness)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": path},
            start_new_session=True,  # ctrl+c in the terminal is not meant for it
        )
        self._write(child, self._settings)
        threading.Thread(target=self._listen, args=(child,), daemon=True).start()
        return child

    @staticmethod
    def _write(child: subprocess.Popen[bytes], message: object) -> None:
        assert child.stdin is not None
        with suppress(OSError):  # it has ended: `_listen` tells
            child.stdin.write(pickle.dumps(message))
            child.stdin.flush()

    def _listen(self, child: subprocess.Popen[bytes]) -> None:
        assert child.stdout is not None
        with suppress(EOFError, OSError, pickle.UnpicklingError):
            while True:
                number, kind, what = pickle.load(child.stdout)
                if told := self._told.get(number):
                    told.put((kind, what))
        child.kill()
        code = child.wait()
        with self._lock:
            if self._child is child:
                self._child = None
            for told in self._told.values():
                told.put(("error", crashed(code)))


def crashed(code: int) -> str:
    """Say that the process ended, how, and what to do."""
    how = f"exit code {code}"
    if code < 0:
        with suppress(ValueError):
            how = signal.Signals(-code).name
    return f"the process that answers has ended ({how}): ask again; if it ends again, run tumen doctor"


class _Doing:
    """The other side: the jobs in the process that does them."""

    def __init__(self, out: IO[bytes], settings: Settings) -> None:
        from qa.tui.jobs import Desk

        self._out = out
        self._desk = Desk(settings)
        self._lock = threading.Lock()
        self._wanted: set[int] = set()

    def obey(self, verb: str, number: int, *job: Any) -> None:
        """Begin or stop a job."""
        if verb == "do":
            self._wanted.add(number)
            threading.Thread(target=self._do, args=(number, *job), daemon=True).start()
        else:
            self._wanted.discard(number)

    def _do(self, number: int, job: Job[Any, Any], arguments: tuple[Any, ...]) -> None:
        def through() -> Generator[None, None, None]:
            self._tell(number, "result", (yield from job(self._desk, *arguments)))

        try:
            for item in through():
                if number not in self._wanted:
                    return
                self._tell(number, "item", item)
        except TumenError as error:
            self._tell(number, "error", str(error))
        except BaseException as error:
            log.exception("a job failed")
            self._tell(number, "error", f"unexpected {type(error).__name__}: the details are in chat.log; try again")

    def _tell(self, number: int, kind: str, what: object) -> None:
        message = pickle.dumps((number, kind, what))
        with self._lock:
            self._out.write(message)
            self._out.flush()


def main(niceness: str) -> None:
    """Be the process, until stdin ends."""
    if hasattr(os, "nice"):
        os.nice(int(niceness))
    logging.basicConfig(level=logging.WARNING)
    with os.fdopen(os.dup(1), "wb") as out:
        os.dup2(2, 1)  # what native libraries print must not get between the pickles
        with suppress(EOFError):
            doing = _Doing(out, pickle.load(sys.stdin.buffer))
            while True:
                doing.obey(*pickle.load(sys.stdin.buffer))
        os._exit(0)  # a thread inside a native library would crash the interpreter's own way out


if __name__ == "__main__":
    main(*sys.argv[1:])
