"""The keyword index: BM25 over preprocessed terms, in SQLite's FTS5.

`store.words` makes the terms (stems, names); FTS5 only has to keep them apart. Its ``ascii`` tokenizer takes every
character beyond ASCII as part of a term, so no term is cut, whatever the script.
"""

from __future__ import annotations

import json
import math
import sqlite3
import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import NamedTuple

from store.narrowing import Wanted

SCHEMA = """
CREATE VIRTUAL TABLE keywords USING fts5(terms, tokenize = "ascii tokenchars '_'");
CREATE VIRTUAL TABLE keyword_counts USING fts5vocab(keywords, 'row');
"""

MATCHING = "SELECT rowid FROM keywords WHERE keywords MATCH ?"
"""Selects the keys of the passages that match a query (`any_of`)."""

_MOST_TERMS = 128
"""Terms of one query; SQLite bounds the depth of an expression, and a question has fewer."""

_WALK = 600
"""Matches to walk over for the candidates of one search, unless the rarest term alone has more."""

_MOST_REMEMBERED = 50_000

NEAR = 15
"""Terms of a stretch of text as long as a sentence: those of XQuAD's paragraphs have 15 on average."""

_K1, _B, _LEAST_RARITY = 1.2, 0.75, 1e-6
"""FTS5's own constants, the last the weight of a term that is in half of the passages or more."""


@cache
def terms_version() -> str:
    """Name the way terms are made: a checksum of the code and the word lists they come from."""
    folder = resources.files("store")
    sources = ("words.py", "spelling.py", "names.py", "sounds.py", "stopwords.yaml", "gazetteer.yaml")
    return f"{zlib.crc32(b''.join(folder.joinpath(name).read_bytes() for name in sources)):08x}"


def file(connection: sqlite3.Connection, key: int, text: str, language: str) -> None:
    """File a passage under the terms of its text."""
    from store import sounds
    from store.terms import index_terms  # whoever only lists articles needs no word lists

    put(connection, key, index_terms(text, language))
    sounds.file(connection, text, language)


def put(connection: sqlite3.Connection, key: int, terms: Iterable[str]) -> None:
    """File a passage under its terms."""
    connection.execute("INSERT INTO keywords (rowid, terms) VALUES (?, ?)", (key, " ".join(terms)))


def drop(connection: sqlite3.Connection, keys: Iterable[int]) -> None:
    """Take passages out of the index."""
    connection.executemany("DELETE FROM keywords WHERE rowid = ?", ((key,) for key in keys))


def clear(connection: sqlite3.Connection) -> None:
    """Empty the index."""
    connection.execute("DELETE FROM keywords")
    connection.execute("DELETE FROM sounds")


@dataclass(frozen=True, slots=True)
class Statistics:
    """What BM25 weighs a question's terms by."""

    passages: int
    mean_length: float
    """How many terms a passage has on average, 1 at least."""
    frequency: Mapping[str, int]
    """In how many passages each term of the question occurs."""


class RememberedStatistics:
    """Statistics, remembered for one generation of the catalog.

    FTS5 counts a term by walking over its matches, which for a common one takes longer than the rest of a search.
    """

    def __init__(self) -> None:
        self._generation = -1
        self._size = (0, 1.0)
        self._known: dict[str, int] = {}

    def of(self, connection: sqlite3.Connection, generation: int, terms: Collection[str]) -> Statistics:
        """Return the statistics of these terms."""
        changed = generation != self._generation or len(self._known) > _MOST_REMEMBERED
        if changed:
            self._generation, self._known = generation, {}
        if unknown := set(terms) - self._known.keys():
            rows = connection.execute(
                "SELECT term, doc FROM keyword_counts WHERE term IN (SELECT value FROM json_each(?))",
                (json.dumps([term.lower() for term in unknown]),),
            )
            counted = dict(rows.fetchall())
            self._known |= {term: counted.get(term.lower(), 0) for term in unknown}
        if changed:  # counting has made FTS5 write its averages
            self._size = size(connection)
        return Statistics(*self._size, {term: self._known[term] for term in terms})


def best(connection: sqlite3.Connection, statistics: Statistics, n: int, wanted: Wanted) -> list[int]:
    """Return the keys of about the `n` best passages by BM25, any term matching, best first.

    The rarest terms name them, as many as `_WALK` matches allow: a common term tells little and costs a walk over most
    of the library.
    """
    rare = _rarest(statistics.frequency)
    if not rare:
        return []
    of_publisher = (
        " AND (SELECT articles.id FROM passages JOIN articles ON articles.key = article"
        " WHERE passages.key = keywords.rowid) IN (SELECT value FROM json_each(?5))"
    )
    rows = connection.execute(
        "SELECT keywords.rowid FROM keywords"
        " WHERE keywords MATCH ?1"
        " AND (?2 IS NULL OR (SELECT published FROM passages WHERE passages.key = keywords.rowid) <= ?2)"
        " AND (?3 IS NULL OR (SELECT published FROM passages WHERE passages.key = keywords.rowid) >= ?3)"
        f"{of_publisher if wanted.articles is not None else ''} ORDER BY rank LIMIT ?4",
        (
            any_of(rare),
            wanted.until,
            wanted.since,
            n,
            *([json.dumps(sorted(wanted.articles))] if wanted.articles is not None else []),
        ),
    )
    return [int(key) for (key,) in rows]


