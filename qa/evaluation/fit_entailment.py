"""Train the model of `qa.entailment`: ``python -m qa.evaluation.fit_entailment [--begin FILE] [--write]``, two hours.

It is multilingual-e5-small, trained further to read two texts together (a cross-encoder: Nogueira and Cho 2019, arXiv
1901.04085), by logistic regressions on the mean of its last hidden states: whether a passage carries a claim, and
whether it answers a question. It learns to read on invented passages, each with true and false claims; then on what it
will meet: labelled claims (`qa.evaluation.claims`) and annotated articles (`qa.evaluation.annotated`), whose claims and
questions stand beside the spans that the check finds for them. Passages alone teach it how false claims are written as
much as what makes them false. What it reaches on articles that it has not seen is told at the end. The weights are
written with eight bits each (`qa.evaluation.graph`).

`--begin` goes on from a model that was written before, when there is more to learn from: passages are left out, and of
what it tells surely and rightly only one pair in `KNOWN` is read again. It forgets some of the rest, so that a mean of
both models is taken, weight by weight, which tells both better (WiSE-FT: Wortsman et al. 2022, arXiv 2109.01903).

Needs torch and onnx: ``pip install -e '.[fit]'``.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, get_args

import numpy as np

from qa.entailment import LONGEST, joined, model_path
from qa.evaluation import annotated, graph
from qa.evaluation.encoder import Encoder
from qa.evaluation.entailed import RETRIEVED, load, unlike
from qa.evaluation.fitting import Array, auc
from qa.evaluation.pairs import Pair, Task, of_articles, of_passages
from store.e5_file import E5File, Matrix
from store.e5_layers import e5_file

TASKS: tuple[Task, ...] = get_args(Task)
FROZEN = 2
"""Layers that stay as e5 has them: the lowest ones read words, not sentences."""
EPOCHS = 2
BATCH = 32
KNOWN, SURELY = 4, 2.0
"""One of so many pairs that an earlier model tells rightly, with such log odds, is read again."""
NEWER = 0.35
"""Share of the newer model in the mean. Of 0, .35, .65 and 1, it told 1,004 labelled claims best (AUC .860, .865, .862,
.849), and invented articles that neither had seen nearly so (.887, .898, .901, .897)."""
SCALE = 10.0
"""What the mean is made long, before the regressions: hidden states are of this size, about."""
RATE, HEAD_RATE = 1e-4, 1e-3
"""Highest learning rates of the encoder and of the regressions."""
TOLD = 50
"""Steps after which the loss of so many is told."""
WARM_UP = 0.05
"""Share of the steps in which the learning rate rises."""


@dataclass(frozen=True)
class Case:
    """A pair as pieces."""

    ids: list[int]
    pair: Pair


class Trainer:
    """The encoder and a regression for each task on top of it, in training."""

    def __init__(self, file: E5File, begin: graph.Trained | None = None) -> None:
        import torch

        torch.manual_seed(0)
        self.encoder = Encoder(file, FROZEN, begin.tensors if begin else None)
        weights = begin.weights / SCALE if begin else np.zeros((len(TASKS), file.width), np.float32)
        intercepts = begin.intercepts if begin else np.zeros(len(TASKS), np.float32)
        self.weights = torch.tensor(weights, requires_grad=True)
        self.intercepts = torch.tensor(intercepts, requires_grad=True)

    def scores(self, cases: Sequence[Case], *, training: bool = False) -> Any:
        """Log odds that each passage carries its claim, or answers its question."""
        import torch
        from torch.nn import functional

        with torch.autocast("cpu", torch.bfloat16):
            means = self.encoder.read([case.ids for case in cases], training=training)
        tasks = torch.tensor([TASKS.index(case.pair.task) for case in cases])
        scaled = functional.normalize(means.float(), dim=1) * SCALE
        return (scaled * self.weights[tasks]).sum(1) + self.intercepts[tasks]

    def train(self, cases: Sequence[Case]) -> None:
        """All epochs."""
        import torch
        from torch.nn import functional

        given = [batch for _ in range(EPOCHS) for batch in batches(cases)]
        tensors = [self.encoder.tensors[name] for name in self.encoder.trained]
        heads = [self.weights, self.intercepts]
        groups = [{"params": tensors, "lr": RATE}, {"params": heads, "lr": HEAD_RATE}]
        optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
        warm, steps, losses = WARM_UP * len(given), len(given), []
        schedule = torch.optim.lr_scheduler.LambdaLR(
            optimizer, lambda step: min(1.0, (step + 1) / warm) * max(0.02, 1 - step / steps)
        )
        for number, batch in enumerate(given, 1):
            labels = torch.tensor([float(case.pair.right) for case in batch])
            scores = self.scores(batch, training=True)
            loss: Any = functional.binary_cross_entropy_with_logits(scores, labels)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_([*tensors, *heads], 1.0)
            optimizer.step()
            schedule.step()
            losses.append(float(loss.detach()))
            if number % TOLD == 0 or number == steps:
                sys.stdout.write(f"{number} of {steps} steps: loss {np.mean(losses[-TOLD:]):.4f}\n")
                sys.stdout.flush()

    def told(self, cases: Sequence[Case]) -> Array:
        """Log odds of each case."""
        import torch

        with torch.no_grad():
            parts = [self.scores(cases[at : at + BATCH]) for at in range(0, len(cases), BATCH)]
        return np.concatenate([part.numpy() for part in parts]).astype(np.float64)

    def trained(self) -> graph.Trained:
        """The model as it is now."""
        weights, intercepts = (SCALE * self.weights).detach().numpy(), self.intercepts.detach().numpy()
        return graph.Trained(self.encoder.arrays(), weights, intercepts)


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


def unknown(cases: Sequence[Case], scores: Array) -> list[Case]:
    """The cases that were not told rightly and surely with these scores, and one in `KNOWN` of the others."""
    right = np.array([case.pair.right for case in cases])
    known = np.where(right, scores, -scores) > SURELY
    return [case for case, sure in zip(cases, known, strict=True) if not sure or random.random() < 1 / KNOWN]


def read(pairs: Sequence[Pair], file: E5File) -> list[Case]:
    """The pairs that fit into what is read, as pieces."""
    cases = [Case(file.ids(joined(pair.text, pair.passage, pair.published)), pair) for pair in pairs]
    return [case for case in cases if len(case.ids) <= LONGEST]


def batches(cases: Sequence[Case]) -> Iterator[list[Case]]:
    """Cases of much the same length together, in an order of chance."""
    order = sorted(range(len(cases)), key=lambda i: len(cases[i].ids) + 8 * random.random())
    found = [order[at : at + BATCH] for at in range(0, len(order), BATCH)]
    random.shuffle(found)
    for batch in found:
        yield [cases[i] for i in batch]


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


def beside(home: Path, *, held_out: bool = False) -> list[Pair]:
    """What annotated articles give, from a library of them in this folder."""
    articles = annotated.load(held_out=held_out)
    with annotated.library(home, articles) as library:
        return list(of_articles(articles, library))


def main() -> None:
    """Train, print; write ``qa/entailment.onnx`` when told to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write the model into qa/entailment.onnx")
    parser.add_argument("--begin", type=Path, metavar="FILE", help="go on from this model, a file that --write wrote")
    told = parser.parse_args()
    random.seed(0)
    file, passages = e5_file(), load()
    begin = graph.read(told.begin) if told.begin else None
    with TemporaryDirectory() as scratch:
        met = [*of_passages(load(RETRIEVED)), *beside(Path(scratch) / "read")]
        unseen = read(beside(Path(scratch) / "unseen", held_out=True), file)
    trainer, cases = Trainer(file, begin), read(met, file)
    if begin:
        trainer.train(unknown(cases, trainer.told(cases)))
        trainer = Trainer(file, between(begin, trainer.trained()))
    else:
        trainer.train(read(of_passages([*passages, *unlike(passages)]), file))
        trainer.train(cases)
    sys.stdout.write(report(unseen, trainer.told(unseen)) + "\n")
    if told.write:
        sample = random.sample(cases, min(graph.CALIBRATED, len(cases)))
        graph.write(model_path(), trainer.trained(), trainer.encoder.largest([case.ids for case in sample]), file.heads)


if __name__ == "__main__":
    main()
