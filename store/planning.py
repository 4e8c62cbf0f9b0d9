"""What an article that comes in is to the library: new, a new text of one it holds, or nothing new."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from store.article import Article
from store.catalog import Catalog
from store.loading import article_id
from store.reports import Outcome


def plan(catalog: Catalog, article: Article) -> tuple[Outcome, Article]:
    """Decide what an article is to the library, and under which id it is kept."""
    # Articles that come from no file (source "") are not one another's new versions
    known = (catalog.find("source", article.source) if article.source else None) or _moved(catalog, article)
    if known:
        article = replace(article, id=known.id)
        return ("unchanged" if article == known else "updated"), article
    same = catalog.find("digest", article_id(article.text))
    if same:
        return "unchanged", same
    salt = 0
    while catalog.find("id", article_id(article.text, salt)):
        salt += 1
    return "added", replace(article, id=article_id(article.text, salt))


def _moved(catalog: Catalog, article: Article) -> Article | None:
    """Return the article of the same address whose file is gone: this one is its file now."""
    known = catalog.find("url", article.url) if article.url else None
    return known if known and not Path(known.source).exists() else None
