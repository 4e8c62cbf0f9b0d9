"""Where in a text stands something of the kind that a question asks for: a number, a date, a name, a reason."""

from __future__ import annotations

import re
from collections.abc import Iterable

from qa.facts.dates import dates
from qa.facts.names import names
from qa.facts.numbers import Number, numbers
from qa.question import Question
from qa.speaking import is_named, speaks
from store.names import gazetteer

Place = tuple[int, int]
"""Offsets of the first character and behind the last."""

_AGE = re.compile(
    r"\b\d{1,3}[- ]years?[- ]old\b|\baged? \d+|\bborn\b|(?<=, )\d{2}(?=, )|\b\d{1,3} лет\b|родил\w*|\d+ Jahre alt|"
    r"\d+-jährig\w*|geboren|\d+세|\d+살|태어",
    re.IGNORECASE,
)
_QUOTED_NAME = re.compile(r"[“\"«]([^”\"»]{2,40})[”\"»]")
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
_REASON = re.compile(
    r"\b(?:because|since|due to|owing to|so that|in order to|as a result|reason\w*|therefore|to (?:avoid|ensure|"
    r"persuade|prevent|discuss|participate|attend|show|support|strengthen|hammer)|aims?|aimed|in light of|for the|amid|"
    r"in response|in protest|over|потому|поскольку|из-за|чтобы|ради|weil|wegen|damit|um)\b|때문|위해|으로 인해",
    re.IGNORECASE,
)


_THINGS = re.compile(
    r"\b(?:accord|act|agency|agreement|airport|alliance|area|army|avenue|award|bank|base|board|bridge|bureau|center|centre|"
    r"city|coalition|college|command|commission|committee|company|conference|congress|convention|corps|corporation|"
    r"corridor|council|court|day|declaration|department|district|embassy|federation|festival|forum|foundation|front|fund|"
    r"group|guard|guidelines|house|initiative|institute|island|islands|lake|league|line|ministry|mission|museum|network|"
    r"office|organi[sz]ation|pact|palace|panel|park|partnership|party|peninsula|plan|plant|port|program|programme|project|"
    r"region|report|republic|resolution|restaurant|river|school|sea|secretariat|service|square|station|strait|street|"
    r"summit|system|treaty|tribunal|union|university|war|week)s?\b",
    re.IGNORECASE,
)

_KIN = tuple(
    re.compile(rf"\b(?:{words})", re.IGNORECASE)
    for words in (
        r"wi(?:fe|ves)\b|husband|spouse|married|first lady|жен(?:а|ы|е|у|ой)\b|муж(?:а|у|ем)?\b|супруг|(?:Ehe)?frau|"
        r"(?:Ehe)?mann\b|verheiratet|아내|부인|남편",
        r"(?-i:sons?)\b|daughters?\b|child|сын|доч|дет(?:и|ей|ям)\b|Sohn|Söhne|Tochter|Töchter|(?-i:Kind)(?:er)?\b|아들|딸|자녀",
        r"fathers?\b|mothers?\b|parents?\b|отец|отц|мать|матер|родител|Vater|Mutter|Eltern|아버지|어머니|부모",
        r"brothers?\b|sisters?\b|siblings?\b|брат|сестр|Bruder|Brüder|Schwester|Geschwister|형제|자매|여동생|누나",
        r"uncles?\b|aunts?\b|nephews?\b|nieces?\b|cousins?\b|дяд|т[её]т[яикю]|племянни|Onkel|Tante|Neffe|Nichte|삼촌|조카",
    )
)
"""Words for kin, those that answer each other together, in the four languages."""


def holds_the_kind(question: Question, text: str, published: str | None) -> bool:
    """Whether `text` holds something of the kind asked for that the question does not hold itself."""
    if question.reacting and not any(is_named(name, text) for name in question.reacting):
        return False
    if question.of_a_body and not (_quoted_names(question, text) or _new_names(question, text, ("body",))):
        return False
    return question.expects == "other" or bool(candidates(question, text, published))


