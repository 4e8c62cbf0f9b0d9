"""Invented articles with claims and questions about them, each with the words of the article that decide it.

The files in ``annotated`` hold news, official statements, briefings, interviews and essays, in English, Russian, German
and Korean, written by language models for `qa.evaluation.fit_entailment`. To each there are twenty claims that it
carries and twenty that it does not, seven and seven in ``asked*.yaml``, which have more questions, alike in tone and
length, from near copies to free paraphrases, a quarter of them in another language; and questions that it answers
beside others that it leaves open. ``held_out*.yaml`` are not trained on; but for the first, they are of the kind of
``asked*.yaml``.
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

HELD_OUT = "held_out"
"""How the names of the files begin that measure."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim; `kind` is how it is worded when it is `carried`, else what was tampered with."""

    text: str
    carried: bool
    kind: str
    evidence: str
    """The words that carry it, or that it was tampered from; empty when nothing is like it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, with the words that answer it; or, when nothing does, those that look most like an answer."""

    text: str
    evidence: str
    near: str


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article with what is claimed and asked about it."""

    article: Article
    claims: tuple[Judged, ...]
    questions: tuple[Asked, ...]
    file: str = ""
    """The name of the file that it is of."""


def load(*, held_out: bool = False) -> list[Annotated]:
    """The articles that are trained on, or those `held_out`, in the order of the files."""
    folder = resources.files("qa.evaluation").joinpath("annotated")
    names = sorted(file.name for file in folder.iterdir() if file.name.endswith(".yaml"))
    return [
        _annotated(entry, name, n)
        for name in names
        if name.startswith(HELD_OUT) == held_out
        for n, entry in enumerate(_parsed(folder.joinpath(name).read_text("utf-8")))
    ]


@contextmanager
def library(home: Path, annotated: list[Annotated]) -> Iterator[Library]:
    """A library in `home` of these articles alone."""
    with Library.open(home, seeds=False) as opened:
        opened.add_articles([one.article for one in annotated])
        yield opened


def _parsed(text: str) -> Any:
    """What a file holds; its size takes the parser in Python a minute."""
    return yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def _annotated(entry: dict[str, Any], file: str, number: int) -> Annotated:
    article = Article(
        id="",
        title=entry["title"],
        publisher=entry["publisher"],
        published=str(entry["published"]),
        text=entry["text"],
        language=entry["language"],
        source=f"annotated:{file}:{number}",
    )
    return Annotated(
        article,
        tuple(Judged(c["claim"], c["carried"], c["kind"], c.get("evidence", "")) for c in entry["claims"]),
        tuple(Asked(q["question"], q.get("evidence", ""), q.get("near", "")) for q in entry["questions"]),
        file,
    )
