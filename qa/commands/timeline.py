"""`tumen --timeline`: the dated events of a topic as Markdown, CSV or JSON, on stdout."""

from __future__ import annotations

import csv
import io
import sys
from enum import StrEnum
from typing import TYPE_CHECKING

from qa import exit_codes
from qa.commands.given import Globals
from qa.commands.opening import opened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.timeline import Event


class Format(StrEnum):
    """How a timeline is printed."""

    MD = "md"
    CSV = "csv"
    JSON = "json"


COLUMNS = ("date", "inferred", "as_written", "said", "published", "stance", "publisher", "title", "url", "quote",
           "article_id", "start", "end")  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for a formula at the start of a cell (OWASP, CSV Injection)."""


def print_timeline(topic: str, given: Globals, shape: Format) -> int:
    """Print what the articles date of `topic` (``-`` reads it from stdin); return the exit code."""
    from qa.commands.asking import print_json, read_question

    wanted = read_question(topic)
    from qa.console import narrator
    from qa.timeline import timeline

    with opened(given.settings()) as library:
        events = timeline(wanted, library, as_of=given.as_of)
    if shape is Format.JSON:
        print_json([event.model_dump(mode="json") for event in events])
    elif events:
        text = as_csv(events) if shape is Format.CSV else markdown(wanted, events)
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
    if not events:
        until = f" published by {given.as_of.isoformat()}" if given.as_of else ""
        narrator()(f"the articles{until} date nothing of this: try other words, or tumen search to see what is nearest")
    return exit_codes.ANSWERED if events else exit_codes.NOT_SAID


def markdown(topic: str, events: Sequence[Event]) -> str:
    """A line an event: its date, the quote that dates it, and its source."""
    from qa.export import escaped, web_address
    from qa.wording import STANCES, heading
    from store.text import sanitise_line

    lines = [f"# {escaped(topic)}", ""]
    for event in events:
        source = escaped(heading(event.citation))
        address = web_address(event.citation.url)
        said = f" (as said {event.said})" if event.said else ""
        stance = "".join(f" *({STANCES[s]})*" for s in event.stance if s in STANCES)
        quote = escaped(sanitise_line(event.citation.quote))
        link = f" <{address}>" if address else ""
        lines.append(f"- **{_when(event)}**{said}{stance}: “{quote}” {source}.{link}")
    return "\n".join(lines) + "\n"


def _when(event: Event) -> str:
    from qa.phrases import in_full

    return in_full(event.date, event.inferred, "en")


def as_csv(events: Sequence[Event]) -> str:
    """A row an event, RFC 4180. A cell that a spreadsheet would run as a formula gets an apostrophe before it."""
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(COLUMNS)
    for event in events:
        row = {**event.citation.model_dump(), **event.model_dump(exclude={"citation"})}
        row["stance"] = " ".join(event.stance)
        table.writerow([_cell(row[name]) for name in COLUMNS])
    return out.getvalue()


def _cell(value: object) -> str:
    text = "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
