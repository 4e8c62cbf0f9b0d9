"""Who does, owns or says a thing: told when another does in the source, not when the same is put in other words."""

from __future__ import annotations

import pytest

from qa.facts.pivots import misplaced

GUARDS = "He was caught twice and bribed the guards with a watch."
APPROVAL = "They welcomed Türkiye’s recent approval of Sweden’s NATO membership."
ROCKETS = "As we said, North Korea delivered rockets into Russia for use by Wagner last year."


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Wagner delivered rockets to North Korea.", ROCKETS),
        ("They welcomed Sweden’s approval of Türkiye’s NATO membership.", APPROVAL),
        ("The guards bribed the prisoner with a watch.", GUARDS),
        ("Japan’s foreign minister called the measure hostile.", "Russia’s border service called the measure hostile."),
        (
            "President Xi raised concerns about the launches.",
            "President Biden also raised concerns about the launches.",
        ),
        ("Lavrov accepted an invitation from Kim Jong Un.", "Later he accepted an invitation from Sergei Lavrov."),
        ("The government in Minsk accused the governor.", "The governor, Alfred Mon, accused the government in Minsk."),
    ],
)
def test_another_in_ones_place_is_told(claim: str, source: str) -> None:
    """Every word is the source's, and the sentence gives the deed to the wrong one."""
    assert [m.kind for m in misplaced(claim, [source])] == ["roles"]


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("North Korea delivered rockets.", ROCKETS),
        ("Rockets were delivered by North Korea.", ROCKETS),
        ("Türkiye approved Sweden’s membership.", APPROVAL),
        ("The guards were bribed.", GUARDS),
        ("Sweden was glad of Türkiye’s approval.", APPROVAL),
        ("Biden raised concerns.", "He also raised concerns about the launches."),
        ("Panda said that a summit was near.", "A summit was near, said Ankit Panda."),
        ("Okafor is the first Nigerian astronaut.", "Nigeria’s first astronaut Okafor landed on Wednesday."),
        (
            "Workers left before the UN deadline.",
            "North Korean workers left before the deadline of the United Nations.",
        ),
        ("The DPRK’s munitions went to Russia.", "Munitions from North Korea went to Russia."),
        ("A train crossed the Razdolnaya bridge.", "Kim’s train crossed the bridge over the Razdolnaya."),
    ],
)
def test_the_same_in_other_words_is_not(claim: str, source: str) -> None:
    """A reader who rewords a true sentence must not be told that it is false."""
    assert not list(misplaced(claim, [source]))
