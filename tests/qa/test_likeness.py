"""What speaks for a span is measured so that no odd form of a claim counts for or against it."""

from __future__ import annotations

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from qa.facts.source import Source
from qa.likeness import SIGNALS, Rivals, signals_of

TEXT = "The chairwoman Anna Weiss attended the harbour celebrations in Bergen last September."


def signals(claim: str, text: str = TEXT) -> dict[str, float]:
    source = Source(text, (text,), (), "A visit", "2019-04-01", None)
    return dict(zip(SIGNALS, signals_of(claim, source, 0.9, Rivals()), strict=True))


def test_a_date_that_was_resolved_is_not_missing() -> None:
    """Who writes out the year of "last September" would be told that no article says it in so many words."""
    assert signals("Anna Weiss attended the harbour celebrations in Bergen in September 2018.")["last_missing"] == 0.0
    assert signals("Anna Weiss attended the harbour celebrations in Bergen by helicopter.")["last_missing"] == 0.5


def test_words_of_another_language_are_not_missing() -> None:
    """A Korean claim ends with its verb, which no English article has."""
    assert signals("안나 바이스는 베르겐 항구 축제에 참석했다.")["last_missing"] == 0.0


def test_words_heaped_up_do_not_prove_a_claim() -> None:
    """A draft's list of forty invented details would be carried for its length alone."""
    listed = " ".join(f"quarrel{n}" for n in range(60))
    assert signals(f"Weiss spoke of {listed}.")["extent"] == signals(f"Weiss spoke of {listed} and {listed}.")["extent"]


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=80), st.text(max_size=80))
def test_any_texts_can_be_compared(claim: str, text: str) -> None:
    """An odd character in a draft must not end its check."""
    assert all(math.isfinite(value) for value in signals(claim, text).values())
