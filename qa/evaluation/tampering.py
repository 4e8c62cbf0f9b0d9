"""Runs the tampering: each variant of each proven sentence is put to the support check as the chain would put it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from qa.answer import Answer, Citation, Sentence
from qa.evaluation.results import Outcome
from qa.evaluation.tamper import FALSE, TRUE, Kind, Tally, variants
from qa.evidence import Evidence
from qa.support import check
from store.sentences import split_sentences

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
            for claim, source, cited in proven:
                for variant in variants(claim, source):
                    found = check(variant.text, evidence, _holding(cited, evidence))
                    caught = found.verdict != "supported"
                    n[variant.kind] += 1
                    flagged[variant.kind] += caught
                    if caught != (variant.kind in FALSE):
                        misses.append(Miss(outcome.question.id, variant.kind, variant.text, found.reasons))
        progress(done, len(outcomes))
    return [Tally(kind, n[kind], flagged[kind]) for kind in (*FALSE, *TRUE) if n[kind]], misses


def _proven(answer: Answer | None, seen: set[str]) -> list[tuple[str, str, list[Citation]]]:
    """The proven claims of an answer that were not met before, each with the quotes that prove it and the citations."""
    if answer is None or answer.abstained:
        return []
    found = []
    for sentence in answer.sentences:
        cited = [c for c in answer.citations if c.n in sentence.citations]
        if sentence.verdict != "supported" or not cited:
            continue
        for claim in _claims(sentence, cited):
            if claim not in seen:
                seen.add(claim)
                found.append((claim, " ".join(c.quote for c in cited), cited))
    return found


def _claims(sentence: Sentence, cited: Sequence[Citation]) -> list[str]:
    """What a sentence claims: its text, or, where it quotes its source, each quoted sentence as a plain statement.

    An edit inside quotation marks is found because the quotation is no longer verbatim, which tests nothing else.
    """
    quoted = [c.quote for c in cited if " ".join(c.quote.split()) in " ".join(sentence.text.split())]
    return [" ".join(s.text.split()) for quote in quoted for s in split_sentences(quote)] or [sentence.text]


def _holding(cited: Sequence[Citation], evidence: Evidence) -> list[int]:
    """Indices of the hits that hold a citation."""
    return [
        i
        for i, hit in enumerate(evidence.hits)
        if any(
            hit.passage.article.id == c.article_id and hit.passage.start <= c.start and c.end <= hit.passage.end
            for c in cited
        )
    ]
