"""A library of any size in little time: passages of random words, with synthetic vectors written in bulk."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

import numpy as np

from store.article import Article, Passage, Sentence
from store.chunking import revision
from store.embedding import Embedder
from store.indexing import Writer
from store.loading import article_id
from tests.store.hashing import hashing

DIMENSION = 384
"""As long as the vectors of the default embedding."""

PASSAGES_PER_ARTICLE = 4
WORDS_PER_PASSAGE = 20
_VOCABULARY = [f"w{n}" for n in range(20_000)]
_BULK = 250
"""Articles of one commit."""


def words(source: random.Random, n: int) -> str:
    """Return words that are as unevenly common as those of a language are (Zipf)."""
    ranks = (int(len(_VOCABULARY) ** source.random()) for _ in range(n))
    return " ".join(_VOCABULARY[rank - 1] for rank in ranks)


def synthetic() -> Embedder:
    """Return an embedding that takes next to no time, of the default one's dimension."""
    return hashing("synthetic", DIMENSION)


def fill(writer: Writer, passages: int) -> None:
    """Bring a library to this many passages, one sentence each."""
    source = random.Random(7)
    embedder = synthetic()
    vectors = writer.open_epoch(1, DIMENSION)
    with writer.catalog.writing():
        writer.state(1, DIMENSION)
    made = _articles(source, passages // PASSAGES_PER_ARTICLE)
    while some := [next(made, None) for _ in range(_BULK)]:
        parts = [part for part in some if part]
        if not parts:
            return
        flat = [passage for _, own in parts for passage in own]
        rows = embedder.passages([passage.text for passage in flat])
        vectors.write("passages", flat, rows)
        vectors.write("sentences", flat, rows)
        with writer.catalog.writing():
            for article, own in parts:
                writer.catalog.put(article, article_id(article.text), own)


def _articles(source: random.Random, count: int) -> Iterator[tuple[Article, Sequence[Passage]]]:
    for n in range(count):
        texts = [f"{words(source, WORDS_PER_PASSAGE)}. " for _ in range(PASSAGES_PER_ARTICLE)]
        text = "".join(texts)
        day = f"20{10 + n % 15}-{1 + n % 12:02}-{1 + n % 28:02}"
        article = Article(article_id(text), f"Article {n}", text, f"Publisher {n % 30}", day, source=f"bench-{n}")
        edges = np.cumsum([0, *map(len, texts)]).tolist()
        yield article, [_passage(article, i, edges[i], edges[i + 1]) for i in range(PASSAGES_PER_ARTICLE)]


def _passage(article: Article, ordinal: int, start: int, end: int) -> Passage:
    sentence = Sentence(start, end - 1, article.text[start : end - 1])
    text = article.text[start:end]
    return Passage(f"{revision(article)}-{ordinal}", article, ordinal, start, end, text, (sentence,))
