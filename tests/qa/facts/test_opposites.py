"""What grows in the article must not shrink in the claim."""

from __future__ import annotations

import pytest

from qa.facts.opposites import opposite


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Tensions with the officials are easing.", "There are mounting tensions with the officials."),
        ("Trade fell last year.", "Trade grew by a third last year."),
        ("Trade grew to 34 million.", "Trade declined to 34 million."),
        ("Visits to the port increased.", "Visits to the port declined to a record low."),
        ("The exchange of delegations did not grow.", "The exchange of delegations has expanded."),
        ("The museum was closed on Sunday.", "The museum was open on Sunday."),
        ("The two parties have opposite views of the tax.", "On the tax both parties hold the same views."),
        ("The mayor welcomed the ruling.", "The mayor denounced the ruling."),
        ("The army banned drones near the port.", "Drones near the port are allowed."),
    ],
)
def test_the_other_direction_is_told(claim: str, source: str) -> None:
    """Every name and number is right, and the sentence says the opposite."""
    assert [m.kind for m in opposite(claim, source)] == ["negation"]


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Trade rose last year.", "Trade grew by a third last year."),
        ("Trade did not grow.", "Trade fell."),
        ("Prices fell.", "Trade grew while talks slowed."),
        ("The minister grew impatient with the talks.", "The minister declined to attend the talks."),
        ("Interest in the visit is growing.", "Asked of the visit, he is declining to say more."),
        ("Trade fell in spring and rose in autumn.", "Trade rose in autumn."),
        ("The museum opens on Sunday.", "The museum, closed since May, opens on Sunday."),
        ("No dinner is planned.", "A dinner is not planned."),
        ("The school was closed.", "The new museum was opened."),
    ],
)
def test_the_same_direction_and_other_things_are_none(claim: str, source: str) -> None:
    assert not list(opposite(claim, source))
