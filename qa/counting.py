"""Whether a number in a sentence counts what the question asks to be counted: warheads are not years."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.facts.dates import dates
from qa.facts.numbers import numbers
from store.names import mentions
from store.words import content_tokens, language_of, stem

if TYPE_CHECKING:
    from store import Library

LIKENESS = 0.89
"""Cosine of two nouns from which one can stand for the other. With multilingual-e5-small, troops and soldiers have .93,
places and sites .91, people and civilians .90; students and years .88, missiles and launchers .86, warheads and years
.83."""
BESIDE = 2
"""Content words on either side of a number among which the counted thing stands."""
_HOW_MANY = re.compile(r"\b(?:how many|what number of|wie viele|сколько)\s+", re.IGNORECASE)
_TIME = frozenset(stem(w, "en") for w in "second minute hour day week month year decade century".split())


def counted_in(question: str, text: str, library: Library) -> bool:
    """Whether `text` counts what `question` asks for; True when the question counts nothing, or in another language."""
    asked = _counted(question)
    if not asked or language_of(question) != language_of(text):
        return True
    beside = _beside_numbers(text)
    if {stem(w, "en") for w in asked} & {stem(w, "en") for w in beside}:
        return True
    wanted = [w for w in asked if stem(w, "en") not in _TIME]
    others = [w for w in beside if stem(w, "en") not in _TIME]
    if not wanted or not others:
        return False
    alike = library.embed_queries(wanted) @ library.embed_queries(others).T
    return bool(alike.max() >= LIKENESS)


def _counted(question: str) -> list[str]:
    """The noun behind "how many" and the word beside it; names ("North Korean soldiers") are passed over."""
    match = _HOW_MANY.search(question)
    if not match:
        return []
    named = [(m.start, m.end) for m in mentions(question)]
    behind = [token for _, token in content_tokens(question) if token.start >= match.end()]
    return [t.text.lower() for t in behind if not any(start <= t.start < end for start, end in named)][:BESIDE]


def _beside_numbers(text: str) -> list[str]:
    taken = [(d.start, d.end) for d in dates(text)]
    words = [token for _, token in content_tokens(text) if token.text[0].isalpha()]
    found: list[str] = []
    for number in numbers(text):
        if any(start < number.end and number.start < end for start, end in taken):
            continue
        outside = [w for w in words if w.end <= number.start or w.start >= number.end]
        found += [w.text.lower() for w in outside if w.end <= number.start][-BESIDE:]
        found += [w.text.lower() for w in outside if w.start >= number.end][:BESIDE]
    return list(dict.fromkeys(found))
