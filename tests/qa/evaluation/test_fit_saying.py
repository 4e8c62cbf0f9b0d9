"""Fitting the models that refuse."""

from __future__ import annotations

import numpy as np

from qa.evaluation.fit_saying import ANSWERED, OFF_SUBJECT, Case, fit
from qa.gate import FEATURES, SAYING


def test_the_gate_refuses_and_answers_the_shares_that_the_fit_states() -> None:
    """Without this the gate's operating point would be an accident of how many questions of each class there are."""
    random = np.random.default_rng(7)

    def case(about: float, answers: float, group: int, *, answered: bool, near: bool) -> Case:
        subject, saying = random.normal(size=len(FEATURES)), random.normal(size=len(SAYING))
        subject[0] += about
        saying[0] += answers
        return Case(subject, saying, answered, near, group)

    cases = [
        *(case(3, 3, i, answered=True, near=False) for i in range(200)),
        *(case(3, 0, i, answered=False, near=True) for i in range(100)),
        *(case(0, 0, i, answered=False, near=False) for i in range(100)),
    ]
    fitted = fit(cases)
    reached = fitted["held_out"]
    assert abs(reached["off the subject refused by subject alone"] - OFF_SUBJECT) <= 0.011
    assert reached["answered"] <= ANSWERED
    assert reached["subject AUC"] > 0.9
    assert max(fitted["models"]["saying"]["weights"], key=fitted["models"]["saying"]["weights"].get) == SAYING[0]
