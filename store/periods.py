"""The days, months and years that a question names, and how near to them an article came out.

A passage seldom says when: of a briefing only the article's own date tells that its words are of 21 October 2024.
"""

from __future__ import annotations

import calendar
import math
import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

MONTHS = (
    ("january jan", "январ", "januar jänner"), ("february feb", "феврал", "februar"), ("march mar", "март", "märz"),
    ("april apr", "апрел", "april"), ("may", "ма[йяею]", "mai"), ("june jun", "июн", "juni"),
    ("july jul", "июл", "juli"),
    ("august aug", "август", "august"), ("september sept sep", "сентябр", "september"),
    ("october oct", "октябр", "oktober"), ("november nov", "ноябр", "november"), ("december dec", "декабр", "dezember"),
)  # fmt: skip
"""Names of each month: English, the beginning of the Russian (a pattern), German."""

_LATER, _EARLIER = 20, 5
"""Days after and before a period at which an article counts by 1/e: news of it, then reviews; before it only plans."""

_YEAR_ALONE = 0.3
"""What an article of a year counts that is named without a month."""

_NAMED = 0.8
"""What a passage counts that names the day or month itself; a year alone is one keyword and counts as that."""

_BUDGET = re.compile(
    r"\b(?:fiscal(?: years?)?|FY|budget years?|бюджетн\w+(?: год\w*)?|финансов\w+ год\w*|Haushaltsjahr\w*|회계연도)\s*"
    r"(?:\(FY\)\s*)?$",
    re.IGNORECASE,
)
"""What makes the year behind it one of a budget."""

_A_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NAMES = "|".join(
    f"(?P<m{n}>(?:{'|'.join((*en.split(), *de.split()))})\\b|{ru}\\w*)" for n, (en, ru, de) in enumerate(MONTHS, 1)
)
_DAY = r"(?<![\d.,:])(?P<day{}>[0-3]?\d)(?:st|nd|rd|th|\.|-?го)?"
_YEAR = r"(?<![\d.,])(?P<year{}>(?:19|20)\d\d)(?!\d|[.,]\d)"
_PERIOD = re.compile(
    rf"{_YEAR.format(0)}-(?P<num0>\d\d)(?:-(?P<day0>\d\d))?(?!\d)|"
    rf"{_DAY.format(1).removesuffix('?')}\s?(?P<num1>[01]?\d)\.\s?(?P<year1>(?:19|20)\d\d)(?!\d)|"
    rf"{_YEAR.format(2)}년(?:\s?(?P<num2>[01]?\d)월(?:\s?(?P<day2>[0-3]?\d)일)?)?|"
    rf"(?:{_DAY.format(3)}\s+(?:of\s+)?)?\b(?:{_NAMES})\.?"
    rf"(?:\s+{_DAY.format(4)})?,?\s+(?:of\s+)?(?P<year3>(?:19|20)\d\d)(?!\d)|"
    rf"{_YEAR.format(5)}",
    re.IGNORECASE,
)


class Period(NamedTuple):
    """From `first` to `last`, both inclusive."""

    first: date
    last: date
    weight: float = 1.0
    """What an article of the period counts."""

    def nearness(self, day: date) -> float:
        """Return how near a day is: `weight` within, falling off to 0."""
        if day > self.last:
            return self.weight * math.exp((self.last - day).days / _LATER)
        return self.weight * math.exp(min((day - self.first).days, 0) / _EARLIER)


@lru_cache(maxsize=64)
def periods(text: str) -> tuple[Period, ...]:
    """Return what a text names with its year: days and months, else years."""
    if not _A_YEAR.search(text):
        return ()
    found = (match for match in _PERIOD.finditer(text) if not of_a_budget(text, match.start()))
    named = [period for match in found if (period := _period(match))]
    return tuple(p for p in named if p.weight == 1) or tuple(named)


def of_a_budget(text: str, start: int) -> bool:
    """Return whether the year at `start` names a budget ("fiscal year 2024"), of which is told in other years too."""
    return bool(_BUDGET.search(text, max(0, start - 30), start))


def span(named: Sequence[Period]) -> tuple[int, int]:
    """Return the first and the last day (YYYYMMDD) on which what tells of these periods comes out, mostly."""
    last = max(period.last for period in named) + timedelta(days=_LATER)
    return int(f"{min(period.first for period in named):%Y%m%d}"), int(f"{last:%Y%m%d}")


def nearness(named: Sequence[Period], published: Iterable[tuple[int | None, str]]) -> list[float]:
    """Return how near each passage is to any of these periods, 0 to 1.

    A passage is given by the day its article came out (YYYYMMDD, None when unknown) and its text: one that names a
    period itself is near to it, although it looks back years later.
    """
    return [max(_nearness(period, day, text) for period in named) for day, text in published]


def _nearness(period: Period, day: int | None, text: str) -> float:
    near = period.nearness(_date(day)) if day else 0.0
    return max(near, _NAMED) if period.weight == 1 and _naming(period).search(text) else near


@lru_cache(maxsize=64)
def _naming(period: Period) -> re.Pattern[str]:
    """Return what names a day or a month in a text, its year not far behind the month."""
    year, month, day = period.first.year, period.first.month, period.first.day
    english, russian, german = MONTHS[month - 1]
    name = rf"\b(?:(?:{'|'.join((*english.split(), *german.split()))})\b|{russian}\w*)"
    then = rf"(?:\W+\w+){{0,3}}?\W+{year}(?!\d)"
    if period.first != period.last:
        return re.compile(
            rf"{name}{then}|{year}년\s?{month}월|{year}-{month:02}(?!\d)|\b{month:02}\.{year}", re.IGNORECASE
        )
    return re.compile(
        rf"(?<!\d)0?{day}(?:st|nd|rd|th|\.|-?го)?\s+(?:of\s+)?{name}{then}|{name}\W+0?{day}(?!\d){then}|"
        rf"{year}년\s?{month}월\s?{day}일|{year}-{month:02}-{day:02}(?!\d)|(?<!\d)0?{day}\.0?{month}\.{year}",
        re.IGNORECASE,
    )


def _date(day: int) -> date:
    return date(day // 10000, day // 100 % 100, day % 100)


def _period(match: re.Match[str]) -> Period | None:
    """Return what a match names, None where the calendar has no such day."""
    found = {name: value for name, value in match.groupdict().items() if value}
    parts = {name.rstrip("0123456789"): int(value) for name, value in found.items() if value.isdigit()}
    word = next((int(name[1:]) for name in found if name[1:].isdigit()), None)
    year, month, day = parts["year"], parts.get("num", word), parts.get("day")
    try:
        first = date(year, month or 1, day or 1)
    except ValueError:
        return None
    if month is None:
        return Period(first, date(year, 12, 31), _YEAR_ALONE)
    return Period(first, first if day else first.replace(day=calendar.monthrange(year, month)[1]))
