"""Names in a text, and one name in three scripts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.facts.names import names, plain_stems
from qa.facts.script import latin, same_name, skeleton
from qa.facts.source import Source

WORDS = st.text(alphabet=st.characters(categories=("L", "N", "M", "P")), max_size=20)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kolokoltsev", "Колокольцев"),
        ("Kolokoltsev", "Kolokoltev"),
        ("Matviyenko", "Матвиенко"),
        ("Vladivostok", "Владивосток"),
        ("Vladivostok", "Владивостоке"),
        ("Peskov", "Песков"),
        ("Pyongyang", "평양"),
        ("Müller", "Muller"),
        ("Lavrov", "LAVROV"),
    ],
)
def test_a_name_is_the_same_in_every_spelling(one: str, other: str) -> None:
    assert same_name(one, other)
    assert same_name(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lavrov", "Peskov"),
        ("Moscow", "Minsk"),
        ("Kim", "Kin"),
        ("Panda", "Rinna"),
        ("Лавров", "Мацегора"),
        ("Kim", "Ким Ир"),
    ],
)
def test_another_name_is_another(one: str, other: str) -> None:
    assert not same_name(one, other)


@settings(deadline=None, max_examples=300)
@given(WORDS, WORDS)
def test_no_word_breaks_the_comparison_of_names(one: str, other: str) -> None:
    assert same_name(one, one)
    assert same_name(one, other) == same_name(other, one)
    assert latin(latin(one)) is not None
    assert skeleton(one).lower() == skeleton(one)


def found(text: str) -> list[str]:
    return [n.text for n in names(text)]


def test_names_beyond_the_gazetteer_are_found() -> None:
    assert "Ankit Panda" in found("The meeting was overdue, said Ankit Panda of the federation.")
    assert "Lesnaya Zaimka" in found("They dined at the Lesnaya Zaimka restaurant.")


def test_words_capitalised_by_a_sentence_or_an_office_are_no_names() -> None:
    assert found("Trains run daily. Interior Minister and President met on Monday in April.") == []


def test_what_is_said_is_told_from_who_is_named() -> None:
    """Else a sentence about the same stranger passes for one that says the same of him."""
    assert plain_stems("Russia paid Ankit Panda for the Lesnaya Zaimka bridge.") == {"paid", "bridg"}


def test_names_of_the_gazetteer_carry_their_entity() -> None:
    for text in ("Vladimir Putin came.", "Владимир Путин приехал.", "블라디미르 푸틴이 왔다."):
        assert len({n.entity for n in names(text) if n.entity}) == 1
    entities = [names(t)[0].entity for t in ("Vladimir Putin came.", "Путин приехал.", "푸틴이 왔다.")]
    assert len(set(entities)) == 1
    assert entities[0] is not None


@settings(deadline=None, max_examples=300)
@given(
    st.one_of(st.text(max_size=80), st.text(alphabet=st.sampled_from("KimPutin .-'’ЖенаАб김정은\nĲǅß1"), max_size=40))
)
def test_no_text_breaks_the_finding_of_names(text: str) -> None:
    for name in names(text):
        assert 0 <= name.start < name.end <= len(text)
        assert text[name.start : name.end] == name.text
        assert name.words()


_STEMS = st.text("kolotsevнкчюгé김정", min_size=1, max_size=9)


@given(_STEMS, st.frozensets(_STEMS, max_size=8))
def test_a_name_is_found_in_a_span_as_it_is_found_among_single_words(name: str, stems: frozenset[str]) -> None:
    """A spelling passed over would mark a true sentence unproven."""
    source = Source(text="", sentences=(), before=(), title="", publisher=None, published=None)
    vars(source)["stems"] = stems  # as if its text had these
    assert source.spells(name) == any(same_name(name, stem) for stem in stems)
