"""Labelled claims for the support check, and the library they are checked against.

`support_claims.yaml` has claims about articles of the project's subject, `article_claims.yaml` about the invented
articles of `gate_articles.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from store import Article, Library

SUPPORTED = "supported"


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim. `kind` is ``supported``, or what was tampered with; `article` numbers the entry it belongs to."""

    text: str
    kind: str
    article: int
    on_subject: bool = True
    """Whether the article is one of the project's subject, rather than an invented one of any."""

    @property
    def true(self) -> bool:
        """Whether the articles carry it."""
        return self.kind == SUPPORTED


def _data(name: str) -> Any:
    return yaml.safe_load(resources.files("qa.evaluation").joinpath(name).read_text("utf-8"))


def _entries() -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = _data("support_claims.yaml")
    invented = _data("article_claims.yaml")
    written = (article["title"] for article in _data("gate_articles.yaml"))
    return entries + [invented[title] for title in written if title in invented]


def load() -> list[Claim]:
    """Every claim, in the order of the files."""
    subject = len(_data("support_claims.yaml"))
    return [
        Claim(text, kind, n, n < subject)
        for n, entry in enumerate(_entries())
        for kind, texts in entry.items()
        if isinstance(texts, list)
        for text in texts
    ]


@contextmanager
def library(home: Path) -> Iterator[Library]:
    """A library in `home` of the articles that the claims are about, those that come with the project included."""
    articles = [
        Article(
            id="",
            title=str(entry["source"]),
            publisher="The White House",
            published=str(entry["published"]),
            text=str(entry["text"]),
            source=f"claims:{n}",
        )
        for n, entry in enumerate(_data("support_claims.yaml"))
        if "text" in entry
    ]
    invented = [
        Article("", a["title"], a["text"].strip(), language=a.get("language", "en"), source=f"gate:{n}")
        for n, a in enumerate(_data("gate_articles.yaml"))
    ]
    with Library.open(home) as opened:
        opened.add_articles([*articles, *invented])
        yield opened
