"""What tells whether a text answers a question, as numbers: the features that ranking and gate are fitted on.

All are computed from one `Evidence`; none knows which article or question it looks at.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from qa.candidates import candidates
from qa.evidence import Evidence, context_before
from qa.facts.dates import dates
from qa.facts.names import names
from qa.facts.script import same_name
from qa.facts.source import label_before, told
from qa.leaning import standing_alone
from qa.question import Question
from store.names import gazetteer, mentions, wholes
from store.periods import of_a_budget
from store.terms import index_terms
from store.words import content_stems, content_tokens

K1, B = 1.2, 0.75
"""BM25's usual constants (Robertson & Zaragoza 2009, The Probabilistic Relevance Framework, section 3.2)."""


@dataclass(frozen=True, slots=True)
class Signals:
    """Features of one sentence as the answer to one question. Shares lie in [0, 1], cosines in [-1, 1]."""

    sentence_cosine: float
    """The nearest of the sentence and those it leans on."""
    own_cosine: float
    passage_cosine: float
    sentence_bm25: float
    passage_bm25: float
    """BM25 over the largest the question could reach, so that it does not grow with the question."""
    coverage: float
    """Share of the question's idf that the sentence has, by stem, name or near spelling."""
    coverage_around: float
    """The same with the sentences just before and the headline."""
    names_missing: float
    """Share of the question's names that neither the sentence nor what stands before it has."""
    names_found: float
    """Share of the question's names that are there; 0 when it has none."""
    kind_present: float
    """1 when the sentence holds the kind of answer the question asks for, 0 when not, 0.5 when it asks for no kind."""
    dates_missing: float
    """1 when the question names a date that the sentence and its surroundings clash with."""
    same_language: float
    neighbour_cosine: float
    """The larger cosine of the sentences next to it: an answer often stands beside the words of the question."""
    length: float
    """Words over 40, at most 1."""
    heading: float
    """1 for a short line without a full stop."""
    asks: float
    """1 for a sentence that is itself a question, or stands in one of a reporter's."""

    def vector(self) -> NDArray[np.float64]:
        """The features in order of their definition."""
        return np.array([getattr(self, f.name) for f in fields(self)], dtype=np.float64)


_ASKS = re.compile(r"\?[”\"’»]?\s*$|^Q\s{2,}")


def is_heading(text: str, title: str = "") -> bool:
    """Whether a sentence is a headline or a label: the title, or few words and nothing that ends a sentence."""
    if title and text.strip() == title.strip():
        return True
    return len(text.split()) <= 12 and not re.search(r"[.!?…。:;,”\"»)]\s*$", text)


NAMES = tuple(f.name for f in fields(Signals))


