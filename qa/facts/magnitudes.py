"""How many, told without a number: "several thousand kilometers" are no "few dozen"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from qa.facts.mismatch import Kind, Mismatch
from store.words import language_of, stem

_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_SCALE = rf"(?:{'|'.join(_SCALES)})"
_VAGUE = re.compile(
    rf"\b(?P<many>(?:(?:several|many|some|multiple|a few|few|a couple of)\s(?P<scale>{_SCALE})s?"
    rf"|(?P<times>tens|dozens|hundreds|thousands|millions) of (?P<of>{_SCALE})s|(?P<plural>{_SCALE})s))"
    r"(?:\sof)?\s(?:(?:\w+(?:al|an|ean|ese|ic|ish))\s)?(?P<what>[a-z]{3,})",
    re.IGNORECASE,
)
_SHARES = {
    "all": ("almost all", "nearly all", "virtually all", "practically all"),
    "most": ("most", "the majority"),
    "half": ("half", "one half"),
    "a third": ("a third", "one third", "one-third"),
    "a quarter": ("a quarter", "one quarter", "a fourth"),
}
_SHARE_OF = {word: share for share, words in _SHARES.items() for word in words}
_TIMES_OVER = re.compile(
    r"\b(?:(?P<two>doubl(?:e[sd]?|ing)|two-?fold|twice)|(?P<three>tripl(?:e[sd]?|ing)|treble[sd]?|three-?fold|thrice)|"
    r"(?P<four>quadrupl(?:e[sd]?|ing)|four-?fold))\b",
    re.IGNORECASE,
)
_SEASON = re.compile(
    r"\b(?:(?:in|this|last|next|the|of|by|early|late)\s)(?:(?P<spring>spring)|(?P<summer>summer)|"
    r"(?P<autumn>autumn|(?-i:fall)(?= of|[.,]|$))|(?P<winter>winter))\b",
    re.IGNORECASE,
)
_EITHER: tuple[tuple[Kind, re.Pattern[str]], ...] = (("number", _TIMES_OVER), ("date", _SEASON))
"""What a text says in one of several words."""
_SHARE = re.compile(
    rf"\b(?P<share>{'|'.join(_SHARE_OF)})"
    r"(?:\sof)?(?:\s(?:the|its|their|these|those|all))?\s(?P<what>[a-z]{3,})",
    re.IGNORECASE,
)
_TIMES = {"tens": 10, "dozens": 12, "hundreds": 100, "thousands": 1_000, "millions": 1_000_000}


def other_magnitude(claim: str, source: str) -> Iterator[Mismatch]:
    """A thing that the claim counts in hundreds, say, and the source in thousands; English only."""
    if language_of(claim) != "en" or language_of(source) != "en":
        return
    for what, size, told in _vague(claim):
        theirs = [(other, text) for thing, other, text in _vague(source) if thing == what]
        if theirs and all(other != size for other, _ in theirs):
            yield Mismatch("number", f"the source says {theirs[0][1]}, not {told}", contradicts=True)
    for kind, pattern in _EITHER:
        forms = _forms(pattern, source)
        for form, told in _forms(pattern, claim).items():
            if forms and form not in forms:
                yield Mismatch(kind, f"the source says {next(iter(forms.values()))}, not {told}", contradicts=True)
    shares = _shares(source)
    for what, share, told in _shares(claim):
        others = [(other, text) for thing, other, text in shares if thing == what]
        if others and all(other != share for other, _ in others):
            yield Mismatch("number", f"the source says {others[0][1]}, not {told}", contradicts=True)


@lru_cache(maxsize=8192)
def _forms(pattern: re.Pattern[str], text: str) -> dict[str, str]:
    """By the group that matches, how many times over or which season a text says, in its words."""
    return {match.lastgroup or "": match.group() for match in pattern.finditer(text)}


@lru_cache(maxsize=8192)
def _shares(text: str) -> tuple[tuple[str, str, str], ...]:
    """Each thing of which a share is told: its stem, the share, the words for it."""
    found = _SHARE.finditer(text)
    return tuple((stem(m["what"].lower(), "en"), _SHARE_OF[m["share"].lower()], m["share"]) for m in found)


@lru_cache(maxsize=8192)
def _vague(text: str) -> tuple[tuple[str, int, str], ...]:
    """Each thing that is counted vaguely: its stem, the size, the words."""
    return tuple((stem(m["what"].lower(), "en"), _size(m), m["many"]) for m in _VAGUE.finditer(text))


def _size(match: re.Match[str]) -> int:
    scale = _SCALES[(match["scale"] or match["of"] or match["plural"]).lower()]
    return scale * (_TIMES[match["times"].lower()] if match["times"] else 1)
