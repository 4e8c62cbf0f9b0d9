"""What an answer is: sentences with verdicts, citations with verbatim quotes, and the events that build it up.

`Answer` is the JSON contract of ``tumen --ask --json``. For every citation,
``library.article(c.article_id).text[c.start:c.end] == c.quote``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from store.article import Article, Hit
from store.pages import page_of

Verdict = Literal["supported", "partial", "unsupported"]


class Record(BaseModel):
    """Base of all answer types: immutable, unknown fields refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Sentence(Record):
    """One sentence of an answer, with what the proof found."""

    text: str
    """Without its `[n]` markers."""
    verdict: Verdict
    reasons: tuple[str, ...] = ()
    """Why the verdict is not a plain "supported", each a phrase a reader understands ("the source says 1,500")."""
    citations: tuple[int, ...] = ()
    """Numbers `n` of `Answer.citations`; empty when nothing carries the sentence."""


class Citation(Record):
    """A verbatim slice of a stored article: whole sentences."""

    n: int
    article_id: str
    title: str
    publisher: str | None = None
    published: str | None = None
    published_inferred: bool = False
    url: str | None = None
    quote: str
    start: int
    end: int
    page: int | None = None
    """Page of a PDF, from 1, on which the quote begins; None where there are no pages."""
    also_at: tuple[str, ...] = ()
    """Who else printed the article: copies of one story count as one origin."""

    @classmethod
    def of(cls, article: Article, n: int, start: int, end: int, also_at: tuple[str, ...] = ()) -> Citation:
        """Cite what stands from `start` to `end` in the text of an article, as number `n`."""
        return cls(
            n=n,
            article_id=article.id,
            title=article.title,
            publisher=article.publisher,
            published=article.published,
            published_inferred=article.published_inferred,
            url=article.url,
            quote=article.text[start:end],
            start=start,
            end=end,
            page=page_of(article.pages, start),
            also_at=also_at,
        )


class PassageRef(Record):
    """A retrieved passage, by its offsets in the article."""

    article_id: str
    start: int
    end: int
    score: float


class Usage(Record):
    """Tokens, as the endpoint counted them; 0 where no LLM was asked."""

    input_tokens: int = 0
    output_tokens: int = 0


class Seconds(Record):
    """Wall time of each step, in seconds."""

    retrieve: float = 0.0
    answer: float = 0.0
    prove: float = 0.0
    total: float = 0.0


class Answer(Record):
    """A proven answer. When `abstained`, `text` says that the articles do not say, and `passages` are the nearest."""

    question: str
    model: str
    abstained: bool = False
    text: str
    sentences: tuple[Sentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    passages: tuple[PassageRef, ...] = ()
    usage: Usage = Field(default_factory=Usage)
    seconds: Seconds = Field(default_factory=Seconds)
    standalone_question: str | None = None
    """The condensed question, when it differs from `question` (a follow-up)."""
    notice: str | None = None
    """One line for the reader: why this answer fell back to quotation."""
    notes: tuple[str, ...] = ()
    """Lines for the reader that belong to the answer: what the articles disagree in, as of when it holds."""


@dataclass(frozen=True, slots=True)
class Retrieved:
    """The passages were found; `question` is the standalone question they were found for."""

    passages: tuple[Hit, ...]
    question: str


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the answer's text as it comes."""

    text: str


@dataclass(frozen=True, slots=True)
class Proven:
    """A sentence whose proof is done, with the citations it is the first to use."""

    sentence: Sentence
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Degraded:
    """The model's answer is void, every token and sentence so far, and quotation follows. `reason` says what to do."""

    reason: str
    by_proof: bool = False
    """True when the model did answer, and the proof struck it all out; False when it failed."""


@dataclass(frozen=True, slots=True)
class Done:
    """The answer is complete."""

    answer: Answer


Event = Retrieved | Token | Proven | Degraded | Done
"""Events of the chain, in order: Retrieved, then Token and Proven interleaved, at last Done."""
