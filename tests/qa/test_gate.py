"""The gate's fitted models: that each is there, and what reading sentences with the question does to them."""

from __future__ import annotations

import json
import math
from typing import get_args

import numpy as np
import pytest

from qa import gate
from qa.cues import Expects
from qa.gate import ANSWERS, SAYING, SUBJECT, answers_features, gate_path, says
from qa.reading import TAKEN, Taken
from qa.signals import NAMES, Signals

MODELS = json.loads(gate_path().read_text("utf-8"))["models"]


@pytest.mark.parametrize(
    ("model", "features"),
    [
        ("subject", SUBJECT),
        ("saying", SAYING),
        ("among_many", SAYING),
        ("reading", ("read",)),
        ("answers", ANSWERS),
    ],
)
def test_every_model_weighs_what_it_is_given(model: str, features: tuple[str, ...]) -> None:
    """A feature that a fit forgot would count nothing, and nobody would see it."""
    assert set(MODELS[model]["weights"]) == set(features)
    assert any(MODELS[model]["weights"].values())


def test_reading_moves_what_answers_up() -> None:
    """With a weight below zero, what answers would be quoted last."""
    assert gate.reading_weight() > 0
    better, worse = answers_features([4.0, 1.0, -2.0]), answers_features([-3.0, -4.0, -4.0])
    weights = np.array([MODELS["answers"]["weights"][name] for name in ANSWERS])
    assert weights @ better > weights @ worse


@pytest.mark.parametrize("expects", get_args(Expects))
@pytest.mark.parametrize("size", [10, 1000])
def test_what_is_read_to_answer_passes_and_what_is_not_does_not(expects: Expects, size: int) -> None:
    """Words that come back tell nothing of whether a sentence answers; where it was read, that decides."""
    signals = [Signals(*[0.5] * len(NAMES))] * 5
    taken = [Taken(*[0.5] * len(TAKEN))] * 5
    told = gate.says_odds(gate.saying_features(expects, [0.0] * 5, signals, taken), size)
    weights = sum(MODELS["answers"]["weights"].values())
    even = -(told + MODELS["answers"]["intercept"]) / weights
    assert math.isfinite(even)
    assert says(expects, [0.0] * 5, signals, taken, size, [even + 0.1] * 5)
    assert not says(expects, [0.0] * 5, signals, taken, size, [even - 0.1] * 5)
    surely = says(expects, [0.0] * 5, signals, taken, size, surely=True)
    assert surely == says(expects, [0.0] * 5, signals, taken, size, [even + 0.1] * 5, surely=True)
