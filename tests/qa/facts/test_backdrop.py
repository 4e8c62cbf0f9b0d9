"""What went before somebody's visit is not what he did there."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qa.facts.backdrop import backdrop
from tests.qa.facts.refusing import refusals

VISIT = "His visit comes a week after a delegation of lawmakers wrapped up a five-day visit to Pyongyang."
BEFORE = "Kolokoltsev arrived on Monday."


def test_the_days_of_others_are_not_his() -> None:
    assert "roles" in refusals("Kolokoltsev spent five days in Pyongyang.", VISIT, before=BEFORE)


def test_a_deed_of_others_is_not_his() -> None:
    text = "His visit also comes amid exchanges, with Moscow and Pyongyang having signed an ambitious plan in May."
    assert "roles" in refusals("Kolokoltsev signed an ambitious plan with Pyongyang.", text, before=BEFORE)


def test_what_is_told_of_the_others_is_theirs() -> None:
    assert "roles" not in refusals("The lawmakers' visit to Pyongyang lasted five days.", VISIT, before=BEFORE)


def test_when_his_visit_came_is_his() -> None:
    assert "roles" not in refusals("Kolokoltsev's visit came a week after that of the lawmakers.", VISIT, before=BEFORE)


@given(st.text(), st.text(alphabet="Hisvt comeafr.,A 5"))
def test_no_text_raises(claim: str, text: str) -> None:
    list(backdrop(claim, (text,)))
