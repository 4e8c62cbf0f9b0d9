"""One question at a time, from the prompt through the chain to the screen and into the session."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence

from qa.answer import Event
from qa.sessions import Sessions, SessionSummary, State, Turn
from qa.tui import collector
from qa.tui.conversation import Conversation
from qa.tui.engine import Engine
from qa.tui.threads import ThreadedItems
from qa.tui.turn_view import TurnView
from store.errors import TumenError

log = logging.getLogger(__name__)


class Answering:
    """Holds the session and its history; a turn enters history only when its answer is complete."""

    def __init__(
        self,
        engine: Engine,
        sessions: Sessions,
        conversation: Conversation,
        changed: Callable[[TurnView, bool], None],
    ) -> None:
        self._engine, self._sessions, self._conversation, self._changed = engine, sessions, conversation, changed
        self._one = asyncio.Lock()
        self.session: str | None = None
        self.title = ""
        self.history: list[tuple[str, str]] = []
        self.last_question = ""
        self.stream: ThreadedItems[Event] | None = None
        self._settled = False

    async def resume(self, session: SessionSummary | None, turns: Sequence[Turn]) -> None:
        """Go on with a session, or with none yet."""
        self.stop()
        async with self._one:
            self.session, self.title = (session.id, session.title) if session else (None, "")
            self.history = [(turn.question, turn.answer.text) for turn in turns if turn.answer and turn.state == "done"]
            self.last_question = turns[-1].question if turns else ""

    def stop(self) -> bool:
        """Stop the answer that is coming. Returns False when none is."""
        if self.stream is None:
            return False
        self.stream.stop()
        return True

    def forget_last(self) -> None:
        """Take the last question out of the history: it is asked again, and leans on what was before it."""
        if self.history and self.history[-1][0] == self.last_question:
            self.history.pop()

    async def ask(self, question: str, model: str = "") -> None:
        """Answer a question to its end; stops the one before it."""
        self.stop()
        async with self._one:
            await self._answer(question, model)

    async def _answer(self, question: str, model: str) -> None:
        self.last_question = question
        key = self._begin(question, model or self._engine.model)
        history = tuple(self.history)
        turn = TurnView(question, model or self._engine.model, key=key, nearest=self._engine.nearest)
        self.stream = ThreadedItems(lambda stopped: self._engine.events(question, history, model, stopped))
        try:
            await self._conversation.add(turn)
            self._changed(turn, False)
            await self._follow(turn, self.stream)
        except asyncio.CancelledError:
            self.stream.stop()
            if turn.answer is None:  # leaving: what came is kept, the widgets are past caring
                self._finish(key, "stopped", turn)
            raise
        finally:
            self.stream = None
        if not self._settled:  # the first answer loads the client of its model
            self._settled = True
            collector.leave_alone_what_is_loaded()
        self._changed(turn, True)

    async def _follow(self, turn: TurnView, stream: ThreadedItems[Event]) -> None:
        try:
            async for event in stream:
                await turn.handle(event)
        except TumenError as error:
            await turn.fail(str(error))
        except Exception as error:
            log.exception("a turn failed")
            await turn.fail(f"unexpected {type(error).__name__}: the details are in chat.log; ask again")
        if turn.state == "asked":
            await turn.stop()
        elif turn.state == "done" and turn.answer:
            self.history.append((turn.question, turn.answer.text))
        self._finish(turn.key, turn.state, turn)

    def _begin(self, question: str, model: str) -> int:
        """Write that the question was asked; a session that cannot be kept is no reason not to answer."""
        try:
            self.session, key = self._sessions.begin(self.session, question, model)
        except TumenError as error:
            self._conversation.notify(str(error), severity="warning", markup=False)
            return 0
        self.title = self.title or question
        return key

    def _finish(self, key: int, state: State, turn: TurnView) -> None:
        answer = turn.answer or (turn.body.text.stopped(turn.question, turn.model) if state == "stopped" else None)
        try:
            self._sessions.finish(key, state, answer)
        except TumenError as error:
            self._conversation.notify(str(error), severity="warning", markup=False)
