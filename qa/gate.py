"""Does the library speak of what is asked, and does it say it? Estimates from the signals of the best sentences.

The weights in ``gate.json`` are fitted by ``python -m qa.evaluation.fit_gate`` (the ranking of sentences by signals),
``fit_reading`` (what reading them with the question adds to it), ``fit_saying`` (`on_subject` and `says`) and
``fit_among_many`` (`says` in large libraries); the file names the data they come from and what the fits reach on data
they did not see. No threshold on a score is set by hand: `fit_saying` states the share of off-subject requests to
refuse and of answered questions to let through, and sets the intercepts so that even odds reach them on its data.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args

import numpy as np
from numpy.typing import NDArray

from qa.cues import Expects
from qa.question import Question
from qa.reading import TAKEN, Taken
from qa.signals import NAMES, Signals

Array = NDArray[np.float64]
FEATURES = (*NAMES, "odds", "lead", "depth")
"""What the gate looks at: the signals of the best sentence, its log odds, and how far they lie above the second
and above the mean of the first ten."""
DEPTH = 10
READ = 5
"""Best sentences that are read to tell whether one of them answers."""
_KINDS: tuple[Expects, ...] = get_args(Expects)
_NAMED: frozenset[Expects] = frozenset(_KINDS) - {"statement", "other"}
"""Kinds of answer that can be pointed at in a sentence."""
_COUNTED: frozenset[Expects] = frozenset({"number", "length", "money", "age"})
_LEAST = tuple(NAMES.index(name) for name in ("names_missing", "dates_missing"))
_OPEN = TAKEN.index("open_weight")
_OFTEN: tuple[Expects, ...] = ("other", "person", "time", "number", "place")
_APART = ("weakest", "meaning", "slot", "focus", "open_weight", "meaning_around")
_APART_AT = [TAKEN.index(name) for name in _APART]
_READ = tuple(f"{which} {name}" for which in ("first", "best", "mean") for name in TAKEN)
SUBJECT = (*FEATURES, *_READ, "requests", "nameable", "size")
"""What `on_subject` looks at besides: how the best sentence takes up the question, how the best for each feature do,
and how they do on average; whether the user wants something done, or asks for something nameable; and the logarithm of
the number of passages, since among more of them one always comes nearer."""
FEW, MANY = 40, 500
"""Passages of the smallest and of the middle one of the libraries from which `says` is fitted. Among few, all sentences
lie near a question on the subject; among many, how near the best one lies tells more, so the weights are others."""
LARGEST = 1000
"""Passages of the largest library that the fit has seen, about; beyond, the size counts as this."""
SAYING = (
    *("odds", "lead", "depth"),
    *(f"first {name}" for name in NAMES),
    *("best kind_present", "best names_missing", "best dates_missing"),
    *_READ,
    *(f"best {which} {name}" for which in ("named", "counted") for name in TAKEN),
    *(f"{kind} {name}" for kind in _OFTEN for name in (*(f"best {name}" for name in _APART), "lead")),
)
"""What `says` looks at: the best sentence's odds, their lead over the second and over the mean of those read, its
signals; how it takes up the question, how the best for each feature do, and how they do on average, the best once more
for questions that ask for something nameable and for something counted; and for the kinds asked for most often, once
more how far the best take up what is asked and lead. The kind alone is left out: that near misses ask for ages and
names more often than answered questions do is a habit of who wrote them."""


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
def _models() -> dict[str, Any]:
    models: dict[str, Any] = json.loads(gate_path().read_text("utf-8"))["models"]
    return models


@lru_cache(maxsize=1)
def _fitted() -> dict[str, Weights]:
    orders = {"sentence": NAMES, "reading": ("read",), "subject": SUBJECT, "saying": SAYING, "among_many": SAYING}
    return {name: _in_order(model, orders[name]) for name, model in _models().items()}


def _in_order(model: dict[str, Any], names: tuple[str, ...]) -> Weights:
    return Weights(model["intercept"], tuple(model["weights"].get(name, 0.0) for name in names))


def answer_odds(signals: Signals) -> float:
    """Log odds that this sentence answers the question, up to a constant of the question."""
    return _fitted()["sentence"].odds(signals.vector())


def reading_weight() -> float:
    """What the log odds by reading both together add to `answer_odds`, a unit (`qa.evaluation.fit_reading`)."""
    return _fitted()["reading"].weights[0]


def features(rows: Array, odds: Array) -> Array:
    """The gate's features from the signals of all sentences, (sentences, signals), and their log odds."""
    order = np.argsort(-odds)
    best = odds[order[0]]
    second = odds[order[1]] if len(order) > 1 else best
    return np.array([*rows[order[0]], best, best - second, best - odds[order[:DEPTH]].mean()])