class Match(NamedTuple):
    """How a passage matches a question's terms, larger is better; 0 when none occurs."""

    bm25: float = 0.0
    together: float = 0.0
    """The most that terms within `NEAR` of each other tell, each by its `_rarity`: a sentence about what is asked."""


def scores(connection: sqlite3.Connection, statistics: Statistics, keys: Collection[int]) -> dict[int, Match]:
    """Return how these passages match, by key, over all terms; BM25 has k1 = 1.2 and b = 0.75.

    The same number as FTS5's own ``bm25``, which could only give it by walking over every match of every term. The
    terms are read from FTS5's table of contents, a tenth of the time it takes through FTS5.
    """
    occurring = {term.lower(): n for term, n in statistics.frequency.items() if n}
    weights = {
        term: (_K1 + 1) * max(math.log((statistics.passages - n + 0.5) / (n + 0.5)), _LEAST_RARITY)
        for term, n in occurring.items()
    }
    # ids of names, which end in an underscore, are filed behind all words: none stands near them
    rarity = {term: 0 if term[-1] == "_" else _rarity(statistics.passages, n) for term, n in occurring.items()}
    rows = connection.execute(
        "SELECT filed.id, filed.c0 FROM json_each(?) AS key JOIN keywords_content AS filed ON filed.id = key.value",
        (json.dumps(list(keys)),),
    )
    found = {}
    for key, text in rows:
        terms = text.split()
        norm = _K1 * (1 - _B + _B * len(terms) / statistics.mean_length)
        bm25 = 0.0
        present = weights.keys() & terms
        for term in present:
            n = terms.count(term)
            bm25 += weights[term] * n / (n + norm)
        alone = sum(rarity[term] for term in present)
        found[int(key)] = Match(bm25, _together(terms, rarity) if len(present) > 1 else alone)
    return found


def _together(terms: Sequence[str], rarity: Mapping[str, float]) -> float:
    """Return the most that the terms of one stretch of `NEAR` tell, by the rarity of those that tell something."""
    told, last = 0.0, dict[str, int]()
    for at in [at for at, term in enumerate(terms) if term in rarity]:
        last[terms[at]] = at
        here = 0.0
        for term, seen in last.items():
            if at - seen < NEAR:
                here += rarity[term]
        told = max(told, here)
    return told


def coverage(statistics: Statistics) -> float:
    """Return how much of a question the index knows, 0 to 1: its terms that occur at all, weighted by their rarity.

    A question in another language than the articles shares only names and numbers with them. The weight is BM25's
    inverse document frequency (Robertson and Spärck Jones), never negative.
    """
    frequency = statistics.frequency
    rarity = {term: _rarity(statistics.passages, n) for term, n in frequency.items()}
    total = sum(rarity.values())
    return sum(rarity[term] for term, n in frequency.items() if n) / total if total else 0.0


def _rarity(passages: int, n: int) -> float:
    return math.log(1 + (passages - n + 0.5) / (n + 0.5))


def _rarest(frequency: Mapping[str, int]) -> list[str]:
    """Return the terms that occur, the rarest first, as long as they match `_WALK` times together; one at least."""
    rare: list[str] = []
    matches = 0
    for term, n in sorted(frequency.items(), key=lambda item: item[1]):
        if n and (not rare or matches + n <= _WALK):
            rare.append(term)
            matches += n
    return rare


def size(connection: sqlite3.Connection) -> tuple[int, float]:
    """Return the number of passages filed, and how many terms one has on average (1 at least).

    FTS5 keeps both in the row of its averages: the variable-length integers of its file format, rows then terms.
    Counting them would cost a walk over the library.
    """
    row = connection.execute("SELECT block FROM keywords_data WHERE id = 1").fetchone()
    numbers = [0]
    for byte in row[0] if row else b"":
        numbers[-1] = numbers[-1] << 7 | byte & 0x7F
        if byte < 0x80:
            numbers.append(0)
    passages, terms = numbers[0], numbers[1] if len(numbers) > 1 else 0
    return passages, max(terms / passages, 1.0) if passages else 1.0


def any_of(terms: Collection[str]) -> str:
    """Return a query of FTS5 that any of the terms matches."""
    quoted = ('"{}"'.format(term.replace('"', " ")) for term in list(dict.fromkeys(terms))[:_MOST_TERMS])
    return " OR ".join(quoted)
