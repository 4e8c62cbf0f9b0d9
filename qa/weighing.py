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

from qa.entailment import MOST, available
from qa.facts.mismatch import Mismatch
from qa.facts.polarity import OUTRIGHT
from qa.gate import Weights
from qa.likeness import SIGNALS, has_every_word

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
ABSOLUTE = frozenset(
    (
        "number", "number_otherwise", "date", "date_otherwise", "quotation", "name", "name_otherwise", "place",
        "place_otherwise", "roles_otherwise", "attribution", "attribution_otherwise", "hedge", "hedge_otherwise",
    )
)  # fmt: skip
"""Kinds of mismatch that refuse a span however much speaks for it, as `OUTRIGHT` reasons do."""
SUBJECT = 0.6
"""Meaning from which two sentences speak of the same thing: one that says otherwise then contradicts the other."""


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
