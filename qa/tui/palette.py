"""The command palette: one line per command. A new command is a method of a `CommandGroup`, and a line here."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import App, SystemCommand
from textual.command import DiscoveryHit, Hits
from textual.system_commands import SystemCommandsProvider

from qa.tui.commands import Commands
from qa.tui.library_commands import LibraryCommands
from qa.tui.model_commands import ModelCommands


class InOurOrder(SystemCommandsProvider):
    """Lists commands in the order of `commands`, not of the alphabet: what is wanted often comes first."""

    async def discover(self) -> Hits:
        """List them all."""
        for command in self.app.get_system_commands(self.screen):
            yield DiscoveryHit(command.title, command.callback, help=command.help)


def commands(app: App[int], do: Commands, models: ModelCommands, library: LibraryCommands) -> Iterator[SystemCommand]:
    """The commands in the order in which the palette lists them."""
    yield SystemCommand("Ask again", "Ask the last question once more (ctrl+r)", do.ask_again)
    yield SystemCommand("Ask again with another model", "And keep the present model", models.ask_again_with)
    yield SystemCommand("Switch model", "Choose who answers; it is checked first", models.switch_model)
    yield SystemCommand("Check a claim", "Supported, contradicted or not found, with the quote", library.check_claim)
    yield SystemCommand("Timeline", "The dated events of a topic, each with its quote", library.timeline)
    yield SystemCommand("Copy answer", "The text of the answer in focus", do.copy_answer)
    yield SystemCommand("Copy with sources", "The answer in focus as Markdown with footnotes", do.copy_with_sources)
    yield SystemCommand("New session", "Start over; this session is kept", do.new_session)
    yield SystemCommand("Sessions", "Search, resume, rename, delete, export (ctrl+o)", do.sessions)
    yield SystemCommand("Export session", "As Markdown with footnotes, into the current folder", do.export)
    yield SystemCommand("Articles", "What the library holds; read one", library.articles)
    yield SystemCommand("Add articles", "A file, a folder or an address, in the background", library.add_articles)
    yield SystemCommand(
        "Add from your network", "An address of this machine or one near it", library.add_from_own_network
    )
    yield SystemCommand("Switch theme", "Light, dark or the terminal's own colours; kept", app.action_change_theme)
    yield SystemCommand("Help", "The keys of what has the focus (F1)", do.help)
    yield SystemCommand("Quit", "Leave; a line says how to come back", app.action_quit)
