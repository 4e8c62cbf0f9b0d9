"""What happened when can be seen without leaving the chat, and each date leads to the words that give it."""

from __future__ import annotations

from textual.widgets import Input

from qa.tui.engine import Engine
from qa.tui.reader_screen import ReaderScreen
from qa.tui.timeline_screen import TimelineScreen
from tests.qa.tui.chatting import chatting, command, screen_text, toasts, until
from tests.qa.tui.test_sources import highlighted


async def test_a_topic_gives_dated_events_and_each_opens_its_article_there(engine: Engine) -> None:
    async with chatting(engine) as (app, pilot):
        await command(app, pilot, "Timeline")
        app.screen.query_one(Input).value = "Kim Jong Un's visit to Russia"
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, TimelineScreen), "the timeline")
        assert isinstance(app.screen, TimelineScreen)
        first = app.screen._dated[0].citation
        await until(pilot, lambda: first.quote[:30] in screen_text(app), "the first event")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ReaderScreen), "the article")
        assert isinstance(app.screen, ReaderScreen)
        text = app.screen.text
        await until(pilot, lambda: highlighted(text) == " ".join(first.quote.split()), "its quote")


async def test_a_topic_without_dates_says_so(engine: Engine) -> None:
    async with chatting(engine) as (app, pilot):
        await command(app, pilot, "Timeline")
        app.screen.query_one(Input).value = "Write a Python function that sorts a list"
        await pilot.press("enter")
        await until(pilot, lambda: "date nothing of this" in toasts(app), "the answer")
