"""A file -> an Article: front matter, Markdown or plain text. Says why when it cannot."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from store.article import Article
from store.cleaning import clean
from store.dates import iso_date
from store.errors import SourceError
from store.text import sanitise, sanitise_line

LARGEST = 20 * 1024 * 1024
"""Bytes; a longer file is no article."""

SUFFIXES = {".md": "Markdown", ".markdown": "Markdown", ".txt": "text", ".text": "text"}

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_FIELD = re.compile(r"^(\w+):[ \t]*(.*)$", re.MULTILINE)
_HEADING = re.compile(r"^#{1,6}[ \t]+(.*?)[ \t]*#*$", re.MULTILINE)
_MARKDOWN = (
    (re.compile(r"<!--.*?-->", re.DOTALL), ""),
    (re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)"), ""),
    (re.compile(r"(?<!\\)\[([^\]\n]+)\]\((?:[^()\n]|\([^()\n]*\))*\)"), r"\1"),
    (re.compile(r"</?(?:u|b|i|em|strong|span|sup|sub|br|p|div)(?:\s[^<>\n]*)?/?>", re.IGNORECASE), ""),
    (re.compile(r"(?<![\w*\\])(\*{1,3})(?=[^\s*])([^\n]*?[^\s*])\1(?![\w*])"), r"\2"),
    (re.compile(r"(?<![\w\\])(_{1,3})(?=[^\s_])([^\n]*?[^\s_])\1(?!\w)"), r"\2"),
    (re.compile(r"^[ \t]{0,3}>[ \t]?", re.MULTILINE), ""),
    (re.compile(r"\\([\\`*_{}\[\]()#+\-.!>])"), r"\1"),
)
_NAME_DATE = re.compile(r"(?<!\d)(\d{4}-\d{2}-\d{2})(?!\d)")
_TITLE_TAIL = re.compile(r"\s+[-–—|·»:]\s+[^\n]{1,40}\Z")
_LONGEST_TITLE = 200


def find_files(source: Path) -> Iterator[Path]:
    """Yield the files of a source: itself, or everything below a folder, in order of name, hidden ones left out.

    Raises:
        SourceError: the source is not there or cannot be looked into.
    """
    if not source.exists():
        raise SourceError("not found")
    if not source.is_dir():
        yield source
        return
    try:
        names = sorted(path for path in source.rglob("*") if path.is_file())
    except OSError as error:
        raise SourceError(f"cannot be read ({error.strerror})") from error
    yield from (
        path for path in names if not any(part.startswith((".", "__")) for part in path.relative_to(source).parts)
    )


def load(path: Path) -> Article:
    """Read one file as an article; its id is what a new article with this text gets (`article_id`).

    Raises:
        SourceError: with the reason, when the file is not there, too large, empty, binary, not UTF-8, or of a kind
            that cannot be read.
    """
    return parse(_read(path), source=str(path.resolve()), markdown=_kind(path) == "Markdown", name=path.stem)


def parse(raw: str, source: str, *, markdown: bool = True, name: str = "") -> Article:
    """Make an article of the content of a file. `name` is the file's name, used for what the content does not say."""
    text = sanitise(raw)
    fields, body = _front_matter(text)
    if markdown:
        body = _plain(body)
    body = clean(body)
    title = _line(fields, "title") or _title_from(text if markdown else "", body, name)
    body = _without_site_name(body, title)
    if not re.search(r"\w", body):
        raise SourceError("empty: no text is left without its boilerplate")
    published, inferred = _published(fields, name)
    return Article(
        id=article_id(body),
        title=title,
        text=body,
        publisher=_line(fields, "publisher", "site", "source"),
        published=published,
        published_inferred=inferred,
        url=_line(fields, "url", "link"),
        language=_language(fields, body),
        source=source,
    )


def article_id(text: str, salt: int = 0) -> str:
    """Return the first 12 hexadecimal digits of SHA-256 over the cleaned text, salted when that id is taken."""
    salted = text if not salt else f"{text}\0{salt}"
    return hashlib.sha256(salted.encode()).hexdigest()[:12]


