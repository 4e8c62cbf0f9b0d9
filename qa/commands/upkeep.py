"""The state of a library: `doctor` says what is wrong, `rebuild` mends it, `backup` and `restore` keep it."""

from __future__ import annotations

from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from qa import exit_codes
from qa.commands.opening import opened, progress_bar
from qa.commands.options import HomeOption, merged

if TYPE_CHECKING:
    from qa.resolving import Resolution
    from store import Library

FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help="The backup, such as tumen.zip.")]


def doctor(context: typer.Context, home: HomeOption = None) -> None:
    """Say what the library holds, and prove that articles, passages, keywords, vectors and citations agree."""
    given = merged(context, home=home)
    with opened(given.settings()) as library:
        status = library.status()
        citations = _citations(library)
    problems = list(status.problems)
    if citations.broken:
        problems.append(f"{citations.broken} citations of your sessions no longer match their article: ask again")
    span = f"{status.earliest} to {status.latest}" if status.earliest else "dates unknown"
    typer.echo(f"articles   {status.articles} ({span})")
    typer.echo(f"versions   {status.versions} earlier ones, kept for what was cited of them")
    typer.echo(f"passages   {status.passages}")
    typer.echo(f"sentences  {status.sentences}")
    typer.echo(f"embedding  {status.embedding}")
    removed = f", {citations.removed} of articles since removed" if citations.removed else ""
    typer.echo(f"citations  {citations.resolved} in your sessions resolve{removed}")
    typer.echo(f"problems   {len(problems) or 'none'}")
    for problem in problems:
        typer.echo(f"tumen: {problem}", err=True)
    if problems:
        raise typer.Exit(exit_codes.ERROR)


def _citations(library: Library) -> Resolution:
    from qa.resolving import Resolution, resolve
    from qa.sessions import Sessions

    kept = library.locations.sessions
    if not kept.exists():
        return Resolution()
    with TemporaryDirectory() as folder:
        if library.locations.read_only:  # SQLite cannot open them there
            for file in kept.parent.glob(f"{kept.name}*"):
                copyfile(file, Path(folder) / file.name)
            kept = Path(folder) / kept.name
        sessions = Sessions.open(kept)
        try:
            return resolve(sessions, library)
        finally:
            sessions.close()


def backup(context: typer.Context, file: FileArgument, home: HomeOption = None) -> None:
    """Write the library and the conversations into one file; they can be used meanwhile."""
    from store.backup import back_up
    from store.locations import Locations

    given = merged(context, home=home)
    size = back_up(Locations.at(given.settings().home), file.expanduser().absolute())
    typer.echo(f"backed up to {file} ({size / 1e6:.1f} MB)")


def restore(
    context: typer.Context,
    file: FileArgument,
    replace: Annotated[bool, typer.Option("--replace", help="In place of what the library holds.")] = False,
    home: HomeOption = None,
) -> None:
    """Bring back a library from a backup; what stands there now goes only with --replace."""
    from store.backup import restore as restore_library
    from store.locations import Locations

    given = merged(context, home=home)
    articles = restore_library(Locations.at(given.settings().home), file.expanduser().absolute(), replace=replace)
    typer.echo(f"restored {articles} articles from {file}")


def rebuild(context: typer.Context, home: HomeOption = None) -> None:
    """Make the index anew from the stored articles."""
    given = merged(context, home=home)
    with opened(given.settings()) as library:
        with progress_bar() as progress:
            library.rebuild(progress=progress)
        status = library.status()
    typer.echo(f"rebuilt the index of {status.articles} articles, {status.passages} passages")
