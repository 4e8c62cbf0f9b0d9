"""Cutting texts into pieces: as the library cuts them that the model was made with, whatever the text."""

from __future__ import annotations

from functools import lru_cache

from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import Unigram

from store.pieces import Pieces

SCORES = {
    "<unk>": 0.0, "▁": -3.0, "▁s": -4.0, "a": -5.0, "i": -5.5, "l": -5.2, "s": -4.8, "ai": -6.0, "il": -6.1,
    "sail": -9.0, "▁sail": -9.5, "▁sa": -7.0, "ils": -7.0,
}  # fmt: skip


@lru_cache(maxsize=1)
def library() -> Tokenizer:
    return Tokenizer(Unigram(list(SCORES.items()), unk_id=0, byte_fallback=False))


@lru_cache(maxsize=1)
def pieces() -> Pieces:
    known = {piece: number for number, piece in enumerate(SCORES)}
    return Pieces(known, list(SCORES.values()), 0)


def names(numbers: list[int]) -> list[str]:
    return [list(SCORES)[number] for number in numbers]


@given(st.text("▁sailx北", max_size=14))
@settings(max_examples=200, deadline=None)
def test_texts_are_cut_as_the_library_cuts_them(text: str) -> None:
    """The model would read other pieces than it was trained on, and judge claims by them."""
    assert pieces().cut(text) == library().encode(text).ids


def test_the_likeliest_cut_is_taken_not_the_longest_piece_first() -> None:
    assert names(pieces().cut("▁sails")) == ["▁sa", "ils"]


def test_letters_that_no_piece_has_are_one_unknown() -> None:
    """A name in a script that the model never saw must not fill what it can read."""
    assert names(pieces().cut("▁北北北sail")) == ["▁", "<unk>", "sail"]