def candidates(question: Question, text: str, published: str | None) -> list[Place]:
    """Places in `text` of the kind asked for that the question does not hold itself; none when it asks for no kind."""
    match question.expects:
        case "name":
            if question.of_a_person:
                return _enough(question, text, _persons(question, text))
            named = _new_names(question, text, ("person", "body", "country", "place"))
            return _enough(question, text, [*_quoted_names(question, text), *named])
        case "money":
            return _places(_MONEY, text)
        case "person":
            if question.of_a_person:
                return _enough(question, text, _persons(question, text))
            return _new_names(question, text, ("person", "body", "country"))
        case "place":
            return _new_names(question, text, ("place",) if question.of_a_spot else ("place", "country", "body"))
        case "time":
            asked = {d.text.lower() for d in dates(question.text)}
            told = [d for d in dates(text, published) if d.text.lower() not in asked]
            if question.of_a_year:
                return [(d.start, d.end) for d in told if d.year is not None]
            return _times(question, text, [(d.start, d.end) for d in told])
        case "number":
            return _counts(question, text)
        case "age":
            return _places(_AGE, text)
        case "length":
            return _measures(question, text)
        case "reason":
            return _places(_REASON, text)
        case "statement":
            return [(0, len(text))] if not question.speakers or any(speaks(n, text) for n in question.speakers) else []
        case _:
            return []


def _times(question: Question, text: str, dated: list[Place]) -> list[Place]:
    """How long: lengths of time, and dates from or to which. When: dates, hours, and lengths from some time on."""
    if _HOW_LONG.search(question.text):
        return [*(p for p in dated if _FROM_OR_TO.search(text, 0, p[0])), *_places(_DURATION, text)]
    other = [p for p in _places(_DURATION, text) if not _LENGTH_ALONE.fullmatch(text, *p)]
    return [*dated, *other, *_places(_AT_A_DISTANCE, text), *_places(_CLOCK, text)]


def _places(pattern: re.Pattern[str], text: str) -> list[Place]:
    return [m.span() for m in pattern.finditer(text)]


def _measures(question: Question, text: str) -> list[Place]:
    """Numbers before a unit of measure of the dimension asked for."""
    units = next((units for asks, units in _UNITS if asks.search(question.text)), None)
    measured = [(n.start, n.end) for n in numbers(text) if (units or _MEASURE).search(text, n.start, n.end + WITHIN)]
    return measured + (_places(_SEVERAL, text) if units is None else [])


def _counts(question: Question, text: str) -> list[Place]:
    """Numbers that count something: no dates, and ordinals only of how many times."""
    asked = {n.low for n in numbers(question.text) if not _in_a_date(n, question.text)}
    many, times = _MANY.search(question.text), _TIMES.search(question.text)
    return [
        (n.start, n.end)
        for n in numbers(text)
        if (n.kind != "ordinal" or times)
        and n.low not in asked
        and not _in_a_date(n, text)
        and not (many and _of_another_unit(question.text, many.end(), text, n))
    ]


def _in_a_date(number: Number, text: str) -> bool:
    return any(d.start < number.end and number.start < d.end for d in dates(text))


def _of_another_unit(question: str, behind: int, text: str, number: Number) -> bool:
    """Whether a number has a unit of a kind that the question, from `behind` "how many" on, does not count in."""
    unit = _UNIT_BEHIND.match(text, number.end)
    sign = text[max(0, number.start - 2) : number.start].strip()[-1:]
    kind = "money" if sign and sign in "$€£¥₽₩" else "share" if number.kind == "percent" else unit and unit.lastgroup
    wanted = _UNIT_BEHIND.match(question, behind)
    return kind is not None and (wanted is None or wanted.lastgroup != kind)


def _persons(question: Question, text: str) -> list[Place]:
    """Names of people; of those that the gazetteer lacks, the ones without a word for a body, a place or a document.

    None where the question asks for kin of which the text does not speak.
    """
    if any(kin.search(question.text) and not kin.search(text) for kin in _KIN):
        return []
    return [
        (start, end) for start, end in _new_names(question, text, ("person",)) if not _THINGS.search(text, start, end)
    ]


def _enough(question: Question, text: str, found: list[Place]) -> list[Place]:
    """The names found, where they are half of those asked for at least: nine are not named by two."""
    return found if len({text[start:end] for start, end in found}) >= (question.several + 1) // 2 else []


def _quoted_names(question: Question, text: str) -> list[Place]:
    return [m.span(1) for m in _QUOTED_NAME.finditer(text) if m[1].lower() not in question.text.lower()]


def _new_names(question: Question, text: str, kinds: Iterable[str]) -> list[Place]:
    entries = gazetteer()
    return [
        (name.start, name.end)
        for name in names(text)
        if (name.entity is None or (name.entity not in question.entities and entries[name.entity].kind in kinds))
        and name.text.lower() not in question.text.lower()
    ]
