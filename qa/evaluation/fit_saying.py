"""Fit the model `saying` of `qa.gate`: ``python -m qa.evaluation.fit_saying [--write]``.

The data are `gate_articles.yaml`, short articles written for this, each with questions that it answers and near misses
that no article answers, and the requests off the subject of `gate_questions.yaml`, all asked of one library of the
articles. It is a logistic regression, both classes weighing the same. A question to one article is scored by weights
fitted without that article; the intercept is set so that `ANSWERED` of the answerable ones pass.
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

from qa.evaluation.fitting import Array, auc, fit_logistic
from qa.evaluation.questions import load as load_questions
from qa.evidence import Evidence
from qa.gate import READ, SAYING, gate_path, saying_features
from qa.question import Question
from qa.quoting import rank, read
from store import Article, Library

ANSWERED = 0.9
"""Share of these answerable questions to let through: a refusal of what the articles say is worse than a quotation too
many, which shows what it rests on. They are harder than what readers ask, of whose questions more pass."""
PENALTY = 0.01
FOLDS = 5
PASSAGES = 12
DATA = Path(__file__).parent


@dataclass(frozen=True)
class Case:
    """A question's features; `group` numbers the article it is about, for holding out."""

    features: Array
    answerable: bool
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
                yield Case(_features(text, library), True, False, group)
            for text in article["near"]:
                yield Case(_features(text, library), False, True, group)
        for group, text in enumerate(off_subject):
            yield Case(_features(text, library), False, False, group)


def _features(text: str, library: Library) -> Array:
    question, evidence = Question(text), Evidence.gather(text, library, k=PASSAGES)
    best = rank(question, evidence)[:READ]
    taken = read(question, best, evidence)
    return saying_features(question.expects, [r.odds for r in best], [r.signals for r in best], taken)


def fit(asked: list[Case]) -> dict[str, Any]:
    """The model, and what it reaches on articles it was not fitted on."""
    x, y = np.array([c.features for c in asked]), np.array([c.answerable for c in asked], dtype=np.float64)
    fold, near = np.array([c.group % FOLDS for c in asked]), np.array([c.near for c in asked])
    scores = np.zeros(len(y))
    for held in range(FOLDS):
        model = fit_logistic(x[fold != held], y[fold != held], _balanced(y[fold != held]), PENALTY)
        scores[fold == held] = model.intercept + x[fold == held] @ np.array(model.weights)
    limit = float(np.quantile(scores[y == 1], 1 - ANSWERED))
    model = fit_logistic(x, y, _balanced(y), PENALTY)
    about = near | (y == 1)
    return {
        "model": {
            "intercept": round(model.intercept - limit, 4),
            "weights": {n: round(w, 4) for n, w in zip(SAYING, model.weights, strict=True)},
        },
        "held_out": {
            "AUC": auc(scores[about], y[about]),
            "answered": round(float((scores[y == 1] >= limit).mean()), 3),
            "near misses refused": round(float((scores[near] < limit).mean()), 3),
            "off the subject refused": round(float((scores[~about] < limit).mean()), 3),
        },
    }


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
        kept["models"]["saying"] = fitted["model"]
        kept["held_out"]["saying"] = fitted["held_out"]
        gate_path().write_text(json.dumps(kept, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
