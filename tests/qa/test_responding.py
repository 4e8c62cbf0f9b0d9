"""What of a model's answer is let through: what is proven and responds; what is struck out is quoted or withheld."""

from __future__ import annotations

import pytest

from qa.answer import Answer, Degraded, Done, Sentence
from qa.chain import BESIDE, REPLACED, WITHHELD, stream
from qa.question import Question
from qa.responding import added, asks_for_a_thing, responds
from qa.settings import Settings
from store import Library
from tests.scripted_server import Reply, ScriptedServer


def answered(question: str, written: str, library: Library) -> tuple[Answer, list[Degraded]]:
    with ScriptedServer(Reply(pieces=(written,))) as server:
        events = list(stream(question, library, "openai:scripted", settings=Settings(openai_base_url=server.base_url)))
    last = events[-1]
    assert isinstance(last, Done)
    return last.answer, [event for event in events if isinstance(event, Degraded)]


def test_a_true_sentence_beside_the_question_is_no_answer(seed_library: Library) -> None:
    """Else a reader who asks for an age gets the office, with a tick."""
    written = "Vladimir Kolokoltsev is the Russian Minister of the Interior [1]. He is 57 years old [1]."
    answer, _ = answered("How old is Vladimir Kolokoltsev?", written, seed_library)
    assert answer.abstained
    assert answer.notice == BESIDE
    assert [s.text for s in answer.sentences] == ["He is 57 years old."]
    assert not answer.citations


def test_a_name_in_quotation_marks_makes_nothing_a_quotation(seed_library: Library) -> None:
    """The wreath was laid by Kim; that the memorial's name is the article's own words proves no gift of Putin's."""
    written = (
        "Putin gave Kim Jong Un a wreath and flowers at the Eternal Flame at the “Combat Glory of the Pacific Fleet” "
        "memorial complex in Vladivostok [1]."
    )
    answer, _ = answered("What present did Putin give Kim Jong Un in Vladivostok in 2019?", written, seed_library)
    assert "Putin gave" not in answer.text


def test_a_slip_beside_a_fact_costs_the_sentence_not_the_answer(seed_library: Library) -> None:
    """A small model adds a wrong year; the article's own words answer in its place, and the reader is told."""
    written = "Kim Chang Son left Vladivostok on March 25, 2022, after several days in Moscow [1]."
    answer, voided = answered("When did Kim Chang Son leave Vladivostok?", written, seed_library)
    assert not answer.abstained
    assert answer.notice == REPLACED
    assert [event.by_proof for event in voided] == [True]
    assert "March 25" in answer.text
    assert "2022" not in answer.text
    assert {s.verdict for s in answer.sentences} == {"supported"}


def test_what_the_articles_surely_answer_is_quoted_where_the_model_wrote_nothing_true(seed_library: Library) -> None:
    """A small model's blunder would else be the reader's "the articles do not say"."""
    answer, voided = answered(
        "Which part of Russia did Kim Jong Il visit briefly in 2002?", "He saw the Bolshoi in Samara [2].", seed_library
    )
    assert [event.by_proof for event in voided] == [True]
    assert answer.notice == REPLACED
    assert "Far East" in answer.text
    assert "Samara" not in answer.text


def test_an_invention_is_not_replaced_by_what_is_merely_near(seed_library: Library) -> None:
    """The quotes near the question hold figures too; none of them is the one that was made up."""
    answer, voided = answered(
        "How many carriages does Kim's armored train have?", "Kim's armored train has 21 carriages [1].", seed_library
    )
    assert answer.abstained
    assert answer.notice == WITHHELD
    assert not voided


def test_one_of_another_office_than_was_asked_after_is_no_answer(seed_library: Library) -> None:
    """The articles name a Russian president, and say nothing of him at that place."""
    question = "Which Russian president did Kim Jong Il meet in Ulan Ude?"
    answer, _ = answered(question, "Vladimir Putin met Kim Jong Il in Ulan Ude in 2011 [1].", seed_library)
    assert answer.abstained


def test_an_unproven_sentence_beside_a_proven_answer_is_shown_and_marked(seed_library: Library) -> None:
    """Deleting it would hide what the model did."""
    written = "Kim and Putin met in Vladivostok in April 2019 [1]. They signed twelve treaties there [1]."
    answer, _ = answered("Where did Kim Jong Un meet Putin in April 2019?", written, seed_library)
    assert not answer.abstained
    assert [s.verdict for s in answer.sentences] == ["supported", "unsupported"]


def test_a_word_is_not_proven_by_standing_somewhere(seed_library: Library) -> None:
    """Every city of the articles would be "supported" as the place of anything; the quote that has it answers."""
    question = "In which city did Kim Jong Un meet Putin in April 2019?"
    answer, _ = answered(question, "Moscow [1].", seed_library)
    assert "supported" not in {s.verdict for s in answer.sentences if s.text == "Moscow."}
    answer, voided = answered(question, "Vladivostok [1]", seed_library)
    assert voided
    assert not answer.abstained
    assert "he arrived in Vladivostok by armored train and met with Putin" in answer.text


@pytest.mark.parametrize(
    ("question", "text", "answers"),
    [
        ("Where did the minister arrive?", "The minister arrived in Pyongyang.", True),
        ("What did the minister discuss?", "The minister discussed.", False),
        ("What was the minister's visit like?", "The minister visited.", False),
        ("Did the minister visit Pyongyang?", "The minister visited Pyongyang.", True),
        ("When did the minister arrive?", "The minister arrived in Pyongyang.", False),
        ("When did the minister arrive?", "The minister arrived on Monday.", True),
        ("Сколько лет министру?", "Министр прибыл в Пхеньян.", False),
    ],
)
def test_an_answer_has_what_was_asked_and_more_than_the_question(
    question: str, text: str, answers: bool, seed_library: Library
) -> None:
    proven = Sentence(text=text, verdict="supported", citations=(1,))
    assert responds(Question(question), proven, (), seed_library) is answers
    assert not responds(Question(question), proven.model_copy(update={"verdict": "unsupported"}), (), seed_library)


def test_a_name_in_another_spelling_adds_nothing() -> None:
    asked = Question("What did Kim Jong Un do in Vladivostok?")
    assert added(asked, "Kim Jong-un was in Vladivostok.") == frozenset()
    assert "wreath" in added(asked, "Kim Jong-un laid a wreath.")


def test_what_is_added_can_be_compared_across_languages() -> None:
    asked = Question("Когда Лавров приезжал?")
    russian = added(asked, "Лавров встретил Путина 12 мая, и с ним 30 человек.", abroad=True)
    assert russian == added(asked, "Lavrov met Putin on May 12, with 30 people.", abroad=True)
    assert russian == {"@vladimir_putin", "@month 5", "@day 12", "@30"}


def test_a_number_of_something_else_is_no_count(seed_library: Library) -> None:
    """The source speaks of a five-day visit; a model made five lawmakers of it."""
    written = "There were five Russian lawmakers in the delegation that visited Pyongyang [1]."
    question = "How many Russian lawmakers were in the delegation that visited Pyongyang?"
    answer, _ = answered(question, written, seed_library)
    assert answer.abstained


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("Is a press conference planned?", False),
        ("Планируется ли пресс-конференция?", False),
        ("What is planned?", True),
        ("Какие проекты обсуждали?", True),
        ("무엇을 논의했는가?", True),
    ],
)
def test_yes_or_no_is_told_from_what(question: str, thing: bool) -> None:
    """ "Kim met Putin" is a whole answer to whether he did, and none to what he did."""
    assert asks_for_a_thing(Question(question)) is thing
