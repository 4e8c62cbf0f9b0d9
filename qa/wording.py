"""How an answer and its sources are put into words, the same on a plain terminal, in the chat and in an export."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from store.text import sanitise_line

if TYPE_CHECKING:
    from qa.answer import Citation, Verdict
    from qa.checking import Checked, Finding
    from store.article import Article

SIGNS: dict[Verdict, str] = {"supported": "✓", "partial": "~", "unsupported": "✗"}
FINDING_SIGNS: dict[Finding, str] = {"supported": "✓", "contradicted": "✗", "not_found": "?"}
DOUBTED = "~"
"""Marks a claim that is supported in spite of a doubt, as a partial sentence is marked."""
COLOURS: dict[Verdict, str] = {"supported": "green", "partial": "yellow", "unsupported": "red"}
STANCES = {"denied": "denied", "hedged": "alleged or possible", "future": "planned or expected"}
"""How an event is told of that is not told as a fact; keys are those of `qa.facts.stance.Stance`."""
EXCERPT = 240
"""Characters of a nearest passage that are shown when the articles do not say."""


def finding_of(checked: Checked) -> str:
    """Return the sign and the word of a checked claim: ``✗ contradicted``, or ``~ supported`` in spite of a doubt."""
    sign = DOUBTED if checked.doubted else FINDING_SIGNS[checked.verdict]
    return f"{sign} {checked.verdict.replace('_', ' ')}"


def date_of(source: Article | Citation) -> str:
    """Return the date as the reader sees it: ``2019-04-01``, ``2019-04-01 (inferred)`` or ``date unknown``."""
    if not source.published:
        return "date unknown"
    return f"{source.published} (inferred)" if source.published_inferred else source.published


def heading(source: Article | Citation) -> str:
    """Return publisher, title and date in one line, and of a citation where it stands (`place_of`)."""
    parts = (sanitise_line(source.publisher or "publisher unknown"), sanitise_line(source.title), date_of(source))
    return ", ".join([*parts, *place_of(source)])


def place_of(source: Article | Citation) -> list[str]:
    """Return where else a citation leads, as the reader sees it: ``p. 3`` of a PDF, ``also at`` who printed a copy."""
    page, also_at = getattr(source, "page", None), getattr(source, "also_at", ())  # an article as a whole has none
    copies = f"also at {', '.join(sanitise_line(name) for name in also_at)}" if also_at else ""
    return [part for part in (f"p. {page}" if page else "", copies) if part]


def excerpt(text: str, length: int = EXCERPT) -> str:
    """Return the beginning of `text` in one line, cut between words."""
    line = sanitise_line(text)
    if len(line) <= length:
        return line
    return re.sub(r"\W*\s\S*$", "", line[:length]) + " …"
