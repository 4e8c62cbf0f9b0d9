"""What the catalog keeps of outlets' boilerplate: the lines learned (`store.furniture`), and whose texts to read.

An outlet with new articles is noted in the commit that brings them, and stays noted until what was learned of it has
been taken out of all its articles: what is cut off in between goes on at the next add. Learned lines stay learned, so
that the same text, added again, comes out the same.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace

from store import furniture
from store.article import Article
from store.catalog import Catalog
from store.outlets import outlet
from store.pages import page_starts

MOST_READ = 200
"""Articles of an outlet that are read, the latest that came: bounds time and memory, and follows a changing site."""
_LONGEST_READ = 60_000
"""Characters; a longer text is a book or a transcript, and not read."""
_OF_OUTLET = (
    "SELECT key FROM articles WHERE publisher = ?1 UNION ALL SELECT key FROM articles"
    " WHERE publisher IS NULL AND (url LIKE '%://' || ?1 OR url LIKE '%://' || ?1 || '/%')"
)
"""The keys of an outlet's articles; those of a publisher come from the index alone, without reading texts."""


def note(connection: sqlite3.Connection, article: Article) -> None:
    """Note that there is something new to read of an article's outlet; inside `Catalog.writing`."""
    if name := outlet(article.publisher, article.url):
        connection.execute("INSERT OR IGNORE INTO unread VALUES (?, 0)", (name,))


def unread(connection: sqlite3.Connection) -> list[str]:
    """Return the outlets of which there is something new to read."""
    return [str(name) for (name,) in connection.execute("SELECT outlet FROM unread ORDER BY outlet")]


def lines_of(connection: sqlite3.Connection, name: str) -> dict[str, bool]:
    """Return what was learned of an outlet, as `furniture.without` takes it."""
    rows = connection.execute("SELECT line, anywhere FROM furniture WHERE outlet = ?", (name,))
    return {str(line): bool(anywhere) for line, anywhere in rows}


def lines(connection: sqlite3.Connection) -> dict[str, list[str]]:
    """Return the lines that were learned, by outlet."""
    found: dict[str, list[str]] = {}
    for name, line in connection.execute("SELECT outlet, line FROM furniture ORDER BY outlet, anywhere DESC, line"):
        found.setdefault(str(name), []).append(str(line))
    return found


def cleaned(connection: sqlite3.Connection, article: Article) -> Article:
    """Return an article without what was learned of its outlet."""
    name = outlet(article.publisher, article.url)
    learned = lines_of(connection, name) if name else {}
    text = furniture.without(article.text, learned) if learned else article.text
    if text == article.text:
        return article
    return replace(article, text=text, pages=page_starts(article.text, article.pages, text))


def learn(catalog: Catalog, name: str) -> None:
    """Read the latest stories of an outlet, and keep what is learned of them."""
    known = lines_of(catalog.connection, name)
    found = furniture.learn(_stories(catalog.connection, name), name)
    new = {line: anywhere for line, anywhere in found.items() if anywhere > known.get(line, -1)}
    if new:
        with catalog.writing():
            rows = [(name, line, int(anywhere)) for line, anywhere in new.items()]
            catalog.connection.executemany("INSERT OR REPLACE INTO furniture VALUES (?, ?, ?)", rows)
            catalog.connection.execute("INSERT OR REPLACE INTO unread VALUES (?, 1)", (name,))


def to_clean(catalog: Catalog, name: str) -> Iterator[Article]:
    """Yield the articles of an outlet that hold what has been learned since they were stored."""
    row = catalog.connection.execute("SELECT learned FROM unread WHERE outlet = ?", (name,)).fetchone()
    if not row or not row[0]:
        return
    ids = catalog.connection.execute(
        f"SELECT id FROM articles WHERE key IN ({_OF_OUTLET}) ORDER BY key", (name,)
    ).fetchall()
    for (article_id,) in ids:
        article = catalog.article(article_id)
        if cleaned(catalog.connection, article) != article:
            yield article


def done(catalog: Catalog, name: str) -> None:
    """Take the note of an outlet back: nothing that was learned is left in its articles."""
    with catalog.writing(visible=False):
        catalog.connection.execute("DELETE FROM unread WHERE outlet = ?", (name,))


def _stories(connection: sqlite3.Connection, name: str) -> list[furniture.Story]:
    """Return the latest texts of an outlet, of each story the first."""
    rows = connection.execute(
        f"SELECT title, text FROM articles WHERE key IN (SELECT key FROM ({_OF_OUTLET}) ORDER BY key DESC LIMIT ?3)"
        " AND length(text) <= ?2 AND NOT EXISTS ("
        " SELECT 1 FROM copies JOIN articles AS first ON first.key = copies.other"
        " WHERE copies.one = articles.key AND first.key < articles.key AND first.publisher IS articles.publisher)",
        (name, _LONGEST_READ, MOST_READ),
    )
    return [furniture.Story(str(title), str(text)) for title, text in rows]
