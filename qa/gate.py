"""Is the evidence enough to answer at all? A calibrated estimate from the signals of the best sentences.

The weights in ``gate.json`` are fitted by ``python -m qa.evaluation.fit_gate`` (logistic regression); the file names
the data they come from. No threshold is set by hand.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import numpy as np

from qa.signals import Signals


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic model: log odds = intercept + weights · features."""

    intercept: float
    weights: tuple[float, ...]

    def odds(self, features: Any) -> float:
        """Log odds for one feature vector."""
        return self.intercept + float(np.dot(self.weights, features))


@lru_cache(maxsize=1)
def _fitted() -> dict[str, Weights]:
    raw = json.loads(resources.files("qa").joinpath("gate.json").read_text("utf-8"))
    return {name: Weights(w["intercept"], tuple(w["weights"].values())) for name, w in raw["models"].items()}


def answer_odds(signals: Signals) -> float:
    """Log odds that this sentence answers the question."""
    return _fitted()["sentence"].odds(signals.vector())


def enough(best: Signals | None, *, reads: bool = False) -> bool:
    """Whether to answer.

    With `reads`, a language model will read the passages and its answer will be proven afterwards, so only what is off
    the subject is refused here.
    """
    if best is None:
        return False
    name = "subject" if reads else "answerable"
    return _fitted()[name].odds(best.vector()) >= 0.0
