"""A name put together from two people is nobody's, and a country's people name the country."""

from __future__ import annotations

import pytest

from qa.facts.compare import mismatches
from qa.facts.source import Source


def kinds(claim: str, text: str, before: str = "") -> set[str]:
    source = Source(text, (text,), (before,) if before else (), "A title", None, None)
    return {m.kind for m in mismatches(claim, source) if not m.soft}


def test_the_given_name_of_one_with_the_family_name_of_another_is_noticed() -> None:
    text, before = "Their lawyer, Nilda Mamani, went to court.", "Teresa Choque announced it."
    assert "name" in kinds("Their lawyer, Teresa Mamani, went to court.", text, before)
    assert "name" not in kinds("Their lawyer, Nilda Mamani, went to court.", text, before)


@pytest.mark.parametrize(
    ("claim", "text", "accepted"),
    [
        ("Peru's minister opened the line.", "The Peruvian minister opened the line.", True),
        ("Chile's minister opened the line.", "The Peruvian minister opened the line.", False),
    ],
)
def test_a_country_is_named_by_its_people(claim: str, text: str, accepted: bool) -> None:
    assert ("name" not in kinds(claim, text)) is accepted


def test_a_denial_may_be_put_as_untrue() -> None:
    """“That is untrue” denies as well as “she denied” does."""
    text = "The union says you want to dismiss the chorus. DIALLO: That is untrue."
    assert "denial" not in kinds("Diallo denied wanting to dismiss the chorus.", text)
    assert "denial" in kinds("Diallo denied wanting to dismiss the chorus.", "Diallo wants to dismiss the chorus.")
