"""Labelled claims for the support check (`support_claims.yaml`), and the library they are checked against."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import yaml

from store import Article, Library

SUPPORTED = "supported"


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim. `kind` is ``supported``, or what was tampered with; `article` numbers the entry it belongs to."""

    text: str
    kind: str
    article: int

    @property
    def true(self) -> bool:
        """Whether the articles carry it."""
        return self.kind == SUPPORTED


def _entries() -> list[dict[str, object]]:
    source = resources.files("qa.evaluation").joinpath("support_claims.yaml").read_text("utf-8")
    loaded: list[dict[str, object]] = yaml.safe_load(source)
    return loaded


def load() -> list[Claim]:
    """Every claim, in the order of the file."""
    return [
        Claim(text, kind, n)
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
        for n, entry in enumerate(_entries())
        if "text" in entry
    ]
    with Library.open(home) as opened:
        opened.add_articles(articles)
        yield opened
