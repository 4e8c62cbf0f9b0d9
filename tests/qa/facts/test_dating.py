"""What a date dates: a plan read as the past, or the day of a statement as that of the event, is a false answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.facts.dates import DateMention, dates
from qa.facts.dating import clause_around, dates_the_saying, lies_ahead

MONDAY = "2019-04-01"


def only(text: str) -> DateMention:
    (mention,) = dates(text, MONDAY)
    return mention


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Kim arrived on Thursday.", "2019-03-28"),
        ("Kim will arrive on Thursday.", "2019-04-04"),
        ("On Thursday Kim will meet Putin.", "2019-04-04"),
        ("Kim will meet the U.S. envoy on Thursday.", "2019-04-04"),
        ("The talks are scheduled for Friday.", "2019-04-05"),
        ("The ferry sailed in May.", "2018-05"),
        ("The ferry is due to sail in May.", "2019-05"),
        ("The ferry will sail in February.", "2020-02"),
        ("The upcoming summit in June is a first.", "2019-06"),
        ("Peskov said on Thursday that Kim will come.", "2019-03-28"),
        ("Встреча состоится в четверг.", "2019-04-04"),
        ("Das Treffen wird am Donnerstag stattfinden.", "2019-04-04"),
        ("Kim arrived on Monday.", "2019-04-01"),
        ("Kim will arrive on Monday.", "2019-04-01"),
    ],
)
def test_what_lies_ahead_is_the_next_such_day_and_what_happened_the_last(text: str, iso: str) -> None:
    assert only(text).iso() == iso
    assert only(text).inferred


@pytest.mark.parametrize(
    ("text", "saying"),
    [
        ("Peskov said on Monday that the visit is being prepared.", True),
        ("On Monday, Peskov said the visit is being prepared.", True),
        ("On Monday Mr. Peskov said the visit is being prepared.", True),
        ("The ministry announced in a statement on Monday that the bridge is open.", True),
        ("Kirby told reporters Monday the ship has left.", True),
        ("В понедельник Песков заявил, что визит готовится.", True),
        ("Kolokoltsev arrived in Pyongyang on Monday.", False),
        ("On Monday, Kolokoltsev arrived in Pyongyang, TASS reported.", False),
        ("The ministry said the train crossed the river on Monday.", False),
        ("Kim met Putin on Monday, state media said.", False),
    ],
)
def test_the_day_of_a_statement_is_not_that_of_the_event(text: str, saying: bool) -> None:
    mention = only(text)
    assert dates_the_saying(text, mention.start, mention.end) is saying


@given(st.text(max_size=200), st.integers(0, 200), st.integers(0, 20))
def test_no_text_breaks_it(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    end = min(start + length, len(text))
    before, after = clause_around(text, start, end)
    assert before + text[start:end] + after in text
    assert lies_ahead(text, start, end) in (True, False)
    assert dates_the_saying(text, start, end) in (True, False)
