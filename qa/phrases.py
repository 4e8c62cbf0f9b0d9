"""The few words of its own that quotation mode and a refusal need, in the language of the question."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from qa.facts.attribution import attributions
from qa.facts.dates import dates
from qa.facts.names import names
from store.article import Article
from store.names import gazetteer

_MONTHS = {
    "en": "January February March April May June July August September October November December".split(),
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split(),
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split(),
}
_WEEKDAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
    "ru": "понедельник вторник среда четверг пятница суббота воскресенье".split(),
    "ko": "월요일 화요일 수요일 목요일 금요일 토요일 일요일".split(),
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag".split(),
}
_ACCORDING = {
    "en": "According to {who}{when}: {quote}", "ru": "Как пишет {who}{when}: {quote}",
    "ko": "{who}{when} 보도: {quote}", "de": "Laut {who}{when}: {quote}",
}  # fmt: skip
_REFUSAL = {
    "en": "The articles do not say.", "ru": "В статьях об этом не говорится.",
    "ko": "기사에는 그 내용이 없습니다.", "de": "Die Artikel sagen dazu nichts.",
}  # fmt: skip
_HOLDS = {
    "en": "The library holds {count} ({span}).", "ru": "В библиотеке статей: {n} ({span}).",
    "ko": "자료실에는 기사 {n}건이 있습니다 ({span}).", "de": "Die Bibliothek enthält {n} Artikel ({span}).",
}  # fmt: skip
_EMPTY = {
    "en": "The library is empty.", "ru": "Библиотека пуста.",
    "ko": "자료실이 비어 있습니다.", "de": "Die Bibliothek ist leer.",
}  # fmt: skip
_AND = {"en": "and", "ru": "и", "ko": "·", "de": "und"}
_NEAREST = {"en": "Nearest", "ru": "Ближе всего", "ko": "가장 가까운 기사", "de": "Am nächsten"}
_NEAREST_PASSAGES = {
    "en": "Nearest passages, which do not answer it", "ru": "Ближайшие отрывки, ответа в них нет",
    "ko": "가장 가까운 대목 (답은 아님)", "de": "Die nächsten Stellen, die nicht antworten",
}  # fmt: skip
_INFERRED = {"en": "inferred", "ru": "дата установлена по тексту", "ko": "본문에서 추정", "de": "erschlossen"}
_UNDATED = {"en": "date unknown", "ru": "дата неизвестна", "ko": "날짜 미상", "de": "Datum unbekannt"}


MOST_CLOSED = 2
"""Open dates of one quote that are closed; more would bury it."""


def day(iso: str, language: str) -> str:
    """``2019-04-01`` as a reader of `language` writes it; a month or a year alone stays one."""
    parts = [int(p) for p in iso.split("-")]
    if language == "ko":
        return " ".join(f"{n}{unit}" for n, unit in zip(parts, "년월일", strict=False))
    names = _MONTHS.get(language, _MONTHS["en"])
    if len(parts) == 1:
        return str(parts[0])
    dot = "." if language == "de" else ""
    number = f"{parts[2]}{dot} " if len(parts) == 3 else ""
    return f"{number}{names[parts[1] - 1]} {parts[0]}"


def in_full(iso: str, inferred: bool, language: str) -> str:
    """A date in full, as far as it is known: ``Monday, 1 April 2019 (inferred)``."""
    if not inferred:
        return day(iso, language)
    names = _WEEKDAYS.get(language, _WEEKDAYS["en"])
    weekday = f"{names[date.fromisoformat(iso).weekday()]}, " if len(iso) == len("2019-04-01") else ""
    return f"{weekday}{day(iso, language)} ({_INFERRED.get(language, _INFERRED['en'])})"


def dated(article: Article, language: str) -> str:
    """The article's date in brackets, said to be inferred where it is: `` (1 April 2019, inferred)``."""
    if not article.published:
        return f" ({_UNDATED.get(language, _UNDATED['en'])})"
    inferred = f", {_INFERRED.get(language, _INFERRED['en'])}" if article.published_inferred else ""
    return f" ({day(article.published, language)}{inferred})"


def speaker_and_date(article: Article, text: str, language: str) -> str:
    """Who says a text and when: ``Kirby, The White House (23 October 2024)``."""
    named = (n for a in attributions(text) for n in names(f"x {a.who}"))
    speaker = next((n.text for n in named if n.entity is None or gazetteer()[n.entity].kind in ("person", "body")), "")
    publisher = article.publisher or f"“{article.title}”"
    who = publisher if not speaker or speaker in publisher else f"{speaker}, {publisher}"
    return f"{who}{dated(article, language)}"


def attributed(quote: str, article: Article, language: str) -> str:
    """A quote with the outlet and the date it comes from, in the language of the reader."""
    opening, closing = ("«", "»") if "“" in quote or '"' in quote else ("“", "”")
    frame = _ACCORDING.get(language, _ACCORDING["en"])
    who = article.publisher or f"“{article.title}”"
    return frame.format(who=who, when=dated(article, language), quote=f"{opening}{quote}{closing}") + _closed(
        quote, article, language
    )


def _closed(quote: str, article: Article, language: str) -> str:
    """The days that a quote leaves to its article's date: `` — Monday, 1 April 2019 (inferred)``."""
    told: dict[str, None] = {}
    for mention in dates(quote, article.published):
        whole = mention.date()
        if mention.inferred and whole and not (mention.weekday is None and whole.isoformat() == article.published):
            name = "" if mention.weekday is not None else f"{mention.text}: "
            told[name + in_full(whole.isoformat(), True, language)] = None
    return f" — {'; '.join(list(told)[:MOST_CLOSED])}" if told else ""


def nearest_passages(language: str) -> str:
    """What stands over the passages that are shown with a refusal."""
    return _NEAREST_PASSAGES.get(language, _NEAREST_PASSAGES["en"])


def refusal(articles: Sequence[Article], language: str, nearest: Article | None = None) -> str:
    """That the articles do not say, what the library holds, and which article is nearest."""
    if not articles:
        return f"{_REFUSAL.get(language, _REFUSAL['en'])} {_EMPTY.get(language, _EMPTY['en'])}"
    months = sorted(a.published[:7] for a in articles if a.published)
    unknown = _UNDATED.get(language, _UNDATED["en"])
    ends = list(dict.fromkeys((months[0], months[-1]))) if months else [unknown]
    span = (f" {_AND.get(language, '–')} " if len(articles) == 2 else " – ").join(ends)
    count = f"{len(articles)} article{'s' if len(articles) != 1 else ''}"
    holds = _HOLDS.get(language, _HOLDS["en"]).format(n=len(articles), count=count, span=span)
    said = f"{_REFUSAL.get(language, _REFUSAL['en'])} {holds}"
    if nearest is None:
        return said
    who = ", ".join(filter(None, (nearest.publisher, f"“{nearest.title}”")))
    return f"{said} {_NEAREST.get(language, _NEAREST['en'])}: {who}{dated(nearest, language)}."
