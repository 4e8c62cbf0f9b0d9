"""Who speaks in a transcript, and what he was asked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.facts.transcripts import asked_before, label_at

TEXT = (
    "MR. ROOK: The yard is quiet.\n\n"
    "Q Will Oslo send 300 sailors to the islands?\n\n"
    "MR. ROOK: There should be no sailors there.\n\n"
    "They are at home.\n\n"
    "MS. HOLT: Thank you.\n"
)


@pytest.mark.parametrize(
    ("words", "asked"),
    [("no sailors there.", "Will Oslo send"), ("at home.", "Will Oslo send"), ("is quiet.", ""), ("Thank you.", "")],
)
def test_an_answer_follows_its_question_and_nothing_else_does(words: str, asked: str) -> None:
    found = asked_before(TEXT, TEXT.index(words) + len(words))
    assert (asked in found) if asked else found == ""


@given(st.text(alphabet="AQ.: \nb"), st.integers(min_value=0, max_value=60))
def test_no_text_raises(text: str, end: int) -> None:
    asked_before(text, end)
    label_at(text, end)
