"""What an article that comes in is to the library: new, a new text of one it holds, or nothing new.

Another text has another id, so that what was cited of the earlier one can still be read under its own. The same text
from two publishers is two articles.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from store import learning, versions
from store.article import Article
from store.catalog import Catalog
from store.loading import article_id
from store.outlets import outlets_differ
from store.reports import Outcome


def plan(catalog: Catalog, article: Article) -> tuple[Outcome, Article, Article | None]:
    """Decide what an article is to the library: what became of it, itself under its id, and what it replaces."""
    article = learning.cleaned(catalog.connection, article)
    # Articles that come from no file (source "") are not one another's new versions
    known = (catalog.find("source", article.source) if article.source else None) or _moved(catalog, article)
    if known and known.text == article.text:
        article = replace(article, id=known.id)
        return ("unchanged" if article == known else "updated"), article, known
    if known:
        return "updated", replace(article, id=_next_id(catalog, known, article.text)), known
    texts = catalog.find_all("digest", article_id(article.text))
    outlet = (article.publisher, article.url)
    same = next((held for held in texts if not outlets_differ((held.publisher, held.url), outlet)), None)
    if same:
        return "unchanged", same, same
    return "added", replace(article, id=_free_id(catalog, article.text)), None


def plan_again(catalog: Catalog, held: Article) -> Article:
    """Return a held article without what was learned since it was stored, under the id that goes with its text."""
    article = learning.cleaned(catalog.connection, held)
    return replace(article, id=_next_id(catalog, held, article.text)) if article != held else held


def _next_id(catalog: Catalog, known: Article, text: str) -> str:
    """Return the id of a known article with another text: the one it had with that text before, or a new one."""
    return versions.find_text(catalog.connection, known.id, text) or _free_id(catalog, text)


def _free_id(catalog: Catalog, text: str) -> str:
    """Return the id a text gets: one that no article has or had."""
    salt = 0
    while catalog.holds(article_id(text, salt)):
        salt += 1
    return article_id(text, salt)


def _moved(catalog: Catalog, article: Article) -> Article | None:
    """Return the article of the same address whose file is gone: this one is its file now."""
    known = catalog.find("url", article.url) if article.url else None
    return known if known and not Path(known.source).exists() else None
