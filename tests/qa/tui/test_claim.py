"""A claim is checked without leaving the chat, and hostile text in it stays text."""

from __future__ import annotations

import threading

import pytest
from textual.widgets import Input

from qa.checking import Checked
from qa.tui.ask_line import AskLine
from qa.tui.claim_card import ClaimCard
from qa.tui.engine import Engine
from qa.tui.reader_screen import ReaderScreen
from qa.tui.turn_view import TurnView
from tests.qa.tui.chatting import QUESTION, ask, chatting, command, said, screen_text, settled, talk, until


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


async def test_the_quotes_of_a_claim_are_reached_by_keys_as_those_of_an_answer(engine: Engine) -> None:
    async with chatting(engine) as (app, pilot):
        await ask(app, pilot, QUESTION)
        await command(app, pilot, "Check a claim")
        claim = (
            "Kim Jong-un arrived in Vladivostok by armored train. He ate bear meat at the Lesnaya Zaimka restaurant."
        )
        app.screen.query_one(Input).value = claim
        await pilot.press("enter")
        await until(pilot, lambda: app.chat.query(ClaimCard) and app.chat.query_one(ClaimCard).citations, "the finding")
        card = app.chat.query_one(ClaimCard)
        assert [citation.n for citation in card.citations] == [1, 2]
        assert talk(app).focused is card
        await pilot.press("2")
        assert talk(app).panel.current == card.citations[1]
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ReaderScreen), "the article")
        await pilot.press("escape", "ctrl+up")
        assert isinstance(talk(app).focused, TurnView)
        assert talk(app).panel.current == talk(app).conversation.turns[0].citations[0]


async def test_a_finding_leaves_a_reader_who_has_scrolled_up_where_he_is(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    go = threading.Event()

    def check(_: Engine, text: str) -> list[Checked]:
        assert go.wait(60)
        return [Checked(claim=f"{text} {number}", verdict="not_found") for number in range(30)]

    monkeypatch.setattr(Engine, "check_claims", check)
    async with chatting(engine, size=(80, 16)) as (app, pilot):
        await ask(app, pilot, QUESTION)
        conversation = talk(app).conversation
        await command(app, pilot, "Check a claim")
        app.screen.query_one(Input).value = "Kim was there."
        await pilot.press("enter")
        await until(pilot, lambda: "checking" in said(app), "the claim")
        conversation.scroll_to(y=2, animate=False)
        await settled(pilot)
        go.set()
        await until(pilot, lambda: app.chat.query_one(ClaimCard).size.height > 30, "the findings")
        assert conversation.scroll_y == 2
