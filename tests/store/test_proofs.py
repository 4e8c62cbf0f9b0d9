"""The doctor finds every single row that does not agree: what it passes can be trusted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from store import Article, Library
from store.access import Access
from tests.store.hashing import DIMENSION, hashing

STORY = "The ferry sailed from Rajin to Vladivostok in May. It carried forty passengers.\n\n" * 20


def lose_a_keyword_row(access: Access) -> None:
    access.catalog.connection.execute("DELETE FROM keywords WHERE rowid = 1")


def swap_keyword_rows(access: Access) -> None:
    access.catalog.connection.execute("UPDATE keywords SET terms = 'other words' WHERE rowid = 1")


def file_a_ghost(access: Access) -> None:
    access.catalog.connection.execute("INSERT INTO keywords (rowid, terms) VALUES (999, 'ghost')")


def forget_a_sound(access: Access) -> None:
    access.catalog.connection.execute("DELETE FROM sounds")


def move_a_passage(access: Access) -> None:
    access.catalog.connection.execute("UPDATE passages SET start = start + 3 WHERE ordinal = 1")


def lose_a_vector(access: Access) -> None:
    access.ask_vectors(lambda vectors: vectors.rows.delete(sorted(vectors.passages.ids())[:1]))


def lengthen_a_vector(access: Access) -> None:
    def write() -> None:
        passages = access.current_vectors().passages
        (first, *_) = sorted(passages.ids())
        kept = {k: v for k, v in passages.metadata([first])[first].items() if isinstance(v, str | int)}
        passages.upsert([first], np.zeros((1, DIMENSION), dtype=np.float32), [kept])

    access.ask(write)


def lengthen_a_sentence(access: Access) -> None:
    def write() -> None:
        rows = access.current_vectors().rows
        (first, count), *_ = sorted(rows.counts().items())
        vectors = rows.fetch({first: count})[first].copy()
        vectors[-1] *= 2
        rows.write({first: vectors}, {first: {}})

    access.ask(write)


def postdate_a_vector(access: Access) -> None:
    def write() -> None:
        passages = access.current_vectors().passages
        (first, *_) = sorted(passages.ids())
        row = passages.fetch([first])[first]
        passages.upsert([first], row[None], [{"published": 20300101}])

    access.ask(write)


def add_a_stray(access: Access) -> None:
    def write() -> None:
        row = np.full((1, DIMENSION), DIMENSION**-0.5, dtype=np.float32)
        access.current_vectors().passages.upsert(["stray"], row, [{"revision": "x"}])

    access.ask(write)


def file_a_stray(access: Access) -> None:
    def write() -> None:
        row = np.full((1, DIMENSION), DIMENSION**-0.5, dtype=np.float32)
        access.current_vectors().rows.write({"stray": np.vstack([row, row])}, {"stray": {}})

    access.ask(write)


def forget_a_sketch(access: Access) -> None:
    with access.catalog.writing():
        access.catalog.connection.execute("DELETE FROM sketches")


def link_to_nowhere(access: Access) -> None:
    with access.catalog.writing():
        access.catalog.connection.execute("INSERT INTO copies SELECT key, 4711 FROM articles")


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lose_a_keyword_row, "1 passages are missing from the keyword index"),
        pytest.param(swap_keyword_rows, "filed wrongly", marks=pytest.mark.slow),
        pytest.param(file_a_ghost, "1 keyword rows belong to no passage", marks=pytest.mark.slow),
        pytest.param(forget_a_sound, "passages are not found by their sound", marks=pytest.mark.slow),
        (move_a_passage, "passages of 1 articles do not tile"),
        (lose_a_vector, "20 of 40 vectors of sentences are missing"),
        pytest.param(lengthen_a_vector, "1 vectors of passages are not what was written", marks=pytest.mark.slow),
        pytest.param(postdate_a_vector, "1 vectors of passages are not what was written", marks=pytest.mark.slow),
        pytest.param(forget_a_sketch, "1 articles have not been compared", marks=pytest.mark.slow),
        pytest.param(link_to_nowhere, "1 links between copies lead nowhere", marks=pytest.mark.slow),
        pytest.param(lengthen_a_sentence, "1 vectors of sentences are not what was written", marks=pytest.mark.slow),
        pytest.param(file_a_stray, "1 vectors of sentences belong to no article", marks=pytest.mark.slow),
        pytest.param(add_a_stray, "1 vectors of passages belong to no article", marks=pytest.mark.slow),
    ],
)
def test_the_doctor_finds_one_wrong_row_and_rebuild_mends_it(
    tmp_path: Path, damage: Callable[[Access], None], words: str
) -> None:
    with Library.open(tmp_path, embedding=hashing(), seeds=False) as library:
        library.add_articles([Article(id="", title="t", text=STORY, source="s", published="2019-04")])
        assert library.status().problems == []
        damage(library._access)
        (problem,) = library.status().problems
        assert words in problem
        assert "tumen rebuild" in problem
        library.rebuild()
        assert library.status().problems == []
