"""A question on its way through the chain, with what each step has found for it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from qa.answer import Citation, Usage
from qa.casing import cased, opened
from qa.condensing import Turn
from qa.conflict import Dispute, note
from qa.entailment import begin_loading
from qa.evidence import Evidence
from qa.question import Question
from qa.recency import as_of_note
from store.listing import Filter

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from qa.settings import Settings
    from store import Library


@dataclass
class Turned:
    """A question on its way through the chain."""

    asked: str
    library: Library
    model: str
    settings: Settings | None
    history: tuple[Turn, ...]
    as_of: str | date | None
    publisher: str | None = None
    together: bool = True
    """Whether the best sentences are read with the question (`qa.ranking`)."""
    question: str = ""
    chat: BaseChatModel | None = None
    failure: str | None = None
    evidence: Evidence | None = None
    started: float = field(default_factory=time.perf_counter)
    seconds: dict[str, float] = field(default_factory=lambda: {"retrieve": 0.0, "answer": 0.0, "prove": 0.0})
    usage: Usage = field(default_factory=Usage)
    notes: list[str] = field(default_factory=list)

    def gather(self, k: int) -> None:
        """Find `k` passages, published by `as_of` and of a `publisher` (a part of its name) where these are given.

        The question gets the capitals that the articles give its names; when that changes it, passages are found anew.
        What is to read them, with the question or with the sentences of a model, is loaded meanwhile.
        """
        if self.together or self.chat is not None:
            begin_loading()
        find = partial(Evidence.gather, library=self.library, k=k, as_of=self.as_of, publisher=self.publisher)
        found = find(opened(self.question))
        meant = cased(found.question, (s.text for hit in found.hits for s in hit.passage.sentences))
        self.evidence = found if meant == found.question else find(meant)

    @property
    def found(self) -> Evidence:
        """The evidence, once it was retrieved."""
        assert self.evidence is not None
        return self.evidence

    def remark(
        self, disputes: Sequence[Dispute], citations: Sequence[Citation], question: Question, *, latest: bool
    ) -> None:
        """Note what the articles disagree in and, for a question for the latest, as of when the answer holds."""
        self.notes = [note(dispute, citations, question.language) for dispute in disputes]
        if latest:
            articles = self.library.listing(Filter(publisher=self.publisher))
            held = as_of_note(articles, self.as_of, question.language)
            self.notes += [held] if held else []
