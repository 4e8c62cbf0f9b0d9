"""The global options as they were given, whoever read them from the command line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from qa.settings import Settings


@dataclass(frozen=True, slots=True)
class Globals:
    """The global options as given; None where one was not."""

    model: str | None = None
    home: Path | None = None
    as_of: date | None = None
    publisher: str | None = None

    def settings(self) -> Settings:
        """Read the settings, these options first."""
        from qa.settings import load

        return load(model=self.model, home=self.home)
