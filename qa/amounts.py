"""Where in a text stands an amount that a question asks for: how many, how much, how old, how far, how often, when."""

from __future__ import annotations

import re

from qa.facts.dates import dates
from qa.facts.numbers import Number, numbers
from qa.question import Question

Place = tuple[int, int]
"""Offsets of the first character and behind the last."""

_AGE = re.compile(
    r"\b\d{1,3}[- ]years?[- ]old\b|\baged? \d+|\bborn\b|(?<=, )\d{2}(?=, )|\b\d{1,3} лет\b|родил\w*|\d+ Jahre alt|"
    r"\d+-jährig\w*|geboren|\d+세|\d+살|태어",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"[$€£¥₽₩]\s?\d|\b(?:dollars?|roubles?|rubles?|euros?|pounds?|francs?|kroner|won|yuan|USD|руб\w*|доллар\w*|евро|"
    r"Euro)\b|달러|루블|원\b",
    re.IGNORECASE,
)
_HEIGHT = r"(?:centi)?met(?:er|re)s?|feet|foot|inch\w*|cm|(?:санти)?метр\w*|(?:Zenti)?[Mm]etern?|미터"
_MEASURE = re.compile(
    rf"{_HEIGHT}|kilomet\w*|\bkm|miles?|\w{{0,5}}met(?:er|re)s?|hectares?|tons?|tonnes?|kilograms?|\bkg|километр\w*|\bкм|"
    r"тонн\w*|Kilometern?|킬로미터|톤",
    re.IGNORECASE,
)
_UNITS = (
    (
        re.compile(r"\b(?:tall|high|deep|wide|height|роста|высок\w*|высоты|hoch|groß)\b|높", re.IGNORECASE),
        re.compile(rf"\b(?:{_HEIGHT})", re.IGNORECASE),
    ),
    (
        re.compile(r"\bfast\b|\bspeed\b|скорост\w*|\bschnell\b", re.IGNORECASE),
        re.compile(
            r"(?:per|an|a) (?:hour|second|month|day|year)|km/h|mph|knots|в час|pro Stunde|Stundenkilometer", re.I
        ),
    ),
    (
        re.compile(r"\b(?:weighs?|weight|heavy|вес\w{0,2}|весит|весят|wieg\w+|schwer)\b|무게", re.IGNORECASE),
        re.compile(
            r"\b(?:tons?|tonnes?|kilo(?:gram)?s?|kg|grams?|pounds?|тонн\w*|килограмм\w*|кг|Tonnen?|Kilo\w*)\b|톤|킬로그램",
            re.I,
        ),
    ),
)
"""Questions after a height, a speed or a weight, and the units that answer them: no one is several thousand kilometres
tall."""
_SEVERAL = re.compile(r"(?:several|some|few) (?:thousand |hundred )?(?:kilomet\w*|miles|met(?:re|er)s)", re.IGNORECASE)
WITHIN = 25
"""Characters between a number and its unit of measure."""
_DURATION = re.compile(
    r"\b1[0-7]\d\d\b|\b(?:spring|summer|autumn|winter|evening|morning|night|noon|midnight)\b|\b(?:second|minute|hour|day|week|month|year|decade)s?\b|лет|год|дн[яей]|недел|месяц|час|Tage|Jahre|Stunden|"
    r"Wochen|년|일간|시간",
    re.IGNORECASE,
)
_HOW_LONG = re.compile(r"\bhow long\b(?! ago)|как долго|\bwie lange?\b|얼마 동안|얼마나 오래", re.IGNORECASE)
_FROM_OR_TO = re.compile(
    r"\b(?:since|until|till|from|to|through|between|с|со|до|по|seit|bis|von)\s+(?:the |early |late |\w+ of )?$",
    re.IGNORECASE,
)
_SPAN = r"(?:second|minute|hour|day|week|month|year|decade)s?"
_LENGTH_ALONE = re.compile(rf"\b{_SPAN}\b", re.IGNORECASE)
_AT_A_DISTANCE = re.compile(
    rf"\b(?:after|in|within|before|by|last|next|this|that|following|previous|coming|every|each|same|first|early|mid|late|"
    rf"during|until|since|past|over) (?:[\w-]+ ){{0,3}}{_SPAN}\b|"
    rf"\b{_SPAN} (?:ago|later|earlier|after|before|from now)\b",
    re.IGNORECASE,
)
"""A length of time that tells when, since it is counted from something: "two days later"."""
_CLOCK = re.compile(
    r"\b\d{1,2}[:.]\d{2}\b|\bo['’]clock\b|\b\d{1,2} ?[ap]\.?m\b|\b\d{1,2} (?:Uhr|час\w*)\b|\d{1,2}시", re.IGNORECASE
)
_MANY = re.compile(r"\bhow many\b|\bwhat number of\b|\bwie ?viele\b", re.IGNORECASE)
_TIMES = re.compile(
    r"\bhow (?:many times|often)\b|\bсколько раз\b|\bwie (?:oft|viele male)\b|몇 ?번|몇 차례", re.IGNORECASE
)
_UNIT_BEHIND = re.compile(
    rf"[\s-]*(?:(?:million|billion|thousand|Millionen|Milliarden|Tausend)\s+)?(?:(?:US|American|metric)\s+)?"
    rf"(?:(?P<money>dollars?|roubles?|rubles?|euros?|pounds?|francs?|kroner|won|yuan|USD|Euro|Dollar)|"
    rf"(?P<length>{_HEIGHT}|"
    rf"kilomet\w*|km|miles?|hectares?|tons?|tonnes?|kilograms?|kg|barrels?|Kilometern?|Tonnen?)|"
    rf"(?P<time>{_SPAN}|Sekunden?|Minuten?|Stunden?|Tagen?|Wochen?|Monaten?|Jahren?)|"
    rf"(?P<share>percent|per cent|%|Prozent))"
    rf"(?!\w)",
    re.IGNORECASE,
)
"""What makes a number a sum, a measure, a length of time or a share, which are no counts of anything else."""
_SHARE = re.compile(
    r"\b(?:half|halves|a (?:third|quarter|fifth)|(?:one|two)[- ]thirds?|(?:one|three)[- ]quarters?|majority|bulk|"
    r"lion[’']s share|most of|nearly all|almost all|all of|none of|little|a lot|much of|половин\w*|тр[её]т\w*|"
    r"четверт\w*|больш(?:ая|ую|инств\w*)|Hälfte|Drittel|Viertel|Mehrheit|Großteil)\b|절반|대부분|다수",
    re.IGNORECASE,
)
"""A part told without a figure."""
_HOW_MUCH_OF = re.compile(
    r"\bhow (?:much|large|big|many)\b|\b(?:what|which) (?:share|part|proportion|percentage|portion)\b|сколько|"
    r"какая (?:часть|доля)|\bwie ?viele?\b|\bwelcher (?:anteil|teil)\b|얼마",
    re.IGNORECASE,
)
_OFTEN = re.compile(
    r"\b(?:once|twice|(?:annual|month|week|year|dai|quarter)ly|annually|daily|regularly|each|every(?: other)?|times|"
    r"раз\w?|ежегодно|ежемесячно|ежедневно|каждый|jährlich|monatlich|täglich|jede[ns]?|einmal|zweimal)\b|매년|매월|매일|마다",
    re.IGNORECASE,
)


