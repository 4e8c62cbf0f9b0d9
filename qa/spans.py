"""The spans that may carry a claim, nearest in meaning first, and what the checks find of each.

A hard check (`qa.facts.compare`) refuses a span however alike it is; for the others the signals are gathered by which
meaning decides (`qa.weighing`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from qa.covering import nothing_like
from qa.evidence import Evidence, Span, windows
from qa.facts.compare import mismatches
from qa.facts.mismatch import Mismatch
from qa.facts.names import plain_stems
from qa.facts.polarity import OUTRIGHT
from qa.facts.source import Source, of_span
from qa.verbatim import quotes_verbatim, told_whole
from qa.weighing import Rivals, meaning, signals_of
from store.words import content_stems, language_of

NEAREST = 6
"""Sentences around which spans are tried, per claim."""
ABROAD = 2
"""Further ones of articles in other languages than the claim's: e5 finds sentences of one language more alike."""
LEAST = 3
"""Nearest sentences that are weighed by themselves, whatever spans are nearer in meaning for the names they share."""
WEIGHED = 8
"""Spans, nearest in meaning first, that the hard checks look at."""
CLOSE = 0.6
"""Meaning from which a span that fails a hard check speaks of the same thing, and so contradicts."""
VERY_CLOSE = 0.85
"""Meaning of a span that has nearly all the words of a claim."""
ALIKE = 0.875
"""Cosine from which two sentences say the same in other words: of 1,200 claims seven true ones are that near to a
sentence with which they share nothing but names, and one false one."""
LENGTH_COST = 0.05
"""Meaning that each further sentence must add for a span to be weighed, or when refused shown, before a shorter one."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A span as it was held against a claim. `signals` is empty when a hard check refused it or it is verbatim."""

    span: Span
    found: tuple[Mismatch, ...]
    """What differs, as far as the verdict needs it: see `_telling`."""
    meaning: float
    verbatim: bool
    signals: tuple[float, ...] = field(default=())

    @property
    def refused(self) -> bool:
        """Whether a hard check refused it."""
        return not self.verbatim and any(not m.soft for m in self.found)

    @property
    def denies(self) -> bool:
        """Whether it says outright that it is not so, and nothing else keeps it from carrying the claim."""
        return self.refused and all(m.reason in OUTRIGHT for m in self.found if not m.soft)

    @property
    def contradicts(self) -> bool:
        """Whether it speaks of the same and says otherwise."""
        return self.refused and self.meaning >= CLOSE and all(m.contradicts for m in self.found if not m.soft)


def weigh(
    claim: str, evidence: Evidence, cited: Sequence[int] = (), settles: Callable[[Weighed], bool] | None = None
) -> list[Weighed]:
    """The candidate spans, nearest in meaning first, with what the checks found and, where they leave it open, signals.

    After the first that `settles` it, only spans within that one are weighed, which say the same in fewer words, and
    until one of a cited passage does, those of cited passages.
    """
    asked_for = {id(evidence.hits[i].passage) for i in cited}
    weighed: list[Weighed] = []
    refused = against = 0.0
    settled: Span | None = None
    for source, span, score, cosine in _candidates(claim, evidence, cited):
        better = settled and id(span.passage) in asked_for and id(settled.passage) not in asked_for
        if settled and not settled.holds(span) and not better:
            continue
        verbatim = told_whole(claim, source) or quotes_verbatim(claim, source)
        one = Weighed(span, () if verbatim else _telling(claim, source, score, cosine), score, verbatim)
        if one.refused:
            refused, against = max(refused, score), max(against, score if one.contradicts else 0.0)
        elif not verbatim:
            rivals = _rivals(score, refused, against)  # those still to come are no closer in meaning
            one = replace(one, signals=signals_of(claim, source, cosine, one.found, rivals))
        weighed.append(one)
        if settles and (better or not settled) and settles(one):
            settled = span
    return weighed


def _telling(claim: str, source: Source, score: float, cosine: float) -> tuple[Mismatch, ...]:
    """The mismatches up to the one that settles that the span neither carries the claim nor contradicts it.

    Of a sentence `ALIKE` enough it does not matter that no word is shared.
    """
    found = []
    for mismatch in chain(mismatches(claim, source), nothing_like(claim, source)):
        if mismatch.kind == "words" and cosine >= ALIKE:
            continue
        found.append(mismatch)
        if not mismatch.soft and not (mismatch.contradicts and score >= CLOSE):
            break
    return tuple(found)


def _rivals(own: float, refused: float, against: float) -> Rivals:
    return Rivals(max(refused - own, 0.0), max(against - own, 0.0), against > max(own, VERY_CLOSE))


def _candidates(claim: str, evidence: Evidence, cited: Sequence[int]) -> list[tuple[Source, Span, float, float]]:
    """Spans around the sentences nearest to the claim, nearest in meaning first, with meaning and cosine.

    Cited passages always get a try.
    """
    similarities = evidence.similarities(claim)
    told = plain_stems(claim)
    scored: list[tuple[float, int, int]] = []
    for h, s in evidence.sentences():
        sentence = evidence.hits[h].passage.sentences[s].text
        overlap = len(told.intersection(content_stems(sentence))) / max(len(told), 1)
        scored.append((float(similarities[h][s]) + 0.3 * overlap, h, s))
    scored.sort(reverse=True)
    own = language_of(claim)
    foreign = [x for x in scored[NEAREST:] if evidence.hits[x[1]].passage.article.language != own][:ABROAD]
    chosen = scored[:NEAREST] + foreign + [x for x in scored[NEAREST:] if x[1] in cited][:2]
    found: dict[tuple[int, int, int], tuple[Source, Span, float, float]] = {}
    for _, h, s in chosen:
        for span in windows(evidence.hits[h].passage, s):
            key = (h, span.first, span.last)
            if key not in found:
                source, cosine = of_span(span), _cosine(similarities[h], span)
                found[key] = (source, span, meaning(claim, source, cosine), cosine)
    ranked = sorted(found.items(), key=lambda item: LENGTH_COST * further(item[1][1]) - item[1][2])
    nearest = {(h, s, s) for _, h, s in chosen[:LEAST]}
    kept = [value for at, (key, value) in enumerate(ranked) if at < WEIGHED or key in nearest]
    return kept + [value for key, value in ranked[WEIGHED:] if key[0] in cited and key not in nearest][:4]


def _cosine(similarities: NDArray[np.float32], span: Span) -> float:
    return float(similarities[span.first : span.last + 1].max())


def further(span: Span) -> int:
    """How many sentences a span has besides one."""
    return span.last - span.first
