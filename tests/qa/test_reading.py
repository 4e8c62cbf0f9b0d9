"""What a question asks for must stand beside what it asks about, not anywhere in the sentence."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa import ask
from qa.question import Question
from qa.reading import Reader, Taken
from store import Library

SHIP = "The Aurelia carries 1,900 passengers and 450 cars."


def read(question: str, text: str, before: str = "") -> Taken:
    return Reader(Question(question)).read(text, before, "2024-05-07")


def test_a_number_counts_what_stands_beside_it() -> None:
    assert read("How many passengers does the Aurelia carry?", SHIP).beside > 0.9
    assert read("How many cabins does the Aurelia have?", SHIP).beside < 0.6


def test_a_word_that_no_sentence_takes_up_shows() -> None:
    answered = read("How many cars does the Aurelia carry?", SHIP)
    missed = read("How many windows does the Aurelia carry?", SHIP)
    assert answered.weakest > missed.weakest
    assert answered.open_weight < missed.open_weight


def test_what_stands_before_the_sentence_counts_as_context() -> None:
    alone = read("How many cars does the ferry Aurelia carry?", "It carries 450 cars.")
    after = read("How many cars does the ferry Aurelia carry?", "It carries 450 cars.", "The ferry Aurelia will sail.")
    assert after.meaning_around > alone.meaning_around


@pytest.mark.parametrize(
    "question",
    [
        "What is the population of Vladivostok?",
        "How tall is Kim Jong Un?",
        "How much will the new cross-border bridge cost?",
        "Wie viele Einwohner hat Pjöngjang?",
    ],
)
def test_a_near_miss_is_refused_with_what_is_nearest(question: str, seed_library: Library) -> None:
    answer = ask(question, seed_library, "quotes")
    assert answer.abstained
    assert not answer.citations
    assert answer.passages


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60))
def test_no_text_breaks_the_reading(question: str, text: str, before: str) -> None:
    taken = read(question, text, before).vector()
    assert all(-0.01 <= value <= 1.01 or value > 0 for value in taken)
