"""People, offices and topics of which the articles do not speak: what a reader is spared when others are quoted."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa import ask
from qa.candidates import holds_the_kind
from qa.evidence import Span
from qa.offices import bears_office
from qa.question import Question
from qa.speaking import speaks_about
from qa.strangers import unnamed
from store import Library
from store.article import Article, Passage
from store.sentences import split_sentences

VISIT = "Putin received Kim Jong Un in Vladivostok on 25 April, and the two spoke for three hours about railways."


def spans_of(text: str, quoted: int = 1) -> list[Span]:
    article = Article("a", "A meeting by the sea", text, publisher="Coast Herald", published="2019-04-26")
    sentences = tuple(split_sentences(text))[:quoted]
    return [Span(Passage("a-0", article, 0, 0, sentences[-1].end, text[: sentences[-1].end], sentences), 0, quoted - 1)]


@pytest.mark.parametrize(
    "question",
    [
        "Why did Xi Jinping join Putin in Vladivostok?",
        "Зачем Си Цзиньпин приехал к Путину?",
        "Does the Wagner Group pay for the railways?",
        "Was India asked to join the talks on the railways?",
        "Приезжала ли делегация Индии?",
    ],
)
def test_a_question_about_somebody_the_articles_never_name_is_known_as_such(question: str) -> None:
    assert unnamed(question, spans_of(VISIT))


@pytest.mark.parametrize(
    "question",
    [
        "When did Putin receive Kim?",
        "О чём Путин говорил с Ким Чен Ыном?",
        "What does the Biden administration think of railways?",
        "What do the railways of Ulan Ude cost?",
        "What does Russia get from North Korea?",
        "After Xi Jinping had left, what did Putin and Kim speak about?",
        "What made Putin, when Xi Jinping had left, speak of railways?",
    ],
)
def test_whom_the_articles_name_in_any_language_may_be_asked_about(question: str) -> None:
    assert not unnamed(question, spans_of(VISIT))


def test_a_name_far_from_the_quotation_is_enough() -> None:
    """The article calls him by name once, and "the guest" from then on."""
    told = f"{VISIT} {'The railways need repair. ' * 20}Xi Jinping sent a letter."
    assert not unnamed("Did Xi Jinping write to Putin?", spans_of(told))


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Which Russian minister spoke?", "Russian Transport Minister Oleg Sedov spoke on Monday."),
        ("What is the name of the captain?", "Marit Saar, the captain, had slept."),
        ("Wie heißt der Gouverneur von Sachalin?", "Grigory Volkov, the governor of Sakhalin, arrived."),
        ("Which North Korean minister came?", "Sedov met his North Korean counterpart, Ri Chol Min, on Monday."),
        ("Who is the minister who met Russia's envoy?", "Mongolian minister Ganbold Erdene met him on Sunday."),
        ("Who is the oldest guest?", "Marit Saar is ninety."),
        ("Mit welcher Begründung bestritt Botschafter Sedov die Lieferung?", "Sedov denied it because of the war."),
        ("Who is the Russian ambassador to Japan?", "Oleg Sedov, the Russian ambassador to Tokyo, had slept."),
    ],
)
def test_a_name_beside_its_office_answers(question: str, text: str) -> None:
    assert bears_office(Question(question), text, None)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Which ambassador was invited?", "Russian Transport Minister Oleg Sedov spoke on Monday."),
        ("Who is the South Korean minister?", "Mongolian minister Ganbold Erdene arrived on Sunday."),
        ("Как зовут президента Китая?", "Turkish President Selin Aydın met Ganbold Erdene, the envoy."),
        ("What is the name of the general in command?", "Secretary General Akiba Takeo was in the room."),
        ("What's the name of the North Korean foreign minister?", "Russian foreign minister Oleg Sedov came."),
        ("Who is the Russian ambassador to Japan?", "Oleg Sedov, the Russian ambassador to China, had slept."),
        ("Как зовут капитана?", "Oleg Sedov arrived on the ferry, as Marit Saar had asked of him."),
    ],
)
def test_a_name_beside_another_office_or_country_does_not(question: str, text: str) -> None:
    assert not bears_office(Question(question), text, None)


def test_what_somebody_told_is_answered_by_his_words_only() -> None:
    told = Question("What did Volkov tell the mayor?")
    assert not holds_the_kind(told, "Volkov met the mayor on Monday.", None)
    assert holds_the_kind(told, "Volkov said that the ferry would sail.", None)


def test_whoever_speaks_in_a_transcript_says_all_that_stands_there() -> None:
    told = Question("What did Volkov say about the ferry?")
    assert holds_the_kind(told, "Mr. Volkov: We now assess that the ferry is lost.", None)
    assert not holds_the_kind(told, "Mr. Sedov: Volkov and I now assess that the ferry is lost.", None)


def test_neither_a_stranger_nor_a_figure_of_others_is_quoted(tmp_path: Path) -> None:
    with Library.open(tmp_path, seeds=False) as library:
        library.add_articles([Article("", "A meeting by the sea", VISIT, source="v")])
        assert not ask("When did Putin receive Kim Jong Un in Vladivostok?", library=library, model="quotes").abstained
        for question in ("Why did Xi Jinping join Putin in Vladivostok?", "Which ambassador received Kim Jong Un?"):
            assert ask(question, library=library, model="quotes").abstained, question


@pytest.mark.parametrize(
    ("topic", "text", "about"),
    [
        ("the railways", "“The railway needs repair,” said Volkov.", True),
        ("rail traffic", "“The railway needs repair,” said Volkov.", True),
        ("spies in 2019", "“The railway needs repair,” said Volkov.", False),
        ("India's railways", "“The railway needs repair,” said Volkov.", False),
        ("Japanese trains near Wonsan", "“Japan has some near Wonsan,” said Volkov.", True),
        ("Japan's railways", "“The railway needs repair,” said Volkov.", True),
        ("железной дороге", "“The railway needs repair,” said Volkov.", True),
        ("", "“The railway needs repair,” said Volkov.", True),
    ],
)
def test_words_about_something_else_are_no_answer(topic: str, text: str, about: bool) -> None:
    """Whom an article quotes has not spoken of everything; what stands around tells whose railways they are."""
    assert speaks_about(topic, text, f"Volkov came to Japan. {text}") is about


@given(st.text(max_size=60), st.text(max_size=60))
@settings(deadline=None, max_examples=100)
def test_no_topic_breaks_the_reading_of_words(topic: str, text: str) -> None:
    assert speaks_about(topic, text, text) in (True, False)
