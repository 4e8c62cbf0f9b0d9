"""How alike a claim and a span are: their words, names and denials, and the cosine of e5.

None of it proves a claim. What each sign counts, and against what doubts, `qa.weighing` knows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from qa.covering import COVERING, covering
from qa.denials import DENIALS, denials
from qa.facts.core import core_of
from qa.facts.dates import dates
from qa.facts.numbers import numbers
from qa.facts.source import Source, entities_of
from store.names import mentions, wholes
from store.words import content_tokens, language_of

SIGNALS = (
    "cosine",
    "extent",
    "closer_doubted",
    "closer_against",
    "abroad",
    "last_missing",
    *DENIALS,
    *COVERING,
)
"""Cosine of the claim and its nearest sentence, at least `ALIKE` where that has all its words; logarithm of the claim's
content words, of `SHORTEST` to `LONGEST`; by how much the closest span that raises a doubt, and the closest that says
otherwise, are closer in meaning; whether span and claim are in two languages; if not, share of the claim's last two
content words that the span lacks; which side denies (`qa.denials`); and how the span covers the claim's words
(`qa.covering`)."""
ALIKE = 0.9
"""Cosine that a span counts which has every word of a claim: one that tells much else is less like it as a whole."""
SHORTEST = 8
"""Content words that a shorter claim counts as having."""
LONGEST = 14
"""Content words that a longer claim counts as having."""


@dataclass(frozen=True, slots=True)
class Rivals:
    """What other spans speak against one.

    By how much the closest doubted one, and the closest one that says otherwise, are closer in meaning.
    """

    doubted: float = 0.0
    against: float = 0.0


def has_every_word(signals: Sequence[float]) -> bool:
    """Whether a span with these signals has every plain word of the claim itself."""
    return signals[SIGNALS.index("all_there")] > 0


def signals_of(claim: str, source: Source, cosine: float, rivals: Rivals) -> tuple[float, ...]:
    """The `SIGNALS` of a span."""
    present, abroad = words_present(claim, source), language_of(claim) != source.language
    last = [there for there, word in zip(present, _looked_for(claim), strict=True) if not word.figure][-2:]
    missing = 1.0 - sum(last) / len(last) if last and not abroad else 0.0
    covered = covering(claim, source)
    whole = covered[COVERING.index("all_there")] and not missing
    return (
        max(cosine, ALIKE) if whole else cosine,
        float(np.log(min(max(len(present), SHORTEST), LONGEST))),
        rivals.doubted,
        rivals.against,
        float(abroad),
        missing,
        *denials(claim, core_of(claim, source).nearest),
        *covered,
    )


def meaning(claim: str, source: Source, cosine: float) -> float:
    """How much of the claim the span says, in [0, 1]: coverage of its content words, and cosine above chance.

    e5 cosines of unrelated sentences lie near .78, of paraphrases near .90 (Wang et al. 2024, arXiv 2402.05672, explain
    the narrow band by the low temperature of training), so the cosine counts from there. Across languages words cannot
    be compared, names can.
    """
    if language_of(claim) != source.language:
        similarity = min(max((cosine - 0.74) / 0.14, 0.0), 1.0)
        mine = entities_of(claim)
        there = {whole for e in (*source.entities(), *source.known_before()) for whole in wholes(e)}
        return similarity if not mine else 0.6 * similarity + 0.4 * len(mine & there) / len(mine)
    similarity = min(max((cosine - 0.78) / 0.14, 0.0), 1.0)
    present = words_present(claim, source)
    return 0.55 * (sum(present) / len(present) if present else 0.0) + 0.45 * similarity


@lru_cache(maxsize=1024)
def words_present(claim: str, source: Source) -> tuple[float, ...]:
    """For each content word of the claim, 1 when the span has it, by stem, name or spelling.

    What only stands before the span counts half when it is a name, a quarter when not: a pronoun may stand for it.
    """
    present = []
    for word in _looked_for(claim):
        if word.stem in source.stems or word.entity in source.wholes or source.spells(word.stem):
            present.append(1.0)
        elif word.stem in source.stems_nearby:
            present.append(0.5 if word.capital else 0.25)
        else:
            present.append(0.0)
    return tuple(present)


@dataclass(frozen=True, slots=True)
class _Word:
    """A content word of a claim, as it is looked for; `figure`: of a number or a date, which are compared."""

    stem: str
    entity: str | None
    capital: bool
    figure: bool


@lru_cache(maxsize=64)
def _looked_for(claim: str) -> tuple[_Word, ...]:
    """The content words of a claim."""
    named = {at: m.entity for m in mentions(claim) for at in range(m.start, m.end)}
    figures = {at for found in (numbers(claim), dates(claim)) for x in found for at in range(x.start, x.end)}
    return tuple(
        _Word(stem, named.get(t.start), t.text[0].isupper(), t.start in figures) for stem, t in content_tokens(claim)
    )
