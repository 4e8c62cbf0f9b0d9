"""Questions for the latest of something: answered as of the newest article, which is said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from qa.evidence import Span
from qa.phrases import day
from store.article import Article
from store.dates import as_of_day, last_day

_LATEST = re.compile(
    r"\b(?:(?:the|his|her|their|its|[\w’']+[’']s?|most)\s+)?(?:latest|most recent(?:ly)?|newest|current(?:ly)?|"
    r"nowadays|so far|to date)\b|"
    r"\b(?:the|his|her|their|its|[\w]+[’']s?)\s+last\s+(?!year|month|week|night|few|two|three|days|january|february|"
    r"march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|"
    r"saturday|sunday|name)\w+|\blast (?:time|met|visit\w*|meet\w*|spoke|seen)\b|"
    r"\b(?:последн\w+ (?!год|месяц|недел)\w+|сейчас|на данный момент|недавно)\b|"
    r"\b(?:letzte[nrsm]? (?!Jahr|Monat|Woche)\w+|neueste\w*|jüngste\w*|zuletzt|derzeit|aktuell\w*)\b|"
    r"마지막|최근|최신|현재",
    re.IGNORECASE,
)
_AS_OF = {
    "en": "As of {day}, the date of the newest article here ({who}).",
    "ru": "По состоянию на {day}: это дата самой новой статьи в библиотеке ({who}).",
    "ko": "{day} 기준: 자료실의 가장 최근 기사 날짜입니다 ({who}).",
    "de": "Stand {day}, das Datum des neuesten Artikels hier ({who}).",
}


def asks_for_latest(question: str) -> bool:
    """Whether a question asks for the latest of something: "the last visit", not "last year"."""
    return bool(_LATEST.search(question))


def newest(articles: Sequence[Article], as_of: str | date | None = None) -> Article | None:
    """The article that came out last, by `as_of` if it is given; None when no date is known."""
    until = as_of_day(as_of)
    known = [(d, a) for a in articles if (d := last_day(a.published)) is not None and (until is None or d <= until)]
    return max(known, key=lambda pair: pair[0])[1] if known else None


def as_of_note(articles: Sequence[Article], as_of: str | date | None, language: str) -> str | None:
    """As of when "the last" holds, in one line; None when no date is known."""
    article = newest(articles, as_of)
    if article is None or article.published is None:
        return None
    who = article.publisher or f"“{article.title}”"
    return _AS_OF.get(language, _AS_OF["en"]).format(day=day(article.published, language), who=who)


def newest_first(spans: Sequence[Span]) -> list[Span]:
    """The spans by the day their article came out, the newest first; order is kept within a day."""
    return sorted(spans, key=lambda s: -(last_day(s.passage.article.published) or 0))
