"""Whether a sentence denies, hedges, confirms or plans, in four languages."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.facts.attribution import attributions
from qa.facts.scope import denied_words, negated, not_to_be, set_aside, unrealised
from qa.facts.stance import stances


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Moscow denied the supply.", "denied"),
        ("Pyongyang rejected the report.", "denied"),
        ("Москва опровергла поставки.", "denied"),
        ("러시아는 이를 부인했다.", "denied"),
        ("Moskau dementierte den Bericht.", "denied"),
        ("Moscow confirmed the supply.", "confirmed"),
        ("Кремль подтвердил визит.", "confirmed"),
        ("청와대가 확인했다.", "confirmed"),
        ("Moscow is allegedly buying shells.", "hedged"),
        ("The train may stop in Khasan.", "hedged"),
        ("Москва якобы покупает снаряды.", "hedged"),
        ("Kim könnte bald reisen.", "hedged"),
        ("방문할 가능성이 있다.", "hedged"),
        ("Putin will visit Pyongyang.", "future"),
        ("Путин будет в Пхеньяне.", "future"),
        ("푸틴은 방문할 예정이다.", "future"),
        ("Kim did not come.", "negated"),
        ("Kim didn’t come.", "negated"),
        ("Kim declined to come.", "negated"),
        ("Kim stayed in Moscow, not attending the summit, and left.", "negated"),
        ("Kim is to visit Moscow.", "future"),
        ("Ким не приехал.", "negated"),
        ("Kim kam nicht.", "negated"),
        ("김정은은 오지 않았다.", "negated"),
    ],
)
def test_a_stance_is_heard(text: str, stance: str) -> None:
    """A missed "not" or "allegedly" lets a false sentence pass for proven."""
    assert stance in stances(text)


@pytest.mark.parametrize(
    "text",
    [
        "Kim arrived in Vladivostok by train.",
        "Kim travelled no further than Ulan-Ude.",
        "His first visit was to Moscow.",
        "Kim came for the Ukrainians, not the Russians, in spring.",
        "Not only Putin came.",
        "The number was no less than 500.",
        "Не только Путин приехал.",
        "Trade declined to 34 million.",
        "Imports are declining to their level of last year.",
    ],
)
def test_a_plain_statement_takes_no_stance(text: str) -> None:
    assert not stances(text)


def test_a_negation_reaches_its_own_clause_only() -> None:
    (scope,) = negated("Moscow did not publish the list, but Seoul counted the ships.")
    assert "publish" in scope
    assert not {"seoul", "ship"} & scope


@settings(deadline=None, max_examples=300)
@given(st.text(max_size=80))
def test_no_text_breaks_the_reading_of_stances(text: str) -> None:
    assert stances(text) == stances(text)
    assert all(found.who.strip() for found in attributions(text))
    assert all(isinstance(scope, frozenset) for scope in negated(text))


def test_what_a_closing_negation_denies_stands_before_it() -> None:
    about = denied_words("There will be a dinner, but a press conference after the talks is not planned.")
    assert {"press", "confer", "plan"} <= about
    assert "dinner" not in about
    assert "ferri" not in denied_words("The ferry accident must never be repeated, and it was not the first.")


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("A dinner will be given, but a press conference after the talks is not planned.", [{"press", "confer"}]),
        ("The parade in May did not take place.", [{"parad"}]),
        ("Пресс-конференция после переговоров не планируется.", [{"пресс", "конференц"}]),
        ("The bridge is not long.", []),
    ],
)
def test_what_is_not_to_be_is_the_thing_and_not_what_it_is_of(text: str, things: list[set[str]]) -> None:
    assert [set(stems) for stems in not_to_be(text)] == things


def test_a_cause_is_no_plan() -> None:
    assert not unrealised("The borders were closed due to the pandemic, and transport links were cut.")
    assert "pyongyang" in unrealised("The minister is due to visit Pyongyang.")


@pytest.mark.parametrize(
    "text",
    [
        "We will go further if Iran sells missiles.",
        "Their stated intent to sell missiles is dangerous.",
        "Unless Iran sells missiles, nothing will change.",
        "Nothing else would be left, should Iran sell missiles.",
        "Should Iran sell missiles, nothing else would be left.",
    ],
)
def test_a_condition_or_an_intent_is_not_yet_a_fact(text: str) -> None:
    """Else "Iran has sold missiles" is proven by "if Iran sells missiles"."""
    assert {"sell", "missil"} <= unrealised(text, ("future",))


def test_an_abbreviation_ends_no_sentence() -> None:
    """Else what is wanted of "U.S. forces", or denied of "Mr. Kim", is taken for a fact."""
    assert {"forc", "busan"} <= unrealised("They want U.S. forces to come to Busan.")
    assert "left" not in unrealised("They want him to come to the U.S. The minister left.")
    assert {"met", "kim"} <= negated("It is not true that he met Mr. Kim.")[0]
    assert "talk" in denied_words("Talks of U.S. forces were not planned.")
    assert negated("MR. KIRBY:  No. He came.") == (frozenset(),)


def test_what_should_be_is_no_condition() -> None:
    """Else a wish is taken for a plan, which a claim may then tell as done in part."""
    assert not unrealised("The missiles should be sold to Iran.", ("future",))


def test_what_is_set_aside_is_told_from_what_is_held() -> None:
    """Else "they surrendered" is proven by "they took their lives rather than surrender"."""
    assert set_aside("They died rather than surrendering to the enemy, he said.") == {"surrend", "enemi"}