def ages(text: str) -> list[Place]:
    """How old somebody is, or when he was born."""
    return places(_AGE, text)


def sums(text: str) -> list[Place]:
    """Sums of money, or words for a currency."""
    return places(_MONEY, text)


def times(question: Question, text: str, published: str | None) -> list[Place]:
    """How long: lengths of time, and dates from or to which. When: dates, hours, and lengths from some time on."""
    asked = {d.text.lower() for d in dates(question.text)}
    told = [d for d in dates(text, published) if d.text.lower() not in asked]
    if question.of_a_year:
        return [(d.start, d.end) for d in told if d.year is not None]
    dated = [(d.start, d.end) for d in told]
    if _HOW_LONG.search(question.text):
        return [*(p for p in dated if _FROM_OR_TO.search(text, 0, p[0])), *places(_DURATION, text)]
    other = [p for p in places(_DURATION, text) if not _LENGTH_ALONE.fullmatch(text, *p)]
    return [*dated, *other, *places(_AT_A_DISTANCE, text), *places(_CLOCK, text)]


def measures(question: Question, text: str) -> list[Place]:
    """Numbers before a unit of measure of the dimension asked for."""
    units = next((units for asks, units in _UNITS if asks.search(question.text)), None)
    measured = [(n.start, n.end) for n in numbers(text) if (units or _MEASURE).search(text, n.start, n.end + WITHIN)]
    return measured + (places(_SEVERAL, text) if units is None else [])


def counts(question: Question, text: str) -> list[Place]:
    """Numbers that count something, and words for a part or for how often: no dates, and ordinals only of times."""
    asked = {n.low for n in numbers(question.text) if not _in_a_date(n, question.text)}
    many, times = _MANY.search(question.text), _TIMES.search(question.text)
    in_words = places(_OFTEN, text) if times else places(_SHARE, text) if _HOW_MUCH_OF.search(question.text) else []
    return in_words + [
        (n.start, n.end)
        for n in numbers(text)
        if (n.kind != "ordinal" or times)
        and n.low not in asked
        and not _in_a_date(n, text)
        and not (many and _of_another_unit(question.text, many.end(), text, n))
    ]


def places(pattern: re.Pattern[str], text: str) -> list[Place]:
    """Where a pattern is found."""
    return [m.span() for m in pattern.finditer(text)]


def _in_a_date(number: Number, text: str) -> bool:
    return any(d.start < number.end and number.start < d.end for d in dates(text))


def _of_another_unit(question: str, behind: int, text: str, number: Number) -> bool:
    """Whether a number has a unit of a kind that the question, from `behind` "how many" on, does not count in."""
    unit = _UNIT_BEHIND.match(text, number.end)
    sign = text[max(0, number.start - 2) : number.start].strip()[-1:]
    kind = "money" if sign and sign in "$€£¥₽₩" else "share" if number.kind == "percent" else unit and unit.lastgroup
    wanted = _UNIT_BEHIND.match(question, behind)
    return kind is not None and (wanted is None or wanted.lastgroup != kind)
