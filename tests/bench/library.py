"""Growth in ratios: ``python -m tests.bench.library [--sizes 1000 10000 100000] [--only add search memory]``.

Adding against the bare embedder, searching against a bare query of Chroma's, the memory of adding little and much
against that of Chroma alone, and the list of a large library. Vectors of `search` and `memory` are synthetic and as
long as those of the default embedding; embedding the questions is no part of either side. A line that misses its aim
says so.
"""

from __future__ import annotations

import argparse
import itertools
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from operator import methodcaller
from pathlib import Path

import numpy as np
from chromadb.api.models.Collection import Collection

from store import Article, Library
from store.chunking import split_passages
from store.embedding import load_embedder
from store.listing import Filter
from tests.bench import memory
from tests.bench.filling import fill, synthetic, words

ROOT = Path(__file__).parents[2]
ROUNDS, QUESTIONS, WARMING = 5, 100, 10
PASSAGES_WANTED = 8
LISTINGS = 5


def report(what: str, value: float, aim: str, passed: bool) -> None:
    print(f"{what:<58}{value:>9.2f}   aim {aim:<10}{'ok' if passed else 'MISSED'}", flush=True)


def seconds(work: Callable[[], object]) -> float:
    """Return how long one call takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def run(command: list[str]) -> str:
    """Return what a command prints."""
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def measure_add(rounds: int = 3) -> None:
    """Add the seeds' sentences, each once, with the default embedding; and embed the very same passages, bare."""
    embedder = load_embedder("e5")
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder) / "seeds", embedding=embedder) as seeds:
        sentences = [s.text for a in seeds.articles() for p in seeds.passages(a.id) for s in p.sentences]
    shares = []
    for round_ in range(rounds):
        source = random.Random(round_)
        mixed = source.sample(sentences, 60)
        texts = ["\n\n".join(" ".join(mixed[at : at + 5]) for at in range(n, n + 20, 5)) for n in range(0, 60, 20)]
        articles = [Article(id="", title=f"{round_}-{n}", text=t, source=f"{n}") for n, t in enumerate(texts)]
        parts = list(itertools.chain.from_iterable(split_passages(article) for article in articles))
        with tempfile.TemporaryDirectory() as folder, Library.open(folder, embedding=embedder, seeds=False) as library:
            began = time.perf_counter()
            embedder.passages([p.text.strip() for p in parts])
            embedder.passages([s.text for p in parts for s in p.sentences])
            bare = time.perf_counter() - began
            began = time.perf_counter()
            library.add_articles(articles)
            shares.append(bare / (time.perf_counter() - began))
    share = float(np.median(shares))
    report("adding: share of the bare embedder's throughput", share, ">= 0.85", share >= 0.85)


def measure_search(sizes: list[int]) -> None:
    """Search libraries of these sizes, and see whether the time grows slower than the square root of the size."""
    spent = {size: measure_one_size(size) for size in sizes}
    for small, large in itertools.pairwise(sizes):
        growth, aim = spent[large] / spent[small], (large / small) ** 0.5
        report(f"search: growth from {small:,} to {large:,} passages", growth, f"< {aim:.2f}", growth < aim)


def measure_one_size(size: int) -> float:
    """Report on a library of so many passages; returns the p95 of a search in seconds."""
    with tempfile.TemporaryDirectory() as folder, Library.open(folder, embedding=synthetic(), seeds=False) as library:
        filled = seconds(lambda: library._access.write(lambda writer: fill(writer, size), prepared=False))
        print(f"filled with {size:,} passages in {filled:.0f} s", flush=True)
        rounds = [p95_of_both(library, random.Random(seed)) for seed in range(ROUNDS)]
        spent, bare = np.median(np.array(rounds), axis=0)
        ratio = float(np.median([search / query for search, query in rounds]))
        what = f"search, {size:,} passages: p95 of {spent * 1e3:.1f} ms by a bare query's {bare * 1e3:.1f}"
        report(what, ratio, "<= 3", ratio <= 3)
        listed = max(seconds(lambda: library.listing(Filter())) for _ in range(LISTINGS))
        report(f"list of articles, {size:,} passages: seconds of the call", listed, "< 0.5", listed < 0.5)
        command = [sys.executable, "-m", "qa", "articles", "--home", folder]
        whole = float(np.median([seconds(partial(run, command)) for _ in range(LISTINGS)]))
        report(f"`tumen articles`, {size:,} passages: seconds of the process", whole, "< 0.5", whole < 0.5)
    return float(spent)


def p95_of_both(library: Library, source: random.Random) -> tuple[float, float]:
    """Return the p95 in seconds of whole searches and of Chroma's own, with questions that were never asked before.

    They take turns, so that whatever else the machine does slows both. A bare query is what one asks of Chroma alone:
    so many passages as a search returns, with all that Chroma gives by itself.
    """
    questions = [words(source, 8) for _ in range(WARMING + QUESTIONS)]
    queries = library.embed_queries(questions).tolist()
    vectors = library._access.ask_vectors(lambda vectors: vectors)
    searches: list[float] = []
    bare: list[float] = []
    for question, query in zip(questions, queries, strict=True):
        searches.append(seconds(partial(library.search, question, k=PASSAGES_WANTED)))
        ask = methodcaller("query", query_embeddings=[query], n_results=PASSAGES_WANTED)
        bare.append(vectors.passages.ask(partial(time_one, ask)))
    return float(np.percentile(searches[WARMING:], 95)), float(np.percentile(bare[WARMING:], 95))


def time_one(ask: Callable[[Collection], object], collection: Collection) -> float:
    """Return the seconds of one query, without opening the collection."""
    return seconds(partial(ask, collection))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000, 100_000])
    parser.add_argument("--only", nargs="+", choices=["add", "search", "memory"], default=["add", "search", "memory"])
    options = parser.parse_args()
    if "add" in options.only:
        measure_add()
    if "search" in options.only:
        measure_search(options.sizes)
    if "memory" in options.only:
        memory.measure(report)


if __name__ == "__main__":
    main()
