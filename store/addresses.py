"""Addresses a user names -> documents: a page, a file on the web, or a feed with the articles it lists."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from store import formats
from store.article import Article
from store.errors import SourceError
from store.fetching import Fetcher, Page
from store.formats import feed, html
from store.formats.draft import Draft
from store.loading import Found, documents, make_article

Known = Callable[[str], Article | None]
"""The article the library holds from an address, if it does."""


def is_address(source: str) -> bool:
    """Tell whether a source is an address of the web and not a path."""
    return source.lower().startswith(("http://", "https://"))


def load_address(address: str, fetcher: Fetcher, columns: Mapping[str, str], known: Known) -> Iterator[Found]:
    """Yield the documents an address leads to; of a feed only articles that are new are fetched.

    Raises:
        SourceError: nothing could be fetched, or it is of no kind that can be read.
    """
    page = fetcher.get(address)
    name = _file_name(page.address)
    kind = formats.kind_of(name, page.content[: formats.HEAD], media_type=page.media_type)
    if kind == "feed":
        for entry in feed.entries_of(page.content):
            yield _entry(entry, fetcher, known)
    elif kind == "html":
        yield address, _article(page, address), len(page.content)
    else:
        for source, found, size in documents(io.BytesIO(page.content), kind, address, columns):
            yield source, _addressed(found, page.address), size


def _article(page: Page, source: str) -> Article:
    (draft,) = html.read_html(page.content, charset=page.charset, address=page.address)
    return make_article(draft, source)


def _addressed(found: Article | SourceError, address: str) -> Article | SourceError:
    """Say where an article was found, and by whom, when it does not say so itself."""
    if isinstance(found, SourceError):
        return found
    return replace(found, url=found.url or address, publisher=found.publisher or urlsplit(address).hostname)


def _entry(entry: feed.Entry, fetcher: Fetcher, known: Known) -> Found:
    """Return the article of a feed's entry: the one held already, the feed's own text if whole, else the page's."""
    draft = entry.draft
    source = draft.url or draft.key
    if held := known(source):
        return source, held, 0
    try:
        if entry.whole or draft.url is None:
            return source, make_article(draft, source), 0
        return source, _with_facts(_article(fetcher.get(draft.url), source), draft), 0
    except SourceError as reason:
        return source, reason, 0


def _with_facts(article: Article, draft: Draft) -> Article:
    """Fill in what the page leaves open and the feed states."""
    if article.published and not article.published_inferred:
        return article
    stated = draft.published or article.published
    return replace(article, published=stated, published_inferred=article.published_inferred and not draft.published)


def _file_name(address: str) -> str:
    return PurePosixPath(unquote(urlsplit(address).path)).name
