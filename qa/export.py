"""A conversation as Markdown with footnotes: quote, publisher, date, address, and the day it was retrieved."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from qa.wording import date_of, place_of
from store.text import sanitise, sanitise_line

if TYPE_CHECKING:
    from qa.answer import Answer, Citation, Sentence
    from qa.sessions import Turn

_PUNCTUATION = re.compile(r"([\\`*_\[\]<>#|~])")
_LINE_SIGN = re.compile(r"^(\s*)([-+]|\d+[.)])(?=\s)", re.MULTILINE)
_VERDICT_WORDS = {"partial": "partly supported", "unsupported": "not supported"}
_STATE_WORDS = {"stopped": "stopped before its end", "failed": "no answer came", "asked": "no answer was kept"}


def web_address(url: str | None) -> str | None:
    """Return `url` when it is one of the web, and so may be opened or printed as a link; else None."""
    line = sanitise_line(url or "")
    parts = urlsplit(line) if "[" not in line else None  # a bracket makes `urlsplit` raise
    safe = parts and parts.scheme in ("http", "https") and parts.hostname and not re.search(r"[\s<>\"]", line)
    return line if safe else None


@dataclass
class Footnotes:
    """Numbers the sources of several answers in one list."""

    notes: list[str] = field(default_factory=list)

    def mark(self, citation: Citation, retrieved: str) -> str:
        """Return the mark of a citation, ``[^3]``, its note filed; `retrieved` is an ISO 8601 day."""
        note = footnote(citation, retrieved)
        if note not in self.notes:
            self.notes.append(note)
        return f"[^{self.notes.index(note) + 1}]"

    def text(self) -> str:
        """The notes as Markdown."""
        return "\n".join(f"[^{number}]: {note}" for number, note in enumerate(self.notes, start=1))


def footnote(citation: Citation, retrieved: str) -> str:
    """Quote, publisher, title, date, page, address and day of retrieval in one line of Markdown."""
    quote = escaped(sanitise_line(citation.quote))
    publisher = escaped(sanitise_line(citation.publisher or "publisher unknown"))
    title = escaped(sanitise_line(citation.title))
    parts = [f"“{quote}” {', '.join([publisher, title, date_of(citation), *map(escaped, place_of(citation))])}."]
    address = web_address(citation.url)
    if address:
        parts.append(f"<{address}>")
    parts.append(f"Retrieved {retrieved}.")
    return " ".join(parts)


def session_markdown(title: str, turns: Iterable[Turn]) -> str:
    """Return a session as Markdown: a heading per question, the answers, and all footnotes at the end."""
    notes = Footnotes()
    blocks = [f"# {escaped(sanitise_line(title))}"]
    for turn in turns:
        blocks.append(f"## {escaped(sanitise_line(turn.question))}")
        if turn.answer:
            blocks.append(answer_markdown(turn.answer, turn.asked[:10], notes))
        if turn.state != "done":
            blocks.append(f"*({_STATE_WORDS[turn.state]})*")
    if notes.notes:
        blocks.append(notes.text())
    return "\n\n".join(blocks) + "\n"


def answer_with_sources(answer: Answer, retrieved: str) -> str:
    """Return one answer as Markdown with its footnotes."""
    notes = Footnotes()
    text = answer_markdown(answer, retrieved, notes)
    return f"{text}\n\n{notes.text()}\n" if notes.notes else f"{text}\n"


def answer_markdown(answer: Answer, retrieved: str, notes: Footnotes) -> str:
    """Return one answer as Markdown, its sources filed in `notes`; what is not proven says so."""
    if answer.abstained or not answer.sentences:
        return escaped(sanitise(answer.text).strip())
    cited = {citation.n: citation for citation in answer.citations}
    lines = []
    for sentence in answer.sentences:
        marks = "".join(notes.mark(cited[n], retrieved) for n in sentence.citations if n in cited)
        lines.append(f"{escaped(sanitise_line(sentence.text))}{marks}{_caveat(sentence)}")
    lines += [f"*{escaped(sanitise_line(note))}*" for note in answer.notes]
    if answer.notice:
        lines.append(f"*({escaped(sanitise_line(answer.notice))})*")
    return "\n\n".join(lines)


def _caveat(sentence: Sentence) -> str:
    words = _VERDICT_WORDS.get(sentence.verdict)
    if not words:
        return ""
    reasons = escaped("; ".join(sanitise_line(reason) for reason in sentence.reasons))
    return f" *({words}{': ' if reasons else ''}{reasons})*"


def escaped(text: str) -> str:
    """Return foreign text such that Markdown shows it as it is."""
    return _LINE_SIGN.sub(r"\1\\\2", _PUNCTUATION.sub(r"\\\1", text))


def write_new(folder: Path, title: str, text: str) -> Path:
    """Write `text` to a new file in `folder` named after `title`; an existing file is never overwritten.

    Raises:
        OSError: the folder cannot be written.
    """
    words = re.findall(r"\w+", sanitise_line(title).lower())
    stem = "-".join(["tumen", *words[:8]])[:60]
    for number in range(1, 1000):
        path = folder / f"{stem}{'' if number == 1 else f'-{number}'}.md"
        try:
            with path.open("x", encoding="utf-8") as out:
                out.write(text)
        except FileExistsError:
            continue
        return path
    raise FileExistsError(f"{stem}.md and 998 more are there already")
