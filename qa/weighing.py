"""Whether a span carries a claim: how alike they are and what reading both tells, against what the hard checks find.

A number, a date, a quotation or a name that the source lacks refuses a span whatever else speaks for it, and so does
another place, speaker or doer, the opposite way of a thing, and what is denied outright. What the other checks find may
be a wording that they misread: what is "free" comes "at no cost". So each kind of it has a weight, as each sign of
likeness has and what a model tells that reads claim and span together (`qa.entailment`), in one logistic regression;
only what outweighs the doubts is carried. Another name in the same language, what is only alleged, and a negation of
the very subject are outweighed only where that model speaks for the claim.

The model costs more than all the rest, so it is asked last, and only where its answer decides; where it is not there,
these three refuse as well, and likeness has to outweigh the rest alone. The weights, in ``support.json``, are fitted by
``python -m qa.evaluation.fit_support`` on labelled claims.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from qa.entailment import available
from qa.facts.mismatch import Mismatch
from qa.facts.polarity import OUTRIGHT
from qa.gate import Weights
from qa.likeness import SIGNALS, has_every_word

ENTAILMENT = ("entailment", "entailment_abroad")
"""The log odds that `qa.entailment` tells of a span in the claim's language, and of one in another."""
PARTLY = ("date_partly", "future_partly", "number_partly", "opinion_partly")
"""Kinds of mismatch, as `kind_of` tells them, that only weaken a proof."""
DOUBTS = (*PARTLY, "doubted", "doubts", "doubts_meaning")
"""Whether there is a mismatch of each of these kinds; whether there is one that is not soft, and how many up to three;
and, where there is, how far the meaning is above that of a sentence on the same subject. None speaks for a claim."""
GRAVE = ("renamed", "hedge", "subject")
"""Whether there is a mismatch of each of these kinds, which only reading both can outweigh: another name, where both
are in one language; what is only alleged; a negation that one side lacks on the very subject. None speaks for it."""
SPEAKS = 1.0
"""Log odds of reading both from which that speaks for a claim against a grave doubt."""
PLAIN = (*SIGNALS, *DOUBTS)
MOST_DOUBTS = 3
ABSOLUTE = frozenset(
    (
        "number", "number_otherwise", "date", "date_otherwise", "quotation", "name", "place", "place_otherwise",
        "roles_otherwise", "attribution", "attribution_otherwise",
    )
)  # fmt: skip
"""Kinds of mismatch that refuse a span however much speaks for it, as `OUTRIGHT` reasons, certain ones and two other
names do."""
SUBJECT = 0.6
"""Meaning from which two sentences speak of the same thing: one that says otherwise then contradicts the other."""


def model_path() -> Path:
    """Where the fitted weights are."""
    return Path(__file__).with_name("support.json")


@dataclass(frozen=True, slots=True)
class _Fitted:
    """The weights of likeness and doubts `alone`; those `together` with graver doubts and what reading both tells."""

    alone: Weights
    together: Weights


@lru_cache(maxsize=1)
def _fitted() -> _Fitted:
    """The weights; what is not fitted yet counts nothing."""
    fitted = json.loads(model_path().read_text("utf-8"))
    return _Fitted(_weights(fitted["alone"], PLAIN), _weights(fitted["together"], (*PLAIN, *GRAVE, *ENTAILMENT)))


def _weights(model: dict[str, Any], names: Sequence[str]) -> Weights:
    return Weights(model["intercept"], tuple(model["weights"].get(name, 0.0) for name in names))


def read_together(signals: Sequence[float], entails: float) -> tuple[float, ...]:
    """The features of `ENTAILMENT` of a span with these signals, of which `qa.entailment` tells these log odds."""
    abroad = signals[SIGNALS.index("abroad")]
    return (1 - abroad) * entails, abroad * entails


def kind_of(mismatch: Mismatch) -> str:
    """The kind of a mismatch, with whether the source says otherwise, or does say it, but not quite."""
    return mismatch.kind + "_otherwise" * mismatch.contradicts + "_partly" * mismatch.soft


def odds(signals: Sequence[float], close: float, found: Sequence[Mismatch], entails: float = 0.0) -> float:
    """Log odds that a span with these signals, `close` in `meaning`, carries a claim, for all the mismatches `found`.

    `entails` is what `qa.entailment` tells; nothing where it is not there. Each further mismatch can only lower the
    odds. One that refuses leaves minus infinity, and so does a grave one unless reading both speaks for the claim, and
    any that is not soft where the span has every plain word of the claim: then no other wording is misread.
    """
    if hopeless(found, close) or (has_every_word(signals) and any(not mismatch.soft for mismatch in found)):
        return float("-inf")
    row = (*signals, *doubts(close, found))
    if not available():
        return _fitted().alone.odds(np.array(row, dtype=np.float64))
    graver = grave(close, found)
    if any(graver) and (entails < SPEAKS or (graver[0] and signals[SIGNALS.index("abroad")])):
        return float("-inf")
    row = (*row, *graver, *read_together(signals, entails))
    return _fitted().together.odds(np.array(row, dtype=np.float64))


def hopeless(found: Sequence[Mismatch], close: float) -> bool:
    """Whether one of these mismatches refuses a span whatever speaks for it."""
    renamed = sum(kind_of(mismatch) == "name_otherwise" for mismatch in found)
    return renamed > 1 or any(map(_absolute, found)) or (not available() and any(grave(close, found)))


def _absolute(mismatch: Mismatch) -> bool:
    return kind_of(mismatch) in ABSOLUTE or mismatch.reason in OUTRIGHT or mismatch.certain


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


def grave(close: float, found: Sequence[Mismatch]) -> tuple[float, ...]:
    """The features of `GRAVE`."""
    renamed = any(kind_of(mismatch) == "name_otherwise" for mismatch in found)
    hedged = any(mismatch.kind == "hedge" and not mismatch.soft for mismatch in found)
    negated = any(mismatch.kind in ("negation", "denial") for mismatch in found)
    return float(renamed), float(hedged), float(negated and close >= SUBJECT)
