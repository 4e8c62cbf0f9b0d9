"""Single articles: `add`, `show`, `remove`, `search`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from qa import exit_codes
from qa.commands.collecting import uncollected
from qa.commands.opening import opened, progress_bar
from qa.commands.options import AsOfOption, HomeOption, JsonOption, merged, usage_error

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.article import Article
    from store.copies import Copy
    from store.sources import ReadOptions
    from store.versions import Version

IdArgument = Annotated[str, typer.Argument(metavar="ID", help="Id of an article, or its beginning.")]


def add(
    context: typer.Context,
    sources: Annotated[
        list[str], typer.Argument(metavar="PATH|URL...", help="Files, folders or addresses; - is standard input.")
    ],
    column: Annotated[
        list[str], typer.Option("--column", metavar="FIELD=NAME", help="Of a dump: the column that holds a field.")
    ] = [],  # noqa: B006 (typer copies it)
    kind: Annotated[
        str | None, typer.Option("--format", metavar="KIND", help="Format of standard input, as in --format html.")
    ] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Fetch from addresses of your own network too.")
    ] = False,
    home: HomeOption = None,
) -> None:
    """Add articles; what is unchanged stays, of what has changed the earlier version is kept."""
    given = merged(context, home=home)
    options = replace(_read_options(column, kind), allow_private=allow_private)
    with opened(given.settings()) as library, progress_bar() as progress:
        report = library.add(sources, progress=progress, options=options, texts=False)
        copies = library.copied() if report.added or report.updated else {}
    for what, changed in (("added", report.added), ("updated", report.updated)):
        for article in changed:
            also = f" (a copy of {', '.join(copies[article.id])})" if article.id in copies else ""
            typer.echo(f"{what} {article.id} {article.title}{also}")
    typer.echo(f"{len(report.added)} added, {len(report.updated)} updated, {len(report.unchanged)} unchanged")
    for source, reason in report.skipped:
        typer.echo(f"tumen: {source}: {reason}", err=True)
    if any(report.gave_nothing.values()):
        raise typer.Exit(exit_codes.ERROR)


def _read_options(columns: list[str], kind: str | None) -> ReadOptions:
    """Check what was given for dumps and standard input."""
    from store.formats import KINDS
    from store.formats.rows import FIELDS
    from store.sources import ReadOptions

    mapped = dict(column.split("=", 1) for column in columns if "=" in column)
    wrong = next((column for column in columns if column.partition("=")[0] not in FIELDS or "=" not in column), None)
    if wrong is not None:
        raise usage_error(f"--column {wrong}: write FIELD=NAME, where FIELD is one of {', '.join(FIELDS)}")
    if kind is not None and kind not in KINDS:
        raise usage_error(f"--format {kind}: it is one of {', '.join(KINDS)}")
    return ReadOptions(columns=mapped, kind=kind)


def show(
    context: typer.Context,
    article_id: IdArgument,
    versions: Annotated[bool, typer.Option("--versions", help="List its earlier versions instead.")] = False,
    home: HomeOption = None,
) -> None:
    """Print an article, or an earlier version of one, as it is stored."""
    given = merged(context, home=home)
    with opened(given.settings()) as library:
        article = library.article(article_id)
        earlier = library.versions(article.superseded_by or article.id)
        copies = library.copies(article.id)
    if versions:
        for version in earlier:
            typer.echo(f"{version.id}\t{version.replaced}\t{version.title}")
        return
    head = "\n".join(f"{name}: {value}" for name, value in _facts(article, earlier, copies).items() if value)
    typer.echo(f"{head}\n\n{article.text}")


def _facts(article: Article, earlier: Sequence[Version], copies: Sequence[Copy]) -> dict[str, str]:
    """Return what is known of an article, by the name under which `show` prints it."""
    from qa.wording import date_of

    replaced = next((version.replaced[:10] for version in earlier if version.id == article.id), "")
    newer = f"{article.superseded_by}, which took the place of this version on {replaced}"
    return {
        "Id": article.id,
        "Newer": newer if article.superseded_by else "",
        "Earlier": "" if article.superseded_by else ", ".join(f"{v.id} (until {v.replaced[:10]})" for v in earlier),
        "Title": article.title,
        "Publisher": article.publisher or "unknown",
        "Published": date_of(article),
        "Also at": ", ".join(f"{copy.publisher or 'publisher unknown'} ({copy.id})" for copy in copies),
        "URL": article.url or "",
        "Language": article.language,
        "Source": article.source,
    }


def remove(context: typer.Context, article_id: IdArgument, home: HomeOption = None) -> None:
    """Remove an article from the library with its earlier versions; the file it came from stays."""
    given = merged(context, home=home)
    with opened(given.settings()) as library:
        article = library.remove(article_id)
    typer.echo(f"removed {article.id} {article.title}")


def search(
    context: typer.Context,
    query: Annotated[str, typer.Argument(help="Words or a question.")],
    k: Annotated[int, typer.Option("-k", min=1, max=100, help="How many passages.")] = 8,
    as_json: JsonOption = False,
    home: HomeOption = None,
    as_of: AsOfOption = None,
    publisher: Annotated[str | None, typer.Option(help="Only publishers whose name holds this.")] = None,
) -> None:
    """Find the passages nearest to a question, without answering it."""
    from qa.commands.asking import print_json
    from qa.console import print_hits

    given = merged(context, home=home, as_of=as_of)
    if not query.strip():
        raise usage_error('the query is empty: give one, as in tumen search "missile test"')
    with uncollected(), opened(given.settings()) as library:
        hits = library.search(query, k=k, as_of=given.as_of, publisher=publisher)
    if as_json:
        print_json(
            [
                {
                    "article_id": hit.passage.article.id,
                    "title": hit.passage.article.title,
                    "publisher": hit.passage.article.publisher,
                    "published": hit.passage.article.published,
                    "url": hit.passage.article.url,
                    "also_at": hit.passage.also_at,
                    "start": hit.passage.start,
                    "end": hit.passage.end,
                    "score": round(hit.score, 4),
                    "text": hit.passage.text,
                }
                for hit in hits
            ]
        )
    else:
        print_hits(hits)
    if not hits:
        raise typer.Exit(exit_codes.NOT_SAID)
