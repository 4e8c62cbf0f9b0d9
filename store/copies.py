"""Which articles are copies of one another: exact, edited or syndicated. Every article stays; copies are linked.

One that comes in is compared with the articles whose sketch shares a band with its own (`store.sketching`), and linked
with those that are the same story (`store.sameness`). A copy of a copy is none by that: what two reports print of each
other would tie together whole chains of stories.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from store import sketching
from store.article import Article
from store.dates import last_day
from store.outlets import outlet
from store.reports import Progress
from store.sameness import Story, same_story

SCHEMA = """
CREATE TABLE sketches (
    band INTEGER NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (band, article)) WITHOUT ROWID;
CREATE INDEX sketches_by_article ON sketches (article);
CREATE TABLE copies (one INTEGER NOT NULL, other INTEGER NOT NULL, PRIMARY KEY (one, other)) WITHOUT ROWID;
"""
_MOST_COMPARED = 20
"""Articles that are compared with one that comes in: those that share most bands."""


@dataclass(frozen=True, slots=True)
class Copy:
    """An article that tells the same story as another one, as a list shows it."""

    id: str
    title: str
    publisher: str | None
    published: str | None
    url: str | None


def link(connection: sqlite3.Connection, key: int) -> None:
    """Sketch the article of a key and link it with its copies; inside `Catalog.writing`, after its passages."""
    text, digest = connection.execute("SELECT text, digest FROM articles WHERE key = ?", (key,)).fetchone()
    bands = json.dumps(sketching.bands(text))
    own = _story(connection, key)
    copies = {row[0] for row in connection.execute("SELECT key FROM articles WHERE digest = ?", (digest,))} - {key}
    near = connection.execute(
        "SELECT article FROM sketches WHERE band IN (SELECT value FROM json_each(?)) AND article <> ?"
        " GROUP BY article ORDER BY count(*) DESC LIMIT ?",
        (bands, key, _MOST_COMPARED),
    ).fetchall()
    copies |= {other for (other,) in near if other not in copies and same_story(own, _story(connection, other))}
    connection.execute("INSERT OR IGNORE INTO sketches SELECT value, ? FROM json_each(?)", (key, bands))
    pairs = [pair for other in sorted(copies) for pair in ((key, other), (other, key))]
    connection.executemany("INSERT OR IGNORE INTO copies VALUES (?, ?)", pairs)


def unlink(connection: sqlite3.Connection, article_id: str) -> None:
    """Forget an article, which is still there; inside `Catalog.writing`."""
    key = "(SELECT key FROM articles WHERE id = ?1)"
    connection.execute(f"DELETE FROM sketches WHERE article = {key}", (article_id,))
    others = f"SELECT other FROM copies WHERE one = {key}"
    connection.execute(f"DELETE FROM copies WHERE one IN ({others}) AND other = {key}", (article_id,))
    connection.execute(f"DELETE FROM copies WHERE one = {key}", (article_id,))


def clear(connection: sqlite3.Connection) -> None:
    """Forget all sketches and links; inside `Catalog.writing`."""
    connection.execute("DELETE FROM sketches")
    connection.execute("DELETE FROM copies")


def link_all(connection: sqlite3.Connection, progress: Progress | None) -> None:
    """Sketch and link every article anew; inside `Catalog.writing`."""
    clear(connection)
    keys = [key for (key,) in connection.execute("SELECT key FROM articles ORDER BY key")]
    for done, key in enumerate(keys, 1):
        link(connection, key)
        if progress:
            progress(done, len(keys), "looking for copies")


def of(connection: sqlite3.Connection, article_id: str) -> list[Copy]:
    """Return the copies of an article, the earliest first."""
    rows = connection.execute(
        "SELECT id, title, publisher, published, url FROM copies JOIN articles ON key = other"
        " WHERE one = (SELECT key FROM articles WHERE id = ?) ORDER BY published IS NULL, published, key",
        (article_id,),
    )
    return [Copy(*row) for row in rows]


def linked(connection: sqlite3.Connection) -> dict[str, list[str]]:
    """Return every article that has copies with the ids of these, by id."""
    rows = connection.execute(
        "SELECT a.id, group_concat(b.id, ' ') FROM copies"
        " JOIN articles AS a ON a.key = one JOIN articles AS b ON b.key = other GROUP BY one"
    )
    return {str(name): str(others).split() for name, others in rows}


def earlier(connection: sqlite3.Connection, ids: Collection[str]) -> dict[str, list[str]]:
    """Return, of these articles, those that have a copy among them that is earlier, with these, the earliest first."""
    if not _any(connection):
        return {}
    of_a, of_b = (f"{name}.published IS NULL, coalesce({name}.published, ''), {name}.key" for name in "ab")
    rows = connection.execute(
        "SELECT a.id, b.id FROM articles AS a JOIN copies ON one = a.key JOIN articles AS b ON b.key = other"
        " WHERE a.id IN (SELECT value FROM json_each(?1)) AND b.id IN (SELECT value FROM json_each(?1))"
        f" AND ({of_b}) < ({of_a}) ORDER BY {of_b}",
        (json.dumps(sorted(ids)),),
    )
    found: dict[str, list[str]] = {}
    for name, other in rows:
        found.setdefault(name, []).append(other)
    return found


def outlets(
    connection: sqlite3.Connection, articles: Iterable[Article], until: int | None
) -> dict[str, tuple[str, ...]]:
    """Return who else printed each article, by id: publishers, or hosts where unknown, `until` (YYYYMMDD) that day."""
    if not _any(connection):
        return {}
    publishers = {article.id: article.publisher for article in articles}
    rows = connection.execute(
        "SELECT a.id, b.publisher, b.url, b.published FROM articles AS a JOIN copies ON one = a.key"
        " JOIN articles AS b ON b.key = other WHERE a.id IN (SELECT value FROM json_each(?))"
        " ORDER BY b.published IS NULL, b.published, b.key",
        (json.dumps(list(publishers)),),
    )
    names: dict[str, dict[str, None]] = {}
    for name, publisher, url, published in rows:
        other = outlet(publisher, url)
        printed = until is None or (last_day(published) or until + 1) <= until
        if printed and other and other != publishers[name]:
            names.setdefault(name, {})[other] = None
    return {name: tuple(others) for name, others in names.items()}


def _any(connection: sqlite3.Connection) -> bool:
    """Tell whether the library holds copies at all: every search asks for those of what it found."""
    return connection.execute("SELECT 1 FROM copies LIMIT 1").fetchone() is not None


def _story(connection: sqlite3.Connection, key: int) -> Story:
    text, published = connection.execute("SELECT text, published FROM articles WHERE key = ?", (key,)).fetchone()
    rows = connection.execute("SELECT sentences FROM passages WHERE article = ? ORDER BY ordinal", (key,))
    edges = [json.loads(offsets) for (offsets,) in rows]
    return Story.of([text[s:e] for flat in edges for s, e in zip(flat[::2], flat[1::2], strict=True)], published)
