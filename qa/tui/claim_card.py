"""A checked claim in the conversation: what the articles say of it, and the quote that decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from qa.tui.plain import joined, line
from qa.tui.styles import beside
from qa.wording import finding_of, heading

if TYPE_CHECKING:
    from qa.answer import Citation
    from qa.checking import Checked, Finding

STYLES: dict[Finding, str] = {
    "supported": "$text-success bold",
    "contradicted": "$text-error bold",
    "not_found": "$text-warning bold",
}
DOUBTED_STYLE = "$text-warning bold"


class ClaimCard(Static):
    """A claim, and once it is checked what came of each of its sentences; not part of the session.

    `citations` are the quotes that decide, numbered through the card.
    """

    DEFAULT_CSS = beside(__file__)

    @dataclass
    class Picked(Message):
        """The reader clicked on the card."""

        card: ClaimCard

    def __init__(self, claim: str) -> None:
        super().__init__(joined(line(claim, "bold"), "\n", Content.styled("… checking", "dim")), markup=False)
        self.border_title = Content("Claim")
        self.citations: list[Citation] = []

    def show(self, found: Sequence[Checked]) -> None:
        """Show the findings."""
        blocks = []
        for checked in found:
            begin = len(self.citations) + 1
            own = [citation.model_copy(update={"n": n}) for n, citation in enumerate(checked.citations, begin)]
            self.citations += own
            blocks.append(_finding(checked, own))
        self.update(Content("\n\n").join(blocks))

    def on_click(self, event: events.Click) -> None:
        """Put this claim into focus."""
        event.stop()
        self.post_message(self.Picked(self))


def _finding(checked: Checked, citations: Sequence[Citation]) -> Content:
    style = DOUBTED_STYLE if checked.doubted else STYLES[checked.verdict]
    parts: list[Content | str] = [line(checked.claim, "bold"), "\n", Content.styled(finding_of(checked), style)]
    if checked.reasons:
        parts += [" · ", line("; ".join(checked.reasons), "dim")]
    for citation in citations:
        number = Content.styled(f" [{citation.n}]", "$text-accent bold")
        parts += ["\n", line(f"“{citation.quote}”"), number, "\n", line(heading(citation), "dim")]
    return joined(*parts)
