"""What `qa.evaluation.fit_entailment` trains on: a claim or a question beside a passage, and whether that decides it.

From annotated articles, each claim and question is held beside the spans that the check itself finds for it in a
library of all of them (`qa.spans`): those with the words that decide it, and, as what it will mostly meet, those that
only look like it; with who speaks before a span of a transcript, as the check has it.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from qa.checking import PASSAGES
from qa.evaluation.annotated import Annotated, Asked, Judged
from qa.evaluation.entailed import Entailed
from qa.evidence import Evidence, Span
from qa.facts.source import heard, of_span
from qa.spans import candidate_spans
from qa.support import bare
from store import Library
from store.sentences import split_sentences

Task = Literal["claim", "question"]
SOME = 0.4
"""Share of the claims that stand beside a further passage."""
ENDS = 60
"""Letters at the ends of a span by which it is told that it overlaps what decides."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A text beside a passage; `right`: that carries the claim, or answers the question. `kind` is for the report.

    `published` is the ISO date of the passage's article.
    """

    task: Task
    text: str
    passage: str
    right: bool
    kind: str
    published: str | None = None


def of_passages(claims: Sequence[Entailed]) -> list[Pair]:
    """Claims that stand beside passages already."""
    return [Pair("claim", claim.text, claim.passage, claim.true, claim.kind) for claim in claims]


def of_articles(annotated: Sequence[Annotated], library: Library) -> Iterator[Pair]:
    """The claims and questions about annotated articles, beside what the library of them has for each."""
    for one in annotated:
        for claim in one.claims:
            evidence = Evidence.gather(claim.text, library, k=PASSAGES)
            text = bare(claim.text, evidence)[0]
            spans = candidate_spans(text, evidence)
            texts, read = [_plain(span.text) for span in spans], _Read(one, spans)
            beside = _carrying(claim, texts) if claim.carried else _not_carrying(claim, texts)
            for passage, kind in beside:
                right = claim.carried and kind == claim.kind
                yield Pair("claim", text, read.text(passage), right, kind, read.published(passage))
        for question in one.questions:
            near = candidate_spans(question.text, Evidence.gather(question.text, library, k=PASSAGES))
            read = _Read(one, near)
            for passage, kind in _answering(question, near) if question.evidence else _open(question, near):
                right = kind == "answered"
                yield Pair("question", question.text, read.text(passage), right, kind, read.published(passage))


def of_evidence(annotated: Sequence[Annotated]) -> Iterator[Pair]:
    """The claims and questions beside the words that decide them alone, which takes no library.

    What nothing in the article is like stands beside one of its sentences, as do answered questions once more.
    """
    for one in annotated:
        day, language = one.article.published, one.article.language
        sentences = [_plain(sentence.text) for sentence in split_sentences(one.article.text, language)]
        for claim in one.claims:
            passage = _plain(claim.evidence) or random.choice(sentences)
            yield Pair("claim", claim.text, passage, claim.carried, claim.kind, day)
        for question in one.questions:
            answered = bool(question.evidence)
            passage, kind = _plain(question.evidence or question.near), "answered" if answered else "near"
            yield Pair("question", question.text, passage, answered, kind, day)
            away = [text for text in sentences if answered and not _overlaps(text, passage)]
            if away:
                yield Pair("question", question.text, random.choice(away), False, "elsewhere", day)


class _Read:
    """How passages are read that are the text of these spans, or else words of the article."""

    def __init__(self, one: Annotated, spans: Sequence[Span]) -> None:
        self._own = one.article.published
        self._spans = {_plain(span.text): span for span in reversed(spans)}

    def text(self, passage: str) -> str:
        """The passage behind who speaks it."""
        span = self._spans.get(passage)
        return _plain(heard(of_span(span))) if span else passage

    def published(self, passage: str) -> str | None:
        """The ISO date of its article."""
        span = self._spans.get(passage)
        return span.passage.article.published if span else self._own


def _carrying(claim: Judged, spans: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The span that has the words which carry it, and at times a longer one; and what does not have them all."""
    having = [span for span in spans if claim.evidence in span]
    yield (having[0] if having else claim.evidence), claim.kind
    if len(having) > 1 and random.random() < SOME:
        yield random.choice(having[1:3]), claim.kind
    parts = [span for span in spans if claim.evidence not in span and _overlaps(span, claim.evidence)]
    away = [span for span in spans[:6] if not _overlaps(span, claim.evidence)]
    if claim.kind == "joined" and parts and random.random() < SOME:
        yield parts[0], "partly"
    elif away and random.random() < SOME:
        yield away[0], "elsewhere"


def _not_carrying(claim: Judged, spans: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The span most like it, and the one that it was tampered from, or at times another."""
    nearest = spans[0] if spans else ""
    if nearest:
        yield nearest, claim.kind
    if claim.evidence and claim.evidence not in nearest:
        yield next((span for span in spans if claim.evidence in span), claim.evidence), claim.kind
    elif len(spans) > 1 and random.random() < SOME:
        yield random.choice(spans[1:4]), claim.kind


def _answering(question: Asked, spans: Sequence[Span]) -> Iterator[tuple[str, str]]:
    """The words that answer it, at times the span around them, and other sentences."""
    yield question.evidence, "answered"
    around = next((text for span in spans if question.evidence in (text := _plain(span.text))), question.evidence)
    if around != question.evidence and random.random() < SOME:
        yield around, "answered"
    away = [text for text in _sentences(spans) if not _overlaps(text, question.evidence)]
    yield from ((text, "elsewhere") for text in away[:1])
    if len(away) > 1 and random.random() < SOME:
        yield random.choice(away[1:4]), "elsewhere"


def _open(question: Asked, spans: Sequence[Span]) -> Iterator[tuple[str, str]]:
    """The words that look most like an answer, and the nearest sentence."""
    texts = [text for text in (question.near, *_sentences(spans)[:2]) if text]
    yield from ((text, "near") for text in list(dict.fromkeys(texts))[:2])


def _sentences(spans: Sequence[Span]) -> list[str]:
    """The spans of one sentence, all where there is none."""
    single = [span for span in spans if span.first == span.last] or spans
    return [_plain(span.text) for span in single]


def _overlaps(span: str, evidence: str) -> bool:
    """Whether a span has some of these words."""
    ends = (span[:ENDS], span[-ENDS:])
    return (
        evidence in span
        or span in evidence
        or any(end in evidence for end in ends)
        or any(end in span for end in (evidence[:ENDS], evidence[-ENDS:]))
    )


def _plain(text: str) -> str:
    return " ".join(text.split())
