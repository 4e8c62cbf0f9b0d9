"""Each metric against numbers worked out by hand from its published definition, and the traps."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.evaluation.metrics import (
    abstention_scores,
    citation_scores,
    nugget_scores,
    overlap_scores,
    retrieval_scores,
    truth_scores,
)


def carried_by(*sufficient: tuple[int, set[int]]) -> Callable[[int, tuple[int, ...]], bool]:
    """A support check for which (sentence, citations) suffice, alone or with more."""
    return lambda i, numbers: any(i == j and needed <= set(numbers) for j, needed in sufficient)


def test_retrieval_by_hand() -> None:
    """Evidence 0 at rank 3, evidence 1 at ranks 5 and 11, of three pieces: MRR 1/3, recall 2/3."""
    held = [set[int](), set(), {0}, set(), {1}, set(), set(), set(), set(), set(), {2}]
    assert retrieval_scores(held, 3) == {
        "hits@1": 0.0,
        "hits@4": 1.0,
        "hits@10": 1.0,
        "mrr@10": pytest.approx(1 / 3),
        "recall@10": pytest.approx(2 / 3),
    }


def test_retrieval_of_nothing() -> None:
    assert retrieval_scores([], 1) == {"hits@1": 0, "hits@4": 0, "hits@10": 0, "mrr@10": 0, "recall@10": 0}
    assert retrieval_scores([set()] * 10 + [{0}], 1)["hits@10"] == 0
    assert retrieval_scores([{0}], 0)["recall@10"] is None


@given(st.lists(st.frozensets(st.integers(0, 3)), max_size=15))
def test_retrieval_scores_agree_with_each_other(held: list[frozenset[int]]) -> None:
    scores = {name: value or 0.0 for name, value in retrieval_scores(held, 4).items()}
    assert 0 <= scores["hits@1"] <= scores["hits@4"] <= scores["hits@10"] <= 1
    assert scores["hits@1"] <= scores["mrr@10"] <= scores["hits@10"]
    assert (scores["recall@10"] > 0) == (scores["hits@10"] == 1)


def test_nuggets_by_hand() -> None:
    """Of four nuggets two are stated, one half, one not: strict 2/4, partial 2.5/4."""
    nuggets = [["1957", "fifty-seven"], ["Rajin"], ["Anthony Rinna"], ["coal"]]
    scores = nugget_scores("It sailed to Rajin in 1957, said Rinna.", nuggets, abstained=False)
    assert scores == {"nugget_recall": 0.5, "nugget_recall_partial": 0.625}


def test_an_abstention_states_nothing_whatever_it_says() -> None:
    """A refusal that quotes the nearest passages must not score by them."""
    scores = nugget_scores("The articles do not say; nearest is 1957.", [["1957"]], abstained=True)
    assert scores == {"nugget_recall": 0.0, "nugget_recall_partial": 0.0}


def test_no_nuggets_is_not_a_score_of_zero() -> None:
    assert nugget_scores("anything", [], abstained=False)["nugget_recall"] is None


def test_citation_recall_and_precision_as_in_alce() -> None:
    """Section 3.3 of arXiv 2305.14627, by hand.

    Sentence 0 cites 1 and 2, each enough alone: supported, neither irrelevant. Sentence 1 cites 3 (enough) and 4
    (nothing): 4 is irrelevant. Sentence 2 cites 5 and 6, enough only together: both needed. Sentence 3 cites 7, which
    does not support. Sentence 4 cites nothing. Recall 3/5; precision (2 + 1 + 2 + 0) / 7.
    """
    carries = carried_by((0, {1}), (0, {2}), (1, {3}), (2, {5, 6}))
    scores = citation_scores([[1, 2], [3, 4], [5, 6], [7], []], carries)
    assert scores == {"citation_recall": pytest.approx(3 / 5), "citation_precision": pytest.approx(5 / 7)}


def test_an_answer_that_only_cites_scores_zero() -> None:
    """ "[4]" and nothing else: no sentence is supported and no citation needed."""
    assert citation_scores([], carried_by()) == {"citation_recall": 0.0, "citation_precision": 0.0}


def test_an_answer_without_citations_scores_zero() -> None:
    assert citation_scores([[], []], carried_by()) == {"citation_recall": 0.0, "citation_precision": 0.0}


def test_citations_against_the_evidence() -> None:
    """Three citations, one beside the evidence; of two pieces one is cited twice: precision 2/3, recall 1/2."""
    scores = overlap_scores([{0}, {0}, set()], 2)
    assert scores == {"evidence_recall": 0.5, "evidence_precision": pytest.approx(2 / 3)}
    assert overlap_scores([], 2) == {"evidence_recall": 0.0, "evidence_precision": 0.0}


def test_both_rates_of_nomiracl() -> None:
    """Each question speaks to one of the two rates only, so that refusing everything cannot look good."""
    assert abstention_scores(answerable=False, abstained=False) == {"hallucination_rate": 1.0, "error_rate": None}
    assert abstention_scores(answerable=False, abstained=True) == {"hallucination_rate": 0.0, "error_rate": None}
    assert abstention_scores(answerable=True, abstained=True) == {"hallucination_rate": None, "error_rate": 1.0}
    assert abstention_scores(answerable=True, abstained=False) == {"hallucination_rate": None, "error_rate": 0.0}


@pytest.mark.parametrize(
    ("answerable", "abstained", "recall", "truth"),
    [
        (True, False, 1.0, 1.0),
        (True, False, 0.5, -1.0),
        (True, False, 0.0, -1.0),
        (True, True, 0.0, 0.0),
        (False, True, None, 1.0),
        (False, False, None, -1.0),
    ],
)
def test_truthfulness_of_crag(answerable: bool, abstained: bool, recall: float | None, truth: float) -> None:
    scores = truth_scores(answerable, abstained, recall)
    assert scores == {"truthfulness": truth, "accuracy": float(truth == 1)}


def test_an_answer_that_no_nugget_can_judge_is_not_judged() -> None:
    assert truth_scores(True, False, None) == {"truthfulness": None, "accuracy": None}
