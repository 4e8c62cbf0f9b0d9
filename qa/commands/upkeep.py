"""The state of a library: `doctor` says what is wrong, `rebuild` mends it."""

from __future__ import annotations

import typer

from qa import exit_codes
from qa.commands.opening import opened, progress_bar
from qa.commands.options import HomeOption, merged


def doctor(context: typer.Context, home: HomeOption = None) -> None:
    """Say what the library holds and whether all is well."""
    given = merged(context, home=home)
    with opened(given.settings()) as library:
        status = library.status()
    span = f"{status.earliest} to {status.latest}" if status.earliest else "dates unknown"
    typer.echo(f"articles   {status.articles} ({span})")
    typer.echo(f"passages   {status.passages}")
    typer.echo(f"sentences  {status.sentences}")
    typer.echo(f"embedding  {status.embedding}")
    typer.echo(f"problems   {len(status.problems) or 'none'}")
    for problem in status.problems:
        typer.echo(f"tumen: {problem}", err=True)
    if status.problems:
        raise typer.Exit(exit_codes.ERROR)


def rebuild(context: typer.Context, home: HomeOption = None) -> None:
    """Make the index anew from the stored articles."""
    given = merged(context, home=home)
    with opened(given.settings()) as library:
        with progress_bar() as progress:
            library.rebuild(progress=progress)
        status = library.status()
    typer.echo(f"rebuilt the index of {status.articles} articles, {status.passages} passages")
