"""The command palette: one line per command. A new command is a method of `ChatApp` or `Commands`, and a line here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.app import SystemCommand

if TYPE_CHECKING:
    from qa.tui.app import ChatApp


def commands(app: ChatApp) -> Iterator[SystemCommand]:
    """The commands in the order in which the palette lists them."""
    do = app.commands
    yield SystemCommand("Ask again", "Ask the last question once more (ctrl+r)", do.ask_again)
    yield SystemCommand("Ask again with another model", "And keep the present model", do.ask_again_with)
    yield SystemCommand("Switch model", "Choose who answers; it is checked first", do.switch_model)
    yield SystemCommand("Switch theme", "Light, dark or the terminal's own colours; kept", app.action_change_theme)
    yield SystemCommand("New session", "Start over; this session is kept", do.new_session)
    yield SystemCommand("Sessions", "Search, resume, rename, delete, export (ctrl+o)", do.sessions)
    yield SystemCommand("Export session", "As Markdown with footnotes, into the current folder", do.export)
    yield SystemCommand("Copy answer", "The text of the answer in focus", do.copy_answer)
    yield SystemCommand("Copy with sources", "The answer in focus as Markdown with footnotes", do.copy_with_sources)
    yield SystemCommand("Add articles", "A file, a folder or an address, in the background", do.add_articles)
    yield SystemCommand("Check a claim", "Supported, contradicted or not found, with the quote", do.check_claim)
    yield SystemCommand("Articles", "What the library holds; read one", do.articles)
    yield SystemCommand("Help", "The keys of what has the focus (F1)", app.action_help)
    yield SystemCommand("Quit", "Leave; a line says how to come back", app.action_quit)
