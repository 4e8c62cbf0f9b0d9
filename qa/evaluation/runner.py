"""Asks the questions, several at a time where the model allows, and stops cleanly on ctrl+c with what was done."""

from __future__ import annotations

import os
import queue
import sys
import threading
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qa.evaluation.kept import Kept, KeptAnswers
from qa.evaluation.questions import Question
from qa.failures import redacted
from store.errors import TumenError

POLL = 0.2
"""Seconds the main thread waits at a time, so that ctrl+c is heard."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of one question. Either `kept` or `error` is there."""

    question: Question
    kept: Kept | None
    error: str | None = None
    degraded: str | None = None
    """Why the model did not answer itself."""
    from_earlier: bool = False


Ask = Callable[[Question], Asked]
"""Asks one question; called from several threads at once when `jobs` is above 1. What it raises is the error."""


@dataclass(frozen=True, slots=True)
class Asking:
    """How to ask: `key` names the circumstances of a question, and `fresh` asks again what was kept."""

    ask: Ask
    key: Callable[[Question], str]
    jobs: int = 1
    fresh: bool = False


def run(
    questions: Sequence[Question], asking: Asking, store: KeptAnswers, progress: Callable[[int, int], None]
) -> tuple[list[Asked], bool]:
    """Ask all questions. Returns what was asked, in the order of `questions`, and whether ctrl+c cut it short.

    Answers are kept as they come, those that the model did not give itself excepted; the next run continues from
    there.
    """
    done: dict[int, Asked] = {}
    waiting: queue.SimpleQueue[tuple[int, Question]] = queue.SimpleQueue()
    for i, question in enumerate(questions):
        kept = None if asking.fresh else store.get(asking.key(question))
        if kept is not None:
            done[i] = Asked(question, kept, from_earlier=True)
        else:
            waiting.put((i, question))
    progress(len(done), len(questions))
    stop = threading.Event()
    interrupted = False
    try:
        results = _start(asking, waiting, stop)
        while len(done) < len(questions):
            _collect(results, done, asking, store)
            progress(len(done), len(questions))
    except KeyboardInterrupt:
        interrupted = True
    finally:
        stop.set()
    return [done[i] for i in sorted(done)], interrupted


def _start(
    asking: Asking, waiting: queue.SimpleQueue[tuple[int, Question]], stop: threading.Event
) -> queue.SimpleQueue[tuple[int, Asked]]:
    """Start the workers. They are daemons: a request that hangs must not keep an interrupted run from ending."""
    results: queue.SimpleQueue[tuple[int, Asked]] = queue.SimpleQueue()

    def work() -> None:
        while not stop.is_set():
            try:
                i, question = waiting.get_nowait()
            except queue.Empty:
                return
            results.put((i, _asked(asking.ask, question)))

    for number in range(min(asking.jobs, waiting.qsize())):
        threading.Thread(target=work, name=f"asking-{number}", daemon=True).start()
    return results


def _asked(ask: Ask, question: Question) -> Asked:
    try:
        return ask(question)
    except TumenError as error:
        return Asked(question, None, error=str(error))
    except Exception as error:
        # one odd question must not cost the answers to all others
        if os.environ.get("TUMEN_DEBUG"):
            sys.stderr.write(redacted(traceback.format_exc()))
        said = " ".join(redacted(str(error)).split())
        return Asked(question, None, error=f"unexpected {type(error).__name__}: {said}; TUMEN_DEBUG=1 shows where")


def _collect(
    results: queue.SimpleQueue[tuple[int, Asked]], done: dict[int, Asked], asking: Asking, store: KeptAnswers
) -> None:
    """Wait for the next result and keep its answer; in short waits, between which ctrl+c is heard."""
    while True:
        try:
            i, asked = results.get(timeout=POLL)
        except queue.Empty:
            continue
        break
    done[i] = asked
    if asked.kept is not None and asked.degraded is None:
        store.put(asking.key(asked.question), asked.kept)
