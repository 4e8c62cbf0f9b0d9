"""Lengths of time and figures told roughly: "48 hours" is two days, and 1,204 cases are "more than 1,200"."""

from __future__ import annotations

import re
from functools import lru_cache

from qa.facts.numbers import Number, numbers

_UNITS = {"second": 1 / 60, "minute": 1.0, "hour": 60.0, "day": 1440.0, "week": 10080.0}
"""Minutes."""
_LONG_UNITS = {"month": 1.0, "year": 12.0, "decade": 120.0, "century": 1200.0, "centurie": 1200.0}
"""Months, of which no number of days is known."""
_UNIT = r"(?P<unit>second|minute|hour|day|week|month|year|decade|centur(?:y|ie))s?\b"
_BEHIND = re.compile(rf"(?:[\s-]+|\s(?:full|long|more|straight|whole)\s){_UNIT}", re.IGNORECASE)
_SINGLE = re.compile(
    rf"\b(?:an?|one|the (?:next|last|past|coming|previous|first)|(?:next|last|past) )\s{_UNIT}", re.IGNORECASE
)
_QUARTER = re.compile(
    r"\b(?:a|the (?:next|last|past|coming|previous|first)|next|last|past)\squarter(?:[\s-]|\sof a\s)century", re.I
)
_AND = re.compile(r"\s?(?:,|and)\s?")
_WINDOW = re.compile(
    r"\b(?P<way>past|last|previous|recent|next|coming|following)\s(?:few\s)?(?P<unit>day|week|month|year|decade)s?\b"
    r"(?:,? (?:and|or) (?P<also>day|week|month|year|decade)s?\b)?",
    re.I,
)
_DISTANCE = re.compile(rf"\b(?:an?|one)\s{_UNIT}\s(?P<way>after|before|later|earlier|ago)\b", re.IGNORECASE)
_BEFORE = frozenset(("past", "last", "previous", "recent"))
_APART = re.compile(r"\s(?:later|earlier|before|after|afterwards|on)\b", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d.,])(?:1[89]|20)\d\d(?![\d])")
_ROUGHLY = (
    (
        re.compile(
            r"\b(?:more than|over|above|at least|upwards of|north of|свыше|более(?: чем)?|über|mehr als)\s$",
            re.I,
        ),
        1.0,
        1.1,
    ),
    (
        re.compile(
            r"\b(?:less than|under|below|fewer than|up to|at most|nearly|almost|почти|менее|fast|knapp|weniger als)\s$",
            re.I,
        ),
        0.9,
        1.0,
    ),
    (
        re.compile(
            r"\b(?:about|around|some|roughly|approximately|circa|около|примерно|etwa|rund|ungefähr|약)\s$", re.I
        ),
        0.95,
        1.05,
    ),
)
"""What stands before a rounded figure, and how far the exact one may lie from it, as a factor."""
_TENTHS = re.compile(
    r"\b(?P<n>one|two|three|four|five|six|seven|eight|nine)[\s-](?P<of>tenth|quarter|fifth)s?\b", re.IGNORECASE
)
_SMALL = dict(zip("one two three four five six seven eight nine".split(), range(1, 10), strict=True))
_PARTS = {"tenth": 10, "quarter": 25, "fifth": 20}
"""Percent of one."""


def unit_behind(text: str, number: Number) -> str | None:
    """The unit of time that a number counts ("four years", "five-day"), in English; None when it counts no time."""
    match = _BEHIND.match(text, number.end)
    return match["unit"].lower() if match else None


@lru_cache(maxsize=4096)
def lengths(text: str) -> frozenset[tuple[str, float]]:
    """Every length of time of an English text, in minutes or in months; "an hour and twenty minutes" is one."""
    found = [(n.start, m.end(), _length(n.low, m["unit"])) for n in numbers(text) if (m := _BEHIND.match(text, n.end))]
    found += [(m.start(), m.end(), _length(1, m["unit"])) for m in _SINGLE.finditer(text)]
    lengths = {length for _, _, length in found} | {_length(25, "year") for _ in _QUARTER.finditer(text)}
    for _, end, (kind, value) in found:
        for start, _, (other, more) in found:
            if kind == other and more < value and _AND.fullmatch(text[end:start]):
                lengths.add((kind, value + more))
    return frozenset(lengths)


def _length(value: float, unit: str) -> tuple[str, float]:
    unit = unit.lower()
    return ("minutes", value * _UNITS[unit]) if unit in _UNITS else ("months", value * _LONG_UNITS[unit])


def same_length(claim: str, number: Number, source: str) -> bool:
    """Whether a number of a claim counts time, or is part of a length of time, that the source gives in other units."""
    match = _BEHIND.match(claim, number.end)
    if match is None:
        return False
    there = lengths(source)
    own = _length(number.low, match["unit"])
    sums = {length for length in lengths(claim) if length[0] == own[0] and length[1] > own[1]}
    return own in there or bool(sums & there and own[1] < max(length for _, length in sums))


def years_between(claim: str, number: Number, source: str) -> bool:
    """Whether a number counts the years between two that the source names: "in 2001, but ten years later"."""
    match = _BEHIND.match(claim, number.end)
    if match is None or match["unit"].lower() != "year" or not _APART.match(claim, match.end()):
        return False
    years = [int(year) for year in _YEAR.findall(source)]
    return any(later - earlier == number.low for earlier in years for later in years)


def other_window(claim: str, source: str) -> str | None:
    """The unit of "the past week" in a source whose claim has "the past month"; None where they agree or have none."""
    theirs = _windows(source)
    for before, own in _windows(claim):
        units = {unit for way, unit in theirs if way == before}
        if units and own not in units:
            return sorted(units)[0]
    return None


def other_distance(claim: str, source: str) -> str | None:
    """The distance in time that a source gives ("a week after") whose claim has another ("a month after")."""
    theirs = _distances(source)
    for distance in _distances(claim):
        if theirs and distance not in theirs and not lengths(claim) & lengths(source):
            return f"a {next(unit for _, unit in sorted(theirs))}"
    return None


@lru_cache(maxsize=8192)
def _distances(text: str) -> frozenset[tuple[str, str]]:
    """Each "a week after" of a text: how it lies, and its unit."""
    return frozenset((m["way"].lower(), m["unit"].lower()) for m in _DISTANCE.finditer(text))


@lru_cache(maxsize=8192)
def _windows(text: str) -> tuple[tuple[bool, str], ...]:
    """Each "past week" or "coming month" of a text: whether it lies before, and its unit."""
    return tuple(
        (m["way"].lower() in _BEFORE, unit.lower())
        for m in _WINDOW.finditer(text)
        for unit in (m["unit"], m["also"])
        if unit
    )


def roughly(claim: str, number: Number, other: Number) -> bool:
    """Whether a figure that a claim gives roughly ("more than 1,200") is the source's exact one (1,204)."""
    if number.kind != other.kind or number.low != number.high or number.low == other.low:
        return False
    ahead = claim[: number.start]
    return any(
        pattern.search(ahead) and low * number.low <= other.low and other.high <= high * number.low
        for pattern, low, high in _ROUGHLY
    )


def percents(text: str) -> frozenset[float]:
    """Percentages that a text gives as parts: "nine tenths", "three quarters"."""
    return frozenset(float(_SMALL[m["n"].lower()] * _PARTS[m["of"].lower()]) for m in _TENTHS.finditer(text))
