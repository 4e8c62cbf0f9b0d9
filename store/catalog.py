"""The catalog: articles and passages in SQLite, the source of truth. Vectors can be made again from it.

One connection per `Catalog`; a writer opens its own. In WAL mode readers go on reading while it writes.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from store import copies, keywords, versions
from store.article import Article, Passage
from store.errors import ArticleNotFoundError, LibraryTooNewError, storage_errors
from store.read_only import connect_to_read
from store.rows import STATED, article_of, fields, passage_of, values_of, values_of_passage
from store.schema import VERSION, prepare

_ARTICLE = fields("articles")
_AMONG = "IN (SELECT value FROM json_each(?))"


class Catalog:
    """The tables, and the questions asked of them. Not thread-safe: whoever shares one holds a lock."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self._statistics = keywords.RememberedStatistics()

    @classmethod
    def open(cls, path: Path) -> Catalog:
        """Open the catalog, made if it is not there.

        Raises:
            TumenError: a line for the user when the folder or the file cannot be used, or the schema is newer.
        """
        with storage_errors(path.parent):
            if connection := connect_to_read(path):
                return cls(connection)
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(path, timeout=20, isolation_level=None, check_same_thread=False)
            try:
                if prepare(connection) > VERSION:
                    raise LibraryTooNewError(f"the library in {path.parent} is of a later Tumen: update this one")
            except BaseException:
                connection.close()
                raise
        return cls(connection)

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Hold one view of the catalog during the block, whatever a writer commits meanwhile."""
        self.connection.execute("BEGIN")
        try:
            yield
        finally:
            self.connection.execute("ROLLBACK")

    @contextmanager
    def writing(self, *, visible: bool = True) -> Iterator[None]:
        """Commit everything in the block, or nothing; readers learn of it by `generation`, unless not `visible`."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            if visible:
                self.set_fact("generation", str(self.generation() + 1))
            self.connection.execute("COMMIT")
        except BaseException:
            if self.connection.in_transaction:  # a full disk may have rolled back already
                self.connection.execute("ROLLBACK")
            raise

    def facts(self) -> dict[str, str]:
        """Return ``generation``, ``epoch``, ``index``, ``dimension``, ``terms``, ``sketches``, ``seeded`` as stated."""
        return dict(self.connection.execute("SELECT name, value FROM facts").fetchall())

    def fact(self, name: str) -> str | None:
        """Return one of the `facts`."""
        return self.facts().get(name)

    def set_fact(self, name: str, value: str) -> None:
        """State a fact about the library; inside `writing`."""
        self.connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))

    def generation(self) -> int:
        """Return a number that grows with every commit."""
        return int(self.fact("generation") or 0)

    def articles(self) -> list[Article]:
        """Return every article, the latest first, those of unknown date last."""
        query = f"SELECT {_ARTICLE} FROM articles ORDER BY articles.published IS NULL, articles.published DESC, key"
        return [article_of(row) for row in self.connection.execute(query)]

    def article(self, article_id: str) -> Article:
        """Return the article, or the earlier version of one, of an id or of the beginning of one.

        Raises:
            ArticleNotFoundError: none, or more than one, has it.
        """
        ids = [article_id]
        if article_id and not self._exact(article_id):
            begins = "WHERE substr(id, 1, ?1) = ?2"
            query = f"SELECT id FROM articles {begins} UNION ALL SELECT id FROM versions {begins} LIMIT 2"
            ids = [row[0] for row in self.connection.execute(query, (len(article_id), article_id))]
        if len(ids) > 1:
            both = " and ".join(ids)
            raise ArticleNotFoundError(f"more than one article begins with {article_id} ({both}): give more of it")
        found = self._exact(ids[0]) if ids else None
        if found is None:
            raise ArticleNotFoundError(f"no article {article_id!r}: `tumen articles` lists them")
        return found

    def holds(self, article_id: str) -> bool:
        """Tell whether an article or an earlier version has exactly this id."""
        return self._exact(article_id) is not None

    def _exact(self, article_id: str) -> Article | None:
        return self.find("id", article_id) or versions.find(self.connection, article_id)

    def find(self, column: Literal["id", "source", "url"], value: str) -> Article | None:
        """Return the first article with exactly this id, source (path or URL) or address."""
        return next(iter(self.find_all(column, value)), None)

    def find_all(self, column: Literal["id", "source", "url", "digest"], value: str) -> list[Article]:
        """Return the articles with exactly this id, source, address or digest of their text, in the order they came."""
        query = f"SELECT {_ARTICLE} FROM articles WHERE articles.{column} = ? ORDER BY key"
        return [article_of(row) for row in self.connection.execute(query, (value,))]

    def put(self, article: Article, digest: str, passages: Sequence[Passage], old: Article | None = None) -> None:
        """Add an article with its passages, in place of the one of its id; inside `writing`.

        `old` is the same article with the text it had before: that becomes an earlier version.
        """
        for name in {article.id, old.id if old else article.id}:
            self._take_out(name)
        versions.forget(self.connection, article.id)
        if old and old.id != article.id:
            versions.keep(self.connection, old, article.id)
        cursor = self.connection.execute(
            f"INSERT INTO articles (digest, id, {STATED}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (digest, *values_of(article)),
        )
        for passage in passages:
            row = self.connection.execute(
                "INSERT INTO passages (article, id, ordinal, start, end, sentences, published)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (cursor.lastrowid, *values_of_passage(passage)),
            )
            keywords.file(self.connection, int(row.lastrowid or 0), passage.text, article.language)
        copies.link(self.connection, int(cursor.lastrowid or 0))

    def remove(self, article_id: str) -> None:
        """Remove an article with its passages, keywords and earlier versions, if it is there; inside `writing`."""
        self._take_out(article_id)
        versions.drop(self.connection, article_id)

    def _take_out(self, article_id: str) -> None:
        of_article = "article = (SELECT key FROM articles WHERE id = ?)"
        keys = self.connection.execute(f"SELECT key FROM passages WHERE {of_article}", (article_id,)).fetchall()
        keywords.drop(self.connection, (key for (key,) in keys))
        self.connection.execute(f"DELETE FROM passages WHERE {of_article}", (article_id,))
        copies.unlink(self.connection, article_id)
        self.connection.execute("DELETE FROM articles WHERE id = ?", (article_id,))

    def refile(self) -> None:
        """File every passage anew: its terms are made differently now."""
        with self.writing():
            keywords.clear(self.connection)
            for article in self.articles():
                for key, passage in self._passages("articles.id = ?", (article.id,)).items():
                    keywords.file(self.connection, key, passage.text, article.language)
            self.set_fact("terms", keywords.terms_version())

    def article_ids(self) -> list[str]:
        """Return the ids of all articles."""
        return [str(row[0]) for row in self.connection.execute("SELECT id FROM articles ORDER BY key")]

    def text_length(self) -> int:
        """Return how many characters all articles have together."""
        return int(self.connection.execute("SELECT coalesce(sum(length(text)), 0) FROM articles").fetchone()[0])

    def keyed_passages(self, article_id: str) -> dict[int, Passage]:
        """Return an article's passages by the keys under which `store.keywords` files them."""
        return self._passages("articles.id = ?", (article_id,))

    def passages_of(self, article_id: str) -> list[Passage]:
        """Return an article's passages in order."""
        return list(self._passages("articles.id = ? ORDER BY ordinal", (article_id,)).values())

    def passage_ids(self, ids: Collection[str], keys: Collection[int]) -> dict[int, str]:
        """Return the ids of the passages of these ids or keys, by the key that `store.keywords` uses."""
        named = "SELECT passages.key, passages.id FROM json_each(?) AS name JOIN passages ON passages"
        query = f"{named}.id = name.value UNION ALL {named}.key = name.value"
        return dict(self.connection.execute(query, (json.dumps(sorted(ids)), json.dumps(sorted(keys)))).fetchall())

    def sentence_counts(self, keys: Collection[int]) -> dict[int, int]:
        """Return how many sentences the passages of these keys have, by key."""
        query = f"SELECT key, json_array_length(sentences) / 2 FROM passages WHERE key {_AMONG}"
        return dict(self.connection.execute(query, (json.dumps(list(keys)),)).fetchall())

    def passages_by_key(self, keys: Collection[int]) -> dict[int, Passage]:
        """Return the passages of these keys, which `store.keywords` uses."""
        return self._passages(f"passages.key {_AMONG}", (json.dumps(list(keys)),))

    def statistics(self, terms: Collection[str]) -> keywords.Statistics:
        """Return what the keyword index knows of these terms."""
        return self._statistics.of(self.connection, self.generation(), terms)

    def counts(self) -> tuple[int, int, int]:
        """Return how many articles, passages and sentences there are."""
        sentences = "coalesce(sum(json_array_length(sentences)) / 2, 0)"
        query = f"SELECT (SELECT count(*) FROM articles), count(*), {sentences} FROM passages"
        row = self.connection.execute(query).fetchone()
        return int(row[0]), int(row[1]), int(row[2])

    def published_range(self) -> tuple[str | None, str | None]:
        """Return the earliest and the latest known date."""
        row = self.connection.execute("SELECT min(published), max(published) FROM articles").fetchone()
        return row[0], row[1]

    def leftovers(self) -> list[str]:
        """Return the revisions whose vectors may be in Chroma although no article has them, or not yet."""
        return [str(row[0]) for row in self.connection.execute("SELECT revision FROM leftovers")]

    def note_leftover(self, revision: str) -> None:
        """Note a revision whose vectors are to be swept if the catalog does not have it; inside `writing`."""
        self.connection.execute("INSERT OR IGNORE INTO leftovers VALUES (?)", (revision,))

    def forget_leftover(self, revision: str) -> None:
        """Take a note back; inside `writing`."""
        self.connection.execute("DELETE FROM leftovers WHERE revision = ?", (revision,))

    def _passages(self, condition: str, values: tuple[str, ...]) -> dict[int, Passage]:
        query = (
            "SELECT passages.key, passages.id, ordinal, start, end, sentences, article FROM passages"
            f" JOIN articles ON articles.key = passages.article WHERE {condition}"
        )
        rows = self.connection.execute(query, values).fetchall()
        keys = json.dumps(sorted({row[6] for row in rows}))
        query = f"SELECT key, {_ARTICLE} FROM articles WHERE key {_AMONG}"
        articles = {row[0]: article_of(row[1:]) for row in self.connection.execute(query, (keys,))}
        return {row[0]: passage_of(row[1:6], articles[row[6]]) for row in rows}
