"""`tumen eval`: whether the answers are right, by a question set."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qa.commands.given import Globals
from qa.commands.opening import opened, progress_bar
from qa.commands.options import AsOfOption, HomeOption, ModelOption, merged, usage_error

if TYPE_CHECKING:
    from qa.evaluation.session import Wanted


def evaluate(
    context: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="A question set (YAML); the shipped one when left out.")
    ] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Ask again what an earlier run has answered.")] = False,
    jobs: Annotated[int | None, typer.Option("--jobs", "-j", min=1, max=64, help="Questions asked at once.")] = None,
    tag: Annotated[
        list[str] | None, typer.Option("--tag", help="Only questions with this tag; may be repeated.")
    ] = None,
    every: Annotated[int, typer.Option("--every", metavar="N", min=1, help="Only every N-th question.")] = 1,
    json_out: Annotated[Path | None, typer.Option("--json", metavar="OUT", help="Write the run as JSON.")] = None,
    html_out: Annotated[Path | None, typer.Option("--html", metavar="OUT", help="Write a report to look at.")] = None,
    compare: Annotated[
        Path | None, typer.Option("--compare", metavar="RUN.json", help="Say what changed against an earlier run.")
    ] = None,
    fail_under: Annotated[
        list[str] | None,
        typer.Option("--fail-under", metavar="METRIC=VALUE", help="Exit 1 when a metric is worse; may be repeated."),
    ] = None,
    judge: Annotated[
        str | None, typer.Option("--judge", metavar="MODEL", help="Let a chat model judge as well.")
    ] = None,
    leave_one_out: Annotated[
        bool, typer.Option("--leave-one-out", help="Ask without the article that has the evidence: expect abstention.")
    ] = False,
    tamper: Annotated[
        bool, typer.Option("--tamper", help="Falsify proven sentences and count what the proof notices.")
    ] = False,
    squad: Annotated[
        Path | None, typer.Option("--squad", metavar="FILE.json", help="Measure retrieval on a SQuAD-format file.")
    ] = None,
    queries: Annotated[
        Path | None, typer.Option("--queries", metavar="OTHER.json", help="Questions for --squad in another language.")
    ] = None,
    price: Annotated[
        str | None, typer.Option("--price", metavar="IN,OUT", help="Dollars per million input and output tokens.")
    ] = None,
    model: ModelOption = None,
    home: HomeOption = None,
    as_of: AsOfOption = None,
) -> None:
    """Ask a set of questions and score the answers; ctrl+c prints what was done, and the next run continues."""
    given = merged(context, model=model, home=home, as_of=as_of)
    if queries and not squad:
        raise usage_error("--queries goes with --squad: tumen eval --squad FILE.json --queries OTHER.json")
    if squad and (file or judge or leave_one_out or tamper or tag or every > 1):
        raise usage_error(
            "--squad measures retrieval alone: leave FILE, --tag, --every, --judge, --leave-one-out and --tamper out"
        )
    if leave_one_out and (judge or tamper):
        raise usage_error("--leave-one-out expects no answers: leave --judge and --tamper out")
    from qa.evaluation.questions import default_file
    from qa.evaluation.session import Wanted

    wanted = Wanted(
        file=file or default_file(),
        json_out=json_out,
        html_out=html_out,
        earlier=compare,
        floors=fail_under or (),
        judge=judge,
        leave_one_out=leave_one_out,
        tamper=tamper,
        tags=tag or (),
        every=every,
        squad=squad,
        queries=queries,
    )
    raise typer.Exit(_run(given, wanted, fresh=fresh, jobs=jobs, price=price))


def _run(given: Globals, wanted: Wanted, *, fresh: bool, jobs: int | None, price: str | None) -> int:
    from qa.console import narrator, terminal
    from qa.evaluation import prices
    from qa.evaluation.harness import Harness
    from qa.evaluation.session import Session
    from qa.models import default_model

    settings = given.settings()
    model = "retrieval" if wanted.squad else default_model(settings)
    cost = prices.parse(price) if price else None
    harness = Harness(model, settings, as_of=given.as_of, fresh=fresh, jobs=jobs, price=cost)
    with progress_bar() as progress:
        session = Session(wanted, harness, lambda: opened(settings), terminal(sys.stdout), progress, narrator())
        return session.run()
