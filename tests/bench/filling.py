"""A library of any size in little time: passages of random words, with synthetic vectors written in bulk."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, partial

import numpy as np

from store import keywords
from store.article import Article, Passage, Sentence
from store.at_once import at_once
from store.catalog import Catalog
from store.chunking import revision
from store.embedding import Embedder
from store.indexing import Writer
from store.loading import article_id
from store.rows import STATED, values_of, values_of_passage
from store.terms import index_terms
from tests.store.hashing import hashing

DIMENSION = 384
"""As long as the vectors of the default embedding."""

PASSAGES_PER_ARTICLE = 4
WORDS_PER_PASSAGE = 20
_SYLLABLES = [f"{consonant}{vowel}" for consonant in "bdfgklmnprstvz" for vowel in "aou"]
_VOCABULARY = ["".join(three) for three in itertools.islice(itertools.product(_SYLLABLES, repeat=3), 20_000)]
_PASSAGE = "key, article, id, ordinal, start, end, sentences, published"
_BULK = 1000
"""Articles of one commit and of one write to Chroma, which takes 5,000 vectors at a time."""


def words(source: random.Random, n: int) -> str:
    """Return words that are as unevenly common as those of a language are (Zipf)."""
    ranks = (int(len(_VOCABULARY) ** source.random()) for _ in range(n))
    return " ".join(_VOCABULARY[rank - 1] for rank in ranks)


def synthetic() -> Embedder:
    """Return an embedding that takes next to no time, of the default one's dimension."""
    return hashing("synthetic", DIMENSION)


def fill(writer: Writer, passages: int) -> None:
    """Bring an empty library to this many passages, one sentence each.

    Everything is in the tables and collections of the program, but for the sketches by which copies are found.
    """
    embedder = synthetic()
    vectors = writer.open_epoch(1, DIMENSION)
    with writer.catalog.writing():
        writer.state(1, DIMENSION)
        writer.catalog.set_fact("seeded", "yes")  # else `tumen articles` would take in the seeds first
    made = _articles(random.Random(7), passages // PASSAGES_PER_ARTICLE)
    while parts := list(itertools.islice(made, _BULK)):
        flat = [passage for _, own in parts for passage in own]
        rows = embedder.passages([passage.text for passage in flat])
        at_once(partial(vectors.write, flat, rows, rows), partial(_write_catalog, writer.catalog, parts))


def _write_catalog(catalog: Catalog, parts: Iterable[tuple[Article, Sequence[Passage]]]) -> None:
    """Write articles with their passages, as `Catalog.put` does."""
    connection = catalog.connection
    with catalog.writing():
        (last,) = connection.execute("SELECT coalesce(max(key), 0) FROM articles").fetchone()
        for key, (article, own) in enumerate(parts, last + 1):
            values = (key, article.id, *values_of(article))
            connection.execute(f"INSERT INTO articles (key, digest, id, {STATED}) VALUES ({_marks(values)})", values)
            first = (key - 1) * PASSAGES_PER_ARTICLE + 1
            for at, passage in enumerate(own, first):
                row = (at, key, *values_of_passage(passage))
                connection.execute(f"INSERT INTO passages ({_PASSAGE}) VALUES ({_marks(row)})", row)
                keywords.put(connection, at, [term for word in passage.text.split() for term in _terms(word)])


@cache
def _terms(word: str) -> tuple[str, ...]:
    """Return what `index_terms` makes of a text's word: none of these words is part of a name."""
    return index_terms(word, "en")


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


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
