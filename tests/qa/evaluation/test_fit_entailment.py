"""Training on from a model: what is read again, and what is kept of both."""

from __future__ import annotations

import random

import numpy as np
import pytest

from qa.evaluation.fit_entailment import KNOWN, NEWER, SURELY, Case, between, unknown
from qa.evaluation.graph import Trained
from qa.evaluation.pairs import Pair


def case(number: int, *, right: bool) -> Case:
    return Case([number], Pair("claim", f"claim {number}", "passage", right, "wording"))


def test_what_the_model_gets_wrong_or_hardly_right_is_read_again() -> None:
    """It is what there is to learn."""
    random.seed(0)
    cases = [case(n, right=n % 2 == 0) for n in range(8)]
    scores = np.array([5.0, 5.0, -5.0, -0.5, SURELY - 0.1, 0.1, 0.1, -SURELY + 0.1])
    kept = {one.ids[0] for one in unknown(cases, scores)}
    assert kept >= set(range(1, 8))


def test_of_what_it_knows_a_part_is_read_again() -> None:
    """Without any it would forget what it knew; with all it would take twice as long."""
    random.seed(0)
    kept = unknown([case(n, right=True) for n in range(400)], np.full(400, SURELY + 1))
    assert len(kept) == pytest.approx(400 / KNOWN, rel=0.25)


def test_a_model_lies_between_the_two() -> None:
    """What the further training forgot is there in part still."""

    def model(value: float) -> Trained:
        whole = np.full((2, 2), value, np.float32)
        return Trained({"l0.q.w": whole}, whole, np.full(2, value, np.float32))

    mean = between(model(1.0), model(3.0))
    for values in (mean.tensors["l0.q.w"], mean.weights, mean.intercepts):
        assert values == pytest.approx(1 + 2 * NEWER)
