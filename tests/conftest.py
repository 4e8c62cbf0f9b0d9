"""Fixtures every test may use: a home of its own, and one library of the seeds for those that only read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store import Library


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home, which also serves as TUMEN_HOME, so that no test touches the user's library."""
    folder = tmp_path / "home"
    monkeypatch.setenv("TUMEN_HOME", str(folder))
    monkeypatch.delenv("TUMEN_EMBEDDING", raising=False)
    return folder


@pytest.fixture(scope="session")
def seed_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of `seed_library`, for tests that run the program; to be read only."""
    folder = tmp_path_factory.mktemp("seeds") / "home"
    Library.open(folder).close()
    return folder


@pytest.fixture(scope="session")
def seed_library(seed_home: Path) -> Iterator[Library]:
    """A library of the two seed articles; to be read only."""
    with Library.open(seed_home) as library:
        yield library
