"""What proving costs: ``python -m tests.bench.proof``.

Two figures over the articles that come with the project, each against its limit on two cores: proving an answer of five
sentences, embedding them included, and the gate: reading the best sentences, once ranked, and deciding.

Each round has articles and claims of its own, as a user's question has: in every sentence of both stands the number of
the round, so that no text of one round is found in a cache of another. As in `tumen --ask`,
no garbage is collected meanwhile.
"""

from __future__ import annotations

import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np

from qa import entailment
from qa.chain import PASSAGES
from qa.citing import CitedSentence
from qa.commands.collecting import uncollected
from qa.evidence import Evidence
from qa.proving import Prover
from qa.question import Question
from qa.quoting import Ranking, rank
from store import Article, Library, e5_layers
from store.embedding import load_embedder
from store.sentences import split_sentences

ROUNDS = 15
QUESTION = "What did Kim Jong Un do in Vladivostok in April 2019?"
SENTENCES = (
    "Kim Jong Un arrived in Vladivostok by armored train.",
    "He met Putin on the campus of the Far Eastern Federal University.",
    "Kolokoltsev was the most senior Russian to visit Pyongyang since September.",
    "Ankit Panda said that a meeting within weeks or months would not surprise him.",
    "Kim Jong Il went no further than Ulan-Ude on his last journey.",
)
LIMITS = {"proving five sentences": 0.150, "the gate": 0.020}
_CLOSE = re.compile(r"[.!?]?[”\"]?$")


def marked(sentence: str, number: int) -> str:
    """The sentence as it is in a round, ``He came by train, volume 7.``"""
    return _CLOSE.sub(f", volume {number}\\g<0>", sentence, count=1)


def copied(article: Article, number: int) -> Article:
    """The article as it is in a round: every sentence marked, nothing else changed."""
    pieces, at = [], 0
    for sentence in split_sentences(article.text, article.language):
        pieces += [article.text[at : sentence.start], marked(sentence.text, number)]
        at = sentence.end
    return replace(article, id="", text="".join(pieces) + article.text[at:])


def rounds(folder: Path) -> Iterator[tuple[int, Ranking]]:
    """The number of each round, and what its library has for the question."""
    embedder = load_embedder("e5")
    with Library.open(folder / "seeds", embedding=embedder) as library:
        articles = library.articles()
    for number in range(20, 21 + ROUNDS):
        with Library.open(folder / str(number), embedding=embedder, seeds=False) as library:
            library.add_articles([copied(article, number) for article in articles])
            evidence = Evidence.gather(QUESTION, library, k=PASSAGES)
            yield number, rank(Question(QUESTION), evidence)


def seconds(work: Callable[[], object]) -> float:
    """How long a piece of work takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def gate(ranked: Ranking) -> None:
    """Decide whether the articles say it, and what to quote."""
    if ranked.speaks_of():
        ranked.quotes()


def prove(evidence: Evidence, number: int) -> None:
    """Prove an answer of five sentences."""
    prover = Prover(evidence, offered=len(evidence.hits))
    for _ in prover.prove_all([CitedSentence(" ", marked(sentence, number), (1,)) for sentence in SENTENCES]):
        pass


def main() -> None:
    """Print the median and the 95th percentile of each figure against its limit; the first round loads tables.

    What embeds claims and what reads them beside spans is loaded before, as it is while a model writes.
    """
    e5_layers.load()
    entailment.load()
    taken: dict[str, list[float]] = {name: [] for name in LIMITS}
    with tempfile.TemporaryDirectory() as folder:
        for number, ranked in rounds(Path(folder)):
            with uncollected():
                taken["the gate"].append(seconds(partial(gate, ranked)))
                taken["proving five sentences"].append(seconds(partial(prove, ranked.evidence, number)))
    for name, limit in LIMITS.items():
        middle, worst = np.quantile(taken[name][1:], (0.5, 0.95))
        figures = f"p50 {middle * 1000:6.1f} ms   p95 {worst * 1000:6.1f} ms"
        sys.stdout.write(f"{name:<24} {figures}   limit {limit * 1000:.0f} ms\n")


if __name__ == "__main__":
    main()
