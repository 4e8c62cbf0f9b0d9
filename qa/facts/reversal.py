"""Whether a claim tells the reverse of its source without a "not": urged and warned off, a deal and a "no-deal"."""

from __future__ import annotations

import re

from qa.facts.implied import implies_negation
from qa.facts.names import plain_stems
from qa.facts.scope import negated
from store.words import stem

_NO_SUCH = re.compile(r"\bno-(?P<what>[a-z]{3,})\b", re.IGNORECASE)
_REACHED = re.compile(
    r"\b(?:struck|strik\w+|reach\w*|sign\w*|clos\w*|made|mak\w+|conclud\w*|seal\w*|agree\w*|brought|produc\w*|"
    r"end\w* (?:in|with))\b",
    re.I,
)
_NONE = re.compile(r"\b(?:no|not|without)\b", re.IGNORECASE)
"""Also in "no deal", which `negated` passes over."""
_URGED = re.compile(
    r"\b(?:urg|encourag|press|push|advis|ask|call(?:ed|s)? (?:up)?on|want)\w*\s(?:[^,.;]{2,60}?\s)?to "
    r"(?!not\b|stop|halt|cease|end\b|refrain|abandon|avoid|drop\b|give up|quit|reconsider|limit|cut|reduce)"
    r"(?P<what>[^.;]+)",
    re.IGNORECASE,
)
_WARNED = re.compile(
    r"\b(?:(?:warn|caution|advis|argu)\w*\s(?:[^,.;]{2,60}?\s)?(?:against|off|not to)|"
    r"discourag\w*\s(?:[^,.;]{2,60}?\s)?from)\s(?P<what>[^.;]+)",
    re.IGNORECASE,
)
"""What somebody is told to do, and what to leave."""


def holds_what_was_none(claim: str, core: str) -> bool:
    """Whether a claim has what its source says there was none of: "struck a deal" of a "no-deal summit"."""
    none = {stem(m["what"].lower(), "en") for m in _NO_SUCH.finditer(core)}
    if not none or not _REACHED.search(claim) or _NONE.search(claim) or negated(claim) or implies_negation(claim, core):
        return False
    return bool(none & plain_stems(claim) - plain_stems(_NO_SUCH.sub(" ", core)))


def told_the_reverse(one: str, other: str) -> bool:
    """Whether one text tells that somebody was urged to do what in the other he was warned against."""
    urged, warned = _URGED.search(one), _WARNED.search(other)
    return bool(urged and warned and plain_stems(urged["what"]) & plain_stems(warned["what"]))
