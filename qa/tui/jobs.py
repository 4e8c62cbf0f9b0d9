"""What the chat lets another process do (`qa.tui.worker`): generators that yield what is to be heard, then return.

Each is given a `Desk` first. Only what a function of a module can be handed, and what pickles, goes in and out.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Generator
from datetime import date
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from qa.answer import Event
    from qa.checking import Checked
    from qa.settings import Settings
    from qa.timeline import Event as Dated
    from store import Library
    from store.reports import AddReport, Progress

T = TypeVar("T")
Step = tuple[int, int, str]
"""How far a long work is: done, total, what it is at."""
Steps = Generator[Step, None, T]
CHECK_QUESTION = "Reply with the word yes."


class Desk:
    """What jobs work with: the settings, and the library, opened when the first of them needs it."""

    def __init__(self, settings: Settings, library: Library | None = None) -> None:
        self.settings = settings
        self._library = library
        self._lock = threading.Lock()

    def library(self, progress: Progress | None = None) -> Library:
        """Return the library; `progress` hears of the seeds, when it takes them in.

        Raises:
            TumenError: it cannot be opened.
        """
        with self._lock:
            if self._library is None:
                self._library = self.settings.open_library(progress)
            return self._library


def open_library(desk: Desk) -> Steps[None]:
    """Open the library, and tell how taking in the seeds goes."""
    yield from _steps(lambda progress: desk.library(progress))


def choose_model(desk: Desk) -> Generator[None, None, str]:
    """Return the full name of who answers when nobody was chosen."""
    yield from ()
    from qa.models import default_model

    return default_model(desk.settings)


def warm_up(desk: Desk) -> Generator[None, None, None]:
    """Load what a first answer needs."""
    yield from ()
    import qa.chain  # noqa: F401 - the first question should not wait for this import
    from qa.entailment import begin_loading

    begin_loading()
    desk.library().search("warm", k=1)


def answer(
    desk: Desk, question: str, history: tuple[tuple[str, str], ...], model: str, as_of: date | None
) -> Generator[Event, None, None]:
    """Answer a question; without the passages that were retrieved, which nobody is shown and which are long."""
    from qa.answer import Retrieved
    from qa.chain import stream

    events = stream(question, desk.library(), model, history=history, as_of=as_of, settings=desk.settings)
    for event in events:
        yield Retrieved((), event.question) if isinstance(event, Retrieved) else event


def check_claims(desk: Desk, text: str, as_of: date | None) -> Generator[Checked, None, None]:
    """Check each sentence of `text` against the articles."""
    from qa.checking import check_text
    from qa.opinion import SecondOpinion

    yield from check_text(text, desk.library(), as_of=as_of, second=SecondOpinion.wanted(desk.settings))


def dated_events(desk: Desk, topic: str, as_of: date | None) -> Generator[None, None, list[Dated]]:
    """Return the dated events of a topic, the earliest first."""
    yield from ()
    from qa.timeline import timeline

    return timeline(topic, desk.library(), as_of=as_of)


def check_model(desk: Desk, model: str) -> Generator[None, None, str]:
    """Make one small request to `model`. Returns its full name.

    Raises:
        TumenError: what is wrong with it and what to do.
    """
    yield from ()
    from qa.failures import ModelError, explain
    from qa.models import QUOTES, chat_model, full_name

    if model == QUOTES:
        return model
    name = full_name(model, desk.settings)
    try:
        chat_model(name, desk.settings).invoke(CHECK_QUESTION)
    except Exception as error:
        raise ModelError(explain(error, name, desk.settings.openai_base_url)) from None
    return name


def add_articles(desk: Desk, source: str, allow_private: bool) -> Steps[AddReport]:
    """Add a file, folder or address to the library."""
    from store.sources import ReadOptions

    library, options = desk.library(), ReadOptions(allow_private=allow_private)
    report = yield from _steps(lambda progress: library.add([source], progress=progress, options=options, texts=False))
    return report


def _steps(work: Callable[[Progress], T]) -> Steps[T]:
    """Do `work` in a thread, and yield what it tells of its progress."""
    told: queue.SimpleQueue[Step | None] = queue.SimpleQueue()
    ended: list[T | BaseException] = []

    def run() -> None:
        try:
            ended.append(work(lambda *step: told.put(step)))
        except BaseException as error:
            ended.append(error)
        told.put(None)

    threading.Thread(target=run, daemon=True).start()
    while (step := told.get()) is not None:
        yield step
    if isinstance(ended[0], BaseException):
        raise ended[0]
    return ended[0]
