"""A claim is checked without leaving the chat, and hostile text in it stays text."""

from __future__ import annotations

import threading

import pytest
from textual.widgets import Input

from qa.checking import Checked
from qa.tui.ask_line import AskLine
from qa.tui.claim_card import ClaimCard
from qa.tui.engine import Engine
from tests.qa.tui.chatting import QUESTION, ask, chatting, command, said, screen_text, talk, until


async def test_a_claim_is_checked_from_the_palette(engine: Engine) -> None:
    async with chatting(engine) as (app, pilot):
        await command(app, pilot, "Check a claim")
        await until(pilot, lambda: isinstance(app.screen, AskLine), "the dialogue")
        await pilot.press(*"Kim arrived in [b]Paris[/] by armored train.", "enter")
        await until(pilot, lambda: "not found" in screen_text(app) or "contradicted" in screen_text(app), "the finding")
        assert "[b]Paris[/]" in screen_text(app)
        await command(app, pilot, "New session")
        await until(pilot, lambda: not app.chat.query(ClaimCard), "an empty conversation")
        assert "2 articles" in said(app)


async def test_a_finding_leaves_a_reader_who_has_scrolled_up_where_he_is(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    go = threading.Event()

    def check(_: Engine, text: str) -> list[Checked]:
        assert go.wait(60)
        return [Checked(claim=f"{text} {number}", verdict="not_found") for number in range(30)]

    monkeypatch.setattr(Engine, "check_claims", check)
    async with chatting(engine, size=(80, 24)) as (app, pilot):
        await ask(app, pilot, QUESTION)
        conversation = talk(app).conversation
        await command(app, pilot, "Check a claim")
        app.screen.query_one(Input).value = "Kim was there."
        await pilot.press("enter")
        await until(pilot, lambda: "checking" in said(app), "the claim")
        conversation.scroll_to(y=2, animate=False)
        await pilot.pause()
        go.set()
        await until(pilot, lambda: app.chat.query_one(ClaimCard).size.height > 30, "the findings")
        assert conversation.scroll_y == 2
