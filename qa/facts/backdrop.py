"""Whether a claim gives one whose visit "comes after" something what that something was: another's five days."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.facts.meant import kind_of
from qa.facts.mismatch import Mismatch
from qa.facts.names import Name, names, plain_stems
from qa.facts.numbers import numbers
from store.words import language_of

_COMES_AFTER = re.compile(
    r"^\W*(?P<whose>[^,.;:]{2,60}?)\s(?:\w+ )?(?:visit|trip|tour|arrival|journey|stay|move|announcement)\s"
    r"(?:\w+ly |also )?(?:comes?|came|follow(?:s|ed))\b[^,.;:—]{0,40}?\b(?:after|amid|following|on the heels of)\b"
)
"""Before what is told of others."""
_WHOSE = re.compile(r"\b(?:[Hh]is|[Hh]er|[Ii]ts|[Tt]heir)\b|[’']s?$")
_ORDERS = re.compile(r"\b(?:after|before|following|amid|since|when|while)\b", re.IGNORECASE)
"""What a claim says itself to have gone before."""


def backdrop(claim: str, sentences: tuple[str, ...]) -> Iterator[Mismatch]:
    """What the source tells of what went before the visit of the claim's doer: a number, or a deed with its names."""
    named = names(claim)
    if language_of(claim) != "en" or not named or not _opens_with(named[0], claim) or _ORDERS.search(claim):
        return
    doer, others = named[0], {n.entity or n.text for n in named[1:]}
    for sentence in sentences:
        opening = _COMES_AFTER.match(sentence)
        if not opening or not _WHOSE.search(opening["whose"]):
            continue
        behind = sentence[opening.end() :]
        told = {n.entity or n.text for n in names(behind)}
        if (doer.entity or doer.text) in told:
            continue
        counted = any(mine.agrees(theirs) for mine in numbers(claim) for theirs in numbers(behind))
        shared = plain_stems(claim) & plain_stems(behind)
        if counted or (len(shared) > 1 and not shared & plain_stems(opening.group()) and others & told):
            yield Mismatch("roles", f"the source says this of others, not of {doer.text}", contradicts=True)
            return


def _opens_with(name: Name, claim: str) -> bool:
    """Whether somebody stands first in a claim as the one who does what it tells."""
    return name.start == 0 and kind_of(name) in (None, "person") and claim[name.end : name.end + 1] not in ("’", "'")
