"""Who speaks where in a transcript, by the labels before the words, and what he was asked."""

from __future__ import annotations

import re
from functools import lru_cache

_LABEL = re.compile(
    r"^(?P<who>(?:(?:MR|MS|MRS|DR|SEC|AMB|GEN|ADM)\.\s)?[A-Z][A-Z.’'\- ]{1,44}|"
    r"[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,3}|Q)"
    r"(?P<colon>:\s|\s{2,}|(?<=^Q)\s(?=[A-Z“]))",
    re.MULTILINE,
)
QUESTIONER = "Q"
"""The label of a reporter in a transcript."""
MODERATOR = "Moderator"
"""The label of one who calls up the reporters in a transcript."""
_GAP = re.compile(r"\n\[(?:\.\.\.|…)\]\n")


def labels_of(text: str) -> frozenset[str]:
    """Who speaks in a transcript."""
    return frozenset(who for _, who in _labels(text))


def label_at(text: str, end: int) -> str | None:
    """The label that governs the span: one inside it, else the last before it, in an article that has several.

    Where words are left out ("[...]") a reporter's question is over; an answer may go on behind the gap. Who moderates
    only hands on: what stands in further paragraphs is another's.
    """
    labels = _labels(text)
    if len(labels) < 2:
        return None
    governing = [(at, who) for at, who in labels if at < end]
    if not governing or (governing[-1][1] == "Q" and _GAP.search(text, governing[-1][0], end)):
        return None
    if governing[-1][1] == MODERATOR and "\n" in text[governing[-1][0] : end].strip():
        return None
    return governing[-1][1]


_SIGNED = re.compile(r"\n(?P<who>[A-Z]{2,} (?:[A-Z]\. )+[A-Z][A-Z’'-]+(?:,? [A-Z]{2,3}\.?)?)\s*\Z")
"""A name with an initial, in capitals, on the last line."""
_REMARKS = re.compile(
    r"\b(?:remarks|briefing|gaggle|call|speech|address|testimony|statement) by (?P<who>[^|]+?)"
    r"(?=\s(?:on|at|in|en|to|with|before|previewing)\b|\s\||,\s\w+\s\d|$)",
    re.IGNORECASE,
)


def speaker_of(title: str, text: str, end: int) -> str | None:
    """Who speaks the words that end at `end` in an article, or signs it; None where it does not tell."""
    return label_at(text, end) or _who_remarks(title) or _signer(text)


def _who_remarks(title: str) -> str | None:
    """The one whose words an article is, by its headline; None where there are several, as in "by A and B"."""
    match = _REMARKS.search(title)
    return match["who"] if match and not re.search(r",|\band\b", match["who"]) else None


@lru_cache(maxsize=512)
def _signer(text: str) -> str | None:
    """Who has signed an article, in capitals on its last line: all of it is his word."""
    match = _SIGNED.search(text)
    return match["who"].title() if match else None


@lru_cache(maxsize=512)
def _labels(text: str) -> tuple[tuple[int, str], ...]:
    found = []
    for match in _LABEL.finditer(text):
        who = match["who"].strip()
        shouted = who.isupper()
        if (match["colon"].startswith(":") and (shouted or len(who.split()) > 1)) or who == "Q":
            found.append((match.start(), who.title() if shouted and who != "Q" else who))
    return tuple(found)


def asked_before(text: str, end: int) -> str:
    """The reporter's words that the answer which goes on to `end` follows; empty where nobody asked."""
    governing = [(at, who) for at, who in _labels(text) if at < end]
    if len(governing) < 2 or governing[-1][1] == QUESTIONER or governing[-2][1] != QUESTIONER:
        return ""
    return text[governing[-2][0] : governing[-1][0]]
