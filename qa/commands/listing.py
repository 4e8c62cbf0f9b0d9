"""What a library holds, at a glance: `articles` lists, `stats` counts."""

from __future__ import annotations

import sys
from dataclasses import asdict
from shutil import get_terminal_size
from typing import Annotated

import typer

from qa.commands.collecting import uncollected
from qa.commands.opening import opened
from qa.commands.options import HomeOption, JsonOption, merged, usage_error
from store.listing import ORDERS, Filter, sorted_counts

SortOption = Annotated[str, typer.Option("--sort", metavar="FIELD", help=f"One of {', '.join(ORDERS)}.")]


def articles(
    context: typer.Context,
    publisher: Annotated[str | None, typer.Option("--publisher", metavar="NAME", help="Part of its name.")] = None,
    language: Annotated[str | None, typer.Option("--language", metavar="CODE", help="Such as en, ru, ko.")] = None,
    since: Annotated[str | None, typer.Option("--since", metavar="DATE", help="From then on (2019-04, 2019).")] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="DATE", help="Up to then.")] = None,
    text: Annotated[str | None, typer.Option("--text", metavar="WORDS", help="All in its title or text.")] = None,
    sort: SortOption = "published",
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the articles, the latest first."""
    given = merged(context, home=home)
    order = next((name for name in ORDERS if name == sort), None)
    if order is None:
        raise usage_error(f"--sort {sort} is none of {', '.join(ORDERS)}")
    with uncollected(), opened(given.settings()) as library:
        held = library.listing(Filter(publisher, language, since, until, text), order)
        copies = library.copied()
    if as_json:
        from qa.commands.asking import print_json

        unlisted = ("text", "superseded_by")
        rows = ({name: v for name, v in asdict(article).items() if name not in unlisted} for article in held)
        print_json([row | {"copies": copies.get(row["id"], [])} for row in rows])
    elif sys.stdout.isatty():
        from qa.console import table_of, terminal

        terminal(sys.stdout).print(table_of(held, copies))
    else:
        from qa.wording import date_of

        also = {name: [f"copy of {' '.join(others)}"] for name, others in copies.items()}
        lines = ("\t".join((a.id, date_of(a), a.publisher or "", a.title, *also.get(a.id, ()))) for a in held)
        sys.stdout.writelines(f"{line}\n" for line in lines)


def stats(context: typer.Context, home: HomeOption = None, as_json: JsonOption = False) -> None:
    """Show articles per month and publisher, and how much space the library takes."""
    given = merged(context, home=home)
    with opened(given.settings()) as library:
        counts, sizes, passages = library.monthly(), library.locations.sizes(), library.passage_count
        boilerplate = library.boilerplate()
    if as_json:
        from qa.commands.asking import print_json

        print_json(
            {
                "months": [asdict(count) for count in counts],
                "passages": passages,
                "bytes": sizes,
                "boilerplate": boilerplate,
            }
        )
        return
    if not sys.stdout.isatty():
        for count in counts:
            typer.echo(f"{count.month or 'unknown'}\t{count.publisher or 'unknown'}\t{count.articles}")
        return
    from qa.plots import monthly_plot

    typer.echo(monthly_plot(counts, get_terminal_size().columns))
    for name, number in sorted_counts(counts).items():
        typer.echo(f"{number:>7}  {name or 'publisher unknown'}")
    typer.echo(f"{passages:>7}  passages")
    for name, size in sizes.items():
        typer.echo(f"{size / 1e6:>7.1f}  MB {name}")
    for name, lines in boilerplate.items():
        typer.echo(f"{len(lines):>7}  lines that {name} repeats are left out: `tumen stats --json` lists them")
