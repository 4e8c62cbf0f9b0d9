"""Who answers is chosen in the chat; whatever is wrong with a model is a card, with a quotation answer below it."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from textual.widgets import Input

from qa.tui.engine import Engine
from store import Library
from tests.qa.tui.chatting import (
    QUESTION,
    ask,
    chatting,
    command,
    said,
    screen_text,
    settings,
    settled,
    talk,
    toasts,
    until,
)
from tests.scripted_server import Reply, ScriptedServer


async def test_a_model_is_checked_and_then_answers(seed_library: Library, home: Path) -> None:
    with ScriptedServer(Reply(pieces=("Putin met Kim in Vladivostok [1].",))) as server:
        given = settings(home, "quotes", server.base_url)
        async with chatting(Engine(lambda: given, library=seed_library)) as (app, pilot):
            await command(app, pilot, "Switch model")
            app.screen.query_one(Input).value = "openai:scripted"
            await pilot.press("enter")
            await until(pilot, lambda: app.engine.model == "openai:scripted", "the check")
            await settled(pilot)
            assert "openai:scripted" in screen_text(app)
            turn = await ask(app, pilot, QUESTION)
    assert turn.answer and turn.answer.model == "openai:scripted"


async def test_a_model_that_fails_its_check_is_a_card_and_the_old_one_stays(seed_library: Library, home: Path) -> None:
    with ScriptedServer(Reply(status=401, message="bad")) as server:
        given = settings(home, "quotes", server.base_url)
        async with chatting(Engine(lambda: given, library=seed_library)) as (app, pilot):
            await ask(app, pilot, QUESTION)
            await command(app, pilot, "Switch model")
            app.screen.query_one(Input).value = "openai:scripted"
            await pilot.press("enter")
            await until(pilot, lambda: "refused the key" in said(app), "the card")
            assert app.engine.model == "quotes"
            await command(app, pilot, "Ask again with another model")
            app.screen.query_one(Input).value = "openai:scripted"
            await pilot.press("enter")
            await until(pilot, lambda: len(talk(app).conversation.turns) == 2 and not talk(app).busy, "an answer")
            assert talk(app).conversation.turns[1].citations
            assert app.engine.model == "quotes"


def nobody_listens() -> str:
    """The address of an endpoint that is not there."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{held.getsockname()[1]}/v1"


@pytest.mark.parametrize("size", [(120, 40), (60, 12)])
async def test_an_unreachable_endpoint_is_a_card_with_a_quotation_below(
    seed_library: Library, home: Path, size: tuple[int, int]
) -> None:
    """The card says what to do, so it must be in sight though the quotations are longer than the window."""
    given = settings(home, "openai:scripted", nobody_listens())
    async with chatting(Engine(lambda: given, library=seed_library), size=size) as (app, pilot):
        turn = await ask(app, pilot, QUESTION)
        await until(pilot, lambda: "correct OPENAI_BASE_URL" in said(app), "the card, at the top of the answer")
        assert turn.answer and turn.answer.citations
        assert "✓" in said(app) or size[1] < 20
        talk(app).conversation.scroll_end(animate=False)
        await until(pilot, lambda: "sources ·" in said(app) or "source ·" in said(app), "the end of the quotations")


async def test_quotations_longer_than_the_window_are_shown_from_the_first(engine: Engine) -> None:
    """The best one stands first, and they all come at once."""
    async with chatting(engine, size=(60, 12)) as (app, pilot):
        turn = await ask(app, pilot, QUESTION)
        assert turn.outer_size.height > talk(app).conversation.size.height
        await until(pilot, lambda: "❯ Where did" in said(app) and "✓ According to" in said(app), "the first quotation")


async def test_a_known_model_is_chosen_with_the_arrow_keys(engine: Engine) -> None:
    async with chatting(engine) as (app, pilot):
        engine.model = "openai:other"
        await command(app, pilot, "Switch model")
        await pilot.press("down", "down", "up", "enter")
        await until(pilot, lambda: "quotes answers from now on" in toasts(app), "the switch")
        assert engine.model == "quotes"
