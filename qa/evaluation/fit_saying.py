"""Fit the models `subject` and `saying` of `qa.gate`: ``python -m qa.evaluation.fit_saying --articles DIR [--write]``.

The data, each asked of a library of its own:

* `gate_articles.yaml`, short articles written for this, each with questions that it answers and near misses that no
  article answers;
* the articles of DIR with the questions over them of `gate_questions.yaml`, and the seeds;
* the requests off the subject of `gate_questions.yaml`, asked of all three libraries.

`subject` tells the requests off the subject from the answered questions, `saying` the answered questions of the first
two libraries from their near misses; each library and each kind weighs the same. Both are logistic regressions. A
question is scored by weights fitted without its article, or without its fifth of the others; on these scores the
intercepts are set, so that `ANSWERED` of the answered questions, half of them of each library, pass `saying`, and
`OFF_SUBJECT` of the requests off the subject of the other two libraries, which are of one subject each as users'
libraries are, do not pass both. Where a model's answer had to be withheld, the articles are quoted if `saying` lies
above the score that `SURE` of the near misses stay below. These three shares are chosen; the thresholds follow.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa.evaluation.fitting import Array, Mask, auc, fit_logistic
from qa.evaluation.gate_cases import REAL, SEEDS, WRITTEN, Case, cases
from qa.gate import SAYING, SUBJECT, Weights, gate_path

OFF_SUBJECT = 0.95
"""Share of the requests off the subject that are refused."""
ANSWERED = 0.92
"""Share of the answered questions that `saying` lets through: a refusal of what the articles say is worse than a
quotation too many, which shows what it rests on."""
SURE = 0.95
"""Share of the near misses that are refused where a question is answered only if it surely can be."""
SUBJECT_PENALTY, SAYING_PENALTY = 0.01, 0.1
FOLDS = 5
Keep = Callable[[dict[str, Any], dict[str, Any]], None]


def fit(asked: list[Case]) -> dict[str, Any]:
    """Both models, and what they reach on questions they were not fitted on."""
    answered, near = np.array([c.answered for c in asked]), np.array([c.near for c in asked])
    off, group = ~(answered | near), np.array([c.group for c in asked])
    written, same = np.array([c.library == WRITTEN for c in asked]), np.array([c.same_language for c in asked])
    kinds = np.array([f"{c.library} {c.answered}" for c in asked])
    subject, subject_scores = fitted(
        np.array([c.subject for c in asked]), answered, group, ~near, alike(kinds, ~near), SUBJECT_PENALTY
    )
    saying, saying_scores = fitted(
        np.array([c.saying for c in asked]),
        *(answered, group, ~off),
        alike(kinds, ~off),
        SAYING_PENALTY,
    )
    least_saying = reached_by(saying_scores[answered], alike(kinds, answered)[answered], ANSWERED)
    says = (saying_scores >= least_saying) | ~same
    sure = reached_by(saying_scores[near], alike(kinds, near)[near], 1 - SURE)
    least_subject = _least_subject(subject_scores[off & ~written], says[off & ~written])
    passes = (subject_scores >= least_subject) & says
    return {
        "models": {
            "subject": named(subject, least_subject, SUBJECT),
            "saying": named(saying, least_saying, SAYING) | {"sure": round(sure - least_saying, 4)},
        },
        "held_out": {
            name: {
                "subject AUC": auc(subject_scores[here & ~near], answered[here & ~near].astype(np.float64)),
                "saying AUC": auc(saying_scores[here & ~off], answered[here & ~off].astype(np.float64)),
                "answered": _share(passes[here & answered]),
                "near misses refused": _share(~passes[here & near]),
                "off the subject refused": _share(~passes[here & off]),
            }
            for name in (WRITTEN, REAL, SEEDS)
            if (here := np.array([c.library == name for c in asked])).any()
        },
    }


def reached_by(scores: Array, weight: Array, share: float) -> float:
    """The score of `saying` that this share of the questions reach, each counted by its weight."""
    order = np.argsort(scores)
    below = np.cumsum(weight[order]) / weight.sum()
    return float(scores[order][np.searchsorted(below, 1 - share)])


def _least_subject(scores: Array, says: Mask) -> float:
    """The least score of `subject` with which no more than 1 - `OFF_SUBJECT` of these requests pass both models."""
    return next(
        float(score) for score in [*np.sort(scores), np.inf] if ((scores >= score) & says).mean() <= 1 - OFF_SUBJECT
    )


def fitted(
    x: Array,
    labels: Mask,
    group: NDArray[np.int_],
    use: Mask,
    weight: Array,
    penalty: float,
    offset: Array | None = None,
) -> tuple[Weights, Array]:
    """A model of the rows in `use`, added to `offset`, and the score of every row by a model of the other folds."""
    y, fold, scores = labels.astype(np.float64), group % FOLDS, np.zeros(len(labels))
    before = np.zeros(len(labels)) if offset is None else offset

    def of(rows: Mask) -> Weights:
        return fit_logistic(x[rows], y[rows], weight[rows], penalty, before[rows])

    for held in range(FOLDS):
        model = of(use & (fold != held))
        scores[fold == held] = model.intercept + x[fold == held] @ np.array(model.weights)
    return of(use), scores


def named(model: Weights, least: float, names: tuple[str, ...]) -> dict[str, Any]:
    """A model as it stands in ``gate.json``, with `least` as its even odds."""
    return {
        "intercept": round(model.intercept - least, 4),
        "weights": {n: round(w, 4) for n, w in zip(names, model.weights, strict=True)},
    }


def _share(passed: Mask) -> float | None:
    return round(float(passed.mean()), 3) if len(passed) else None


def alike(kinds: NDArray[np.str_], use: Mask) -> Array:
    """Weights, 1 on average, with which every kind among the rows in `use` weighs the same."""
    names, which, counts = np.unique(kinds[use], return_inverse=True, return_counts=True)
    weight = np.zeros(len(kinds))
    weight[use] = (len(which) / len(names)) / counts[which]
    return weight


def command(description: str, find: Callable[[Path, Path], dict[str, Any]], keep: Keep) -> None:
    """Run a fit: `find` it over a folder for its libraries and the articles asked about, print it, `keep` it if told.

    `keep` puts what was found into what ``gate.json`` holds.
    """
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, required=True, help="what gate_questions.yaml asks about")
    parser.add_argument("--home", type=Path, help="keep the libraries here, so that a second run embeds nothing")
    parser.add_argument("--write", action="store_true", help="write the weights into qa/gate.json")
    told = parser.parse_args()
    with TemporaryDirectory() as scratch:
        found = find(told.home or Path(scratch), told.articles)
    sys.stdout.write(json.dumps(found, indent=1) + "\n")
    if told.write:
        kept = json.loads(gate_path().read_text("utf-8"))
        keep(kept, found)
        gate_path().write_text(json.dumps(kept, indent=1) + "\n", "utf-8")


def _keep(kept: dict[str, Any], found: dict[str, Any]) -> None:
    kept["models"].update(found["models"])
    kept["held_out"]["saying"] = found["held_out"]


def main() -> None:
    """Ask, fit, print; write ``qa/gate.json`` when told to."""
    command(__doc__ or "", lambda home, articles: fit(list(cases(home, articles))), _keep)


if __name__ == "__main__":
    main()
