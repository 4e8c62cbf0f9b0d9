"""Dates as far as they are known (``2019``, ``2019-04``, ``2019-04-01``) and as integers that compare."""

from __future__ import annotations

import calendar
import re
from datetime import date

from store.errors import TumenError

_ISO = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?:[T ].*)?")


def iso_date(text: str) -> str | None:
    """Return the date a text states in ISO 8601, without its time; None when it is none."""
    match = _ISO.fullmatch(text.strip())
    if not match:
        return None
    year, month, day = match.groups()
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return "-".join(part for part in (year, month, day) if part)


def last_day(published: str | None) -> int | None:
    """Return the last day a date can mean, as YYYYMMDD: something of April 2019 is known to be out on the 30th."""
    if published is None:
        return None
    year, month, day = (*(int(part) for part in published.split("-")), 0, 0)[:3]
    month = month or 12
    return year * 10000 + month * 100 + (day or calendar.monthrange(year, month)[1])


def as_of_day(as_of: str | date | None) -> int | None:
    """Return the day up to which articles count, as YYYYMMDD; of "2019-04" the last.

    Raises:
        TumenError: it is no date.
    """
    if as_of is None:
        return None
    stated = as_of.isoformat()[:10] if isinstance(as_of, date) else iso_date(as_of)
    if stated is None:
        raise TumenError(f"{as_of!r} is not a date: write it as 2019-04-01, 2019-04 or 2019")
    return last_day(stated)
