"""Whatever happens inside a command, the user sees one line and the shell the right exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from qa import exit_codes
from qa.commands.given import Globals
from store.errors import TumenError


class GuardedGroup(typer.core.TyperGroup):
    """The group of all commands, each of which runs inside `guarded`."""

    def invoke(self, ctx: typer.Context) -> object:  # type: ignore[override]  # typer's own context is private
        """Run the command."""
        with guarded(ctx):
            return super().invoke(ctx)


@contextmanager
def guarded(context: typer.Context) -> Iterator[None]:
    """Turn what the block raises into a line on stderr and a `typer.Exit`; typer's own exceptions pass."""
    try:
        yield
    except (typer.Exit, typer.Abort, typer.TyperException):
        raise
    except KeyboardInterrupt:
        _say("stopped")
        raise typer.Exit(exit_codes.INTERRUPTED) from None
    except BrokenPipeError:
        silence_stdout()
        raise typer.Exit(exit_codes.ERROR) from None
    except TumenError as error:
        _say(str(error))
        raise typer.Exit(exit_codes.ERROR) from None
    except Exception as error:
        if os.environ.get("TUMEN_DEBUG"):
            raise
        _say(_unexpected(error, context))
        raise typer.Exit(exit_codes.ERROR) from None


def silence_stdout() -> None:
    """Let what is still buffered go nowhere: the reader of the pipe has left, and that is no error of ours."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say(line: str) -> None:
    typer.echo(f"tumen: {line}", err=True)


def _unexpected(error: Exception, context: typer.Context) -> str:
    """Write the traceback to the log and return the line that names it."""
    what = f"unexpected {type(error).__name__}"
    try:
        log = _log(error, context)
    except OSError:
        return f"{what}: run again with TUMEN_DEBUG=1 to see where (the log cannot be written)"
    return f"{what}: the details are in {log}; please report it with that file"


def _log(error: Exception, context: typer.Context) -> Path:
    import traceback
    from datetime import UTC, datetime

    from qa.failures import redacted
    from store.locations import Locations

    given = context.find_object(Globals) or Globals()
    try:
        home = given.settings().home
    except TumenError:
        home = given.home
    log = Locations.at(home).home / "errors.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    lines = redacted("".join(traceback.format_exception(error)))
    with log.open("a", encoding="utf-8", errors="replace") as out:
        out.write(f"{datetime.now(UTC).isoformat(timespec='seconds')}\n{lines}\n")
    return log
