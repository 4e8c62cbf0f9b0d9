"""The keyword index: BM25 over preprocessed terms, in SQLite's FTS5.

`store.words` makes the terms (stems, names); FTS5 only has to keep them apart. Its ``ascii`` tokenizer takes every
character beyond ASCII as part of a term, so no term is cut, whatever the script.
"""

from __future__ import annotations

import math
import sqlite3
import zlib
from collections.abc import Collection, Iterable
from functools import cache
from importlib import resources

SCHEMA = """
CREATE VIRTUAL TABLE keywords USING fts5(terms, tokenize = "ascii tokenchars '_'");
CREATE VIRTUAL TABLE keyword_counts USING fts5vocab(keywords, 'row');
"""

MATCHING = "SELECT rowid FROM keywords WHERE keywords MATCH ?"
"""Selects the keys of the passages that match a query (`any_of`)."""

_MOST_TERMS = 128
"""Terms of one query; SQLite bounds the depth of an expression, and a question has fewer."""


@cache
def terms_version() -> str:
    """Name the way terms are made: a checksum of the code and the word lists they come from."""
    folder = resources.files("store")
    sources = ("words.py", "names.py", "stopwords.yaml", "gazetteer.yaml")
    return f"{zlib.crc32(b''.join(folder.joinpath(name).read_bytes() for name in sources)):08x}"


def put(connection: sqlite3.Connection, key: int, terms: Iterable[str]) -> None:
    """File a passage under its terms."""
    connection.execute("INSERT INTO keywords (rowid, terms) VALUES (?, ?)", (key, " ".join(terms)))


def drop(connection: sqlite3.Connection, keys: Iterable[int]) -> None:
    """Take passages out of the index."""
    connection.executemany("DELETE FROM keywords WHERE rowid = ?", ((key,) for key in keys))


def clear(connection: sqlite3.Connection) -> None:
    """Empty the index."""
    connection.execute("DELETE FROM keywords")


def best(connection: sqlite3.Connection, terms: Collection[str], n: int, until: int | None) -> dict[int, float]:
    """Return the BM25 (k1 = 1.2, b = 0.75; larger is better) of the `n` best passages by key, any term matching.

    `until` (YYYYMMDD) leaves out passages of articles that were not yet published, or of unknown date.
    """
    if not terms:
        return {}
    rows = connection.execute(
        "SELECT keywords.rowid, -bm25(keywords) AS score FROM keywords"
        " WHERE keywords MATCH ?1"
        " AND (?2 IS NULL OR (SELECT published FROM passages WHERE passages.key = keywords.rowid) <= ?2)"
        " ORDER BY score DESC LIMIT ?3",
        (any_of(terms), until, n),
    )
    return {int(key): float(score) for key, score in rows}


def scores(connection: sqlite3.Connection, terms: Collection[str], keys: Collection[int]) -> dict[int, float]:
    """Return the BM25 of these passages by key; those where no term matches are left out."""
    if not terms or not keys:
        return {}
    wanted = ",".join(str(int(key)) for key in keys)
    rows = connection.execute(
        # The plus keeps SQLite from searching once per key: one walk over the matches, scoring only the wanted.
        f"SELECT rowid, -bm25(keywords) FROM keywords WHERE keywords MATCH ? AND +rowid IN ({wanted})",
        (any_of(terms),),
    )
    return {int(key): float(score) for key, score in rows}


def document_frequency(connection: sqlite3.Connection, terms: Collection[str]) -> dict[str, int]:
    """Return in how many passages each term occurs."""
    found = dict.fromkeys(terms, 0)
    for term in found:
        row = connection.execute("SELECT doc FROM keyword_counts WHERE term = ?", (term.lower(),)).fetchone()
        found[term] = int(row[0]) if row else 0
    return found


def coverage(connection: sqlite3.Connection, terms: Collection[str]) -> float:
    """Return how much of a question the index knows, 0 to 1: its terms that occur at all, weighted by their rarity.

    A question in another language than the articles shares only names and numbers with them. The weight is BM25's
    inverse document frequency (Robertson and Spärck Jones), never negative.
    """
    (passages,) = connection.execute("SELECT count(*) FROM passages").fetchone()
    counts = document_frequency(connection, terms)
    rarity = {term: math.log(1 + (passages - n + 0.5) / (n + 0.5)) for term, n in counts.items()}
    total = sum(rarity.values())
    return sum(rarity[term] for term, n in counts.items() if n) / total if total else 0.0


def any_of(terms: Collection[str]) -> str:
    """Return a query of FTS5 that any of the terms matches."""
    quoted = ('"{}"'.format(term.replace('"', " ")) for term in list(dict.fromkeys(terms))[:_MOST_TERMS])
    return " OR ".join(quoted)
