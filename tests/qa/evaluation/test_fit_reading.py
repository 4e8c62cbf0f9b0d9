"""Fitting what reading a sentence with the question adds to its odds."""

from __future__ import annotations

import numpy as np
import pytest

from qa.evaluation.fit_reading import fit, weight_of
from qa.evaluation.fitting import Asked


def questions(signals: float, read: float) -> list[Asked]:
    """Questions of ten sentences, the first of which answers; by how much its odds and its reading lie above."""
    random, found = np.random.default_rng(7), []
    for n in range(30):
        rows = random.normal(size=(10, 2))
        rows[0] += (signals, read)
        gold = np.arange(10) == 0
        found.append(Asked(rows, gold, ~gold, ~gold, fold=n % 5))
    return found


def test_what_tells_more_weighs_more() -> None:
    """A weight that does not follow the data would put what only sounds right before what answers."""
    assert weight_of(questions(1.0, 2.0)) > 1.2 > 0.8 > weight_of(questions(2.0, 1.0)) > 0.2


def test_what_is_reached_is_told_of_questions_that_did_not_decide() -> None:
    """The figures in ``gate.json`` are what a user may expect."""
    found = fit(questions(1.0, 2.0))
    told = found["held_out"]
    assert told["first"] > told["first by signals alone"] + 0.1
    assert told["in three"] >= told["first"]
    assert found["model"]["weights"]["read"] > 0


def test_signals_that_tell_nothing_are_no_unit() -> None:
    """The weight is a share of theirs: of less than nothing there is none."""
    with pytest.raises(ValueError, match="nothing"):
        weight_of(questions(-2.0, 2.0))
