"""Where the articles disagree, each side is shown: a figure and another, a claim and its denial."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from qa.answer import Citation
from qa.counting import LIKENESS
from qa.evidence import Evidence, Span, distinct
from qa.facts.denying import denies_what_precedes
from qa.facts.disagreeing import Disagreement, Said, disagreement
from qa.leaning import standing_alone
from qa.phrases import speaker_and_date
from store.dates import last_day

CLOSE = 0.84
"""Cosine (multilingual-e5-small) below which two sentences are not looked at: unrelated ones lie near .78."""
MOST_DISPUTES = 2
"""Disagreements pointed out in one answer, the nearest first."""
ASIDE = 2
"""Sentences behind a quote among which one may deny it without repeating it."""


@dataclass(frozen=True, slots=True)
class Dispute:
    """Two spans that disagree, `one` among those of the answer."""

    one: Span
    other: Span
    found: Disagreement

    def later(self) -> Span | None:
        """The span of the article that came out later; None when both came out together or a date is unknown."""
        mine, theirs = (last_day(s.passage.article.published) for s in (self.one, self.other))
        if mine is None or theirs is None or mine == theirs:
            return None
        return self.one if mine > theirs else self.other


def disputes(spans: Sequence[Span], evidence: Evidence) -> list[Dispute]:
    """What the retrieved passages say against the quoted `spans`, nearest first, at most one a quote."""
    found: list[tuple[float, Dispute]] = []
    for span in spans:
        taken = {_key(side) for _, d in found for side in (d.one, d.other)}
        against = [pair for pair in _against(span, evidence) if _key(pair[1].other) not in taken]
        if against and _key(span) not in taken:
            found.append(max(against, key=lambda pair: pair[0]))
    found.sort(key=lambda pair: -pair[0])
    return [dispute for _, dispute in found[:MOST_DISPUTES]]


def both_sides(spans: Sequence[Span], found: Sequence[Dispute]) -> list[Span]:
    """The spans to quote, each followed by what is said against it."""
    shown: list[Span] = []
    for span in spans:
        shown.append(span)
        shown += [d.other for d in found if d.one == span]
    return distinct(shown)


def left_out(spans: Sequence[Span], found: Sequence[Dispute]) -> list[Span]:
    """The other sides that an answer citing `spans` does not show."""
    shown = {i for s in spans for i in _sentences(s)}
    return distinct([d.other for d in found if not set(_sentences(d.other)) <= shown])


def _sentences(span: Span) -> Iterator[tuple[str, int]]:
    return ((span.passage.article.id, s.start) for s in span.passage.sentences[span.first : span.last + 1])


def cited(citations: Sequence[Citation], evidence: Evidence) -> list[Span]:
    """The spans that citations quote."""
    found = []
    for citation in citations:
        for hit in evidence.hits:
            passage = hit.passage
            if passage.article.id != citation.article_id or not passage.start <= citation.start < passage.end:
                continue
            inside = [i for i, s in enumerate(passage.sentences) if citation.start <= s.start and s.end <= citation.end]
            if inside:
                found.append(Span(passage, inside[0], inside[-1]))
    return found


def _against(span: Span, evidence: Evidence) -> Iterator[tuple[float, Dispute]]:
    """Every sentence that disagrees with `span`, with the cosine of the two."""
    home = next((h for h, hit in enumerate(evidence.hits) if hit.passage.id == span.passage.id), None)
    if home is None:
        return
    vector = evidence.vectors[home][span.last]
    alike = _Alike(evidence)
    one = Said(span.text, span.passage.article.published)
    for h, hit in enumerate(evidence.hits):
        cosines = np.asarray(evidence.vectors[h] @ vector)
        for s, cosine in enumerate(cosines.tolist()):
            other = standing_alone(hit.passage, s)
            same_place = other.passage.id == span.passage.id and other.first <= span.last and span.first <= s
            if same_place:
                continue
            aside = h == home and 0 < s - span.last <= ASIDE
            if aside and denies_what_precedes(hit.passage.sentences[s].text):
                yield 1.0, Dispute(span, Span(hit.passage, s, s), Disagreement("denial"))
            elif cosine >= CLOSE:
                said = Said(other.text, hit.passage.article.published)
                found = disagreement(one, said, cosine, alike)
                if found:
                    yield cosine, Dispute(span, other, found)


class _Alike:
    """Whether one noun can stand for another, by the cosine of the two; each is embedded once."""

    def __init__(self, evidence: Evidence) -> None:
        self._library = evidence.library
        self._known: dict[tuple[str, str], bool] = {}

    def __call__(self, one: str, other: str) -> bool:
        pair = (min(one, other), max(one, other))
        if pair not in self._known:
            vectors = self._library.embed_queries(pair)
            self._known[pair] = float(vectors[0] @ vectors[1]) >= LIKENESS
        return self._known[pair]


def _key(span: Span) -> tuple[str, int, int]:
    return span.passage.article.id, span.start, span.end


_SAYS = {
    "figure": {
        "en": "The articles disagree: {a} says {x}, {b} says {y}.",
        "ru": "Источники расходятся: {a} — {x}, {b} — {y}.",
        "ko": "기사들이 서로 다릅니다: {a}: {x}, {b}: {y}.",
        "de": "Die Artikel widersprechen sich: {a} nennt {x}, {b} nennt {y}.",
    },
    "update": {
        "en": "The figure changed: {a} says {x}, {b} says {y}.",
        "ru": "Число изменилось: {a} — {x}, {b} — {y}.",
        "ko": "수치가 바뀌었습니다: {a}: {x}, {b}: {y}.",
        "de": "Die Zahl hat sich geändert: {a} nennt {x}, {b} nennt {y}.",
    },
    "denial": {
        "en": "The articles disagree: what {b} says is denied in {a}.",
        "ru": "Источники расходятся: сообщение {b} опровергается в {a}.",
        "ko": "기사들이 서로 다릅니다: {b}의 내용을 {a}에서 부인합니다.",
        "de": "Die Artikel widersprechen sich: Was {b} sagt, wird in {a} bestritten.",
    },
}  # fmt: skip
_LATER = {
    "en": " The later is {who}.", "ru": " Более поздний источник: {who}.",
    "ko": " 더 최근 기사: {who}.", "de": " Neuer ist {who}.",
}  # fmt: skip


def note(dispute: Dispute, citations: Sequence[Citation], language: str) -> str:
    """One line for the reader: who says what, when, in which citation, and which is the later."""
    one, other, found = dispute.one, dispute.other, dispute.found
    if found.kind == "denial" and not found.first_denies:
        one, other = other, one
    frames = _SAYS[found.kind]
    a, b = (_who(s, citations, language) for s in (one, other))
    line = frames.get(language, frames["en"]).format(a=a, b=b, x=found.one, y=found.other)
    later = dispute.later()
    if later is None:
        return line
    return line + _LATER.get(language, _LATER["en"]).format(who=_who(later, citations, language))


def _who(span: Span, citations: Sequence[Citation], language: str) -> str:
    holding = (c.n for c in citations if c.article_id == span.passage.article.id and c.start <= span.start < c.end)
    number = next(holding, None)
    who = speaker_and_date(span.passage.article, span.text, language)
    return f"{who} [{number}]" if number else who
