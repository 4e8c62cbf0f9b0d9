"""From an answer to its scores: where the evidence lies, which passages and quotes meet it, what failed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from qa import citing
from qa.answer import Answer, Citation
from qa.evaluation.folding import stated
from qa.evaluation.metrics import (
    Scores,
    abstention_scores,
    citation_scores,
    nugget_scores,
    overlap_scores,
    retrieval_scores,
    truth_scores,
)
from qa.evaluation.questions import Question
from store.article import Article

Supports = Callable[[str, Sequence[Citation]], bool]
"""Whether the quotes of these citations, taken together, fully support a sentence."""


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` of an article's text."""

    article_id: str
    start: int
    end: int

    def within(self, other: Span) -> bool:
        """Whether `other` holds all of this span."""
        return self.article_id == other.article_id and other.start <= self.start and self.end <= other.end

    def overlaps(self, other: Span) -> bool:
        """Whether both share a character."""
        return self.article_id == other.article_id and self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Evidence:
    """Finds evidence in the articles of a library. A piece may stand in several articles, or twice in one."""

    articles: Mapping[str, Article]
    _found: dict[str, tuple[Span, ...]] = field(default_factory=dict)

    def places(self, piece: str) -> tuple[Span, ...]:
        """Every place where the piece stands verbatim."""
        if piece not in self._found:
            self._found[piece] = tuple(span for a in self.articles.values() for span in _occurrences(a, piece))
        return self._found[piece]

    def holders(self, question: Question) -> frozenset[str]:
        """Ids of the articles that hold any of the question's evidence."""
        return frozenset(span.article_id for piece in question.evidence for span in self.places(piece))

    def missing(self, question: Question) -> bool:
        """Whether a piece of the question's evidence stands in no article, so that it cannot be scored by it."""
        return any(not self.places(piece) for piece in question.evidence)

    def held(self, question: Question, span: Span) -> frozenset[int]:
        """Indexes of the evidence that lies wholly within the span."""
        return self._matching(question, lambda place: place.within(span))

    def touched(self, question: Question, span: Span) -> frozenset[int]:
        """Indexes of the evidence that the span overlaps."""
        return self._matching(question, lambda place: place.overlaps(span))

    def _matching(self, question: Question, test: Callable[[Span], bool]) -> frozenset[int]:
        return frozenset(i for i, piece in enumerate(question.evidence) if any(map(test, self.places(piece))))


def _occurrences(article: Article, piece: str) -> Iterable[Span]:
    at = article.text.find(piece)
    while at >= 0:
        yield Span(article.id, at, at + len(piece))
        at = article.text.find(piece, at + 1)


def score(
    question: Question, answer: Answer, ranking: Sequence[Span], evidence: Evidence, supports: Supports
) -> tuple[Scores, tuple[str, ...]]:
    """All scores of one answer, and what failed in words. `ranking` holds the passages found for it, best first."""
    scores: Scores = {}
    if question.evidence and not evidence.missing(question):
        held = [evidence.held(question, span) for span in ranking]
        scores |= retrieval_scores(held, len(question.evidence))
    if question.answerable:
        scores |= nugget_scores(stated(answer), question.nuggets, answer.abstained)
    scores |= truth_scores(question.answerable, answer.abstained, scores.get("nugget_recall"))
    scores |= abstention_scores(question.answerable, answer.abstained)
    if not answer.abstained:
        scores |= _citations(question, answer, evidence, supports)
    return scores, failures(question, answer, scores)


def _citations(question: Question, answer: Answer, evidence: Evidence, supports: Supports) -> Scores:
    known = {citation.n: citation for citation in answer.citations}

    def carries(i: int, numbers: tuple[int, ...]) -> bool:
        # ALCE: a marker out of range makes its sentence unsupported
        return all(n in known for n in numbers) and supports(answer.sentences[i].text, [known[n] for n in numbers])

    scores = citation_scores([sentence.citations for sentence in answer.sentences], carries)
    if question.evidence and not evidence.missing(question):
        touched = [evidence.touched(question, Span(c.article_id, c.start, c.end)) for c in answer.citations]
        scores |= overlap_scores(touched, len(question.evidence))
    scores["quote_validity"] = _share([_is_verbatim(c, evidence.articles) for c in answer.citations])
    markers = [n for sentence in citing.parse(answer.text) for n in sentence.markers] or _bare_markers(answer.text)
    scores["unknown_markers"] = _share([n not in known for n in markers])
    return scores


def _bare_markers(text: str) -> list[int]:
    """The markers of a text that holds no sentence besides them."""
    return [n for sentence in citing.parse(f"x {text}") for n in sentence.markers]


def _is_verbatim(citation: Citation, articles: Mapping[str, Article]) -> bool:
    article = articles.get(citation.article_id)
    return (
        article is not None and bool(citation.quote) and article.text[citation.start : citation.end] == citation.quote
    )


def _share(values: Sequence[bool]) -> float | None:
    return sum(values) / len(values) if values else None


def failures(question: Question, answer: Answer, scores: Scores) -> tuple[str, ...]:
    """What is wrong with an answer, each in a reader's words; empty when nothing is."""
    checks = (
        (scores.get("hallucination_rate") == 1, "answered what the articles do not say"),
        (scores.get("error_rate") == 1, "abstained although the articles say it"),
        (scores.get("hits@10") == 0, "evidence not among the first 10 passages"),
        (not answer.abstained and _below_one(scores.get("nugget_recall")), "an expected fact is not stated"),
        (not answer.abstained and _below_one(scores.get("citation_recall")), "a sentence without full support"),
        (_below_one(scores.get("quote_validity")), "a quote that is not in its article"),
        ((scores.get("unknown_markers") or 0) > 0, "a marker without a source"),
    )
    return tuple(words for failed, words in checks if failed)


def _below_one(value: float | None) -> bool:
    return value is not None and value < 1
