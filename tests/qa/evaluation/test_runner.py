"""Answers are kept as they come: an interrupted run continues, a changed one asks again."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.evaluation.kept import Kept, KeptAnswers, key_of, library_fingerprint
from qa.evaluation.questions import Question
from qa.evaluation.runner import Asked, Asking, run
from qa.evaluation.scoring import Span
from store.article import Article
from store.errors import TumenError
from tests.qa.evaluation.samples import answer, ferry

QUESTIONS = [ferry(f"q{i}", question=f"Question {i}?") for i in range(10)]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[KeptAnswers]:
    kept = KeptAnswers(tmp_path)
    yield kept
    kept.close()


class Answerer:
    """Answers everything, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self._lock = threading.Lock()

    def __call__(self, question: Question) -> Asked:
        with self._lock:
            self.asked.append(question.id)
        return Asked(question, Kept(answer(), (Span("ferry", 0, 5),)))


def asking(ask: Answerer, *, jobs: int = 1, fresh: bool = False, prompt: str = "p") -> Asking:
    return Asking(ask, key=lambda question: key_of(question, "quotes", prompt), jobs=jobs, fresh=fresh)


def quietly(done: int, total: int) -> None:
    pass


def test_a_second_run_asks_nothing(store: KeptAnswers) -> None:
    """With a paid model a repeated run would cost twice."""
    ask = Answerer()
    first, _ = run(QUESTIONS, asking(ask), store, quietly)
    second, interrupted = run(QUESTIONS, asking(ask), store, quietly)
    assert len(ask.asked) == 10
    assert not interrupted
    assert [a.kept for a in second] == [a.kept for a in first]
    assert all(a.from_earlier for a in second)


def test_fresh_or_a_changed_prompt_asks_again(store: KeptAnswers) -> None:
    """Old answers under a new prompt would hide what the prompt changed."""
    ask = Answerer()
    run(QUESTIONS, asking(ask), store, quietly)
    run(QUESTIONS, asking(ask, fresh=True), store, quietly)
    run(QUESTIONS, asking(ask, prompt="other"), store, quietly)
    assert len(ask.asked) == 30


def test_ctrl_c_returns_what_was_done_and_the_next_run_continues(store: KeptAnswers) -> None:
    """An hour of answers must not be lost."""
    ask = Answerer()

    def interrupt_at_half(done: int, total: int) -> None:
        if done == 5:
            raise KeyboardInterrupt

    done, interrupted = run(QUESTIONS, asking(ask), store, interrupt_at_half)
    assert interrupted
    assert [a.question.id for a in done] == ["q0", "q1", "q2", "q3", "q4"]
    ask.asked.clear()
    rest, interrupted = run(QUESTIONS, asking(ask), store, quietly)
    assert not interrupted
    assert [a.question.id for a in rest] == [q.id for q in QUESTIONS]
    assert sum(a.from_earlier for a in rest) >= 5
    assert not set(ask.asked) & {"q0", "q1", "q2", "q3", "q4"}


def test_several_at_once_come_back_in_order(store: KeptAnswers) -> None:
    """Two must be in flight at the same time: each waits for the other."""
    meeting = threading.Barrier(2, timeout=20)

    class Meeting(Answerer):
        def __call__(self, question: Question) -> Asked:
            meeting.wait()
            return super().__call__(question)

    found, _ = run(QUESTIONS, asking(Meeting(), jobs=2), store, quietly)
    assert [a.question.id for a in found] == [q.id for q in QUESTIONS]


def test_one_bad_question_costs_no_other(store: KeptAnswers, capsys: pytest.CaptureFixture[str]) -> None:
    class Moody(Answerer):
        def __call__(self, question: Question) -> Asked:
            if question.id == "q3":
                raise TumenError("the endpoint is down: start it")
            if question.id == "q4":
                raise ValueError("odd key sk-abcdefghijklmnopqrstuvwxyz123456")
            return super().__call__(question)

    found, _ = run(QUESTIONS, asking(Moody()), store, quietly)
    errors = {a.question.id: a.error for a in found if a.error}
    assert errors["q3"] == "the endpoint is down: start it"
    assert errors["q4"] is not None
    assert errors["q4"].startswith("unexpected ValueError")
    assert "abcdefghijklmnop" not in errors["q4"]
    assert sum(a.kept is not None for a in found) == 8


def test_a_degraded_answer_is_not_kept(store: KeptAnswers) -> None:
    """When the endpoint is up again, its own answer is wanted."""

    class Down(Answerer):
        def __call__(self, question: Question) -> Asked:
            asked = super().__call__(question)
            return Asked(question, asked.kept, degraded="no connection")

    ask = Down()
    run(QUESTIONS[:2], asking(ask), store, quietly)
    run(QUESTIONS[:2], asking(ask), store, quietly)
    assert len(ask.asked) == 4


def test_an_answer_of_another_version_is_asked_anew(store: KeptAnswers) -> None:
    """A stored answer that no longer fits its type must not end the run."""
    store._connection.execute("INSERT INTO answers VALUES ('k', '{\"text\": 1}', '[]')")
    assert store.get("k") is None


def test_the_key_changes_with_all_that_shapes_an_answer() -> None:
    plain = ferry()
    keys = {
        key_of(plain, "quotes"),
        key_of(plain, "openai:gpt-5"),
        key_of(plain, "quotes", "other prompt"),
        key_of(ferry(question="When?"), "quotes"),
        key_of(ferry(history=[["Who?", "Kim."]]), "quotes"),
        key_of(ferry(as_of="2019-01-01"), "quotes"),
    }
    assert len(keys) == 6
    assert key_of(ferry(tags=["other"]), "quotes") == key_of(plain, "quotes")


def test_the_library_fingerprint_changes_with_articles_and_embedding() -> None:
    a, b = Article("1", "A", "text"), Article("2", "B", "other")
    prints = {
        library_fingerprint([a], "e5"),
        library_fingerprint([a, b], "e5"),
        library_fingerprint([a], "openai"),
        library_fingerprint([Article("1", "A", "text", published="2019-04-01")], "e5"),
    }
    assert len(prints) == 4
    assert library_fingerprint([a, b], "e5") == library_fingerprint([b, a], "e5")
