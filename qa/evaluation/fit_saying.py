"""Fit the models `subject` and `saying` of `qa.gate`: ``python -m qa.evaluation.fit_saying [--write]``.

The data are `gate_articles.yaml`, short articles written for this, each with questions that it answers and near misses
that no article answers, and the requests off the subject of `gate_questions.yaml`, all asked of one library of the
articles. `subject` tells the requests off the subject from the rest, `saying` the answered questions from all others.
Both are logistic regressions, both classes weighing the same. A question to one article is scored by weights fitted
without that article; on these scores the intercepts are set, so that `OFF_SUBJECT` of the requests off the subject are
refused and `ANSWERED` of the answered questions pass. These two shares are chosen; the thresholds follow from them.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from qa.evaluation.fitting import Array, Mask, auc, fit_logistic
from qa.evaluation.questions import load as load_questions
from qa.evidence import Evidence
from qa.gate import FEATURES, READ, SAYING, Weights, features, gate_path, saying_features
from qa.question import Question
from qa.quoting import rank, read
from store import Article, Library

OFF_SUBJECT = 0.96
"""Share of the requests off the subject that `subject` refuses by itself."""
ANSWERED = 0.95
"""Share of the answered questions that `saying` lets through: a refusal of what the articles say is worse than a
quotation too many, which shows what it rests on."""
PENALTY = 0.01
FOLDS = 5
PASSAGES = 12
DATA = Path(__file__).parent


@dataclass(frozen=True)
class Case:
    """A question's features; `group` numbers the article it is about, for holding out."""

    subject: Array
    saying: Array
    answered: bool
    near: bool
    group: int


def cases(home: Path) -> Iterator[Case]:
    """Every question, asked of a library of all articles."""
    written = yaml.safe_load((DATA / "gate_articles.yaml").read_text("utf-8"))
    articles = [
        Article("", a["title"], a["text"].strip(), language=a.get("language", "en"), source=f"gate:{n}")
        for n, a in enumerate(written)
    ]
    off_subject = [q.question for q in load_questions(DATA / "gate_questions.yaml") if "off-topic" in q.tags]
    with Library.open(home, seeds=False) as library:
        library.add_articles(articles)
        for group, article in enumerate(written):
            for text in article["answered"]:
                yield Case(*_features(text, library), True, False, group)
            for text in article["near"]:
                yield Case(*_features(text, library), False, True, group)
        for group, text in enumerate(off_subject):
            yield Case(*_features(text, library), False, False, group)


def _features(text: str, library: Library) -> tuple[Array, Array]:
    question, evidence = Question(text), Evidence.gather(text, library, k=PASSAGES)
    ranked = rank(question, evidence)
    best, taken = ranked[:READ], read(question, ranked, evidence)
    subject = features(np.array([r.signals.vector() for r in ranked]), np.array([r.odds for r in ranked]))
    return subject, saying_features(question.expects, [r.odds for r in best], [r.signals for r in best], taken)


def fit(asked: list[Case]) -> dict[str, Any]:
    """Both models, and what they reach on articles they were not fitted on."""
    answered, near = np.array([c.answered for c in asked]), np.array([c.near for c in asked])
    off, group = ~(answered | near), np.array([c.group for c in asked])
    subject, subject_scores = _fitted(np.array([c.subject for c in asked]), ~off, group)
    saying, saying_scores = _fitted(np.array([c.saying for c in asked]), answered, group)
    least_subject = float(np.quantile(subject_scores[off], OFF_SUBJECT))
    least_saying = float(np.quantile(saying_scores[answered], 1 - ANSWERED))
    speaks, says = subject_scores >= least_subject, saying_scores >= least_saying
    return {
        "models": {
            "subject": _named(subject, least_subject, FEATURES),
            "saying": _named(saying, least_saying, SAYING),
        },
        "held_out": {
            "subject AUC": auc(subject_scores, (~off).astype(np.float64)),
            "saying AUC": auc(saying_scores[~off], answered[~off].astype(np.float64)),
            "answered": _share((speaks & says)[answered]),
            "near misses refused": _share(~(speaks & says)[near]),
            "off the subject refused": _share(~(speaks & says)[off]),
            "off the subject refused by subject alone": _share(~speaks[off]),
        },
    }


def _fitted(x: Array, labels: Mask, group: NDArray[np.int_]) -> tuple[Weights, Array]:
    """A model of all rows, and the score of each row by a model of the other folds."""
    y, fold, scores = labels.astype(np.float64), group % FOLDS, np.zeros(len(labels))
    for held in range(FOLDS):
        model = fit_logistic(x[fold != held], y[fold != held], _balanced(y[fold != held]), PENALTY)
        scores[fold == held] = model.intercept + x[fold == held] @ np.array(model.weights)
    return fit_logistic(x, y, _balanced(y), PENALTY), scores


def _named(model: Weights, least: float, names: tuple[str, ...]) -> dict[str, Any]:
    """A model as it stands in ``gate.json``, with `least` as its even odds."""
    return {
        "intercept": round(model.intercept - least, 4),
        "weights": {n: round(w, 4) for n, w in zip(names, model.weights, strict=True)},
    }


def _share(passed: Mask) -> float:
    return round(float(passed.mean()), 3)


def _balanced(y: Array) -> Array:
    return np.asarray(np.where(y == 1, 0.5 / y.mean(), 0.5 / (1 - y.mean())), dtype=np.float64)


def main() -> None:
    """Ask, fit, print; write ``qa/gate.json`` when told to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, help="keep the library here, so that a second run embeds nothing")
    parser.add_argument("--write", action="store_true", help="write the weights into qa/gate.json")
    told = parser.parse_args()
    with TemporaryDirectory() as scratch:
        fitted = fit(list(cases(told.home or Path(scratch))))
    sys.stdout.write(json.dumps(fitted, indent=1) + "\n")
    if told.write:
        kept = json.loads(gate_path().read_text("utf-8"))
        kept["models"].update(fitted["models"])
        kept["held_out"]["saying"] = fitted["held_out"]
        gate_path().write_text(json.dumps(kept, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
