"""A frame tells where a claim stands; taken for a part of the claim it made true sentences unproven."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.evidence import Evidence
from qa.facts.framing import unframed
from qa.support import check
from store import Library

OUTLETS = ("NK News", "Lenta.ru", None)


@pytest.mark.parametrize(
    ("frame", "outlet"),
    [
        ("According to Lenta.ru, ", "Lenta.ru"),
        ("According to the passage from NK News, ", "NK News"),
        ("According to the NK News article, ", "NK News"),
        ("According to passage 1, ", None),
        ("Based on the passages, ", None),
        ("The article states that ", None),
        ("Lenta.ru reports that ", "Lenta.ru"),
        ("The Lenta.ru report also mentions that ", "Lenta.ru"),
        ("Согласно статье, ", None),
        ("Как пишет Lenta.ru, ", "Lenta.ru"),
        ("В статье говорится, что ", None),
        ("Laut NK News ", "NK News"),
        ("기사에 따르면 ", None),
        ("Lenta.ru에 따르면 ", "Lenta.ru"),
    ],
)
def test_a_frame_is_read_apart(frame: str, outlet: str | None) -> None:
    assert unframed(f"{frame}the border is closed.", OUTLETS) == ("the border is closed.", outlet)


@pytest.mark.parametrize(
    "claim",
    [
        "According to Peskov, the border is closed.",
        "According to KCNA, the border is closed.",
        "Peskov said that the border is closed.",
        "The report of the minister is secret.",
        "The border is closed, according to Lenta.ru.",
        "According to Lenta.ru, .",
    ],
)
def test_who_said_it_stays_part_of_the_claim(claim: str) -> None:
    """ "According to KCNA" is not "according to Lenta.ru" because Lenta.ru printed it."""
    assert unframed(claim, OUTLETS) == (claim, None)


@given(claim=st.text(max_size=80), outlets=st.lists(st.text(max_size=10), max_size=3))
def test_what_is_left_is_the_end_of_the_claim(claim: str, outlets: list[str]) -> None:
    rest, outlet = unframed(claim, outlets)
    assert claim.endswith(rest)
    assert outlet is None or outlet in outlets


CLAIM = "the North Korean leader has not left the country since the beginning of the pandemic."


@pytest.mark.parametrize(
    ("frame", "verdict"),
    [("According to Lenta.ru, ", "supported"), ("According to the article, ", "supported"),
     ("According to NK News, ", "unsupported"), ("NK News reports that ", "unsupported")],
)  # fmt: skip
def test_the_outlet_named_is_the_one_that_carries_it(frame: str, verdict: str, seed_library: Library) -> None:
    found = check(frame + CLAIM, Evidence.gather(CLAIM, seed_library))
    assert found.verdict == verdict
    assert found.reasons == (("this stands in Lenta.ru, not in NK News",) if verdict == "unsupported" else ())
