"""Sessions are resumed, searched, renamed, deleted and exported; the palette's commands do what they say."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.command import CommandPalette
from textual.widgets import Input

from qa.answer import Answer
from qa.sessions import Sessions
from qa.tui.app import LATEST, ChatApp
from qa.tui.ask_line import AskLine
from qa.tui.engine import Engine
from qa.tui.help_screen import HelpScreen
from qa.tui.sessions_screen import SessionsScreen
from store import Library
from store.locations import Locations
from tests.qa.tui.chatting import QUESTION, ask, chatting, command, said, screen_text, settled, talk, toasts, until


def kept(home: Path, *questions: str) -> str:
    """Make a session of answered questions; return its id."""
    sessions = Sessions.open(Locations.at(home).sessions)
    session: str | None = None
    for number, question in enumerate(questions):
        session, key = sessions.begin(session, question, "quotes")
        sessions.finish(key, "done", Answer(question=question, model="quotes", text=f"Answer {number}."))
    sessions.close()
    assert session
    return session


async def test_a_conversation_is_there_after_leaving_and_coming_back(engine: Engine, seed_library: Library) -> None:
    async with chatting(engine) as (app, pilot):
        await ask(app, pilot, QUESTION)
        session = app.session_id
        assert session
    again = Engine(engine._load_settings, library=seed_library)
    async with chatting(again, resume=session[:4]) as (app, pilot):
        await until(pilot, lambda: "✓ According to" in said(app), "the old answer")
        assert QUESTION in said(app)
        assert app.session_id == session
        await pilot.press("1")
        assert talk(app).panel.current is not None
        await ask(app, pilot, "And where did he eat bear meat?")
        assert app.sessions and len(app.sessions.turns(session)) == 2
    async with chatting(Engine(engine._load_settings, library=seed_library), resume=LATEST) as (app, pilot):
        assert app.session_id == session


async def test_an_unknown_session_is_one_line_and_an_error(engine: Engine) -> None:
    app = ChatApp(engine, resume="nonsense")
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.error, "the error")
    assert app.return_code == 1
    assert "no session begins with 'nonsense'" in (app.error or "")


async def test_sessions_are_searched_and_resumed(engine: Engine, home: Path) -> None:
    kept(home, "Where is the ferry?", "Which bridge?")
    kept(home, "Something else?")
    async with chatting(engine) as (app, pilot):
        await pilot.press("ctrl+o")
        await settled(pilot)
        assert "Something else?" in screen_text(app)
        await pilot.press(*"bridg")
        await settled(pilot)
        assert "Where is the ferry?" in screen_text(app)
        assert "Something else?" not in screen_text(app)
        await pilot.press("enter")
        await until(pilot, lambda: len(talk(app).conversation.turns) == 2, "the session")
        assert "Answer 1." in said(app)
        assert talk(app).answering.history == [("Where is the ferry?", "Answer 0."), ("Which bridge?", "Answer 1.")]


async def test_sessions_are_renamed_and_deleted_only_at_the_second_press(engine: Engine, home: Path) -> None:
    session = kept(home, "Where is the ferry?")
    async with chatting(engine) as (app, pilot):
        assert app.sessions
        await pilot.press("ctrl+o", "f2")
        await settled(pilot)
        assert isinstance(app.screen, AskLine)
        app.screen.query_one(Input).value = "Boats [/] and [red] ships"
        await pilot.press("enter")
        await settled(pilot)
        assert "Boats [/] and [red] ships" in screen_text(app)
        await pilot.press("f8")
        assert app.sessions.listed()[0].id == session
        await pilot.press("f8")
        await settled(pilot)
        assert app.sessions.listed() == []
        assert isinstance(app.screen, SessionsScreen)


async def test_a_new_name_of_the_session_on_the_screen_shows_at_once(engine: Engine) -> None:
    async with chatting(engine) as (app, pilot):
        await ask(app, pilot, QUESTION)
        await pilot.press("ctrl+o", "f2")
        await until(pilot, lambda: isinstance(app.screen, AskLine), "the dialogue")
        app.screen.query_one(Input).value = "The summit"
        await pilot.press("enter", "escape")
        await until(pilot, lambda: app.chat.status.title == "The summit", "the new title")


async def test_deleting_the_session_on_the_screen_starts_a_new_one(engine: Engine) -> None:
    async with chatting(engine) as (app, pilot):
        await ask(app, pilot, QUESTION)
        await pilot.press("ctrl+o", "f8", "f8", "escape")
        await until(pilot, lambda: not talk(app).conversation.turns, "an empty conversation")
        assert app.session_id is None
        await ask(app, pilot, QUESTION)
        assert app.sessions and len(app.sessions.listed()) == 1


async def test_export_writes_footnotes_and_overwrites_nothing(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with chatting(engine) as (app, pilot):
        turn = await ask(app, pilot, QUESTION)
        await command(app, pilot, "Export session")
        await command(app, pilot, "Export session")
        assert "Exported" in toasts(app)
    first, second = sorted(tmp_path.glob("tumen-*.md"))
    text = first.read_text()
    assert second.read_text() == text
    assert "[^1]" in text
    assert "[^1]: “Kim Jong-un" in text
    assert "Lenta.ru" in text and "2023-09-12 (inferred)" in text and "Retrieved 20" in text
    assert turn.answer and turn.answer.citations[0].quote[:40] in text


async def test_answers_are_copied_with_and_without_sources(engine: Engine) -> None:
    async with chatting(engine) as (app, pilot):
        await command(app, pilot, "Copy answer")
        assert "no answer to copy" in toasts(app)
        turn = await ask(app, pilot, QUESTION)
        await command(app, pilot, "Copy answer")
        assert turn.answer and app.clipboard == turn.answer.text
        await command(app, pilot, "Copy with sources")
        assert "[^1]: " in app.clipboard


async def test_the_theme_is_kept(engine: Engine, seed_library: Library) -> None:
    async with chatting(engine) as (app, pilot):
        app.theme = "tumen-light"
        await settled(pilot)
    async with chatting(Engine(engine._load_settings, library=seed_library)) as (app, pilot):
        assert app.theme == "tumen-light"


@pytest.mark.parametrize("theme", ["tumen-dark", "tumen-light", "ansi-dark", "ansi-light"])
async def test_every_theme_draws_an_answer(engine: Engine, theme: str) -> None:
    async with chatting(engine) as (app, pilot):
        app.theme = theme
        await ask(app, pilot, QUESTION)
        await pilot.press("1")
        await settled(pilot)
        assert "✓" in said(app)


async def test_f1_helps_with_what_has_the_focus(engine: Engine) -> None:
    async with chatting(engine) as (app, pilot):
        await pilot.press("f1")
        await settled(pilot)
        assert isinstance(app.screen, HelpScreen)
        assert "Ctrl+J" in screen_text(app)
        await pilot.press("escape")
        await ask(app, pilot, QUESTION)
        await pilot.press("1", "f1")
        await settled(pilot)
        assert "copy the quote" in screen_text(app)


async def test_a_new_session_leaves_the_old_one_alone(engine: Engine) -> None:
    async with chatting(engine) as (app, pilot):
        await ask(app, pilot, QUESTION)
        first = app.session_id
        await command(app, pilot, "New session")
        await until(pilot, lambda: app.session_id is None, "a new session")
        await ask(app, pilot, "Who arrived in the North Korean capital?")
        assert app.sessions and {s.id for s in app.sessions.listed()} == {first, app.session_id}


async def test_the_palette_lists_every_command(engine: Engine) -> None:
    async with chatting(engine) as (app, pilot):
        await pilot.press("ctrl+p")
        await until(pilot, lambda: "Add articles" in screen_text(app), "the palette")
        await pilot.press("escape")
        titles = {c.title for c in app.get_system_commands(app.screen)}
        assert {"Ask again", "Switch model", "Switch theme", "New session", "Quit", "Help"} <= titles


async def test_the_palette_may_be_asked_for_while_the_last_one_closes(engine: Engine) -> None:
    """Escape and Ctrl+P in quick succession ended the program, and the conversation with it."""
    async with chatting(engine) as (app, pilot):
        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(app.screen, CommandPalette), "the palette")
        app.pop_screen()  # not waited for: the next key comes before it has gone
        app.action_command_palette()
        await until(pilot, lambda: app.screen is app.chat, "the chat")
        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(app.screen, CommandPalette), "another palette")
