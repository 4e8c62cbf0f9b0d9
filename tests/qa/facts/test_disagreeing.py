"""Which sentences disagree: a conflict that is none would cry wolf, one that is missed would pass for a fact."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qa.counting import LIKENESS
from qa.facts.denying import denies_what_precedes
from qa.facts.disagreeing import Said, disagreement
from qa.facts.figures import figures
from store import Library

TABLE = Path(__file__).with_name("conflicts.yaml")
PRECISION, RECALL = 0.95, 0.9


def test_labelled_pairs_are_told_apart(seed_library: Library) -> None:
    rows = yaml.safe_load(TABLE.read_text("utf-8"))

    def alike(one: str, other: str) -> bool:
        vectors = seed_library.embed_queries([one, other])
        return float(vectors[0] @ vectors[1]) >= LIKENESS

    wanted, got, right = 0, 0, 0
    for kind, one, its_date, other, other_date in rows:
        vectors = seed_library.embed_queries([one, other])
        left, right_side = Said(one, str(its_date)), Said(other, str(other_date))
        cosine = float(vectors[0] @ vectors[1])
        found, mirrored = disagreement(left, right_side, cosine, alike), disagreement(right_side, left, cosine, alike)
        assert (found and found.kind) == (mirrored and mirrored.kind), (one, other)
        wanted += kind != "none"
        got += found is not None
        right += found is not None and found.kind == kind
    assert len(rows) >= 40
    assert right / got >= PRECISION
    assert right / wanted >= RECALL


@pytest.mark.parametrize(
    ("text", "denies"),
    [
        ("Moscow rejected the report.", True),
        ("Peskov denied it.", True),
        ("Песков опроверг это сообщение.", True),
        ("Moscow denied the supply of ammunition.", False),
        ("Moscow confirmed the report.", False),
    ],
)
def test_a_denial_without_its_matter_points_to_what_stands_before(text: str, denies: bool) -> None:
    assert denies_what_precedes(text) is denies


def test_who_is_not_yet_sure_denies_nothing() -> None:
    """Else a doubt and a report of the same match "disagree", in a box above the answer."""
    report = Said("The trainer is certain that the match will take place in May.", "2019-04-01")
    doubt = Said("The trainer may not yet be certain that the match will take place in May.", "2019-04-01")
    assert disagreement(report, doubt) is None


def test_a_figure_knows_what_it_counts_and_how_exactly() -> None:
    (figure,) = figures("North Korea moved at least 3,000 soldiers into eastern Russia.")
    assert (figure.text, figure.bound, figure.nouns) == ("at least 3,000 soldiers", "least", ("soldier",))
    assert figures("Another 500 soldiers came on 3 May 2021.") == ()
    (money,) = figures("The deal is worth about $40 million.")
    assert money.nouns == ("$",)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.text(max_size=120), st.text(max_size=120), st.sampled_from((None, "2019", "2019-04", "2019-04-01", "0001-01-01"))
)
def test_no_text_breaks_it_and_none_disagrees_with_itself(one: str, other: str, published: str | None) -> None:
    disagreement(Said(one, published), Said(other, "2020-02-29"), 0.95)
    assert disagreement(Said(one, published), Said(one, published), 1.0) is None
