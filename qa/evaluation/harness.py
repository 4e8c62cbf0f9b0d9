"""Puts a question set to a library and a model: asks, scores, and returns the run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from qa.answer import Answer, Degraded, Done
from qa.evaluation import prices, runner
from qa.evaluation.kept import Kept, KeptAnswers, answering_fingerprint, key_of, library_fingerprint
from qa.evaluation.questions import Question
from qa.evaluation.results import DEGRADED, Outcome, Run, Setup
from qa.evaluation.scoring import Evidence, Span, score
from qa.evaluation.supporting import Checker
from qa.version import VERSION

if TYPE_CHECKING:
    from qa.settings import Settings
    from store import Library

Progress = Callable[[int, int, str], None]
RANKED = 10
"""Passages looked at for Hits@k and MRR@10."""
REMOTE_JOBS = 8
"""Questions asked at once of an endpoint on another machine."""


@dataclass(frozen=True)
class Harness:
    """Who answers, and how. `jobs` None asks as many questions at once as the model allows."""

    model: str
    settings: Settings
    as_of: date | None = None
    fresh: bool = False
    jobs: int | None = None
    price: prices.Price | None = None
    _prompt: str = field(default_factory=answering_fingerprint)

    def measure(
        self,
        questions: Sequence[Question],
        library: Library,
        progress: Progress,
        *,
        source: str,
        mode: str = "questions",
    ) -> tuple[Run, bool]:
        """Ask and score. Returns the run, and whether ctrl+c ended it early: then it holds what was done."""
        started = datetime.now(UTC).isoformat(timespec="seconds")
        articles = library.articles()
        fingerprint = library_fingerprint(articles, library.embedding)
        asking = runner.Asking(
            ask=lambda question: self._ask(question, library),
            key=lambda question: key_of(question, *self._circumstances(fingerprint)),
            jobs=self.jobs or self._most_jobs(),
            fresh=self.fresh,
        )
        store = KeptAnswers(self.settings.home)
        try:
            asked, interrupted = runner.run(questions, asking, store, lambda done, n: progress(done, n, "asking"))
        finally:
            store.close()
        outcomes = self._scored(asked, library, progress)
        setup = Setup(
            self.model, source, mode, len(articles), fingerprint, self._prompt, started=started, version=VERSION
        )
        return Run(setup, outcomes, len(questions), self.cost()), interrupted

    def _ask(self, question: Question, library: Library) -> runner.Asked:
        from qa.chain import stream

        answer: Answer | None = None
        degraded: str | None = None
        as_of = question.as_of or self.as_of
        events = stream(
            question.question, library, self.model, history=question.history, as_of=as_of, settings=self.settings
        )
        for event in events:
            if isinstance(event, Degraded) and not event.by_proof:
                degraded = event.reason
            elif isinstance(event, Done):
                answer = event.answer
        assert answer is not None, "a chain ends with Done"
        hits = library.search(answer.standalone_question or question.question, k=RANKED, as_of=as_of)
        ranking = tuple(Span(hit.passage.article.id, hit.passage.start, hit.passage.end) for hit in hits)
        return runner.Asked(question, Kept(answer, ranking), degraded=degraded)

    def _scored(self, asked: Sequence[runner.Asked], library: Library, progress: Progress) -> tuple[Outcome, ...]:
        evidence = Evidence({article.id: article for article in library.articles()})
        checker = Checker(library)
        outcomes = []
        for done, one in enumerate(asked, start=1):
            outcomes.append(_outcome(one, evidence, checker))
            progress(done, len(asked), "scoring")
        return tuple(outcomes)

    def _circumstances(self, library: str) -> tuple[str, ...]:
        """What an answer depends on besides the question."""
        return self.model, self.settings.openai_base_url or "", self._prompt, library, str(self.as_of)

    def _most_jobs(self) -> int:
        """One for quotation, which computes here, and for a model on this machine; several for a remote endpoint."""
        from qa.models import QUOTES, is_loopback

        base_url = self.settings.openai_base_url
        local = self.model == QUOTES or self.model.startswith(("local:", "ollama:")) or is_loopback(base_url)
        return 1 if local else REMOTE_JOBS

    def cost(self) -> prices.Price | None:
        """The price given, else the list price, else None."""
        return self.price or prices.known(self.model, own_endpoint=bool(self.settings.openai_base_url))


def _outcome(asked: runner.Asked, evidence: Evidence, checker: Checker) -> Outcome:
    if asked.kept is None:
        return Outcome(asked.question, None, {}, error=asked.error)
    scores, failures = score(asked.question, asked.kept.answer, asked.kept.ranking, evidence, checker)
    if asked.degraded:
        failures = (*failures, DEGRADED)
    return Outcome(asked.question, asked.kept.answer, scores, failures, kept=asked.from_earlier)


def without_evidence(questions: Sequence[Question], library: Library) -> list[Question]:
    """Questions whose evidence stands in no article of the library: they cannot be scored by it."""
    evidence = Evidence({article.id: article for article in library.articles()})
    return [question for question in questions if evidence.missing(question)]
