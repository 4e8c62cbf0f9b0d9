"""Fit the model `sentence` of `qa.gate`, which ranks the sentences.

    python -m qa.evaluation.fit_gate --squad EN.json RU.json --questions Q.yaml --articles DIR

Two kinds of data, any of them optional:

* SQuAD-format files that share question ids (XQuAD, Artetxe et al. 2020, arXiv 1910.11856: 240 paragraphs of SQuAD in
  human translation). Each paragraph is an article; every question of each file is asked of the library of each, so
  that half of the data is across languages. A question becomes unanswerable on its own subject when the sentences that
  hold its answer, or its whole paragraph, are taken away, and off the subject when every paragraph of its article is.
* Question sets in the project's format over a folder of articles, with near misses and requests off the subject.

`sentence`, which ranks, is a conditional logit over the sentences of one question (McFadden 1974). Two logistic
regressions on `qa.gate.features`, on the subject or off, answerable or only near, are fitted for their figures alone;
the classes and the two kinds of data weigh the same, L2 = 1e-3. A held-out fifth of the questions gives the figures.
The models that refuse are fitted by `qa.evaluation.fit_saying`, after this one.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from qa.evaluation.fitting import Array, Asked, auc, examples, fit_logistic, fit_ranking, ranked_right
from qa.evaluation.questions import load as load_questions
from qa.evaluation.squad import open_library
from qa.evaluation.squad import read as read_squad
from qa.evidence import Evidence
from qa.gate import gate_path
from qa.leaning import standing_alone
from qa.question import Question
from qa.settings import Settings
from qa.settings import load as load_settings
from qa.signals import NAMES, Weigher, is_heading
from store import Library, Passage

PASSAGES = 12
OFF_SUBJECT = frozenset({"off-topic", "offtopic", "off_topic"})
"""Tags of a question that no library on the subject could answer."""


def ask(text: str, library: Library, holds: Callable[[Passage, int], bool], **labels: Any) -> Asked:
    """Signals of every sentence found for a question; `holds` tells which sentences of a passage hold the answer."""
    evidence = Evidence.gather(text, library, k=PASSAGES)
    weigher = Weigher(Question(text), evidence)
    rows, gold, sources = [], [], []
    for h, s in evidence.sentences():
        passage = evidence.hits[h].passage
        if is_heading(passage.sentences[s].text, passage.article.title):
            continue
        rows.append(weigher.signals(h, s).vector())
        gold.append(any(holds(passage, i) for i in range(standing_alone(passage, s).first, s + 1)))
        sources.append(passage.article.source)
    return Asked.of(rows, gold, sources, **labels)


def from_squad(paths: list[Path], settings: Settings, step: int) -> Iterator[Asked]:
    """Every `step`-th question of each file over the library of each."""
    squads = [(read_squad(path), _answers(path), path) for path in paths]
    for squad, answers, path in squads:
        with open_library(squad, path, settings, lambda *_: None) as library:
            for other, _, _ in squads:
                for n, (key, text) in enumerate(other.questions.items()):
                    if n % step == 0:
                        number, siblings, answer = answers[key]
                        own = f"squad:{number:05}"
                        yield ask(
                            text,
                            library,
                            _holds_in(own, answer),
                            fold=number % 5,
                            own=own,
                            siblings=frozenset(f"squad:{i:05}" for i in siblings),
                        )


def _holds_in(own: str, answer: str) -> Callable[[Passage, int], bool]:
    """Whether a sentence belongs to the paragraph and has the words of the answer."""
    return lambda passage, i: passage.article.source == own and answer in passage.sentences[i].text


def _answers(path: Path) -> dict[str, tuple[int, range, str]]:
    """For each question id: the number of its paragraph, those of its whole article, and the answer's text."""
    found: dict[str, tuple[int, range, str]] = {}
    first = 0
    for entry in json.loads(path.read_text("utf-8"))["data"]:
        siblings = range(first, first + len(entry["paragraphs"]))
        for number, paragraph in zip(siblings, entry["paragraphs"], strict=True):
            for qa in paragraph["qas"]:
                found[qa["id"]] = (number, siblings, qa["answers"][0]["text"])
        first = siblings.stop
    return found


