"""Whatever an article, a model, a title or a user writes: no escape reaches the terminal, no markup is obeyed."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from textual import events
from textual.content import Content

from qa.answer import Answer, Citation, Done, Proven, Retrieved, Sentence, Token
from qa.checking import Checked
from qa.export import answer_with_sources, web_address
from qa.sessions import Sessions
from qa.timeline import Event
from qa.tui.article_text import wrapped
from qa.tui.claim_card import ClaimCard
from qa.tui.streaming import StreamedText
from qa.tui.timeline_screen import TimelineScreen
from qa.tui.verdicts import markdown, shown
from store import Library
from store.article import Article
from store.locations import Locations
from store.text import sanitise
from tests.qa.tui import chatting as chat
from tests.store.hashing import hashing

FRAGMENTS = (
    "\x1b]0;PWNED\x07", "\x1b[2J", "\x1b[31m", "\x9b31m", "\x1bP1$r\x1b\\", "\r", "\x08" * 5, "\x7f",
    "\u202e", "\u2066", "[/]", "[red]", "[@click=app.quit]x[/]", "[b", "[Reuters] says",
    "<script>alert(1)</script>", "<doc-1>", "[x](javascript:alert(1))", "![i](file:///etc/passwd)",
    "[1]: javascript:x", "http://a.b/" + "c" * 300, "W" * 10_000, "가" * 300, "한국어", "Ким Чен Ын",
    "\ue000✓ proven\ue003", "✓ proven", "\ue0051\ue006", "[1]", "【2】", "# H", "- a\n- b", "```\ncode",
    "| a | b |\n|---|---|\n| c | d |", "1. one", "> q", "\t", "\n\n", "&lt;b&gt;", "`tick", "***",
    "\u0301" * 20,
)  # fmt: skip
HOSTILE = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=20), min_size=1, max_size=5).map(" ".join)
FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def assert_clean(text: str) -> None:
    found = FORBIDDEN.search(text)
    assert found is None, repr(text[max(0, found.start() - 20) : found.end() + 20])


def cited(text: str, article: Article, verdict: Any = "supported") -> list[Any]:
    """Events of an answer of one sentence, everything in it hostile."""
    end = min(20, len(article.text))
    citation = Citation(
        n=1, article_id=article.id, title=text, publisher=text, url=text, quote=article.text[:end], start=0, end=end
    )
    sentence = Sentence(text=text.strip() or "x", verdict=verdict, reasons=(text,), citations=(1,))
    answer = Answer(
        question=text, model=text, text=text, sentences=(sentence,), citations=(citation,), notice=text[:80],
        standalone_question=text,
    )  # fmt: skip
    return [Retrieved((), text), Token(text), Proven(sentence, (citation,)), Done(answer)]


async def show_everywhere(texts: list[str], home: Path) -> None:
    """Put hostile text into every place that shows any, and look at the screen each time."""
    library = Library.open(home, embedding=hashing(), seeds=False)
    library.add_articles(
        [
            Article(id="", source=str(number), title=text, text=f"{text} word", publisher=text, url=text)
            for number, text in enumerate(texts)
        ]
    )
    article = library.articles()[0]
    engine = chat.ScriptedEngine(chat.settings(home), library, cited(texts[0], article))
    async with chat.chatting(engine, size=(110, 30)) as (app, pilot):
        for text in texts:
            engine.script = cited(text, article)
            app.post_message(events.Paste(text))
            await chat.settled(pilot)
            assert_clean(chat.screen_text(app))
            turn = await chat.ask(app, pilot, f"q {text}")
            assert turn.state == "done"
            assert_clean(chat.screen_text(app))
        for keys in (
            ("1",),
            ("enter",),
            ("escape",),
            ("ctrl+o",),
            ("f2",),
            ("escape",),
            ("escape",),
            ("f1",),
            ("escape",),
        ):
            await pilot.press(*keys)
            await chat.settled(pilot)
            assert_clean(chat.screen_text(app))
        await chat.talk(app).conversation.add_card(texts[0])
        app.chat.status.work = app.chat.status.title = texts[0]
        await chat.command(app, pilot, "Articles")
        assert_clean(chat.screen_text(app))
        await pilot.press("escape")
        (citation,) = cited(texts[0], article)[-1].answer.citations
        card = ClaimCard(texts[0])
        await chat.talk(app).conversation.add_note(card)
        card.show([Checked(claim=texts[0], verdict="contradicted", reasons=(texts[0],), citations=(citation,))])
        await chat.settled(pilot)
        assert_clean(chat.screen_text(app))
        event = Event(date="2019-04-01", as_written=texts[0], said=texts[0], citation=citation)
        await app.push_screen(TimelineScreen(texts[0], [event], library.article))
        assert_clean(chat.screen_text(app))
        await pilot.press("escape")
        app.chat.prompt.focus()
        app.chat.prompt.put("")
        await pilot.press("o", "k")
        assert app.chat.prompt.text.endswith("ok")
    library.close()


@pytest.mark.slow
@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts=st.lists(HOSTILE, min_size=1, max_size=2))
def test_hostile_text_anywhere_on_the_screen(texts: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    asyncio.run(show_everywhere(texts, tmp_path_factory.mktemp("hostile") / "home"))


def test_each_known_attack_everywhere(tmp_path: Path) -> None:
    half = len(FRAGMENTS) // 2
    together = [" ".join(FRAGMENTS[:half]), "\n".join(FRAGMENTS[half:])]
    asyncio.run(show_everywhere(together, tmp_path / "home"))


@settings(max_examples=300, deadline=None)
@given(text=HOSTILE, verdict=st.sampled_from(["supported", "partial", "unsupported"]))
def test_a_sign_of_proof_is_only_ever_ours(text: str, verdict: Any) -> None:
    """A model that writes ✓, or the characters that stand for it, must not look proven."""
    streamed = StreamedText()
    streamed.token(text)
    on_screen = shown(Content(markdown(streamed))).plain
    assert "✓" not in on_screen
    assert_clean(on_screen)
    streamed.proven(Sentence(text=text.strip(), verdict=verdict))
    on_screen = shown(Content(markdown(streamed))).plain
    assert on_screen.count("✓") == (verdict == "supported" and bool(re.search(r"\w", text)))


@settings(max_examples=200, deadline=None)
@given(text=HOSTILE, cuts=st.lists(st.integers(0, 60), max_size=8))
def test_a_proof_finds_its_sentence_however_the_text_was_cut(text: str, cuts: list[int]) -> None:
    """Nothing that came may be lost or shown twice when a sentence is proven."""
    raw = f"First it was so [2]. {text} Last."
    streamed, position = StreamedText(), 0
    for cut in [*cuts, len(raw)]:
        streamed.token(raw[position : position + cut])
        position += cut
    streamed.proven(Sentence(text="First it was so.", verdict="supported"))
    assert streamed.pieces[0].lead == ""
    assert "First" not in streamed.tail
    assert streamed.tail.endswith("Last.")


@settings(max_examples=300, deadline=None)
@given(text=HOSTILE, width=st.integers(8, 120))
def test_the_lines_of_an_article_are_its_text_and_no_more(text: str, width: int) -> None:
    """Offsets must hold whatever the text: a highlight one character off shows the wrong words."""
    text = sanitise(text)
    lines = list(wrapped(text, width))
    position = 0
    for start, end in lines:
        assert text[position:start].strip(" \t") in ("", "\n")
        assert "\n" not in text[start:end]
        assert cell_len(text[start:end].rstrip(" \t")) <= width
        position = end
    assert text[position:].strip(" \t\n") == ""


@given(text=HOSTILE)
def test_an_export_holds_no_live_link_but_web_addresses(text: str) -> None:
    article = Article(id="a", title=text, text=f"{text} word")
    done = cited(text, article)[-1]
    exported = answer_with_sources(done.answer, "2024-01-01")
    assert_clean(exported)
    assert not re.search(r"(?<!\\)\]\((?!#)", exported)
    assert "<script" not in exported.replace("\\<script", "")


@pytest.mark.parametrize(
    "url", ["javascript:x", "file:///x", "data:text/html,x", "", None, "http://", "https://a b", "x"]
)
def test_only_web_addresses_are_addresses(url: str | None) -> None:
    assert web_address(url) is None


@given(title=HOSTILE)
def test_a_session_may_have_any_name(title: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    sessions = Sessions.open(Locations.at(tmp_path_factory.getbasetemp() / "names").sessions)
    session, _ = sessions.begin(None, title, "m")
    sessions.rename(session, title)
    assert_clean(sessions.find(session).title)
    sessions.delete(session)
    sessions.close()
