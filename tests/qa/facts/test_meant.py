"""Who or where is meant need not be named again, and may not be anybody or anywhere else."""

from __future__ import annotations

import pytest

from qa.facts.compare import mismatches
from qa.facts.names import names
from qa.facts.source import Source, _role_holders


def refused_for_a_name(claim: str, text: str, before: str = "", article: str = "", speaker: str | None = None) -> bool:
    source = Source(text, (text,), (before,) if before else (), "A title", None, None, speaker, article=article or text)
    return any(m.kind == "name" for m in mismatches(claim, source))


@pytest.mark.parametrize(
    ("claim", "text", "before", "refused"),
    [
        ("Moscow has run out of tankers.", "He has run out of tankers.", "Putin spoke in May.", False),
        ("Russia has run out of tankers.", "Mr. Putin has run out of tankers.", "", False),
        ("China has run out of tankers.", "He has run out of tankers.", "Putin spoke in May.", True),
        ("Moscow has run out of tankers.", "They ran out of tankers.", "Putin spoke in May.", True),
        ("Putin said Russia had run out of tankers.", "Putin said China had run out of tankers.", "", True),
    ],
)
def test_what_one_in_office_has_his_state_has(claim: str, text: str, before: str, refused: bool) -> None:
    assert refused_for_a_name(claim, text, before) is refused


def test_who_only_speaks_stands_for_no_state() -> None:
    text = "MR. KIRBY: Iran built the pier."
    assert refused_for_a_name("The United States built the pier.", text, speaker="Mr. Kirby")


HEAD = "Xi Jinping and Volodymyr Zelenskyy met in Tromsø on Friday. " + "They had tea. " * 60


@pytest.mark.parametrize(
    ("claim", "text", "refused"),
    [
        ("Zelenskyy and Xi Jinping intend to reopen the canal.", "The two leaders intend to reopen the canal.", False),
        ("Zelenskyy and Kishida intend to reopen the canal.", "The two leaders intend to reopen the canal.", True),
        ("Zelenskyy intends to reopen the canal.", "Xi Jinping intends to reopen the canal.", True),
        ("In Tromsø the two agreed to reopen the canal.", "The two agreed to reopen the canal.", False),
        ("The Tromsø summit agreed to reopen the canal.", "The summit agreed to reopen the canal.", False),
        ("In Uppsala the two agreed to reopen the canal.", "The two agreed to reopen the canal.", True),
        ("In Tromsø the two agreed to meet.", "The two agreed to meet in Wonsan.", True),
    ],
)
def test_whom_and_where_the_head_of_an_article_names_need_not_be_named_again(
    claim: str, text: str, refused: bool
) -> None:
    assert refused_for_a_name(claim, text, article=HEAD + text) is refused


def test_the_president_is_the_one_of_the_publisher_s_state() -> None:
    article = "President Biden’s plane left. President Zelenskyy waved. The President signed the order."
    assert _role_holders(article, "The President signed it.", frozenset({"white_house"})) == {"biden"}
    assert _role_holders(article, "The President signed it.", frozenset()) == frozenset()


def test_an_abbreviation_or_a_word_made_of_a_name_is_no_other_person() -> None:
    """What is told against a claim must be somebody the claim could have been about."""
    article = "Lloyd Austin spoke first. " + "There was applause. " * 20
    text = "The leaders praised the XTA and the Sand Garden."
    assert not refused_for_a_name("Lloyd Austin and the leaders praised the XTA.", text, article=article)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("그들은 배를 인도했다.", []),
        ("인도는 배를 보냈다.", ["인도는"]),
        ("Der Hafen kostete 4,5 Millionen Kronen.", []),
        ("Bald wollen die zwei Städte Wasserleitungen teilen.", []),
        ("Bald will Ragna Thorvald reisen.", ["Ragna Thorvald"]),
    ],
)
def test_a_verb_or_what_is_counted_is_no_name(text: str, found: list[str]) -> None:
    assert [name.text for name in names(text)] == found


@pytest.mark.parametrize(
    ("claim", "text", "refused"),
    [
        ("Zelenskyy promised a new ferry.", "Kishida promised a new ferry.", True),
        ("Zelenskyy promised a new ferry.", "A new ferry was promised.", False),
        ("The treaty was signed in Hiroshima.", "The treaty was signed in Wonsan.", True),
        ("The treaty was signed in Hiroshima.", "The treaty was signed.", False),
    ],
)
def test_a_headline_does_not_excuse_one_where_another_is_told_of(claim: str, text: str, refused: bool) -> None:
    source = Source(text, (text,), (), "Kishida and Zelenskyy in Hiroshima", None, None, article=text)
    assert any(m.kind == "name" for m in mismatches(claim, source)) is refused


def test_he_is_not_the_one_whom_another_talks_to() -> None:
    before = "Putin wanted to speak to President Xi."
    assert not refused_for_a_name("Moscow has run out of tankers.", "He has run out of tankers.", before)
    assert refused_for_a_name("China has run out of tankers.", "He has run out of tankers.", before)
