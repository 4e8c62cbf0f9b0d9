"""What the chat asks: settings, sessions, library and chain. What computes runs in a process of its own (`Worker`)."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from qa.tui import jobs
from store.errors import TumenError

if TYPE_CHECKING:
    from qa.answer import Answer, Citation, Event
    from qa.checking import Checked
    from qa.sessions import Sessions
    from qa.settings import Settings
    from qa.tui.worker import Job, Worker
    from store import Article, Library
    from store.reports import AddReport, Progress

T = TypeVar("T")
R = TypeVar("R")
QUOTES = "quotes"
NEAREST_SHOWN = 3
ADDING_NICENESS = 10
"""Articles can wait for an answer."""


def _never() -> bool:
    return False


class Engine:
    """`read_settings`, `open` and `warm` once, in this order; until then a question waits. For any thread."""

    def __init__(
        self, load_settings: Callable[[], Settings], as_of: date | None = None, library: Library | None = None
    ) -> None:
        """`library` is one that is open already, in place of the one of the settings.

        With that one jobs run in this process, with the other in one of their own.
        """
        self._load_settings = load_settings
        self.as_of = as_of
        self._opened, self._ready = threading.Event(), threading.Event()
        self._failure: TumenError | None = None
        self._library, self._given = library, library is not None
        self._worker: Worker | None = None
        self._adder: Worker | None = None
        self._adding = threading.Lock()
        self._articles: dict[str, Article] = {}
        self.holdings = ""
        """What the library holds, in a line for the reader."""
        self.settings: Settings | None = None
        self.model = ""
        """Who answers; empty until it is known."""

    def read_settings(self) -> Sessions:
        """Read the settings and open the sessions beside the library.

        Raises:
            TumenError: a setting or the home cannot be used.
        """
        from qa.sessions import Sessions
        from store.locations import Locations

        self.settings = self._load_settings()
        return Sessions.open(Locations.at(self.settings.home).sessions)

    def open(self, progress: Progress) -> None:
        """Open the library; `progress` hears of the seeds, when it takes them in.

        Raises:
            TumenError: it cannot be opened; every question then fails with the same error.
        """
        assert self.settings is not None
        try:
            if self._library is None:
                from qa.tui.worker import Worker

                self._worker = Worker(self.settings)
                self._finish(self._worker.items(jobs.open_library, stopped=_never), lambda step: progress(*step))
                self._library = self.settings.open_library(seeds=False)
        except TumenError as error:
            self._failure = error
            self._ready.set()
            raise
        finally:
            self._opened.set()
        self._take_stock()

    def _take_stock(self) -> None:
        articles = self.library.articles()
        months = sorted(article.published[:7] for article in articles if article.published)
        span = f", {months[0]} to {months[-1]}" if months else ""
        self.holdings = f"{len(articles)} article{'' if len(articles) == 1 else 's'}{span}."

    def warm(self) -> None:
        """Find out who answers, and load what a first answer needs."""
        try:
            self.model = self.model or self.run(jobs.choose_model)
        finally:
            self._ready.set()
        self.run(jobs.warm_up)

    def close(self) -> None:
        """End the processes, whatever they are doing."""
        for worker in (self._worker, self._adder):
            if worker:
                worker.close()

    @property
    def library(self) -> Library:
        """The library, for what it holds; what searches it or proves by it is a job. Waits until it is open.

        Raises:
            TumenError: it could not be opened.
        """
        self._opened.wait()
        if self._failure:
            raise self._failure
        assert self._library is not None
        return self._library

    @property
    def is_open(self) -> bool:
        """Whether the library can be asked without waiting."""
        return self._opened.is_set() and self._library is not None

    def items(self, job: Job[T, R], *arguments: object, stopped: Callable[[], bool] = _never) -> Generator[T, None, R]:
        """Do a job of `qa.tui.jobs` and yield what it yields; for a thread.

        Raises:
            TumenError: of the job, or the library could not be opened.
        """
        if self._worker:
            return (yield from self._worker.items(job, *arguments, stopped=stopped))
        assert self.settings is not None
        return (yield from job(jobs.Desk(self.settings, self.library), *arguments))

    def run(self, job: Job[T, R], *arguments: object, heard: Callable[[T], None] | None = None) -> R:
        """Do a job to its end, and return what it returns; `heard` is given what it yields."""
        return self._finish(self.items(job, *arguments), heard)

    @staticmethod
    def _finish(items: Generator[T, None, R], heard: Callable[[T], None] | None) -> R:
        while True:
            try:
                item = next(items)
            except StopIteration as end:
                return end.value  # type: ignore[no-any-return]  # what the generator returned
            if heard:
                heard(item)

    def events(
        self, question: str, history: Sequence[tuple[str, str]], model: str, stopped: Callable[[], bool]
    ) -> Iterator[Event]:
        """Answer a question; for a thread. Waits for the library as long as nobody has `stopped` it."""
        while not self._ready.wait(0.05):
            if stopped():
                return
        if self._failure:
            raise self._failure
        from qa.answer import Done

        chosen = model or self.model
        for event in self.items(jobs.answer, question, tuple(history), chosen, self.as_of, stopped=stopped):
            if isinstance(event, Done):
                self.fetch(event.answer)
            yield event

    def fetch(self, *answers: Answer) -> None:
        """Have the articles of answers at hand: whoever draws must not wait for a library that is being changed."""
        for answer in answers:
            wanted = [c.article_id for c in answer.citations] or [p.article_id for p in answer.passages[:NEAREST_SHOWN]]
            for article_id in wanted:
                self.article(article_id)

    def check(self, model: str) -> str:
        """Make one small request to `model`. Returns its full name.

        Raises:
            TumenError: what is wrong with it and what to do.
        """
        return self.run(jobs.check_model, model)

    def check_claims(self, text: str) -> list[Checked]:
        """Check each sentence of `text` against the articles; for a thread."""
        return list(self.items(jobs.check_claims, text, self.as_of))

    def add(self, source: str, progress: Progress, *, allow_private: bool = False) -> AddReport:
        """Add a file, folder or address, one of the user's own network if allowed; whoever asks meanwhile waits.

        In a process of its own, since Chroma holds the interpreter while it writes, and an answer would wait.
        """
        library = self.library
        assert self.settings is not None
        with self._adding:
            if self._given:
                adding = jobs.add_articles(jobs.Desk(self.settings, library), source, allow_private)
                report = self._finish(adding, lambda step: progress(*step))
            else:
                from qa.tui.worker import Worker

                self._adder = Worker(self.settings, ADDING_NICENESS)
                try:
                    added = self._adder.items(jobs.add_articles, source, allow_private, stopped=_never)
                    report = self._finish(added, lambda step: progress(*step))
                finally:
                    self._adder.close()
        self._take_stock()
        return report

    def article(self, article_id: str) -> Article | None:
        """Return an article, None when it has been removed since."""
        from store.errors import ArticleNotFoundError

        if article_id not in self._articles:
            try:
                self._articles[article_id] = self.library.article(article_id)
            except ArticleNotFoundError:
                return None
        return self._articles[article_id]

    def nearest(self, passages: Sequence[tuple[str, int, int]]) -> list[Citation]:
        """Return the nearest (article id, start, end) of an abstention in the form of citations, to be looked at."""
        from qa.answer import Citation

        held = [
            (article, start, end) for name, start, end in passages[:NEAREST_SHOWN] if (article := self.article(name))
        ]
        return [Citation.of(article, n, start, end) for n, (article, start, end) in enumerate(held, 1)]
