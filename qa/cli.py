"""The command line of `tumen`: what it takes, and where each command is."""

from __future__ import annotations

from typing import Annotated

import typer

from qa import exit_codes
from qa.commands import articles, checking, evaluating, listing, upkeep
from qa.commands.guard import GuardedGroup
from qa.commands.options import AsOfOption, HomeOption, JsonOption, ModelOption, merged, usage_error
from qa.commands.timeline import Format
from qa.version import VERSION

app = typer.Typer(
    cls=GuardedGroup,
    invoke_without_command=True,
    add_completion=False,
    rich_markup_mode=None,  # rich would double the time of --help
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"tumen {VERSION}")
        raise typer.Exit(exit_codes.ANSWERED)


@app.callback()
def main_options(
    context: typer.Context,
    ask: Annotated[
        str | None, typer.Option("--ask", "-q", metavar="QUESTION", help="Answer one question; - reads it from stdin.")
    ] = None,
    timeline: Annotated[
        str | None,
        typer.Option("--timeline", metavar="TOPIC", help="The dated events of a topic, each with its quote."),
    ] = None,
    shape: Annotated[
        Format | None, typer.Option("--format", help="Of a timeline: Markdown, CSV or JSON.", show_default="md")
    ] = None,
    as_json: JsonOption = False,
    model: ModelOption = None,
    home: HomeOption = None,
    as_of: AsOfOption = None,
    publisher: Annotated[
        str | None, typer.Option("--publisher", metavar="NAME", help="With --ask: of publishers whose name holds this.")
    ] = None,
    go_on: Annotated[bool, typer.Option("--continue", help="Chat: go on with the session used last.")] = False,
    session: Annotated[str | None, typer.Option("--session", metavar="ID", help="Chat: go on with this one.")] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Answer questions about Russia and North Korea from a library of articles, each sentence proven by a quote.

    Exit codes: 0 answered, 1 error, 2 usage, 3 the articles do not say.
    """
    given = merged(context, model=model, home=home, as_of=as_of, publisher=publisher)
    if publisher is not None and ask is None:
        raise usage_error('--publisher goes with a question: tumen --ask "…" --publisher KCNA')
    if (go_on or session) and (ask is not None or timeline is not None or context.invoked_subcommand is not None):
        raise usage_error("--continue and --session open the chat: leave them out, or the question or command")
    if context.invoked_subcommand is not None:
        if ask is not None or timeline is not None or shape is not None or as_json:
            raise usage_error("--ask, --timeline and --json stand before no other command: leave one of them out")
        return
    if timeline is not None:
        from qa.commands.timeline import print_timeline

        if ask is not None or (as_json and shape not in (None, Format.JSON)):
            raise usage_error("--timeline goes alone, with --format md, csv or json")
        raise typer.Exit(print_timeline(timeline, given, Format.JSON if as_json else shape or Format.MD))
    if shape is not None:
        raise usage_error('--format goes with a topic: tumen --timeline "…" --format csv')
    if ask is not None:
        from qa.commands.asking import ask_once

        raise typer.Exit(ask_once(ask, given, as_json=as_json))
    if as_json:
        raise usage_error('--json goes with a question: tumen --ask "…" --json')
    from qa.commands.chatting import LATEST, chat

    raise typer.Exit(chat(given, session or (LATEST if go_on else "")))


app.command()(articles.add)
app.command()(listing.articles)
app.command()(listing.stats)
app.command()(articles.show)
app.command()(articles.remove)
app.command()(articles.search)
app.command()(checking.check)
app.command("eval")(evaluating.evaluate)
app.command()(upkeep.doctor)
app.command()(upkeep.rebuild)
app.command()(upkeep.backup)
app.command()(upkeep.restore)


def main() -> None:
    """Run one command; leaves with one of `qa.exit_codes`."""
    app()
