"""Whether the chat keeps up with its user: ``python -m tests.bench.chat``.

Four figures, each against what it cannot do without: first paint, CPU of a streamed answer, the longest gap between
frames under load, and the time from a key press to the screen in a long conversation.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import pexpect
from textual import events

from qa.answer import Answer, Done, Event, Proven, Retrieved, Sentence, Token
from qa.sessions import Sessions
from qa.tui.app import ChatApp
from qa.tui.engine import Engine
from qa.tui.turn_view import TurnView
from store import Library
from store.locations import Locations
from tests.qa.tui import chatting
from tests.qa.tui.chatting import ScriptedEngine, ask, settings, talk, until
from tests.scripted_server import Reply, ScriptedServer
from tests.store.hashing import hashing

ROUNDS = 9
EMPTY_APP = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("Ask about Russia")
Empty().run()
"""
FIRST_WORDS = "about Russia"
ITEMS = 40
PIECE_SECONDS = 0.004
PRESSES = 120
NEW_LINE = 10
"""Every so many presses the prompt grows by a line, and the whole screen is laid out anew."""
ANSWERS = 40


class Watched(ChatApp):
    """Notes when something was drawn."""

    drawn: list[float]

    def _display(self, *given: Any, **named: Any) -> None:
        super()._display(*given, **named)
        self.__dict__.setdefault("drawn", []).append(time.perf_counter())


class Paced(ScriptedEngine):
    """Plays the script at the pace of a quick model."""

    def events(self, *given: Any) -> Iterator[Event]:
        for event in super().events(*given):
            time.sleep(PIECE_SECONDS)
            yield event


def first_paint(arguments: list[str]) -> float:
    """Return the seconds from the start of a process until its first words are on the terminal."""
    variables = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "120", "LINES": "40"}
    began = time.perf_counter()
    child = pexpect.spawn(sys.executable, arguments, env=variables, dimensions=(40, 120), timeout=60)
    child.expect(FIRST_WORDS.encode())
    seconds = time.perf_counter() - began
    child.close(force=True)
    return seconds


def paint_ratio(folder: Path) -> float:
    """First paint of the chat over that of an empty Textual app; medians of alternating rounds."""
    home = folder / "painted"
    Library.open(home, embedding=hashing()).close()
    pairs = [
        (first_paint(["-c", EMPTY_APP]), first_paint(["-m", "qa", "--model", "quotes", "--home", str(home)]))
        for _ in range(ROUNDS)
    ]
    empty, chat = (median(times) for times in zip(*pairs, strict=True))
    print(f"first paint: {chat:.2f} s, an empty Textual app {empty:.2f} s")
    return float(chat / empty)


def a_list() -> list[Event]:
    """Events of an answer that is a list of forty items, word by word."""
    made: list[Event] = [Retrieved((), "q")]
    proven, text = [], ""
    for number in range(ITEMS):
        sentence = f"Item {number} says that the two sides met on day {number} of the month and agreed."
        lead = "\n- " if number else "- "
        words = (lead + sentence).split(" ")
        made += [Token(word + " ") for word in words]
        proven.append(Sentence(text=sentence, verdict="unsupported"))
        made.append(Proven(proven[-1]))
        text += lead + sentence
    return [*made, Done(Answer(question="q", model="m", text=text, sentences=tuple(proven)))]


async def cpu_ratio(folder: Path, library: Library) -> float:
    """CPU of the streamed list over that of the same text set at once."""
    script = a_list()
    engine = Paced(settings(folder / "streamed"), library, script)
    app = ChatApp(engine)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: app.chat.talk and app.chat.status.model, "it to load")
        await ask(app, pilot, "warm up")
        streamed, at_once = [], []
        for _ in range(3):
            await talk(app).new_session()
            began = time.process_time()
            await ask(app, pilot, "q")
            streamed.append(time.process_time() - began)
            await talk(app).new_session()
            began = time.process_time()
            turn = TurnView("q", "m")
            await talk(app).conversation.add(turn)
            await turn.finish(script[-1].answer)  # type: ignore[union-attr]  # the last is Done
            await pilot.pause()
            at_once.append(time.process_time() - began)
    print(f"CPU for {ITEMS} items: {median(streamed):.2f} s streamed, {median(at_once):.2f} s at once")
    return median(streamed) / median(at_once)


