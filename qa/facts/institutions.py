"""Whether an institution that a claim names by a common word ("the Northern Fleet") is the one that its source names.

Its words are too common to be a name by themselves, and together they tell it from every other of its kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from qa.facts.mismatch import Mismatch
from qa.facts.source import Source, entities_of
from store.names import gazetteer
from store.words import is_function_word, language_of, stem, tokens

_HEADS = (
    "University|Institute|Academy|College|School|Fleet|Ministry|Cosmodrome|Spaceport|Airport|Station|Council|"
    "Committee|Commission|Department|Bank|Museum|Palace|Theater|Theatre|Conference|Forum|Corps|Brigade|Division|"
    "Agency|Foundation|Party|Church|Treaty|Act|Partnership|River|Sea|Strait|Bridge|Region|Territory|Province|Railway"
)
_MODIFIER = r"(?!(?:The|A|An|In|At|On|Of|For|By|And|Its|Their|His|Her|This|That)\b)[A-Z][\w’'-]*"
_BEFORE = rf"(?:{_MODIFIER}\s){{1,4}}(?P<head>{_HEADS})\b"
_BEHIND = rf"(?P<of>{_HEADS})\s(?:of|for)\s(?:the\s)?{_MODIFIER}(?:\s(?:and\s(?:the\s)?)?{_MODIFIER}){{0,3}}"
_INSTITUTION = re.compile(rf"\b(?:{_BEHIND}|{_BEFORE})")
_FOLDED = {"cosmodrom": "spaceport", "theatr": "theater"}


@lru_cache(maxsize=8192)
def _institutions(text: str) -> tuple[tuple[str, frozenset[str], str], ...]:
    """Each institution of a text: the word for its kind, the stems that tell it from others, as written.

    A country, or its people, tells no institution from another of that country; a city does.
    """
    found = []
    for match in _INSTITUTION.finditer(text):
        head = stem(match["head"] or match["of"], "en")
        words = [t.text for t in tokens(match.group()) if not is_function_word(t.text.lower(), "en")]
        telling = frozenset(stem(w, "en") for w in words if not _is_country(w)) - {head}
        found.append((_FOLDED.get(head, head), telling, match.group()))
    return tuple(found)


@lru_cache(maxsize=4096)
def _is_country(word: str) -> bool:
    return any(gazetteer()[entity].kind == "country" for entity in entities_of(word))


def other_institution(claim: str, source: Source) -> Iterator[Mismatch]:
    """An institution of the claim that shares no telling word with any of its kind that the span names; English only.

    One of which headline or context has the words is left to what "the University" means there.
    """
    if language_of(claim) != "en" or source.language != "en":
        return
    for head, telling, written in _institutions(claim):
        theirs = [(other, name) for kind, other, name in _institutions(source.text) if kind == head and other]
        known = source.stems | source.stems_nearby
        if telling and theirs and not any(telling & other for other, _ in theirs) and not telling <= known:
            yield Mismatch("name", f"the source says {theirs[0][1]}, not {written}", contradicts=True)
            return
