"""The spans that may carry a claim, nearest in meaning first, and what the checks find of each.

For each span the signs that it carries the claim are gathered, and what the hard checks (`qa.facts.compare`) find to
doubt: as much of it as it takes to know that the doubts outweigh the signs (`qa.weighing`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, partial

import numpy as np
from numpy.typing import NDArray

from qa.covering import nothing_like
from qa.denials import undenied
from qa.entailment import MOST, available, begin_reading, entailed
from qa.evidence import Evidence, Span, windows
from qa.facts.compare import mismatches
from qa.facts.core import core_of
from qa.facts.mismatch import Mismatch
from qa.facts.names import plain_stems
from qa.facts.polarity import OUTRIGHT
from qa.facts.source import Source, of_span, read_beside
from qa.likeness import Rivals, has_every_word, meaning, signals_of
from qa.verbatim import quotes_verbatim, told_whole
from qa.weighing import SUBJECT, hopeless, odds
from store.words import content_stems, language_of

NEAREST = 6
"""Sentences around which spans are tried, per claim."""
ABROAD = 2
"""Further ones of articles in other languages than the claim's: e5 finds sentences of one language more alike."""
LEAST = 3
"""Nearest sentences that are weighed by themselves, whatever spans are nearer in meaning for the names they share."""
WEIGHED = 8
"""Spans, nearest in meaning first, that the hard checks look at."""
READ = 4
"""Spans that are read together with a claim, of those that this decides on: each takes about ten milliseconds."""
SURE = 1.0
"""Log odds from which a span carries a claim whatever another one denies."""
HARDLY = 0.5
"""Log odds that a span reaches at most which is not like enough to a claim to carry it, unless both are read together:
what another one denies outright it does not carry."""
RIVAL = 0.05
"""Meaning by which a span may lie behind one that hardly carries a claim, to be weighed beside it."""
LENGTH_COST = 0.05
"""Meaning that each further sentence must add for a span to be weighed, or when refused shown, before a shorter one."""


Candidate = tuple[Source, Span, float, float]
"""What may carry a claim, as the checks read it and as a span, with meaning and cosine."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A span as it was held against a claim."""

    span: Span
    found: tuple[Mismatch, ...]
    """What differs, as far as the verdict needs it: see `_telling`."""
    meaning: float
    verbatim: bool
    odds: float = float("inf")
    """Log odds that it carries the claim: without reading both, where that cannot change the verdict; beyond `READ` at
    least."""
    signals: tuple[float, ...] = field(default=())
    """What the odds are made of besides the mismatches; empty when it is verbatim, or refused whatever they are."""

    @property
    def carries(self) -> bool:
        """Whether more speaks for it than against."""
        return self.verbatim or self.odds >= 0

    @property
    def doubted(self) -> bool:
        """Whether a hard check speaks against it."""
        return any(not m.soft for m in self.found)

    @property
    def refused(self) -> bool:
        """Whether it does not carry the claim because of what a hard check found."""
        return not self.carries and self.doubted

    @property
    def denies(self) -> bool:
        """Whether it says outright that it is not so, and nothing else keeps it from carrying the claim."""
        return self.refused and denied(self.found)

    @property
    def worded_alike(self) -> bool:
        """Whether it has every word of the claim."""
        return bool(self.signals) and has_every_word(self.signals)

    @property
    def contradicts(self) -> bool:
        """Whether it speaks of the same and says otherwise."""
        return self.refused and self.otherwise

    @property
    def otherwise(self) -> bool:
        """Whether it is close, and all that hard checks found in it is that it says otherwise."""
        return self.doubted and self.meaning >= SUBJECT and all(m.contradicts for m in self.found if not m.soft)


