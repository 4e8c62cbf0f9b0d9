"""Runs the tampering: each variant of each proven sentence is put to the support check as the chain would put it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from qa.answer import Answer, Sentence
from qa.evaluation.results import Outcome
from qa.evaluation.tamper import FALSE, TRUE, Kind, Tally, variants
from qa.evidence import Evidence
from qa.support import check

if TYPE_CHECKING:
    from store import Library


@dataclass(frozen=True, slots=True)
class Miss:
    """A variant the check judged wrongly: a false one that passed, or a true one that did not."""

    question_id: str
    kind: Kind
    text: str
    reasons: tuple[str, ...]


def run(
    outcomes: Sequence[Outcome], library: Library, as_of: date | None, progress: Callable[[int, int], None]
) -> tuple[list[Tally], list[Miss]]:
    """Tamper with every proven sentence of the answers.

    A variant is flagged when its verdict is anything but "supported": then it is not shown as proven.
    """
    n, flagged, misses = Counter[Kind](), Counter[Kind](), list[Miss]()
    seen: set[str] = set()
    for done, outcome in enumerate(outcomes, start=1):
        proven = _proven(outcome.answer, seen)
        if proven and outcome.answer:
            question = outcome.answer.standalone_question or outcome.question.question
            evidence = Evidence.gather(question, library, as_of=outcome.question.as_of or as_of)
            for sentence, source in proven:
                for variant in variants(sentence.text, source):
                    found = check(variant.text, evidence, _cited(sentence, outcome.answer, evidence))
                    caught = found.verdict != "supported"
                    n[variant.kind] += 1
                    flagged[variant.kind] += caught
                    if caught != (variant.kind in FALSE):
                        misses.append(Miss(outcome.question.id, variant.kind, variant.text, found.reasons))
        progress(done, len(outcomes))
    return [Tally(kind, n[kind], flagged[kind]) for kind in (*FALSE, *TRUE) if n[kind]], misses


def _proven(answer: Answer | None, seen: set[str]) -> list[tuple[Sentence, str]]:
    """The supported sentences of an answer that were not met before, each with the quotes that prove it."""
    if answer is None or answer.abstained:
        return []
    quotes = {c.n: c.quote for c in answer.citations}
    found = []
    for sentence in answer.sentences:
        if sentence.verdict == "supported" and sentence.citations and sentence.text not in seen:
            seen.add(sentence.text)
            found.append((sentence, " ".join(quotes[n] for n in sentence.citations if n in quotes)))
    return found


def _cited(sentence: Sentence, answer: Answer, evidence: Evidence) -> list[int]:
    """Indices of the hits that hold the sentence's citations."""
    spans = [(c.article_id, c.start, c.end) for c in answer.citations if c.n in sentence.citations]
    return [
        i
        for i, hit in enumerate(evidence.hits)
        for article_id, start, end in spans
        if hit.passage.article.id == article_id and hit.passage.start <= start and end <= hit.passage.end
    ]
