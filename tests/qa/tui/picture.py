"""The picture in the README, drawn by the tests' own app: ``python -m tests.qa.tui.picture``."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from store import Library
from tests.qa.tui.scenes import scene
from tests.store.hashing import hashing

PICTURE = Path(__file__).parents[3] / "docs" / "chat.svg"


async def draw(folder: Path) -> str:
    """Return the chat with an answer and its sources, as SVG."""
    with Library.open(folder / "library", embedding=hashing()) as library:
        async with scene("sources", library, folder / "home", (110, 32), "tumen-dark") as (app, _):
            return app.export_screenshot(title="tumen")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        PICTURE.write_text(asyncio.run(draw(Path(name))), encoding="utf-8")