class Weigher:
    """Computes the signals of sentences for one question; holds what they share."""

    def __init__(self, question: Question, evidence: Evidence) -> None:
        self.question = question
        self.evidence = evidence
        self._terms = list(dict.fromkeys(index_terms(question.text, question.language)))
        self._idf = self._idfs()
        self._cosines = evidence.similarities(question.text)
        texts = [s.text for hit in evidence.hits for s in hit.passage.sentences]
        lengths = [len(content_stems(t)) for t in texts]
        self._mean_length = sum(lengths) / len(lengths) if lengths else 1.0
        self._names = [n for n in names(f"x {question.text}") if n.entity or len(n.text) > 2]
        self._dates = [d for d in dates(question.text) if not of_a_budget(question.text, d.start)]
        known = mentions(question.text)
        self._asked = [
            (
                stem,
                self._idf.get(stem.replace(".", "").replace(",", ""), 1.0),
                next((m.entity for m in known if m.start <= token.start < m.end), None),
            )
            for stem, token in content_tokens(question.text, question.language)
        ]
        self._spellings: dict[str, tuple[set[str], set[str]]] = {}

    def _idfs(self) -> dict[str, float]:
        library = self.evidence.library
        known = library.document_frequency(self._terms)
        total = max(library.passage_count, 1)
        return {t: math.log(1 + (total - (n := known.get(t, 0)) + 0.5) / (n + 0.5)) for t in self._terms}

    def signals(self, hit: int, sentence: int) -> Signals:
        """Features of sentence `sentence` of hit `hit`, taken with what it leans on."""
        found = self.evidence.hits[hit]
        span = standing_alone(found.passage, sentence)
        before = context_before(span)
        label = label_before(span) or ""
        nearby = f"{found.passage.article.title}. {label}: {before[-500:]} {span.text}"
        published = found.passage.article.published
        ceiling = sum(self._idf.values()) * (K1 + 1) or 1.0
        kind = bool(candidates(self.question, told(span), published))
        missing = self._names_missing(nearby)
        return Signals(
            sentence_cosine=float(self._cosines[hit][span.first : sentence + 1].max()),
            own_cosine=float(self._cosines[hit][sentence]),
            passage_cosine=found.similarity,
            sentence_bm25=self._bm25(span.text) / ceiling,
            passage_bm25=found.bm25 / ceiling,
            coverage=self._coverage(span.text),
            coverage_around=self._coverage(nearby),
            names_missing=missing,
            names_found=1.0 - missing if self._names else 0.0,
            kind_present=0.5 if self.question.expects == "other" else float(kind),
            dates_missing=self._dates_missing(span.text, nearby, published),
            same_language=float(found.passage.article.language == self.question.language),
            neighbour_cosine=self._neighbour_cosine(hit, sentence),
            length=min(len(found.passage.sentences[sentence].text.split()) / 40, 1.0),
            heading=float(is_heading(found.passage.sentences[sentence].text, found.passage.article.title)),
            asks=float(label == "Q" or bool(_ASKS.search(span.text))),
        )

    def _neighbour_cosine(self, hit: int, sentence: int) -> float:
        row = self._cosines[hit]
        beside = [float(row[i]) for i in (sentence - 1, sentence + 1) if 0 <= i < len(row)]
        return max(beside, default=float(row[sentence]))

    def _bm25(self, text: str) -> float:
        terms = index_terms(text)
        norm = K1 * (1 - B + B * len(terms) / max(self._mean_length, 1.0))
        score = 0.0
        for term in self._terms:
            frequency = terms.count(term)
            if frequency:
                score += self._idf[term] * frequency * (K1 + 1) / (frequency + norm)
        return score

    def _coverage(self, text: str) -> float:
        """Idf-weighted share of the question's content words; a name counts in any spelling or script."""
        present = set(content_stems(text))
        entities = {w for m in mentions(text) for w in wholes(m.entity)}
        have = total = 0.0
        for stem, weight, name in self._asked:
            total += weight
            if stem in present or name in entities or self._spelt(stem, present):
                have += weight
        return have / total if total else 0.0

    def _spelt(self, stem: str, present: set[str]) -> bool:
        """Whether one of the stems is another spelling of `stem`; each is compared once a question."""
        alike, compared = self._spellings.setdefault(stem, (set(), set()))
        new = present - compared
        compared |= new
        alike.update(other for other in new if same_name(stem, other))
        return not alike.isdisjoint(present)

    def _names_missing(self, text: str) -> float:
        if not self._names:
            return 0.0
        there = {w for m in mentions(text) for w in wholes(m.entity)}
        stems = set(content_stems(text))

        def present(name: str, entity: str | None) -> bool:
            if entity and (entity in there or gazetteer()[entity].speaks_for in there):
                return True  # Pyongyang's missiles are North Korea's
            words = content_stems(name)
            return bool(words) and all(w in stems or any(same_name(w, s) for s in stems) for w in words[-1:])

        return sum(not present(n.text, n.entity) for n in self._names) / len(self._names)

    def _dates_missing(self, text: str, nearby: str, published: str | None) -> float:
        if not self._dates:
            return 0.0
        own = dates(published) if published else []
        there = [*dates(text, published), *dates(nearby, published), *own]
        return float(any(not any(asked.agrees(d) for d in there) for asked in self._dates))
