"""Dates in a text, resolved against the date of the article that says them.

"Monday", "last September" and "March 25" leave parts open; the article's date closes them, and the result is marked
inferred. A date is compared part by part, so that "in April 2019" is carried by "on 1 April 2019", not the reverse.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from qa.facts.beginnings import beginning_as
from qa.facts.dating import lies_ahead
from store.periods import MONTHS

_WEEKDAYS = (
    ("monday", "понедельник", "월요일", "montag"), ("tuesday", "вторник", "화요일", "dienstag"),
    ("wednesday", "сред[уы]", "수요일", "mittwoch"), ("thursday", "четверг", "목요일", "donnerstag"),
    ("friday", "пятниц", "금요일", "freitag"), ("saturday", "суббот", "토요일", "samstag"),
    ("sunday", "воскресень", "일요일", "sonntag"),
)  # fmt: skip
_MONTH_OF = {f: i + 1 for i, (en, _, de) in enumerate(MONTHS) for f in f"{en} {de}".split()}
_RELATIVE = (
    "today", "yesterday", "tomorrow", "last year", "last month", "this year", "this month", "сегодня", "вчера",
    "завтра", "в прошлом году", "в прошлом месяце", "오늘", "어제", "작년", "지난해", "지난달", "heute", "gestern",
    "letztes Jahr", "letzten Monat",
)  # fmt: skip
_IN_WORDS = (
    *"first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
    *(f"twenty-{ordinal}" for ordinal in "first second third fourth fifth sixth seventh eighth ninth".split()),
    *("thirtieth", "thirty-first"),
)
"""Days of the month, the first one first."""
_FIRST_WORDS = (
    *_MONTH_OF, *(ru for _, ru, _ in MONTHS), *(form for forms in _WEEKDAYS for form in forms), *_RELATIVE, "прошл",
    *_IN_WORDS
)  # fmt: skip
_LATIN_MONTH = r"(?P<month{0}>" + "|".join(sorted(_MONTH_OF, key=len, reverse=True)) + r")\b\.?"
_CYRILLIC_MONTH = r"(?P<ru{0}>" + "|".join(f"{ru}\\w*" for _, ru, _ in MONTHS) + r")\b"
_MONTH = rf"(?:{_LATIN_MONTH}|{_CYRILLIC_MONTH})"
_DAY = r"(?P<day{0}>[0-3]?\d)(?:st|nd|rd|th|\.|-?го)?"
_YEAR = r"(?P<year{0}>(?:1[89]|20)\d\d)(?:\s?(?:года|году|год|г\.|년))?"


def _part(pattern: str, index: int) -> str:
    return pattern.replace("{0}", str(index))


_DATE = re.compile(
    rf"(?:(?=\d)|{beginning_as(_FIRST_WORDS)})(?:"
    + "|".join(
        (
            r"\b(?P<year0>\d{4})-(?P<num0>\d\d)-(?P<day0>\d\d)\b",
            r"\b(?P<day1>\d{1,2})\.(?P<num1>\d{1,2})\.(?P<year1>\d{4})\b",
            r"(?:(?P<year2>\d{4})년\s?)?(?P<num2>\d{1,2})월(?:\s?(?P<day2>\d{1,2})일)?",
            rf"\b{_part(_MONTH, 3)}\s+{_part(_DAY, 3)}\b(?!\s*(?:%|percent|million|thousand|troops|[:.]\d))"
            rf"(?:,?\s+{_part(_YEAR, 3)}\b)?",
            rf"\b{_part(_DAY, 4)}\s+(?:of\s+)?{_part(_MONTH, 4)}(?:,?\s+{_part(_YEAR, 4)}\b)?",
            rf"\b(?P<word>{'|'.join(sorted(_IN_WORDS, key=len, reverse=True))})\s+of\s+{_part(_MONTH, 0)}"
            rf"(?:,?\s+{_part(_YEAR, 10)}\b)?",
            rf"\b{_part(_MONTH, 5)},?\s+(?:of\s+)?{_part(_YEAR, 5)}\b",
            rf"\b(?P<last6>last|letzten|прошл\w+)\s+{_part(_MONTH, 6)}",
            rf"\b{_part(_MONTH, 7)}\s+(?P<last7>last year|letzten Jahres|прошлого года)",
            rf"\b{_part(_MONTH, 8)}",
            rf"(?<![\d.,$€-]){_part(_YEAR, 9)}\b"
            r"(?!\s?(?:troops|soldiers|people|km|kilomet|солдат|명|%|percent|[.,]\d))",
            # Korean glues its particles to the word: 월요일에
            r"\b(?P<weekday>(?:"
            + "|".join(f"{en}|{ru}\\w*|{de}" for en, ru, _, de in _WEEKDAYS)
            + r")\b|"
            + "|".join(ko for _, _, ko, _ in _WEEKDAYS)
            + ")",
            rf"\b(?P<relative>{'|'.join(_RELATIVE)})",
        )
    )
    + ")",
    re.IGNORECASE,
)
_MONTH_CUE = re.compile(
    r"\b(?:in|on|of|by|since|until|till|from|to|early|late|mid|last|this|next|before|after|during|through|and|im|am|"
    r"seit)[\s-]+(?:the\s+)?$",
    re.IGNORECASE,
)
_AMBIGUOUS = {
    "may",
    "march",
    "mar",
    "mai",
    "august",
    "dec",
    "nov",
    "sep",
    "oct",
    "jun",
    "jan",
    "feb",
    "apr",
    "jul",
    "aug",
}


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as far as a text gives it; None is a part left open. `weekday` is 0 for Monday."""

    start: int
    end: int
    text: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    inferred: bool = False
    """True when a part was closed by the article's date."""

    def agrees(self, other: DateMention) -> bool:
        """Whether `other`, in the source, carries this date: each part named here is there, and equal."""
        for mine, theirs in ((self.year, other.year), (self.month, other.month), (self.day, other.day)):
            if mine is not None and mine != theirs:
                return False
        if self.weekday is not None and self.day is None:
            return self.weekday == (other.weekday if other.weekday is not None else other.weekday_of())
        return True

    def clashes(self, other: DateMention) -> bool:
        """Whether both name a part and differ in it."""
        pairs = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        return any(a is not None and b is not None and a != b for a, b in pairs)

    def weekday_of(self) -> int | None:
        """The day of the week of a complete date, None when a part is open."""
        whole = self.date()
        return whole.weekday() if whole else None

    def date(self) -> date | None:
        """The calendar date, None when a part is open or no such day exists."""
        if self.year is None or self.month is None or self.day is None:
            return None
        try:
            return date(self.year, self.month, self.day)
        except ValueError:
            return None

    def iso(self) -> str | None:
        """``2019-04-01``, ``2019-04`` or ``2019``; None without a year."""
        if self.year is None:
            return None
        if self.month is None:
            return f"{self.year:04}"
        return f"{self.year:04}-{self.month:02}" + (f"-{self.day:02}" if self.day else "")