def from_questions(path: Path, articles: Path, home: Path) -> Iterator[Asked]:
    """Every question of a set in the project's format, over a library of `articles`."""
    with Library.open(home, seeds=False) as library:
        library.add([articles])
        for n, question in enumerate(load_questions(path)):
            evidence = [_folded(e) for e in question.evidence]

            def holds(passage: Passage, i: int, evidence: list[str] = evidence) -> bool:
                text = _folded(passage.sentences[i].text)
                return len(text) > 15 and any(text in e or e in text for e in evidence)

            yield ask(
                question.question,
                library,
                holds,
                fold=n % 5,
                answerable=question.answerable,
                on_subject=not OFF_SUBJECT & set(question.tags),
            )


def _folded(text: str) -> str:
    return " ".join(text.split())


def fit(groups: list[list[Asked]]) -> dict[str, Any]:
    """The ranking, fitted on four fifths of every group; what they reach on the rest."""
    asked = [a for group in groups for a in group]
    ranking = fit_ranking([a for a in asked if a.fold and a.gold.any()])
    models: dict[str, Any] = {"sentence": _named(0.0, ranking, NAMES)}
    reached: dict[str, Any] = {}
    for i, group in enumerate(groups):
        held = [a for a in group if not a.fold and a.gold.any()]
        reached[f"group {i}"] = {"first": ranked_right(held, ranking, 1), "in three": ranked_right(held, ranking, 3)}
    for name in ("subject", "answerable"):
        parts = [examples(group, ranking, name) for group in groups]
        x, y, weight, held_out = _stacked(parts)
        fitted = fit_logistic(x[~held_out], y[~held_out], weight[~held_out])
        for i, (part_x, part_y, part_fold) in enumerate(parts):
            held_rows = part_fold == 0
            scores = fitted.intercept + part_x[held_rows] @ fitted.weights
            reached[f"group {i}"][f"{name} AUC"] = auc(scores, part_y[held_rows])
    return {"models": models, "held_out": reached}


def _stacked(parts: list[tuple[Array, Array, Array]]) -> tuple[Array, Array, Array, Any]:
    """All groups as one, each class of each group weighing the same."""
    import numpy as np

    weights = [np.where(y == 1, 0.5 / max(y.sum(), 1), 0.5 / max((1 - y).sum(), 1)) for _, y, _ in parts]
    x, y = np.concatenate([p[0] for p in parts]), np.concatenate([p[1] for p in parts])
    weight = np.concatenate(weights)
    return x, y, weight * len(y) / weight.sum(), np.concatenate([p[2] for p in parts]) == 0


def _named(intercept: float, weights: Any, names: tuple[str, ...]) -> dict[str, Any]:
    """A model as it stands in ``gate.json``."""
    return {
        "intercept": round(intercept, 4),
        "weights": {n: round(float(w), 4) for n, w in zip(names, weights, strict=True)},
    }


def main() -> None:
    """Collect, fit, print; write ``qa/gate.json`` when told to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--squad", nargs="*", type=Path, default=[])
    parser.add_argument("--questions", type=Path)
    parser.add_argument("--articles", type=Path)
    parser.add_argument("--step", type=int, default=5, help="ask every STEP-th SQuAD question")
    parser.add_argument("--home", type=Path, help="keep the libraries here, so that a second run embeds nothing")
    parser.add_argument("--write", action="store_true", help="write the weights into qa/gate.json")
    told = parser.parse_args()
    with TemporaryDirectory() as scratch:
        settings = replace(load_settings(), home=told.home or Path(scratch))
        groups = [list(from_squad(told.squad, settings, told.step))] if told.squad else []
        if told.questions and told.articles:
            groups.append(list(from_questions(told.questions, told.articles, (settings.home or Path(scratch)) / "set")))
    names = [p.name for p in (*told.squad, *([told.questions] if told.questions else []))]
    fitted = {"origin": f"qa.evaluation.fit_gate on {', '.join(names)}", **fit(groups)}
    sys.stdout.write(json.dumps(fitted, indent=1) + "\n")
    if told.write:
        kept = json.loads(gate_path().read_text("utf-8"))
        kept["origin"] = fitted["origin"]
        kept["models"].update(fitted["models"])
        kept["held_out"].update(fitted["held_out"])
        gate_path().write_text(json.dumps(kept, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