async def longest_gap(folder: Path) -> float:
    """Milliseconds between two frames, at most, while an answer streams and articles are added with the real model."""
    library = Library.open(folder / "busy")
    seeds = library.articles()
    for number in range(4):
        path = folder / f"article-{number}.md"
        path.write_text(f"---\ntitle: Copy {number}\n---\n" + f"Edition {number}.\n\n".join(s.text for s in seeds))
    pieces = tuple(f"{word} " for word in ("Putin and Kim met in Vladivostok in April 2019 [1]. " * 40).split())
    with ScriptedServer(Reply(pieces=pieces, pause=0.02)) as server:
        given = settings(folder / "busy", "openai:scripted", server.base_url)
        app = Watched(Engine(lambda: given))
        async with app.run_test(size=(120, 40)) as pilot:
            await until(pilot, lambda: app.chat.talk and app.chat.status.model, "it to load")
            await ask(app, pilot, "Where did Kim Jong Un meet Putin in April 2019?")
            app.adding.start(str(folder))
            turn = await ask(app, pilot, "Where did Kim Jong Un meet Putin in 2019?", wait=False)
            app.drawn.clear()
            await until(pilot, lambda: turn.state == "done", "the answer")
            drawn = list(app.drawn)
            await until(pilot, lambda: not app.chat.status.work, "the articles")
    library.close()
    gaps = [after - before for before, after in pairwise(drawn)]
    print(f"frames while streaming and adding: {len(drawn)}, median gap {1000 * median(gaps):.0f} ms")
    return 1000 * max(gaps)


async def press_to_screen(folder: Path, library: Library) -> float:
    """Milliseconds from a key press to the screen at forty answers of history, 95th percentile."""
    home = folder / "long"
    sessions = Sessions.open(Locations.at(home).sessions)
    session: str | None = None
    answer = a_list()[-1].answer  # type: ignore[union-attr]  # the last is Done
    short = answer.model_copy(update={"text": answer.text[:600], "sentences": answer.sentences[:7]})
    for number in range(ANSWERS):
        session, key = sessions.begin(session, f"Question {number}?", "quotes")
        sessions.finish(key, "done", short)
    sessions.close()
    app = Watched(Engine(lambda: settings(home), library=library), resume=session or "")
    times = []
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: app.chat.talk and app.chat.status.model, "it to load")
        for number in range(PRESSES):
            await asyncio.sleep(0.02)
            app.drawn.clear()
            began = time.perf_counter()
            app.post_message(events.Key("a", "a") if number % NEW_LINE else events.Key("ctrl+j", None))
            while not app.drawn:
                await asyncio.sleep(0.0005)
            times.append(app.drawn[0] - began)
    print(f"key press to screen at {ANSWERS} answers: median {1000 * median(times):.0f} ms")
    return 1000 * quantiles(times, n=20)[-1]


def main() -> None:
    """Measure, and print the four figures and which of them are above their limits."""
    chatting.PATIENCE = 300.0  # articles are added at the lowest priority, which on a busy machine takes its time
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        figures = [("first paint / empty app", paint_ratio(folder), 1.6)]
        with Library.open(folder / "small", embedding=hashing()) as library:
            figures.append(("CPU streamed / at once", asyncio.run(cpu_ratio(folder, library)), 4.0))
            figures.append(("key press to screen, p95 ms", asyncio.run(press_to_screen(folder, library)), 60.0))
        busy = folder / "articles"
        busy.mkdir()
        figures.append(("longest gap between frames, ms", asyncio.run(longest_gap(busy)), 150.0))
    for what, value, limit in figures:
        print(f"{what}: {value:.2f} (at most {limit:g}){'' if value <= limit else '  MISSED'}")


if __name__ == "__main__":
    main()
