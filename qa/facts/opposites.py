"""Whether what a claim says is the opposite of its source: something is "easing" here and "mounting" there.

The words are data (`opposites.yaml`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import yaml

from qa.facts.implied import implies_negation
from qa.facts.mismatch import Mismatch
from qa.facts.names import names
from qa.facts.scope import negated, negations
from qa.facts.stance import DECLINED_TO_DO
from store.words import Token, content_tokens, language_of, stem, tokens

_TIMES = frozenset("day week month year decade time recent past last".split())
"""Stems of when, which is no thing that grows."""

_REFUSAL = re.compile(DECLINED_TO_DO, re.IGNORECASE)
_HARDLY = re.compile(
    r"\b(?:(?:hardly|scarcely|barely) (?:any|an?)|(?<!\ba )(?<!the )few) (?:question|issue|matter|point|topic|"
    r"subject)s?\b"
    r"(?:\s[\w’'-]+){0,10}\s$",
    re.IGNORECASE,
)
"""Before what is nearly denied."""
_EASED = re.compile(
    r"\b(?:eas|lift|relax|loosen|undo|revers|end)(?:es|ed|ing|s)?\s(?:(?:the|its|his|her|their|all|some)\s)?"
    r"(?:(?!and\b|up\b|but\b|or\b)[a-z-]+\s)?$",
    re.IGNORECASE,
)
"""Before what is no longer so: who eases a closure opens."""
_EASES = re.compile(r"\b(?:eas|lift|relax|loosen|undo|revers|end)(?:es|ed|ing|s)?\b", re.IGNORECASE)
"""The same in a source, which then turns round as the claim does."""
BESIDE = 3
"""Content words but names on either side of such a word among which stands the thing that it is said of."""
_Axis = tuple[re.Pattern[str], re.Pattern[str]]


@lru_cache(maxsize=1)
def _axes() -> tuple[_Axis, ...]:
    """The words of both ways of each axis."""
    raw = yaml.safe_load(resources.files("qa.facts").joinpath("opposites.yaml").read_text("utf-8"))
    return tuple((_any_of(one), _any_of(other)) for one, other in raw)


def _any_of(words: str) -> re.Pattern[str]:
    return re.compile("|".join(words.split(" | ")))


def opposite(claim: str, core: str) -> Iterator[Mismatch]:
    """A thing that is one way in the claim and only the opposite way in the source's sentences.

    Nothing where the claim has both ways: which is said of what, the words beside them do not tell.
    """
    if language_of(claim) != "en" or language_of(core) != "en":
        return
    mine, theirs = _ways(claim), _ways(core)
    denied = {negation.predicate for negation in negations(claim)}
    for way in mine:
        if way.stem in denied and implies_negation(core, claim):
            continue  # "not to sell" is "to refrain from the sale"
        if _EASED.search(claim, 0, claim.find(way.word)) and not _EASES.search(core):
            continue
        if _HARDLY.search(claim, 0, claim.find(way.word)):
            continue  # "hardly a matter on which they disagree"
        if any(other.axis == way.axis and other.second != way.second for other in mine):
            continue
        about = [other for other in theirs if other.axis == way.axis and way.things & other.things]
        if about and all(other.second != way.second and other.stem != way.stem for other in about):
            reason = f"the source says “{about[0].word}”, not “{way.word}”"
            yield Mismatch("negation", reason, contradicts=True, certain=True)
            return


@dataclass(frozen=True, slots=True)
class _Way:
    """A word of one of two opposite ways, and the stems of what stands beside it."""

    axis: int
    second: bool
    """Which of the two; turned round under a "not"."""
    stem: str
    word: str
    things: frozenset[str]


@lru_cache(maxsize=8192)
def _ways(text: str) -> tuple[_Way, ...]:
    named = [(n.start, n.end) for n in names(text)]
    stems = {token.start: stem for stem, token in content_tokens(text)}
    words = [
        (stems.get(token.start) or stem(token.text, "en"), token, placed)
        for token in tokens(text)
        if (placed := _placed(text, token))
        or (token.start in stems and not any(a <= token.start < b for a, b in named))
    ]
    denied = frozenset(negation.predicate for negation in negations(text))
    reached = frozenset[str]().union(*negated(text))
    found: list[_Way] = []
    for at, (own, token, placed) in enumerate(words):
        if own in reached and own not in denied:
            continue  # "no talks are planned": which way that is depends on what is denied
        beside = words[max(0, at - BESIDE) : at] + words[at + 1 : at + 1 + BESIDE]
        things = frozenset(other for other, _, _ in beside) - _TIMES
        found.extend(_Way(axis, second != (own in denied), own, token.text, things) for axis, second in placed)
    return tuple(found)


def _placed(text: str, token: Token) -> tuple[tuple[int, bool], ...]:
    """The axes on which a word stands, each with whether it is of the second way."""
    places = _places(token.text.lower())
    return () if places and _REFUSAL.match(text, token.start) else places


@lru_cache(maxsize=16384)
def _places(word: str) -> tuple[tuple[int, bool], ...]:
    return tuple(
        (axis, bool(second))
        for axis, ways in enumerate(_axes())
        for second, pattern in enumerate(ways)
        if pattern.fullmatch(word)
    )
