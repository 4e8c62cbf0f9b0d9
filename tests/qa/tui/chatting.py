"""The chat in a test: the real app on a screen of its own, with the seeds and, where needed, a scripted endpoint."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import SecretStr
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget

from qa.answer import Event
from qa.settings import Settings
from qa.tui.app import ChatApp
from qa.tui.engine import Engine
from qa.tui.talk import Talk
from qa.tui.turn_view import TurnView

if TYPE_CHECKING:
    from store import Library

QUESTION = "Where did Kim Jong Un meet Putin in April 2019?"
UNANSWERABLE = "Write a Python function that sorts a list"
PATIENCE = 30.0


def settings(home: Path, model: str | None = "quotes", base_url: str | None = None, key: str = "sk-test") -> Settings:
    return Settings(
        home=home,
        model=model,
        openai_base_url=base_url,
        openai_api_key=SecretStr(key) if base_url else None,
        timeout=20,
    )


class ScriptedEngine(Engine):
    """Plays events in place of the chain; `hold` keeps it at the event of that index until `go` is set."""

    def __init__(self, given: Settings, library: Library, events: Sequence[Event], hold: int | None = None) -> None:
        super().__init__(lambda: given, library=library)
        self.script, self.hold, self.go = list(events), hold, threading.Event()
        self.asked: list[tuple[str, tuple[tuple[str, str], ...], str]] = []

    def events(
        self, question: str, history: Sequence[tuple[str, str]], model: str, stopped: Callable[[], bool]
    ) -> Iterator[Event]:
        self._ready.wait()
        self.asked.append((question, tuple(history), model))
        for index, event in enumerate(self.script):
            while index == self.hold and not self.go.wait(0.02):
                if stopped():
                    return
            yield event


@asynccontextmanager
async def chatting(
    engine: Engine, size: tuple[int, int] = (120, 40), resume: str = ""
) -> AsyncIterator[tuple[ChatApp, Pilot[int]]]:
    """Run the app until everything is loaded."""
    app = ChatApp(engine, resume=resume)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.chat.talk is not None and bool(app.chat.status.model), "it to load")
        await until(pilot, lambda: said(app), "the conversation to be on the screen")
        yield app, pilot


async def until(pilot: Pilot[int], condition: Callable[[], object], what: str = "it") -> None:
    """Wait until `condition` holds; what a user would wait for is named in the failure."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        await asyncio.sleep(0.02)
    await settled(pilot)


async def settled(pilot: Pilot[Any]) -> None:
    """Wait until all that was changed is on the screen.

    Textual's own pause ends when the process uses no CPU, which on a busy machine is also so while it waits for a core.
    """
    deadline = time.monotonic() + PATIENCE
    await pilot.pause()
    while _unsettled(pilot.app.screen):
        assert time.monotonic() < deadline, "the screen never came to rest"
        await pilot.pause()


def _unsettled(screen: Screen[object]) -> bool:
    return any(
        widget.message_queue_size or widget._layout_required or widget._repaint_required
        for widget in (screen, *screen.walk_children(Widget))
    )


async def ask(app: ChatApp, pilot: Pilot[int], question: str, *, wait: bool = True) -> TurnView:
    """Type a question, send it, and return its turn, by default when it is over."""
    before = talk(app).conversation.turns[-1:]
    app.chat.prompt.focus()
    app.chat.prompt.put(question)
    await pilot.press("enter")
    await until(pilot, lambda: talk(app).conversation.turns[-1:] != before, "the question to appear")
    turn = talk(app).conversation.turns[-1]
    if wait:
        await until(pilot, lambda: not talk(app).busy and turn.state != "asked", "an answer")
    return turn


async def command(app: ChatApp, pilot: Pilot[int], title: str) -> None:
    """Do what the palette does when a command is chosen."""
    (chosen,) = [c for c in app.get_system_commands(app.screen) if c.title == title]
    result = chosen.callback()
    if result is not None:
        await result
    await settled(pilot)


def talk(app: ChatApp) -> Talk:
    assert app.chat.talk is not None
    return app.chat.talk


def screen_lines(app: ChatApp) -> list[str]:
    """What the screen shows, line by line, as a terminal would be told."""
    return [strip.text for strip in app.screen._compositor.render_strips()]


def screen_text(app: ChatApp) -> str:
    return "\n".join(screen_lines(app))


def said(app: ChatApp) -> str:
    """What the conversation shows, its lines run together."""
    region = talk(app).conversation.region
    lines = [line[: region.right - 1].strip("▌│╭╮╰╯─▁▂▃▄▅▆▇█ ") for line in screen_lines(app)[region.y : region.bottom]]
    return " ".join(" ".join(lines).split())


def toasts(app: ChatApp) -> str:
    return "\n".join(f"{toast.title} {toast.message}" for toast in app._notifications)
