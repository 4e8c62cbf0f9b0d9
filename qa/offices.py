"""Whether a text names somebody by the office that a question asks after: a minister's name is no ambassador's."""

from __future__ import annotations

import re

from qa.candidates import candidates
from qa.cues import BETWEEN
from qa.question import Question
from store.names import gazetteer, mentions, wholes

NEAR = 45
"""Characters between a name and the word for the office."""
_OFFICES = tuple(
    re.compile(rf"\b(?:{latin})|(?:{korean})", re.IGNORECASE)
    for latin, korean in (
        (r"(?:\w*minister|premier|министр)", "장관|총리"),
        (r"(?:ambassador|envoy|посол|посл[аоу]\b|посланник|\w*botschafter)", "대사|특사"),
        (
            r"(?:(?<!secretary )(?<!secretary-)(?<!director )(?<!attorney )general\b|command|officer|admiral|colonel|"
            r"marshal|генерал|команд|офицер|маршал|offizier)",
            "장군|사령관|장교",
        ),
        (r"(?:president|президент|präsident)", "대통령"),
        (r"(?:governor|губернатор|gouverneur)", "지사"),
        (r"(?:spokes|press secretary|пресс-секретар|\w*sprecher)", "대변인"),
        (r"(?:captain|skipper|master\b|капитан|kapitän)", "선장"),
        (r"(?:mayor|мэр\b|мэра\b|\w*bürgermeister)", "시장"),
        (r"(?:judge|судь[яи]|richter)", "판사"),
        (r"(?:interpret|translat|перев[её]л|перевод|dolmetsch)", "통역"),
        (r"(?:pilot|пилот|л[её]тчик)", "조종사"),
    )
)
"""Words for one office, in English, Russian and German, and in Korean. Whoever is an official, an expert or the head of
something may be called by another word."""
_COUNTERPART = re.compile(r"counterpart|successor|predecessor|коллег|преемни|amtskolleg|nachfolg", re.IGNORECASE)
_POSTED = re.compile(
    r"\b(?:ambassador|envoy|посол\w*|посла|botschafter\w*) (?:to|in|at|в|во|на|in|für) (?:the )?((?:\S+ ?){1,3})",
    re.IGNORECASE,
)
"""Where an ambassador is."""
_OF = re.compile(r"\w*(?: (?:of|von)(?: the)?)?(?: (?!Who|That)[A-ZА-ЯЁ][\w-]+){1,3}")
"""Whose office it is, behind the word for it: "president of Kiribati"; not whom its bearer met."""
_ASKED = re.compile(
    rf"\b(?:which|what|wich)\s+(?P<of>{BETWEEN}(?!(?:is|was|are|were)\b)\w+)|\bwho\s+(?:is|was|are|were)\s+(?P<is>[^?,]+)|"
    r"\bnames? of (?P<name>[^?,]+)|\bкак зовут (?P<ru>[^?,]+)|"
    r"\bwie hei(?:ß|ss)(?:t|en) (?P<de_named>[^?,]+)|"
    r"\bwelche[rnms]? (?P<de>(?-i:(?:[a-zäöüß][\w-]* )*[A-ZÄÖÜ][\w-]*(?: (?:von|der|des|aus|für|im) [A-ZÄÖÜ][\w-]*)?))",
    re.IGNORECASE,
)


def bears_office(question: Question, text: str, published: str | None) -> bool:
    """Whether somebody whom `text` offers as the answer stands beside the office that the question asks after.

    Beside it there may be no other country than one that the question names with the office. True when it asks after
    no office. `published` is the day of the article that the text is of.
    """
    match = _ASKED.search(question.text)
    if match and not (question.of_a_person or match["name"] or match["de_named"]):
        match = None
    phrase = next(filter(None, match.groups()), "") if match else ""
    found = [m for office in _OFFICES if (m := office.search(phrase))]
    if not found:
        return True
    office = min(found, key=re.Match.start)
    behind = _OF.match(phrase, office.end())
    asked, of = office.re, _countries(phrase[: behind.end() if behind else office.end()])
    for start, end in candidates(question, text, published):
        beside = text[max(0, start - NEAR) : end + NEAR]
        if (asked.search(beside) or _COUNTERPART.search(beside)) and not _posted_elsewhere(question.text, beside):
            there = _countries(beside)
            if not of or not there or of & there:
                return True
    return False


def _posted_elsewhere(question: str, beside: str) -> bool:
    """Whether the ambassador asked about is in another country than the one named beside the office."""
    asked, there = (
        frozenset(state for post in _POSTED.findall(text) for m in mentions(post) for state in wholes(m.entity))
        for text in (question, beside)
    )
    return bool(asked and there and not asked & there)


def _countries(text: str) -> frozenset[str]:
    entries = gazetteer()
    return frozenset(m.entity for m in mentions(text) if entries[m.entity].kind == "country")
