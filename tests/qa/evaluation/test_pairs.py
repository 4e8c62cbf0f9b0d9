"""Pairs for training: each claim and question beside what decides it, and beside what only looks like it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.evaluation.annotated import Annotated, Asked, Judged, library
from qa.evaluation.pairs import Pair, of_articles, of_evidence
from store import Article

BOUGHT = "The council of Tarvo sold its two oldest ferries to a shipyard in Gdansk on Monday."
CREW = "The crews, said the mayor Elin Ravn, will be taken on by the port."
PRICE = "She did not name the price, which the newspaper Kystposten puts at four million kroner."


ARTICLE = Article("", "Ferries sold", f"{BOUGHT} {CREW} {PRICE}", "Kystposten", "2023-05-02", source="ferries")
ONE = Annotated(
    ARTICLE,
    (
        Judged("A shipyard in Gdansk bought two old ferries from Tarvo.", True, "wording", BOUGHT),
        Judged("Tarvo bought two old ferries from a shipyard in Gdansk.", False, "roles", BOUGHT),
        Judged("The ferries had been built in Norway.", False, "fabricated", ""),
    ),
    (Asked("Who will employ the crews?", CREW, ""), Asked("How many people are in the crews?", "", CREW)),
)


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Pair]]:
    """What one annotated article gives."""
    folder: Path = tmp_path_factory.mktemp("pairs")
    random.seed(0)
    with library(folder, [ONE]) as opened:
        yield list(of_articles([ONE], opened))


def test_a_carried_claim_stands_beside_what_carries_it(pairs: list[Pair]) -> None:
    """A true claim beside the wrong sentence would teach that anything carries it."""
    right = [pair for pair in pairs if pair.task == "claim" and pair.right]
    assert right and all(BOUGHT in pair.passage and pair.text.startswith("A shipyard") for pair in right)


def test_a_tampered_claim_stands_beside_what_it_was_tampered_from(pairs: list[Pair]) -> None:
    """Beside anything else it is refused for being unlike, which is no skill."""
    wrong = [pair for pair in pairs if pair.kind == "roles"]
    assert wrong and not any(pair.right for pair in wrong)
    assert any(BOUGHT in pair.passage for pair in wrong)


def test_what_nothing_is_like_stands_beside_the_nearest(pairs: list[Pair]) -> None:
    """An invented detail must be refused beside the sentence on the same subject."""
    beside = [pair.passage for pair in pairs if pair.kind == "fabricated"]
    assert beside and all("ferries" in passage for passage in beside[:1])
    assert not any(pair.right for pair in pairs if pair.kind == "fabricated")


def test_an_open_question_stands_beside_what_looks_like_an_answer(pairs: list[Pair]) -> None:
    """The sentence on the crews answers who employs them, not how many they are."""
    beside = {(pair.text, pair.right) for pair in pairs if pair.task == "question" and pair.passage == CREW}
    assert beside == {("Who will employ the crews?", True), ("How many people are in the crews?", False)}


def test_without_a_library_each_stands_beside_the_words_that_decide_it() -> None:
    """Beside other words, what the model knew would be taught to it wrongly."""
    random.seed(0)
    found = list(of_evidence([ONE]))
    beside = {(pair.text, pair.passage, pair.right) for pair in found if pair.kind not in ("fabricated", "elsewhere")}
    assert beside == {
        *((claim.text, claim.evidence, claim.carried) for claim in ONE.claims if claim.evidence),
        ("Who will employ the crews?", CREW, True),
        ("How many people are in the crews?", CREW, False),
    }
    others = [pair for pair in found if pair.kind in ("fabricated", "elsewhere")]
    assert len(others) == 2 and not any(pair.right for pair in others)
    assert all(pair.passage in (BOUGHT, CREW, PRICE) for pair in others)
