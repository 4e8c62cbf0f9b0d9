"""Whether a claim and the sentence nearest to it say no: by a "not", or by a word that says it otherwise.

The checks of `qa.facts.polarity` compare what is denied. These signals only compare whether either side denies at all:
who "kept silent" did "not answer", and a claim that denies is seldom carried by a sentence with no such word.
"""

from __future__ import annotations

from functools import lru_cache

from qa.facts.implied import denies_otherwise
from qa.facts.stance import stances

DENIALS = ("denies_alone", "denied_otherwise", "both_deny", "otherwise_alone", "both_otherwise")
"""Whether a claim denies outright what its source does not deny at all, denies otherwise, or denies outright as well;
and whether a claim that denies in other words stands alone with it, or the source does likewise."""


def denials(claim: str, nearest: str) -> tuple[float, ...]:
    """The signals of `DENIALS`; `nearest` is the sentence of the source that shares most with the claim."""
    mine, theirs = _outright(claim), _outright(nearest)
    other, their_other = denies_otherwise(claim), denies_otherwise(nearest)
    return (
        float(mine and not theirs and not their_other),
        float(mine and not theirs and their_other),
        float(mine and theirs),
        float(other and not mine and not theirs and not their_other),
        float(other and not mine and not theirs and their_other),
    )


@lru_cache(maxsize=8192)
def _outright(text: str) -> bool:
    return not stances(text).isdisjoint(("negated", "denied"))