def _kind(path: Path) -> str:
    kind = SUFFIXES.get(path.suffix.lower())
    if kind is None:
        raise SourceError(
            f"{path.suffix or 'a file without a suffix'} cannot be read: give text (.txt) or Markdown (.md)"
        )
    return kind


def _read(path: Path) -> str:
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise SourceError(f"too large: {size / 1024**2:.0f} MB, at most {LARGEST // 1024**2} MB")
        _kind(path)
        data = path.read_bytes()
    except FileNotFoundError:
        raise SourceError("not found") from None
    except OSError as error:
        raise SourceError(f"cannot be read ({error.strerror})") from error
    if not data.strip():
        raise SourceError("empty")
    if b"\0" in data:
        raise SourceError("binary, not text")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(f"not UTF-8 (byte {error.start}): save it as UTF-8") from None


def _front_matter(text: str) -> tuple[dict[str, Any], str]:
    """Split off YAML front matter; what is not a YAML mapping is text."""
    match = _FRONT_MATTER.match(text)
    if not match:
        return {}, text
    fields = _yaml_fields(match.group(1))
    return (fields, text[match.end() :]) if fields else ({}, text)


def _yaml_fields(block: str) -> dict[str, Any]:
    """Read a YAML mapping; where it is not quite YAML (a colon in a title), read its lines one by one."""
    import yaml

    try:
        fields = yaml.load(block, Loader=yaml.BaseLoader)  # builds only strings, lists and mappings
    except (yaml.YAMLError, RecursionError):
        fields = {match[1]: match[2].strip("\"' ") for match in _FIELD.finditer(block)}
    return {str(key).lower(): value for key, value in fields.items()} if isinstance(fields, dict) else {}


def _plain(text: str) -> str:
    """Return Markdown without the marks that are no words: headings, emphasis, links, images, quotes, comments."""
    text = _HEADING.sub(r"\1", text)
    for pattern, replacement in _MARKDOWN:
        text = pattern.sub(replacement, text)
    return text


def _title_from(markdown: str, body: str, name: str) -> str:
    """Return the first heading, else the first line, else the file's name."""
    heading = _HEADING.search(markdown)
    line = _plain(heading.group(1)) if heading else body.split("\n", 1)[0]
    title = sanitise_line(line)
    if len(title) > _LONGEST_TITLE:
        title = title[:_LONGEST_TITLE].rsplit(" ", 1)[0] + "…"
    return title or sanitise_line(name) or "Untitled"


def _without_site_name(body: str, title: str) -> str:
    """Cut the site's name off a first line that repeats the title: "Title - Site News" -> "Title"."""
    first, _, rest = body.partition("\n")
    tail = _TITLE_TAIL.search(first)
    if tail and first[: tail.start()] == title:
        return f"{title}\n{rest}".strip()
    return body


def _line(fields: dict[str, Any], *names: str) -> str | None:
    """Return the first of these fields that holds something, as one sanitised line."""
    for name in names:
        value = fields.get(name)
        if isinstance(value, str) and value.strip().lower() not in ("", "null", "~", "none"):
            return sanitise_line(value)
    return None


def _published(fields: dict[str, Any], name: str) -> tuple[str | None, bool]:
    """Return the date and whether it is inferred; a date found in the file's name is."""
    stated = iso_date(_line(fields, "published", "date") or "")
    if stated:
        return stated, (_line(fields, "published_inferred") or "").lower() in ("true", "yes")
    match = _NAME_DATE.search(name)
    inferred = iso_date(match.group(1)) if match else None
    return inferred, inferred is not None


def _language(fields: dict[str, Any], body: str) -> str:
    stated = _line(fields, "language", "lang")
    if stated and re.fullmatch(r"[A-Za-z]{2,3}(?:[-_].*)?", stated):
        return re.split("[-_]", stated)[0].lower()
    from store.words import language_of

    return language_of(body)
