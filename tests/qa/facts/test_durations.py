"""Lengths of time and rough figures: a true sentence in other units must pass, another length must not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.facts.compare import mismatches
from qa.facts.durations import lengths, other_window, percents
from qa.facts.source import Source


def differs(claim: str, text: str) -> list[str]:
    source = Source(text, (text,), (), "A title", None, None)
    return [m.reason for m in mismatches(claim, source) if m.kind in ("number", "date") and not m.soft]


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("The ride lasts an hour and twenty minutes.", "The ride lasts 80 minutes."),
        ("Inspections are to last two days.", "Inspections are to last 48 hours."),
        ("The plan is to be carried out within ten years.", "The plan is to be carried out over the next decade."),
        ("More than 1,200 people fell ill.", "In all, 1,204 people fell ill."),
        ("Nearly 500 houses burned.", "The fire took 487 houses."),
        ("The tank is filled to 90 percent.", "The tank is filled to nine tenths."),
    ],
)
def test_the_same_in_other_units_or_roughly_is_the_same(claim: str, text: str) -> None:
    assert not differs(claim, text)


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("The ride lasts two hours and twenty minutes.", "The ride lasts 80 minutes."),
        ("Inspections are to last three days.", "Inspections are to last 48 hours."),
        ("More than 2,000 people fell ill.", "In all, 1,204 people fell ill."),
        ("Nearly 700 houses burned.", "The fire took 487 houses."),
        ("The tank is filled to 80 percent.", "The tank is filled to nine tenths."),
        ("A thousand men fell in the past month.", "A thousand men fell in the past week."),
    ],
)
def test_another_length_or_figure_is_told(claim: str, text: str) -> None:
    assert differs(claim, text)


@given(st.text(), st.text())
def test_any_text_has_lengths(claim: str, text: str) -> None:
    """An odd character in an article must not end a proof."""
    assert all(kind in ("minutes", "months") for kind, _ in lengths(text))
    assert other_window(claim, text) is None or text
    assert all(percent > 0 for percent in percents(text))
