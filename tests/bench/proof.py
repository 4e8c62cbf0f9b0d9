"""What proving costs: ``python -m tests.bench.proof``.

Two figures over the articles that come with the project, each against its limit on two cores: proving an answer of five
sentences, embedding them included, and the gate: reading the best sentences, once ranked, and deciding.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np

from qa.citing import CitedSentence
from qa.evidence import Evidence, Span
from qa.proving import Prover
from qa.question import Question
from qa.quoting import Ranking, rank
from store import Library

ROUNDS = 15
PASSAGES = 8
QUESTION = "What did Kim Jong Un do in Vladivostok in April 2019?"
SENTENCES = (
    "Kim Jong Un arrived in Vladivostok by armored train at the end of April {n}.",
    "He met Putin on the campus of the Far Eastern Federal University {n} times.",
    "Kolokoltsev was the most senior Russian to visit Pyongyang since September, after {n} others.",
    "Ankit Panda said that {n} meetings within weeks or months would not surprise him.",
    "Kim Jong Il went no further than Ulan-Ude on his {n}th journey.",
)
"""Each round has sentences of its own, so that nothing is found in a cache."""
LIMITS = {"proving five sentences": 0.150, "the gate": 0.020}


def measured(work: Callable[[int], object]) -> list[float]:
    """Seconds of each round, the first, which loads tables, left out."""
    seconds = []
    for number in range(ROUNDS + 1):
        began = time.perf_counter()
        work(number)
        seconds.append(time.perf_counter() - began)
    return seconds[1:]


def main() -> None:
    """Print the median and the 95th percentile of each figure against its limit."""
    with tempfile.TemporaryDirectory() as home, Library.open(Path(home)) as library:
        evidence = Evidence.gather(QUESTION, library, k=PASSAGES)

        def prove(number: int) -> None:
            prover = Prover(evidence, offered=len(evidence.hits))
            cited = [CitedSentence(" ", sentence.format(n=number + 2), (1,)) for sentence in SENTENCES]
            for sentence in cited:
                prover.prove(sentence)

        question = Question(QUESTION)
        ranked = rank(question, evidence)
        gate = partial(_gate, ranked)

        for name, work in (("proving five sentences", prove), ("the gate", gate)):
            middle, worst = np.quantile(measured(work), (0.5, 0.95))
            figures = f"p50 {middle * 1000:6.1f} ms   p95 {worst * 1000:6.1f} ms"
            sys.stdout.write(f"{name:<24} {figures}   limit {LIMITS[name] * 1000:.0f} ms\n")


def _gate(ranked: Ranking, _round: int) -> list[Span]:
    unread = replace(ranked)
    return unread.quotes() if unread.speaks_of() else []


if __name__ == "__main__":
    main()
