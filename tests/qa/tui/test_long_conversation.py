"""A long conversation: all of it can be reached, and none of it slows down who types below it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.layouts.vertical import VerticalLayout
from textual.widget import Widget

from qa.tui.conversation import MOST_MOUNTED, LoadMore
from qa.tui.engine import Engine
from qa.tui.turn_view import TurnView
from tests.qa.tui.chatting import QUESTION, ask, chatting, said, settled, talk, until
from tests.qa.tui.test_sessions_and_commands import kept


async def test_of_a_long_session_the_end_is_mounted_and_more_comes_on_demand(engine: Engine, home: Path) -> None:
    session = kept(home, *(f"Question {number}?" for number in range(30)))
    async with chatting(engine, resume=session) as (app, pilot):
        conversation = talk(app).conversation
        assert len(conversation.turns) == MOST_MOUNTED
        assert "Answer 29." in said(app)
        conversation.query_one(LoadMore).focus()
        await pilot.press("enter")
        await until(pilot, lambda: len(conversation.turns) > MOST_MOUNTED, "more")
        await ask(app, pilot, QUESTION)
        assert len(conversation.turns) == MOST_MOUNTED


async def test_a_long_conversation_is_all_there_wherever_the_reader_scrolls(engine: Engine, home: Path) -> None:
    """Answers out of sight are folded to keep typing quick; to the reader that must not be visible in any way."""
    session = kept(home, *(f"Question {number}?\n" + "more\n" * 10 for number in range(MOST_MOUNTED)))
    async with chatting(engine, size=(80, 24), resume=session) as (app, pilot):
        conversation = talk(app).conversation
        await until(pilot, lambda: "Answer 11." in said(app), "the end")
        await until(pilot, lambda: sum(turn.body.display for turn in conversation.turns) < 6, "it to be folded")
        whole = conversation.virtual_size.height
        seen = ""
        conversation.focus()
        for top in range(0, whole, 8):
            conversation.scroll_to(y=top, animate=False)
            await settled(pilot)
            seen += said(app)
            assert conversation.virtual_size.height == whole
        assert all(f"Question {number}?" in seen and f"Answer {number}." in seen for number in range(MOST_MOUNTED))
        await pilot.press("home")
        await pilot.resize_terminal(50, 24)
        await pilot.press("end")
        await until(pilot, lambda: "Answer 11." in said(app), "the end at another width")
        app.chat.prompt.focus()
        await pilot.press(*["ctrl+up"] * 8)
        await settled(pilot)
        assert "Question 4?" in said(app)
        await ask(app, pilot, QUESTION)
        assert "✓" in said(app)


async def test_a_prompt_that_grows_leaves_the_answers_laid_out_as_they_are(
    engine: Engine, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a new line in a long conversation takes longer than the next key press."""
    session = kept(home, *(f"Question {number}?" for number in range(MOST_MOUNTED)))
    async with chatting(engine, resume=session) as (app, pilot):
        await until(pilot, lambda: "Answer 11." in said(app), "the end")
        await until(pilot, lambda: not talk(app).conversation.turns[0].body.display, "it to be folded")
        laid_out: list[Widget] = []
        layout = VerticalLayout.arrange

        def noting(self: VerticalLayout, parent: Widget, *given: Any, **named: Any) -> Any:
            laid_out.append(parent)
            return layout(self, parent, *given, **named)

        monkeypatch.setattr(VerticalLayout, "arrange", noting)
        before = app.chat.prompt.size.height
        await pilot.press("a", "ctrl+j", "b", "ctrl+j")
        await settled(pilot)
        assert app.chat.prompt.size.height == before + 2
        assert laid_out
        assert not [parent for parent in laid_out if any(isinstance(a, TurnView) for a in parent.ancestors_with_self)]
        assert "Answer 11." in said(app)
