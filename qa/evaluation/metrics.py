"""The metrics of one question, as the field defines them: pure functions of what was found, said and cited.

A score is None where a metric does not apply to a question, and the average leaves it out. A score whose denominator
is zero although the metric applies is 0: an answer without citations has a citation precision of 0, as in ALCE's own
code.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from qa.evaluation.folding import support

Scores = dict[str, float | None]


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric's name in files and flags, its title for readers, and which way is better."""

    name: str
    title: str
    group: Literal["retrieval", "answer", "citations", "abstention"]
    meaning: str
    better: Literal["higher", "lower"] = "higher"
    binary: bool = False
    """Each question scores 0 or 1, so that McNemar's test applies."""
    low: float = 0.0
    """The worst value a question can score, for drawing."""


METRICS: tuple[Metric, ...] = (
    Metric("hits@1", "Hits@1", "retrieval", "the first passage holds evidence", binary=True),
    Metric("hits@4", "Hits@4", "retrieval", "one of the first 4 passages holds evidence", binary=True),
    Metric("hits@10", "Hits@10", "retrieval", "one of the first 10 passages holds evidence", binary=True),
    Metric("mrr@10", "MRR@10", "retrieval", "1 / rank of the first passage with evidence"),
    Metric("recall@10", "Recall@10", "retrieval", "share of the evidence held by the first 10 passages"),
    Metric("nugget_recall", "Nugget recall (strict)", "answer", "share of the expected facts stated"),
    Metric("nugget_recall_partial", "Nugget recall (partial)", "answer", "the same, half stated counts half"),
    Metric("truthfulness", "Truthfulness (CRAG)", "answer", "+1 right, 0 missing, −1 wrong", low=-1.0),
    Metric("accuracy", "Accuracy", "answer", "all facts stated, or rightly abstained", binary=True),
    Metric("citation_recall", "Citation recall (ALCE)", "citations", "share of sentences their citations support"),
    Metric("citation_precision", "Citation precision (ALCE)", "citations", "share of citations needed and supporting"),
    Metric("evidence_recall", "Evidence recall", "citations", "share of the evidence that is cited"),
    Metric("evidence_precision", "Evidence precision", "citations", "share of citations that overlap the evidence"),
    Metric("quote_validity", "Quote validity", "citations", "share of quotes that are verbatim slices"),
    Metric("unknown_markers", "Out-of-range markers", "citations", "share of [n] without a source", better="lower"),
    Metric(
        "hallucination_rate", "Hallucination rate", "abstention", "unanswerable, yet answered", "lower", binary=True
    ),
    Metric("error_rate", "Error rate", "abstention", "answerable, yet abstained", "lower", True),
    Metric("balanced_accuracy", "Balanced accuracy", "abstention", "1 − mean of the two rates above"),
)
BY_NAME: dict[str, Metric] = {metric.name: metric for metric in METRICS}


def retrieval_scores(held: Sequence[Collection[int]], total: int) -> Scores:
    """Hits@k, reciprocal rank and recall of a ranking (definitions of MultiHop-RAG, arXiv 2401.15391, and TREC).

    `held[i]` are the indexes of the evidence that the passage at rank i + 1 holds, among `total` pieces; ranks below
    10 are not looked at.
    """
    top = held[:10]
    ranks = [rank for rank, found in enumerate(top, start=1) if found]
    first = ranks[0] if ranks else None
    scores: Scores = {f"hits@{k}": float(first is not None and first <= k) for k in (1, 4, 10)}
    scores["mrr@10"] = 1 / first if first else 0.0
    scores["recall@10"] = len({i for found in top for i in found}) / total if total else None
    return scores


def nugget_scores(text: str, nuggets: Sequence[Sequence[str]], abstained: bool) -> Scores:
    """Nugget recall, strict and partial (AutoNuggetizer, arXiv 2411.09607: V_strict, and V with half for partial).

    `text` is what the answer states (`qa.evaluation.folding.stated`). All nuggets count as vital. An abstention
    states none, whatever its text says.
    """
    if not nuggets:
        return {"nugget_recall": None, "nugget_recall_partial": None}
    levels = [0.0 if abstained else support(text, forms) for forms in nuggets]
    return {
        "nugget_recall": sum(level == 1 for level in levels) / len(levels),
        "nugget_recall_partial": sum(levels) / len(levels),
    }


def citation_scores(cited: Sequence[Sequence[int]], carries: Callable[[int, tuple[int, ...]], bool]) -> Scores:
    """Citation recall and precision as ALCE defines them (arXiv 2305.14627, section 3.3).

    `cited[i]` are the citations of sentence i; `carries(i, numbers)` says whether these, taken together, fully
    support it. Recall: share of sentences that all their citations together support; a sentence without citations is
    not supported. Precision: share of citations whose sentence is supported and which are not irrelevant; a citation
    is irrelevant when it does not support alone and the others support without it.
    """
    supported = [bool(numbers) and carries(i, tuple(numbers)) for i, numbers in enumerate(cited)]
    needed = sum(
        supported[i] and not _irrelevant(i, n, tuple(numbers), carries)
        for i, numbers in enumerate(cited)
        for n in numbers
    )
    total = sum(map(len, cited))
    return {
        "citation_recall": sum(supported) / len(cited) if cited else 0.0,
        "citation_precision": needed / total if total else 0.0,
    }


def _irrelevant(i: int, n: int, numbers: tuple[int, ...], carries: Callable[[int, tuple[int, ...]], bool]) -> bool:
    others = tuple(other for other in numbers if other != n)
    return bool(others) and not carries(i, (n,)) and carries(i, others)


def overlap_scores(overlaps: Sequence[Collection[int]], total: int) -> Scores:
    """Recall and precision of citations against the evidence of the question set.

    `overlaps[i]` are the indexes of the evidence that the quote of citation i overlaps, among `total` pieces.
    """
    return {
        "evidence_recall": len({i for found in overlaps for i in found}) / total if total else None,
        "evidence_precision": sum(bool(found) for found in overlaps) / len(overlaps) if overlaps else 0.0,
    }


def abstention_scores(answerable: bool, abstained: bool) -> Scores:
    """Hallucination and error rate as NoMIRACL defines them (arXiv 2312.11361, section 4): always both.

    Hallucination: answered where nothing relevant exists. Error: abstained where the answer exists. Whether an answer
    abstains is what it says of itself (`Answer.abstained`), not how its text reads.
    """
    return {
        "hallucination_rate": None if answerable else float(not abstained),
        "error_rate": float(abstained) if answerable else None,
    }


def truth_scores(answerable: bool, abstained: bool, nugget_recall: float | None) -> Scores:
    """CRAG's truthfulness (arXiv 2406.04744, section 4, the three-way automatic form) and the accuracy beside it.

    Right (+1): every nugget is stated, or an unanswerable question is refused. Missing (0): an answerable one is
    refused. Wrong (−1): anything else; an incomplete answer is wrong. None where an answer was given but no nugget
    can tell.
    """
    if not answerable:
        truth: float | None = 1.0 if abstained else -1.0
    elif abstained:
        truth = 0.0
    elif nugget_recall is None:
        truth = None
    else:
        truth = 1.0 if nugget_recall == 1 else -1.0
    return {"truthfulness": truth, "accuracy": None if truth is None else float(truth == 1)}
