"""The last line of the screen: keys on the left; on the right who answers, and what goes on in the background."""

from __future__ import annotations

from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from qa.tui.styles import beside
from store.text import sanitise_line

KEYS = ("F1 help", "^p commands", "^o sessions")


class StatusLine(Widget):
    """One line; what has no room is left out from the middle."""

    DEFAULT_CSS = beside(__file__)

    model: reactive[str] = reactive("")
    work: reactive[str] = reactive("")
    """What is going on in the background, such as ``adding 45 %``."""
    title: reactive[str] = reactive("")

    def render(self) -> RenderResult:
        """Keys, title, work, model, as far as there is room."""
        width = self.size.width
        right = " · ".join(part for part in (sanitise_line(self.work), sanitise_line(self.model)) if part)
        right = _clipped(right, max(10, width * 2 // 3))
        left = "  ".join(KEYS)
        room = width - len(left) - Content(right).cell_length - 4
        middle = _clipped(sanitise_line(self.title), room) if room >= 12 else ""
        if width - Content(right).cell_length - 2 < len(left):
            left = KEYS[0]
        gap = width - len(left) - Content(middle).cell_length - Content(right).cell_length
        before = max(1, gap // 2)
        return Content(left + " " * before + middle + " " * max(1, gap - before) + right)


def _clipped(text: str, width: int) -> str:
    return Content(text).truncate(max(1, width), ellipsis=True).plain if text else ""
