"""`tumen` without a command: the chat, on a terminal."""

from __future__ import annotations

import importlib.util
import sys

import typer

from qa import exit_codes
from qa.commands.options import Globals


def chat(given: Globals) -> int:
    """Open the terminal UI (`qa.tui.app.run`), where there is a terminal and a UI; else point to ``--ask``."""
    interactive = sys.stdin.isatty() and sys.stdout.isatty()
    if interactive and importlib.util.find_spec("qa.tui") and importlib.util.find_spec("qa.tui.app"):
        run = importlib.import_module("qa.tui.app").run
        return int(run(given.settings(), as_of=given.as_of))
    typer.echo('tumen: the chat needs a terminal: ask one question with tumen --ask "…", or see tumen --help', err=True)
    return exit_codes.USAGE
