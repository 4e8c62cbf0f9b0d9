"""HTML: the article's text, title, date, site and language (trafilatura), without the page around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from store.chunking import count_words
from store.dates import iso_date
from store.errors import SourceError
from store.formats.draft import Draft
from store.formats.encoding import decode

if TYPE_CHECKING:
    from trafilatura.settings import Document

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_LANGUAGE = re.compile(r"<html[^>]{0,400}\slang\s*=\s*[\"']?([A-Za-z]{2,3})\b", re.IGNORECASE)
_STATED = re.compile(
    r"<meta[^>]{0,400}?(?:published|pubdate|publish|date(?:created|issued)|dc\.date|sailthru\.date|parsely)[^>]{0,400}>"
    r"|\"(?:datePublished|dateCreated)\"\s*:\s*\"[^\"]{4,40}\""
    r"|<time\b[^>]{0,400}>|<meta[^>]{0,200}name=[\"']?date[\"']?[^>]{0,400}>",
    re.IGNORECASE,
)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_HEAD = 4096
_FEWEST_WORDS = 5
"""Of the longest line of an article; menus have shorter ones."""
_SITE_TAIL = r"\s*[|·»:–—-]\s*{site}\s*\Z"
_DEEPEST = 400
"""Levels of nested elements; a real page has some dozens, and the parser recurses."""


def read_html(data: bytes, *, charset: str | None = None, address: str | None = None) -> Iterator[Draft]:
    """Yield the one article of a page; `charset` is what the server declared, `address` where the page came from.

    Raises:
        SourceError: nothing on the page reads like an article.
    """
    meta = _CHARSET.search(data[:_HEAD])
    yield draft_of(decode(data, charset or (meta.group(1).decode("ascii") if meta else None)), address)


def draft_of(page: str, address: str | None = None) -> Draft:
    """Make a draft of a page that is decoded already; errors as in `read_html`."""
    found = _extract(page, address)
    if found is None or not any(count_words(line) >= _FEWEST_WORDS for line in (found.text or "").split("\n")):
        raise SourceError("no article on the page: nothing reads like one")
    published, inferred = _published(page, found.date, address)
    site = found.sitename or (urlsplit(address).hostname if address else None) or found.hostname
    language = _LANGUAGE.search(page[:_HEAD])
    return Draft(
        text=str(found.text),
        title=_without_site(found.title, site),
        publisher=site,
        published=published,
        published_inferred=inferred,
        url=found.url or address,
        language=language.group(1) if language else None,
    )


def _extract(page: str, address: str | None) -> Document | None:
    """Run trafilatura; it must not guess a date from the running text, nor take one of today for unknown."""
    import logging

    from trafilatura import bare_extraction

    for noisy in ("trafilatura", "htmldate", "courlan", "charset_normalizer"):
        logging.getLogger(noisy).setLevel(logging.CRITICAL)
    tree = _tree(page)
    if tree is None:
        return None
    dates: dict[str, Any] = {"extensive_search": False, "original_date": True, "max_date": date.today().isoformat()}
    try:
        found = bare_extraction(
            tree,
            url=address,
            include_comments=False,
            include_formatting=False,
            with_metadata=True,
            date_extraction_params=dates,
        )
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise SourceError(f"the page cannot be read ({type(error).__name__})") from error
    return found if not isinstance(found, dict) else None


def _tree(page: str) -> Any:
    """Parse the page; None when there is nothing in it, SourceError when it is nested without end."""
    from trafilatura import load_html

    tree = load_html(page)
    if tree is None:
        return None
    level, depth = [tree], 0
    while level and depth <= _DEEPEST:
        level = [child for element in level for child in element]
        depth += 1
    if level:
        raise SourceError(f"the page is nested more than {_DEEPEST} deep: no article")
    return tree


def _published(page: str, found: str | None, address: str | None) -> tuple[str | None, bool]:
    """Return the date and whether it is inferred: only what meta data, JSON-LD or a `time` element say is stated."""
    day = iso_date(found or "")
    if day is None:
        return None, False
    stated = {day for match in _STATED.finditer(page) for day in _DAY.findall(match.group())}
    return day, day not in stated


def _without_site(title: str | None, site: str | None) -> str | None:
    """Cut the site's name off the end of a title: "Kim arrives | The Paper" -> "Kim arrives"."""
    if not title or not site:
        return title
    cut = re.sub(_SITE_TAIL.format(site=re.escape(site)), "", title, flags=re.IGNORECASE)
    return cut or title
