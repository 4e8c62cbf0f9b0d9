"""No sequence of keys, however odd, crashes the chat or leaves a prompt that cannot be used."""

from __future__ import annotations

import asyncio
import random
from pathlib import Path

import pytest
from textual import events
from textual.command import CommandPalette

from qa.tui.ask_line import AskLine
from qa.tui.chat_screen import ChatScreen
from qa.tui.engine import Engine
from store import Library
from tests.qa.tui.chatting import chatting, settings, settled, talk, until
from tests.scripted_server import Reply, ScriptedServer
from tests.store.hashing import hashing

PRESSES = 1000
KEYS = (
    *"123456789[]oynpqaZ ?/Ж한", "enter", "escape", "tab", "shift+tab", "up", "down", "left", "right", "pageup",
    "pagedown", "home", "end", "backspace", "delete", "ctrl+j", "shift+enter", "ctrl+r", "ctrl+o", "ctrl+p", "ctrl+up",
    "ctrl+down", "ctrl+a", "ctrl+z", "ctrl+c", "ctrl+v", "f1", "f2", "f4", "f8", "f3", "insert",
)  # fmt: skip
SIZES = ((120, 40), (80, 24), (60, 20), (30, 10), (100, 30))


async def test_a_palette_that_is_left_as_soon_as_it_opens_does_not_end_the_app(engine: Engine) -> None:
    async with chatting(engine) as (app, pilot):
        for _ in range(3):
            app.action_command_palette()
            await until(pilot, lambda: isinstance(app.screen, CommandPalette), "the palette")
            palette = app.screen
            assert isinstance(palette, CommandPalette)
            palette.dismiss()
            await until(pilot, lambda: isinstance(app.screen, ChatScreen), "it to go")
            palette._gather_commands("a")  # as a key that was still on its way would
            await settled(pilot)
        assert app._exception is None
        assert isinstance(app.screen, ChatScreen)


async def test_a_dialogue_that_is_answered_while_another_lies_over_it_can_still_be_left(engine: Engine) -> None:
    async with chatting(engine) as (app, pilot):
        below, above = AskLine("below"), AskLine("above")
        for dialogue in (below, above):
            app.push_screen(dialogue)
            await until(pilot, lambda asked=dialogue: app.screen is asked, "the dialogue")  # type: ignore[misc]
        below.dismiss("an Enter that came too late")
        await settled(pilot)
        assert app.screen is above
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is below, "the one below")
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is app.chat, "the chat")


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1, 6))
async def test_a_thousand_random_keys(seed: int, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While answers stream, articles are added, and the window changes its size."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("qa.tui.app.ChatApp.open_url", lambda *_, **__: None)
    monkeypatch.setattr("qa.tui.app.ChatApp.action_quit", _stay)
    chance = random.Random(seed)
    pieces = tuple(f"Putin and Kim met in Vladivostok in {year} [1]. " for year in range(2000, 2030))
    library = Library.open(home, embedding=hashing())
    with ScriptedServer(Reply(pieces=pieces)) as server:
        given = settings(home, "openai:scripted", server.base_url)
        async with chatting(Engine(lambda: given, library=library)) as (app, pilot):
            for number in range(PRESSES // 2):
                if number % 60 == 0:
                    note = tmp_path / f"{number}.md"
                    note.write_text(f"---\ntitle: Note {number}\n---\nBridge {number} was built in 1959.\n")
                    app.adding.start(str(note))
                if number % 40 == 0:
                    await pilot.resize_terminal(*chance.choice(SIZES))
                if number % 25 == 0 and app.screen is app.chat:
                    talk(app).ask(f"Where did they meet ({number})?")
                for key in chance.choices(KEYS, k=2):
                    app.post_message(events.Key(key, key if len(key) == 1 else None))
                await asyncio.sleep(chance.choice((0, 0, 0.02)))
                assert app._exception is None
            for _ in range(20):  # a screen may open late, when what it shows has been read
                await pilot.press("escape")
                if isinstance(app.screen, ChatScreen):
                    break
            await until(pilot, lambda: isinstance(app.screen, ChatScreen), "the chat")
            app.chat.prompt.focus()
            app.chat.prompt.put("usable")
            await pilot.press("!")
            assert app.chat.prompt.text == "usable!"
            await pilot.press("enter")
            await until(pilot, lambda: talk(app).answering.last_question == "usable!", "the question to be taken")
            await until(pilot, lambda: not talk(app).busy, "its answer")
            assert app._exception is None


async def _stay(_: object) -> None:
    """The palette's Quit would end the test too soon."""
