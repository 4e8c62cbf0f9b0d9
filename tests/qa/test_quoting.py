"""Quotation mode: the sentences that answer, able to stand alone, or none at all."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qa import ask
from qa.evidence import LONGEST_SPAN, Evidence, Span, distinct
from qa.leaning import leans_back, standing_alone
from qa.phrases import attributed, day
from qa.question import Question
from qa.quoting import MOST_QUOTES, WITHIN, WITHIN_READ, rank
from store import Library
from store.article import Article, Passage
from store.sentences import split_sentences


def passage_of(text: str) -> Passage:
    article = Article("a", "A title", text, publisher="Coast Herald", published="2024-10-18")
    return Passage("a-0", article, 0, 0, len(text), text, tuple(split_sentences(text)))


@pytest.mark.parametrize(
    "text",
    [
        "He arrived on Monday.",
        "“It is overdue,” he said.",
        "“It is overdue.”",
        "Then the train left.",
        "Однако поезд ушёл.",
        "Он прибыл утром.",
        "Er kam am Montag.",
        "그는 월요일에 도착했다.",
    ],
)
def test_a_sentence_that_points_back_does_not_stand_alone(text: str) -> None:
    assert leans_back(text)


@pytest.mark.parametrize(
    "text", ["Kim arrived.", "“Talks are overdue,” said Ankit Panda.", "Heroes came.", "Ким прибыл."]
)
def test_a_sentence_with_its_own_subject_stands_alone(text: str) -> None:
    assert not leans_back(text)


def test_a_leaning_sentence_is_quoted_with_the_one_before() -> None:
    """ "He arrived on Monday" alone answers nothing."""
    passage = passage_of("Rain fell. Kolokoltsev left Moscow. He arrived on Monday. He spoke. He left. He ate.")
    assert standing_alone(passage, 2).text == "Kolokoltsev left Moscow. He arrived on Monday."
    assert standing_alone(passage, 1).text == "Kolokoltsev left Moscow."
    longest = standing_alone(passage, 5)
    assert longest.last - longest.first + 1 == LONGEST_SPAN
    first = standing_alone(passage_of("He arrived."), 0)
    assert (first.first, first.last) == (0, 0)


def test_a_quote_inside_another_is_not_repeated() -> None:
    passage = passage_of("One came. Two came. Three came.")
    wide, narrow = Span(passage, 0, 1), Span(passage, 1, 1)
    assert distinct([wide, narrow]) == distinct([narrow, wide]) == [wide]
    assert distinct([wide, wide]) == [wide]
    assert distinct([narrow, Span(passage, 2, 2)]) == [narrow, Span(passage, 2, 2)]


def test_an_age_nobody_gives_is_refused(seed_library: Library) -> None:
    """The minister is on the subject, but what is said of him is no age."""
    answer = ask("How old is Vladimir Kolokoltsev?", seed_library, "quotes")
    assert answer.abstained
    assert not answer.citations


def test_the_best_few_are_quoted_and_each_is_a_sentence_of_the_article(seed_library: Library) -> None:
    question = Question("How did Kim Jong Il get to Moscow in 2001?")
    evidence = Evidence.gather(question.text, seed_library, k=12)
    ranked = rank(question, evidence)
    odds = [r.odds for r in ranked.sentences]
    assert odds == sorted(odds, reverse=True)
    spans = ranked.quotes()
    assert 1 <= len(spans) <= MOST_QUOTES
    assert "by train" in spans[0].text
    assert all(s.text == s.passage.article.text[s.start : s.end] for s in spans)


def test_sentences_quoted_together_leave_room_for_others(tmp_path: Path) -> None:
    """What leans on one sentence is one quote with it: five that stand apart are shown all the same."""
    leaning = "Marit Saar chairs the ferry line. She lives in Kuressaare. She plays the violin."
    apart = [f"The ferry line has a {ship} in Virtsu." for ship in ("tug", "barge", "dredger", "launch", "tender")]
    with Library.open(tmp_path, seeds=False) as library:
        library.add_articles([Article("", "Ferry line", " ".join([leaning, *apart]))])
        question = Question("Which ships has the ferry line of Marit Saar?")
        ranked = rank(question, Evidence.gather(question.text, library))
    together = sorted(ranked.sentences, key=lambda r: r.sentence)
    spans = replace(ranked, sentences=[replace(r, odds=1.0) for r in together]).chosen()
    assert [s.text for s in spans] == [leaning, *apart[: MOST_QUOTES - 1]]


def test_how_far_behind_a_further_quote_may_lie_depends_on_whether_it_was_read(tmp_path: Path) -> None:
    """Reading sets sentences apart; by the same measure `tumen --ask`, which reads none, quotes beside the point."""
    apart = [f"The ferry line has a {ship} in Virtsu." for ship in ("tug", "barge", "dredger")]
    with Library.open(tmp_path, seeds=False) as library:
        library.add_articles([Article("", "Ferry line", " ".join(apart))])
        question = Question("Which ships has the ferry line?")
        ranked = rank(question, Evidence.gather(question.text, library), together=False)
    behind = [replace(r, odds=-odds) for r, odds in zip(ranked.sentences, (0.0, WITHIN, WITHIN_READ), strict=True)]
    assert len(replace(ranked, sentences=behind).chosen()) == 2
    assert len(replace(ranked, sentences=[replace(r, answers=0.0) for r in behind]).chosen()) == 3


def test_what_a_reporter_says_is_taken_for_a_question(tmp_path: Path) -> None:
    """His sentences speak of what is asked as well as the answer does, and are nobody's answer."""
    text = (
        "MR. KIRBY:  Good morning, all of you here.\n\n"
        "Q  Thank you.  The pact of Oslo was signed on Monday.  It covers coal and steel.\n\n"
        "MR. KIRBY:  The pact of Oslo covers fish, and nothing but fish."
    )
    with Library.open(tmp_path, seeds=False) as library:
        library.add_articles([Article("", "A briefing", text, publisher="Coast Herald")])
        question = Question("What does the pact of Oslo cover?")
        ranked = rank(question, Evidence.gather(question.text, library))
    asks = {ranked.span(r).text: r.signals.asks for r in ranked.sentences}
    assert [asks[t] for t in asks if "coal" in t or "Monday" in t] == [1.0, 1.0]
    assert [asks[t] for t in asks if "nothing but fish" in t] == [0.0]


