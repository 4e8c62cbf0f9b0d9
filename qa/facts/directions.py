"""Whether what a claim says grows or shrinks does so in its source: "tensions are easing" where they are "mounting"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from qa.facts.mismatch import Mismatch
from qa.facts.names import names
from qa.facts.scope import negations
from qa.facts.stance import DECLINED_TO_DO
from store.words import Token, content_tokens, language_of

Way = Literal["up", "down"]
_TIMES = frozenset("day week month year decade time recent past last".split())
"""Stems of when, which is no thing that grows."""

_REFUSAL = re.compile(DECLINED_TO_DO, re.IGNORECASE)
BESIDE = 3
"""Content words but names on either side of a word of direction among which stands the thing that it is said of."""
_WAYS: dict[Way, re.Pattern[str]] = {
    "up": re.compile(
        r"ris(?:e|es|ing|en)|rose|gr(?:ow|ows|owing|owth|ew|own)|increas\w*|mount(?:s|ed|ing)|climb(?:s|ed|ing)?|"
        r"soar\w*|surg(?:e|es|ed|ing)|escalat\w*|intensif\w*|expan(?:d|ds|ded|ding|sion)|deepen\w*|"
        r"strengthen\w*|widen\w*|flourish\w*|thriv\w+|boom\w*|flurry|improv\w+|accelerat\w*|swell\w*|"
        r"tighten\w*|heighten\w*|warm(?:s|ed|ing)|upgrad\w+|boost\w*|multipl(?:y|ied|ying)|doubl(?:e|es|ed|ing)|"
        r"tripl(?:e|es|ed|ing)|upswing|upturn|burgeon\w*"
    ),
    "down": re.compile(
        r"fall(?:s|en|ing)?|fell|declin(?:e|es|ed|ing)|decreas\w*|drop(?:s|ped|ping)?|shr[iau]nk\w*|"
        r"eas(?:e|es|ed|ing)|dwindl\w*|slump\w*|plung(?:e|es|ed|ing)|plummet\w*|subsid(?:e|es|ed|ing)|abat(?:e|es|ed|ing)|"
        r"weaken\w*|narrow(?:s|ed|ing)|wan(?:e|es|ed|ing)|dried|dry|diminish\w*|lessen\w*|"
        r"reduc(?:e|es|ed|ing|tion|tions)|worsen\w*|deteriorat\w*|slow(?:s|ed|ing)?|cool(?:s|ed|ing)|de-escalat\w*|downgrad\w+|halv(?:e|es|ed|ing)|"
        r"recede\w*|receding|loosen\w*|stagnat\w*|collaps\w*|downturn|cut(?:s|ting)?|curtail\w*"
    ),
}
"""Words of growing and shrinking in news English; one that is as often something else ("raise", "lower", "peak") is
left out."""


def other_direction(claim: str, core: str) -> Iterator[Mismatch]:
    """A thing that grows in the claim and only shrinks in the source's sentences, or the reverse.

    Nothing where the claim has both: which is said of what, the words beside them do not tell.
    """
    if language_of(claim) != "en" or language_of(core) != "en":
        return
    mine, theirs = _moves(claim), _moves(core)
    if len({way for way, _, _ in mine}) > 1:
        return
    for way, word, things in mine:
        about = [(other, said) for other, said, beside in theirs if things & beside]
        if about and all(other != way for other, _ in about):
            yield Mismatch("negation", f"the source says “{about[0][1]}”, not “{word}”", contradicts=True)
            return


@lru_cache(maxsize=8192)
def _moves(text: str) -> tuple[tuple[Way, str, frozenset[str]], ...]:
    """Each word of direction: its way, turned round under a "not", the word, and the stems of what stands beside it."""
    named = [(n.start, n.end) for n in names(text)]
    words = [(s, t) for s, t in content_tokens(text) if _way(text, t) or not any(a <= t.start < b for a, b in named)]
    denied = frozenset(negation.predicate for negation in negations(text))
    found: list[tuple[Way, str, frozenset[str]]] = []
    for at, (stem, token) in enumerate(words):
        way = _way(text, token)
        if way is None:
            continue
        if stem in denied:
            way = "down" if way == "up" else "up"
        beside = words[max(0, at - BESIDE) : at] + words[at + 1 : at + 1 + BESIDE]
        found.append((way, token.text, frozenset(s for s, _ in beside) - _TIMES))
    return tuple(found)


def _way(text: str, token: Token) -> Way | None:
    if _REFUSAL.match(text, token.start):
        return None
    word = token.text.lower()
    return next((way for way, pattern in _WAYS.items() if pattern.fullmatch(word)), None)
