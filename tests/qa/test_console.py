"""What a reader sees of an answer: every verdict, every exact quote, and nothing a terminal would obey."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answer import Answer, Citation, PassageRef, Sentence
from qa.checking import Checked
from qa.console import Page, print_hits, table_of, terminal
from qa.export import footnote
from qa.wording import date_of, excerpt, heading
from store.article import Article, Hit, Passage


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


QUOTE = "The ferry has sailed since 1957, [Reuters] says, and “never” stopped for longer than a week in any winter."
ARTICLE = Article("a1", "On the [river]", QUOTE, "The Paper", "2019-04-01", True, "https://paper.example/river")


def cited(verdict: str = "supported", reasons: tuple[str, ...] = (), **article: str | None) -> Answer:
    citation = Citation.model_validate(
        {
            "n": 1,
            "article_id": "a1",
            "title": "On the [river]",
            "publisher": "The Paper",
            "published": "2019-04-01",
            "published_inferred": True,
            "url": "https://paper.example/river",
            "quote": QUOTE,
            "start": 0,
            "end": len(QUOTE),
        }
        | article
    )
    sentence = Sentence.model_validate(
        {"text": "It has sailed since 1957.", "verdict": verdict, "reasons": reasons, "citations": (1,)}
    )
    return Answer(question="Since when?", model="quotes", text="…[1]", sentences=(sentence,), citations=(citation,))


def printed(answer: Answer, stream: io.StringIO | None = None, nearest: tuple[tuple[str, str], ...] = ()) -> str:
    out = stream or io.StringIO()
    Page(out).answer(answer, nearest)
    return out.getvalue()


def test_a_pipe_carries_marker_verdict_source_and_the_exact_quote() -> None:
    text = printed(cited())
    assert "It has sailed since 1957. [1]\n  ✓ supported\n" in text
    assert "[1] The Paper, On the [river], 2019-04-01 (inferred)\n" in text
    assert "    https://paper.example/river\n" in text
    assert QUOTE in text
    assert "\x1b" not in text


@pytest.mark.parametrize(
    ("verdict", "line"),
    [("partial", "~ partial: the source says 1,500"), ("unsupported", "✗ unsupported: the source says 1,500")],
)
def test_what_is_not_proven_says_why(verdict: str, line: str) -> None:
    assert line in printed(cited(verdict, ("the source says 1,500",)))


def test_what_is_not_known_of_a_source_is_said() -> None:
    text = printed(cited(publisher=None, published=None, url=None))
    assert "[1] publisher unknown, On the [river], date unknown\n" in text


def test_a_terminal_gets_colours_unless_no_color_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[32m" in printed(cited(), Terminal())
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[32m" not in printed(cited(), Terminal())


def test_force_color_does_not_colour_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b" not in printed(cited())


def test_long_lines_stay_under_their_indentation_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("NO_COLOR", "1")
    lines = [line.rstrip() for line in printed(cited(), Terminal()).splitlines()]
    quote = lines[next(i for i, line in enumerate(lines) if "“The ferry" in line) :]
    assert len(quote) > 2
    assert all(line.startswith("    ") and len(line) <= 40 for line in quote)


def test_abstaining_shows_what_is_nearest() -> None:
    answer = Answer(
        question="How old?",
        model="quotes",
        abstained=True,
        text="The articles do not say.",
        passages=(PassageRef(article_id="a1", start=0, end=10, score=0.4),),
    )
    text = printed(answer, nearest=((heading(ARTICLE), QUOTE),))
    assert text.startswith("The articles do not say.\n")
    assert "- The Paper, On the [river], 2019-04-01 (inferred)\n    The ferry has sailed" in text


def test_a_refusal_is_in_the_language_of_the_question_to_the_last_heading() -> None:
    answer = Answer(question="Сколько лет министру?", model="quotes", abstained=True, text="В статьях об этом нет.")
    text = printed(answer, nearest=((heading(ARTICLE), QUOTE),))
    assert "Ближайшие отрывки" in text
    assert "Nearest" not in text


def test_streamed_text_is_followed_by_its_verdicts() -> None:
    out = Terminal()
    page = Page(out)
    for piece in ("It has sailed ", "since 1957 [1]."):
        page.token(piece)
    page.answer(cited("partial", ("a year only",)))
    text = out.getvalue()
    assert text.index("It has sailed since 1957 [1].") < text.index("~ partial: a year only") < text.index("Sources")


def test_a_model_cannot_talk_to_the_terminal() -> None:
    out = io.StringIO()
    Page(out).token("a\x1b]0;PWNED\x07b\u202ec")
    assert out.getvalue() == "a]0;PWNEDbc"


@given(st.text())
def test_no_sentence_breaks_the_page(text: str) -> None:
    sentence = Sentence(text=text, verdict="unsupported", reasons=(text,))
    shown = printed(Answer(question="?", model="m", text=text, sentences=(sentence,)))
    assert "\x1b" not in shown
    assert "✗ unsupported" in shown


@given(st.text(max_size=400), st.integers(min_value=1, max_value=80))
def test_an_excerpt_is_one_short_line(text: str, length: int) -> None:
    line = excerpt(text, length)
    assert "\n" not in line
    assert len(line) <= length + 2


def test_hits_and_articles_print_without_markup() -> None:
    passage = Passage("p", ARTICLE, 0, 0, len(QUOTE), QUOTE, ())
    out = io.StringIO()
    print_hits([Hit(passage, 0.834)], out)
    terminal(out).print(table_of([ARTICLE]))
    assert "0.83 The Paper, On the [river]" in out.getvalue()
    assert QUOTE in out.getvalue()
    assert "a1  2019-04-01 (inferred)  The Paper" in out.getvalue()


def test_a_month_is_not_made_into_a_day() -> None:
    assert date_of(Article("a", "t", "x", published="2019-04")) == "2019-04"


def test_copies_are_told_where_their_origin_is_cited_listed_and_found() -> None:
    citation = Citation.of(ARTICLE, 1, 0, 9, ("Politicoscope", "TASS"))
    assert heading(citation) == "The Paper, On the [river], 2019-04-01 (inferred), also at Politicoscope, TASS"
    assert "also at Politicoscope, TASS" in footnote(citation, "2020-01-01")
    stream = io.StringIO()
    print_hits([Hit(Passage("p", ARTICLE, 0, 0, len(QUOTE), QUOTE, (), ("Politicoscope",)), 0.8)], stream)
    assert "2019-04-01 (inferred), also at Politicoscope" in stream.getvalue()
    terminal(stream).print(table_of([ARTICLE], {"a1": ["b2", "c3"]}))
    assert "b2 c3" in stream.getvalue()


def test_a_claim_that_is_carried_in_spite_of_a_doubt_is_no_tick() -> None:
    """A reader who skims the marks would stand behind a sentence which the check itself doubts."""
    out = io.StringIO()
    page = Page(out)
    page.checked(Checked(claim="It is free.", verdict="supported", reasons=("the source does not negate this",)))
    page.checked(Checked(claim="It sails.", verdict="supported"))
    assert "~ supported: the source does not negate this" in out.getvalue()
    assert "✓ supported\n" in out.getvalue()
