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
ABROAD = 0.86
"""The same for nouns of two languages: soldiers in Russian and English have .95, people .94, countries .92, wagons .92,
ships .88; wagons and trains .84. What one language writes in one word may fall below: wagons and railcars have .83."""
ANYBODY = 0.9
"""The same for people of whatever kind: personnel and soldiers have more, meetings and months less."""
BESIDE = 2
"""Content words on either side of a number among which the counted thing stands."""
WITHIN = 20
"""Characters behind a number within which its unit of time stands."""
_HOW_MANY = re.compile(r"\b(?:how many|what number of|wie viele|(?<!во )сколько)\s+", re.IGNORECASE)
_POPULATION = re.compile(r"\bpopulation\b", re.IGNORECASE)
_PEOPLE = ["people", "persons", "inhabitants", "residents", "citizens", "population"]
_ANYBODY = [*_PEOPLE, "soldiers", "officials", "guests", "workers", "students", "passengers"]
_LOST = ["killed", "wounded", "injured", "dead", "casualties", "hostages", "crew", "delegates", "diplomats"]
"""Whom Korean counts with one word: the likes of the first, and the very words of the second."""
_MEMBERS = frozenset(stem(w, "en") for w in "members allies states countries nations partners governments".split())
"""What those that have joined something are called: "nine NATO allies" are nine members."""
_KOREAN_PEOPLE = re.compile(r"몇 ?명")
_TIMES = re.compile(r"\b(?:how many times|сколько раза?|wie viele Male?)\b", re.IGNORECASE)
_SPANS = tuple(
    re.compile(rf"\b(?:{words})", re.IGNORECASE)
    for words in (
        "minute|минут|분",
        "hour|час|Stunde|시간",
        "day|дн[яей]|день|суток|Tag|일간",
        "week|недел|Woche|주간",
        "month|месяц|Monat|개월",
        "year|год|лет|Jahr|년간",
    )
)
"""Units of time in the four languages."""
_TIME = frozenset(stem(w, "en") for w in "second minute hour day week month year decade century".split())


def counted_in(question: str, text: str, library: Library) -> bool:
    """Whether `text` counts what `question` asks for; True when the question counts nothing, or in another language."""
    if _TIMES.search(question):  # "the third visit" and "twice" count times by no noun
        return True
    asked = _counted(question)
    if language_of(question) != language_of(text):
        return _lasts_alike(question, text) and _counted_abroad(question, text, library)
    if not asked:
        return True
    if asked == _PEOPLE:  # said in these words or not at all: countries, too, are near to people
        return any(stem(w, "en") in {stem(p, "en") for p in _PEOPLE} for w in _beside_numbers(text))
    beside = _beside_numbers(text)
    if {stem(w, "en") for w in asked} & {stem(w, "en") for w in beside}:
        return True
    wanted = [w for w in asked if stem(w, "en") not in _TIME]
    others = [w for w in beside if stem(w, "en") not in _TIME]
    if not wanted or not others:
        return False
    if all({stem(w, "en") for w in words} & _MEMBERS for words in (wanted, others)):
        return True
    alike = library.embed_queries(wanted) @ library.embed_queries(others).T
    return bool(alike.max() >= LIKENESS)


def _lasts_alike(question: str, text: str) -> bool:
    """Whether a number of the unit of time that `question` counts stands in `text`; True when it counts none."""
    match = _HOW_MANY.search(question)
    unit = match and next((unit for unit in _SPANS if unit.match(question, match.end())), None)
    return not unit or any(unit.search(text, n.end, n.end + WITHIN) for n in numbers(text))


def _counted_abroad(question: str, text: str, library: Library) -> bool:
    """Whether a number in `text` counts what `question` asks for in another language; True when it asks for no count.

    A unit of time is left to `_lasts_alike`.
    """
    asked = _counted_there(question)
    if not asked:
        return True
    beside = _beside_numbers(text)
    if asked is _ANYBODY and not set(_LOST).isdisjoint(beside):
        return True
    least = ANYBODY if asked is _ANYBODY else ABROAD
    return bool(beside) and bool((library.embed_queries(asked) @ library.embed_queries(beside).T).max() >= least)


def _counted_there(question: str) -> list[str]:
    """The noun behind "how many" in Russian or German, or people where Korean counts them."""
    if _KOREAN_PEOPLE.search(question):
        return _ANYBODY
    match = _HOW_MANY.search(question)
    if not match or any(unit.match(question, match.end()) for unit in _SPANS):
        return []
    return _counted(question)[:1]


def _counted(question: str) -> list[str]:
    """The noun behind "how many" and the word beside it, or who makes a population; names are passed over."""
    if _POPULATION.search(question):
        return _PEOPLE
    match = _HOW_MANY.search(question)
    if not match:
        return []
    named = [(m.start, m.end) for m in mentions(question)]
    behind = [token for _, token in content_tokens(question) if token.start >= match.end()]
    return [t.text.lower() for t in behind if not any(start <= t.start < end for start, end in named)][:BESIDE]


def _beside_numbers(text: str) -> list[str]:
    taken = [(d.start, d.end) for d in dates(text)]
    named = [(m.start, m.end) for m in mentions(text)]
    words = [
        token
        for _, token in content_tokens(text)
        if token.text[0].isalpha()
        and token.text.lower() != "based"  # "five Russia-based individuals"
        and not any(start <= token.start < end for start, end in named)
    ]
    found: list[str] = []
    for number in numbers(text):
        if any(start < number.end and number.start < end for start, end in taken):
            continue
        outside = [w for w in words if w.end <= number.start or w.start >= number.end]
        found += [w.text.lower() for w in outside if w.end <= number.start][-BESIDE:]
        found += [w.text.lower() for w in outside if w.start >= number.end][:BESIDE]
    return list(dict.fromkeys(found))