def test_what_a_quote_already_has_is_not_quoted_again(tmp_path: Path) -> None:
    """A sentence that leans on others is quoted with them: it does not stand a second time behind another lead."""
    text = "Marit Saar came by ferry. She met the mayor. She ate in Virtsu. She left at noon."
    with Library.open(tmp_path, seeds=False) as library:
        library.add_articles([Article("", "Ferry line", text)])
        question = Question("Where did Marit Saar eat?")
        ranked = rank(question, Evidence.gather(question.text, library))
    last_first = sorted(ranked.sentences, key=lambda r: -r.sentence)
    spans = replace(ranked, sentences=[replace(r, odds=1.0) for r in last_first]).chosen()
    assert [s.text for s in spans] == [
        "She met the mayor. She ate in Virtsu. She left at noon.",
        "Marit Saar came by ferry.",
    ]


def test_a_headline_is_never_quoted_for_an_answer_however_long(tmp_path: Path) -> None:
    title = "Ferry line chief Saar tells ministers in Tallinn that the old quay must be closed at once"
    text = f"{title}\n\nMarit Saar met the ministers on Monday. She said the quay must be closed because it is cracked."
    with Library.open(tmp_path, seeds=False) as library:
        library.add_articles([Article("", title, text)])
        question = Question("What did Saar tell the ministers?")
        ranked = rank(question, Evidence.gather(question.text, library))
    assert ranked.sentences
    assert all(ranked.span(r).text != title for r in ranked.sentences)


def test_every_quotation_names_outlet_and_date(seed_library: Library) -> None:
    answer = ask("How did Kim Jong Il get to Moscow in 2001?", seed_library, "quotes")
    for sentence in answer.sentences:
        assert sentence.text.startswith(
            ("According to NK News (1 April 2019", "According to Lenta.ru (12 September 2023")
        )


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "According to Coast Herald (18 October 2024): “Rain fell.”"),
        ("ru", "Как пишет Coast Herald (18 октября 2024): “Rain fell.”"),
        ("ko", "Coast Herald (2024년 10월 18일) 보도: “Rain fell.”"),
        ("de", "Laut Coast Herald (18. Oktober 2024): “Rain fell.”"),
    ],
)
def test_the_frame_speaks_the_readers_language(language: str, text: str) -> None:
    assert attributed("Rain fell.", passage_of("Rain fell.").article, language) == text


def test_a_date_that_is_inferred_or_unknown_is_said_to_be() -> None:
    article = passage_of("Rain fell.").article
    assert "(18 October 2024, inferred)" in attributed("x", replace(article, published_inferred=True), "en")
    assert "(date unknown)" in attributed("x", replace(article, published=None), "en")
    assert "“A title”" in attributed("x", replace(article, publisher=None), "en")
    assert attributed('He said "no"', article, "en").endswith('«He said "no"»')
    assert [day(iso, "en") for iso in ("2019-04", "2019")] == ["April 2019", "2019"]


def test_a_day_that_leaves_its_date_to_the_article_is_shown_in_full() -> None:
    """ "On Monday" tells a reader of today nothing."""
    article = replace(passage_of("Rain fell.").article, published="2019-04-01")
    assert attributed("He came on Monday.", article, "en").endswith("” — Monday, 1 April 2019 (inferred)")
    assert attributed("He came yesterday.", article, "de").endswith("— yesterday: Sonntag, 31. März 2019 (erschlossen)")
    assert attributed("He came on 3 March 2018.", article, "en").endswith("2018.”")
    assert attributed("He came on Monday.", replace(article, published=None), "en").endswith("Monday.”")


def test_a_capital_stands_for_its_government_where_a_figure_is_asked_for(tmp_path: Path) -> None:
    """Asked about Pyongyang's sales to Moscow, the sentence on the DPRK's to Russia was passed over."""
    text = (
        "The ministers of 47 countries have released a joint statement condemning the DPRK’s export and Russia’s "
        "procurement of ballistic missiles. The statement was read out on Tuesday."
    )
    with Library.open(tmp_path, seeds=False) as library:
        library.add_articles([Article("", "A joint statement", text, "The Paper", "2024-01-09")])
        asked = "How many countries' ministers signed the text denouncing Pyongyang's missile sales to Moscow?"
        assert "47" in ask(asked, library, "quotes").text


def test_an_answer_is_about_what_the_reporter_asked(tmp_path: Path) -> None:
    text = (
        "MR. VOLKOV: The yard is quiet today, as it was all of last week.\n\n"
        "Q Oslo spoke of sending 300 sailors to the islands. What do you say about this?\n\n"
        "MR. VOLKOV: Our position is that nobody of theirs should be there at all.\n"
    )
    with Library.open(tmp_path, seeds=False) as library:
        library.add_articles([Article(id="", title="Briefing by Jan Volkov", text=text, source="t")])
        question = Question("What did Volkov say about Oslo possibly sending sailors to the islands?")
        ranked = rank(question, Evidence.gather(question.text, library))
        gives = [span.text for span in ranked.chosen() if ranked._gives(span)]
    assert any("nobody of theirs" in given for given in gives)
