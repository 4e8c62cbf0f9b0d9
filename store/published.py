"""When something was published, from how its source words it. What is not certain is unknown."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

from store.dates import iso_date
from store.text import sanitise_line

_NAME_DATE = re.compile(r"(?<!\d)(\d{4}-\d{2}-\d{2})(?!\d)")
_DIGITS = re.compile(r"\d{8}|\d{10}|\d{13}")
_NUMERIC = re.compile(r"(\d{1,2})([/.\-])(\d{1,2})\2(\d{4})(?:[ ,T].*)?")
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})\.?(?:[ ,T].*)?")


def stated_date(text: str | None) -> str | None:
    """Return the date that a source states, in ISO 8601; None where it is none, ambiguous (03/04/2023) or to come.

    Takes ISO 8601, RFC 822, 20230912, Unix time, 12.09.2023, 2023/09/12, and dates in words of many languages.
    """
    line = sanitise_line(text or "")[:100]
    found = _parsed(line) if line else None
    return found if found and found[:10] <= (date.today() + timedelta(days=1)).isoformat() else None


def date_in_name(name: str) -> str | None:
    """Return the date in a file's name (``2023-09-12-visit``), which is an inference."""
    match = _NAME_DATE.search(name)
    return iso_date(match.group(1)) if match else None


def _parsed(line: str) -> str | None:
    if stated := iso_date(line):
        return stated
    if _DIGITS.fullmatch(line):
        return _from_digits(line)
    if match := _YEAR_FIRST.fullmatch(line):
        return _day(match[1], match[2], match[3])
    if match := _NUMERIC.fullmatch(line):
        return _day_or_month_first(match[1], match[2], match[3], match[4])
    return _rfc822(line) or _in_words(line)


def _from_digits(digits: str) -> str | None:
    if len(digits) == 8:
        return _day(digits[:4], digits[4:6], digits[6:])
    return datetime.fromtimestamp(int(digits[:10]), UTC).date().isoformat()


def _day(year: str, month: str, day: str) -> str | None:
    return iso_date(f"{year}-{int(month):02}-{int(day):02}")


def _day_or_month_first(first: str, sign: str, second: str, year: str) -> str | None:
    """Read 12.09.2023 by its dots as day first; 09/12/2023 only where one number can be no month, or both agree."""
    if sign == "." or int(first) > 12 or first == second:
        return _day(year, second, first)
    return _day(year, first, second) if int(second) > 12 else None


def _rfc822(line: str) -> str | None:
    try:
        return parsedate_to_datetime(line).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _in_words(line: str) -> str | None:
    """Read "12 September 2023" in any language dateparser knows; all of day, month and year must be there."""
    if not re.search(r"\d{4}", line):
        return None
    from dateparser import parse

    settings = {"REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"], "DATE_ORDER": "DMY"}
    try:
        found = parse(line, settings=settings)
    except Exception:  # dateparser lets through errors of its parts over odd text
        return None
    return found.date().isoformat() if found else None
