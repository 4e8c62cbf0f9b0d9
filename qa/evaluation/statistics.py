"""How sure a number is: bootstrap intervals, the paired bootstrap, and McNemar's exact test.

Everything resamples questions, since these are what another test set would differ in. The random generator is seeded:
the same scores give the same interval.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Statistic = Callable[[Sequence[Array]], Array]
"""From the means of one or more score columns, one per resample, to the statistic of each resample."""

RESAMPLES = 2000
SEED = 20190425


@dataclass(frozen=True, slots=True)
class Estimate:
    """A statistic with its 95 % interval. `n` counts the questions it rests on; all are None when it is 0."""

    value: float | None
    low: float | None
    high: float | None
    n: int


@dataclass(frozen=True, slots=True)
class Difference:
    """How far the second of two runs is above the first, on the questions both answered."""

    value: float
    low: float
    high: float
    p: float
    """Two-sided, from the paired bootstrap: how often resampling turns the sign."""
    n: int


def only_mean(means: Sequence[Array]) -> Array:
    """The statistic of a plain average over one column."""
    return means[0]


def estimate(columns: Sequence[Sequence[float | None]], statistic: Statistic = only_mean) -> Estimate:
    """Percentile bootstrap (Efron and Tibshirani 1993, ch. 13) of a statistic of column means.

    Each column has one entry per question, None where the metric does not apply to it. Questions are resampled whole,
    so a statistic of two columns (balanced accuracy) keeps what they share. Resamples in which a column is empty are
    dropped.
    """
    table = _table(columns)
    applies = ~np.isnan(table)
    n = int(applies.any(axis=0).sum())
    if not applies.any(axis=1).all():
        return Estimate(None, None, None, n=0)
    value = float(statistic([_means(np.ones((1, table.shape[1])), row) for row in table])[0])
    weights = _resamples(table.shape[1])
    with np.errstate(invalid="ignore"):
        resampled = statistic([_means(weights, row) for row in table])
    low, high = np.nanpercentile(resampled, [2.5, 97.5])
    return Estimate(value, float(low), float(high), n)


def paired(
    before: Sequence[Sequence[float | None]], after: Sequence[Sequence[float | None]], statistic: Statistic = only_mean
) -> Difference | None:
    """Paired bootstrap of a difference between two runs (Berg-Kirkpatrick et al. 2012, with a percentile interval).

    Both hold the same columns for the same questions in the same order. A score missing on one side is left out of
    both; None when a column is left without any.
    """
    first, second = _table(before), _table(after)
    missing = np.isnan(first) | np.isnan(second)
    first[missing] = second[missing] = math.nan
    if missing.all(axis=1).any():
        return None
    weights = np.vstack([np.ones((1, first.shape[1])), _resamples(first.shape[1])])
    differences = statistic([_means(weights, row) for row in second]) - statistic(
        [_means(weights, row) for row in first]
    )
    value, resampled = float(differences[0]), differences[1:][~np.isnan(differences[1:])]
    low, high = np.percentile(resampled, [2.5, 97.5])
    p = 2 * min(float((resampled <= 0).mean()), float((resampled >= 0).mean()))
    return Difference(value, float(low), float(high), min(1.0, p), int((~missing).any(axis=0).sum()))


def mcnemar(before: Sequence[bool], after: Sequence[bool]) -> tuple[int, int, float]:
    """(got worse, got better, p) of McNemar's exact test: discordant pairs are a fair coin under the null hypothesis.

    The p value is two-sided, twice the smaller binomial tail, at most 1 (McNemar 1947; exact form as in Dietterich
    1998).
    """
    worse = sum(b and not a for b, a in zip(before, after, strict=True))
    better = sum(a and not b for b, a in zip(before, after, strict=True))
    discordant = worse + better
    tail = sum(math.comb(discordant, i) for i in range(min(worse, better) + 1)) / 2**discordant
    return worse, better, min(1.0, 2 * tail)


def percentile(values: Sequence[float], share: float) -> float | None:
    """The value below which `share` (0 to 1) of the values lie, interpolated; None without values."""
    return float(np.percentile(np.asarray(values), share * 100)) if values else None


def cohen_kappa(first: Sequence[bool], second: Sequence[bool]) -> float | None:
    """Agreement of two yes/no raters beyond chance (Cohen 1960).

    None without items, and when both always say the same one thing, where chance explains everything.
    """
    if not first:
        return None
    n = len(first)
    observed = sum(a == b for a, b in zip(first, second, strict=True)) / n
    yes = (sum(first) / n, sum(second) / n)
    chance = yes[0] * yes[1] + (1 - yes[0]) * (1 - yes[1])
    return None if chance == 1 else (observed - chance) / (1 - chance)


def _table(columns: Sequence[Sequence[float | None]]) -> Array:
    return np.array([[math.nan if x is None else float(x) for x in column] for column in columns], dtype=np.float64)


def _resamples(n: int) -> Array:
    """How often each of n questions is drawn in each resample: (RESAMPLES, n)."""
    return np.random.default_rng(SEED).multinomial(n, np.full(n, 1 / n), size=RESAMPLES).astype(np.float64)


def _means(weights: Array, row: Array) -> Array:
    """The weighted mean of a column per resample, over the entries that are there."""
    applies = ~np.isnan(row)
    totals = weights @ np.where(applies, row, 0.0)
    counts = weights @ applies.astype(np.float64)
    means: Array = np.divide(totals, counts, out=np.full_like(totals, math.nan), where=counts > 0)
    return means
