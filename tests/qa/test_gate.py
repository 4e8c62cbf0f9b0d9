"""The gate's fitted models: that each weighs what it is given."""

from __future__ import annotations

import json

import pytest

from qa.gate import SAYING, SUBJECT, gate_path, reading_weight

MODELS = json.loads(gate_path().read_text("utf-8"))["models"]


@pytest.mark.parametrize(
    ("model", "features"),
    [("reading", ("read",)), ("subject", SUBJECT), ("saying", SAYING), ("among_many", SAYING)],
)
def test_every_model_weighs_what_it_is_given(model: str, features: tuple[str, ...]) -> None:
    """A feature that a fit forgot would count nothing, and nobody would see it."""
    assert set(MODELS[model]["weights"]) == set(features)
    assert any(MODELS[model]["weights"].values())


def test_reading_moves_what_answers_up() -> None:
    """With a weight below zero, what answers would be quoted last."""
    assert reading_weight() > 0
