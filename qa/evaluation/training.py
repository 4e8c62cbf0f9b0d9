"""Training what reads two texts together: its regressions, what is read side by side, and the steps.

An encoder (`qa.evaluation.encoder`) and, on the mean of its last hidden states, a logistic regression for each task.
Needs torch: ``pip install -e '.[fit]'``.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, get_args

import numpy as np

from qa.evaluation import graph
from qa.evaluation.encoder import Encoder
from qa.evaluation.fitting import Array
from qa.evaluation.pairs import Pair, Task
from store.e5_file import E5File

TASKS: tuple[Task, ...] = get_args(Task)
FROZEN = 2
"""Layers that stay as e5 has them: the lowest ones read words, not sentences."""
BATCH = 32
TOGETHER = 8
"""Pairs with one passage that are read in one batch, at most."""
APART = 0.5
"""What telling such pairs apart counts beside telling each."""
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

    def train(self, epochs: Sequence[Sequence[Case]], slower: float = 1.0) -> None:
        """Read all cases of each epoch, at so much of the learning rate."""
        import torch

        given = [batch for cases in epochs for batch in batches(cases)]
        tensors = [self.encoder.tensors[name] for name in self.encoder.trained]
        heads = [self.weights, self.intercepts]
        groups = [{"params": tensors, "lr": RATE * slower}, {"params": heads, "lr": HEAD_RATE}]
        optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
        warm, steps, losses = WARM_UP * len(given), len(given), []
        schedule = torch.optim.lr_scheduler.LambdaLR(
            optimizer, lambda step: min(1.0, (step + 1) / warm) * max(0.02, 1 - step / steps)
        )
        for number, batch in enumerate(given, 1):
            loss = self._loss(batch)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_([*tensors, *heads], 1.0)
            optimizer.step()
            schedule.step()
            losses.append(float(loss.detach()))
            if number % TOLD == 0 or number == steps:
                sys.stdout.write(f"{number} of {steps} steps: loss {np.mean(losses[-TOLD:]):.4f}\n")
                sys.stdout.flush()

    def _loss(self, batch: Sequence[Case]) -> Any:
        """Of telling each, and of telling what is right of a passage from what is not."""
        import torch
        from torch.nn import functional

        right = torch.tensor([float(case.pair.right) for case in batch])
        scores = self.scores(batch, training=True)
        loss = functional.binary_cross_entropy_with_logits(scores, right)
        of = [(case.pair.task, case.pair.passage) for case in batch]
        twins = torch.tensor([[one == other for other in of] for one in of]) & (right[:, None] > right[None, :])
        if twins.any():
            loss = loss + APART * functional.softplus(scores[None, :] - scores[:, None])[twins].mean()
        return loss

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


def batches(cases: Sequence[Case]) -> Iterator[list[Case]]:
    """Cases of much the same length together, up to `TOGETHER` of one task and passage side by side, shuffled."""
    of: dict[tuple[Task, str], list[Case]] = {}
    for case in random.sample(cases, len(cases)):
        of.setdefault((case.pair.task, case.pair.passage), []).append(case)
    groups = [same[at : at + TOGETHER] for same in of.values() for at in range(0, len(same), TOGETHER)]
    groups.sort(key=lambda group: max(len(case.ids) for case in group) + 8 * random.random())
    order = [case for group in groups for case in group]
    found = [order[at : at + BATCH] for at in range(0, len(order), BATCH)]
    random.shuffle(found)
    yield from found
