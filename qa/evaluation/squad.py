"""Retrieval measured on any SQuAD-format file: each paragraph is an article, each question must find its own.

With the questions of another file under the same ids, the measurement is across languages.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qa.evaluation.metrics import Scores, retrieval_scores
from store.errors import TumenError
from store.text import sanitise

if TYPE_CHECKING:
    from store import Library


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
            for place, paragraph in enumerate(entry["paragraphs"], start=1):
                asked = {str(qa["id"]): sanitise(qa["question"]).strip() for qa in paragraph["qas"]}
                text = sanitise(paragraph["context"]).strip()
                paragraphs.append(Paragraph(f"{title}, {place}", text, tuple(asked)))
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


def write_articles(squad: Squad, folder: Path) -> list[Path]:
    """One Markdown file per paragraph, its number as its name, for `Library.add`."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for number, paragraph in enumerate(squad.paragraphs):
        file = folder / f"{number:05}.md"
        head: dict[str, Any] = {"title": paragraph.title}
        file.write_text(
            f"---\ntitle: {json.dumps(head['title'], ensure_ascii=False)}\n---\n{paragraph.text}\n", "utf-8"
        )
        files.append(file)
    return files


def rank(library: Library, query: str, k: int = 10) -> list[str]:
    """Sources of the articles found for a query, best first, each once."""
    hits = library.search(query, k=3 * k)
    return list(dict.fromkeys(Path(hit.passage.article.source).name for hit in hits))[:k]


def score(ranking: Sequence[str], gold: str) -> Scores:
    """Retrieval scores of one question whose paragraph is the article from the file `gold`."""
    return retrieval_scores([{0} if name == gold else set() for name in ranking], 1)
