"""Foreign text on the screen: sanitised once more at this door, and never taken for markup."""

from __future__ import annotations

from textual.content import Content

from store.text import sanitise, sanitise_line

SIGN_STYLES = {"supported": "$text-success bold", "partial": "$text-warning bold", "unsupported": "$text-error bold"}
"""The colour beside each verdict's sign; the sign alone says it too."""


def plain(text: str, style: str = "") -> Content:
    """Return foreign `text` as content: no markup, no control characters."""
    return Content.styled(sanitise(text), style) if style else Content(sanitise(text))


def line(text: str, style: str = "") -> Content:
    """Return foreign `text` as content in one line."""
    return plain(sanitise_line(text), style)


def joined(*parts: Content | str) -> Content:
    """Return the parts as one content; a part that is a string is our own word."""
    return Content("").join([part if isinstance(part, Content) else Content(part) for part in parts])
