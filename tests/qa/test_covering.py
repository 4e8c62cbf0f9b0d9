"""A word that an article has nothing like is noticed; another word for the same is not held against a claim."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from qa.covering import COVERING, covering, nothing_like
from qa.facts.lexicon import is_common_word, part_of_speech
from qa.facts.names import names
from qa.facts.source import Source

TEXT = "The church, built in 1487, will be taken down and put up again stone by stone."


def signals(claim: str, text: str = TEXT) -> dict[str, float]:
    return dict(zip(COVERING, covering(claim, Source(text, (text,), (), "A valley", None, None)), strict=True))


def test_a_word_the_source_has_nothing_near_is_noticed() -> None:
    """A detail invented beside true ones is otherwise lost among them."""
    said, invented, far = (
        signals(f"The {what} will be taken down stone by stone.") for what in ("church", "bakery", "zookeeper")
    )
    assert (said["all_there"], said["far_words"]) == (1.0, 0.0)
    assert invented["all_there"] == far["all_there"] == 0.0
    assert far["far_words"] > 0.0


def test_that_somebody_says_it_is_no_word_the_source_lacks() -> None:
    """Behind "the vicar said" a turned sentence would pass that is caught without it."""
    assert (
        signals("The church will be taken down stone by stone, the vicar said.", f"VICAR: {TEXT}")["all_there"] == 1.0
    )


def test_a_sentence_that_has_only_names_and_offices_of_a_claim_does_not_carry_it() -> None:
    """A small model puts the right people into a deed that no article tells."""
    text = "Minister Anna Weiss came to Bergen and told listeners about the imminent storm."
    source = Source(text, (text,), (), "A visit", None, None)
    assert list(nothing_like("Minister Anna Weiss signed a protocol on joint exercises in Bergen.", source))
    assert not list(nothing_like("Minister Anna Weiss warned her audience in Bergen of a near storm.", source))


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=80), st.text(max_size=80))
def test_any_texts_can_be_compared(claim: str, text: str) -> None:
    """An odd character in a draft must not end its check."""
    assert all(-20 < value < 20 for value in signals(claim, text).values())


def test_a_country_that_opens_a_sentence_is_a_name_and_a_common_word_is_none() -> None:
    """Otherwise "Latvia paid" passes for what Estonia did."""
    assert [name.text for name in names("Latvia paid two thirds of the cost.")] == ["Latvia"]
    assert names("Lorries must take the other crossing.") == ()
    assert is_common_word("Petitioners")
    assert not is_common_word("Latvia")


def test_what_is_not_listed_is_told_by_its_ending() -> None:
    assert part_of_speech("school") == "noun"
    assert part_of_speech("geolocated") == "verb"
    assert part_of_speech("unsmilingly") == "modifier"
