"""Follow-ups: "When did he arrive?" is asked with the name it leaves out, and a stray rewriting is not believed."""

from __future__ import annotations

import pytest
from langchain_core.language_models.fake_chat_models import FakeListChatModel

from qa.condensing import carry_over, needs_context, rewrite

HISTORY = [("Who is Vladimir Kolokoltsev?", "The interior minister of Russia.")]


@pytest.mark.parametrize(
    "question",
    [
        "When did he arrive?",
        "And then?",
        "Why?",
        "What about Peskov?",
        "What was Russia's reaction?",
        "Which hotel in Moscow?",
        "Когда он приехал?",
        "Wann kam er an?",
        "그는 언제 왔는가?",
    ],
)
def test_a_question_that_points_back_needs_the_talk(question: str) -> None:
    assert needs_context(question, HISTORY)
    assert not needs_context(question, [])


@pytest.mark.parametrize(
    "question",
    [
        "Which river did the armored train of Kim Jong Un cross?",
        "Write a Python function that sorts a list",
        "Who said that the train crossed the border?",
        "What did Kim and Putin sign in Moscow?",
        "How many teeth does Peskov have?",
        "Сколько лет Пескову?",
        "Hello!",
        "Спасибо!",
        "Когда Ким и Путин встретились в Москве?",
    ],
)
def test_a_question_that_stands_alone_is_left_alone(question: str) -> None:
    """Else names are added that were not asked about, and a request off the subject is taken for one about them."""
    assert not needs_context(question, HISTORY)
    assert carry_over(question, HISTORY) == question


@pytest.mark.parametrize(
    "question",
    ["Who attended that meeting in Moscow?", "What is that based on according to Rinna?", "Why was that so?"],
)
def test_a_that_which_points_back_is_told_from_one_that_begins_a_clause(question: str) -> None:
    assert needs_context(question, HISTORY)


def test_the_missing_name_is_carried_over() -> None:
    assert carry_over("When did he arrive?", HISTORY) == "When did Vladimir Kolokoltsev arrive?"


def test_of_several_names_none_takes_the_place_of_he() -> None:
    """Which of the two is meant, only the passages can tell."""
    history = [("Where did Dmitry Peskov meet Sergey Lavrov?", "In Moscow.")]
    assert carry_over("What did he say?", history) == "What did he say? (Dmitry Peskov, Sergey Lavrov)"
    assert carry_over("What was his train like?", HISTORY) == "What was Vladimir Kolokoltsev’s train like?"


def test_a_name_the_question_has_is_not_repeated() -> None:
    assert carry_over("Did Kolokoltsev say that?", HISTORY).count("Kolokoltsev") == 1


def test_the_nearest_question_with_a_name_counts() -> None:
    history = [*HISTORY, ("And what about Dmitry Peskov?", "He spoke."), ("Why was that?", "Nobody knows.")]
    assert "Peskov" in carry_over("When did he speak?", history)


def test_names_of_the_answer_serve_when_the_question_had_none() -> None:
    assert "Lavrov" in carry_over("When did he come?", [("Who gave the invitation?", "It was Sergey Lavrov.")])


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        ("When did Vladimir Kolokoltsev arrive?", "When did Vladimir Kolokoltsev arrive?"),
        ('"When did Kolokoltsev arrive in Pyongyang?"', "When did Kolokoltsev arrive in Pyongyang?"),
        ("When did\x1b[31m Kolokoltsev\n arrive?", "When did[31m Kolokoltsev arrive?"),
        ("Bananas are yellow.", "When did Vladimir Kolokoltsev arrive?"),
        ("", "When did Vladimir Kolokoltsev arrive?"),
        ("arrive " * 200, "When did Vladimir Kolokoltsev arrive?"),
    ],
)
def test_a_rewriting_is_taken_only_when_it_is_a_question_of_this_talk(reply: str, expected: str) -> None:
    assert rewrite("When did he arrive?", HISTORY, FakeListChatModel(responses=[reply])) == expected


def test_a_model_is_not_asked_about_what_stands_alone() -> None:
    question = "Which river did the armored train of Kim Jong Un cross?"
    assert rewrite(question, HISTORY, FakeListChatModel(responses=["Never asked."])) == question


def test_a_name_typed_small_is_carried_over_as_the_answer_writes_it() -> None:
    history = [("who is cho chun ren", "The director of the department was Cho Chun Ren.")]
    assert "Cho Chun Ren" in carry_over("when did he come?", history)
