"""`tumen` without a command: the chat, on a terminal."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

from qa import exit_codes
from qa.commands.given import Globals

LATEST = "latest"


def read_chat_options(arguments: Sequence[str]) -> tuple[Globals, str] | None:
    """Read a command line that can only mean the chat: (global options, session); None when typer has to read it.

    Typer alone takes as long to load as a good part of the first paint.
    """
    values: dict[str, str] = {}
    rest = list(arguments)
    while rest:
        name, *rest = rest
        if name == "--continue":
            values.setdefault("--session", LATEST)
        elif name in ("--model", "--home", "--session") and rest and not rest[0].startswith("-"):
            values[name], *rest = rest
        else:
            return None
    home = values.get("--home")
    given = Globals(model=values.get("--model"), home=Path(home) if home else None)
    return given, values.get("--session", "")


def chat(given: Globals, resume: str = "") -> int:
    """Open the terminal UI where there is a terminal, else point to ``--ask``.

    `resume` is the id of a session, or "latest". The screen is there before the settings are read.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()):
        sys.stderr.write(
            'tumen: the chat needs a terminal: ask one question with tumen --ask "…", or see tumen --help\n'
        )
        return exit_codes.USAGE
    from qa.tui.app import run

    hint = f" --home {shlex.quote(str(given.home))}" if given.home else ""
    return run(given.settings, as_of=given.as_of, resume=resume, hint=hint)
