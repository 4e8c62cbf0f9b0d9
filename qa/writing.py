"""The answerer that asks a language model: numbered passages in, streamed text out, and nothing believed yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from prompts import load
from qa.answer import Usage
from qa.evidence import Evidence
from qa.failures import CutOffError, EmptyReplyError
from qa.models import ModelTraits
from store.text import sanitise

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

MOST_PASSAGES = 5
"""Passages shown to the model: five gave the 1.5B model the best nugget recall."""
ANSWER_TOKENS = 400
_RULES_TOKENS = 300


@dataclass
class Writing:
    """One request to a model. Iterate `tokens` once; `usage` is there afterwards."""

    evidence: Evidence
    model: BaseChatModel
    traits: ModelTraits
    question: str
    usage: Usage = field(default_factory=Usage)

    def __post_init__(self) -> None:
        self.shown = self._that_fit()

    def messages(self) -> list[BaseMessage]:
        """The prompt: rules first, then the passages as data, the question last."""
        from langchain_core.messages import HumanMessage, SystemMessage

        rules = load("answer") + ("\n" + load("may_refuse") if self.traits.may_refuse else "")
        told = load("question").format(passages="\n\n".join(self.shown), question=self.question)
        return [SystemMessage(rules), HumanMessage(told)]

    def tokens(self) -> Iterator[str]:
        """Pieces of the answer as they come, cleaned of what a terminal must not see.

        Raises:
            EmptyReplyError: nothing but white space came.
            CutOffError: the stream ended without the mark of its end.
        """
        ended = any_text = False
        for chunk in self.model.stream(self.messages()):
            text = sanitise(chunk.text if isinstance(chunk.text, str) else str(chunk.content))
            counted = chunk.usage_metadata
            if counted:
                self.usage = Usage(
                    input_tokens=self.usage.input_tokens + counted["input_tokens"],
                    output_tokens=self.usage.output_tokens + counted["output_tokens"],
                )
            ended = ended or bool({"finish_reason", "stop_reason", "done_reason"} & chunk.response_metadata.keys())
            any_text = any_text or bool(text.strip())
            if text:
                yield text
        if not any_text:
            raise EmptyReplyError("the model sent an empty answer")
        if not ended and self._marks_ends:
            raise CutOffError("the stream ended too soon")

    @property
    def _marks_ends(self) -> bool:
        return type(self.model).__name__ == "ChatOpenAI"

    def _that_fit(self) -> list[str]:
        """Numbered passages, best first, as many as the model's window takes."""
        budget = self.traits.context_tokens - ANSWER_TOKENS - _RULES_TOKENS - estimated_tokens(self.question)
        shown: list[str] = []
        for n, hit in enumerate(self.evidence.hits[:MOST_PASSAGES], 1):
            article = hit.passage.article
            text = load("passage").format(
                n=n,
                publisher=article.publisher or "Publisher unknown",
                title=article.title,
                published=article.published or "date unknown",
                text=" ".join(hit.passage.text.split()),
            )
            budget -= estimated_tokens(text)
            if budget < 0 and shown:
                break
            shown.append(text)
        return shown


def estimated_tokens(text: str) -> int:
    """Tokens a text may take at most in common vocabularies: a third of its Latin letters, two thirds of others."""
    latin = sum(c.isascii() for c in text)
    return latin // 3 + (len(text) - latin) * 2 // 3 + 1
