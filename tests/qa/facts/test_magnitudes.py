"""What the article counts in thousands is not counted in dozens."""

from __future__ import annotations

import pytest

from qa.facts.magnitudes import other_magnitude


@pytest.mark.parametrize(
    ("claim", "source", "reason"),
    [
        ("It lies several hundred miles away.", "It is several thousand miles away.", "several thousand, not several"),
        ("Dozens of houses burned.", "Hundreds of houses burned down.", "Hundreds, not Dozens"),
        ("He owns a few dozen horses.", "Of his few hundred horses none ran.", "few hundred, not a few dozen"),
        ("Tens of thousands of people came.", "Thousands of people came.", "Thousands, not Tens of thousands"),
    ],
)
def test_another_magnitude_is_told(claim: str, source: str, reason: str) -> None:
    """No digit differs, and the figure is wrong ten times over."""
    (found,) = other_magnitude(claim, source)
    assert found.kind == "number"
    assert reason in found.reason


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Hundreds of houses burned.", "Several hundred houses burned."),
        ("Hundreds of houses burned.", "Dozens of barns burned."),
        ("Dozens of horses ran.", "Hundreds of horses came, dozens of horses ran."),
        ("Dozens of horses ran.", "40 horses ran."),
        ("Сотни домов сгорели.", "Thousands of houses burned."),
    ],
)
def test_the_same_magnitude_and_other_things_are_none(claim: str, source: str) -> None:
    assert not list(other_magnitude(claim, source))
