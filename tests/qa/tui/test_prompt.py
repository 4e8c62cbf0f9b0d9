"""The prompt: earlier questions, new lines, pasted texts, and digits that may begin a question."""

from __future__ import annotations

import pytest
from textual import events

from qa.tui.engine import Engine
from tests.qa.tui.chatting import QUESTION, ask, chatting, settled, talk


async def test_the_arrows_walk_through_earlier_questions_and_back_to_the_draft(engine: Engine) -> None:
    async with chatting(engine) as (app, pilot):
        prompt = app.chat.prompt
        prompt.remember(["first?", "second?"])
        prompt.put("a draft")
        for key, expected in [("up", "second?"), ("up", "first?"), ("up", "first?"), ("down", "second?")]:
            await pilot.press(key)
            assert prompt.text == expected
        await pilot.press("down")
        assert prompt.text == "a draft"


async def test_a_new_line_and_a_pasted_text_do_not_send(engine: Engine) -> None:
    async with chatting(engine) as (app, pilot):
        prompt = app.chat.prompt
        await pilot.press("a", "ctrl+j", "b", "shift+enter", "c")
        assert prompt.text == "a\nb\nc"
        height = prompt.size.height
        app.post_message(events.Paste("\nmore\r\nlines\x1b[31m\n"))
        await settled(pilot)
        assert prompt.text == "a\nb\nc\nmore\nlines[31m\n"
        assert not talk(app).conversation.turns
        assert prompt.size.height > height
        await pilot.press(*["ctrl+j"] * 20)
        assert prompt.outer_size.height <= 10


@pytest.mark.parametrize("typed", ["2019 summit?", "12 people", "1 on 1 talks", "11"])
async def test_a_question_may_begin_with_a_digit_though_digits_show_sources(engine: Engine, typed: str) -> None:
    async with chatting(engine) as (app, pilot):
        await ask(app, pilot, QUESTION)
        await pilot.press(*typed, "x")
        assert app.chat.prompt.text == f"{typed}x"
