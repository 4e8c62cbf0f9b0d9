"""What a reader found -> an Article: clean, titled, dated as far as is known. Says why when it cannot."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePath
from typing import IO

from store import formats
from store.article import Article
from store.cleaning import clean
from store.errors import SourceError
from store.formats import archive, markdown
from store.formats.draft import Draft
from store.formats.limits import check_size
from store.pages import page_starts
from store.published import date_in_name, stated_date
from store.text import sanitise, sanitise_line

Found = tuple[str, Article | SourceError, int]
"""(source, article or reason, bytes read for it) of one document."""

_TITLE_TAIL = re.compile(r"\s+[-–—|·»:]\s+[^\n]{1,40}\Z")
_LONGEST_TITLE = 120
"""Characters of a first sentence that stands for a title: about as long as headlines get."""


def load(path: Path) -> Article:
    """Read a file that holds one article; its id is what a new article with this text gets (`article_id`).

    Raises:
        SourceError: with the reason, when the file is not there, cannot be read, or holds no article.
    """
    for _, found, _ in load_all(path):
        if isinstance(found, Article):
            return found
        raise found
    raise SourceError("empty")


def load_all(path: Path, columns: Mapping[str, str] | None = None) -> Iterator[Found]:
    """Yield every document of a file: one, or as many as a dump, a feed or an archive holds.

    Raises:
        SourceError: the file as a whole is not there or cannot be read.
    """
    try:
        with path.open("rb") as stream:
            head = stream.read(formats.HEAD)
            if not head:
                raise SourceError("empty")
            kind = formats.kind_of(path.name, head)
            if kind in formats.WHOLE:
                check_size(path.stat().st_size)
            stream.seek(0)
            yield from documents(stream, kind, str(path.resolve()), columns or {})
    except FileNotFoundError:
        raise SourceError("not found") from None
    except OSError as error:
        raise SourceError(f"cannot be read ({error.strerror or error})") from error


def documents(stream: IO[bytes], kind: str, source: str, columns: Mapping[str, str]) -> Iterator[Found]:
    """Yield the documents of a stream of a known kind; errors as in `load_all`."""
    if kind == "zip":
        for name, content in archive.members(stream):
            yield from _member(f"{source}/{name}", content, columns)
        return
    if kind in formats.STREAMED:
        parts = formats.STREAMED[kind](stream, columns)
        single = False
    else:
        parts = formats.WHOLE[kind](stream.read())
        single = kind != "feed"
    for part in parts:
        yield _found(part, source, single=single)


def _member(source: str, content: bytes | SourceError, columns: Mapping[str, str]) -> Iterator[Found]:
    """Yield the documents of one file of an archive; what is wrong with it stops no other."""
    if isinstance(content, SourceError):
        yield source, content, 0
        return
    try:
        kind = formats.kind_of(PurePath(source).name, content[: formats.HEAD])
        if kind == "zip":
            raise SourceError("an archive inside an archive is not opened: unpack it first")
        yield from documents(io.BytesIO(content), kind, source, columns)
    except SourceError as reason:
        yield source, reason, len(content)


def _found(part: Draft | SourceError, source: str, *, single: bool) -> Found:
    """Make an article of a part, under a source of its own where a file holds many."""
    if isinstance(part, SourceError):
        return source, part, 0
    try:
        article = make_article(part, source, "" if not single else PurePath(source).stem)
    except SourceError as reason:
        return f"{source}#{part.key}" if part.key else source, reason, part.size
    if single:
        return source, article, 0
    own = f"{source}#{sanitise_line(part.key or article.url or article.id)}"
    return own, replace(article, source=own), part.size


def parse(raw: str, source: str, *, name: str = "") -> Article:
    """Make an article of Markdown. `name` is the file's name, used for what the content does not say."""
    return make_article(markdown.draft_of(raw, markdown=True), source, name)


def make_article(draft: Draft, source: str, name: str = "") -> Article:
    """Clean a draft and fill in what it does not state: the title from its text, date and title from the `name`.

    Raises:
        SourceError: no text is left without its boilerplate.
    """
    raw = sanitise(draft.text)
    body = clean(raw)
    title = _title(draft, body, name)
    body = _without_site_name(body, title)
    if not re.search(r"\w", body):
        raise SourceError("empty: no text is left without its boilerplate")
    published, inferred = _published(draft, name)
    return Article(
        id=article_id(body),
        title=title,
        text=body,
        publisher=_line(draft.publisher),
        published=published,
        published_inferred=inferred,
        url=_line(draft.url),
        language=_language(draft.language, body),
        source=source,
        pages=page_starts(draft.text, draft.pages, body),
    )


def article_id(text: str, salt: int = 0) -> str:
    """Return the first 12 hexadecimal digits of SHA-256 over the cleaned text, salted when that id is taken."""
    salted = text if not salt else f"{text}\0{salt}"
    return hashlib.sha256(salted.encode()).hexdigest()[:12]


def _title(draft: Draft, body: str, name: str) -> str:
    """Return the stated title, else the first heading, else the first line, else the file's name."""
    stated = _line(draft.title)
    if stated:
        return stated
    title = sanitise_line(draft.line_of_title or body.split("\n", 1)[0])
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


def _line(value: str | None) -> str | None:
    return sanitise_line(value or "") or None


def _published(draft: Draft, name: str) -> tuple[str | None, bool]:
    """Return the date and whether it is inferred; a date found in the file's name is."""
    stated = stated_date(draft.published)
    if stated:
        return stated, draft.published_inferred
    inferred = date_in_name(name)
    return inferred, inferred is not None


def _language(stated: str | None, body: str) -> str:
    if stated and re.fullmatch(r"[A-Za-z]{2,3}(?:[-_].*)?", stated.strip()):
        return re.split("[-_]", stated.strip())[0].lower()
    from store.words import language_of

    return language_of(body)
