"""Does a stored article carry this sentence? The verdict, the exact words that carry it, and why not where they do not.

Hard checks (`qa.facts.compare`) beat similarity: a number, date, name, quotation or stance that differs makes a claim
unsupported however alike the sentences are. Only what the hard checks leave open is decided by meaning: the share of
the claim's content words that the span covers, and the cosine of the two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa.answer import Verdict
from qa.evidence import Evidence, Span, context_before, windows
from qa.facts.compare import Mismatch, Passed, mismatches
from qa.facts.script import same_name
from store.names import mentions
from store.words import content_stems, content_tokens, language_of

NEAREST = 6
"""Sentences around which spans are tried, per claim."""


@dataclass(frozen=True, slots=True)
class Support:
    """What the proof of one claim found. `span` carries it, or is the nearest there is when the verdict is unsupported.

    `contradicted` is True when the nearest span says otherwise. `score` in [0, 1] tells how close the meaning is.
    """

    verdict: Verdict
    reasons: tuple[str, ...]
    span: Span | None
    score: float
    contradicted: bool = False
    elsewhere: bool = False
    """True when the proof lies in another passage than the one the sentence cites."""


def check(claim: str, evidence: Evidence, cited: Sequence[int] = ()) -> Support:
    """The best proof of `claim` among the retrieved passages; `cited` are indices of hits to try before the others."""
    if not evidence.hits or not content_stems(claim):
        return Support("unsupported", ("the articles hold nothing like it",), None, 0.0)
    similarities = evidence.similarities(claim)
    judged = [_judge(claim, span, cosine) for span, cosine in _spans(claim, evidence, similarities, cited)]
    in_cited = [s for s in judged if s.span and any(evidence.hits[i].passage is s.span.passage for i in cited)]
    best_cited = max(in_cited, key=_rank, default=None)
    best = max(judged, key=_rank)
    if best_cited is not None and _rank(best_cited)[0] >= _rank(best)[0]:
        return best_cited
    if cited and best.verdict != "unsupported":
        return Support(
            best.verdict,
            (*best.reasons, "proven by another passage than the one cited"),
            best.span,
            best.score,
            best.contradicted,
            True,
        )
    return best


def _spans(
    claim: str, evidence: Evidence, similarities: list[NDArray[np.float32]], cited: Sequence[int]
) -> list[tuple[Span, float]]:
    """Spans around the sentences nearest to the claim, each with its best cosine; cited passages always get a try."""
    stems = set(content_stems(claim))
    scored: list[tuple[float, int, int]] = []
    for h, s in evidence.sentences():
        sentence = evidence.hits[h].passage.sentences[s].text
        overlap = len(stems & set(content_stems(sentence))) / len(stems)
        scored.append((float(similarities[h][s]) + 0.3 * overlap, h, s))
    scored.sort(reverse=True)
    chosen = scored[:NEAREST] + [x for x in scored[NEAREST:] if x[1] in cited][:2]
    found: dict[tuple[int, int, int], tuple[Span, float]] = {}
    for _, h, s in chosen:
        for span in windows(evidence.hits[h].passage, s):
            cosine = float(similarities[h][span.first : span.last + 1].max())
            found[(h, span.first, span.last)] = (span, cosine)
    return list(found.values())


def _rank(support: Support) -> tuple[int, float]:
    order = {"supported": 3, "partial": 2, "unsupported": 1 if support.contradicted else 0}
    length = support.span.last - support.span.first if support.span else 9
    return order[support.verdict], support.score - 0.04 * length


def _judge(claim: str, span: Span, cosine: float) -> Support:
    source = Passed(span.text, context_before(span), span.passage.article.publisher, span.passage.article.published)
    if _folded(claim) in _folded(span.text):
        return Support("supported", (), span, 1.0)
    score = meaning(claim, source, cosine)
    found = mismatches(claim, source)
    hard = [m for m in found if not m.soft]
    contradicted = any(m.contradicts for m in hard) and score >= CLOSE
    reasons = tuple(dict.fromkeys(m.reason for m in hard or found))
    if hard:
        return Support("unsupported", reasons, span, score * _discount(hard), contradicted)
    if score < CARRIES:
        return Support("unsupported", ("no article says this in so many words", *reasons), span, score)
    return Support("partial" if found else "supported", reasons, span, score)


CARRIES = 0.5
"""Meaning from which a span carries a claim that passes the hard checks."""
CLOSE = 0.45
"""Meaning from which a span that fails a hard check speaks of the same thing, and so contradicts."""


def meaning(claim: str, source: Passed, cosine: float) -> float:
    """How much of the claim the span says, in [0, 1]: coverage of its content words, and cosine above chance.

    e5 cosines of unrelated sentences lie near .78, of paraphrases near .90 (Wang et al. 2024, arXiv 2402.05672, explain
    the narrow band by the low temperature of training), so the cosine counts from there.
    """
    similarity = float(np.clip((cosine - 0.78) / 0.14, 0.0, 1.0))
    if language_of(claim) != language_of(source.text):
        return similarity
    return 0.55 * coverage(claim, source) + 0.45 * similarity


def coverage(claim: str, source: Passed) -> float:
    """Share of the claim's content words that the span has, by stem, name or spelling; those before it count half."""
    words = content_tokens(claim)
    if not words:
        return 0.0
    there = set(content_stems(source.text))
    around = set(content_stems(source.before))
    entities = {m.entity for m in mentions(source.text)}
    named = {i for m in mentions(claim) if m.entity in entities for i in range(m.start, m.end)}
    total = 0.0
    for stem, token in words:
        if stem in there or token.start in named or any(same_name(stem, other) for other in there):
            total += 1.0
        elif stem in around:
            total += 0.5
    return total / len(words)


def _discount(hard: list[Mismatch]) -> float:
    return 0.9 ** len(hard)


def _folded(text: str) -> str:
    return " ".join(text.lower().split()).strip(" .")
