"""A full stop that ends no sentence is told from one that does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.sentences import inner_stops_marked


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("The U.S. forces left. He stayed.", "The U.S· forces left. He stayed."),
        ("He went to the U.S. The talks failed.", "He went to the U.S. The talks failed."),
        ("On Jan. 3 Mr. Kim came.", "On Jan· 3 Mr· Kim came."),
        ("No. We have not.", "No. We have not."),
        ("Pier No. 5 is open.", "Pier No· 5 is open."),
        ("Он живёт в г. Хасан. Она тоже.", "Он живёт в г· Хасан. Она тоже."),
        ("He left. ", "He left. "),
    ],
)
def test_the_stop_of_an_abbreviation_ends_nothing(text: str, marked: str) -> None:
    """A sentence cut at "U.S." loses what is denied or planned behind it."""
    assert inner_stops_marked(text, "ru" if "г." in text else "en") == marked


@given(st.text(max_size=60))
def test_any_text_keeps_its_length_and_all_but_stops(text: str) -> None:
    """Else offsets into it would point at other words."""
    marked = inner_stops_marked(text)
    assert len(marked) == len(text)
    assert all(a == b or (a, b) == (".", "·") for a, b in zip(text, marked, strict=True))
