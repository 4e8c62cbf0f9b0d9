"""A capital that stands for its government is no place where anything was signed."""

from __future__ import annotations

from tests.qa.facts.refusing import refusals

PLAN = "Amid exchanges between Moscow and Pyongyang, the two countries signed a plan of exchange last month."


def test_what_two_governments_signed_was_signed_in_neither_capital_for_that() -> None:
    assert "place" in refusals("The plan of exchange was signed in the North Korean capital.", PLAN)


def test_what_was_signed_there_was() -> None:
    there = "The two countries signed a plan of exchange in Pyongyang last month."
    assert "place" not in refusals("The plan of exchange was signed in the North Korean capital.", there)


def test_an_office_abroad_is_nothing_done_there() -> None:
    text = "The ambassador to the DPRK said that Pyongyang does not supply any shells."
    assert "place" not in refusals("The ambassador in Pyongyang said that it supplies no shells.", text)
