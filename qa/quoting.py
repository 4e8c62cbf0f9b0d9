"""Quotation mode: answering without a language model, by the sentences of the articles that answer the question.

Every sentence near the question is scored from its `qa.signals` by the fitted weights of `qa.gate`; the best few are
quoted verbatim, each with what it needs to stand alone, and attributed to outlet and date.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.evidence import Evidence, Span, distinct
from qa.gate import answer_odds
from qa.question import Question
from qa.signals import Signals, Weigher

MOST_QUOTES = 3
"""The answer's sentence is among the first three for 94 of 100 questions (XQuAD, see the README's table)."""
WITHIN = 1.6
"""How far, in log odds, a further quote may lie behind the best: a fifth of its odds."""
LEANS_BACK = re.compile(
    r"^[“\"«‘]?\s*(?:then|he|she|they|it|this|that|these|those|his|her|their|its|there|here|such|also|both|after that|"
    r"afterwards|instead|in addition|however|furthermore|moreover|because of this|at the same time|as a result|"
    r"the latter|"
    r"он|она|они|это|этот|эта|его|ее|её|их|там|тогда|затем|кроме того|однако|поэтому|er|sie|dies\w*|dort|dann|"
    r"danach)\b|"
    r"^(?:그는|그의|이는|이에|또한|이어|그러나|이번)",
    re.IGNORECASE,
)
"""A sentence that begins so names its subject in the sentence before."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A sentence as a candidate answer: `odds` is the log odds that it answers the question."""

    hit: int
    sentence: int
    odds: float
    signals: Signals


def rank(question: Question, evidence: Evidence) -> list[Ranked]:
    """Every sentence of the evidence, the likeliest answer first."""
    weigher = Weigher(question, evidence)
    ranked = []
    for h, s in evidence.sentences():
        signals = weigher.signals(h, s)
        ranked.append(Ranked(h, s, answer_odds(signals), signals))
    return sorted(ranked, key=lambda r: -r.odds)


def quotes(ranked: list[Ranked], evidence: Evidence) -> list[Span]:
    """The spans to quote, best first: the best sentence and those that come close to it."""
    if not ranked:
        return []
    chosen = [r for r in ranked[:MOST_QUOTES] if ranked[0].odds - r.odds <= WITHIN]
    return distinct([standing_alone(evidence, r.hit, r.sentence) for r in chosen])


def standing_alone(evidence: Evidence, hit: int, sentence: int) -> Span:
    """The sentence, with the one before it when it leans on that for its subject."""
    passage = evidence.hits[hit].passage
    leans = sentence > 0 and LEANS_BACK.match(passage.sentences[sentence].text)
    return Span(passage, sentence - 1 if leans else sentence, sentence)
