"""Quotation mode: answering without a language model, by the sentences of the articles that answer the question.

Every sentence near the question is scored from its `qa.signals` by the fitted weights of `qa.gate`; the best few are
quoted verbatim, each with what it needs to stand alone, and attributed to outlet and date.
"""

from __future__ import annotations

from dataclasses import dataclass

from qa.counting import counted_in
from qa.evidence import Evidence, Span, context_before, distinct
from qa.facts.source import told
from qa.gate import READ, answer_odds, on_subject, says
from qa.leaning import standing_alone
from qa.question import Question
from qa.reading import Reader, Taken
from qa.signals import Signals, Weigher, is_heading

MOST_QUOTES = 5
"""With five, the answer is among them for nine in ten questions over a small library."""
WITHIN = 5.0
"""How far, in log odds, a further quote may lie behind the best. Over 183 answerable questions of three sets, 5 quotes
3.5 sentences, half of them to the point, and has the evidence for .92; 8 quotes 4.4, a third to the point, for .92; 2
quotes 2.2, seven in ten to the point, for .89."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A sentence as a candidate answer: `odds` is the log odds that it answers the question."""

    hit: int
    sentence: int
    odds: float
    signals: Signals


def rank(question: Question, evidence: Evidence) -> list[Ranked]:
    """Every sentence of the evidence but headlines, the likeliest answer first."""
    weigher = Weigher(question, evidence)
    ranked = []
    for h, s in evidence.sentences():
        if is_heading(evidence.hits[h].passage.sentences[s].text):
            continue
        signals = weigher.signals(h, s)
        ranked.append(Ranked(h, s, answer_odds(signals), signals))
    return sorted(ranked, key=lambda r: -r.odds)


def read(question: Question, ranked: list[Ranked], evidence: Evidence) -> list[Taken]:
    """How the best sentences, `qa.gate.READ` at most, take up the question."""
    reader, taken = Reader(question), []
    for r in ranked[:READ]:
        span = standing_alone(evidence.hits[r.hit].passage, r.sentence)
        article = span.passage.article
        taken.append(reader.read(span.text, f"{article.title}. {context_before(span)[-500:]}", article.published))
    return taken


def speaks_of(question: Question, ranked: list[Ranked], evidence: Evidence) -> bool:
    """Whether the library speaks of what is asked."""
    signals, taken = [r.signals for r in ranked], read(question, ranked, evidence)
    return on_subject(question, signals, taken, evidence.library.passage_count)


def quotes(question: Question, ranked: list[Ranked], evidence: Evidence) -> list[Span]:
    """The spans to quote, best first: the best sentence and those that come close to it.

    Empty when none of them answers, or holds the kind of thing the question asks for: a sentence about a minister is no
    answer to how old he is.
    """
    best = ranked[:READ]
    if not best or not _says(question, best, evidence):
        return []
    chosen = [r for r in ranked[:MOST_QUOTES] if ranked[0].odds - r.odds <= WITHIN]
    spans = [standing_alone(evidence.hits[r.hit].passage, r.sentence) for r in chosen]
    answering = [s for s in spans if question.answered_by_kind(told(s), s.passage.article.published)]
    if not any(counted_in(question.text, s.text, evidence.library) for s in answering):
        return []
    return distinct(spans)


def _says(question: Question, best: list[Ranked], evidence: Evidence) -> bool:
    """Whether the best sentences take up what is asked, where they speak the question's language.

    Across languages words of one meaning lie too far apart to tell: of 24 answerable and 10 near-miss questions asked
    in another language than the articles', the reading refused none of the ones and one of the others.
    """
    if not any(r.signals.same_language for r in best):
        return True
    taken = read(question, best, evidence)
    return says(question.expects, [r.odds for r in best], [r.signals for r in best], taken)
