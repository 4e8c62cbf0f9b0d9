"""A claim is checked without leaving the chat, and hostile text in it stays text."""

from __future__ import annotations

from qa.tui.ask_line import AskLine
from qa.tui.engine import Engine
from tests.qa.tui.chatting import chatting, command, screen_text, until


async def test_a_claim_is_checked_from_the_palette(engine: Engine) -> None:
    async with chatting(engine) as (app, pilot):
        await command(app, pilot, "Check a claim")
        await until(pilot, lambda: isinstance(app.screen, AskLine), "the dialogue")
        await pilot.press(*"Kim arrived in [b]Paris[/] by armored train.", "enter")
        await until(pilot, lambda: "not found" in screen_text(app) or "contradicted" in screen_text(app), "the finding")
        assert "[b]Paris[/]" in screen_text(app)
