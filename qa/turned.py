"""A question on its way through the chain, with what each step has found for it."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from qa.answer import Usage
from qa.condensing import Turn
from qa.evidence import Evidence

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
    question: str = ""
    chat: BaseChatModel | None = None
    failure: str | None = None
    evidence: Evidence | None = None
    started: float = field(default_factory=time.perf_counter)
    seconds: dict[str, float] = field(default_factory=lambda: {"retrieve": 0.0, "answer": 0.0, "prove": 0.0})
    usage: Usage = field(default_factory=Usage)

    @property
    def found(self) -> Evidence:
        """The evidence, once it was retrieved."""
        assert self.evidence is not None
        return self.evidence
