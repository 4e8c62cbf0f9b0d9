"""`tumen check`: what a user loses is a claim called proven that is not, or a proof without its quote."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qa.checking import check_claim, check_text
from store import Library
from tests.qa.program import assert_one_line, tumen


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("The Russian lawmakers spent five days in Pyongyang.", "supported"),
        ("The Russian lawmakers spent nine days in Pyongyang.", "contradicted"),
        ("Shoigu visited Pyongyang at the end of July.", "supported"),
        ("Shoigu visited Pyongyang in August 2023.", "contradicted"),
        ("Putin travelled to Pyongyang in April 2019.", "contradicted"),
        ("Lee Hongzhong came to Moscow in August.", "supported"),
        ("Shoigu", "not_found"),
        ("Vladimir Putin", "not_found"),
        ("Kim was in Vladivostok.", "supported"),
        ("The summit will even take place.", "contradicted"),
        ("Lavrov visited Pyongyang at the end of July.", "contradicted"),
        ("Schoigu besuchte Peking Ende Juli.", "contradicted"),
        ("North Korea closed its borders in August 2023.", "contradicted"),
        ("North Korea opened an embassy on the Moon.", "not_found"),
    ],
)
def test_a_claim_gets_the_verdict_its_quote_gives(seed_library: Library, claim: str, verdict: str) -> None:
    checked = check_claim(claim, seed_library)
    assert checked.verdict == verdict, checked
    for citation in checked.citations:
        assert seed_library.article(citation.article_id).text[citation.start : citation.end] == citation.quote
    assert bool(checked.citations) == (verdict != "not_found")


@pytest.mark.parametrize(
    "claim",
    [
        "The Kremlin laid out exactly which bilateral and world affairs were on the agenda for Putin and Kim.",
        "DPRK state media spelled out how long the Russian interior minister would stay and what he would talk about.",
    ],
)
def test_what_one_sentence_denies_outright_is_not_proven_by_another_that_is_less_near(
    seed_library: Library, claim: str
) -> None:
    assert check_claim(claim, seed_library).verdict != "supported"


def test_what_the_article_leaves_open_is_not_said_by_the_words_behind_whether(seed_library: Library) -> None:
    claim = "The North Korean leader will take part in the Eastern Economic Forum."
    assert check_claim(claim, seed_library).verdict != "supported"


def test_each_sentence_of_a_draft_is_checked_and_empty_ones_are_passed_over(seed_library: Library) -> None:
    draft = "The Russian lawmakers spent five days in Pyongyang. Yes.\n\nThey were there for nine days."
    assert len(list(check_text(draft, seed_library))) == 2


def test_the_command_prints_the_contracts_json(seed_home: Path) -> None:
    done = tumen(seed_home, "check", "The Russian lawmakers spent nine days in Pyongyang.", "--json")
    (checked,) = json.loads(done.stdout)
    assert done.returncode == 3
    assert checked.keys() == {"claim", "verdict", "reasons", "citations"}
    assert checked["verdict"] == "contradicted"
    assert "five" in checked["reasons"][0]


@pytest.mark.parametrize("arguments", [(), ("a claim", "--file", "draft.md"), ("--file", "missing.md"), ("   ",)])
def test_a_wrong_command_line_gets_one_line_and_exit_2(seed_home: Path, arguments: tuple[str, ...]) -> None:
    assert_one_line(tumen(seed_home, "check", *arguments), 2)


def test_a_german_ordinal_ends_no_claim(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        claim = "Bei der 9. Sitzung der Kommission gab es Fortschritte."
        assert [checked.claim for checked in check_text(claim, library)] == [claim]
