"""Intervals and tests against hand-computed and textbook values."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.evaluation.results import balanced
from qa.evaluation.statistics import cohen_kappa, estimate, mcnemar, paired, percentile


def test_the_interval_of_a_share_is_that_of_the_binomial() -> None:
    """60 of 100: the normal approximation gives .6 ± 1.96 · √(.24 / 100) = .504 to .696."""
    found = estimate([[1.0] * 60 + [0.0] * 40])
    assert found.value == 0.6
    assert found.low == pytest.approx(0.504, abs=0.015)
    assert found.high == pytest.approx(0.696, abs=0.015)
    assert found.n == 100


def test_scores_that_do_not_apply_are_left_out() -> None:
    """Counting them as zero would punish a system for questions it was not asked."""
    found = estimate([[1.0, None, 0.0, None]])
    assert (found.value, found.n) == (0.5, 2)


def test_nothing_to_average_is_no_number() -> None:
    """A zero denominator must not read as a score of zero."""
    empty: list[list[list[float | None]]] = [[[]], [[None, None]], [[1.0, 1.0], [None, None]]]
    for columns in empty:
        found = estimate(columns)
        assert (found.value, found.low, found.high, found.n) == (None, None, None, 0)


def test_one_question_gives_an_interval_of_no_width() -> None:
    found = estimate([[0.5]])
    assert (found.value, found.low, found.high) == (0.5, 0.5, 0.5)


def test_balanced_accuracy_by_hand() -> None:
    """3 of 4 unanswerable refused, 1 of 2 answerable answered: (0.75 + 0.5) / 2."""
    hallucinated = [0.0, 0.0, 0.0, 1.0, None, None]
    refused = [None, None, None, None, 1.0, 0.0]
    found = estimate([hallucinated, refused], balanced)
    assert found.value == pytest.approx(0.625)
    assert found.low is not None
    assert found.high is not None
    assert 0 <= found.low <= 0.625 <= found.high <= 1


@given(st.lists(st.none() | st.floats(0, 1), min_size=1, max_size=30))
def test_the_value_lies_in_its_interval(scores: list[float | None]) -> None:
    found = estimate([scores])
    if found.value is not None and found.low is not None and found.high is not None:
        assert found.low - 1e-9 <= max(s for s in scores if s is not None)
        assert found.low <= found.high
        assert found.value == pytest.approx(np.mean([s for s in scores if s is not None]))


def test_the_same_scores_give_the_same_interval() -> None:
    """A number that moves by itself would look like a change."""
    scores = [1.0, 0.0, 1.0, 1.0, 0.0, None]
    assert estimate([scores]) == estimate([scores])


def test_a_paired_difference_keeps_what_the_runs_share() -> None:
    """Twenty questions each 0.1 better: the difference is certain although the scores spread widely."""
    before = [i / 20 for i in range(20)]
    found = paired([before], [[b + 0.1 for b in before]])
    assert found is not None
    assert found.value == pytest.approx(0.1)
    assert found.low == pytest.approx(0.1)
    assert found.high == pytest.approx(0.1)
    assert found.p == 0


def test_no_difference_has_p_1() -> None:
    found = paired([[1.0, 0.0, 1.0]], [[1.0, 0.0, 1.0]])
    assert found is not None
    assert (found.value, found.low, found.high, found.p) == (0, 0, 0, 1)


def test_a_difference_on_no_common_score_is_none() -> None:
    assert paired([[1.0, None]], [[None, 1.0]]) is None
    found = paired([[1.0, None, 0.0]], [[0.0, 1.0, None]])
    assert found is not None
    assert (found.value, found.n) == (-1, 1)


def test_mcnemar_by_hand() -> None:
    """2 worse, 9 better: p = 2 · Σ C(11, 0..2) / 2^11 = 2 · 67 / 2048."""
    before = [True] * 2 + [False] * 9 + [True] * 50
    after = [False] * 2 + [True] * 9 + [True] * 50
    worse, better, p = mcnemar(before, after)
    assert (worse, better) == (2, 9)
    assert p == pytest.approx(134 / 2048)


def test_mcnemar_without_a_difference() -> None:
    assert mcnemar([True, False], [True, False]) == (0, 0, 1.0)
    assert mcnemar([], []) == (0, 0, 1.0)


def test_percentiles() -> None:
    assert percentile([1, 2, 3, 4, 5], 0.5) == 3
    assert percentile([0.0, 1.0], 0.95) == pytest.approx(0.95)
    assert percentile([], 0.5) is None


def test_kappa_of_cohens_kind() -> None:
    """20 both yes, 5 and 10 split, 15 both no: observed .7, chance .5, kappa .4."""
    first = [True] * 20 + [True] * 5 + [False] * 10 + [False] * 15
    second = [True] * 20 + [False] * 5 + [True] * 10 + [False] * 15
    assert cohen_kappa(first, second) == pytest.approx(0.4)
    assert cohen_kappa([True, True], [True, True]) is None
    assert cohen_kappa([], []) is None
