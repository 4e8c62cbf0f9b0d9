"""Does a stored article carry this sentence? The verdict, the exact words that carry it, and why not where they do not.

Hard checks (`qa.facts.compare`) beat similarity: a number, date, name, quotation or stance that differs makes a claim
unsupported however alike the sentences are. Only what the hard checks leave open is decided by meaning: the share of
the claim's content words that the span covers, and the cosine of the two.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from qa.answer import Verdict
from qa.evidence import Evidence, Span, windows
from qa.facts.compare import mismatches
from qa.facts.dates import dates
from qa.facts.framing import unframed
from qa.facts.names import names
from qa.facts.naming import names_it
from qa.facts.script import same_name
from qa.facts.source import Source, entities_of, of_span
from qa.facts.stance import negated
from store.names import mentions, wholes
from store.words import content_stems, content_tokens, language_of

NEAREST = 6
"""Sentences around which spans are tried, per claim."""
WEIGHED = 12
"""Spans, nearest in meaning first, that the hard checks look at."""
CARRIES = 0.56
"""Meaning from which a span carries a claim that passes the hard checks."""
CLOSE = 0.6
"""Meaning from which a span that fails a hard check speaks of the same thing, and so contradicts."""
LONGEST_FRAME = 14
"""Content words that may stand around a quotation: outlet, date, speaker and his office."""
_QUOTATION = re.compile(r"[“«\"](?P<words>.+)[”»\"]", re.DOTALL)
OUTWEIGHS = 0.04
"""By how much a sentence that says otherwise must be nearer than the proof to void it."""


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
    open: bool = False
    """True when no hard check refused the span, and meaning alone fell short."""


def check(claim: str, evidence: Evidence, cited: Sequence[int] = ()) -> Support:
    """The best proof of `claim` among the retrieved passages; `cited` are indices of hits to try before the others."""
    claim, outlet = unframed(claim, (hit.passage.article.publisher for hit in evidence.hits))
    if not evidence.hits or not content_stems(claim):
        return Support("unsupported", ("the articles hold nothing like it",), None, 0.0)
    judged = [_judge(claim, source, span, score) for source, span, score in _candidates(claim, evidence, cited)]
    judged = [_in_outlet(support, outlet) for support in judged] if outlet else judged
    best = max(judged, key=_rank)
    if best.verdict != "unsupported":
        against = [s for s in judged if s.contradicted and s.span and _apart(s.span, best.span)]
        worst = max(against, key=lambda s: s.score, default=None)
        if worst is not None and worst.score > best.score + OUTWEIGHS:
            return worst
    cited_passages = {id(evidence.hits[i].passage) for i in cited}
    in_cited = [s for s in judged if s.span and id(s.span.passage) in cited_passages]
    best_cited = max(in_cited, key=_rank, default=None)
    if best_cited is not None and _rank(best_cited)[0] >= _rank(best)[0]:
        return best_cited
    if cited and best.verdict != "unsupported":
        return replace(best, reasons=(*best.reasons, "proven by another passage than the one cited"), elsewhere=True)
    return best


def _candidates(claim: str, evidence: Evidence, cited: Sequence[int]) -> list[tuple[Source, Span, float]]:
    """Spans around the sentences nearest to the claim, nearest in meaning first; cited passages always get a try."""
    similarities = evidence.similarities(claim)
    stems = set(content_stems(claim))
    scored: list[tuple[float, int, int]] = []
    for h, s in evidence.sentences():
        sentence = evidence.hits[h].passage.sentences[s].text
        overlap = len(stems & set(content_stems(sentence))) / len(stems)
        scored.append((float(similarities[h][s]) + 0.3 * overlap, h, s))
    scored.sort(reverse=True)
    chosen = scored[:NEAREST] + [x for x in scored[NEAREST:] if x[1] in cited][:2]
    found: dict[tuple[int, int, int], tuple[Source, Span, float]] = {}
    for _, h, s in chosen:
        for span in windows(evidence.hits[h].passage, s):
            key = (h, span.first, span.last)
            if key not in found:
                source = of_span(span)
                found[key] = (source, span, meaning(claim, source, _cosine(similarities[h], span)))
    ranked = sorted(found.items(), key=lambda item: -item[1][2])
    kept = [value for _, value in ranked[:WEIGHED]]
    return kept + [value for key, value in ranked[WEIGHED:] if key[0] in cited][:4]


def _cosine(similarities: NDArray[np.float32], span: Span) -> float:
    return float(similarities[span.first : span.last + 1].max())


def _apart(one: Span, other: Span | None) -> bool:
    return other is None or one.passage is not other.passage or one.last < other.first or other.last < one.first


def _rank(support: Support) -> tuple[int, float]:
    order = {"supported": 3, "partial": 2, "unsupported": 1 if support.contradicted else 0}
    length = support.span.last - support.span.first if support.span else 9
    return order[support.verdict], support.score - 0.04 * length


def _judge(claim: str, source: Source, span: Span, score: float) -> Support:
    if _folded(claim) in _folded(span.text) or _quotes_verbatim(claim, source):
        return Support("supported", (), span, 1.0)
    found = mismatches(claim, source)
    hard = [m for m in found if not m.soft]
    reasons = tuple(dict.fromkeys(m.reason for m in hard or found))
    if hard:
        contradicted = all(m.contradicts for m in hard) and score >= CLOSE
        return Support("unsupported", reasons, span, score, contradicted)
    if score < CARRIES:
        return Support("unsupported", ("no article says this in so many words", *reasons), span, score, open=True)
    return Support("partial" if found else "supported", reasons, span, score)


def _in_outlet(support: Support, outlet: str) -> Support:
    """What carries a claim that names its outlet must stand in that outlet."""
    if support.verdict == "unsupported" or support.span is None or support.span.passage.article.publisher == outlet:
        return support
    where = support.span.passage.article.publisher or "an article of unknown origin"
    reason = f"this stands in {where}, not in {outlet}"
    return replace(support, verdict="unsupported", reasons=(reason,), contradicted=True)


def _quotes_verbatim(claim: str, source: Source) -> bool:
    """Whether a claim is a quotation of the span with nothing around it but its outlet, its speaker and its date."""
    match = _QUOTATION.search(claim)
    if not match or len(match["words"]) < 20 or _folded(match["words"]) not in _folded(source.text):
        return False
    frame = claim[: match.start()] + claim[match.end() :]
    if len(content_stems(frame)) > LONGEST_FRAME or negated(frame):
        return False
    heard = [t for t in (source.publisher, source.speaker, source.text, *source.nearby) if t]
    named = all(any(names_it(name, text) for text in heard) for name in names(frame))
    own = (*(dates(source.published) if source.published else ()), *dates(source.text, source.published))
    return named and all(any(day.agrees(known) for known in own) for day in dates(frame))


def meaning(claim: str, source: Source, cosine: float) -> float:
    """How much of the claim the span says, in [0, 1]: coverage of its content words, and cosine above chance.

    e5 cosines of unrelated sentences lie near .78, of paraphrases near .90 (Wang et al. 2024, arXiv 2402.05672, explain
    the narrow band by the low temperature of training), so the cosine counts from there. Across languages words cannot
    be compared, names can.
    """
    if language_of(claim) != language_of(source.text):
        similarity = float(np.clip((cosine - 0.74) / 0.14, 0.0, 1.0))
        mine = entities_of(claim)
        there = {whole for e in (*source.entities(), *source.known_before()) for whole in wholes(e)}
        return similarity if not mine else 0.6 * similarity + 0.4 * len(mine & there) / len(mine)
    similarity = float(np.clip((cosine - 0.78) / 0.14, 0.0, 1.0))
    return 0.55 * coverage(claim, source) + 0.45 * similarity


def coverage(claim: str, source: Source) -> float:
    """Share of the claim's content words that the span has, by stem, name or spelling.

    What only stands before the span counts half when it is a name, a quarter when not: a pronoun may stand for it.
    """
    words = content_tokens(claim)
    if not words:
        return 0.0
    there = set(content_stems(source.text))
    around = {stem for piece in (source.title, *source.nearby) for stem in content_stems(piece)}
    entities = {whole for entity in source.entities() for whole in wholes(entity)}
    named = {i for m in mentions(claim) if m.entity in entities for i in range(m.start, m.end)}
    total = 0.0
    for stem, token in words:
        if stem in there or token.start in named or any(same_name(stem, other) for other in there):
            total += 1.0
        elif stem in around:
            total += 0.5 if token.text[0].isupper() else 0.25
    return total / len(words)


def _folded(text: str) -> str:
    return " ".join(text.lower().split()).strip(" .")
