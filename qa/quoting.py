"""Quotation mode: answering without a language model, by the sentences of the articles that answer the question.

Every sentence near the question is scored from its `qa.signals` by the fitted weights of `qa.gate`; the best few are
quoted verbatim, each with what it needs to stand alone, and attributed to outlet and date.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from qa.candidates import holds_the_kind
from qa.counting import counted_in
from qa.cues import FIGURES
from qa.evidence import Evidence, Span, context_before, distinct
from qa.facts.source import told
from qa.facts.transcripts import asked_before
from qa.gate import READ, on_subject, says
from qa.offices import bears_office
from qa.plainly import asks_plainly, told_plainly
from qa.question import Question
from qa.ranking import Ranked, in_order, span_of
from qa.reading import Reader, Taken
from qa.speaking import speaks_about
from qa.strangers import unnamed
from qa.topics import touches

MOST_QUOTES = 5
"""With five, the answer is among them for nine in ten questions over a small library."""
WITHIN = 5.0
"""How far, in log odds, a further quote may lie behind the best, where the sentences are not read with the question.
For the 621 questions of five sets that are answered and have their evidence marked, 3.2 quotes have it for .88, 45 in
100 of them to the point; with a second quote always, 3.5 for .89, 33 in 100; with what two sentences lean on counted
twice, 2.9 for .87, 47 in 100."""
WITHIN_READ = 7.0
"""The same where they are: what reading tells sets them further apart. For 736 labelled questions whose answer is
found, 3.2 quotes have it for .90, 33 in 100 of them to the point; within 5.0, 2.6 for .86, 39 in 100. Where they are
not read, 3.5 have it for .88, 30 in 100."""


@dataclass(frozen=True)
class Ranking:
    """Every sentence of the evidence but headlines, the likeliest answer first, and what the best are read to say."""

    question: Question
    evidence: Evidence
    sentences: list[Ranked]

    @cached_property
    def best(self) -> list[Ranked]:
        """The sentences that are looked at closer, `qa.gate.READ` at most: the likeliest by their signals."""
        return sorted(self.sentences, key=lambda r: -r.alone)[:READ]

    @cached_property
    def taken(self) -> list[Taken]:
        """How each of the best takes up the question."""
        reader, taken = Reader(self.question), []
        for span in map(self.span, self.best):
            article = span.passage.article
            taken.append(reader.read(span.text, f"{article.title}. {context_before(span)[-500:]}", article.published))
        return taken

    def span(self, ranked: Ranked) -> Span:
        """A sentence with what it needs to stand alone."""
        return span_of(self.evidence, ranked)

    def speaks_of(self) -> bool:
        """Whether the library speaks of what is asked."""
        signals = [r.signals for r in self.sentences]
        return not self.question.chats and on_subject(
            self.question, signals, self.taken, self.evidence.library.passage_count
        )

    def quotes(self, *, surely: bool = False) -> list[Span]:
        """The spans to quote, those that hold what is asked for first: the best sentence and what comes close to it.

        Empty when none of them answers, or holds the kind of thing the question asks for and speaks of its topic: a
        sentence about a minister is no answer to how old he is, nor to what he was given. Empty, too, when the articles
        quoted never name somebody whom the question does, and when it asks for a figure and neither the span nor what
        stands before it has any of the names asked about. `surely` gives them only where hardly any question that the
        articles leave open would get some.
        """
        if not self.sentences or not self._says(surely):
            return []
        spans = self.chosen()
        answering = [s for s in spans if self._gives(s)]
        if unnamed(self.question.text, spans):
            return []
        if not any(counted_in(self.question.text, s.text, self.evidence.library) for s in answering):
            return []
        return [*answering, *(s for s in spans if s not in answering)]

    def chosen(self) -> list[Span]:
        """The best sentences, each with what it needs to stand alone, none that another quote has."""
        spans: list[Span] = []
        within = WITHIN_READ if self.sentences and self.sentences[0].answers is not None else WITHIN
        for ranked in self.sentences:
            if self.sentences[0].odds - ranked.odds > within:
                break
            if any(self._within(ranked, span) for span in spans):
                continue
            longer = distinct([*spans, self.span(ranked)])
            if len(longer) > MOST_QUOTES:
                break
            spans = longer
        return spans

    def _within(self, ranked: Ranked, span: Span) -> bool:
        """Whether a sentence is part of a quote."""
        return (
            span.passage.id == self.evidence.hits[ranked.hit].passage.id and span.first <= ranked.sentence <= span.last
        )

    def _gives(self, span: Span) -> bool:
        """Whether a span holds the kind of thing asked for and speaks of the question's topic."""
        text, published = told(span), span.passage.article.published
        return (
            holds_the_kind(self.question, text, published)
            and touches(self.question.text, text)
            and (self.question.expects not in FIGURES or self._names_missing(span) < 1.0)
            and bears_office(self.question, text, published)
            and self._speaks_about(span, text)
        )

    def _speaks_about(self, span: Span, text: str) -> bool:
        """Whether it is about what the question asks somebody's words about, by itself or as an answer to that."""
        topic, article = self.question.said_about, span.passage.article
        asked = asked_before(article.text, span.end) if topic else ""
        around = f"{article.title}. {span.passage.text}. {asked}"
        return speaks_about(topic, text, around) or bool(asked and speaks_about(topic, asked, around))

    def _names_missing(self, span: Span) -> float:
        """Share of the question's names that neither the span nor what stands before it has."""
        passage, last = span.passage.id, span.last
        return next(
            (
                r.signals.names_missing
                for r in self.sentences
                if r.sentence == last and self.evidence.hits[r.hit].passage.id == passage
            ),
            0.0,
        )

    def _says(self, surely: bool) -> bool:
        """Whether the best sentences take up what is asked, where they speak the question's language.

        Across languages words of one meaning lie too far apart to tell: of 24 answerable and 10 near-miss questions
        asked in another language than the articles', the reading refused none of the ones and one of the others.
        """
        best = self.best
        if not any(r.signals.same_language for r in best):
            return not surely
        if asks_plainly(self.question.text) and any(map(self._plainly, best)):
            return True
        if self.question.said_about and any(r.signals.names_missing == 0 and self._gives(self.span(r)) for r in best):
            return not surely
        odds, signals, size = [r.alone for r in best], [r.signals for r in best], self.evidence.library.passage_count
        return says(self.question.expects, odds, signals, self.taken, size, surely=surely)

    def _plainly(self, ranked: Ranked) -> bool:
        return told_plainly(self.question.text, self.span(ranked).text, named=ranked.signals.names_missing == 0)


def rank(question: Question, evidence: Evidence, *, together: bool = True) -> Ranking:
    """Order every sentence of the evidence but headlines; the best are read with the question unless not `together`."""
    return Ranking(question, evidence, in_order(question, evidence, together=together))
