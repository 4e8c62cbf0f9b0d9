"""British spelling is found and proven by American articles, and words that only look British stay as they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.spelling import american
from store.words import content_stems


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("Defence programmes of neighbouring states", "defense programs of neighboring states"),
        (
            "The organisation centred its labour on stabilising them",
            "the organization centered its labor on stabilizing them",
        ),
    ],
)
def test_both_spellings_have_one_stem(british: str, american: str) -> None:
    assert content_stems(british) == content_stems(american)


@pytest.mark.parametrize(
    "word",
    "arise raise promise premise exercise surprise advise wise basis crisis four tour source there united".split(),
)
def test_words_of_both_spellings_stay(word: str) -> None:
    assert american(word) == word


@given(st.text(max_size=20))
def test_no_word_breaks_it(word: str) -> None:
    assert american(american(word)) == american(word)
