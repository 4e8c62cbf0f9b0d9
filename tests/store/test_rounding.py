"""Matrices of eight bits: what they lose is half a step of each weight, and nothing of what is multiplied apart."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from store.rounding import STEPS, Evening, unrounded


def evening(inputs: int, apart: list[int], seed: int) -> Evening:
    factor = np.random.default_rng(seed).uniform(0.2, 5, inputs).astype(np.float32)
    factor[apart] = 0
    return Evening(factor, np.array(apart, dtype=np.int64))


@given(st.integers(0, 10_000), st.integers(1, 9), st.integers(4, 12))
@settings(max_examples=60, deadline=None)
def test_a_weight_is_half_a_step_off_at_most(seed: int, outputs: int, inputs: int) -> None:
    """More would make claims pass or fail by how the model is stored."""
    weights = np.random.default_rng(seed).normal(0, 1, (outputs, inputs)).astype(np.float32)
    even = evening(inputs, [1, 3], seed)
    parts = even.rounded(weights)
    back = unrounded(parts, even.factor)
    step = parts["w.scales"][:, None] * even.factor
    assert parts["w"].dtype == np.int8 and np.abs(parts["w"]).max() <= STEPS
    assert (np.abs(back - weights) <= step * 0.5 + 1e-5).all()


def test_what_is_multiplied_apart_stays_as_it_is() -> None:
    """The few places ten times as large as the rest are why there are such."""
    weights = np.array([[1.0, -700.123, 2.0], [0.5, 3.25, -1.0]], dtype=np.float32)
    even = evening(3, [1], 0)
    parts = even.rounded(weights)
    assert np.array_equal(unrounded(parts, even.factor)[:, 1], weights[:, 1])
    assert not parts["w"][1].any()


def test_an_output_without_weights_stays_zero() -> None:
    """A division by nothing would leave no number at all, and every vector with it."""
    even = evening(4, [], 1)
    parts = even.rounded(np.zeros((2, 4), dtype=np.float32))
    assert np.isfinite(parts["w.scales"]).all() and not unrounded(parts, even.factor).any()
    assert "apart" not in parts
