"""A library made by an earlier Tumen opens as it is: nothing in it is lost, and what is new can be stored at once."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from store.article import Article
from store.catalog import Catalog
from store.chunking import split_passages
from store.errors import LibraryTooNewError
from store.keywords import SCHEMA as KEYWORDS
from store.loading import article_id
from store.schema import VERSION

VERSION_1 = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE articles (
    key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL, text TEXT NOT NULL, publisher TEXT,
    published TEXT, published_inferred INTEGER NOT NULL, url TEXT, language TEXT NOT NULL, source TEXT NOT NULL,
    digest TEXT NOT NULL);
CREATE INDEX articles_by_source ON articles (source);
CREATE INDEX articles_by_digest ON articles (digest);
CREATE INDEX articles_by_url ON articles (url) WHERE url IS NOT NULL;
CREATE TABLE passages (
    key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, article INTEGER NOT NULL,
    ordinal INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, sentences TEXT NOT NULL, published INTEGER);
CREATE INDEX passages_by_article ON passages (article, ordinal);
CREATE TABLE leftovers (revision TEXT PRIMARY KEY) WITHOUT ROWID;
"""
"""The tables as the first version made them."""
ADDED = {
    2: "ALTER TABLE articles ADD COLUMN pages TEXT NOT NULL DEFAULT '[]'",
    3: """
CREATE TABLE versions (
    key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, newest TEXT NOT NULL, replaced TEXT NOT NULL,
    title TEXT NOT NULL, text TEXT NOT NULL, publisher TEXT, published TEXT, published_inferred INTEGER NOT NULL,
    url TEXT, language TEXT NOT NULL, source TEXT NOT NULL, pages TEXT NOT NULL);
CREATE INDEX versions_by_newest ON versions (newest)""",
    4: """
CREATE TABLE sketches (
    band INTEGER NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (band, article)) WITHOUT ROWID;
CREATE INDEX sketches_by_article ON sketches (article);
CREATE TABLE copies (one INTEGER NOT NULL, other INTEGER NOT NULL, PRIMARY KEY (one, other)) WITHOUT ROWID;
""",
    5: """
CREATE TABLE furniture (
    outlet TEXT NOT NULL, line TEXT NOT NULL, anywhere INTEGER NOT NULL, PRIMARY KEY (outlet, line)) WITHOUT ROWID;
CREATE TABLE unread (outlet TEXT PRIMARY KEY, learned INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX articles_by_publisher ON articles (publisher)""",
    6: """
CREATE INDEX articles_listed ON articles
    (published, publisher, language, id, title, published_inferred, url, source)""",
}
"""What each later version added to them."""

TEXT = "The ferry sails on Mondays. It carries forty cars."
HELD = Article(article_id(TEXT), "Ferry", TEXT, "The Paper", "2019-04-01", url="http://x.test/1", source="/a.md")


@pytest.fixture(params=[1, 2, 3, 4, 5, 6])
def earlier(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A catalog of an earlier version with one article in one passage."""
    path = tmp_path / "catalog.db"
    connection = sqlite3.connect(path)
    connection.executescript(f"PRAGMA journal_mode = WAL;{VERSION_1}{KEYWORDS}")
    row = (1, HELD.id, HELD.title, TEXT, HELD.publisher, HELD.published, 0, HELD.url, "en", HELD.source, HELD.id)
    connection.execute("INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    place = (7, "p", 1, 0, 0, len(TEXT), "[0, 27, 28, 50]", 20190401)
    connection.execute("INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?, ?)", place)
    connection.execute("INSERT INTO keywords (rowid, terms) VALUES (7, 'ferri monday')")
    connection.execute("INSERT INTO facts VALUES ('generation', '3')")
    for version in range(2, request.param + 1):
        connection.executescript(ADDED[version])
    connection.executescript(f"PRAGMA user_version = {request.param}")
    connection.commit()
    connection.close()
    return path


def test_an_earlier_library_keeps_everything(earlier: Path) -> None:
    for _ in range(2):  # upgraded, then found upgraded
        catalog = Catalog.open(earlier)
        assert catalog.articles() == [HELD]
        assert [passage.text for passage in catalog.passages_of(HELD.id)] == [TEXT]
        assert catalog.generation() == 3
        assert catalog.connection.execute("PRAGMA user_version").fetchone() == (VERSION,)
        catalog.close()


def test_an_earlier_library_takes_what_only_a_later_one_knows(earlier: Path) -> None:
    catalog = Catalog.open(earlier)
    paged = replace(HELD, id="paged", source="/b.pdf", pages=(0, 28))
    with catalog.writing():
        catalog.put(paged, "digest", split_passages(paged))
    assert catalog.article("paged") == paged
    newer = replace(HELD, id="newer", text=f"{TEXT} It is green.")
    with catalog.writing():
        catalog.put(newer, "digest", split_passages(newer), HELD)
    assert catalog.article(HELD.id) == replace(HELD, superseded_by="newer")
    assert {article.id for article in catalog.articles()} == {"newer", "paged"}
    catalog.close()


def test_a_library_of_a_later_tumen_is_left_alone(earlier: Path) -> None:
    connection = sqlite3.connect(earlier)
    connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()
    with pytest.raises(LibraryTooNewError, match="update this one"):
        Catalog.open(earlier)
