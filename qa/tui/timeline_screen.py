"""The dated events of a topic, each with the words that date it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from qa.phrases import in_full
from qa.tui.guards import GuardedModal
from qa.tui.plain import joined, line
from qa.tui.reader_screen import ReaderScreen
from qa.wording import STANCES, heading
from store.text import sanitise_line

if TYPE_CHECKING:
    from qa.timeline import Event
    from store.article import Article


class TimelineScreen(GuardedModal):
    """The earliest first; Enter reads the article at the quote."""

    CSS_PATH = "timeline_screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", show=False),
        Binding("f1", "app.help", show=False),
    ]
    TOPIC = ("Timeline", (("↑ ↓", "choose"), ("Enter", "read the article at this quote"), ("Esc", "back")))

    def __init__(self, topic: str, events: Sequence[Event], article_of: Callable[[str], Article | None]) -> None:
        super().__init__()
        self._topic, self._dated, self._article_of = topic, events, article_of

    def compose(self) -> ComposeResult:
        """Topic, events, keys."""
        with Vertical(id="box"):
            yield Static(line(self._topic, "bold"), markup=False, id="topic")
            yield OptionList(*(Option(_row(event)) for event in self._dated), compact=True, markup=False)
            yield Static("Enter reads the article there · Esc back", markup=False, id="keys")

    def on_mount(self) -> None:
        """Start at the earliest."""
        self.query_one(OptionList).focus()

    @on(OptionList.OptionSelected)
    def _read(self, event: OptionList.OptionSelected) -> None:
        chosen = self._dated[event.option_index].citation
        self.app.push_screen(ReaderScreen(self._article_of, [dated.citation for dated in self._dated], chosen))


def _row(event: Event) -> Content:
    remarks = [f"as said {event.said}"] if event.said else []
    remarks += [STANCES[stance] for stance in event.stance if stance in STANCES]
    return joined(
        Content.styled(in_full(event.date, event.inferred, "en"), "bold"),
        "".join(f" · {sanitise_line(remark)}" for remark in remarks),
        "\n",
        line(f"“{event.citation.quote}”"),
        "\n",
        line(heading(event.citation), "dim"),
        "\n",
    )
