"""Whether a claim and the sentence nearest to it say no: by a "not", or by a word that says it otherwise.

The checks of `qa.facts.polarity` compare what is denied, where both say it in one word. These signals compare whether
either side denies at all: who "kept silent" did "not answer", and a "not" about something else carries no denial.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from qa.facts.implied import denies_otherwise
from qa.facts.mismatch import Mismatch
from qa.facts.scope import negated
from qa.facts.stance import stances
from store.words import language_of

DENIALS = ("denies_alone", "denied_otherwise", "both_deny", "deny_apart", "otherwise_alone", "both_otherwise")
"""Whether a claim denies outright what its source does not deny at all, denies otherwise, denies outright as well, or
denies outright only of something else; and whether a claim that denies in other words stands alone with it, or the
source does likewise."""


def denials(claim: str, nearest: str) -> tuple[float, ...]:
    """The signals of `DENIALS`; `nearest` is the sentence of the source that shares most with the claim."""
    mine, theirs = _outright(claim), _outright(nearest)
    other, their_other = denies_otherwise(claim), denies_otherwise(nearest)
    apart = mine and theirs and _apart(claim, nearest)
    return (
        float(mine and not theirs and not their_other),
        float(mine and not theirs and their_other),
        float(mine and theirs and not apart),
        float(apart),
        float(other and not mine and not theirs and not their_other),
        float(other and not mine and not theirs and their_other),
    )


def undenied(claim: str, nearest: str) -> Iterator[Mismatch]:
    """A claim that denies outright, of which the sentence nearest to it denies nothing in any words."""
    if denials(claim, nearest)[DENIALS.index("denies_alone")]:
        yield Mismatch("negation", "the source denies nothing like this")


def _apart(claim: str, nearest: str) -> bool:
    """Whether two texts of one language deny different things, by the words behind each "not"."""
    mine, theirs = negated(claim), negated(nearest)
    if not (mine and theirs) or language_of(claim) != language_of(nearest):
        return False
    return frozenset().union(*mine).isdisjoint(frozenset().union(*theirs))


@lru_cache(maxsize=8192)
def _outright(text: str) -> bool:
    return not stances(text).isdisjoint(("negated", "denied"))
