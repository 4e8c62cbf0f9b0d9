"""Labelled claims for the support check, and the library they are checked against.

`support_claims.yaml` has claims about articles of the project's subject, `article_claims.yaml` about the invented
articles of `gate_articles.yaml`, and the files in ``labelled`` about the articles that they bring with them, of which
`short_claims.yaml` has others, in the words in which a small model answers, and `denied_claims.yaml` false ones that
deny what an article tells or never speaks of, or turn it round otherwise, and `glued_claims.yaml` some in which names
and facts of an article are joined into what it does not say, beside true ones far from its words.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from store import Article, Library

SUPPORTED = "supported"
OWN = 3.0
"""What a claim about the project's own articles weighs."""
SHORT = 3.0
"""What a claim in the words of a small model weighs: there are few, and most proven sentences are like them."""
MANY = 0.3
"""What one of the files in ``labelled`` weighs: they are three times as many as the others, and further from news. So
do those of `denied_claims.yaml` and `glued_claims.yaml`, which never count as on the subject: they are of no mix of
kinds that users meet."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim. `kind` is ``supported``, or what was tampered with; `article` numbers the entry it belongs to."""

    text: str
    kind: str
    article: int
    on_subject: bool = True
    """Whether the article is one of the project's subject, rather than one of any."""
    weight: float = 1.0
    """What it counts in a fit."""

    @property
    def teaches(self) -> bool:
        """Whether `qa.evaluation.fit_entailment` trains on it, as on those of every other article: the rest measure."""
        return self.article % 2 == 1

    @property
    def true(self) -> bool:
        """Whether the articles carry it."""
        return self.kind == SUPPORTED


def _data(name: str) -> Any:
    return yaml.safe_load(resources.files("qa.evaluation").joinpath(name).read_text("utf-8"))


@lru_cache(maxsize=1)
def _labelled() -> tuple[dict[str, Any], ...]:
    folder = resources.files("qa.evaluation").joinpath("labelled")
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".yaml")), key=lambda file: file.name)
    return tuple(entry for file in files for entry in yaml.safe_load(file.read_text("utf-8")))


def labelled_texts() -> dict[str, str]:
    """The texts of the articles in ``labelled``, by title."""
    return {entry["title"]: entry["text"] for entry in _labelled() if "text" in entry}


@dataclass(frozen=True, slots=True)
class _Entry:
    """The claims about one article, by kind, with whether it is on the project's subject, and what they weigh."""

    kinds: dict[str, Any]
    on_subject: bool
    weight: float
    title: str | None = None


def _entries() -> list[_Entry]:
    invented, labelled = _data("article_claims.yaml"), _labelled()
    short, denied, glued = (_data(f"{name}_claims.yaml") for name in ("short", "denied", "glued"))
    written = (article["title"] for article in _data("gate_articles.yaml"))
    subject = {entry["title"] for entry in labelled if entry.get("on_subject")}
    return [
        *(_Entry(entry, True, OWN if entry.get("seeds") else 1.0) for entry in _data("support_claims.yaml")),
        *(_Entry(invented[title], False, 1.0) for title in written if title in invented),
        *(
            _Entry(entry, True, OWN)
            if entry.get("seeds")
            else _Entry(entry, entry["title"] in subject, MANY, entry["title"])
            for entry in labelled
        ),
        *(_Entry(kinds, title in subject, SHORT, title) for title, kinds in short.items()),
        *(_Entry(kinds, False, MANY, title) for title, kinds in (*denied.items(), *glued.items())),
    ]


def load() -> list[Claim]:
    """Every claim, in the order of the files."""
    entries = _entries()
    first = {entry.title: n for n, entry in reversed(list(enumerate(entries))) if entry.title}
    return [
        Claim(text, kind, first.get(entry.title or "", n), entry.on_subject, entry.weight)
        for n, entry in enumerate(entries)
        for kind, texts in entry.kinds.items()
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
    labelled = [
        Article(
            id="",
            title=entry["title"],
            publisher=entry["publisher"],
            published=entry["published"],
            text=entry["text"].strip(),
            language=entry.get("language", "en"),
            source=f"labelled:{n}",
        )
        for n, entry in enumerate(_labelled())
        if "text" in entry
    ]
    with Library.open(home) as opened:
        opened.add_articles([*articles, *invented, *labelled])
        yield opened
