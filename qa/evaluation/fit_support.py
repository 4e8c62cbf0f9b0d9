"""Fit the decision of `qa.weighing`: ``python -m qa.evaluation.fit_support [--write]``.

The data are the labelled claims of `qa.evaluation.claims`, checked against one library of all their articles. A claim
with a verbatim span, or whose spans are all refused whatever speaks for them, is decided without the model. For the
others it is a logistic regression on the claim's likeliest span: which span that is depends on the weights, so the two
are found by turns, from the span closest in meaning on (the likeliest instance of each bag: Andrews et al. 2002).
Claims on one article are scored by weights fitted without that article and its fold. On these scores the intercept is
set so that `CAUGHT` of the tampered claims on the project's subject do not pass: the share is chosen, the threshold
follows. That is done with what reading claim and span together tells, on the claims that the model which reads them
(`qa.evaluation.fit_entailment`) was not trained on, by the `qa.spans.READ` spans that the check reads; and without, on
all.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa.checking import PASSAGES
from qa.entailment import entailed
from qa.evaluation.claims import Claim, library, load
from qa.evaluation.fitting import Array, auc, fit_bounded
from qa.evidence import Evidence
from qa.facts.source import of_span, read_beside
from qa.gate import Weights
from qa.spans import READ, Weighed, weigh
from qa.support import bare
from qa.weighing import DOUBTS, ENTAILMENT, GRAVE, PLAIN, SPEAKS, doubts, grave, model_path, read_together

CAUGHT = 0.92
"""Share of the tampered claims on the project's subject that the check refuses."""
PENALTY = 0.001
FEATURES = (*PLAIN, *GRAVE, *ENTAILMENT)
"""What a row of a case holds; only the first of it, where claim and span cannot be read together."""
FOLDS = 8
TURNS = 6


@dataclass(frozen=True)
class Case:
    """A claim with the features and meaning of its open spans; `settled` is the verdict when nothing is open."""

    claim: Claim
    features: Array
    meanings: Array
    settled: bool | None


def cases(home: Path) -> Iterator[Case]:
    """Every labelled claim, checked as ``tumen check`` does."""
    with library(home) as opened:
        for claim in load():
            evidence = Evidence.gather(claim.text, opened, k=PASSAGES)
            text = bare(claim.text, evidence)[0]
            weighed = weigh(text, evidence, thoroughly=True)
            left = [w for w in weighed if not w.verbatim and np.isfinite(w.odds)]
            verbatim = any(w.verbatim for w in weighed)
            settled = verbatim if verbatim or not left else None
            rows = np.array([_row(text, w, read=not claim.teaches) for w in left])
            yield Case(claim, rows.reshape(len(left), len(FEATURES)), np.array([w.meaning for w in left]), settled)


def _row(claim: str, weighed: Weighed, *, read: bool) -> tuple[float, ...]:
    """The features of an open span, with what tells who read it together with the claim, or nothing of that."""
    together = entailed(*read_beside(claim, of_span(weighed.span))) if read else 0.0
    kinds = grave(weighed.meaning, weighed.found)
    return (
        *weighed.signals,
        *doubts(weighed.meaning, weighed.found),
        *kinds,
        *read_together(weighed.signals, together),
    )


def fit_open(left: Sequence[Case]) -> Weights:
    """Weights from cases that are not settled, by turns with each case's likeliest span."""
    labels = np.array([case.claim.true for case in left], dtype=np.float64)
    weight = np.array([case.claim.weight for case in left])
    weight /= weight.mean()
    chosen = [int(case.meanings.argmax()) for case in left]
    against = [column for column in range(left[0].features.shape[1]) if FEATURES[column] in (*DOUBTS, *GRAVE)]
    for _ in range(TURNS):
        rows = np.array([case.features[i] for case, i in zip(left, chosen, strict=True)])
        model = fit_bounded(rows, labels, weight, PENALTY, against)
        chosen = [int((case.features @ np.array(model.weights)).argmax()) for case in left]
    return model


def scored(model: Weights, left: Sequence[Case]) -> Array:
    """Log odds of each case by its likeliest span."""
    return np.array([model.intercept + float((case.features @ np.array(model.weights)).max()) for case in left])


def as_read(case: Case) -> Case:
    """The case as it is where claim and span are read together: the first spans, but those that this does not save."""
    rows, meanings = case.features[:READ], case.meanings[:READ]
    open_ones = ~_gravely_doubted(rows) | (rows[:, -len(ENTAILMENT) :].sum(axis=1) >= SPEAKS)
    return _left(case, rows[open_ones], meanings[open_ones])


