"""From sentences with markers to sentences with verdicts and citations: the proof step, one sentence at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from qa.answer import Citation, Proven, Sentence
from qa.citing import CitedSentence
from qa.evidence import Evidence, Span
from qa.opinion import SecondOpinion
from qa.question import Question
from qa.responding import is_fragment
from qa.spans import Candidate
from qa.support import Support, begin, check, expect
from store.embedding import TOGETHER


@dataclass
class Prover:
    """Proves the sentences of one answer and numbers its citations in the order they are first used."""

    evidence: Evidence
    offered: int
    """How many passages the model was shown; a marker beyond it points nowhere."""
    second: SecondOpinion | None = None
    """Asked about what the support check leaves open."""
    sentences: list[Sentence] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    leads: list[str] = field(default_factory=list)

    def prove_all(self, sentences: Sequence[CitedSentence]) -> Iterator[Proven]:
        """Prove sentences one after another; they are embedded together, and read beside what else is found of them."""
        if len(sentences) < 2 or not self.evidence.hits:
            yield from map(self.prove, sentences)
            return
        expect([sentence.text for sentence in sentences], self.evidence)
        begun = deque(map(self._begin, sentences[:TOGETHER]))
        for at, sentence in enumerate(sentences, TOGETHER):
            yield self.prove(sentence, begun.popleft())
            begun.extend(map(self._begin, sentences[at : at + 1]))

    def _begin(self, sentence: CitedSentence) -> list[Candidate] | None:
        """Begin to prove a sentence; what fails here fails again, and is told, when it is its turn."""
        if self._is_fragment(sentence):
            return None
        with suppress(Exception):
            return begin(sentence.text, self.evidence, self._cited(sentence))
        return None

    def prove(self, cited: CitedSentence, begun: Sequence[Candidate] | None = None) -> Proven:
        """Prove a sentence of a model: by the passages it cites, else by another, else not at all."""
        known = self._cited(cited)
        unknown = [n for n in cited.markers if n - 1 not in known]
        if self._is_fragment(cited):
            support = Support("unsupported", ("too short to be proven by itself",), None, 0.0)
        else:
            support = check(cited.text, self.evidence, known, begun)
            support = self.second.on(cited.text, support) if self.second else support
        verdict, reasons = support.verdict, list(support.reasons)
        if unknown:
            listed = ", ".join(f"[{n}]" for n in unknown)
            reasons.append(f"it cites {listed}, and there is no such passage")
            verdict = "partial" if verdict == "supported" else verdict
        spans = [support.span] if support.span and verdict != "unsupported" else []
        return self.add(
            cited.text, spans, Sentence(text=cited.text, verdict=verdict, reasons=tuple(reasons)), cited.lead
        )

    def _is_fragment(self, sentence: CitedSentence) -> bool:
        return is_fragment(Question(self.evidence.question), sentence.text)

    def _cited(self, sentence: CitedSentence) -> list[int]:
        """The hits that its markers point to."""
        return [n - 1 for n in sentence.markers if 1 <= n <= self.offered]

    def quote(self, text: str, span: Span) -> Proven:
        """Take a sentence that quotes `span` verbatim, which is its own proof."""
        lead = "\n" if self.sentences else ""
        return self.add(text, [span], Sentence(text=text, verdict="supported"), lead)

    def add(self, text: str, spans: Sequence[Span], sentence: Sentence, lead: str) -> Proven:
        """Number the spans, and file the sentence."""
        numbers, fresh = [], []
        for span in spans:
            citation, is_new = self._citation(span)
            numbers.append(citation.n)
            if is_new:
                fresh.append(citation)
        done = sentence.model_copy(update={"text": text, "citations": tuple(numbers)})
        self.sentences.append(done)
        self.leads.append(lead)
        return Proven(done, tuple(fresh))

    def _citation(self, span: Span) -> tuple[Citation, bool]:
        for known in self.citations:
            if (known.article_id, known.start, known.end) == (span.passage.article.id, span.start, span.end):
                return known, False
        citation = span.cite(len(self.citations) + 1)
        self.citations.append(citation)
        return citation, True

    @property
    def anything_proven(self) -> bool:
        """Whether at least one sentence has a source."""
        return any(s.verdict != "unsupported" for s in self.sentences)

    def text(self) -> str:
        """The answer as it is shown: its sentences with the numbers of their citations."""
        return "".join(
            lead + with_markers(sentence) for lead, sentence in zip(self.leads, self.sentences, strict=True)
        ).strip()


def with_markers(sentence: Sentence) -> str:
    """The sentence with its markers, ``It sailed in 1957 [1].`` or, after a quotation mark, ``“…” [1]``."""
    markers = "".join(f"[{n}]" for n in sentence.citations)
    if not markers:
        return sentence.text
    if sentence.text[-1:] in ".!?…。":
        return f"{sentence.text[:-1]} {markers}{sentence.text[-1]}"
    return f"{sentence.text} {markers}"