@lru_cache(maxsize=8192)
def dates(text: str, anchor: str | None = None) -> tuple[DateMention, ...]:
    """Every date of a text in order; `anchor`, the ISO date of the article, closes open parts where it is known."""
    reference = _anchor(anchor)
    if reference is None:
        return tuple(mention for m in _DATE.finditer(text) if (mention := _mention(m, text)) is not None)
    found = dates(text)
    return tuple(_resolve(m, reference, lies_ahead(text, m.start, m.end)) for m in found)


def _anchor(anchor: str | None) -> date | None:
    if not anchor:
        return None
    try:
        day = date.fromisoformat(anchor if len(anchor) > 7 else f"{anchor}-28")
    except ValueError:
        return None
    # The calendar ends there: "tomorrow" and "last year" must stay within it
    return day if date.min.year < day.year < date.max.year else None


def _mention(match: re.Match[str], text: str) -> DateMention | None:
    groups = {name.rstrip("0123456789"): value for name, value in match.groupdict().items() if value}
    month = _month(groups)
    bare_month = (
        month is not None and not {"day", "word"} & groups.keys() and "year" not in groups and "last" not in groups
    )
    if bare_month and "month" in groups:
        word = groups["month"]
        if not word[0].isupper() or (word.lower() in _AMBIGUOUS and not _MONTH_CUE.search(text[: match.start()])):
            return None
    if "word" in groups:
        groups["day"] = str(_IN_WORDS.index(groups["word"].lower()) + 1)
    day = int(groups["day"]) if "day" in groups else None
    if (month is not None and not 1 <= month <= 12) or (day is not None and not 1 <= day <= 31):
        return None
    weekday = next((i for i, forms in enumerate(_WEEKDAYS) if _is_weekday(groups.get("weekday", ""), forms)), None)
    year = int(groups["year"]) if "year" in groups else None
    return DateMention(match.start(), match.end(), match.group(), year, month, day, weekday)


def _month(groups: dict[str, str]) -> int | None:
    if "num" in groups:
        return int(groups["num"])
    if "month" in groups:
        return _MONTH_OF[groups["month"].lower()]
    if "ru" in groups:
        return next(i + 1 for i, (_, ru, _) in enumerate(MONTHS) if re.match(ru, groups["ru"], re.IGNORECASE))
    return None


def _is_weekday(word: str, forms: tuple[str, ...]) -> bool:
    return bool(word) and any(re.match(form, word, re.IGNORECASE) for form in forms)


def _resolve(mention: DateMention, anchor: date, ahead: bool) -> DateMention:
    text = mention.text.lower()
    if mention.weekday is not None and mention.day is None:
        behind = (anchor.weekday() - mention.weekday) % 7
        day = anchor + timedelta(days=-behind % 7 if ahead else -behind)
        return replace(mention, year=day.year, month=day.month, day=day.day, inferred=True)
    if mention.month is not None and mention.year is None:
        return replace(mention, year=_year_of(mention, text, anchor, ahead), inferred=True)
    if mention.month is None and mention.year is None:
        return _relative(mention, text, anchor)
    return mention


def _year_of(mention: DateMention, text: str, anchor: date, ahead: bool) -> int:
    """News names a month without its year for the nearest one that has begun; "last September" excludes this month.

    Of what is still to come it names the next one.
    """
    assert mention.month is not None
    if re.search(r"last year|letzten jahres|прошлого года", text):
        return anchor.year - 1
    if ahead:
        return anchor.year + (mention.month < anchor.month)
    strictly_before = bool(re.match(r"last|letzten|прошл", text))
    begun = mention.month < anchor.month or (mention.month == anchor.month and not strictly_before)
    return anchor.year if begun else anchor.year - 1


def _relative(mention: DateMention, text: str, anchor: date) -> DateMention:
    shifts = {"today": 0, "сегодня": 0, "오늘": 0, "heute": 0, "yesterday": -1, "вчера": -1, "어제": -1, "gestern": -1}
    shifts |= {"tomorrow": 1, "завтра": 1}
    if text in shifts:
        day = anchor + timedelta(days=shifts[text])
        return replace(mention, year=day.year, month=day.month, day=day.day, inferred=True)
    if re.search(r"month|месяц|지난달|monat", text):
        previous = anchor if text.startswith("this") else anchor.replace(day=1) - timedelta(days=1)
        return replace(mention, year=previous.year, month=previous.month, inferred=True)
    return replace(mention, year=anchor.year if text.startswith("this") else anchor.year - 1, inferred=True)