def unread(case: Case) -> Case:
    """The case as it is where claim and span are not read together: what only that can outweigh refuses a span."""
    open_ones = ~_gravely_doubted(case.features)
    return _left(case, case.features[open_ones, : len(PLAIN)], case.meanings[open_ones])


def _gravely_doubted(rows: Array) -> NDArray[np.bool_]:
    return np.asarray(rows[:, len(PLAIN) : len(PLAIN) + len(GRAVE)].any(axis=1))


def _left(case: Case, rows: Array, meanings: Array) -> Case:
    """The case with these of its spans; refused when none is left open."""
    settled = case.settled if case.settled is not None or len(rows) else False
    return Case(case.claim, rows, meanings, settled)


def fit(everything: Sequence[Case]) -> dict[str, Any]:
    """The models, and what the check reaches on articles that they were not fitted on."""
    measured = [as_read(case) for case in everything if not case.claim.teaches]
    together, alone = _fitted(measured), _fitted([unread(case) for case in everything])
    return {
        "alone": alone.written,
        "together": together.written,
        "held_out": {"together": together.told, "alone": alone.told},
    }


@dataclass(frozen=True)
class _Model:
    """A fitted model as it stands in ``support.json``, and what it reaches."""

    written: dict[str, Any]
    told: dict[str, Any]


def _fitted(everything: Sequence[Case]) -> _Model:
    left = [case for case in everything if case.settled is None]
    scores = _held_out(left)
    least = _least(everything, scores, CAUGHT)
    labels = np.array([case.claim.true for case in left], dtype=np.float64)
    told = {"left open": len(left), "AUC of these": auc(scores, labels), "right": _right(everything, scores > least)}
    return _Model(_written(fit_open(left), least), told)


def _held_out(left: Sequence[Case]) -> Array:
    """Log odds of each case by weights fitted without its article and fold."""
    scores, folds = np.zeros(len(left)), np.array([case.claim.article // 2 % FOLDS for case in left])
    for fold in range(FOLDS):
        model = fit_open([case for case, f in zip(left, folds, strict=True) if f != fold])
        scores[folds == fold] = scored(model, [case for case, f in zip(left, folds, strict=True) if f == fold])
    return scores


def _least(everything: Sequence[Case], scores: Array, share: float) -> float:
    """The log odds below which this share of the tampered claims on the subject lie."""
    open_ones = iter(scores)
    whole = [next(open_ones) if case.settled is None else np.inf if case.settled else -np.inf for case in everything]
    tampered = [s for s, case in zip(whole, everything, strict=True) if case.claim.on_subject and not case.claim.true]
    return float(np.quantile(tampered, share, method="higher"))


def _written(model: Weights, least: float) -> dict[str, Any]:
    """A model as it stands in ``support.json``, with `least` as its even odds."""
    named = {name: round(weight, 4) for name, weight in zip(FEATURES, model.weights, strict=False)}
    return {"intercept": round(model.intercept - least, 4), "weights": named}


def _right(everything: Sequence[Case], passed: NDArray[np.bool_]) -> dict[str, str]:
    """How many claims of each kind are told right, when those of the open ones pass."""
    open_ones, right, total = iter(passed), Counter[str](), Counter[str]()
    for case in everything:
        verdict = bool(next(open_ones)) if case.settled is None else case.settled
        whole = "true" if case.claim.true else "tampered"
        for kind in (case.claim.kind, whole, *([f"{whole}, on the subject"] if case.claim.on_subject else [])):
            total[kind] += 1
            right[kind] += verdict == case.claim.true
    return {kind: f"{right[kind]}/{n} = {right[kind] / n:.3f}" for kind, n in sorted(total.items())}


def main() -> None:
    """Check, fit, print; write ``qa/support.json`` when told to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, help="keep the library here, so that a second run embeds nothing")
    parser.add_argument("--write", action="store_true", help="write the weights into qa/support.json")
    told = parser.parse_args()
    with TemporaryDirectory() as scratch:
        fitted = fit(list(cases(told.home or Path(scratch))))
    written = json.dumps(fitted, indent=1)
    sys.stdout.write(written + "\n")
    if told.write:
        model_path().write_text(written + "\n", "utf-8")


if __name__ == "__main__":
    main()
