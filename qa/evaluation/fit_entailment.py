"""Train the model of `qa.entailment`: ``python -m qa.evaluation.fit_entailment [--write]``, which takes two hours.

It is multilingual-e5-small, trained further to read two texts together (a cross-encoder: Nogueira and Cho 2019, arXiv
1901.04085), by logistic regressions on the mean of its last hidden states: whether a passage carries a claim, and
whether it answers a question. It learns to read on invented passages, each with true and false claims; then on what it
will meet: labelled claims (`qa.evaluation.claims`) and annotated articles (`qa.evaluation.annotated`), whose claims and
questions stand beside the spans that the check finds for them. Passages alone teach it how false claims are written as
much as what makes them false. So that it looks at what a claim says of a passage, and not at how claims are worded,
those about one passage are read in one batch, and what it carries has to be told from what it does not (RankNet: Burges
et al. 2005). What it reaches on articles that it has not seen is told at the end. The weights are written with eight
bits each (`qa.evaluation.graph`).

With `--begin` and `--new` it goes on from a model that was written before, on annotated articles that this has not seen
and, so that it keeps what it knows, on the labelled claims and a share of the rest, each claim and question beside the
words that decide it. Of both models a mean is taken, weight by weight, which tells more than each (WiSE-FT: Wortsman et
al. 2022, arXiv 2109.01903).

Needs torch and onnx: ``pip install -e '.[fit]'``.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from qa.entailment import LONGEST, joined, model_path
from qa.evaluation import annotated, graph
from qa.evaluation.annotated import Annotated
from qa.evaluation.entailed import RETRIEVED, load, unlike
from qa.evaluation.fitting import Array, auc
from qa.evaluation.pairs import Pair, Task, of_articles, of_evidence, of_passages
from qa.evaluation.training import TASKS, Case, Trainer
from store.e5_file import E5File, Matrix
from store.e5_layers import e5_file

EPOCHS = 2
AGAIN: dict[Task, int] = {"claim": 4, "question": 2}
"""When going on, one in so many of what is annotated already is read again in an epoch."""
PASSAGES = 1000
"""Claims about invented passages that are read again in an epoch."""
LATER = 0.8
"""What the learning rate of the encoder is multiplied with when going on."""
NEWER = 0.2
"""Share of the newer model in the mean. Of 0, .2, .5 and 1, it told claims about invented articles that neither had
seen as (AUC) .913, .916, .920 and .912, and whether 360 labelled questions are answered as .756, .773, .793 and .790.
With .5, who sold to whom was told worse, and what is certain and what is denied."""


def between(one: graph.Trained, other: graph.Trained) -> graph.Trained:
    """The mean of two models, the second, trained further from the first, counting `NEWER`."""
    return graph.Trained(
        {name: _mean(one.tensors[name], other.tensors[name]) for name in one.tensors},
        _mean(one.weights, other.weights),
        _mean(one.intercepts, other.intercepts),
    )


def _mean(one: Matrix, other: Matrix) -> Matrix:
    found: Matrix = one + (other - one) * np.float32(NEWER)
    return found


def read(pairs: Sequence[Pair], file: E5File) -> list[Case]:
    """The pairs that fit into what is read, as pieces."""
    cases = [_case(pair, file) for pair in pairs]
    return [case for case in cases if len(case.ids) <= LONGEST]


def _case(pair: Pair, file: E5File) -> Case:
    return Case(file.ids(joined(pair.text, pair.passage, pair.published, asked=pair.task == "question")), pair)


def report(cases: Sequence[Case], scores: Array) -> str:
    """What the model reaches on these."""
    lines = []
    for task in TASKS:
        here = [(case.pair, score) for case, score in zip(cases, scores, strict=True) if case.pair.task == task]
        right = np.array([pair.right for pair, _ in here])
        odds = np.array([score for _, score in here])
        lines.append(f"{len(here)} of {task}: AUC {auc(odds, right.astype(np.float64))}")
        for kind in sorted({pair.kind for pair, _ in here}):
            ones = np.array([pair.kind == kind for pair, _ in here])
            told = (odds[ones] > 0) == right[ones]
            lines.append(f"  {kind}: {told.sum()}/{ones.sum()} = {told.mean():.3f}")
    return "\n".join(lines)


def beside(home: Path, articles: Sequence[Annotated]) -> list[Pair]:
    """What these articles give, from a library of them in this folder."""
    with annotated.library(home, list(articles)) as library:
        return list(of_articles(articles, library))


def again(articles: Sequence[Annotated]) -> list[list[Pair]]:
    """For each epoch, what is read again of what a model was trained on before: other pairs in each."""
    pairs, passages = list(of_evidence(articles)), of_passages(load())
    random.shuffle(pairs)
    random.shuffle(passages)
    own = {task: [pair for pair in pairs if pair.task == task] for task in AGAIN}
    return [
        [
            *(pair for task, every in AGAIN.items() for pair in own[task][epoch::every]),
            *passages[epoch * PASSAGES : (epoch + 1) * PASSAGES],
        ]
        for epoch in range(EPOCHS)
    ]


def main() -> None:
    """Train, print; write ``qa/entailment.onnx`` when told to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write the model into qa/entailment.onnx")
    parser.add_argument("--begin", type=Path, metavar="FILE", help="go on from this model, a file that --write wrote")
    parser.add_argument("--new", nargs="*", default=[], metavar="FILE", help="of ``annotated``, what it has not seen")
    told = parser.parse_args()
    articles = annotated.load()
    if bool(told.begin) != bool(told.new) or set(told.new) - {one.file for one in articles}:
        parser.error(
            "--begin needs --new, names of files such as asked_news.yaml that are trained on, and that needs it"
        )
    random.seed(0)
    file, passages, retrieved = e5_file(), load(), list(of_passages(load(RETRIEVED)))
    begin = graph.read(told.begin) if told.begin else None
    new = [one for one in articles if not begin or one.file in told.new]
    with TemporaryDirectory() as scratch:
        met = [*retrieved, *beside(Path(scratch) / "read", new)]
        unseen = read(beside(Path(scratch) / "unseen", annotated.load(held_out=True)), file)
    trainer, cases = Trainer(file, begin), read(met, file)
    if begin:
        before = [one for one in articles if one.file not in told.new]
        trainer.train([[*cases, *read(pairs, file)] for pairs in again(before)], LATER)
        trainer = Trainer(file, between(begin, trainer.trained()))
    else:
        trainer.train([read(of_passages([*passages, *unlike(passages)]), file)] * EPOCHS)
        trainer.train([cases] * EPOCHS)
    sys.stdout.write(report(unseen, trainer.told(unseen)) + "\n")
    if told.write:
        sample = random.sample(cases, min(graph.CALIBRATED, len(cases)))
        graph.write(model_path(), trainer.trained(), trainer.encoder.largest([case.ids for case in sample]), file.heads)


if __name__ == "__main__":
    main()
