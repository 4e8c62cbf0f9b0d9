"""Retrieval measured on any SQuAD-format file: each paragraph is an article, each question must find its own.

With the questions of another file under the same ids, the measurement is across languages.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from qa.evaluation.metrics import Scores, retrieval_scores
from qa.evaluation.questions import Question
from qa.evaluation.results import Outcome
from store.article import Article
from store.errors import TumenError
from store.locations import Locations
from store.text import sanitise

if TYPE_CHECKING:
    from qa.settings import Settings
    from store import Library

Progress = Callable[[int, int, str], None]
RANKED = 10


class SquadFileError(TumenError):
    """A file that is not in SQuAD's format."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph and the ids of the questions it answers."""

    title: str
    text: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Squad:
    """A file's paragraphs, and its questions by id."""

    paragraphs: tuple[Paragraph, ...]
    questions: dict[str, str]


def read(path: Path) -> Squad:
    """The paragraphs and questions of a file. Raises `SquadFileError`."""
    try:
        raw = json.loads(path.read_text("utf-8-sig"))
        paragraphs, questions = [], dict[str, str]()
        for number, entry in enumerate(raw["data"], start=1):
            title = str(entry.get("title") or f"Text {number}").replace("_", " ")
            for paragraph in entry["paragraphs"]:
                asked = {str(qa["id"]): sanitise(qa["question"]).strip() for qa in paragraph["qas"]}
                text = sanitise(paragraph["context"]).strip()
                paragraphs.append(Paragraph(title, text, tuple(asked)))
                questions |= asked
    except OSError as error:
        raise SquadFileError(f"{path}: cannot be read: {error.strerror}") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise SquadFileError(
            f"{path}: is not in SQuAD's format: data, paragraphs, context, qas, id, question"
        ) from None
    if not questions:
        raise SquadFileError(f"{path}: holds no questions")
    return Squad(tuple(paragraphs), questions)


def open_library(squad: Squad, path: Path, settings: Settings, progress: Progress) -> Library:
    """A library of the file's paragraphs, kept beside the user's own, so that a second measurement embeds nothing."""
    from store import Library as OpenedLibrary

    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:16]
    home = Locations.at(settings.home).home / "evaluation" / f"squad-{digest}"
    connections = replace(settings.connections(), chroma=None)
    library = OpenedLibrary.open(home, embedding=settings.embedding, connections=connections, seeds=False)
    articles = [Article("", p.title, p.text, source=_source(i)) for i, p in enumerate(squad.paragraphs)]
    try:
        library.add_articles(articles, progress=lambda done, total, _: progress(done, total, "indexing"))
    except BaseException:
        library.close()
        raise
    return library


def measure(squad: Squad, queries: dict[str, str], library: Library, progress: Progress) -> tuple[list[Outcome], bool]:
    """Search for every query and score the rank of its own paragraph; ctrl+c ends it with what was done (True)."""
    outcomes: list[Outcome] = []
    gold = {asked: i for i, paragraph in enumerate(squad.paragraphs) for asked in paragraph.questions}
    try:
        for done, (asked, query) in enumerate(queries.items(), start=1):
            paragraph = squad.paragraphs[gold[asked]]
            scores = score(_rank(library, query), _source(gold[asked]))
            question = Question(id=asked, question=query, evidence=(paragraph.text,))
            missed = () if scores["hits@10"] else ("its paragraph is not among the first 10",)
            outcomes.append(Outcome(question, None, scores, missed))
            progress(done, len(queries), "searching")
    except KeyboardInterrupt:
        return outcomes, True
    return outcomes, False


def queries_of(squad: Squad, other: Squad | None) -> dict[str, str]:
    """The questions to ask: the file's own, or those of another file under the ids both share."""
    if other is None:
        return squad.questions
    shared = {asked: text for asked, text in other.questions.items() if asked in squad.questions}
    if not shared:
        raise SquadFileError("--queries shares no question id with the --squad file")
    return shared


def score(ranking: Sequence[str], gold: str) -> Scores:
    """Retrieval scores of one question whose paragraph is the article `gold`, among distinct articles, best first."""
    return retrieval_scores([{0} if name == gold else set() for name in ranking], 1)


def _rank(library: Library, query: str) -> list[str]:
    hits = library.search(query, k=3 * RANKED)
    return list(dict.fromkeys(hit.passage.article.source for hit in hits))[:RANKED]


def _source(number: int) -> str:
    return f"squad:{number:05}"
