"""What a search is narrowed to: articles published by a day or from one on, those of one publisher."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlite3


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which passages a search may find; what is None leaves none out."""

    until: int | None = None
    """The last day (YYYYMMDD) on which their article may have come out; one of unknown date did not."""
    articles: frozenset[str] | None = None
    """The ids of the articles that they may be of."""
    since: int | None = None
    """The first day (YYYYMMDD) on which their article may have come out."""

    def passes(self, fields: Mapping[str, Any]) -> bool:
        """Tell whether a passage may be found, by what Chroma keeps with it (`store.vector_ids.metadata_of`)."""
        day = fields.get("published")
        in_time = self.until is None or (day is not None and day <= self.until)
        in_time = in_time and (self.since is None or (day is not None and day >= self.since))
        return in_time and (self.articles is None or fields.get("article") in self.articles)

    def where(self) -> dict[str, Any] | None:
        """Return the same as a filter of Chroma's, None when all may be found."""
        conditions: list[dict[str, Any]] = []
        if self.until is not None:
            conditions.append({"published": {"$lte": self.until}})
        if self.since is not None:
            conditions.append({"published": {"$gte": self.since}})
        if self.articles is not None:
            conditions.append({"article": {"$in": sorted(self.articles)}})
        return {"$and": conditions} if len(conditions) > 1 else next(iter(conditions), None)


def articles_of(connection: sqlite3.Connection, publisher: str) -> frozenset[str]:
    """Return the ids of the articles of a publisher: a part of its name is enough, in any case."""
    name = publisher.strip().casefold()
    rows = connection.execute("SELECT DISTINCT publisher FROM articles WHERE publisher IS NOT NULL").fetchall()
    names = json.dumps([held for (held,) in rows if name in held.casefold()])
    found = connection.execute("SELECT id FROM articles WHERE publisher IN (SELECT value FROM json_each(?))", (names,))
    return frozenset(name for (name,) in found)


def few_passages(connection: sqlite3.Connection, wanted: Wanted, most: int) -> dict[int, str] | None:
    """Return the id of each passage of the wanted articles by key; None if there are more than `most`."""
    if wanted.articles is None or len(wanted.articles) > most:
        return None
    rows = connection.execute(
        "SELECT passages.key, passages.id FROM passages"
        " JOIN articles ON articles.key = passages.article"
        " WHERE articles.id IN (SELECT value FROM json_each(?1)) AND (?2 IS NULL OR passages.published <= ?2)"
        " AND (?3 IS NULL OR passages.published >= ?3) LIMIT ?4",
        (json.dumps(sorted(wanted.articles)), wanted.until, wanted.since, most + 1),
    ).fetchall()
    return dict(rows) if len(rows) <= most else None
