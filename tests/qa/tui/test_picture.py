"""The README's picture is what the chat shows."""

from __future__ import annotations

from pathlib import Path

from tests.qa.tui.picture import PICTURE, draw


async def test_the_picture_in_the_readme_is_what_the_chat_shows_today(tmp_path: Path) -> None:
    """Take it anew with ``python -m tests.qa.tui.picture``."""
    assert await draw(tmp_path) == PICTURE.read_text(encoding="utf-8")
