"""What was retrieved for a question: passages with the vectors of their sentences, and the spans that can be quoted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from qa.answer import Citation, PassageRef
from store.article import Hit, Passage

if TYPE_CHECKING:
    from store import Library

Matrix = NDArray[np.float32]
LONGEST_SPAN = 3
"""Sentences a quote may have: more would prove by sheer mass."""


@dataclass(frozen=True, slots=True)
class Span:
    """Whole sentences of one passage, `first` to `last` inclusive, quotable verbatim."""

    passage: Passage
    first: int
    last: int

    @property
    def start(self) -> int:
        """Offset of the first character in the article."""
        return self.passage.sentences[self.first].start

    @property
    def end(self) -> int:
        """Offset behind the last character in the article."""
        return self.passage.sentences[self.last].end

    @property
    def text(self) -> str:
        """The words of the article, verbatim."""
        return self.passage.article.text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """Whether all sentences of another span are among its own."""
        return other.passage.id == self.passage.id and self.first <= other.first and other.last <= self.last

    def cite(self, n: int) -> Citation:
        """The citation number `n` of this span."""
        return Citation.of(self.passage.article, n, self.start, self.end, self.passage.also_at)


@dataclass(frozen=True)
class Evidence:
    """The hits of one search, best first. `vectors[i]` is (sentences of hit i, dim), unit rows, as stored."""

    question: str
    hits: tuple[Hit, ...]
    vectors: tuple[Matrix, ...]
    library: Library

    @classmethod
    def gather(
        cls,
        question: str,
        library: Library,
        *,
        k: int = 8,
        as_of: str | date | None = None,
        publisher: str | None = None,
    ) -> Evidence:
        """Search the library and fetch the sentence vectors of what was found."""
        hits = tuple(library.search(question, k=k, as_of=as_of, publisher=publisher))
        return cls(question, hits, tuple(library.sentence_vectors([h.passage for h in hits])), library)

    def similarities(self, text: str) -> list[NDArray[np.float32]]:
        """Cosine of `text` with each sentence, one array a hit."""
        vector = self.library.embed_query(text)
        return [np.asarray(matrix @ vector, dtype=np.float32) for matrix in self.vectors]

    def sentences(self) -> Iterator[tuple[int, int]]:
        """(hit, sentence) indices of every sentence, hits best first."""
        for h, hit in enumerate(self.hits):
            for s in range(len(hit.passage.sentences)):
                yield h, s

    def passages(self) -> tuple[PassageRef, ...]:
        """The hits as the answer reports them."""
        return tuple(
            PassageRef(
                article_id=h.passage.article.id, start=h.passage.start, end=h.passage.end, score=round(h.score, 4)
            )
            for h in self.hits
        )


def windows(passage: Passage, centre: int, longest: int = LONGEST_SPAN) -> Iterator[Span]:
    """Spans of up to `longest` sentences that hold sentence `centre`, shortest first."""
    count = len(passage.sentences)
    for length in range(1, longest + 1):
        for first in range(max(0, centre - length + 1), min(centre, count - length) + 1):
            yield Span(passage, first, first + length - 1)


def context_before(span: Span) -> str:
    """The article's headline and what stands before the span: where a pronoun or a surname gets its full name."""
    article = span.passage.article
    return f"{article.title}. {article.publisher or ''}. {article.text[max(0, span.start - 1200) : span.start]}"


def distinct(spans: Sequence[Span]) -> list[Span]:
    """The spans without those that lie within another, order kept."""
    kept: list[Span] = []
    for i, span in enumerate(spans):
        inside = any(
            o.passage.article.id == span.passage.article.id
            and o.start <= span.start
            and span.end <= o.end
            and (i > j or (o.start, o.end) != (span.start, span.end))
            for j, o in enumerate(spans)
            if i != j
        )
        if not inside:
            kept.append(span)
    return kept
