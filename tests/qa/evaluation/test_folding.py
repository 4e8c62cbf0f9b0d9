"""A right answer in other words, digits or script counts; a wrong one that looks alike does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.evaluation.folding import states, support, without_markers


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("It has 10,000 troops.", "ten thousand"),
        ("It has 10 thousand troops.", "10,000"),
        ("병력 1만 명", "10,000"),
        ("10 тыс. солдат", "10 000"),
        ("They carried 4,100 tonnes.", "about 4,000"),
        ("Kim left on 25 March.", "March 25"),
        ("Kim left on March 25, 2019.", "March 25"),
        ("Kim left on 2019-03-25.", "March 25"),
        ("Er fuhr am 25. März.", "March 25"),
        ("в январе 2020 года", "январь 2020"),
        ("2019년 4월 말에", "April 2019"),
        ("at 5:15 a.m.", "05:15"),
        ("the ninth session", "9th"),
        ("석탄을 운송합니다", "석탄"),
        ("그것은 석탄입니다.", "석탄"),
        ("прибыл в Улан-Удэ", "Улан-Удэ"),
        ("Moscow denies this.", "denied"),
        ("the ambassador to the U.S.", "ambassador to US"),
        ("mit neuen Sanktionen", "Sanktion"),
        ("a five-day visit", "five days"),
        ("the “2019–2020 plan of exchange”", "2019-2020 plan of exchange"),
        ("Kim’s visit", "Kim's visit"),
        ("the song “A Million Scarlet Roses”", "Million Scarlet Roses"),
    ],
)
def test_the_same_said_otherwise_counts(text: str, form: str) -> None:
    assert states(text, form)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("It has 15,000 troops.", "1,500"),
        ("They carried 4,100 tonnes.", "4,000"),
        ("They carried 4,300 tonnes.", "about 4,000"),
        ("It grew by 5 %.", "5"),
        ("In March 2019 Kim left.", "March 25"),
        ("Kim left on 25 May.", "March 25"),
        ("at 5:16", "05:15"),
        ("in 2019", "January 2019"),
        ("Это было в Москве", "а"),
        ("Far from the East", "Far East"),
        ("The trainer came.", "train station"),
        ("", "anything"),
        ("It cost 2.5 million roubles.", "5 million roubles"),
    ],
)
def test_what_only_looks_alike_does_not(text: str, form: str) -> None:
    assert not states(text, form)


def test_russian_function_words_are_no_english_articles() -> None:
    """Stripping "а" as an article would make a Russian contrast disappear."""
    assert states("не Пекин, а Москва", "а Москва")
    assert not states("Пекин Москва", "а Москва")
    assert states("in the Far East", "Far East")


def test_partial_support_needs_half_the_words_and_every_number() -> None:
    """The levels of AutoNuggetizer: support 1, partial support 0.5, no support 0."""
    assert support("Anthony Rinna said so", ["Anthony Rinna"]) == 1.0
    assert support("Rinna said so", ["Anthony Rinna"]) == 0.5
    assert support("Someone said so", ["Anthony Rinna"]) == 0.0
    assert support("a plan of exchange", ["2019-2020 plan of exchange"]) == 0.0
    assert support("exchange under the 2019-2020 programme", ["2019-2020 plan of exchange"]) == 0.5
    assert support("the analyst", ["expert", "analyst"]) == 1.0


def test_markers_are_not_part_of_what_an_answer_says() -> None:
    """A source number must not pass for the number that was asked for."""
    assert without_markers("Five came [1][2]. Four left [3, 4].") == "Five came. Four left."
    assert without_markers("[4]") == ""
    assert not states(without_markers("Some came [5]."), "5")


@given(st.text(), st.text())
def test_any_text_can_be_folded(text: str, form: str) -> None:
    """An odd character in an answer must not end an evaluation of an hour."""
    assert support(text, [form]) in (0.0, 0.5, 1.0)


@given(st.text(alphabet=st.characters(whitelist_categories=["Ll", "Lu"]), min_size=1).filter(lambda t: t.isascii()))
def test_a_word_states_itself(word: str) -> None:
    assert states(f"it says {word} here", word) or word.lower() in {"the", "a", "an", "s", "about", "around", "roughly"}
