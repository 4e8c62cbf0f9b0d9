"""What the hard checks leave open: whether a span that differs from a claim in nothing checkable says what it says.

The decision is a logistic regression on `SIGNALS`. Its weights, in ``support.json``, are fitted by ``python -m
qa.evaluation.fit_support`` on labelled claims.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from qa.covering import COVERING, covering
from qa.facts.mismatch import Mismatch
from qa.facts.source import Source, entities_of
from qa.gate import Weights
from store.names import mentions, wholes
from store.words import content_tokens, language_of

SIGNALS = (
    "cosine",
    "words",
    "sentences",
    "plan",
    "opinion",
    "closer_refused",
    "closer_against",
    "abroad",
    "abroad_cosine",
    "last_missing",
    "said_otherwise",
    *COVERING,
)
"""Cosine of the claim and its nearest sentence; logarithm of the claim's content words; sentences beyond the first;
whether the span tells a plan, or gives an opinion, which the claim does not; by how much the closest span that fails a
hard check, and the closest one that says otherwise, are closer in meaning; whether span and claim are in two languages,
alone and with the cosine; share of the claim's last two content words that the span lacks; whether another span says
nearly the same words otherwise; and how the span covers nouns (`qa.covering`)."""
MIDDLE = 0.84
"""A cosine between those of unrelated and of like sentences, from which `abroad_cosine` counts."""


@dataclass(frozen=True, slots=True)
class Rivals:
    """What other spans speak against one.

    By how much the closest refused one, and the closest one that says otherwise, are closer in meaning; and whether the
    latter has nearly all the claim's words.
    """

    refused: float = 0.0
    against: float = 0.0
    otherwise: bool = False


def model_path() -> Path:
    """Where the fitted weights are."""
    return Path(__file__).with_name("support.json")


@lru_cache(maxsize=1)
def _fitted() -> Weights:
    model = json.loads(model_path().read_text("utf-8"))["model"]
    return Weights(model["intercept"], tuple(model["weights"][name] for name in SIGNALS))


def odds(signals: Sequence[float]) -> float:
    """Log odds that a span with these signals carries the claim."""
    return _fitted().odds(np.asarray(signals, dtype=np.float64))


def signals_of(
    claim: str, source: Source, cosine: float, found: Sequence[Mismatch], rivals: Rivals
) -> tuple[float, ...]:
    """The `SIGNALS` of a span; `found` are its soft mismatches."""
    kinds = {mismatch.kind for mismatch in found}
    abroad = float(language_of(claim) != source.language)
    present = words_present(claim, source)
    return (
        cosine,
        float(np.log(max(len(present), 1))),
        float(len(source.sentences) - 1),
        float("future" in kinds),
        float("opinion" in kinds),
        rivals.refused,
        rivals.against,
        abroad,
        abroad * (cosine - MIDDLE),
        1.0 - sum(present[-2:]) / len(present[-2:]) if present else 0.0,
        float(rivals.otherwise),
        *covering(claim, source),
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


def words_present(claim: str, source: Source) -> list[float]:
    """For each content word of the claim, 1 when the span has it, by stem, name or spelling.

    What only stands before the span counts half when it is a name, a quarter when not: a pronoun may stand for it.
    """
    present = []
    for stem, entity, capital in _looked_for(claim):
        if stem in source.stems or entity in source.wholes or source.spells(stem):
            present.append(1.0)
        elif stem in source.stems_nearby:
            present.append(0.5 if capital else 0.25)
        else:
            present.append(0.0)
    return present


@lru_cache(maxsize=64)
def _looked_for(claim: str) -> tuple[tuple[str, str | None, bool], ...]:
    """Stem, name and whether it has a capital, for each content word of a claim."""
    named = {at: m.entity for m in mentions(claim) for at in range(m.start, m.end)}
    return tuple((stem, named.get(t.start), t.text[0].isupper()) for stem, t in content_tokens(claim))
