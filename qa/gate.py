"""Does the library speak of what is asked? A calibrated estimate from the signals of the best sentences.

The weights in ``gate.json`` are fitted by ``python -m qa.evaluation.fit_gate``; the file names the data they come from
and what the fit reaches on data it did not see. No threshold is set by hand: the odds decide when they are even.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa.signals import NAMES, Signals

Array = NDArray[np.float64]
FEATURES = (*NAMES, "odds", "lead", "depth")
"""What the gate looks at: the signals of the best sentence, its log odds, and how far they lie above the second
and above the mean of the first ten."""
DEPTH = 10


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic model: log odds = intercept + weights · features."""

    intercept: float
    weights: tuple[float, ...]

    def odds(self, row: Array) -> float:
        """Log odds of one row of features."""
        return self.intercept + float(np.dot(self.weights, row))


def gate_path() -> Path:
    """Where the fitted weights are."""
    return Path(__file__).with_name("gate.json")


@lru_cache(maxsize=1)
def _fitted() -> dict[str, Weights]:
    raw = json.loads(gate_path().read_text("utf-8"))
    return {name: _in_order(m, NAMES if name == "sentence" else FEATURES) for name, m in raw["models"].items()}


def _in_order(model: dict[str, Any], names: tuple[str, ...]) -> Weights:
    return Weights(model["intercept"], tuple(model["weights"].get(name, 0.0) for name in names))


def answer_odds(signals: Signals) -> float:
    """Log odds that this sentence answers the question, up to a constant of the question."""
    return _fitted()["sentence"].odds(signals.vector())


def features(rows: Array, odds: Array) -> Array:
    """The gate's features from the signals of all sentences, (sentences, signals), and their log odds."""
    order = np.argsort(-odds)
    best = odds[order[0]]
    second = odds[order[1]] if len(order) > 1 else best
    return np.array([*rows[order[0]], best, best - second, best - odds[order[:DEPTH]].mean()])


def on_subject(signals: list[Signals]) -> bool:
    """Whether the library speaks of what is asked, from the signals of every sentence of the evidence."""
    if not signals:
        return False
    rows = np.array([s.vector() for s in signals])
    odds = np.array([answer_odds(s) for s in signals])
    return _fitted()["subject"].odds(features(rows, odds)) >= 0.0
