"""Workarounds for Textual, each with its issue and the condition under which it goes.

Textualize/textual#6643: a click while `Markdown` replaces its blocks finds a widget that is no longer attached, and the
app ends. Goes when `Screen.get_widget_and_offset_at` leaves such widgets out itself.

`OptionList`, and with it the command palette: Page Up before the list has been laid out is a KeyError, and the app ends
(no issue yet; Textual 8.2.8). Goes when `OptionList._move_page` looks before it leaps.

`Screen.dismiss`, the command palette's too, pops whichever screen is on top: Enter or Escape pressed twice before it
has closed takes the screen below or the last one with it, and the app ends; one that arrives when another screen has
opened over it takes that one (no issue yet; Textual 8.2.8). Goes when `Screen.dismiss` of any other than the active
screen, and a second one, do nothing.

`CommandPalette._gather_commands`: a search that begins when the palette has been left looks for its list, and the app
ends (no issue yet; Textual 8.2.8). Goes when it does not begin.

`App.action_command_palette` asks only whether a palette is on top: one that is opened while the last one is on its way
out has the same name, and the app ends (no issue yet; Textual 8.2.8). Goes when it looks at all screens.

`Compositor.reflow` leaves its own result marked as out of date, and after a scroll makes the map of all widgets twice:
half of what a layout costs (no issue yet; Textual 8.2.8). Goes when `reflow` resets `_full_map_invalidated` itself.
"""

from __future__ import annotations

from typing import Any

from textual.app import App
from textual.await_complete import AwaitComplete
from textual.geometry import Offset, Size
from textual.screen import ModalScreen, Screen
from textual.widget import Widget


class _AttachedOnly(Screen[Any]):
    _has_left = False

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Leave the screen; does nothing a second time, before it has gone, or while another screen is over it."""
        if self._has_left or not self.is_active:
            return AwaitComplete()
        self._has_left = True
        return super().dismiss(result)

    def get_widget_and_offset_at(self, x: int, y: int) -> tuple[Widget | None, Offset | None]:
        """Find the widget at a coordinate, unless it is on its way out."""
        widget, offset = super().get_widget_and_offset_at(x, y)
        if widget is None or not widget.is_attached:
            return None, None
        return widget, offset


class GuardedScreen(_AttachedOnly):
    """The base of this program's screens."""


class GuardedModal(_AttachedOnly, ModalScreen[Any]):
    """The base of this program's dialogues."""


def palette_is_there(app: App[Any]) -> bool:
    """Whether a command palette is open, or on its way out and still holds its name."""
    from textual.command import CommandPalette

    return any(isinstance(screen, CommandPalette) for screen in app._nodes)


def leave_the_palette_once() -> None:
    """Make a second Enter or Escape, and a search, do nothing in a command palette that is already on its way out."""
    from textual.command import CommandPalette

    dismiss = CommandPalette.dismiss
    if getattr(dismiss, "guarded", False):
        return

    def guarded(self: CommandPalette, result: Any = None) -> Any:
        if getattr(self, "_has_left", False) or not self.is_active:
            return AwaitComplete()
        setattr(self, "_has_left", True)  # noqa: B010 - an attribute of ours on a class that is not
        self._cancel_gather_commands()
        return dismiss(self, result)

    gather = CommandPalette._gather_commands

    def gather_while_there(self: CommandPalette, search_value: str) -> Any:
        return None if getattr(self, "_has_left", False) else gather(self, search_value)

    setattr(CommandPalette, "_gather_commands", gather_while_there)  # noqa: B010 - mypy would not let it be assigned
    guarded.guarded = True  # type: ignore[attr-defined]  # a mark, so that it is put in place once
    setattr(CommandPalette, "dismiss", guarded)  # noqa: B010 - mypy would not let a method be assigned


def page_only_through_what_is_laid_out() -> None:
    """Make Page Up and Page Down in an option list do nothing as long as there is nothing to page through."""
    from textual.widgets import OptionList

    move_page = getattr(OptionList, "_move_page", None)
    if move_page is None or getattr(move_page, "guarded", False):
        return

    def guarded(self: OptionList, direction: Any) -> None:
        if (self.highlighted or 0) in getattr(self, "_index_to_line", {}):
            move_page(self, direction)

    guarded.guarded = True  # type: ignore[attr-defined]  # a mark, so that it is put in place once
    setattr(OptionList, "_move_page", guarded)  # noqa: B010 - mypy would not let a method be assigned


def lay_out_once() -> None:
    """Make a layout count as up to date when it has been made, also for what asks for sizes while it is being made."""
    from textual._compositor import Compositor

    reflow = Compositor.reflow
    if getattr(reflow, "guarded", False) or "_full_map_invalidated" not in vars(Compositor()):
        return

    def guarded(self: Compositor, parent: Widget, size: Size) -> Any:
        self._full_map_invalidated = False
        return reflow(self, parent, size)

    guarded.guarded = True  # type: ignore[attr-defined]  # a mark, so that it is put in place once
    setattr(Compositor, "reflow", guarded)  # noqa: B010 - mypy would not let a method be assigned
