"""The tables of the catalog. `leftovers` names vectors that may be in Chroma and belong to no article, or not yet."""

from __future__ import annotations

import sqlite3

from store import copies, keywords, sketching, versions

VERSION = 7

_FURNITURE = """
CREATE TABLE furniture (
    outlet TEXT NOT NULL, line TEXT NOT NULL, anywhere INTEGER NOT NULL, PRIMARY KEY (outlet, line)) WITHOUT ROWID;
CREATE TABLE unread (outlet TEXT PRIMARY KEY, learned INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX articles_by_publisher ON articles (publisher)
"""
_LISTED = (
    "CREATE INDEX articles_listed ON articles"
    " (published, publisher, language, id, title, published_inferred, url, source)"
)
"""All that `store.listing` reads: in the table these columns stand before and behind the text, which is long."""
_SOUNDS = (
    "CREATE TABLE sounds"
    " (sound TEXT NOT NULL, script TEXT NOT NULL, term TEXT NOT NULL, PRIMARY KEY (sound, script, term)) WITHOUT ROWID"
)
"""Under which sounds terms of the keyword index are found (`store.sounds`); of articles that are gone some may stay."""
_ALL_UNREAD = "INSERT INTO unread SELECT DISTINCT publisher, 0 FROM articles WHERE publisher IS NOT NULL"

_UPGRADES = {
    1: "ALTER TABLE articles ADD COLUMN pages TEXT NOT NULL DEFAULT '[]'",
    2: versions.SCHEMA,
    3: copies.SCHEMA,
    4: f"{_FURNITURE};{_ALL_UNREAD}",
    5: _LISTED,
    6: _SOUNDS,
}
"""Statements that bring a catalog of a version to the next one."""

_TABLES = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE articles (
    key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL, text TEXT NOT NULL, publisher TEXT,
    published TEXT, published_inferred INTEGER NOT NULL, url TEXT, language TEXT NOT NULL, source TEXT NOT NULL,
    digest TEXT NOT NULL, pages TEXT NOT NULL DEFAULT '[]');
CREATE INDEX articles_by_source ON articles (source);
CREATE INDEX articles_by_digest ON articles (digest);
CREATE INDEX articles_by_url ON articles (url) WHERE url IS NOT NULL;
CREATE TABLE passages (
    key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, article INTEGER NOT NULL,
    ordinal INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, sentences TEXT NOT NULL, published INTEGER);
CREATE INDEX passages_by_article ON passages (article, ordinal);
CREATE TABLE leftovers (revision TEXT PRIMARY KEY) WITHOUT ROWID;
"""
_NEW = (
    f"{_TABLES}{keywords.SCHEMA}{versions.SCHEMA}{copies.SCHEMA}{_FURNITURE};{_LISTED};{_SOUNDS};"
    f"INSERT INTO facts VALUES ('sketches', '{sketching.VERSION}')"
)


def prepare(connection: sqlite3.Connection) -> int:
    """Make the tables in a new file, or bring those of an earlier version up to date; return the schema's version.

    Another process may do so at the same time: whoever comes second finds it done.
    """
    version = _version(connection)
    if version >= VERSION:
        return version
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = _version(connection)
        script = ";".join(_UPGRADES[step] for step in range(version, VERSION)) if version else _NEW
        for statement in f"{script};PRAGMA user_version = {max(version, VERSION)}".split(";"):
            connection.execute(statement)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # a full disk may have rolled back already
            connection.execute("ROLLBACK")
        raise
    return _version(connection)


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
