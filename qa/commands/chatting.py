"""`tumen` without a command: the chat, on a terminal."""

from __future__ import annotations

import shlex
import sys

import typer

from qa import exit_codes
from qa.commands.options import Globals


def chat(given: Globals, resume: str = "") -> int:
    """Open the terminal UI where there is a terminal, else point to ``--ask``.

    `resume` is the id of a session, or "latest". The screen is there before the settings are read.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()):
        typer.echo(
            'tumen: the chat needs a terminal: ask one question with tumen --ask "…", or see tumen --help', err=True
        )
        return exit_codes.USAGE
    from qa.tui.app import run

    hint = f" --home {shlex.quote(str(given.home))}" if given.home else ""
    return run(given.settings, as_of=given.as_of, resume=resume, hint=hint)
