"""Who denies is told apart from who says so, in whatever words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.denials import DENIALS, denials, undenied


def told(claim: str, text: str) -> dict[str, float]:
    return dict(zip(DENIALS, denials(claim, text), strict=True))


@pytest.mark.parametrize(
    ("claim", "text", "which"),
    [
        ("The ferry did not sail on Monday.", "The ferry sailed on Monday.", "denies_alone"),
        ("The ferry did not sail on Monday.", "The ferry skipped its Monday run.", "denied_otherwise"),
        ("The ferry did not sail on Monday.", "On Monday no ferry sailed.", "both_deny"),
        ("The ferry did not sail on Monday.", "On Monday the crew had no bread.", "deny_apart"),
        ("The ferry skipped its Monday run.", "The ferry sailed on Monday.", "otherwise_alone"),
        ("The ferry skipped its Monday run.", "Monday's ferry was cancelled.", "both_otherwise"),
    ],
)
def test_which_side_denies_is_told(claim: str, text: str, which: str) -> None:
    """A user must not be told that "the ferry was cancelled" says nothing of a ferry that did not sail."""
    assert [name for name, value in told(claim, text).items() if value] == [which]


def test_a_source_that_denies_nothing_raises_a_doubt_about_a_denial() -> None:
    """ "The minister did not travel" shares no verb with his arrival, and would pass for its other words."""
    assert [m.kind for m in undenied("The ferry did not sail.", "The boat left on Monday.")] == ["negation"]
    assert not list(undenied("The ferry did not sail.", "The ferry skipped its Monday run."))
    assert not list(undenied("The ferry sailed.", "No ferry sailed."))


def test_two_that_say_so_deny_nothing() -> None:
    assert not any(told("The ferry sailed on Monday.", "On Monday the ferry left for Tallinn.").values())


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=80), st.text(min_size=1, max_size=80))
def test_any_texts_can_be_compared(claim: str, text: str) -> None:
    """An odd character in a draft must not end its check, nor one denial count for and against it."""
    assert sum(told(claim, text).values()) <= 1
