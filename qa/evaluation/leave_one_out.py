"""Unanswerable questions from any question set: the article with the evidence is taken out, and the same is asked.

What another article says too stays answerable, so a share of the "hallucinations" found here can be right answers:
the rate is an upper bound.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from qa.evaluation.questions import Question
from qa.evaluation.scoring import Evidence
from store.locking import writing

if TYPE_CHECKING:
    from store import Article, Library

Measure = Callable[[Sequence[Question], "Library"], bool]
"""Asks questions of a library; returns whether to stop."""


def groups(questions: Sequence[Question], library: Library) -> dict[frozenset[str], list[Question]]:
    """The answerable questions by the articles that hold their evidence, each turned into an unanswerable one.

    Left out are questions without evidence in this library, and those whose articles are all it holds.
    """
    articles = {article.id: article for article in library.articles()}
    evidence = Evidence(articles)
    found: dict[frozenset[str], list[Question]] = {}
    for question in questions:
        holders = evidence.holders(question)
        if question.answerable and holders and holders != frozenset(articles) and not evidence.missing(question):
            found.setdefault(holders, []).append(unanswerable(question))
    return found


def unanswerable(question: Question) -> Question:
    """The same question with abstention as the right answer."""
    return question.model_copy(update={"answerable": False, "nuggets": (), "evidence": ()})


def each(questions: Sequence[Question], library: Library, measure: Measure) -> None:
    """Measure every group against a copy of the library without its articles; the library itself is not touched."""
    with _copied(library) as copy:
        removed: list[Article] = []
        for holders, group in groups(questions, library).items():
            copy.add_articles(removed)
            removed = [copy.remove(article_id) for article_id in sorted(holders)]
            if measure(group, copy):
                return


@contextmanager
def _copied(library: Library) -> Iterator[Library]:
    """A copy of the library in a folder of its own, vectors included, so that nothing is embedded again."""
    from store import Library as OpenedLibrary

    with TemporaryDirectory(prefix="tumen-leave-one-out-") as folder:
        home = Path(folder) / "home"
        with writing(library.locations):
            shutil.copytree(
                library.locations.home, home, ignore=shutil.ignore_patterns("*.lock", "writer.json", "evaluation")
            )
        own = replace(library.connections, chroma=None)  # never the shared one: articles leave this copy
        with OpenedLibrary.open(home, embedding=library.embedding, connections=own, seeds=False) as copy:
            yield copy
