"""Every citation can be reached by keyboard, stands highlighted in its article, and can be read, opened and copied."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from qa.answer import Answer, Citation, Done, Proven, Sentence, Token
from qa.tui.app import ChatApp
from qa.tui.article_text import ArticleText
from qa.tui.engine import Engine
from qa.tui.reader_screen import ReaderScreen
from qa.tui.sources_screen import SourcesScreen
from store import Library
from tests.qa.tui.chatting import QUESTION, ScriptedEngine, ask, chatting, screen_text, settings, settled, talk, toasts


def citing(library: Library, url: str | None = None, count: int = 3) -> list[Any]:
    """Events of an answer that cites sentences of the first article, from its end to its beginning."""
    article = library.articles()[0]
    sentences = [s for p in library.passages(article.id) for s in p.sentences][1 :: max(1, 12 // count)][:count][::-1]
    citations = [
        Citation(n=n, article_id=article.id, title=article.title, url=url, quote=s.text, start=s.start, end=s.end)
        for n, s in enumerate(sentences, start=1)
    ]
    proven = [Sentence(text=f"Fact {c.n}.", verdict="supported", citations=(c.n,)) for c in citations]
    text = " ".join(f"Fact {c.n} [{c.n}]." for c in citations)
    answer = Answer(question="q", model="m", text=text, sentences=tuple(proven), citations=tuple(citations))
    made: list[Any] = []
    for sentence, citation in zip(proven, citations, strict=True):
        made += [Token(f"{sentence.text} "), Proven(sentence, (citation,))]
    return [*made, Done(answer)]


def highlighted(text: ArticleText) -> str:
    """The text on the screen that carries the style of the current quote."""
    wanted = text.get_component_rich_style("article-text--current").bgcolor
    lines = [text.render_line(y) for y in range(text.size.height)]
    return " ".join(" ".join(s.text for line in lines for s in line if s.style and s.style.bgcolor == wanted).split())


async def test_a_digit_shows_the_cited_passage_highlighted_in_its_article(engine: Engine) -> None:
    async with chatting(engine) as (app, pilot):
        turn = await ask(app, pilot, QUESTION)
        await pilot.press("1")
        await settled(pilot)
        assert turn.answer
        quote = " ".join(turn.answer.citations[0].quote.split())
        assert highlighted(talk(app).panel.text) == quote
        assert "▌" in screen_text(app)
        assert "(inferred)" in screen_text(app)


async def test_digits_and_brackets_move_between_citations(seed_library: Library, home: Path) -> None:
    async with chatting(ScriptedEngine(settings(home), seed_library, citing(seed_library))) as (app, pilot):
        turn = await ask(app, pilot, "q?")
        for key, n in [("3", 3), ("]", 1), ("[", 3), ("2", 2), ("[", 1)]:
            await pilot.press(key)
            await settled(pilot)
            assert talk(app).panel.current is turn.citations[n - 1], key
            assert highlighted(talk(app).panel.text) == " ".join(turn.citations[n - 1].quote.split())


async def test_enter_reads_the_whole_article_with_all_quotes_and_n_and_p_between_them(
    seed_library: Library, home: Path
) -> None:
    async with chatting(ScriptedEngine(settings(home), seed_library, citing(seed_library))) as (app, pilot):
        turn = await ask(app, pilot, "q?")
        await pilot.press("3", "enter")
        await settled(pilot)
        reader = app.screen
        assert isinstance(reader, ReaderScreen)
        seen = []
        for key in ("n", "n", "n", "p"):
            await pilot.press(key)
            await settled(pilot)
            seen.append(highlighted(reader.text))
        in_place = [" ".join(c.quote.split()) for c in sorted(turn.citations, key=lambda c: c.start)]
        assert seen == [in_place[1], in_place[2], in_place[0], in_place[2]]
        await pilot.press("escape")
        assert app.screen is app.chat


@pytest.mark.parametrize(
    ("url", "opened", "words"),
    [
        ("https://example.org/a?b=1", True, "https://example.org/a?b=1"),
        ("javascript:alert(1)", False, "Not opened"),
        ("file:///etc/passwd", False, "Not opened"),
        ("https://[broken", False, "Not opened"),
        (None, False, "no address"),
    ],
)
async def test_only_web_addresses_are_opened_and_a_toast_shows_them(
    seed_library: Library, home: Path, monkeypatch: pytest.MonkeyPatch, url: str | None, opened: bool, words: str
) -> None:
    visited: list[str] = []
    monkeypatch.setattr(ChatApp, "open_url", lambda self, address, **_: visited.append(address))
    async with chatting(ScriptedEngine(settings(home), seed_library, citing(seed_library, url))) as (app, pilot):
        await ask(app, pilot, "q?")
        await pilot.press("1", "o")
        await settled(pilot)
        assert visited == ([url] if opened else [])
        assert words in toasts(app)


async def test_y_copies_the_quote_with_its_source(engine: Engine) -> None:
    async with chatting(engine) as (app, pilot):
        turn = await ask(app, pilot, QUESTION)
        await pilot.press("1", "y")
        assert turn.citations[0].quote[:30] in app.clipboard
        assert "Lenta.ru" in app.clipboard
        assert "Copied" in toasts(app)


async def test_escape_closes_the_panel_then_goes_to_the_prompt(engine: Engine) -> None:
    async with chatting(engine) as (app, pilot):
        await ask(app, pilot, QUESTION)
        await pilot.press("1")
        await settled(pilot)
        assert talk(app).panel.text.has_focus
        await pilot.press("escape")
        await settled(pilot)
        assert not talk(app).panel.display
        await pilot.press("tab", "escape")
        assert app.chat.prompt.has_focus


async def test_on_a_narrow_screen_the_sources_are_a_dialogue(engine: Engine) -> None:
    async with chatting(engine, size=(80, 24)) as (app, pilot):
        turn = await ask(app, pilot, QUESTION)
        assert not talk(app).panel.display
        await pilot.press("1")
        await settled(pilot)
        assert isinstance(app.screen, SourcesScreen)
        assert highlighted(app.screen.panel.text) == " ".join(turn.citations[0].quote.split())
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, ReaderScreen)
        await pilot.press("escape", "escape")
        assert app.chat.is_current


async def test_a_click_on_a_marker_shows_its_source(seed_library: Library, home: Path) -> None:
    async with chatting(ScriptedEngine(settings(home), seed_library, citing(seed_library))) as (app, pilot):
        turn = await ask(app, pilot, "q?")
        await click_on(app, pilot, "[2]")
        await settled(pilot)
        assert talk(app).panel.current is turn.citations[1]


async def click_on(app: ChatApp, pilot: Pilot[int], text: str) -> None:
    conversation = talk(app).conversation.region
    for y, line in enumerate(screen_text(app).split("\n")):
        x = line[: conversation.right].find(text)
        if x >= 0:
            await pilot.click(offset=(x + 1, y))
            return
    raise AssertionError(f"{text} is not on the screen")


async def test_the_answer_in_focus_moves_and_its_sources_with_it(engine: Engine) -> None:
    async with chatting(engine) as (app, pilot):
        first = await ask(app, pilot, QUESTION)
        second = await ask(app, pilot, "Who arrived in the North Korean capital on Monday?")
        assert talk(app).panel.citations is second.citations
        await pilot.press("ctrl+up")
        await settled(pilot)
        assert talk(app).panel.citations is first.citations
        await pilot.press("ctrl+down")
        await settled(pilot)
        assert talk(app).panel.citations is second.citations


async def test_an_article_that_was_removed_leaves_its_quote(seed_library: Library, home: Path) -> None:
    events = citing(seed_library)
    gone = events[-1].answer.model_copy(
        update={"citations": tuple(c.model_copy(update={"article_id": "gone"}) for c in events[-1].answer.citations)}
    )
    events[-1] = replace(events[-1], answer=gone)
    async with chatting(ScriptedEngine(settings(home), seed_library, events)) as (app, pilot):
        await ask(app, pilot, "q?")
        await pilot.press("1")
        await settled(pilot)
        assert "has been removed" in screen_text(app)
        await pilot.press("enter")
        await settled(pilot)
        assert "has been removed" in screen_text(app)


async def test_an_article_that_has_changed_shows_the_text_that_was_cited_and_says_so(
    seed_library: Library, home: Path
) -> None:
    events = citing(seed_library)
    engine = ScriptedEngine(settings(home), seed_library, events)
    for citation in events[-1].answer.citations:
        article = seed_library.article(citation.article_id)
        engine._articles[article.id] = replace(article, superseded_by="newer")
    async with chatting(engine) as (app, pilot):
        await ask(app, pilot, "q?")
        await pilot.press("1")
        await pilot.press("enter")
        await settled(pilot)
        assert "An earlier version: the article has changed since." in screen_text(app)
