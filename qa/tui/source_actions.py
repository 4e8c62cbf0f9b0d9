"""What can be done with a source, on whichever screen shows it."""

from __future__ import annotations

from datetime import UTC, datetime

from textual.app import App

from qa.answer import Citation
from qa.export import footnote, web_address
from store.text import sanitise_line


def today() -> str:
    """The day as footnotes say it."""
    return datetime.now(UTC).date().isoformat()


def open_source(app: App[object], citation: Citation | None) -> None:
    """Open the address of a source in a browser, when it is one of the web; a toast shows it either way."""
    if citation is None:
        return
    address = web_address(citation.url)
    if address:
        app.open_url(address)
        app.notify(address, title="Opened", markup=False)
    elif citation.url:
        shown = sanitise_line(citation.url)[:200]
        app.notify(shown, title="Not opened: no http or https address", severity="warning", markup=False)
    else:
        app.notify("This source has no address.", severity="warning", markup=False)


def copy_source(app: App[object], citation: Citation | None) -> None:
    """Copy the quote with its source."""
    if citation is None:
        return
    app.copy_to_clipboard(footnote(citation, today()))
    app.notify(f"Copied the quote [{citation.n}] with its source.", markup=False)
