"""Does a stored article carry this sentence? The verdict, the exact words that carry it, and why not where they do not.

Hard checks (`qa.facts.compare`) beat similarity: a number, a date, a quotation or a name that the source lacks, another
place, speaker or doer than the source has, what it only alleges and what it denies, make a claim unsupported however
alike the sentences are. What the checks of plans, and of negations that the source lacks, doubt is weighed against all
that speaks for a span (`qa.weighing`), and told with the verdict.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from qa.answer import Verdict
from qa.evidence import Evidence, Span
from qa.facts.framing import unframed
from qa.facts.names import names
from qa.facts.source import of_span
from qa.spans import LENGTH_COST, SURE, Candidate, Weighed, anticipate, differences, further, weigh
from store.embedding import TOGETHER
from store.words import content_stems, language_of, tokens


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


def check(
    claim: str, evidence: Evidence, cited: Sequence[int] = (), begun: Sequence[Candidate] | None = None
) -> Support:
    """The best proof of `claim` among the retrieved passages.

    Args:
        claim: a sentence.
        evidence: what was retrieved.
        cited: indices of hits to try before the others.
        begun: what `begin` found for it, where that was asked.
    """
    claim, outlet = bare(claim, evidence)
    if not evidence.hits or not content_stems(claim):
        return Support("unsupported", ("the articles hold nothing like it",), None, 0.0)
    if _only_names(claim):
        return Support("unsupported", ("it names somebody or something, and says nothing of it",), None, 0.0)
    cited_passages = {id(evidence.hits[i].passage) for i in cited}

    def settles(weighed: Weighed) -> bool:
        return _decided(weighed, outlet).verdict == "supported"

    weighed = weigh(claim, evidence, cited, settles, candidates=begun)
    judged = _unless_denied(weighed, [_decided(one, outlet) for one in weighed])
    best = max(judged, key=_rank)
    in_cited = [s for s in judged if s.span and id(s.span.passage) in cited_passages]
    best_cited = max(in_cited, key=_rank, default=None)
    if best_cited is not None and _rank(best_cited)[0] >= _rank(best)[0]:
        return _explained(claim, best_cited)
    best = _explained(claim, best)
    if cited and best.verdict != "unsupported":
        return replace(best, reasons=(*best.reasons, "proven by another passage than the one cited"), elsewhere=True)
    return best


def _only_names(claim: str) -> bool:
    """Whether a claim has no word besides names, not even a "was in"."""
    named = {at for name in names(claim) for at in range(name.start, name.end)}
    return all(token.start in named for token in tokens(claim))


def _unless_denied(weighed: Sequence[Weighed], judged: Sequence[Support]) -> list[Support]:
    """The verdicts without those that hardly carry a claim which a nearer span, in their language, denies outright.

    The nearest is one that has every word of the claim.
    """
    denied: dict[str, float] = {}
    for one in weighed:
        if one.denies:
            written = language_of(one.span.text)
            denied[written] = max(1.0 if one.worded_alike else one.meaning, denied.get(written, 0.0))
    return [
        support
        for one, support in zip(weighed, judged, strict=True)
        if support.verdict == "unsupported"
        or one.verbatim
        or one.meaning >= denied.get(language_of(one.span.text), 0.0)
        or one.odds >= SURE
    ]


def expect(claims: Sequence[str], evidence: Evidence) -> None:
    """Embed the first claims that `check` will be asked about, and the others beside what is done meanwhile."""
    texts = [bare(claim, evidence)[0] for claim in claims]
    evidence.library.embed_queries(texts[:TOGETHER])
    evidence.library.begin_embedding(texts[TOGETHER:])


def begin(claim: str, evidence: Evidence, cited: Sequence[int] = ()) -> list[Candidate] | None:
    """Begin a `check`; what this finds is given to it."""
    claim = bare(claim, evidence)[0]
    claims = evidence.hits and content_stems(claim) and not _only_names(claim)
    return anticipate(claim, evidence, cited) if claims else None


def bare(claim: str, evidence: Evidence) -> tuple[str, str | None]:
    """The claim as it is proven, without a frame that tells only where it stands, and the outlet the frame names."""
    return unframed(claim, (hit.passage.article.publisher for hit in evidence.hits))


def _rank(support: Support) -> tuple[int, float]:
    order = {"supported": 3, "partial": 2, "unsupported": 1 if support.contradicted else 0}
    refused = support.verdict == "unsupported" and support.span is not None
    length = further(support.span) if refused and support.span else 0
    return order[support.verdict], support.score - LENGTH_COST * length


def _decided(weighed: Weighed, outlet: str | None) -> Support:
    """The verdict that one span gives."""
    span = weighed.span
    if weighed.verbatim:
        support = Support("supported", (), span, 1.0)
    elif weighed.refused:
        return Support("unsupported", (), span, weighed.meaning, weighed.contradicts)
    else:
        reasons = tuple(dict.fromkeys(m.reason for m in weighed.found))
        if not weighed.carries:
            reasons = ("no article says this in so many words", *reasons)
            return Support("unsupported", reasons, span, weighed.meaning, open=True)
        support = Support("partial" if reasons else "supported", reasons, span, float(1 / (1 + np.exp(-weighed.odds))))
    return _in_outlet(support, outlet) if outlet else support


def _explained(claim: str, support: Support) -> Support:
    """The verdict with all reasons why a hard check refused its span, where one did."""
    if support.reasons or support.verdict != "unsupported" or support.span is None:
        return support
    found = differences(claim, of_span(support.span))
    return replace(support, reasons=tuple(dict.fromkeys(m.reason for m in found if not m.soft)))


def _in_outlet(support: Support, outlet: str) -> Support:
    """What carries a claim that names its outlet must stand in that outlet."""
    if support.verdict == "unsupported" or support.span is None or support.span.passage.article.publisher == outlet:
        return support
    where = support.span.passage.article.publisher or "an article of unknown origin"
    reason = f"this stands in {where}, not in {outlet}"
    return replace(support, verdict="unsupported", reasons=(reason,), contradicted=True)
