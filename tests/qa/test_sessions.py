"""A conversation survives: from its first question on, through a kill, found again by a word, never another's."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answer import Answer
from qa.sessions import Sessions
from store.errors import TumenError


@pytest.fixture
def sessions(tmp_path: Path) -> Sessions:
    return Sessions.open(tmp_path / "home" / "sessions.sqlite3")


def answered(sessions: Sessions, session: str | None, question: str, text: str) -> str:
    session, turn = sessions.begin(session, question, "quotes")
    sessions.finish(turn, "done", Answer(question=question, model="quotes", text=text))
    return session


def test_a_question_is_kept_before_its_answer_is_there(sessions: Sessions, tmp_path: Path) -> None:
    session, _ = sessions.begin(None, "Where did they meet?", "openai:little")
    again = Sessions.open(tmp_path / "home" / "sessions.sqlite3")
    (turn,) = again.turns(session)
    assert (turn.question, turn.model, turn.state, turn.answer) == (
        "Where did they meet?",
        "openai:little",
        "asked",
        None,
    )
    assert again.listed()[0].title == "Where did they meet?"


def test_an_answer_comes_back_as_it_was(sessions: Sessions) -> None:
    answer = Answer(question="q", model="quotes", text="…[1]", abstained=True, notice="as of 2019")
    session, turn = sessions.begin(None, "q", "quotes")
    sessions.finish(turn, "stopped", answer)
    assert sessions.turns(session)[0].answer == answer
    assert sessions.turns(session)[0].state == "stopped"


def test_the_session_used_last_stands_first(sessions: Sessions) -> None:
    first = answered(sessions, None, "one?", "a")
    second = answered(sessions, None, "two?", "b")
    assert [s.id for s in sessions.listed()] == [second, first]
    answered(sessions, first, "three?", "c")
    assert [(s.id, s.turns) for s in sessions.listed()] == [(first, 2), (second, 1)]


@pytest.mark.parametrize(
    ("words", "found"),
    [("Vladivost", True), ("vladivostok ferry", True), ("ferry Pyongyang", False), ("паром", True), ("평양", True)],
)
def test_search_finds_words_of_questions_answers_and_titles(sessions: Sessions, words: str, found: bool) -> None:
    session = answered(sessions, None, "Since when has the ferry sailed?", "It sails from Vladivostok. Паром. 평양에서")
    answered(sessions, None, "Something else?", "In Moscow.")
    assert [s.id for s in sessions.listed(words)] == ([session] if found else [])


def test_a_renamed_session_is_found_by_its_new_name_only(sessions: Sessions) -> None:
    session = answered(sessions, None, "ferry?", "yes")
    sessions.rename(session, "Boats\x1b]0;x\x07 and ships")
    sessions.rename(session, "   ")
    assert sessions.find(session[:5]).title == "Boats]0;x and ships"
    assert [s.id for s in sessions.listed("ships")] == [session]


def test_a_deleted_session_is_gone_and_a_late_answer_to_it_harms_nothing(sessions: Sessions) -> None:
    kept = answered(sessions, None, "kept?", "ferry")
    session, turn = sessions.begin(None, "ferry?", "quotes")
    sessions.delete(session)
    sessions.finish(turn, "done", Answer(question="ferry?", model="quotes", text="late"))
    assert [s.id for s in sessions.listed("ferry")] == [kept]
    assert sessions.turns(session) == []


def test_an_unknown_or_unclear_id_says_what_to_do(sessions: Sessions) -> None:
    answered(sessions, None, "a?", "a")
    answered(sessions, None, "b?", "b")
    for beginning, words in (("zz", "no session"), ("", "more than one")):
        with pytest.raises(TumenError, match=words):
            sessions.find(beginning)


@given(text=st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_no_search_words_break_the_search(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    sessions = Sessions.open(tmp_path_factory.getbasetemp() / "searched" / "sessions.sqlite3")
    if not sessions.listed():
        answered(sessions, None, "ferry?", "yes")
    assert len(sessions.listed(text)) <= 1


def test_threads_do_not_lose_each_others_turns(sessions: Sessions) -> None:
    session = answered(sessions, None, "first?", "a")
    threads = [threading.Thread(target=answered, args=(sessions, session, f"q{i}?", "a")) for i in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(sessions.turns(session)) == 9


def test_preferences_and_history_last(sessions: Sessions) -> None:
    sessions.prefer("theme", "tumen-light")
    sessions.prefer("theme", "tumen-dark")
    answered(sessions, None, "one?", "a")
    answered(sessions, None, "two?", "a")
    answered(sessions, None, "one?", "a")
    assert sessions.preference("theme") == "tumen-dark"
    assert sessions.questions() == ["two?", "one?"]
    assert sessions.models() == ["quotes"]


def test_a_damaged_or_newer_file_is_one_line(tmp_path: Path) -> None:
    broken = tmp_path / "broken.sqlite3"
    broken.write_bytes(b"not a database" * 100)
    with pytest.raises(TumenError, match="move it away"):
        Sessions.open(broken)
    newer = sqlite3.connect(tmp_path / "newer.sqlite3")
    newer.execute("PRAGMA user_version = 99")
    newer.close()
    with pytest.raises(TumenError, match="later version"):
        Sessions.open(tmp_path / "newer.sqlite3")
