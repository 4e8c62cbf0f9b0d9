"""Who does what to whom, as far as the words beside two names tell: "drones from Iran, missiles from North Korea"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from qa.facts.mismatch import Mismatch
from store.names import Mention, gazetteer, mentions
from store.words import Token, content_tokens

REACH = 2
"""Content words before a name that say what part it plays."""


def swapped(claim: str, source: str) -> Iterator[Mismatch]:
    """Pairs of names of one kind that stand beside each other's words in the source."""
    mine, theirs = _company(claim), _company(source)
    for one, other in combinations(sorted(mine.keys() & theirs.keys()), 2):
        if gazetteer()[one].kind != gazetteer()[other].kind:
            continue
        straight = len(mine[one] & theirs[one]) + len(mine[other] & theirs[other])
        crossed = len(mine[one] & theirs[other]) + len(mine[other] & theirs[one])
        if crossed > straight and mine[one] & theirs[other] and mine[other] & theirs[one]:
            names = f"{gazetteer()[one].names[0]} and {gazetteer()[other].names[0]}"
            yield Mismatch("name", f"the source has {names} the other way round", contradicts=True)


def _company(text: str) -> dict[str, frozenset[str]]:
    """For each name, the stems just before it; several mentions join."""
    found = mentions(text)
    words = [(stem, t) for stem, t in content_tokens(text) if not any(m.start <= t.start < m.end for m in found)]
    company: dict[str, frozenset[str]] = {}
    for mention in found:
        company[mention.entity] = company.get(mention.entity, frozenset()) | _beside(mention, words)
    return company


def _beside(mention: Mention, words: list[tuple[str, Token]]) -> frozenset[str]:
    return frozenset([stem for stem, token in words if token.end <= mention.start][-REACH:])
