"""Fit the weights of `qa.gate` on SQuAD-format files: python -m qa.evaluation.fit_gate EN.json RU.json [--write]

The files must share question ids (XQuAD, Artetxe et al. 2020, arXiv 1910.11856, CC BY-SA 4.0: the human translations of
240 SQuAD paragraphs). Each paragraph is an article; every question of each file is asked of the library of each, so that
half of the data is across languages. A question becomes unanswerable, on its own subject, when the sentence that holds
its answer is taken away, and harder to mistake when its whole paragraph is: the two make up the negatives.

`sentence` is a conditional logit over the sentences of one question (McFadden 1974), `answerable` and `subject` are
logistic regressions on the best sentence's features, classes balanced, L2 = 1e-3. A held-out fifth of the paragraphs
gives the AUC that is printed and written beside the weights.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa.evaluation.squad import open_library
from qa.evaluation.squad import read as read_squad
from qa.evidence import Evidence
from qa.gate import FEATURES, Weights, features, gate_path
from qa.question import Question
from qa.settings import load
from qa.signals import NAMES, Weigher
from store import Library

Array = NDArray[np.float64]
PASSAGES = 8


@dataclass(frozen=True)
class Asked:
    """One question over one library: a row of signals for each sentence; masks of the sentences that hold the answer and of
    those in its paragraph."""

    rows: Array
    gold: NDArray[np.bool_]
    paragraph: NDArray[np.bool_]
    fold: int


def answers_of(path: Path) -> dict[str, tuple[int, str]]:
    """For each question id the number of its paragraph and the text of its answer."""
    found: dict[str, tuple[int, str]] = {}
    paragraphs = [p for entry in json.loads(path.read_text("utf-8"))["data"] for p in entry["paragraphs"]]
    for number, paragraph in enumerate(paragraphs):
        for qa in paragraph["qas"]:
            found[qa["id"]] = (number, qa["answers"][0]["text"])
    return found


def collect(questions: dict[str, str], library: Library, answers: dict[str, tuple[int, str]], step: int) -> list[Asked]:
    """Ask every `step`-th question; questions whose paragraph is not found are left out, since nothing can be ranked."""
    asked = []
    for n, (key, text) in enumerate(questions.items()):
        number, answer = answers[key]
        if n % step:
            continue
        evidence = Evidence.gather(text, library, k=PASSAGES)
        weigher = Weigher(Question(text), evidence)
        rows, gold, own = [], [], []
        for h, s in evidence.sentences():
            passage = evidence.hits[h].passage
            mine = passage.article.source == f"squad:{number:05}"
            rows.append(weigher.signals(h, s).vector())
            own.append(mine)
            gold.append(mine and answer in passage.sentences[s].text)
        if any(gold):
            asked.append(Asked(np.array(rows), np.array(gold), np.array(own), number % 5))
        if n % 50 == 0:
            print(f"\r{n}/{len(questions)}", end="", file=sys.stderr)
    return asked


def fit_ranking(asked: list[Asked], rounds: int = 400, rate: float = 0.5, penalty: float = 1e-3) -> Array:
    """Weights that make the answer's sentence likeliest among its question's sentences."""
    scale = np.concatenate([a.rows for a in asked]).std(axis=0) + 1e-9
    weights = np.zeros(len(NAMES))
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


def fit_logistic(x: Array, y: Array, penalty: float = 1e-3) -> Weights:
    """Balanced logistic regression by Newton's method."""
    mean, scale = x.mean(axis=0), x.std(axis=0) + 1e-9
    design = np.column_stack([np.ones(len(x)), (x - mean) / scale])
    weight = np.where(y == 1, 0.5 / max(y.mean(), 1e-9), 0.5 / max(1 - y.mean(), 1e-9))
    beta = np.zeros(design.shape[1])
    ridge = penalty * len(x) * np.diag([0.0] + [1.0] * x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-design @ beta))
        hessian = (design * (weight * p * (1 - p))[:, None]).T @ design + ridge
        step = np.linalg.solve(hessian, design.T @ (weight * (y - p)) - ridge @ beta)
        beta += step
        if np.abs(step).max() < 1e-8:
            break
    slopes = beta[1:] / scale
    return Weights(float(beta[0] - slopes @ mean), tuple(float(s) for s in slopes))


