"""Fit the decision of `qa.weighing`: ``python -m qa.evaluation.fit_support [--write]``.

The data are the labelled claims of `qa.evaluation.claims`, checked against one library of all their articles. A claim
with a verbatim span, or whose spans are all refused whatever speaks for them, is decided without the model. For the
others it is a logistic regression on the claim's likeliest span: which span that is depends on the weights, so the two
are found by turns, from the span closest in meaning on (the likeliest instance of each bag: Andrews et al. 2002).
Claims on one article are scored by weights fitted without that article and its fold. On these scores the intercept is
set so that `CAUGHT` of the tampered claims on the project's subject do not pass; this share is chosen, the threshold
follows from it.
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

from qa.checking import PASSAGES
from qa.evaluation.claims import Claim, library, load
from qa.evaluation.fitting import Array, auc, fit_bounded
from qa.evidence import Evidence
from qa.gate import Weights
from qa.spans import weigh
from qa.support import bare
from qa.weighing import DOUBTS, SIGNALS, doubts, model_path

CAUGHT = 0.9
"""Share of the tampered claims on the project's subject that the check as a whole refuses."""
PENALTY = 0.001
FEATURES = (*SIGNALS, *DOUBTS)
"""What a row of a case holds."""
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
            weighed = weigh(bare(claim.text, evidence)[0], evidence, thoroughly=True)
            left = [w for w in weighed if not w.verbatim and np.isfinite(w.odds)]
            verbatim = any(w.verbatim for w in weighed)
            settled = verbatim if verbatim or not left else None
            rows = np.array([(*w.signals, *doubts(w.meaning, w.found)) for w in left])
            yield Case(claim, rows.reshape(len(left), len(FEATURES)), np.array([w.meaning for w in left]), settled)


def fit_open(left: Sequence[Case]) -> Weights:
    """Weights from cases that are not settled, by turns with each case's likeliest span."""
    labels = np.array([case.claim.true for case in left], dtype=np.float64)
    weight = np.array([case.claim.weight for case in left])
    weight /= weight.mean()
    chosen = [int(case.meanings.argmax()) for case in left]
    against = range(len(SIGNALS), len(FEATURES))
    for _ in range(TURNS):
        rows = np.array([case.features[i] for case, i in zip(left, chosen, strict=True)])
        model = fit_bounded(rows, labels, weight, PENALTY, against)
        chosen = [int((case.features @ np.array(model.weights)).argmax()) for case in left]
    return model


def scored(model: Weights, left: Sequence[Case]) -> Array:
    """Log odds of each case by its likeliest span."""
    return np.array([model.intercept + float((case.features @ np.array(model.weights)).max()) for case in left])


def _least(everything: Sequence[Case], held_out: Array) -> float:
    """The log odds below which `CAUGHT` of the tampered claims on the subject lie."""
    open_ones = iter(held_out)
    scores = [next(open_ones) if case.settled is None else np.inf if case.settled else -np.inf for case in everything]
    tampered = [s for s, case in zip(scores, everything, strict=True) if case.claim.on_subject and not case.claim.true]
    return float(np.quantile(tampered, CAUGHT, method="higher"))


def fit(everything: Sequence[Case]) -> dict[str, Any]:
    """The model, and what the whole check reaches on articles that the model was not fitted on."""
    left = [case for case in everything if case.settled is None]
    held_out = np.zeros(len(left))
    folds = np.array([case.claim.article % FOLDS for case in left])
    for fold in range(FOLDS):
        model = fit_open([case for case, f in zip(left, folds, strict=True) if f != fold])
        held_out[folds == fold] = scored(model, [case for case, f in zip(left, folds, strict=True) if f == fold])
    model, labels = fit_open(left), np.array([case.claim.true for case in left])
    least = _least(everything, held_out)
    verdicts = {case.claim.text: bool(score > least) for case, score in zip(left, held_out, strict=True)}
    verdicts |= {case.claim.text: case.settled for case in everything if case.settled is not None}
    right, total = Counter[str](), Counter[str]()
    for case in everything:
        whole = "true" if case.claim.true else "tampered"
        for kind in (case.claim.kind, whole, *([f"{whole}, on the subject"] if case.claim.on_subject else [])):
            total[kind] += 1
            right[kind] += verdicts[case.claim.text] == case.claim.true
    return {
        "model": {
            "intercept": round(model.intercept - least, 4),
            "weights": {n: round(w, 4) for n, w in zip(FEATURES, model.weights, strict=True)},
        },
        "held_out": {
            "AUC of what is left open": auc(held_out, labels.astype(np.float64)),
            "left open": len(left),
            "right": {kind: f"{right[kind]}/{n} = {right[kind] / n:.3f}" for kind, n in sorted(total.items())},
        },
    }


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
