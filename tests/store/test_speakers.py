"""Who asks what somebody said finds his words, though his name stands only at the head of a long answer."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from store import Article, Library
from tests.bench.filling import words
from tests.store.hashing import hashing

SAID = "Drones of that kind are a matter of grave concern to all of us."
LABELS = {"MR. KIRBY": "Kirby", "MS. JEAN-PIERRE": "Jean-Pierre", "Sergei Lavrov": "Lavrov", "Г-Н ПЕСКОВ": "Peskov"}


def _answer(label: str, source: random.Random) -> str:
    """Return an answer of several passages whose last speaks of drones, behind a reporter's question."""
    long = "\n\n".join(f"{words(source, 80).capitalize()}." for _ in range(3))
    return f"Q What of it?\n\n{label}: {long}\n\n{SAID} {words(source, 60).capitalize()}."


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Briefings in which each of several speakers says the same of drones."""
    source = random.Random(5)
    articles = [
        Article("", f"Briefing {n}", f"{_answer(label, source)}\n\nMODERATOR: Thank you.", source=str(n))
        for n, label in enumerate(LABELS)
    ]
    with Library.open(tmp_path_factory.mktemp("library"), embedding=hashing("wide", 2048), seeds=False) as library:
        library.add_articles(articles)
        yield library


@pytest.mark.parametrize(("label", "name"), LABELS.items())
def test_the_words_of_the_speaker_asked_for_come_first(library: Library, label: str, name: str) -> None:
    first = library.search(f"Did {name} voice grave concern over drones of that kind?", k=4)[0].passage
    assert SAID in first.text
    assert label not in first.text
    assert label in first.article.text


def test_the_form_of_address_finds_no_other_speaker(library: Library) -> None:
    first = library.search("Did Ms. Jean-Pierre voice grave concern over drones of that kind?", k=4)[0].passage
    assert "JEAN-PIERRE" in first.article.text