def auc(scores: Array, y: Array) -> float:
    """Area under the ROC curve, by ranks (Mann and Whitney 1947)."""
    ranks = np.empty(len(scores))
    ranks[np.argsort(scores)] = np.arange(1, len(scores) + 1)
    positives = int(y.sum())
    return float((ranks[y == 1].sum() - positives * (positives + 1) / 2) / (positives * (len(y) - positives)))


def examples(asked: list[Asked], weights: Array, *, near: bool) -> tuple[Array, Array, NDArray[np.int_]]:
    """Gate features, labels and folds: each question whole, and without its paragraph or (near) its sentence."""
    x, y, folds = [], [], []
    for a in asked:
        cases = [(np.ones(len(a.rows), bool), 1.0), (~a.paragraph, 0.0)] + ([(~a.gold, 0.0)] if near else [])
        for mask, label in cases:
            if mask.any():
                x.append(features(a.rows[mask], a.rows[mask] @ weights))
                y.append(label)
                folds.append(a.fold)
    return np.array(x), np.array(y), np.array(folds)


def named(intercept: float, weights: Any, names: tuple[str, ...]) -> dict[str, Any]:
    """A model as it stands in ``gate.json``."""
    return {
        "intercept": round(intercept, 4),
        "weights": {n: round(float(w), 4) for n, w in zip(names, weights, strict=True)},
    }


def fit(asked: list[Asked]) -> dict[str, Any]:
    """All models, with what they reach on the held-out fifth."""
    train = [a for a in asked if a.fold]
    ranking = fit_ranking(train)
    held = [a for a in asked if not a.fold]
    first = [float(a.gold[np.argmax(a.rows @ ranking)]) for a in held]
    third = [float(a.gold[np.argsort(-(a.rows @ ranking))[:3]].any()) for a in held]
    models = {"sentence": named(0.0, ranking, NAMES)}
    reached: dict[str, float] = {
        "sentence first": round(float(np.mean(first)), 3),
        "in three": round(float(np.mean(third)), 3),
    }
    for name, near in (("answerable", True), ("subject", False)):
        x, y, folds = examples(asked, ranking, near=near)
        fitted = fit_logistic(x[folds > 0], y[folds > 0])
        scores = fitted.intercept + x[folds == 0] @ np.array(fitted.weights)
        reached[f"{name} AUC"] = round(auc(scores, y[folds == 0]), 3)
        models[name] = named(fitted.intercept, fitted.weights, FEATURES)
    return {"models": models, "held_out": reached}


def main() -> None:
    """Collect, fit, print; write ``qa/gate.json`` when told to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--step", type=int, default=4, help="ask every STEP-th question")
    parser.add_argument("--home", type=Path, help="keep the libraries here, so that a second run embeds nothing")
    parser.add_argument("--write", action="store_true", help="write the weights into qa/gate.json")
    told = parser.parse_args()
    asked: list[Asked] = []
    with TemporaryDirectory() as scratch:
        settings = replace(load(), home=told.home or Path(scratch))
        squads = [(read_squad(path), answers_of(path), path) for path in told.files]
        for squad, answers, path in squads:
            with open_library(squad, path, settings, lambda *_: None) as library:
                for other, _, _ in squads:
                    asked += collect(other.questions, library, answers, told.step)
    fitted = {"origin": f"{__spec__.name} on {', '.join(p.name for p in told.files)}", **fit(asked)}
    print(json.dumps(fitted, indent=1, ensure_ascii=False))
    if told.write:
        gate_path().write_text(json.dumps(fitted, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
