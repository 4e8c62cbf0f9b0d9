"""The options that every command takes, before or after its name."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from qa import exit_codes
from qa.commands.given import Globals

ModelOption = Annotated[
    str | None,
    typer.Option("--model", metavar="NAME", help="Who answers: quotes, openai:MODEL, local:PATH.gguf, PROVIDER:MODEL."),
]
HomeOption = Annotated[Path | None, typer.Option("--home", metavar="FOLDER", help="Folder of the library.")]
AsOfOption = Annotated[
    datetime | None,
    typer.Option("--as-of", metavar="DATE", formats=["%Y-%m-%d"], help="Only articles published by then (2019-04-01)."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def merged(context: typer.Context, **own: Any) -> Globals:
    """Return the global options of the command line, those given after the command's name winning."""
    before = context.find_object(Globals) or Globals()
    if isinstance(own.get("as_of"), datetime):
        own["as_of"] = own["as_of"].date()
    both = replace(before, **{name: value for name, value in own.items() if value is not None})
    context.find_root().obj = both
    return both


def usage_error(message: str) -> typer.Exit:
    """Print `message` on stderr as what is wrong with the command line; raise what this returns."""
    typer.echo(f"tumen: {message}", err=True)
    return typer.Exit(exit_codes.USAGE)
