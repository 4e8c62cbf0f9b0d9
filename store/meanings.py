"""How near two words are in meaning, within and across English, Russian, German and Korean, from a table.

The table (`meanings.npz`, made by `qa.evaluation.fit_meanings`) holds a vector for each of the commonest stems; a
look-up costs microseconds, where embedding a word costs milliseconds. It is fitted with multilingual-e5-small, whatever
embedding the library uses.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from store.words import stem

Matrix = NDArray[np.float32]


def table_path() -> Path:
    """Where the table is."""
    return Path(__file__).with_name("meanings.npz")


def key_of(word: str, language: str) -> str:
    """What a word is filed under: its stem, German ones apart from English ones of the same letters."""
    found = stem(word, language)
    return f"de:{found}" if language == "de" else found


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, int], NDArray[np.int8]]:
    with np.load(table_path()) as table:
        return {word: row for row, word in enumerate(str(table["words"]).split())}, table["vectors"]


@lru_cache(maxsize=1)
def _ranks() -> NDArray[np.float32]:
    """Rank of each word of the table among those of its language, from 1: words stand by language, commonest first."""
    words = list(_table()[0])
    languages = [_language(word) for word in words]
    seen: dict[str, int] = {}
    ranks = []
    for language in languages:
        seen[language] = seen.get(language, 0) + 1
        ranks.append(seen[language])
    return np.array(ranks, dtype=np.float32)


def _language(key: str) -> str:
    if key.startswith("de:"):
        return "de"
    if "\u0400" <= key[0] <= "\u04ff":
        return "ru"
    return "ko" if key[0] >= "\uac00" else "en"


def has_meaning(key: str) -> bool:
    """Whether the table has a word, by `key_of`."""
    return key in _table()[0]


def rarity(key: str) -> float:
    """How rare a word is in its language at large, by `key_of`, from 0 to 1: the logarithm of its rank (Zipf 1949).

    The thousandth word has .73; 1 for what the table lacks.
    """
    row = _table()[0].get(key)
    return 1.0 if row is None else float(np.log(_ranks()[row]) / np.log(13_000))


def meanings(keys: Sequence[str]) -> Matrix:
    """The unit vectors of words by `key_of`, (len(keys), dimension); zeros where the table has none."""
    return _unit_vectors(tuple(keys))


@lru_cache(maxsize=512)
def _unit_vectors(keys: tuple[str, ...]) -> Matrix:
    rows, vectors = _table()
    found = np.zeros((len(keys), vectors.shape[1]), dtype=np.float32)
    for i, key in enumerate(keys):
        if (row := rows.get(key)) is not None:
            found[i] = vectors[row]
    unit = np.asarray(found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9), dtype=np.float32)
    unit.setflags(write=False)  # every asker gets the same array
    return unit


def nearness(some: Sequence[str], others: Sequence[str]) -> Matrix:
    """Cosines of words by `key_of`, (len(some), len(others)): 1 for the same word, 0 where the table lacks either."""
    near = meanings(some) @ meanings(others).T
    same = np.array([[a == b for b in others] for a in some], dtype=bool).reshape(near.shape)
    return np.asarray(np.where(same, 1, near), dtype=np.float32)
