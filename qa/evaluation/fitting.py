"""The statistics behind `qa.evaluation.fit_gate`: conditional logit, logistic regression, area under the curve."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from qa.gate import Weights, features
from qa.signals import NAMES

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Asked:
    """One question over one library: a row of signals a sentence, and masks over the rows."""

    rows: Array
    gold: Mask
    """Sentences that hold the answer."""
    paragraph: Mask
    """Sentences of the paragraph that holds it (SQuAD only)."""
    article: Mask
    """Sentences of the whole article it belongs to (SQuAD only)."""
    fold: int
    answerable: bool = True
    on_subject: bool = True
    synthetic: bool = False
    """Whether unanswerable versions are to be made by taking sentences away."""

    @classmethod
    def of(
        cls,
        rows: Sequence[Array],
        gold: Sequence[bool],
        sources: Sequence[str],
        *,
        fold: int,
        own: str = "",
        siblings: frozenset[str] = frozenset(),
        answerable: bool = True,
        on_subject: bool = True,
    ) -> Self:
        """From one entry a sentence; `own` and `siblings` are the sources of its paragraph and of its article."""
        return cls(
            np.array(rows).reshape(len(rows), len(NAMES)),
            np.array(gold, dtype=bool),
            np.array([s == own for s in sources], dtype=bool),
            np.array([s in siblings for s in sources], dtype=bool),
            fold,
            answerable,
            on_subject,
            bool(own),
        )


def fit_ranking(asked: Sequence[Asked], rounds: int = 600, rate: float = 0.5, penalty: float = 2e-3) -> Array:
    """Weights that make the answer's sentences likeliest among their question's sentences."""
    scale = np.concatenate([a.rows for a in asked]).std(axis=0) + 1e-9
    weights = np.zeros(len(scale))
    for _ in range(rounds):
        gradient = np.zeros_like(weights)
        for a in asked:
            rows = a.rows / scale
            logits = rows @ weights
            p = np.exp(logits - logits.max())
            p /= p.sum()
            held = p * a.gold
            gradient += rows.T @ (held / max(held.sum(), 1e-12) - p)
        weights += rate * (gradient / len(asked) - penalty * weights)
    return np.asarray(weights / scale, dtype=np.float64)


def ranked_right(asked: Sequence[Asked], weights: Array, depth: int) -> float:
    """Share of questions with an answering sentence among the first `depth`."""
    hits = [a.gold[np.argsort(-(a.rows @ weights))[:depth]].any() for a in asked]
    return round(float(np.mean(hits)), 3) if hits else 0.0


def examples(asked: Sequence[Asked], ranking: Array, name: str) -> tuple[Array, Array, Array]:
    """Gate features, labels and folds for the model `name`, ``answerable`` or ``subject``."""
    x, y, folds = [], [], []
    for a in asked:
        for keep, label in _cases(a, name):
            if keep.any():
                x.append(features(a.rows[keep], a.rows[keep] @ ranking))
                y.append(label)
                folds.append(a.fold)
    return np.array(x), np.array(y, dtype=np.float64), np.array(folds, dtype=np.float64)


def _cases(a: Asked, name: str) -> list[tuple[Mask, bool]]:
    everything = np.ones(len(a.rows), bool)
    if name == "subject":
        return [(everything, a.on_subject), *([(~a.article, False)] if a.synthetic else [])]
    if not a.synthetic:
        return [(everything, a.answerable)] if a.gold.any() or not a.answerable else []
    return [(everything, True), (~a.gold, False), (~a.paragraph, False)] if a.gold.any() else []


def fit_bounded(x: Array, y: Array, weight: Array, penalty: float, never_for: Sequence[int]) -> Weights:
    """The same as `fit_logistic`, where the features of the columns `never_for` may only speak against.

    One with a weight above zero is left out, and the others fitted again, until there is none.
    """
    used = list(range(x.shape[1]))
    while True:
        model = fit_logistic(x[:, used], y, weight, penalty)
        against = [c for c, w in zip(used, model.weights, strict=True) if w <= 0 or c not in never_for]
        if against == used:
            break
        used = against
    found = dict(zip(used, model.weights, strict=True))
    return Weights(model.intercept, tuple(found.get(column, 0.0) for column in range(x.shape[1])))


def fit_logistic(x: Array, y: Array, weight: Array, penalty: float = 1e-3, offset: Array | float = 0.0) -> Weights:
    """Weighted logistic regression with an L2 penalty, by Newton's method; `offset` are the log odds it is added to."""
    mean, scale = x.mean(axis=0), x.std(axis=0) + 1e-9
    design = np.column_stack([np.ones(len(x)), (x - mean) / scale])
    beta = np.zeros(design.shape[1])
    beta[0] = -np.mean(offset)
    ridge = penalty * len(x) * np.diag([0.0] + [1.0] * x.shape[1])
    for _ in range(60):
        p = 1 / (1 + np.exp(-np.clip(design @ beta + offset, -30, 30)))
        hessian = (design * (weight * p * (1 - p))[:, None]).T @ design + ridge
        step = np.linalg.solve(hessian, design.T @ (weight * (y - p)) - ridge @ beta)
        beta += step
        if np.abs(step).max() < 1e-8:
            break
    slopes = beta[1:] / scale
    return Weights(float(beta[0] - slopes @ mean), tuple(float(s) for s in slopes))


def auc(scores: Array, y: Array) -> float:
    """Area under the ROC curve, by ranks (Mann and Whitney 1947); 0.5 when a class is empty."""
    positives = int(y.sum())
    negatives = len(y) - positives
    if not positives or not negatives:
        return 0.5
    ranks = np.empty(len(scores))
    ranks[np.argsort(scores)] = np.arange(1, len(scores) + 1)
    return round(float((ranks[y == 1].sum() - positives * (positives + 1) / 2) / (positives * negatives)), 3)
