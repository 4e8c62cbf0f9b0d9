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
from qa.candidates import holds_the_kind
from qa.counting import counted_in
from qa.cues import FIGURES
from qa.evidence import Span
from qa.facts.dates import dates
from qa.facts.numbers import numbers
from qa.facts.script import same_name
from qa.offices import bears_office
from qa.question import Question
from qa.topics import touches
from store.names import mentions, wholes
from store.words import content_tokens, language_of

if TYPE_CHECKING:
    from store import Library

LEAST_SHARED = 0.5
"""Share of what a struck-out sentence adds to the question that a quote must have to say the same in its place."""
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
    counts = [sentence.text, *(c.quote for c in cited)]
    return (
        any(holds_the_kind(question, text, published) for text in held)
        and all(counted_in(question.text, text, library) for text in counts)
        and any(touches(question.text, text) for text in counts[1:] or counts)  # a model may add the gift to the visit
        and any(bears_office(question, text, published) for text in counts)
        and (not asks_for_a_thing(question) or bool(added(question, sentence.text)))
    )


def asks_for_a_thing(question: Question) -> bool:
    """Whether something has to be named in answer, rather than yes or no."""
    return question.expects != "other" or bool(_ASKS_FOR_A_THING.search(question.text))


def added(question: Question, text: str, *, abroad: bool = False) -> frozenset[str]:
    """What `text` says that the question does not: names by entity, dates by part, numbers by value, words by stem.

    `abroad` leaves out the words, for a comparison with a text in another language.
    """
    asked = _said(question.text)
    return frozenset(
        fact
        for fact in _said(text)
        if fact not in asked
        and not (fact[0] != "@" and (abroad or any(same_name(fact, other) for other in question.stems)))
    )


def _said(text: str) -> set[str]:
    """The facts of a text; "@" marks those that are the same in every language."""
    named, dated, numbered = mentions(text), dates(text), numbers(text)
    taken = [
        *((m.start, m.end) for m in named), *((d.start, d.end) for d in dated), *((n.start, n.end) for n in numbered)
    ]  # fmt: skip
    facts = {f"@{m.entity}" for m in named}
    for day in dated:
        parts = (("year", day.year), ("month", day.month), ("day", day.day), ("weekday", day.weekday))
        facts |= {f"@{part} {value}" for part, value in parts if value is not None}
    for number in numbered:
        if not any(d.start <= number.start < d.end for d in dated):
            facts |= {f"@{number.low:g}", f"@{number.high:g}"}
    facts |= {s for s, t in content_tokens(text) if not any(start <= t.start < end for start, end in taken)}
    return facts


def is_fragment(question: Question, text: str) -> bool:
    """Whether a sentence is too short to be proven by itself: "Moscow" stands in every other passage.

    One or two content words, or three of which the question has none.
    """
    words = content_tokens(text)
    return len(words) <= 2 or (len(words) == 3 and not {stem for stem, _ in words} & set(question.stems))


def in_its_place(question: Question, struck_out: Sequence[Sentence], spans: Sequence[Span]) -> list[Span]:
    """The spans that say what sentences the proof has struck out meant to say.

    The model wrote "on March 25, 2023", the article says "on March 25": a span takes the place of a sentence when it
    has everybody whom the question names and at least half of what the sentence adds to the question, a figure among
    it where one is asked for.
    """
    language = language_of(" ".join(sentence.text for sentence in struck_out))

    def says(span: Span, text: str) -> bool:
        abroad = language != language_of(span.text)
        mine, there = added(question, text, abroad=abroad), added(question, span.text, abroad=abroad)
        shared = mine & there
        figures = question.expects not in FIGURES or any(c.isdigit() for fact in shared for c in fact)
        of_it = question.entities <= {whole for m in mentions(span.text) for whole in wholes(m.entity)}
        return bool(mine) and len(shared) >= LEAST_SHARED * len(mine) and figures and of_it

    return [span for span in spans if any(says(span, sentence.text) for sentence in struck_out)]
