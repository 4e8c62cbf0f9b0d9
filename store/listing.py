"""Lists and counts of articles, from the catalog alone: no text is read, so they are quick however many there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from store.article import Article
from store.dates import as_of_day, last_day

if TYPE_CHECKING:
    from store.catalog import Catalog

Order = Literal["published", "publisher", "title", "language"]
ORDERS: dict[Order, str] = {
    "published": "published IS NULL, published DESC, key",
    "publisher": "publisher IS NULL, casefold(publisher), published DESC, key",
    "title": "casefold(title), key",
    "language": "language, published DESC, key",
}
_FIELDS = "id, title, publisher, published, published_inferred, url, language, source"


@dataclass(frozen=True, slots=True)
class Filter:
    """What articles to list; what is None leaves none out."""

    publisher: str | None = None
    """A part of the publisher's name, in any case."""
    language: str | None = None
    """ISO 639-1 code."""
    since: str | date | None = None
    until: str | date | None = None
    """The day, month or year from and up to which; an article of unknown date is in no such span."""
    text: str | None = None
    """Words, each of which the title or the text has in some form."""


@dataclass(frozen=True, slots=True)
class MonthCount:
    """Articles of one publisher in one month (``2019-04``); None for what is not known."""

    month: str | None
    publisher: str | None
    articles: int


def listing(catalog: Catalog, wanted: Filter, order: Order = "published") -> list[Article]:
    """Return the articles that pass, each with an empty `text`: reading all texts takes seconds.

    Raises:
        TumenError: `since` or `until` is no date.
    """
    conditions, values = _conditions(wanted)
    catalog.connection.create_function("casefold", 1, _casefold, deterministic=True)
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    rows: Iterable[Any] = catalog.connection.execute(
        f"SELECT {_FIELDS} FROM articles{where} ORDER BY {ORDERS[order]}", values
    )
    since = _first_day(wanted.since)
    until = as_of_day(wanted.until)
    if since is not None or until is not None:
        rows = (row for row in rows if _within(row[3], since, until))
    return [
        Article(id_, title, "", publisher, published, bool(inferred), url, language, source)
        for id_, title, publisher, published, inferred, url, language, source in rows
    ]


def monthly(catalog: Catalog) -> list[MonthCount]:
    """Count the articles by month and publisher, the earliest month first, unknown dates last."""
    rows: Iterable[Any] = catalog.connection.execute(
        "SELECT CASE WHEN length(published) >= 7 THEN substr(published, 1, 7) END AS month, publisher, count(*)"
        " FROM articles GROUP BY month, publisher ORDER BY month IS NULL, month, publisher"
    )
    return [MonthCount(*row) for row in rows]


def _conditions(wanted: Filter) -> tuple[list[str], list[str]]:
    conditions: list[str] = []
    values: list[str] = []
    if wanted.publisher:
        conditions.append("instr(casefold(publisher), ?)")
        values.append(wanted.publisher.casefold())
    if wanted.language:
        conditions.append("language = ?")
        values.append(wanted.language.lower())
    if wanted.text:
        _add_words(wanted.text, conditions, values)
    return conditions, values


def _add_words(text: str, conditions: list[str], values: list[str]) -> None:
    from store import keywords
    from store.terms import query_terms

    for word in text.split():
        terms = query_terms(word)
        in_text = f"key IN (SELECT article FROM passages WHERE passages.key IN ({keywords.MATCHING}))"
        conditions.append(f"(instr(casefold(title), ?) OR {in_text})" if terms else "instr(casefold(title), ?)")
        values += [word.casefold(), *([keywords.any_of(terms)] if terms else [])]


def _within(published: str | None, since: int | None, until: int | None) -> bool:
    day = last_day(published)
    return day is not None and (since is None or day >= since) and (until is None or day <= until)


def _first_day(since: str | date | None) -> int | None:
    """Return the first day a date can mean, as YYYYMMDD."""
    day = as_of_day(since)
    if day is None or isinstance(since, date):
        return day
    parts = str(since).strip()[:10].count("-")
    return day if parts == 2 else day // 100 * 100 + 1 if parts == 1 else day // 10000 * 10000 + 101


def _casefold(text: str | None) -> str | None:
    return None if text is None else text.casefold()


def sorted_counts(counts: Sequence[MonthCount]) -> dict[str | None, int]:
    """Return how many articles each publisher has, most first."""
    total: dict[str | None, int] = {}
    for count in counts:
        total[count.publisher] = total.get(count.publisher, 0) + count.articles
    return dict(sorted(total.items(), key=lambda item: (-item[1], item[0] or "")))
