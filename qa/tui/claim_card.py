"""A checked claim in the conversation: what the articles say of it, and the quote that decides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from qa.tui.plain import joined, line
from qa.tui.styles import beside
from qa.wording import FINDING_SIGNS, heading

if TYPE_CHECKING:
    from qa.checking import Checked, Finding

STYLES: dict[Finding, str] = {
    "supported": "$text-success bold",
    "contradicted": "$text-error bold",
    "not_found": "$text-warning bold",
}


class ClaimCard(Static):
    """A claim, and once it is checked what came of each of its sentences; not part of the session."""

    DEFAULT_CSS = beside(__file__)

    def __init__(self, claim: str) -> None:
        super().__init__(joined(line(claim, "bold"), "\n", Content.styled("… checking", "dim")), markup=False)
        self.border_title = Content("Claim")

    def show(self, found: Sequence[Checked]) -> None:
        """Show the findings."""
        self.update(Content("\n\n").join([_finding(checked) for checked in found]))


def _finding(checked: Checked) -> Content:
    word = f"{FINDING_SIGNS[checked.verdict]} {checked.verdict.replace('_', ' ')}"
    parts: list[Content | str] = [line(checked.claim, "bold"), "\n", Content.styled(word, STYLES[checked.verdict])]
    if checked.reasons:
        parts += [" · ", line("; ".join(checked.reasons), "dim")]
    for citation in checked.citations:
        parts += ["\n", line(f"“{citation.quote}”"), "\n", line(heading(citation), "dim")]
    return joined(*parts)