def weigh(
    claim: str,
    evidence: Evidence,
    cited: Sequence[int] = (),
    settles: Callable[[Weighed], bool] | None = None,
    *,
    candidates: Sequence[Candidate] | None = None,
    thoroughly: bool = False,
) -> list[Weighed]:
    """The candidate spans, nearest in meaning first, with what the checks found and the odds that they carry the claim.

    After the first that `settles` it, only spans within that one are weighed, which say the same in fewer words, those
    as near that have every word of a claim which it hardly carries, of which one may deny it, and until one of a cited
    passage does, those of cited passages. `candidates` are what `anticipate` found. Told to weigh `thoroughly`, all
    mismatches are looked for.
    """
    asked_for = {id(evidence.hits[i].passage) for i in cited}
    weighed: list[Weighed] = []
    read = 0
    settled: Span | None = None
    least, told = float("inf"), plain_stems(claim)
    candidates = _candidates(claim, evidence, cited) if candidates is None else candidates
    for source, span, score, cosine in candidates:
        better = settled and id(span.passage) in asked_for and id(settled.passage) not in asked_for
        denier = score >= least and told <= source.stems
        if settled and not settled.holds(span) and not better and not denier:
            continue
        if told_whole(claim, source) or quotes_verbatim(claim, source):
            one = Weighed(span, (), score, verbatim=True)
        else:
            rivals = _rivals(span, score, weighed)
            gather = cache(partial(signals_of, claim, source, cosine, rivals))
            found = _telling(claim, source, gather, score, thoroughly=thoroughly)
            signals = () if hopeless(found, score) and not denied(found) else gather()
            likely, unread = odds(signals, score, found, -MOST), odds(signals, score, found)
            if likely >= 0:
                likely = unread
            elif odds(signals, score, found, MOST) >= 0 and read < READ:
                likely = odds(signals, score, found, entailed(*read_beside(claim, source)))
                likely = likely if unread >= 0 else min(likely, HARDLY)
                read += 1
            one = Weighed(span, found, score, verbatim=False, odds=likely, signals=signals)
        weighed.append(one)
        if settles and (better or not settled) and settles(one):
            settled = span
            least = score - RIVAL if one.odds < SURE else least
    return weighed


def anticipate(claim: str, evidence: Evidence, cited: Sequence[int] = ()) -> list[Candidate]:
    """The candidate spans of a claim that will be weighed; the nearest is read beside what is done meanwhile."""
    candidates = _candidates(claim, evidence, cited)
    for source, *_ in candidates[:1] if available() else ():
        if not told_whole(claim, source) and not quotes_verbatim(claim, source):
            begin_reading(*read_beside(claim, source))
    return candidates


def denied(found: Sequence[Mismatch]) -> bool:
    """Whether all that hard checks found is that the source says outright that it is not so."""
    return all(m.reason in OUTRIGHT for m in found if not m.soft)


def candidate_spans(claim: str, evidence: Evidence) -> list[Span]:
    """The spans that may carry a claim, nearest in meaning first."""
    return [span for _, span, _, _ in _candidates(claim, evidence, ())]


def _rivals(span: Span, score: float, weighed: Sequence[Weighed]) -> Rivals:
    """What the spans that were weighed before speak against one, but those that hold it: they say it as well."""
    rivals = [one for one in weighed if one.doubted and not one.span.holds(span)]
    doubted = max((one.meaning for one in rivals), default=0.0)
    against = max((one.meaning for one in rivals if one.otherwise), default=0.0)
    return Rivals(max(doubted - score, 0.0), max(against - score, 0.0))


def _telling(
    claim: str, source: Source, gather: Callable[[], tuple[float, ...]], score: float, *, thoroughly: bool = False
) -> tuple[Mismatch, ...]:
    """The mismatches up to the one that settles that the span neither carries the claim nor contradicts it.

    Its signals are gathered for the first that does not settle it by itself.
    """
    found: list[Mismatch] = []
    for mismatch in differences(claim, source):
        if mismatch in found:
            continue
        found.append(mismatch)
        if thoroughly or mismatch.soft or (mismatch.contradicts and score >= SUBJECT):
            continue
        if hopeless(found, score) or odds(gather(), score, found, MOST) < 0:
            break
    return tuple(found)


def differences(claim: str, source: Source) -> Iterator[Mismatch]:
    """All that keeps `source` from carrying `claim`, or may."""
    negation = False
    for mismatch in mismatches(claim, source):
        negation = negation or mismatch.kind in ("negation", "denial")
        yield mismatch
    yield from nothing_like(claim, source)
    if not negation:
        yield from undenied(claim, core_of(claim, source).nearest)


def _candidates(claim: str, evidence: Evidence, cited: Sequence[int]) -> list[Candidate]:
    """Spans around the sentences nearest to the claim, nearest in meaning first.

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
    found: dict[tuple[int, int, int], Candidate] = {}
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
