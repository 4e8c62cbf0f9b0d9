"""Earlier versions of articles whose text has changed. No search finds one; a citation that was made of it resolves.

A version keeps the id under which it was cited, and names the article that has taken its place (`newest`).
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime

from store.article import Article
from store.rows import STATED, article_of, fields, values_of

SCHEMA = """
CREATE TABLE versions (
    key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, newest TEXT NOT NULL, replaced TEXT NOT NULL,
    title TEXT NOT NULL, text TEXT NOT NULL, publisher TEXT, published TEXT, published_inferred INTEGER NOT NULL,
    url TEXT, language TEXT NOT NULL, source TEXT NOT NULL, pages TEXT NOT NULL);
CREATE INDEX versions_by_newest ON versions (newest);
"""
_FIELDS = f"newest, {fields('versions')}"


@dataclass(frozen=True, slots=True)
class Version:
    """An earlier version as a list shows it."""

    id: str
    title: str
    replaced: str
    """When another text took its place: ISO 8601, UTC, to the second."""


def keep(connection: sqlite3.Connection, old: Article, newest: str) -> None:
    """Keep `old` and its own earlier versions as versions of the article `newest`; inside `Catalog.writing`."""
    forget(connection, old.id)
    connection.execute("UPDATE versions SET newest = ? WHERE newest = ?", (newest, old.id))
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    connection.execute(
        f"INSERT INTO versions (newest, replaced, id, {STATED}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (newest, now, *values_of(old)),
    )


def forget(connection: sqlite3.Connection, version_id: str) -> None:
    """Forget one version: its text is the newest again."""
    connection.execute("DELETE FROM versions WHERE id = ?", (version_id,))


def drop(connection: sqlite3.Connection, newest: str) -> None:
    """Forget the earlier versions of an article."""
    connection.execute("DELETE FROM versions WHERE newest = ?", (newest,))


def find(connection: sqlite3.Connection, version_id: str) -> Article | None:
    """Return an earlier version; its `superseded_by` names the article that has taken its place."""
    row = connection.execute(f"SELECT {_FIELDS} FROM versions WHERE id = ?", (version_id,)).fetchone()
    return article_of(row[1:], superseded_by=row[0]) if row else None


def find_text(connection: sqlite3.Connection, newest: str, text: str) -> str | None:
    """Return the id under which an article had exactly this text before."""
    row = connection.execute("SELECT id FROM versions WHERE newest = ? AND text = ?", (newest, text)).fetchone()
    return str(row[0]) if row else None


def of(connection: sqlite3.Connection, newest: str) -> list[Version]:
    """Return the earlier versions of an article, the latest first."""
    query = "SELECT id, title, replaced FROM versions WHERE newest = ? ORDER BY key DESC"
    return [Version(*row) for row in connection.execute(query, (newest,))]


def count(connection: sqlite3.Connection) -> int:
    """Return how many earlier versions are kept."""
    return int(connection.execute("SELECT count(*) FROM versions").fetchone()[0])
