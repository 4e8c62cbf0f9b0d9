"""Conversations, kept in SQLite from their first question on: listed newest first, searched by word, resumed.

A turn is written when it is asked and again when it ends, so that a killed program loses no question. The file is the
chat's own; the library's catalog knows nothing of it. Any thread may use a `Sessions`.
"""

from __future__ import annotations

import re
import secrets
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from store.errors import TumenError, home_error
from store.text import sanitise_line

if TYPE_CHECKING:
    from qa.answer import Answer

SCHEMA_VERSION = 1
TITLE_LENGTH = 80
"""Characters of the first question that name a session until somebody renames it."""
State = Literal["asked", "done", "stopped", "failed"]
"""``asked`` is a turn whose end was never written: the program was killed while it was being answered."""

_SCHEMA = """
CREATE TABLE sessions (id TEXT PRIMARY KEY, title TEXT NOT NULL, created TEXT NOT NULL, updated TEXT NOT NULL);
CREATE TABLE turns (
    key INTEGER PRIMARY KEY, session TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE, question TEXT NOT NULL,
    model TEXT NOT NULL, asked TEXT NOT NULL, state TEXT NOT NULL, answer TEXT);
CREATE INDEX turns_by_session ON turns (session, key);
CREATE VIRTUAL TABLE words USING fts5 (text, session UNINDEXED, turn UNINDEXED, tokenize = "unicode61");
CREATE TABLE preferences (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
_FILE_WORDS = "INSERT INTO words (text, session, turn) VALUES (?, ?, ?)"
_TITLE_WORDS = 0
"""`words.turn` of the row that holds a session's title."""


class SessionError(TumenError):
    """There is no such session, or the file of sessions cannot be used."""


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """A session as a list shows it; `updated` is ISO 8601, UTC."""

    id: str
    title: str
    updated: str
    turns: int


@dataclass(frozen=True, slots=True)
class Turn:
    """A question of a session, and what became of it. `asked` is ISO 8601, UTC."""

    key: int
    question: str
    model: str
    asked: str
    state: State
    answer: Answer | None


