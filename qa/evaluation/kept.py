"""Answers kept between runs, so that an interrupted run continues and a repeated one costs nothing.

An answer is kept under everything that shaped it: the question with its history and date, the model and its endpoint,
the prompts and the code that answers, and the library. Change one, and the question is asked again.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from qa.answer import Answer
from qa.evaluation.questions import Question
from qa.evaluation.scoring import Span
from store.article import Article
from store.locations import Locations

_SCHEMA = "CREATE TABLE IF NOT EXISTS answers (key TEXT PRIMARY KEY, answer TEXT NOT NULL, ranking TEXT NOT NULL)"
_BESIDE_THE_ANSWER = (
    "evaluation",
    "tui",
    "commands",
    "cli.py",
    "console.py",
    "export.py",
    "sessions.py",
    "__main__.py",
)
"""Parts of `qa` that show answers or score them, and cannot change one."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer and the passages found for its question, best first."""

    answer: Answer
    ranking: tuple[Span, ...]


class KeptAnswers:
    """The store of kept answers, an SQLite file in the library's folder. Not for use from several threads."""

    def __init__(self, home: Path | None) -> None:
        folder = Locations.at(home).home / "evaluation"
        folder.mkdir(parents=True, exist_ok=True)
        self._connection = sqlite3.connect(folder / "answers.sqlite3", timeout=30)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")
        self._connection.execute(_SCHEMA)

    def get(self, key: str) -> Kept | None:
        """The answer kept under a key; None when there is none, or one of another version of the program."""
        row = self._connection.execute("SELECT answer, ranking FROM answers WHERE key = ?", (key,)).fetchone()
        if row is None:
            return None
        try:
            return Kept(Answer.model_validate_json(row[0]), tuple(Span(*span) for span in json.loads(row[1])))
        except (ValueError, TypeError):
            return None

    def put(self, key: str, kept: Kept) -> None:
        """Keep an answer: from here on it outlives this process."""
        spans = json.dumps([(s.article_id, s.start, s.end) for s in kept.ranking])
        with self._connection:
            statement = "INSERT OR REPLACE INTO answers VALUES (?, ?, ?)"
            self._connection.execute(statement, (key, kept.answer.model_dump_json(), spans))

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


def key_of(question: Question, *circumstances: str) -> str:
    """The key of a question asked under these circumstances (model, endpoint, prompt, library)."""
    asked = question.model_dump_json(include={"question", "history", "as_of"})
    return _digest((asked, *circumstances))


def library_fingerprint(articles: Iterable[Article], embedding: str) -> str:
    """Changes with every article, its metadata, and the embedding model."""
    facts = sorted(json.dumps([a.id, a.title, a.publisher, a.published, a.text]) for a in articles)
    return _digest((embedding, *facts))


def answering_fingerprint() -> str:
    """Changes with every prompt and with all code between question and answer."""
    parts = [_tree(resources.files("prompts"), ()), _tree(resources.files("store"), ())]
    return _digest((*parts, _tree(resources.files("qa"), _BESIDE_THE_ANSWER)))


def _tree(folder: Traversable, skipped: tuple[str, ...]) -> str:
    digests = []
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.name in skipped or entry.name.startswith(("_", ".", "judge_")):
            continue
        if entry.is_dir():
            digests.append(f"{entry.name}/{_tree(entry, ())}")
        elif entry.name.endswith((".py", ".md", ".yaml", ".json")):
            digests.append(f"{entry.name} {hashlib.sha256(entry.read_bytes()).hexdigest()}")
    return _digest(digests)


def _digest(parts: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode("utf-8", "surrogatepass") + b"\x00")
    return digest.hexdigest()
