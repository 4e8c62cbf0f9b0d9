"""A second opinion by an LLM (TUMEN_JUDGE) on what the support check leaves open, and on nothing else.

Left open is a sentence that passes every hard check (numbers, dates, names, quotations, stance) but is not close enough
in meaning. The model may raise it to "partial", never to "supported"; what a hard check refused it is not even asked.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from prompts import load
from qa.support import Support

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from qa.settings import Settings

_OBJECT = re.compile(r"\{[^{}]*\}")


@dataclass
class SecondOpinion:
    """Asks the model of TUMEN_JUDGE. After a failure it is not asked again, and `failure` says what to do."""

    settings: Settings
    failure: str | None = None
    _model: BaseChatModel | None = None

    @classmethod
    def wanted(cls, settings: Settings | None) -> SecondOpinion | None:
        """The second opinion that the settings ask for; None when they ask for none."""
        return cls(settings) if settings is not None and settings.judge else None

    def on(self, claim: str, support: Support) -> Support:
        """`support`, raised to "partial" when it was left open and the model finds that its span carries the claim."""
        if not support.open or support.span is None or self.failure:
            return support
        if not self._carries(claim, support.span.text):
            return support
        reason = f"not in so many words; carried in the opinion of {self.settings.judge}"
        return replace(support, verdict="partial", reasons=(reason,), open=False)

    @property
    def notice(self) -> str | None:
        """One line for the reader when the model failed; None when it did not."""
        return f"no second opinion (TUMEN_JUDGE): {self.failure}" if self.failure else None

    def _carries(self, claim: str, quote: str) -> bool:
        from langchain_core.messages import HumanMessage, SystemMessage

        from qa.failures import explain
        from qa.models import chat_model

        name = self.settings.judge or ""
        told = _block("quotes", quote) + _block("statement", claim)
        try:
            self._model = self._model or chat_model(name, self.settings)
            reply = self._model.invoke([SystemMessage(load("judge_support")), HumanMessage(told)])
            return read_vote(str(reply.text), "supported") is True
        except Exception as error:
            self.failure = explain(error, name, self.settings.openai_base_url)
            return False


def read_vote(reply: str, name: str) -> bool | None:
    """The verdict in a reply: the last JSON object that has it; None when there is none."""
    for piece in reversed(_OBJECT.findall(reply)):
        try:
            value = json.loads(piece).get(name)
        except (ValueError, AttributeError):
            continue
        if isinstance(value, bool):
            return value
    return None


def _block(name: str, text: str) -> str:
    """Data between tags that it cannot close."""
    return f"<{name}>\n{text.replace('<', '‹').replace('>', '›')}\n</{name}>\n"
