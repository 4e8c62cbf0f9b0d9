"""Where in a text stands something of the kind that a question asks for: a number, a date, a name, a reason."""

from __future__ import annotations

import re
from collections.abc import Iterable

from qa.amounts import Place, ages, counts, measures, places, sums, times
from qa.facts.names import names
from qa.question import Question
from qa.speaking import is_named, speaks
from store.names import gazetteer

_QUOTED_NAME = re.compile(r"[“\"«]([^”\"»]{2,40})[”\"»]")
_REASON = re.compile(
    r"\b(?:because|since|due to|owing to|out of|for fear|so that|in order to|as a result|reason\w*|therefore|"
    r"to (?:avoid|ensure|persuade|prevent|discuss|participate|attend|show|support|strengthen|hammer)|aims?|aimed|"
    r"in light of|for the|amid|in response|in protest|over|потому|поскольку|из-за|чтобы|ради|weil|wegen|damit|um)\b|"
    r"때문|위해|으로 인해",
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
            return sums(text)
        case "person":
            if question.of_a_person:
                return _enough(question, text, _persons(question, text))
            return _new_names(question, text, ("person", "body", "country"))
        case "place":
            return _new_names(question, text, ("place",) if question.of_a_spot else ("place", "country", "body"))
        case "time":
            return times(question, text, published)
        case "number":
            return counts(question, text)
        case "age":
            return ages(text)
        case "length":
            return measures(question, text)
        case "reason":
            return places(_REASON, text)
        case "statement":
            return [(0, len(text))] if not question.speakers or any(speaks(n, text) for n in question.speakers) else []
        case _:
            return []


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
