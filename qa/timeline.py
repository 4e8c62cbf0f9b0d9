"""The dated events of a topic in the order in which they happened, each with the words of the article that date it.

The day of the event, the day on which somebody spoke of it, and the day the article came out are kept apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from qa import quoting
from qa.answer import Citation, Record
from qa.evidence import Evidence, Span
from qa.facts.dates import DateMention, dates
from qa.facts.dating import clause_around, dates_the_saying
from qa.facts.stance import Stance, stances
from qa.question import Question
from qa.ranking import Ranked
from store.text import sanitise
from store.words import content_stems

if TYPE_CHECKING:
    from store import Library

PASSAGES = 40
"""Passages that are looked through for a topic."""
MOST_EVENTS = 30
SAME = 0.7
"""Share of the shorter quote's words from which two quotes of one day tell the same."""


class Event(Record):
    """One dated event. `date` is ISO 8601 as far as it is known: ``2019-04-01``, ``2019-04`` or ``2019``."""

    date: str
    inferred: bool = False
    """True when the article's date closed what its words leave open: "Monday", "last year"."""
    as_written: str
    """The words of the article that date the event."""
    said: str | None = None
    """The day on which the source says it was said, where it gives one."""
    stance: tuple[Stance, ...] = ()
    """``denied``, ``hedged`` (alleged or possible) or ``future`` (planned), where the clause that dates it says so."""
    citation: Citation


def timeline(topic: str, library: Library, *, as_of: str | date | None = None) -> list[Event]:
    """The dated events that the articles tell of `topic`, the earliest first; empty when they tell of none.

    Raises:
        TumenError: the library cannot be read.
    """
    question = Question(sanitise(topic).strip())
    evidence = Evidence.gather(question.text, library, k=PASSAGES, as_of=as_of)
    ranked = quoting.rank(question, evidence, together=False)
    if not ranked.speaks_of():
        return []
    spans = [ranked.span(r) for r in ranked.sentences if _speaks_of(r)]
    found = list(_distinct(pair for span in spans for pair in _dated(span)))[:MOST_EVENTS]
    found.sort(key=lambda pair: (pair[1].iso() or "", pair[0].passage.article.published or ""))
    return [_event(n, span, mention) for n, (span, mention) in enumerate(found, 1)]


def _speaks_of(ranked: Ranked) -> bool:
    """Whether a sentence, with what stands around it, has half of the topic's words and all of its names."""
    return ranked.signals.coverage_around >= 0.5 and ranked.signals.names_missing == 0.0


def _dated(span: Span) -> Iterator[tuple[Span, DateMention]]:
    """The first date of the span's own sentence that dates what happened, if it is known to the year at least."""
    own = span.passage.sentences[span.last].start - span.start
    for mention in dates(span.text, span.passage.article.published):
        if mention.start >= own and mention.iso() and not dates_the_saying(span.text, mention.start, mention.end):
            yield span, mention
            return


def _distinct(found: Iterator[tuple[Span, DateMention]]) -> Iterator[tuple[Span, DateMention]]:
    """The events without those that tell of the same day in the same words as one before."""
    told: dict[str, list[set[str]]] = {}
    for span, mention in found:
        words = set(content_stems(span.text))
        earlier = told.setdefault(mention.iso() or "", [])
        if all(len(words & other) < SAME * max(1, min(len(words), len(other))) for other in earlier):
            earlier.append(words)
            yield span, mention


def _event(n: int, span: Span, mention: DateMention) -> Event:
    spoken = next(
        (
            m.iso()
            for m in dates(span.text, span.passage.article.published)
            if dates_the_saying(span.text, m.start, m.end)
        ),
        None,
    )
    told = stances(" ".join(clause_around(span.text, mention.start, mention.end)))
    return Event(
        date=mention.iso() or "",
        inferred=mention.inferred,
        as_written=mention.text,
        said=spoken,
        stance=tuple(s for s in ("denied", "hedged", "future") if s in told),
        citation=span.cite(n),
    )
