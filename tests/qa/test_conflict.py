"""A disputed claim shown as plain fact is what a reader must never get: both sides, who says them, and when."""

from __future__ import annotations

import io

import pytest

from qa import ask
from qa.answer import Answer
from qa.console import Page
from qa.export import answer_with_sources
from qa.recency import asks_for_latest
from qa.settings import Settings
from store import Library
from store.article import Article
from tests.scripted_server import Reply, ScriptedServer

MANY = "The ministry said that the ferry accident near Rajin killed 40 sailors. The harbour was closed for a week."
FEW = "The harbour master said that the ferry accident near Rajin killed 12 sailors. Divers searched the wreck."
SOLD = "Granton Shipping sold the damaged ferry to a company in Rajin. The price was kept secret."
UNSOLD = "A spokesman denied that Granton Shipping sold the damaged ferry to a company in Rajin. He gave no reason."
REPORTED = "A newspaper reported that the captain of the ferry was drunk. The shipping line rejected the report."
QUESTION = "How many sailors did the ferry accident near Rajin kill?"


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Library:
    library = Library.open(tmp_path_factory.mktemp("harbour"), seeds=False)
    papers = (
        ("Coast Herald", "2022-05-16", FEW),
        ("Bay Courier", "2022-05-20", MANY),
        ("Rajin Post", "2022-06-01", SOLD),
        ("Granton Echo", "2022-06-04", UNSOLD),
        ("Sea Weekly", "2022-06-07", REPORTED),
    )
    library.add_articles(
        [Article("x", f"Ferry news of {paper}", text, publisher=paper, published=day) for paper, day, text in papers]
    )
    return library


def beside_each_other(answer: Answer, one: str, other: str) -> bool:
    quotes = [c.quote for c in answer.citations]
    places = [next(i for i, quote in enumerate(quotes) if words in quote) for words in (one, other)]
    return abs(places[0] - places[1]) == 1


def test_two_figures_for_one_thing_stand_side_by_side_with_paper_and_day(harbour: Library) -> None:
    answer = ask(QUESTION, harbour)
    assert beside_each_other(answer, "killed 40 sailors", "killed 12 sailors")
    (note,) = answer.notes
    for words in ("disagree", "40 sailors", "12 sailors", "Coast Herald (16 May 2022)", "Bay Courier (20 May 2022)"):
        assert words in note
    assert note.split("The later is ")[1].startswith("Bay Courier")
    for c in answer.citations:
        assert harbour.article(c.article_id).text[c.start : c.end] == c.quote


def test_a_claim_stands_beside_its_denial(harbour: Library) -> None:
    answer = ask("Did Granton Shipping sell the damaged ferry?", harbour)
    assert beside_each_other(answer, "sold the damaged ferry to", "denied that Granton Shipping")
    assert any("is denied in Granton Echo (4 June 2022)" in note for note in answer.notes)


def test_a_denial_that_only_points_back_is_found(harbour: Library) -> None:
    answer = ask("Was the captain of the ferry drunk?", harbour)
    assert any("rejected the report" in c.quote for c in answer.citations)
    assert answer.notes


def test_before_the_denial_came_out_there_is_none(harbour: Library) -> None:
    answer = ask("Did Granton Shipping sell the damaged ferry?", harbour, as_of="2022-06-02")
    assert "sold the damaged ferry" in answer.text
    assert not answer.notes


def test_one_publisher_is_answered_from_alone(harbour: Library) -> None:
    answer = ask(QUESTION, harbour, publisher="courier")
    assert {c.publisher for c in answer.citations} == {"Bay Courier"}
    assert not answer.notes
    latest = ask("What is the latest news of the ferry accident near Rajin?", harbour, publisher="courier")
    assert any(note.startswith("As of 20 May 2022") for note in latest.notes)
    assert ask(QUESTION, harbour, publisher="Nobody's Paper").abstained


def test_agreeing_articles_raise_no_alarm(seed_library: Library) -> None:
    assert not ask("When did Kim Jong Un visit Russia for the first time?", seed_library).notes


def test_a_model_that_tells_one_side_gets_the_other_added(harbour: Library) -> None:
    reply = Reply(pieces=("The ferry accident near Rajin killed 40 sailors [1].",))
    with ScriptedServer(reply) as server:
        chosen = Settings(openai_base_url=server.base_url, timeout=5.0)
        answer = ask(QUESTION, harbour, "openai:scripted", settings=chosen)
    assert answer.sentences[0].text.startswith("The ferry accident")
    assert "Coast Herald (16 May 2022)" in answer.sentences[-1].text
    assert "killed 12 sailors" in answer.citations[-1].quote
    assert answer.notes


def test_a_model_that_tells_both_sides_is_left_alone(harbour: Library) -> None:
    reply = Reply(pieces=("The ministry said the ferry accident near Rajin killed 40 sailors [1]. ",
                          "The harbour master said the ferry accident near Rajin killed 12 sailors [2]."))  # fmt: skip
    with ScriptedServer(reply) as server:
        chosen = Settings(openai_base_url=server.base_url, timeout=5.0)
        answer = ask(QUESTION, harbour, "openai:scripted", settings=chosen)
    assert len(answer.sentences) == 2
    assert answer.notes


def test_the_disagreement_reaches_terminal_and_export(harbour: Library) -> None:
    answer = ask(QUESTION, harbour)
    out = io.StringIO()
    Page(out).answer(answer)
    assert f"! {answer.notes[0]}" in out.getvalue()
    assert "*The articles disagree" in answer_with_sources(answer, "2024-01-01")


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (QUESTION, "The articles disagree"),
        ("Сколько моряков погибло при аварии парома у Раджина?", "Источники расходятся"),
        ("Wie viele Seeleute starben bei dem Unfall der Fähre bei Rajin?", "Die Artikel widersprechen sich"),
    ],
)
def test_the_note_speaks_the_readers_language(question: str, words: str, harbour: Library) -> None:
    answer = ask(question, harbour)
    assert any(words in note for note in answer.notes)


def test_the_last_is_answered_as_of_the_newest_article_and_says_so(harbour: Library) -> None:
    answer = ask("What is the latest news of the ferry accident near Rajin?", harbour)
    assert "As of 7 June 2022, the date of the newest article here (Sea Weekly)." in answer.notes
    days = [c.published or "" for c in answer.citations]
    assert days[0] == max(days)
    earlier = ask("What is the latest news of the ferry accident near Rajin?", harbour, as_of="2022-05-18")
    assert any(note.startswith("As of 16 May 2022") for note in earlier.notes)


@pytest.mark.parametrize(
    ("question", "latest"),
    [
        ("When was Kim's last visit to Russia?", True),
        ("When did they last meet?", True),
        ("Who is the current ambassador?", True),
        ("Когда был последний визит Кима?", True),
        ("Wann war der letzte Besuch?", True),
        ("김정은의 마지막 방문은 언제였나요?", True),
        ("What happened last year?", False),
        ("Who visited Pyongyang last April?", False),
        ("What is his last name?", False),
        ("How long did the visit last?", False),
        ("Что случилось в последний год?", False),
        ("Was geschah letztes Jahr?", False),
    ],
)
def test_the_last_visit_is_not_last_year(question: str, latest: bool) -> None:
    assert asks_for_latest(question) is latest
