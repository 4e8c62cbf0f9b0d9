"""What somebody only denies, warns of or speaks of is no fact, and is one again in his mouth."""

from __future__ import annotations

import pytest

from tests.qa.facts.refusing import refusals

DENIED = "Oslo denied the sale of ferries, and the envoy said that Oslo does not sell any ferries to the islands."
TOLD = "Ines Holt told guests at the yard about the imminent strike in the harbour."


@pytest.mark.parametrize(
    ("claim", "text"),
    [("Oslo sells no ferries to the islands.", DENIED), ("A strike in the harbour is imminent.", TOLD)],
)
def test_somebodys_word_is_not_told_as_a_fact(claim: str, text: str) -> None:
    assert "attribution" in refusals(claim, text)


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("The envoy said that Oslo does not sell any ferries.", DENIED),
        ("Ines Holt told guests that a strike in the harbour was imminent.", TOLD),
        (
            "Ines Holt compared the deal to a marriage of cook and sailor.",
            "Ines Holt spoke of a marriage of cook and sailor.",
        ),
    ],
)
def test_in_his_mouth_it_is_carried(claim: str, text: str) -> None:
    assert "attribution" not in refusals(claim, text)
