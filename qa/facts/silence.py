"""What a text says that it does not say: that something is not told, known or confirmed, which has many wordings."""

from __future__ import annotations

import re
from functools import lru_cache

from qa.facts.names import plain_stems
from store.words import content_stems

_SILENT = re.compile(
    r"(?:\b(?:not|no|nor|neither|without|never|nothing|nobody)\b|n[’']t\b)\W+(?:[\w’'-]+\W+){0,3}(?:sa(?:y|id)|know|"
    r"known|clear|"
    r"speak|discuss\w*|answer\w*|details?|information|comment\w*|specif\w+|provid\w+|disclos\w+|reveal\w*|confirm\w*|"
    r"announc\w+|elaborat\w*|predict\w*)\b|"
    r"\b(?:unclear|unknown|unconfirmed|undisclosed)\b|"
    r"(?<!no )(?<!few )questions? (?:still )?remains?\b|\bremains? to be seen\b|"
    r"\b(?:left|leav\w+|remain\w*|kept|keep\w*|stay\w*) (?:it )?(?:open|silent|quiet|unsaid)\b|"
    r"\b(?:g[ai]ve|given|giv\w+|provid\w+|offer\w+|nam\w+|disclos\w+|releas\w+) (?:neither|no)\b|"
    r"\bno comment\b|n[’']t have (?:any|anything)\b|"
    r"\b(?:declin|refus)\w+ to (?:say|comment|reveal|disclose|confirm|predict)\b",
    re.IGNORECASE,
)
"""That something is not said, known or confirmed, which has many wordings."""
_AT_LENGTH = re.compile(
    r"\b(?:spel(?:led|t|ls) out|la(?:id|ys) out|sets? out|specif(?:ied|ies)|detailed|elaborated on|"
    r"(?:went|goes) into (?:\w+ )?detail|g[ai]ve(?:s)? (?:(?!no\b)\w+ )?details)\b",
    re.IGNORECASE,
)
"""That something is told at length, which whoever is silent about it does not do."""


def both_silent(claim: str, text: str) -> bool:
    """Whether both tell that something is not said or known."""
    return _silent(claim) and _silent(text)


def tells_what_is_unsaid(claim: str, core: str) -> bool:
    """Whether a claim has somebody tell at length what he, in the source, said nothing about."""
    told, unsaid = _AT_LENGTH.search(claim), _SILENT.search(core)
    if not told or not unsaid or _silent(claim) or _AT_LENGTH.search(core):
        return False
    behind = plain_stems(claim[told.end() :]) & plain_stems(core[unsaid.end() :])
    by_whom = set(content_stems(claim[: told.start()])) & set(content_stems(core[: unsaid.start()]))
    return bool(behind or by_whom)


@lru_cache(maxsize=8192)
def _silent(text: str) -> bool:
    return bool(_SILENT.search(text))
