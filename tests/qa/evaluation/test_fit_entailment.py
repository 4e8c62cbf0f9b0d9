"""Training on from a model: what is read again, and what is kept of both."""

from __future__ import annotations

import random

import numpy as np
import pytest

from qa.evaluation import annotated
from qa.evaluation.claims import SUPPORTED
from qa.evaluation.fit_entailment import AGAIN, NEWER, again, between
from qa.evaluation.graph import Trained
from qa.evaluation.pairs import Pair
from qa.evaluation.training import BATCH, TOGETHER, Case, batches


def test_what_is_claimed_of_one_passage_is_read_side_by_side() -> None:
    """Read among strangers, a false claim is told by how it is worded, which a user's claim does not give away."""
    random.seed(0)
    cases = [
        Case([0] * random.randint(5, 60), Pair("claim", f"{n}", f"passage {n % 40}", n % 2 == 0, "wording"))
        for n in range(40 * TOGETHER)
    ]
    found = list(batches(cases))
    assert sorted(case.pair.text for batch in found for case in batch) == sorted(case.pair.text for case in cases)
    assert max(len(batch) for batch in found) == BATCH
    for passage in {case.pair.passage for case in cases}:
        assert sum(any(case.pair.passage == passage for case in batch) for batch in found) <= 2


def test_what_is_read_again_is_another_part_in_each_epoch() -> None:
    """Without any of it the model would forget what it knew; with all of it in each, it would take twice as long."""
    random.seed(0)
    articles = annotated.load(held_out=True)
    claims = {claim.text for one in articles for claim in one.claims}
    first, second = again(articles)
    texts = [{pair.text for pair in epoch} & claims for epoch in (first, second)]
    assert len(texts[0]) == pytest.approx(len(claims) / AGAIN["claim"], rel=0.02)
    assert not texts[0] & texts[1]


def test_what_is_read_again_is_right_as_often_in_each_epoch() -> None:
    """A last epoch in which nothing answers would teach that nothing does."""
    random.seed(0)
    for task in AGAIN:
        right = [
            [pair.right for pair in epoch if pair.task == task and pair.kind != SUPPORTED]
            for epoch in again(annotated.load(held_out=True))
        ]
        shares = [sum(epoch) / len(epoch) for epoch in right]
        assert abs(shares[0] - shares[1]) < 0.2


def test_a_model_lies_between_the_two() -> None:
    """What the further training forgot is there in part still."""

    def model(value: float) -> Trained:
        whole = np.full((2, 2), value, np.float32)
        return Trained({"l0.q.w": whole}, whole, np.full(2, value, np.float32))

    mean = between(model(1.0), model(3.0))
    for values in (mean.tensors["l0.q.w"], mean.weights, mean.intercepts):
        assert values == pytest.approx(1 + 2 * NEWER)
