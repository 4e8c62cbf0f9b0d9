"""How the nouns of a claim are covered by a span: one with nothing like it there is something the source does not say.

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
from qa.facts.lexicon import part_of_speech
from qa.facts.mismatch import Mismatch
from qa.facts.names import is_title, names
from qa.facts.numbers import numbers
from qa.facts.source import Source
from store.meanings import rarity

COVERING = ("noun_missing", "nouns_missing")
"""By how much the noun that the span misses most is missed, weighted by its rarity; share of the nouns that have no
equal in the span."""
NAMESAKE = 0.3
"""The most that two different names of the gazetteer count as near."""
BEFORE = 0.5
"""What a word counts that only stands before the span."""
TELLING = 4
"""Words from which a claim tells something of which a span has to have one, or one that is `LIKE` it."""
LIKE = 0.55
_SAYING = re.compile(SAY, re.IGNORECASE)
EQUAL = 0.001
"""Up to here a noun's miss is one of rounding."""


def covering(claim: str, source: Source) -> tuple[float, ...]:
    """The signals of `COVERING`; names and numbers, which are compared one by one, count neither way.

    Nothing is missed where nouns cannot be told: in other languages than English.
    """
    words = words_of(claim)
    if words.language != "en" or words_of(source.text).language != "en":
        return 0.0, 0.0
    taken = [*((n.start, n.end) for n in numbers(claim)), *((d.start, d.end) for d in dates(claim))]
    nouns = [
        i
        for i, start in enumerate(words.starts)
        if words.entities[i] is None
        and part_of_speech(words.written[i]) == "noun"
        and not any(a <= start < b for a, b in taken)
    ]
    if not nouns:
        return 0.0, 0.0
    around = [BEFORE * _nearest(claim, text) for text in (source.title, *source.nearby) if text]
    covered = np.maximum.reduce([_nearest(claim, source.text), *around])
    missed = [(1 - covered[i]) * rarity(words.keys[i]) ** 2 for i in nouns]
    return max(missed), float(np.mean([m > EQUAL for m in missed]))


def nothing_like(claim: str, source: Source) -> Iterator[Mismatch]:
    """A claim of which the span has nothing but names and offices: no word is there, nor one like it.

    Of 541 claims that pass otherwise it refuses one, a false one. Without offices and dates `qa.facts.compare` would
    refuse it too, and of 400 true claims eight more.
    """
    words = words_of(claim)
    if words.language != "en" or words_of(source.text).language != "en":
        return
    taken = [(x.start, x.end) for found in (numbers(claim), dates(claim), names(claim)) for x in found]
    plain = [
        i
        for i, start in enumerate(words.starts)
        if not any(a <= start < b for a, b in taken)
        and not is_title(words.written[i])
        and not _SAYING.fullmatch(words.written[i])
    ]
    if len(plain) >= TELLING and _nearest(claim, source.text)[plain].max() < LIKE:
        yield Mismatch("words", "the source shares nothing with this but names")


@lru_cache(maxsize=4096)
def _nearest(claim: str, text: str) -> Array:
    """How near the nearest word of `text` comes to each word of the claim."""
    near: Array = alike(words_of(claim), words_of(text), namesake=NAMESAKE).max(axis=1, initial=0.0)
    return near
