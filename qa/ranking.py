"""The order of the sentences found for a question: by their signals, and the best of them by being read with it.

Signals weigh what a sentence and a question share; of two sentences that share as much, only one may answer. So those
that the signals put first are read together with the question (`qa.entailment`), which takes about ten milliseconds
each on one core.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from qa.entailment import answered, available, begin_reading
from qa.evidence import Evidence, Span
from qa.facts.source import heard, of_span
from qa.gate import answer_odds, reading_weight
from qa.leaning import standing_alone
from qa.question import Question
from qa.signals import Signals, Weigher, is_heading

READ_TOGETHER = 8
"""Sentences, likeliest by their signals first, that are read with the question."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A sentence as a candidate answer: `odds` is the log odds that it answers the question, `alone` by its signals."""

    hit: int
    sentence: int
    odds: float
    alone: float
    signals: Signals
    answers: float | None = None
    """Log odds that it answers by reading both together, which `odds` has in it. A sentence that is not read has those
    of the least likely that is; None where none is."""


def in_order(question: Question, evidence: Evidence, *, together: bool = True) -> list[Ranked]:
    """Every sentence of the evidence but headlines, the likeliest answer first; none is read unless `together`."""
    weigher, found = Weigher(question, evidence), []
    for h, s in evidence.sentences():
        passage = evidence.hits[h].passage
        if not is_heading(passage.sentences[s].text, passage.article.title):
            signals = weigher.signals(h, s)
            odds = answer_odds(signals)
            found.append(Ranked(h, s, odds, odds, signals))
    found.sort(key=_likeliest)
    if not (together and available()):
        return found
    told = _read(question, evidence, found[:READ_TOGETHER])
    return _with(told, found) if told else found


def span_of(evidence: Evidence, ranked: Ranked) -> Span:
    """A sentence with what it needs to stand alone."""
    return standing_alone(evidence.hits[ranked.hit].passage, ranked.sentence)


def _read(question: Question, evidence: Evidence, first: Sequence[Ranked]) -> dict[int, float]:
    """Log odds that each of these answers, by its place, but those that are too long to be read with the question."""
    sources = [of_span(span_of(evidence, ranked)) for ranked in first]
    beside = [(question.text, heard(source), source.published) for source in sources]
    try:
        for texts in beside:
            begin_reading(*texts, asked=True)
        told = [answered(*texts) for texts in beside]
    except Exception:  # what hinders the model, memory or a broken file, must not end the answer: the signals decide
        return {}
    return {place: odds for place, odds in enumerate(told) if odds is not None}


def _with(told: Mapping[int, float], found: Sequence[Ranked]) -> list[Ranked]:
    """The sentences in the order of both; one that was not read counts as the least likely that was."""
    least, weight = min(told.values()), reading_weight()
    answers = [told.get(place, least) for place in range(len(found))]
    both = zip(found, answers, strict=True)
    return sorted((replace(r, odds=r.alone + weight * odds, answers=odds) for r, odds in both), key=_likeliest)


def _likeliest(ranked: Ranked) -> float:
    return -ranked.odds
