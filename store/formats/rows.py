"""Dumps: JSONL, JSON lists, CSV and TSV, one document a row. Read row by row, so a dump may be of any length.

Which column holds what is found by its usual names, or told: ``{"text": "body", "published": "pub_date"}``.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Any

from store.errors import SourceError
from store.formats.draft import Draft
from store.formats.encoding import decode, encoding_of
from store.formats.limits import LARGEST

FIELDS: dict[str, tuple[str, ...]] = {
    "text": (
        *("text", "body", "content", "article", "articlebody", "article_text", "full_text", "fulltext", "maintext"),
        *("текст", "본문", "내용"),
    ),
    "title": ("title", "headline", "head", "name", "subject", "заголовок", "название", "제목"),
    "publisher": (
        *("publisher", "site", "sitename", "site_name", "source_name", "outlet", "publication", "source"),
        *("издание", "источник", "언론사", "매체"),
    ),
    "published": (
        *("published", "date", "published_at", "publishedat", "date_published", "datepublished", "pub_date"),
        *("дата", "дата публикации", "날짜", "작성일", "발행일"),
    ),
    "url": ("url", "link", "canonical_url", "address", "uri", "ссылка", "адрес", "링크"),
    "language": ("language", "lang", "language_code", "язык", "언어"),
    "key": ("id", "guid", "uuid", "article_id"),
}
"""The fields a row can fill, with the names of columns that usually hold them, the likeliest first."""

Columns = Mapping[str, str]
Row = Draft | SourceError
_SAMPLE = 256 * 1024


def read_jsonl(stream: IO[bytes], columns: Columns) -> Iterator[Row]:
    """Yield a draft per line, or the reason why a line is none.

    A file that is one JSON list is read as its items, one that is one object as that or as the list of objects in it.
    """
    first = stream.read(1)
    while first in (b" ", b"\n", b"\r", b"\t", b"\xef", b"\xbb", b"\xbf"):
        first = stream.read(1)
    if first == b"[":
        yield from _json_list(first + stream.read(LARGEST + 1), columns)
        return
    line, number = first + stream.readline(LARGEST + 1), 0
    if rows := _one_object(line, stream):
        yield from (_draft(row, f"item {at}", columns) for at, row in enumerate(rows, 1))
        return
    while line:
        number += 1
        if len(line) > LARGEST:
            yield SourceError(f"line {number}: too large, at most {LARGEST // 1024**2} MB")
            _skip_line(stream, line)
        elif line.strip():
            yield _json_row(line, number, columns)
        line = stream.readline(LARGEST + 1)


def read_csv(stream: IO[bytes], columns: Columns) -> Iterator[Row]:
    """Yield a draft per row, or the reason why a row is none; comma, semicolon, tab or bar between the columns."""
    sample = stream.read(_SAMPLE)
    stream.seek(0)
    if not sample.strip():
        raise SourceError("empty")
    text = io.TextIOWrapper(stream, encoding=encoding_of(sample), errors="replace", newline="")
    csv.field_size_limit(LARGEST)
    reader = csv.DictReader(text, dialect=_dialect(decode(sample)))
    _check_columns(reader.fieldnames or (), columns)
    number = 0
    while True:
        number += 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield SourceError(f"row {number}: {error}")
            return
        yield _draft({str(k): v for k, v in row.items() if k is not None}, f"row {number}", columns)


def _dialect(sample: str) -> type[csv.Dialect]:
    first = sample.split("\n", 1)[0]
    best = max(",;\t|", key=first.count)
    return type("Found", (csv.excel,), {"delimiter": best})


def _check_columns(names: Iterable[str], columns: Columns) -> None:
    """Raise `SourceError` when no column can hold the text, saying which there are."""
    names = list(names)
    missing = [column for column in columns.values() if column not in names]
    if missing:
        raise SourceError(f"no column {missing[0]!r}; there are {', '.join(names[:12])}")
    if "text" not in columns and not any(name.strip().lower() in FIELDS["text"] for name in names):
        raise SourceError(
            f"no column with the text: name it with --column text=NAME; there are {', '.join(names[:12])}"
        )


def _json_list(data: bytes, columns: Columns) -> Iterator[Row]:
    if len(data) > LARGEST:
        raise SourceError(f"a JSON list is read whole, at most {LARGEST // 1024**2} MB: make it JSON lines (.jsonl)")
    try:
        rows = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"not JSON ({error})") from None
    for number, row in enumerate(rows, 1):
        yield _draft(row, f"item {number}", columns)


def _one_object(line: bytes, stream: IO[bytes]) -> list[Any]:
    """Return the rows of a file that is one JSON object, of which this is the first line; none when it is another."""
    after = stream.tell()
    whole = _parsed(line)
    if whole is None:
        whole = _parsed(line + stream.read(LARGEST + 1))
    elif stream.read(1):
        whole = None  # lines, of which a dump may have any number: they are not read at once
    if not isinstance(whole, dict):
        stream.seek(after)
        return []
    lists = [value for value in whole.values() if isinstance(value, list) and value and isinstance(value[0], dict)]
    holds_text = any(str(name).strip().lower() in FIELDS["text"] for name in whole)
    return lists[0] if len(lists) == 1 and not holds_text else [whole]


def _parsed(data: bytes) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None


def _json_row(line: bytes, number: int, columns: Columns) -> Row:
    try:
        return _draft(json.loads(line), f"line {number}", columns, len(line))
    except (ValueError, RecursionError):
        return SourceError(f"line {number}: not JSON")


def _skip_line(stream: IO[bytes], line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = stream.readline(LARGEST)


def _draft(row: Any, place: str, columns: Columns, size: int = 0) -> Row:
    """Make a draft of one row, or say why not."""
    if not isinstance(row, dict):
        return SourceError(f"{place}: not an object with named fields")
    lowered = {str(name).strip().lower(): value for name, value in row.items()}
    values = {field: _value(row, lowered, field, columns) for field in FIELDS}
    text = values.pop("text")
    if not text:
        wanted = columns.get("text", "text")
        return SourceError(f"{place}: no text in column {wanted!r}; name its column with --column text=NAME")
    return Draft(
        text=text,
        title=values["title"],
        publisher=values["publisher"],
        published=values["published"],
        url=values["url"],
        language=values["language"],
        key=values["key"] or "",
        size=size,
    )


def _value(row: Mapping[str, Any], lowered: Mapping[str, Any], field: str, columns: Columns) -> str | None:
    """Return what the column of a field holds, as text; a name inside an object (NewsAPI's source) is taken out."""
    names = (columns[field],) if field in columns else FIELDS[field]
    for name in names:
        value = row.get(name, lowered.get(name.lower()))
        if isinstance(value, dict):
            value = value.get("name") or value.get("title")
        if isinstance(value, (str, int)) and not isinstance(value, bool) and str(value).strip():
            return str(value)
    return None
