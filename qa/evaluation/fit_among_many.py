"""Fit the model `among_many` of `qa.gate`: ``python -m qa.evaluation.fit_among_many --articles DIR [--write]``.

What tells an answered question from a near miss depends on the size of the library: among few passages all lie near a
question on the subject, among many it tells something that one does. `among_many` is what is added to `saying` there,
a logistic regression with the odds of `saying` as its offset. The data are the questions of `gate_questions.yaml`
over the articles of DIR, and those of `labelled_questions.yaml` over the articles of ``labelled`` among others; each
library and each kind weighs the same. A question is scored by weights fitted without its article, or without its
fifth; by these scores the intercept is set so that `ANSWERED` of the answered questions, half of them of each
library, pass.

It is fitted after `qa.evaluation.fit_saying`, whose models it leaves as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from qa.evaluation import labelled_questions
from qa.evaluation.claims import library as labelled_library
from qa.evaluation.fit_saying import (
    ANSWERED,
    SAYING_PENALTY,
    alike,
    command,
    fitted,
    named,
    reached_by,
)
from qa.evaluation.fitting import auc
from qa.evaluation.gate_cases import DATA, REAL, Case, ask, asked_of_articles
from qa.evaluation.questions import load as load_questions
from qa.gate import SAYING, saying_odds
from store import Library

LABELLED = "labelled"


def cases(home: Path, articles: Path) -> Iterator[Case]:
    """Every question, asked of its library; the libraries are kept in `home`."""
    with Library.open(home / "real", seeds=False) as library:
        library.add([articles])
        yield from asked_of_articles(library, load_questions(DATA / "gate_questions.yaml"))
    with labelled_library(home / "labelled") as library:
        for asked in labelled_questions.load():
            answered = asked.evidence is not None
            yield ask(LABELLED, asked.question, library, asked.article, answered=answered, near=not answered)


def fit(asked: list[Case]) -> dict[str, Any]:
    """The model, and what it reaches with `saying` on questions it was not fitted on."""
    rows, answered = np.array([c.saying for c in asked]), np.array([c.answered for c in asked])
    group, library = np.array([c.group for c in asked]), np.array([c.library for c in asked])
    kinds, everything = np.array([f"{c.library} {c.answered}" for c in asked]), np.ones(len(asked), dtype=bool)
    few = np.array([saying_odds(c.saying) for c in asked])
    added, held_out = fitted(rows, answered, group, everything, alike(kinds, everything), SAYING_PENALTY, few)
    scores = few + held_out
    least = reached_by(scores[answered], alike(kinds, answered)[answered], ANSWERED)
    return {
        "model": named(added, least, SAYING),
        "held_out": {
            name: {
                "AUC": auc(scores[here], answered[here].astype(np.float64)),
                "AUC of saying alone": auc(few[here], answered[here].astype(np.float64)),
                "answered": round(float((scores[here & answered] >= least).mean()), 3),
                "near misses refused": round(float((scores[here & ~answered] < least).mean()), 3),
            }
            for name in (REAL, LABELLED)
            if (here := library == name).any()
        },
    }


def _keep(kept: dict[str, Any], found: dict[str, Any]) -> None:
    kept["models"]["among_many"], kept["held_out"]["among_many"] = found["model"], found["held_out"]


def main() -> None:
    """Ask, fit, print; write ``qa/gate.json`` when told to."""
    command(__doc__ or "", lambda home, articles: fit(list(cases(home, articles))), _keep)


if __name__ == "__main__":
    main()
