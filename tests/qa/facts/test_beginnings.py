"""Where a word of a list can begin."""

from __future__ import annotations

import re
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from qa.facts.beginnings import beginning_as

_WORDS = st.lists(st.text("abzяёю한", min_size=1, max_size=4), min_size=1, max_size=5)


@given(_WORDS, st.sampled_from(["", "a b ", "ä, ", "(", "5", "я"]), st.sampled_from([str.lower, str.upper, str.title]))
def test_no_word_of_the_list_is_passed_over(words: list[str], before: str, written: Callable[[str], str]) -> None:
    """A month or a number passed over is a date or a figure that no check compares."""
    listed = "|".join(map(re.escape, words))
    for word in words:
        text = f"{before}{written(word)} b"
        plain = re.compile(rf"\b(?:{listed})\b", re.IGNORECASE).search(text)
        sped = re.compile(rf"{beginning_as(words)}(?:{listed})\b", re.IGNORECASE).search(text)
        assert (sped and sped.span()) == (plain and plain.span())


def test_other_words_are_passed_over() -> None:
    """Trying the costly pattern everywhere is what makes a proof slow."""
    assert [m.start() for m in re.finditer(beginning_as(["may", "june"]), "A mayor, Juneau, dismay, jam")] == [2, 9]
