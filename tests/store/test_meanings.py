"""Words of one meaning are near each other, also in another language; words of different meaning are not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.meanings import has_meaning, key_of, nearness, rarity


def near(one: str, other: str, languages: tuple[str, str] = ("en", "en")) -> float:
    return float(nearness([key_of(one, languages[0])], [key_of(other, languages[1])])[0, 0])


@pytest.mark.parametrize(
    ("one", "other", "languages"),
    [
        ("cost", "price", ("en", "en")),
        ("die", "death", ("en", "en")),
        ("tall", "height", ("en", "en")),
        ("население", "population", ("ru", "en")),
        ("인구", "population", ("ko", "en")),
        ("Bevölkerung", "population", ("de", "en")),
    ],
)
def test_a_reader_may_use_another_word_or_language_than_the_article(
    one: str, other: str, languages: tuple[str, str]
) -> None:
    assert near(one, other, languages) > near(one, "visit", (languages[0], "en")) + 0.2


def test_inflected_forms_are_one_word() -> None:
    assert near("soldiers", "soldier") == pytest.approx(1.0)


def test_rare_words_weigh_more_than_common_ones() -> None:
    assert rarity(key_of("carriage", "en")) > rarity(key_of("people", "en"))
    assert rarity("qqzzxx") == 1.0
    assert not has_meaning("qqzzxx")


@settings(deadline=None, max_examples=100)
@given(st.lists(st.text(max_size=12), max_size=6), st.lists(st.text(max_size=12), max_size=6))
def test_any_words_can_be_compared(some: list[str], others: list[str]) -> None:
    assert nearness(some, others).shape == (len(some), len(others))
    assert all(0 <= rarity(word) <= 1.01 for word in some)
