"""One question and its answer, from the spinner to the line of figures under it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Markdown, Static

from qa.answer import Answer, Citation, Degraded, Done, Event, Proven, Retrieved, Token
from qa.phrases import nearest_passages
from qa.sessions import State
from qa.tui.answer_body import AnswerBody
from qa.tui.engine import QUOTES
from qa.tui.plain import SIGN_STYLES, joined, line, plain
from qa.tui.styles import beside
from qa.wording import SIGNS, excerpt, heading
from store.words import language_of

FRAMES = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"
FRAME_SECONDS = 0.08
Nearest = Callable[[Sequence[tuple[str, int, int]]], list[Citation]]


class TurnView(Vertical):
    """A turn of the conversation. `answer` is what is known of it; `citations` are its sources."""

    DEFAULT_CSS = beside(__file__)

    @dataclass
    class Picked(Message):
        """The reader clicked on the answer, or on citation `n` in it."""

        turn: TurnView
        n: int | None = None

    def __init__(self, question: str, model: str, *, key: int = 0, nearest: Nearest | None = None) -> None:
        super().__init__()
        self.question, self.model, self.key = question, model, key
        self.answer: Answer | None = None
        self.citations: list[Citation] = []
        self.state: State = "asked"
        self.body = AnswerBody()
        self._nearest = nearest
        self._asked = Static("", markup=False, classes="asked")
        self._card = Static("", markup=False, classes="card")
        self._after = Static("", markup=False, classes="after")
        self._status = "waiting for the library"
        self._began = time.monotonic()
        self._frame = 0
        self._complete, self._folded, self._height = False, False, 0
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """Question, card for what went wrong, answer, figures."""
        yield self._asked
        yield self._card
        yield self.body
        yield self._after

    def on_mount(self) -> None:
        """Show the question, and a spinner until there is an answer."""
        self._card.display = False
        self._show_question()
        if self.answer is None and self.state == "asked":
            self._spin()
            if self.app.animation_level != "none":
                self._timer = self.set_interval(FRAME_SECONDS, self._spin)

    def fold(self, height: int) -> bool:
        """Take the place of `height` lines and nothing else, as long as nobody sees it.

        Returns False when it is too early: not all of the answer is there, or the height was another at the last look.
        """
        settled = self._complete and height == self._height
        self._height = height
        if settled and not self._folded:
            self._fold(True, height)
        return settled

    def unfold(self) -> None:
        """Be there again."""
        if self._folded:
            self._fold(False, None)

    def _fold(self, folded: bool, height: int | None) -> None:
        self._folded = folded
        self.styles.height = height
        for part in (self._asked, self.body, self._after):
            part.display = not folded

    def _show_question(self, standalone: str | None = None) -> None:
        asked = joined(Content.styled("❯ ", "$text-primary bold"), plain(self.question, "bold"))
        if standalone and standalone.strip() != self.question.strip():
            asked = joined(asked, "\n", line(f"  understood as: {standalone}", "dim"))
        self._asked.update(asked)

    def _spin(self) -> None:
        if self.state != "asked":
            return
        self._frame += 1
        sign = FRAMES[self._frame % len(FRAMES)] if self.app.animation_level != "none" else "…"
        seconds = int(time.monotonic() - self._began)
        shown = f"{sign} {self._status}" + (f" ({seconds} s)" if seconds >= 2 else "")
        self._after.update(Content.styled(shown, "dim"), layout=False)

    async def handle(self, event: Event) -> None:
        """Show one event of the chain."""
        match event:
            case Retrieved(_, question):
                self._status = "reading" if self.model == "quotes" else "writing and proving"
                self._show_question(question)
            case Token(text):
                self.body.token(text)
            case Proven():
                self.citations.extend(event.citations)
                self.body.proven(event)
            case Degraded(reason):
                self.show_card(reason)
                self.citations = []
                await self.body.void()
            case Done(answer):
                await self.finish(answer)

    async def finish(self, answer: Answer, state: State = "done") -> None:
        """Show the complete answer."""
        self.answer, self.state = answer, state
        self.citations = list(answer.citations)
        self._stop_timer()
        self._show_question(answer.standalone_question)
        self.set_class(answer.abstained, "abstained")
        await self.body.finish(answer)
        remarks = [*answer.notes, *([answer.notice] if answer.notice else [])]
        if remarks:
            self.show_card("\n".join(remarks))
        if answer.abstained and self._nearest:
            self.citations = self._nearest([(p.article_id, p.start, p.end) for p in answer.passages])
        self._after.update(self._ending())
        self._complete = True

    async def stop(self) -> Answer:
        """End before the answer is complete; keep what came. Returns that as an answer."""
        self.answer, self.state = self.body.text.stopped(self.question, self.model), "stopped"
        self._stop_timer()
        await self.body.stop()
        self._after.update(self._ending())
        self._complete = True
        return self.answer

    async def fail(self, reason: str) -> None:
        """End without an answer; `reason` says what to do."""
        self.state = "failed"
        self._stop_timer()
        self.show_card(reason)
        await self.body.stop()
        self._after.update("")
        self._complete = True

    @property
    def has_card(self) -> bool:
        """Whether something is said to have gone wrong."""
        return bool(self._card.display)

    @property
    def came_at_once(self) -> bool:
        """Whether nobody could read the answer while it came: quotations are all there a moment after the first."""
        return self.answer is not None and self.answer.model == QUOTES

    def show_card(self, reason: str) -> None:
        """Say in a box above the answer what went wrong."""
        self._card.update(joined(Content.styled("! ", "$text-error bold"), line(reason)))
        self._card.display = True

    def _stop_timer(self) -> None:
        if self._timer:
            self._timer.stop()
            self._timer = None

    def _ending(self) -> Content:
        assert self.answer is not None
        parts: list[Content | str] = []
        for sentence in self.answer.sentences:
            if sentence.reasons and not self.answer.abstained:
                sign = Content.styled(f"{SIGNS[sentence.verdict]} ", SIGN_STYLES[sentence.verdict])
                words = excerpt(sentence.text.lstrip("#>|-* "), 40)
                said = line(f"“{words}”: {'; '.join(sentence.reasons)}", "dim")
                parts += [sign, said, "\n"]
        if self.answer.abstained and self.citations:
            above = nearest_passages(language_of(self.answer.question))
            parts.append(Content.styled(f"{above}:\n", "dim"))
            for source in self.citations:
                number = Content.styled(f"  {source.n} ", "$text-accent bold")
                parts += [number, line(heading(source)), "\n    ", line(excerpt(source.quote, 140), "dim"), "\n"]
            parts.append("\n")
        return joined(*parts, self._figures())

    def _figures(self) -> Content:
        assert self.answer is not None
        answer = self.answer
        count = 0 if answer.abstained else len(self.citations)
        parts = [f"{count} source{'' if count == 1 else 's'}", answer.model]
        if answer.usage.input_tokens or answer.usage.output_tokens:
            parts.append(f"{answer.usage.input_tokens} tokens in, {answer.usage.output_tokens} out")
        if answer.seconds.total:
            parts.append(f"{answer.seconds.total:.1f} s")
        figures = line(" · ".join(parts), "dim")
        if self.state == "stopped":
            return joined(Content.styled("■ stopped ", "$text-warning bold"), Content.styled("· ", "dim"), figures)
        if answer.abstained:
            return joined(Content.styled("○ not in the articles ", "$text-warning bold"), "· ", figures)
        return figures

    @on(Markdown.LinkClicked)
    def _link_clicked(self, event: Markdown.LinkClicked) -> None:
        """Follow links to citations; any other was written by a model and leads nowhere."""
        event.stop()
        scheme, _, number = event.href.partition(":")
        if scheme == "cite" and number.isdecimal():
            self.post_message(self.Picked(self, int(number)))

    def on_click(self, event: events.Click) -> None:
        """Put this answer into focus."""
        self.post_message(self.Picked(self))
