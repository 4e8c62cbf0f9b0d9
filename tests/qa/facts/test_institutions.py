"""The Northern Fleet is not the Pacific Fleet, though every word of both is a common one."""

from __future__ import annotations

import pytest

from tests.qa.facts.refusing import refusals


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("Rook laid a wreath for the Northern Fleet.", "Rook laid a wreath for the Pacific Fleet."),
        (
            "Rook spoke on the campus of Moscow State University.",
            "Rook spoke on the campus of the Far Eastern Federal University.",
        ),
        (
            "The Ministry of Defence said that coal is short.",
            "In turn, the Russian Foreign Ministry said that coal is short.",
        ),
    ],
)
def test_another_institution_of_the_same_kind_is_refused(claim: str, text: str) -> None:
    assert "name" in refusals(claim, text)


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("The Foreign Ministry said that coal is short.", "The Ministry of Foreign Affairs said that coal is short."),
        ("The Russian Ministry said that coal is short.", "The Foreign Ministry of Russia said that coal is short."),
    ],
)
def test_the_same_institution_in_other_words_is_not(claim: str, text: str) -> None:
    assert "name" not in refusals(claim, text)


def test_what_the_context_names_is_left_to_it() -> None:
    before = "The Northern Fleet came home."
    assert "name" not in refusals(
        "The Northern Fleet saw the Pacific Fleet.", "It saw the Pacific Fleet.", before=before
    )
