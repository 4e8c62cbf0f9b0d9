"""Two names that have changed places beside the same words are told; the same thing in other words is not."""

from __future__ import annotations

import pytest

from qa.facts.roles import swapped, uncleft

WARNED = "The White House warned North Korea against supplying Russia with ammunition."


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("North Korea warned the White House against supplying Russia with ammunition.", WARNED),
        ("Iran is seeking missiles from Russia.", "Russia is seeking missiles from Iran."),
        ("Russia gave launchers to North Korea.", "North Korea gave launchers to Russia."),
        ("Ukrainian forces attack Russian positions.", "Russian forces attack Ukrainian positions."),
        ("Russian forces attacked U.S. positions.", "U.S. forces attacked Russian positions."),
        ("Kim Jong Un lent soldiers from Russia.", "Kim Jong Un lent soldiers to Russia."),
        ("Mr. Kim warned Mr. Putin.", "Mr. Putin warned Mr. Kim."),
        ("Iran is still receiving drones from Russia.", "They keep getting drones from Iran for use in Russia."),
    ],
)
def test_names_that_changed_places_are_told(claim: str, source: str) -> None:
    """Every name and number is right, and the sentence is false."""
    assert [m.kind for m in swapped(claim, [source])] == ["roles"]


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        (WARNED, WARNED),
        ("North Korea was warned by the White House.", WARNED),
        ("Putin met Kim Jong Un.", "Kim Jong Un met Putin."),
        ("Russia received launchers from North Korea.", "North Korea gave launchers to Russia."),
        ("Russia received drones from Iran.", "Drones came from Iran, which gave them to Russia."),
    ],
)
def test_the_same_told_from_the_other_side_is_no_swap(claim: str, source: str) -> None:
    assert not list(swapped(claim, [source]))


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("It was Xi who called Biden.", "Xi called Biden."),
        ("It is the DPRK that sends soldiers.", "the DPRK sends soldiers."),
        ("They say it was the Kremlin which asked.", "They say the Kremlin asked."),
    ],
)
def test_the_subject_of_a_cleft_sentence_is_found(text: str, plain: str) -> None:
    """ "It was Xi who raised this" says no less of Xi than "Xi raised this"."""
    assert uncleft(text) == plain


@pytest.mark.parametrize(
    "text",
    [
        "It was late when Xi called.",
        "It was agreed that Russia would pay the DPRK.",
        "It is clear that the DPRK sends soldiers.",
        "In Moscow it was the wish of all that Russia should pay.",
    ],
)
def test_what_is_agreed_or_clear_is_no_subject(text: str) -> None:
    """Else "agreed Russia would pay" is read, where Russia is no longer who pays."""
    assert uncleft(text) == text
