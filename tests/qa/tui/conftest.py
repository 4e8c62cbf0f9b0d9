"""A home and an engine for each test of the chat."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.tui.engine import Engine
from store import Library
from tests.qa.tui.chatting import settings


@pytest.fixture
def engine(seed_library: Library, home: Path) -> Engine:
    """Quotation mode over the seeds, with sessions of its own."""
    return Engine(lambda: settings(home), library=seed_library)
