"""What the hard checks make of plans, speakers, dates and names; other words for the same: `test_put_otherwise`."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.facts.compare import mismatches
from qa.facts.source import Source
from qa.facts.transcripts import speaker_of
from tests.qa.facts.refusing import JOINT, refusals


@pytest.mark.parametrize(
    ("text", "in_part"),
    [
        ("Progress was made on projects such as a bridge and a plan for a house.", False),
        ("The two plan to make progress on projects such as a bridge.", True),
    ],
)
def test_a_plan_beside_what_was_done_does_not_weaken_it(text: str, in_part: bool) -> None:
    found = list(
        mismatches("They made progress on projects such as a bridge.", Source(text, (text,), (), "", None, None))
    )
    assert bool(found) is in_part


def test_the_one_whose_remarks_an_article_is_says_what_stands_in_it() -> None:
    """A gaggle has no label before its first words; its headline tells who speaks them."""
    assert speaker_of("Press Gaggle by Advisor John Kirby", "We act.\n\nMR. BELL:  Why?\n\nMR. KIRBY:  So.", 7) == (
        "Advisor John Kirby"
    )
    assert speaker_of("Press Briefing by Karine Jean-Pierre and John Kirby", "We act.", 7) is None
    asked = "We act.\n\nMR. KIRBY:  So.\n\nQ  Why?\n\n[...]\n\nBecause."
    assert speaker_of("A gaggle", asked, len(asked)) is None
    assert speaker_of("Visit by Kim Jong Un", "He came.", 8) is None


def test_one_named_before_may_speak_by_his_office() -> None:
    before = ("Alexander Vorontsov suggested that security will be discussed.",)
    text = "“Tensions are rising,” the Korean scholar noted."
    source = Source(text, (text,), before, "A title", None, None)
    assert not [m for m in mismatches("Vorontsov said that tensions are rising.", source) if not m.soft]
    assert [m for m in mismatches("Matsegora said that tensions are rising.", source) if not m.soft]


def test_what_is_told_behind_a_date_may_be_given_that_date() -> None:
    text, before = "Then a banquet was given.", ("The visit was in April 2019.",)
    source = Source(text, (text,), before, "A title", None, "2023-09-12")
    assert all(m.soft for m in mismatches("A banquet was given in 2019.", source))
    assert any(not m.soft for m in mismatches("A banquet was given in 2018.", source))


def test_a_date_beside_another_event_of_the_source_is_refused_by_the_day_of_its_own() -> None:
    text = "At the end of July the minister came to Pyongyang.\nIn August the ships left for Rason."
    refused = "The minister came to Pyongyang in August 2023."
    assert "date" in refusals(refused, text, published="2023-09-15")
    assert "date" not in refusals(refused.replace("August", "July"), text, published="2023-09-15")


_TOLD = st.lists(
    st.sampled_from(
        "Kim Putin not will “ ” , . 12 August May 2023 on 5% denied sent from to who 김정은 приехал".split()
    ),
    max_size=25,
).map(" ".join)


@given(st.one_of(_TOLD, st.text(max_size=60)), st.one_of(_TOLD, st.text(max_size=60)))
@settings(max_examples=200, deadline=None)
def test_no_text_breaks_the_comparison(claim: str, text: str) -> None:
    """One odd sentence of a model would cost the whole answer."""
    assert refusals(claim, text, published="2023-09-15") >= set()


def test_a_weekday_is_the_same_told_before_it_and_after() -> None:
    text = "The President will receive him here on Thursday."
    assert "date" not in refusals("The visit was on Thursday.", text, published="2023-09-15")
    assert "date" in refusals("The visit was on Friday.", text, published="2023-09-15")


def test_we_in_a_joint_statement_are_the_states_of_its_headline() -> None:
    text = "We note with concern the pact of China with the islands."
    assert not refusals("Washington and Wellington voiced concern about China's pact.", text, JOINT)
    assert "name" in refusals("Washington and Canberra voiced concern about China's pact.", text, JOINT)


def test_names_alone_prove_nothing_that_is_said_of_them() -> None:
    """Else any sentence about the same two capitals carries whatever is invented about them."""
    source = "A delegation from Moscow, with the former ambassador to the U.S., ended its visit to Pyongyang."
    assert "words" in refusals("Washington welcomed the arms talks between Moscow and Pyongyang.", source)
    assert "words" not in refusals("Washington's former envoy ended a visit to Pyongyang.", source)
    assert "words" in refusals("Rosa Pime sold her horse to a farmer.", "Rosa Pime came to the harbour.")


def test_two_words_that_the_source_lacks_may_be_its_own_put_otherwise() -> None:
    assert "words" not in refusals("Moscow praised the deal.", "Moscow welcomed an agreement.")
