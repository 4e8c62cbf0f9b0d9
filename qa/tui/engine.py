"""What the chat asks: settings, sessions, library and chain, loaded in a thread while the screen is already there."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from store.errors import TumenError

if TYPE_CHECKING:
    from qa.answer import Answer, Citation, Event
    from qa.sessions import Sessions
    from qa.settings import Settings
    from store import Article, Library
    from store.reports import AddReport, Progress

QUOTES = "quotes"
CHECK_QUESTION = "Reply with the word yes."
NEAREST_SHOWN = 3


class Engine:
    """`read_settings`, `open` and `warm` once, in this order; until then a question waits. For any thread."""

    def __init__(
        self, load_settings: Callable[[], Settings], as_of: date | None = None, library: Library | None = None
    ) -> None:
        """`library` is one that is open already, in place of the one of the settings.

        To that one articles are added in this process, to the other in one of its own.
        """
        self._load_settings = load_settings
        self._as_of = as_of
        self._opened, self._ready = threading.Event(), threading.Event()
        self._failure: TumenError | None = None
        self._library, self._given = library, library is not None
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
        from store import Library

        assert self.settings is not None
        try:
            if self._library is None:
                home, embedding = self.settings.home, self.settings.embedding
                self._library = Library.open(home, embedding=embedding, progress=progress)
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
        from qa.models import default_model

        assert self.settings is not None
        try:
            self.model = self.model or default_model(self.settings)
        finally:
            self._ready.set()
        import qa.chain  # noqa: F401 - the first question should not wait for this import

        self.library.search("warm", k=1)

    @property
    def library(self) -> Library:
        """The library; waits until it is open.

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

    def events(
        self, question: str, history: Sequence[tuple[str, str]], model: str, stopped: Callable[[], bool]
    ) -> Iterator[Event]:
        """Answer a question; for a thread. Waits for the library as long as nobody has `stopped` it."""
        while not self._ready.wait(0.05):
            if stopped():
                return
        from qa.answer import Done
        from qa.chain import stream

        chosen = model or self.model
        events = stream(question, self.library, chosen, history=history, as_of=self._as_of, settings=self.settings)
        for event in events:
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
        from qa.failures import ModelError, explain
        from qa.models import chat_model, full_name

        assert self.settings is not None
        if model == QUOTES:
            return model
        name = full_name(model, self.settings)
        try:
            chat_model(name, self.settings).invoke(CHECK_QUESTION)
        except Exception as error:
            raise ModelError(explain(error, name, self.settings.openai_base_url)) from None
        return name

    def add(self, source: str, progress: Progress) -> AddReport:
        """Add a file, folder or address; one at a time, whoever asks meanwhile waits."""
        library = self.library
        with self._adding:
            if self._given:
                report = library.add([source], progress=progress)
            else:
                from qa.tui import adding_process

                report = adding_process.add(library.locations.home, library.embedding, source, progress)
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

        found: list[Citation] = []
        for article_id, start, end in passages[:NEAREST_SHOWN]:
            article = self.article(article_id)
            if article is None:
                continue
            found.append(
                Citation(
                    n=len(found) + 1,
                    article_id=article.id,
                    title=article.title,
                    publisher=article.publisher,
                    published=article.published,
                    published_inferred=article.published_inferred,
                    url=article.url,
                    quote=article.text[start:end],
                    start=start,
                    end=end,
                )
            )
        return found
