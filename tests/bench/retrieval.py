"""Paragraph retrieval on SQuAD-format files: ``python -m tests.bench.retrieval QUESTIONS.json PARAGRAPHS.json``.

Every paragraph becomes an article of its own; a question counts as answered at k when a passage of its paragraph is
among the first k articles found. Give two languages of XQuAD for retrieval across languages, or one file twice.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple

from store import Article, Library
from store.words import language_of


class Figures(NamedTuple):
    """Hits@1, Hits@5 and mean reciprocal rank (over the first 10) of a run."""

    hits1: float
    hits5: float
    reciprocal_rank: float


def paragraphs(path: Path) -> list[dict[str, Any]]:
    """Return the paragraphs of a SQuAD file in order, each with its text (`context`) and questions (`qas`)."""
    data = json.loads(path.read_text(encoding="utf-8"))["data"]
    return [paragraph for article in data for paragraph in article["paragraphs"]]


def fill(library: Library, path: Path) -> dict[str, int]:
    """Add each paragraph as an article; return the number of the paragraph by article id."""
    articles = [
        Article(id="", title=f"Paragraph {n}", text=text, language=language_of(text), source=f"paragraph:{n}")
        for n, text in enumerate(paragraph["context"] for paragraph in paragraphs(path))
    ]
    library.add_articles(articles)
    return {article.id: int(article.source.partition(":")[2]) for article in library.articles()}


def rank_of(library: Library, question: str, number: int, numbers: dict[str, int]) -> int | None:
    """Return the rank of the right paragraph among the first 10 found, from 1."""
    found = dict.fromkeys(numbers[hit.passage.article.id] for hit in library.search(question, k=20))
    return next((rank for rank, n in enumerate(list(found)[:10], start=1) if n == number), None)


def measure(library: Library, questions: Path, numbers: dict[str, int]) -> Figures:
    """Ask every question and return the figures."""
    ranks = [
        rank_of(library, qa["question"], number, numbers)
        for number, paragraph in enumerate(paragraphs(questions))
        for qa in paragraph["qas"]
    ]
    n = len(ranks)
    return Figures(
        sum(rank == 1 for rank in ranks) / n,
        sum(rank is not None and rank <= 5 for rank in ranks) / n,
        sum(1 / rank for rank in ranks if rank) / n,
    )


def main() -> None:
    """Print the figures of one run."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("questions", type=Path)
    parser.add_argument("paragraphs", type=Path)
    parser.add_argument("--home", type=Path, help="keep the library here, to measure again without indexing")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        with Library.open(options.home or folder, seeds=False) as library:
            numbers = fill(library, options.paragraphs)
            filled = time.perf_counter()
            figures = measure(library, options.questions, numbers)
            asked = time.perf_counter()
    print(f"Hits@1 {figures.hits1:.3f}  Hits@5 {figures.hits5:.3f}  MRR {figures.reciprocal_rank:.3f}")
    print(f"indexed {len(numbers)} paragraphs in {filled - started:.1f} s, asked in {asked - filled:.1f} s")


if __name__ == "__main__":
    main()
