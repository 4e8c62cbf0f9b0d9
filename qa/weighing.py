"""Whether a span carries a claim: how alike they are, against the doubts that the hard checks raise.

A number, a date, a quotation or a name that the source lacks refuses a span whatever else speaks for it, and so does
another place, speaker or doer, what the source only alleges, what it denies outright, and what it does not deny where
it speaks of the very thing. What the other checks find, of negations in sentences that are not close, of plans and of
questions, may be a wording that they misread: what is "free" comes "at no cost". So these doubts have a weight, as
each sign of likeness has, in one logistic regression; only what outweighs them is carried.

A span that falls short is read together with the claim by a model (`qa.entailment`), and carries it if the same signals
and what that tells suffice: it costs more than all the rest, so it is asked last, and only where it can decide. The
weights, in ``support.json``, are fitted by ``python -m qa.evaluation.fit_support`` on labelled claims.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from qa.covering import COVERING, covering
from qa.denials import DENIALS, denials
from qa.entailment import MOST, available
from qa.facts.core import core_of
from qa.facts.dates import dates
from qa.facts.mismatch import Mismatch
from qa.facts.numbers import numbers
from qa.facts.polarity import OUTRIGHT
from qa.facts.source import Source, entities_of
from qa.gate import Weights
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
ENTAILMENT = ("entailment", "entailment_abroad")
"""The log odds that `qa.entailment` tells, of a span in the claim's language that lacks a word of it, and of one in
another; where every word is there, the checks tell more."""
PARTLY = ("date_partly", "future_partly", "number_partly", "opinion_partly")
"""Kinds of mismatch, as `kind_of` tells them, that only weaken a proof."""
DOUBTS = (*PARTLY, "doubted", "doubts", "doubts_meaning")
"""Whether there is a mismatch of each of these kinds; whether there is one that is not soft, and how many up to three;
and, where there is, how far the meaning is above that of a sentence on the same subject. None speaks for a claim."""
PLAIN = (*SIGNALS, *DOUBTS)
MOST_DOUBTS = 3
ALIKE = 0.9
"""Cosine that a span counts which has every word of a claim: one that tells much else is less like it as a whole."""
SHORTEST = 8
"""Content words that a shorter claim counts as having."""
LONGEST = 14
"""Content words that a longer claim counts as having."""
ABSOLUTE = frozenset(
    (
        "number", "number_otherwise", "date", "date_otherwise", "quotation", "name", "name_otherwise", "place",
        "place_otherwise", "roles_otherwise", "attribution", "attribution_otherwise", "hedge", "hedge_otherwise",
    )
)  # fmt: skip
"""Kinds of mismatch that refuse a span however much speaks for it, as `OUTRIGHT` reasons do."""
SUBJECT = 0.6
"""Meaning from which two sentences speak of the same thing: one that says otherwise then contradicts the other."""


@dataclass(frozen=True, slots=True)
class Rivals:
    """What other spans speak against one.

    By how much the closest doubted one, and the closest one that says otherwise, are closer in meaning.
    """

    doubted: float = 0.0
    against: float = 0.0


def model_path() -> Path:
    """Where the fitted weights are."""
    return Path(__file__).with_name("support.json")


@dataclass(frozen=True, slots=True)
class _Fitted:
    """The weights of the signals and doubts: `alone`, and `together` with those of `ENTAILMENT`."""

    alone: Weights
    together: Weights
    entailment: tuple[float, ...]


@lru_cache(maxsize=1)
def _fitted() -> _Fitted:
    """The weights; what is not fitted yet counts nothing."""
    fitted = json.loads(model_path().read_text("utf-8"))
    alone, together = fitted["alone"], fitted["together"]
    return _Fitted(
        Weights(alone["intercept" if available() else "intercept without entailment"], _named(alone, PLAIN)),
        Weights(together["intercept"], _named(together, PLAIN)),
        _named(together, ENTAILMENT),
    )


def _named(model: dict[str, Any], names: Sequence[str]) -> tuple[float, ...]:
    return tuple(model["weights"].get(name, 0.0) for name in names)


def counted_together(signals: Sequence[float]) -> tuple[float, ...]:
    """How much each of `ENTAILMENT` counts for a span with these signals."""
    abroad = signals[SIGNALS.index("abroad")]
    return (1 - abroad) * (1 - signals[SIGNALS.index("all_there")]), abroad


def kind_of(mismatch: Mismatch) -> str:
    """The kind of a mismatch, with whether the source says otherwise, or does say it, but not quite."""
    return mismatch.kind + "_otherwise" * mismatch.contradicts + "_partly" * mismatch.soft


def odds(signals: Sequence[float], close: float, found: Sequence[Mismatch]) -> float:
    """Log odds that a span with these signals, `close` in `meaning`, carries a claim, for all the mismatches `found`.

    Each further one can only lower them. An absolute one leaves minus infinity, and so does any that is not soft where
    the span has every plain word of the claim: then no other wording is misread.
    """
    return _odds(_fitted().alone, signals, close, found)


def odds_together(signals: Sequence[float], close: float, found: Sequence[Mismatch], entails: float = MOST) -> float:
    """Log odds by `odds` and by what `qa.entailment` tells; the most they can be, as long as it is not asked."""
    likely = _odds(_fitted().together, signals, close, found)
    if not available() or likely == float("-inf"):
        return float("-inf")
    shares = zip(_fitted().entailment, counted_together(signals), strict=True)
    return likely + entails * sum(weight * share for weight, share in shares)


def _odds(weights: Weights, signals: Sequence[float], close: float, found: Sequence[Mismatch]) -> float:
    if hopeless(found, close) or (has_every_word(signals) and any(not mismatch.soft for mismatch in found)):
        return float("-inf")
    return weights.odds(np.array((*signals, *doubts(close, found)), dtype=np.float64))


def hopeless(found: Sequence[Mismatch], close: float) -> bool:
    """Whether one of these mismatches is absolute, or a negation that a span lacks which is on the very subject."""
    return any(
        kind_of(mismatch) in ABSOLUTE
        or mismatch.reason in OUTRIGHT
        or (mismatch.kind in ("negation", "denial") and close >= SUBJECT)
        for mismatch in found
    )


def has_every_word(signals: Sequence[float]) -> bool:
    """Whether a span with these signals has every plain word of the claim itself."""
    return signals[SIGNALS.index("all_there")] > 0


def doubts(close: float, found: Sequence[Mismatch]) -> tuple[float, ...]:
    """The features of `DOUBTS`."""
    kinds = {kind_of(mismatch) for mismatch in found}
    hard = sum(not mismatch.soft for mismatch in found)
    return (
        *(float(kind in kinds) for kind in PARTLY),
        float(hard > 0),
        float(min(hard, MOST_DOUBTS)),
        max(close - SUBJECT, 0.0) if hard else 0.0,
    )


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
