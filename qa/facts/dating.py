"""What a date in a sentence dates: what happened, or the saying of it; and whether it lies ahead of its article."""

from __future__ import annotations

import re

from qa.facts.attribution import SAY
from store.sentences import inner_stops_marked
from store.words import language_of

_BREAK = re.compile(r"[.!?;:]\s|,\s|[“”«»\"]")
_AHEAD = re.compile(
    r"\b(?:will|shall|set to|due (?:to|in|on)|scheduled|(?:is|are|was|were) expected|plans? (?:to|for)|planned (?:to|"
    r"for)|planning to|to be held|next|upcoming|coming|будет|будут|планир\w+|запланир\w+|ожида\w+|состоится|"
    r"следующ\w+|wird|werden|geplant|nächste\w*)\b|예정|할 것|다음",
    re.IGNORECASE,
)
_SAID = re.compile(rf"\b{SAY}\b", re.IGNORECASE)
_OCCASION = (
    r"(?:in|at|to|during|on|early|late|a|an|the|his|her|their|its|joint|press|news|statement|interview|briefing|report|"
    r"reports|conference|release|speech|reporters|journalists|в|во|на|журналистам|am|in einem|einer)"
)
_TOLD_THEN = re.compile(rf"\b{SAY}(?:\s+{_OCCASION}){{0,6}}\s*$", re.IGNORECASE)
_OPENING = re.compile(r"^\W*(?:on|late|early|late on|early on|в|во|am)?\s*$", re.IGNORECASE)
_THEN_TOLD = re.compile(rf"^[,\s]*(?:[\w.’'-]+\s+){{1,6}}?(?:also |has |had )?{SAY}\b", re.IGNORECASE)


_SINCE = re.compile(r"\b(?:since|as of|seit|starting in)\s(?:\w+\s)?$|(?<!\w)с\s(?:\w+\s)?$", re.IGNORECASE)
_BEGAN = re.compile(
    r"\b(?:since|began|begun|start(?:ed|ing)|first|took (?:office|up)|appointed|founded|from|с|начал\w*|назначен\w*|"
    r"seit|begann|ab)\b|부터|이래",
    re.IGNORECASE,
)


def only_dates_the_article(claim: str, start: int, source: str) -> bool:
    """Whether a claim says that something goes on since the date at `start`, and the source tells of no beginning."""
    return bool(_SINCE.search(claim[:start])) and not _BEGAN.search(source)


def lies_ahead(text: str, start: int, end: int) -> bool:
    """Whether the date at ``text[start:end]`` is spoken of as still to come: "will meet on Thursday", "next month".

    A date of the saying does not lie ahead: in "said on Monday that he will come" Monday is past.
    """
    before, after = clause_around(text, start, end)
    cues, said = list(_AHEAD.finditer(before)), list(_SAID.finditer(before))
    if cues:
        return not said or said[-1].start() < cues[-1].start()
    return not said and not _SAID.search(after) and bool(_AHEAD.search(after))


def dates_the_saying(text: str, start: int, end: int) -> bool:
    """Whether the date at ``text[start:end]`` tells when something was said, not when it happened."""
    before, after = clause_around(text, start, end)
    if _TOLD_THEN.search(before):
        return True
    return bool(_OPENING.match(before) and _THEN_TOLD.match(text[end:] if after.strip() == "" else after))


def clause_around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and behind the date within its clause."""
    marked = inner_stops_marked(text, language_of(text))
    opens = max((m.end() for m in _BREAK.finditer(marked, 0, start)), default=0)
    closes = _BREAK.search(marked, end)
    return text[opens:start], text[end : closes.start() if closes else len(text)]
