"""Making a follow-up stand alone: by the model when there is one, else by carrying over the names it leaves out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from prompts import load
from qa.casing import cased
from qa.facts.meant import kind_of
from qa.facts.names import Name, names
from qa.question import Question
from store.text import sanitise_line
from store.words import content_stems

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

Turn = tuple[str, str]
"""A question and the text of its answer."""
LAST_TURNS = 3
LONGEST_REWRITE = 400
_REFERS_BACK = re.compile(
    r"\b(?:he|she|him|her|his|they|them|their|it|its|this|that|these|those|there|then|also|too|same|else|"
    r"он|она|они|его|ее|её|им|ему|ей|их|там|тогда|это|этот|er|sie|ihn|ihm|ihr|dort|dann|das)\b|"
    r"^\W*(?:and|а|и|und)\b|그는|그가|그의|그들|거기|그때|그럼|그리고",
    re.IGNORECASE,
)
_HE, _HIS = re.compile(r"\b(?:he|she|him)\b", re.IGNORECASE), re.compile(r"\bhis\b", re.IGNORECASE)
_BEFORE_POINTING = "about after before of by with from for in at is are was were did does do why how".split()
_RELATIVE = re.compile(
    r"(?<=\w)" + "".join(rf"(?<!\b{word})" for word in _BEFORE_POINTING) + r"\s+that\s+"
    r"(?=(?:is|are|was|were|has|have|had|will|would|can|could|may|might|the|a|an|\w{2,}(?:[^s]s|ed))\b)",
    re.IGNORECASE,
)
"""A "that" which begins a clause and points at nothing said before: "a list that grows", "says that the train …"."""


def needs_context(question: str, history: Sequence[Turn]) -> bool:
    """Whether a question leans on the conversation: it refers back, or is too short to stand alone."""
    if not history or Question(question).chats:
        return False
    return bool(_REFERS_BACK.search(_RELATIVE.sub(" ", question)) or _too_short(question))


def _too_short(question: str) -> bool:
    """Whether it has too few words to tell what it is about: fewer than three, or than two if it names a person."""
    person = any(kind_of(name) == "person" for name in names(f"x {question}"))
    return len(content_stems(question)) < (2 if person else 3)


def carry_over(question: str, history: Sequence[Turn]) -> str:
    """The question with the names of the question before it that it does not have itself."""
    if not needs_context(question, history):
        return question
    mine = {n.entity or n.text for n in names(f"x {question}")}
    for earlier, answer in reversed(history[-LAST_TURNS:]):
        found = names(f"x {cased(earlier, [answer])}") or names(answer)[:2]
        carried = [n for n in found if (n.entity or n.text) not in mine]
        if carried:
            return _with(question.rstrip(), carried)
    return question


def _with(question: str, carried: Sequence[Name]) -> str:
    """The question with the one person carried over in the place of "he" and "his", else with all names behind it."""
    told = list(dict.fromkeys(name.text for name in carried))
    if len(told) == 1 and kind_of(carried[0]) in ("person", None):
        placed = _HIS.sub(f"{told[0]}’s", _HE.sub(told[0], question))
        if placed != question:
            return placed
    return f"{question} ({', '.join(told)})"


def rewrite(question: str, history: Sequence[Turn], model: BaseChatModel) -> str:
    """The question as the model rewrites it; the carried-over one when its rewriting is no question of this talk."""
    if not needs_context(question, history):
        return question
    told = "\n".join(f"Question: {q}\nAnswer: {a[:300]}" for q, a in history[-LAST_TURNS:])
    reply = model.invoke(load("condense").format(history=told, question=question))
    rewritten = sanitise_line(str(reply.content)).strip().strip('"')
    sensible = 3 < len(rewritten) <= LONGEST_REWRITE and set(content_stems(question)) & set(content_stems(rewritten))
    return rewritten if sensible or (not content_stems(question) and rewritten) else carry_over(question, history)