class Sessions:
    """The file of conversations."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        """Use `Sessions.open`."""
        self._connection, self._path, self._lock = connection, path, threading.RLock()

    @classmethod
    def open(cls, path: Path) -> Sessions:
        """Open the file, made when it is not there.

        Raises:
            TumenError: it cannot be read or written, or a later version wrote it.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(path, timeout=5, isolation_level=None, check_same_thread=False)
        except OSError as error:
            raise home_error(error, path.parent) from error
        except sqlite3.Error as error:
            raise _unusable(error, path) from error
        sessions = cls(connection, path)
        sessions._prepare()
        return sessions

    def _prepare(self) -> None:
        with self._ask() as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA foreign_keys = ON")
        with self._change() as connection:
            version = int(connection.execute("PRAGMA user_version").fetchone()[0])
            if version > SCHEMA_VERSION:
                raise SessionError(f"{self._path} was written by a later version of tumen: update the program")
            if version == 0:
                for statement in _SCHEMA.split(";\n"):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()

    def begin(self, session: str | None, question: str, model: str) -> tuple[str, int]:
        """Write that `question` was asked, in a new session for None. Returns (session id, key of the turn)."""
        now = _now()
        with self._change() as connection:
            if session is None:
                session = secrets.token_hex(4)
                title = _short(question)
                connection.execute("INSERT INTO sessions VALUES (?, ?, ?, ?)", (session, title, now, now))
                connection.execute(_FILE_WORDS, (title, session, _TITLE_WORDS))
            else:
                connection.execute("UPDATE sessions SET updated = ? WHERE id = ?", (now, session))
            turn = connection.execute(
                "INSERT INTO turns (session, question, model, asked, state) VALUES (?, ?, ?, ?, 'asked')",
                (session, question, model, now),
            ).lastrowid
            assert turn is not None
            connection.execute(_FILE_WORDS, (question, session, turn))
        return session, turn

    def finish(self, turn: int, state: State, answer: Answer | None) -> None:
        """Write how a turn ended; nothing happens when its session has been deleted meanwhile."""
        with self._change() as connection:
            row = connection.execute("SELECT session, question FROM turns WHERE key = ?", (turn,)).fetchone()
            if row is None:
                return
            dumped = answer.model_dump_json() if answer else None
            connection.execute("UPDATE turns SET state = ?, answer = ? WHERE key = ?", (state, dumped, turn))
            connection.execute("UPDATE sessions SET updated = ? WHERE id = ?", (_now(), row[0]))
            connection.execute("DELETE FROM words WHERE turn = ?", (turn,))
            connection.execute(_FILE_WORDS, (f"{row[1]}\n{answer.text if answer else ''}", row[0], turn))

    def listed(self, words: str = "") -> list[SessionSummary]:
        """Return the sessions, newest first; with `words`, those in which every one of them begins a word."""
        terms = re.findall(r"\w+", words)
        where = " AND id IN (SELECT session FROM words WHERE words MATCH ?)" * len(terms)
        query = (
            "SELECT id, title, updated, (SELECT count(*) FROM turns WHERE session = id) FROM sessions "
            f"WHERE true{where} ORDER BY updated DESC, rowid DESC"
        )
        with self._ask() as connection:
            return [SessionSummary(*row) for row in connection.execute(query, [f'"{term}"*' for term in terms])]

    def find(self, beginning: str) -> SessionSummary:
        """Return the session of this id, or of a beginning of it that no other shares.

        Raises:
            SessionError: none, or more than one, has it.
        """
        matching = [session for session in self.listed() if session.id.startswith(beginning)]
        if len(matching) == 1:
            return matching[0]
        what = "more than one session begins" if matching else "no session begins"
        raise SessionError(f"{what} with {sanitise_line(beginning)!r}: see them in the chat with ctrl+o")

    def turns(self, session: str) -> list[Turn]:
        """Return the turns of a session in the order they were asked."""
        from qa.answer import Answer

        query = "SELECT key, question, model, asked, state, answer FROM turns WHERE session = ? ORDER BY key"
        with self._ask() as connection:
            rows = connection.execute(query, (session,)).fetchall()
        answers = [Answer.model_validate_json(row[5]) if row[5] else None for row in rows]
        return [Turn(r[0], r[1], r[2], r[3], r[4], answer) for r, answer in zip(rows, answers, strict=True)]

    def questions(self, most: int = 200) -> list[str]:
        """Return the latest questions of all sessions, oldest first, for the prompt's history."""
        query = "SELECT question FROM turns GROUP BY question ORDER BY max(key) DESC LIMIT ?"
        with self._ask() as connection:
            return [row[0] for row in connection.execute(query, (most,))][::-1]

    def models(self) -> list[str]:
        """Return the models that have been asked, the latest first."""
        query = "SELECT model FROM turns GROUP BY model ORDER BY max(key) DESC LIMIT 20"
        with self._ask() as connection:
            return [row[0] for row in connection.execute(query)]

    def rename(self, session: str, title: str) -> None:
        """Give a session another title; an empty one changes nothing."""
        title = _short(title)
        if not title:
            return
        with self._change() as connection:
            connection.execute("UPDATE sessions SET title = ? WHERE id = ?", (title, session))
            connection.execute("DELETE FROM words WHERE session = ? AND turn = ?", (session, _TITLE_WORDS))
            connection.execute(_FILE_WORDS, (title, session, _TITLE_WORDS))

    def delete(self, session: str) -> None:
        """Delete a session with all its turns."""
        with self._change() as connection:
            connection.execute("DELETE FROM words WHERE session = ?", (session,))
            connection.execute("DELETE FROM sessions WHERE id = ?", (session,))

    def preference(self, name: str) -> str | None:
        """Return a kept choice of the chat, such as its theme."""
        with self._ask() as connection:
            row = connection.execute("SELECT value FROM preferences WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def prefer(self, name: str, value: str) -> None:
        """Keep a choice of the chat."""
        with self._change() as connection:
            connection.execute("INSERT OR REPLACE INTO preferences VALUES (?, ?)", (name, value))

    @contextmanager
    def _ask(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            try:
                yield self._connection
            except sqlite3.Error as error:
                raise _unusable(error, self._path) from error

    @contextmanager
    def _change(self) -> Iterator[sqlite3.Connection]:
        """Change all or nothing."""
        with self._ask() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")


def _unusable(error: sqlite3.Error, path: Path) -> SessionError:
    return SessionError(f"the sessions in {path} cannot be used ({error}): check disk and permissions, or move it away")


def _short(text: str) -> str:
    line = sanitise_line(text)
    return line if len(line) <= TITLE_LENGTH else line[: TITLE_LENGTH - 1].rstrip() + "…"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