def subject_features(question: Question, signals: Sequence[Signals], taken: Sequence[Taken], size: int) -> Array:
    """The features of `SUBJECT` from the signals of every sentence and the best sentences as read, one at least.

    `size` is the number of the library's passages.
    """
    rows = np.array([s.vector() for s in signals])
    odds = np.array([answer_odds(s) for s in signals])
    asked = [float(question.requests), float(question.expects in _NAMED), math.log(max(min(size, LARGEST), 1))]
    return np.array([*features(rows, odds), *np.concatenate(_read(taken)), *asked])


def on_subject(question: Question, signals: Sequence[Signals], taken: Sequence[Taken], size: int) -> bool:
    """Whether the library speaks of what is asked; see `subject_features`, which this may also give nothing at all."""
    return bool(signals) and _fitted()["subject"].odds(subject_features(question, signals, taken, size)) >= 0.0


def _read(taken: Sequence[Taken]) -> tuple[Array, Array, Array]:
    """How the first sentence takes up the question, how the best for each feature do, and how they do on average."""
    read = np.array([t.vector() for t in taken])
    best = read.max(axis=0)
    best[_OPEN] = read[:, _OPEN].min()
    return read[0], best, read.mean(axis=0)


def saying_features(
    expects: Expects, odds: Sequence[float], signals: Sequence[Signals], taken: Sequence[Taken]
) -> Array:
    """The features of `SAYING` from the best sentences, at least one, the likeliest first."""
    rows, (first, best, mean) = np.array([s.vector() for s in signals]), _read(taken)
    parts = [
        [odds[0], odds[0] - odds[min(1, len(odds) - 1)], odds[0] - float(np.mean(odds))],
        rows[0],
        [rows[:, NAMES.index("kind_present")].max(), *(rows[:, i].min() for i in _LEAST)],
        *(first, best, mean, best * (expects in _NAMED), best * (expects in _COUNTED)),
        *(np.append(best[_APART_AT], odds[0] - odds[min(1, len(odds) - 1)]) * (expects == kind) for kind in _OFTEN),
    ]
    return np.concatenate([np.asarray(part, dtype=np.float64) for part in parts])


def says(
    expects: Expects,
    odds: Sequence[float],
    signals: Sequence[Signals],
    taken: Sequence[Taken],
    size: int,
    *,
    surely: bool = False,
) -> bool:
    """Whether one of the best `READ` sentences, at least one given, answers a question that asks for `expects`.

    `size` is the number of the library's passages. `surely` asks for the odds that hardly any near miss reaches: see
    `qa.evaluation.fit_saying`.
    """
    least, row = _models()["saying"]["sure"] if surely else 0.0, saying_features(expects, odds, signals, taken)
    return saying_odds(row) + among_many(size) * _fitted()["among_many"].odds(row) >= least


def saying_odds(row: Array) -> float:
    """Log odds, among few passages, that a question with these features of `SAYING` is answered."""
    return _fitted()["saying"].odds(row)


def among_many(size: int) -> float:
    """How far a library of this many passages is one of many, from 0 at `FEW` to 1 at `MANY`."""
    return min(max(math.log(max(size, 1) / FEW) / math.log(MANY / FEW), 0.0), 1.0)
