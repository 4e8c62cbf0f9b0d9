"""An answer, and what a library holds, on a plain terminal or in a pipe.

Foreign text is never taken for markup. On a terminal long lines are wrapped under their indentation; in a pipe every
sentence and every quote keeps its own line.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, TextIO

from qa.wording import COLOURS, SIGNS, date_of, excerpt, finding_of, heading
from store.text import sanitise, sanitise_line

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from qa.answer import Answer, Citation, Sentence
    from qa.checking import Checked, Finding
    from store.article import Article, Hit

FINDING_COLOURS: dict[Finding, str] = {"supported": "green", "contradicted": "red", "not_found": "yellow"}
CLIPPED = 72
"""Characters of a sentence that are repeated beside its verdict, when the text was streamed before."""


def terminal(stream: TextIO) -> Console:
    """Return a console on `stream`: colours only on a terminal and without NO_COLOR, no markup ever."""
    from rich.console import Console

    return Console(
        file=stream,
        force_terminal=stream.isatty(),
        markup=False,
        highlight=False,
        emoji=False,
        soft_wrap=not stream.isatty(),
    )


class Page:
    """Prints an answer to `stream`, part by part."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._console = terminal(stream or sys.stdout)
        self._streamed = ""

    def token(self, text: str) -> None:
        """Print a piece of the answer as it comes."""
        piece = sanitise(text)
        self._streamed += piece
        self._console.file.write(piece)
        self._console.file.flush()

    def void(self) -> None:
        """End what was streamed, which does not count: the model failed, and another answer follows."""
        if self._streamed:
            self.line("\n")
        self._streamed = ""

    def answer(self, answer: Answer, nearest: Iterable[tuple[str, str]] = ()) -> None:
        """Print sentences with verdicts, then the sources; or, when abstained, the `nearest` (heading, text)."""
        if self._streamed:
            self.line("\n")
        if answer.abstained:
            self._abstention(answer, nearest)
            return
        for sentence in answer.sentences:
            self._sentence(sentence)
        for note in answer.notes:
            self.line(f"! {sanitise_line(note)}", style="yellow")
        if answer.citations:
            self.line("\nSources", style="bold")
        for citation in answer.citations:
            self._citation(citation)

    def _sentence(self, sentence: Sentence) -> None:
        text = " ".join([sanitise_line(sentence.text), *(f"[{n}]" for n in sentence.citations)])
        if self._streamed and len(text) > CLIPPED:
            text = text[: CLIPPED - 1].rstrip() + "…"
        self.line(text)
        word = f"{SIGNS[sentence.verdict]} {sentence.verdict}"
        reasons = "; ".join(sanitise_line(reason) for reason in sentence.reasons)
        self.line(f"{word}: {reasons}" if reasons else word, indent=2, style=COLOURS[sentence.verdict])

    def _citation(self, citation: Citation) -> None:
        self.line(f"[{citation.n}] {heading(citation)}", style="bold")
        if citation.url:
            self.line(sanitise_line(citation.url), indent=4, style="dim")
        self.line(f"“{citation.quote}”", indent=4, verbatim=True)

    def _abstention(self, answer: Answer, nearest: Iterable[tuple[str, str]]) -> None:
        from qa.phrases import nearest_passages
        from store.words import language_of

        said = sanitise(answer.text).strip()
        if said != self._streamed.strip():
            self.line(said, style="bold")
        for number, (head, text) in enumerate(nearest):
            if number == 0:
                self.line(f"\n{nearest_passages(language_of(answer.question))}", style="bold")
            self.line(f"- {head}")
            self.line(excerpt(text), indent=4, style="dim")

    def checked(self, checked: Checked) -> None:
        """Print a claim, what the articles say of it, and the quote that decides."""
        self.line(checked.claim, style="bold")
        word = finding_of(checked)
        reasons = "; ".join(sanitise_line(reason) for reason in checked.reasons)
        colour = COLOURS["partial"] if checked.doubted else FINDING_COLOURS[checked.verdict]
        self.line(f"{word}: {reasons}" if reasons else word, indent=2, style=colour)
        for citation in checked.citations:
            self.line(heading(citation), indent=4, style="dim")
            self.line(f"“{citation.quote}”", indent=4, verbatim=True)

    def line(self, text: str, *, indent: int = 0, style: str = "", verbatim: bool = False) -> None:
        """Print `text`; a `verbatim` one gets no margin inside, so that a pipe carries the exact quote."""
        from rich.padding import Padding
        from rich.text import Text

        if self._console.is_terminal:
            self._console.print(Padding(Text(text, style=style), (0, 0, 0, indent), expand=False))
            return
        margin = " " * indent
        body = text if verbatim else text.replace("\n", f"\n{margin}")
        self._console.print(Text(margin + body, style=style), soft_wrap=True)


def table_of(articles: Iterable[Article], copies: Mapping[str, Sequence[str]] | None = None) -> Table:
    """Return the articles as a table for a terminal, those that have `copies` with the ids of these."""
    from rich.table import Table
    from rich.text import Text

    columns = ("Id", "Published", "Publisher", "Title", *(["Copies"] if copies else []))
    table = Table(*columns, box=None, pad_edge=False)
    for article in articles:
        row = [article.id, date_of(article), article.publisher or "", article.title]
        row += [" ".join(copies.get(article.id, ()))] if copies else []
        table.add_row(*(Text(sanitise_line(cell)) for cell in row))
    return table


def print_hits(hits: Iterable[Hit], stream: TextIO | None = None) -> None:
    """Print the passages a search found, best first, each headed by its score and source."""
    page = Page(stream)
    for hit in hits:
        also_at = f", also at {', '.join(hit.passage.also_at)}" if hit.passage.also_at else ""
        page.line(sanitise_line(f"{hit.score:.2f} {heading(hit.passage.article)}{also_at}"), style="bold")
        page.line(hit.passage.text, indent=4)


def narrator(stream: TextIO | None = None) -> Callable[[str], None]:
    """Return what prints one line of narration, on stderr."""
    out = stream or sys.stderr

    def narrate(line: str) -> None:
        out.write(f"tumen: {sanitise_line(line)}\n")
        out.flush()

    return narrate
