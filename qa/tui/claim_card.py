"""A checked claim in the conversation: what the articles say of it, and the quote that decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from qa.tui.plain import joined, line
from qa.wording import FINDING_SIGNS, heading

if TYPE_CHECKING:
    from qa.checking import Checked


class ClaimCard(Static):
    """One claim; not part of the session."""

    def __init__(self, checked: Checked) -> None:
        word = f"{FINDING_SIGNS[checked.verdict]} {checked.verdict.replace('_', ' ')}"
        reasons = "; ".join(checked.reasons)
        parts: list[Content | str] = [
            line(checked.claim, "bold"),
            "\n",
            line(f"{word}: {reasons}" if reasons else word),
        ]
        for citation in checked.citations:
            parts += ["\n", line(f"“{citation.quote}”"), "\n", line(heading(citation), "dim")]
        super().__init__(joined(*parts), classes="card")
