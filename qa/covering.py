"""How the plain words of a claim are covered by a span: one with nothing near it is something the source does not say.

Words are compared by the table of meanings, names by what they are part of (`qa.alike`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import numpy as np

from qa.alike import Array, alike, words_of
from qa.facts.attribution import SAY
from qa.facts.dates import dates
from qa.facts.mismatch import Mismatch
from qa.facts.names import is_title, names
from qa.facts.numbers import numbers
from qa.facts.source import Source

COVERING = ("far_words", "length", "all_there", "all_there_excess")
"""Share of the claim's plain words to which the span has nothing near; logarithm of the span's content words, of
`LONGEST` at most; whether it has every plain word of the claim itself; and then, by how much its logarithm exceeds that
of the claim's."""
LONGEST = 20
"""Content words beyond which a span is long."""
FAR = 0.4
"""Nearness below which a word has nothing near it."""
SAME = 0.999
"""Nearness of a word to itself, but for rounding."""
NAMESAKE = 0.3
"""The most that two different names of the gazetteer count as near."""
TELLING = 4
"""Words from which a claim tells something of which a span has to have one, or one that is `LIKE` it."""
LIKE = 0.55
_SAYING = re.compile(SAY, re.IGNORECASE)


def covering(claim: str, source: Source) -> tuple[float, ...]:
    """The signals of `COVERING`; names and numbers are compared one by one, and are no plain words.

    Across languages words cannot be compared.
    """
    told, there = (float(np.log(max(len(words_of(text).keys), 1))) for text in (claim, source.text))
    comparable = words_of(claim).language == words_of(source.text).language
    near = _nearest(claim, source.text)[list(_plain(claim) if comparable else ())]
    all_there = bool(near.size) and near.min() > SAME
    far = float((near < FAR).mean()) if near.size else 0.0
    return far, min(there, float(np.log(LONGEST))), float(all_there), (there - told) * all_there


def nothing_like(claim: str, source: Source) -> Iterator[Mismatch]:
    """A claim of which the span has nothing but names and offices: no word is there, nor one like it."""
    words = words_of(claim)
    if words.language != "en" or words_of(source.text).language != "en":
        return
    plain = [i for i in _plain(claim) if not is_title(words.written[i])]
    if len(plain) >= TELLING and _nearest(claim, source.text)[plain].max() < LIKE:
        yield Mismatch("words", "the source shares nothing with this but names")


@lru_cache(maxsize=4096)
def _plain(claim: str) -> tuple[int, ...]:
    """Which content words of a claim belong to no name, number or date, and do not only tell that somebody says it."""
    words = words_of(claim)
    taken = {
        at for found in (numbers(claim), dates(claim), names(claim)) for x in found for at in range(x.start, x.end)
    }
    return tuple(
        i
        for i, start in enumerate(words.starts)
        if words.entities[i] is None and start not in taken and not _SAYING.fullmatch(words.written[i])
    )


@lru_cache(maxsize=4096)
def _nearest(claim: str, text: str) -> Array:
    """How near the nearest word of `text` comes to each word of the claim."""
    near: Array = alike(words_of(claim), words_of(text), namesake=NAMESAKE).max(axis=1, initial=0.0)
    return near
