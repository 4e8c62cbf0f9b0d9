"""The fit of the support decision learns from what it is given, and its weights are those that the check reads."""

from __future__ import annotations

import json

import numpy as np

from qa.evaluation.claims import Claim
from qa.evaluation.fit_support import Case, fit, fit_open, scored
from qa.weighing import SIGNALS, model_path, odds


def case(number: int, true: bool, cosine: float, settled: bool | None = None) -> Case:
    """A claim with two open spans, the likelier of `cosine`."""
    rows = np.zeros((2, len(SIGNALS)))
    rows[:, SIGNALS.index("cosine")] = cosine, cosine - 0.1
    claim = Claim(f"claim {number}", "supported" if true else "fabricated", number)
    return Case(claim, rows, np.array([0.5, 0.9]), settled)


CASES = [case(n, n % 2 == 0, 0.9 if n % 2 == 0 else 0.8) for n in range(40)]


def test_the_likeliest_span_decides_whatever_was_closest_at_first() -> None:
    """A claim that one span carries is carried, however many others do not."""
    scores = scored(fit_open(CASES), CASES)
    assert min(s for s, c in zip(scores, CASES, strict=True) if c.claim.true) > max(
        s for s, c in zip(scores, CASES, strict=True) if not c.claim.true
    )


def test_what_the_hard_checks_settle_counts_as_they_settled_it() -> None:
    """Figures that left them out would flatter the check."""
    settled = [case(100, True, 0.9, settled=False), case(101, False, 0.9, settled=True)]
    right = fit([*CASES, *settled])["held_out"]["right"]
    assert right["tampered"].startswith("20/21")


def test_the_written_weights_are_the_ones_read() -> None:
    """A weight under another name would silently count for nothing."""
    model = json.loads(model_path().read_text("utf-8"))["model"]
    assert tuple(model["weights"]) == SIGNALS
    assert odds([0.0] * len(SIGNALS)) == model["intercept"]
