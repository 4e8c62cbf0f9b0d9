"""Each state of the chat looks as it was last approved, at three sizes, dark and light."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store import Library
from tests.qa.tui.scenes import FOREIGN, SCRIPTS, scene
from tests.qa.tui.snapshot import assert_matches
from tests.store.hashing import hashing

SIZES = ((120, 40), (80, 24), (60, 20))
THEMES = {"dark": "tumen-dark", "light": "tumen-light"}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library.open(tmp_path_factory.mktemp("scenes") / "home", embedding=hashing()) as opened:
        opened.add_articles(FOREIGN)
        yield opened


@pytest.mark.parametrize("shade", THEMES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", SCRIPTS)
async def test_looks_as_approved(name: str, size: tuple[int, int], shade: str, library: Library, home: Path) -> None:
    async with scene(name, library, home, size, THEMES[shade]) as (app, _):
        assert_matches(app, f"{name}-{size[0]}x{size[1]}-{shade}")
