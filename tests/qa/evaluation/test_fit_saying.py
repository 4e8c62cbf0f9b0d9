"""Fitting the models that refuse."""

from __future__ import annotations

import numpy as np

from qa.evaluation.fit_saying import ANSWERED, OFF_SUBJECT, fit
from qa.evaluation.gate_cases import REAL, WRITTEN, Case
from qa.gate import SAYING, SUBJECT


def test_the_gate_refuses_and_answers_the_shares_that_the_fit_states() -> None:
    """Without this the gate's operating point would be an accident of how many questions of each class there are."""
    random = np.random.default_rng(7)

    def case(library: str, about: float, answers: float, group: int, *, answered: bool, near: bool) -> Case:
        subject, saying = random.normal(size=len(SUBJECT)), random.normal(size=len(SAYING))
        subject[0] += about
        saying[0] += answers
        return Case(library, subject, saying, True, answered, near, group)

    cases = [
        case(library, about, answers, i, answered=answered, near=near)
        for library in (WRITTEN, REAL)
        for about, answers, answered, near, n in (
            (3, 3, True, False, 200),
            (3, 0, False, True, 100),
            (0, 2, False, False, 100),
        )
        for i in range(n)
    ]
    fitted = fit(cases)
    reached = fitted["held_out"]
    assert abs(reached[REAL]["off the subject refused"] - OFF_SUBJECT) <= 0.011
    assert reached[WRITTEN]["answered"] <= ANSWERED
    assert reached[WRITTEN]["subject AUC"] > 0.9
    assert max(fitted["models"]["saying"]["weights"], key=fitted["models"]["saying"]["weights"].get) == SAYING[0]
