"""Does what was proven respond to the question? A true sentence about a minister is no answer to how old he is.

Small models answer whatever they are asked: with an invented figure beside a true sentence, or with the question
turned into a statement. The proof strikes out the invention; what is left counts as an answer only when it holds the
kind of thing that was asked for and says something that the question did not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from qa.answer import Citation, Sentence
from qa.counting import counted_in
from qa.evidence import Span
from qa.facts.script import same_name
from qa.question import Question
from store.names import mentions
from store.words import content_tokens

if TYPE_CHECKING:
    from store import Library

LEAST_SHARED = 0.5
"""Share of what a struck-out sentence adds to the question that a quote must have to say the same in its place."""
MEASURED = frozenset({"number", "age", "length", "money", "time"})
"""Kinds of answer that come as a figure."""
_ASKS_FOR_A_THING = re.compile(
    r"\b(?:what|which|how|что|чем|чего|как\w*|was|welche\w*|wie)\b|무엇|무슨|어떤|어떻게|어느|뭐", re.IGNORECASE
)


def responds(question: Question, sentence: Sentence, citations: Iterable[Citation], library: Library) -> bool:
    """Whether a sentence of an answer is proven and gives what `question` asks for."""
    if sentence.verdict == "unsupported":
        return False
    cited = [c for c in citations if c.n in sentence.citations]
    published = next((c.published for c in cited), None)
    held = [sentence.text]
    if question.expects == "reason":
        held += [c.quote for c in cited]  # a reason can be given without "because"; then the quote says that it is one
    return (
        any(question.answered_by_kind(text, published) for text in held)
        and counted_in(question.text, sentence.text, library)
        and (not asks_for_a_thing(question) or bool(added(question, sentence.text)))
    )


def asks_for_a_thing(question: Question) -> bool:
    """Whether something has to be named in answer, rather than yes or no."""
    return question.expects != "other" or bool(_ASKS_FOR_A_THING.search(question.text))


def added(question: Question, text: str) -> frozenset[str]:
    """What `text` says that the question does not: its other content words, by stem, and its other names, by entity."""
    asked = set(question.stems)
    named = mentions(text)
    found = {m.entity for m in named} - question.entities
    for stem, token in content_tokens(text):
        if any(m.start <= token.start < m.end for m in named):
            continue
        if stem not in asked and not any(same_name(stem, other) for other in asked):
            found.add(stem)
    return frozenset(found)


def in_its_place(question: Question, struck_out: Sequence[Sentence], spans: Sequence[Span]) -> list[Span]:
    """The spans that say what sentences the proof has struck out meant to say.

    The model wrote "on March 25, 2023", the article says "on March 25": a span takes the place of a sentence when it
    has at least half of what the sentence adds to the question, a figure among it where one is asked for.
    """
    meant = [mine for sentence in struck_out if (mine := added(question, sentence.text))]

    def says(span: Span, mine: frozenset[str]) -> bool:
        shared = mine & added(question, span.text)
        figures = question.expects not in MEASURED or any(c.isdigit() for word in shared for c in word)
        return len(shared) >= LEAST_SHARED * len(mine) and figures

    return [span for span in spans if any(says(span, mine) for mine in meant)]
