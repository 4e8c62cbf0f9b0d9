"""A "not" may be put in other words, and who does what may be too; the same words must not excuse a wrong "not"."""

from __future__ import annotations

import pytest

from qa.facts.attribution import attributions
from qa.facts.compare import mismatches
from qa.facts.numbers import numbers
from qa.facts.source import Source


def kinds(claim: str, text: str) -> set[str]:
    source = Source(text, (text,), (), "A title", None, None)
    return {m.kind for m in mismatches(claim, source) if not m.soft}


@pytest.mark.parametrize(
    ("claim", "text", "refused"),
    [
        ("No bridge had ever been so long.", "It is the longest bridge.", False),
        ("The bridge is not long.", "It is the longest bridge.", True),
        ("No Peruvian choir had come to Oslo since 1988.", "It is the first Peruvian choir in Oslo since 1988.", False),
        ("The village has not been flooded for 30 years.", "The village marks 30 years of non-flooding.", False),
        ("The village has not been flooded for 30 years.", "The village was flooded for 30 years.", True),
        ("The ferry may not enter the lagoon.", "The council barred the ferry from the lagoon.", False),
        ("The council has not barred the ferry.", "The council barred the ferry.", True),
        ("Sheep may not enter the park.", "Sheep enter the park.", True),
    ],
)
def test_a_negation_in_other_words(claim: str, text: str, refused: bool) -> None:
    assert ("negation" in kinds(claim, text)) is refused


@pytest.mark.parametrize(
    ("claim", "text", "refused"),
    [
        ("Uppsala will host the regatta.", "Sweden will host the regatta in Uppsala.", False),
        ("Uppsala will host the regatta.", "Sweden will host the regatta with Uppsala.", True),
        ("Uppsala bombed the harbour.", "Sweden bombed the harbour in Uppsala.", True),
        ("Norway used its NATO veto on the budget.", "Norway vetoed the budget in NATO; its veto was final.", False),
    ],
)
def test_a_place_hosts_what_its_country_hosts_there(claim: str, text: str, refused: bool) -> None:
    assert ("roles" in kinds(claim, text)) is refused


def test_who_voices_a_concern_has_it() -> None:
    text = "Kishida repeated his grave concern over the dam, and spoke to Zelenskyy about rice."
    assert "roles" in kinds("Zelenskyy expressed grave concern over the dam.", text)
    assert "roles" not in kinds("Kishida expressed grave concern over the dam.", text)


def test_weeks_and_months_are_both() -> None:
    assert "date" not in kinds("The pump failed in recent months.", "The pump failed in recent weeks and months.")
    assert "date" in kinds("The pump failed in recent years.", "The pump failed in recent weeks and months.")


def test_what_ties_a_speaker_to_the_sentence_is_not_who_speaks() -> None:
    assert [a.who for a in attributions("I read the letter, where she noted a gap.")] == ["she"]


def test_a_verb_of_saying_is_no_word_that_a_source_must_share() -> None:
    assert "words" not in kinds("Peru said Chile had quietly split.", "Peru and Chile have gone separate ways.")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("пробы в тринадцати озёрах", 13),
        ("с шестнадцатью лодками", 16),
        ("около восьмидесяти домов", 80),
        ("선원 스물세 명이", 23),
        ("열두 명", 12),
        ("마흔 명", 40),
    ],
)
def test_numerals_in_their_cases_and_native_korean_ones(text: str, value: float) -> None:
    assert [number.low for number in numbers(text)] == [value]
