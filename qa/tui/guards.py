"""Workarounds for Textual, each with its issue and the condition under which it goes.

Textualize/textual#6643: a click while `Markdown` replaces its blocks finds a widget that is no longer attached, and the
app ends. Goes when `Screen.get_widget_and_offset_at` leaves such widgets out itself.
"""

from __future__ import annotations

from typing import Any

from textual.geometry import Offset
from textual.screen import ModalScreen, Screen
from textual.widget import Widget


class _AttachedOnly(Screen[Any]):
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
