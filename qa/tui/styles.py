"""The style sheet beside a widget as its default style: read when the widget is, so that first paint does not wait."""

from __future__ import annotations

from pathlib import Path


def beside(module: str) -> str:
    """Return the ``.tcss`` of the same name as the file `module`."""
    return Path(module).with_suffix(".tcss").read_text(encoding="utf-8")
