"""The turns of a session, the latest at the bottom; of a long one only the latest are mounted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.layout import DockArrangeResult
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from qa.sessions import Turn
from qa.tui.claim_card import ClaimCard
from qa.tui.plain import joined, line
from qa.tui.styles import beside
from qa.tui.turn_view import Nearest, TurnView
from store.text import sanitise_line

Cited = TurnView | ClaimCard
"""What has sources to show."""
MOST_MOUNTED = 12
"""Turns that are there to be scrolled to: forty answers are some 1,800 widgets, which take seconds to make."""
SETTLED_SECONDS = 0.3
"""An answer is folded when its height has stayed the same for so long."""
MORE = 8
"""Earlier turns that "load more" brings back."""


class LoadMore(Static, can_focus=True):
    """Stands above the first mounted turn when there are earlier ones."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "load", "Show them", show=False)]
    TOPIC = ("Earlier answers", (("Enter, click", "show some more of them"),))

    class Wanted(Message):
        """The reader asks for earlier turns."""

    def action_load(self) -> None:
        """Ask for earlier turns."""
        self.post_message(self.Wanted())

    def on_click(self, event: events.Click) -> None:
        """Ask for earlier turns."""
        event.stop()
        self.action_load()


class Conversation(VerticalScroll, can_focus=True):
    """Scrolls with what is added at its end, until the reader scrolls up."""

    DEFAULT_CSS = beside(__file__)
    TOPIC = (
        "The conversation",
        (
            ("↑ ↓ PgUp PgDn", "scroll"),
            ("Ctrl+↑ Ctrl+↓", "move between answers"),
            ("1–9, [ ]", "show a source of the answer in focus"),
            ("Enter", "read the whole article of that source"),
            ("Esc", "back to the question"),
        ),
    )

    def __init__(self, nearest: Nearest, welcome: Callable[[], Content]) -> None:
        super().__init__(id="conversation")
        self._nearest = nearest
        self._welcome = welcome
        self._earlier: list[Turn] = []
        self._width = 0
        self._folding: Timer | None = None
        self._more = LoadMore("", markup=False)
        self._note = Static("", markup=False, id="welcome")

    def compose(self) -> ComposeResult:
        """What stands above the turns."""
        yield self._more
        yield self._note

    def on_mount(self) -> None:
        """Follow the end."""
        self._more.display = False
        self.anchor()
        self.refresh_welcome()

    def arrange(self, size: Size, optimal: bool = False) -> DockArrangeResult:
        """Arrange the turns, whose heights are their own: a prompt that grows by a line changes nothing here."""
        return super().arrange(size.with_height(1), optimal)

    def on_resize(self) -> None:
        """Wrap every answer anew when the width has changed."""
        if self.size.width != self._width:
            self._width = self.size.width
            for turn in self.turns:
                turn.unfold()
            self._fold_soon()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Draw what comes into sight."""
        super().watch_scroll_y(old_value, new_value)
        for turn, _ in self._turns_in_sight(True):
            turn.unfold()
        self._fold_soon()

    def _fold_soon(self) -> None:
        """Fold what is out of sight, once it is settled."""
        if self._folding:
            self._folding.stop()
        self._folding = self.set_timer(SETTLED_SECONDS, self._fold)

    def _fold(self) -> None:
        """Leave of answers out of sight only the room they take: every layout pays for each widget."""
        too_early = [turn for turn, height in self._turns_in_sight(False) if not turn.fold(height)]
        if too_early:
            self._fold_soon()

    def _turns_in_sight(self, wanted: bool) -> Iterator[tuple[TurnView, int]]:
        """The turns that are in sight or nearly, or those that are not, with their heights."""
        margin = self.size.height // 2
        top, bottom = self.scroll_y - margin, self.scroll_y + self.size.height + margin
        for placement in self.arrange(self.scrollable_content_region.size).placements:
            turn, place = placement.widget, placement.region
            if isinstance(turn, TurnView) and (place.bottom >= top and place.y <= bottom) == wanted:
                yield turn, place.height

    def refresh_welcome(self) -> None:
        """Show the welcome as long as there is nothing else."""
        self._note.display = not self._all()
        if self._note.display:
            self._note.update(self._welcome())

    def _all(self) -> list[Widget]:
        return [child for child in self.children if child not in (self._more, self._note)]

    @property
    def turns(self) -> list[TurnView]:
        """The mounted turns, oldest first."""
        return list(self.query_children(TurnView))

    @property
    def cited(self) -> list[Cited]:
        """The mounted turns and claims, oldest first."""
        return [child for child in self.children if isinstance(child, TurnView | ClaimCard)]

    async def add(self, turn: TurnView) -> None:
        """Put a turn at the end, and take the oldest off when there are too many."""
        self._note.display = False
        await self.mount(turn)
        self.anchor()
        mounted = self.turns
        surplus = mounted[: max(0, len(mounted) - MOST_MOUNTED)]
        for old in surplus:
            self._earlier.append(Turn(old.key, old.question, old.model, "", old.state, old.answer))
        if surplus:
            await self.remove_children(surplus)
            self._show_more()
        self._fold_soon()

    def show_beginning_of(self, turn: TurnView) -> None:
        """Go up to the beginning of a long answer that came at once or has a card, unless the reader is elsewhere."""

        def go() -> None:
            if turn.is_attached and turn.outer_size.height > self.size.height and self.is_vertical_scroll_end:
                self.scroll_to_widget(turn, top=True, animate=False, immediate=True)

        if turn.has_card or turn.came_at_once:
            self.call_after_refresh(go)

    async def add_note(self, note: Widget) -> None:
        """Put something at the end that is no turn; a reader who has scrolled up stays where he is."""
        self._note.display = False
        await self.mount(note)

    async def add_card(self, reason: str) -> None:
        """Put a box at the end that says what went wrong and what to do; out of sight, a toast says it too."""
        card = Static(joined(Content.styled("! ", "$text-error bold"), line(reason)), classes="card")
        await self.add_note(card)

        def tell() -> None:
            if not self.region.contains_region(card.region):
                self.notify(sanitise_line(reason), severity="error", markup=False, timeout=10)

        self.call_after_refresh(tell)

    async def clear(self) -> None:
        """Take everything off."""
        self._earlier = []
        await self.remove_children(self._all())
        self._show_more()
        self.refresh_welcome()

    async def show_session(self, turns: list[Turn]) -> None:
        """Show an earlier session, its end first."""
        await self.clear()
        self._earlier = turns[:-MOST_MOUNTED]
        await self._mount_finished(turns[-MOST_MOUNTED:], None)
        self._note.display = not turns
        self._show_more()
        self.anchor()

    async def load_more(self) -> None:
        """Bring earlier turns back, and stay where the reader is."""
        first = next(iter(self.turns), None)
        wanted, self._earlier = self._earlier[-MORE:], self._earlier[:-MORE]
        height = self.virtual_size.height
        await self._mount_finished(wanted, first)
        self._show_more()
        self.call_after_refresh(lambda: self.scroll_relative(y=self.virtual_size.height - height, animate=False))

    async def _mount_finished(self, turns: list[Turn], before: Widget | None) -> None:
        views = [TurnView(turn.question, turn.model, key=turn.key, nearest=self._nearest) for turn in turns]
        for view, turn in zip(views, turns, strict=True):
            view.state = turn.state if turn.state != "asked" else "failed"
        await self.mount_all(views, before=before)
        for view, turn in zip(views, turns, strict=True):
            if turn.answer:
                await view.finish(turn.answer, turn.state)
            else:
                await view.fail("no answer was kept: the program ended before it; ask again")
        self._fold_soon()

    def _show_more(self) -> None:
        count = len(self._earlier)
        self._more.update(Content.styled(f"▲ {count} earlier answer{'s' if count != 1 else ''} (Enter)", "dim"))
        self._more.display = count > 0
