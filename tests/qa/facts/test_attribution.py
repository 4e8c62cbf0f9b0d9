"""By whom a sentence says that something is said, in four languages."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.facts.attribution import LONGEST_SPEAKER, SAY, attributions, is_opinion, is_speech, speakers_first

_SPEAKER_FIRST = re.compile(
    rf"(?P<who>[^,;“”\"]{{2,{LONGEST_SPEAKER}}}?(?:,[^,“”\"]{{2,120}},)?)\s+"
    rf"(?:also |has |have |had |later |\w+ly ){{0,2}}{SAY}\b",
    re.IGNORECASE,
)
_PIECES = ["said", "Kim", "the governor of", " ", "  ", ", ", ", a general,", ";", "“", "”", "has also told", "x" * 45]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("“It is overdue,” said Ankit Panda.", "Ankit Panda"),
        ("According to Dmitry Peskov, talks will follow.", "Dmitry Peskov"),
        ("Dmitry Peskov said that talks will follow.", "Dmitry Peskov"),
        ("The visit was announced by the Kremlin.", "Kremlin"),
        ("По словам Пескова, переговоры пройдут завтра.", "Пескова"),
        ("Laut Peskow folgen Gespräche.", "Peskow"),
        ("연합뉴스에 따르면 회담이 열린다.", "연합뉴스"),
    ],
)
def test_the_speaker_is_found(text: str, who: str) -> None:
    assert any(who in found.who for found in attributions(text))


@pytest.mark.parametrize("text", ["Kim met Putin in Vladivostok.", "The United States left.", ""])
def test_nobody_speaks_in_a_plain_statement(text: str) -> None:
    assert attributions(text) == ()
    assert not is_speech(text)


def test_an_opinion_is_told_from_a_report_of_speech() -> None:
    assert is_opinion("One expert said a meeting was overdue.")
    assert not is_opinion("The Kremlin announced the date.")


@given(st.lists(st.sampled_from([*_PIECES, "\n", "United states", "angrily added", "y"]), max_size=30).map(" ".join))
@settings(max_examples=300, deadline=None)
def test_who_speaks_is_found_from_the_verb_as_a_search_from_the_left_would(text: str) -> None:
    """Another speaker found would let words pass for someone else's."""
    assert speakers_first(text) == [match["who"] for match in _SPEAKER_FIRST.finditer(text)]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("141 states in the Assembly were brought together.", []),
        ("The summit won the backing of more than 100 states and bodies.", []),
        ("Both said that the ferry sails, and the law states that it must.", ["Both", "the law"]),
        ("Rook's search for coal shows that he is in trouble.", []),
        ("Professor Adamou of Maiduguri showed us that catches fell.", ["Professor Adamou of Maiduguri"]),
        (
            "Holt had nothing to add to the long report on coal and ferries of the islands but said she reads it.",
            ["Holt"],
        ),
        ("Holt, who has not seen it, pointed to his often stated concern over coal.", ["Holt, who has not seen it,"]),
        ("A new poll shows that most want the ferry.", ["A new poll"]),
        ("The yard has 40 ferries, according to the U.S. assessment.", ["the U.S. assessment"]),
    ],
)
def test_a_speaker_is_somebody_who_speaks(text: str, who: list[str]) -> None:
    assert [a.who for a in attributions(text)] == who
