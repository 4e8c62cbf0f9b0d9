"""A run on a terminal: the metrics with their intervals, the tags, the cost, and what failed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from qa.evaluation.compare import Change, Comparison
from qa.evaluation.metrics import METRICS
from qa.evaluation.results import STEPS, Outcome, Run, averages, seconds
from qa.evaluation.statistics import Estimate

TAG_METRICS = {
    "accuracy": "accuracy",
    "nugget_recall": "nuggets",
    "hits@4": "Hits@4",
    "citation_recall": "cited",
    "hallucination_rate": "invented",
    "error_rate": "refused",
}
"""What the table by tag shows, under headings that fit 80 columns."""


def print_run(run: Run, console: Console) -> None:
    """Print the summary of a run."""
    asked = (
        f"{len(run.outcomes)} of {run.planned} questions"
        if len(run.outcomes) < run.planned
        else f"{run.planned} questions"
    )
    console.print(Text(f"{run.setup.model}: {asked}, {run.setup.articles} articles"), style="bold")
    found = averages(run.outcomes)
    if found:
        console.print(_metrics_table(found))
    if found and len(run.tags) > 1:
        console.print(_tags_table(run))
    if any(outcome.answer for outcome in run.outcomes):
        console.print(Text(_cost(run)))
    for line in _failure_lines(run.outcomes):
        console.print(Text(line))
    for line in extra_lines(run):
        console.print(Text(line))
    if run.degraded:
        console.print(
            Text(f"{run.degraded} questions were not answered by {run.setup.model}: these numbers are not its own")
        )


def print_comparison(comparison: Comparison, console: Console) -> None:
    """Print what changed against the earlier run."""
    table = Table(title=f"Against the earlier run, {comparison.common} questions in common", title_justify="left")
    for column in ("metric", "change", "95 % interval", "better", "worse", "p"):
        table.add_column(column, justify="left" if column == "metric" else "right")
    for change in comparison.changes:
        if change.difference.value or change.better or change.worse:
            table.add_row(*_change_row(change))
    console.print(table if table.row_count else Text("Nothing changed against the earlier run"))
    for word, names in (("better", comparison.better), ("worse", comparison.worse)):
        if names:
            console.print(Text(f"{word}: {', '.join(names)}"))
    if comparison.left_out:
        console.print(Text(f"{comparison.left_out} questions are in one run only and were left out"))


def _metrics_table(found: dict[str, Estimate]) -> Table:
    table = Table(show_edge=False, pad_edge=False)
    for column in ("metric", "value", "95 % interval", "n"):
        table.add_column(column, justify="left" if column == "metric" else "right")
    group = ""
    for metric in METRICS:
        if metric.name not in found:
            continue
        if group and metric.group != group:
            table.add_section()
        group = metric.group
        estimate = found[metric.name]
        title = metric.title if metric.better == "higher" else f"{metric.title} ↓"
        table.add_row(Text(title), _number(estimate.value), _interval(estimate), str(estimate.n))
    return table


def _tags_table(run: Run) -> Table:
    table = Table(
        show_edge=False,
        pad_edge=False,
        caption="by tag: accuracy, nugget recall, Hits@4, citation recall, hallucination and error rate",
        caption_justify="left",
    )
    table.add_column("tag")
    table.add_column("n", justify="right")
    for title in TAG_METRICS.values():
        table.add_column(title, justify="right")
    for tag in run.tags:
        part = run.tagged(tag)
        found = averages(part.outcomes)
        cells = [_number(found[name].value) if name in found else "–" for name in TAG_METRICS]
        table.add_row(Text(tag), str(len(part.outcomes)), *cells)
    return table


def _cost(run: Run) -> str:
    answers = [o.answer for o in run.outcomes if o.answer is not None]
    read, written = sum(a.usage.input_tokens for a in answers), sum(a.usage.output_tokens for a in answers)
    times = seconds(run.outcomes)
    spent = [f"{step} {_seconds(times[step]['p50'])}/{_seconds(times[step]['p95'])}" for step in STEPS]
    price = f", {run.price.dollars(read, written):.4f} dollars" if run.price else ""
    return f"tokens {read:,} in, {written:,} out{price}; seconds p50/p95: {', '.join(spent)}"


def _failure_lines(outcomes: Sequence[Outcome]) -> list[str]:
    counts = Counter(failure for outcome in outcomes for failure in outcome.failures)
    errors = Counter(o.error for o in outcomes if o.error)
    lines = [f"{count:4d} × {failure}" for failure, count in counts.most_common()]
    return lines + [f"{count:4d} × not asked: {error}" for error, count in errors.most_common()]


def extra_lines(run: Run) -> Iterator[str]:
    """What the judge and the tampering found."""
    if judged := run.extra.get("judge"):
        for name in ("faithfulness", "correctness"):
            rate, agreement = judged[name], judged[f"{name}_agreement"]
            if rate and agreement:
                kappa = "undefined" if agreement["kappa"] is None else f"{agreement['kappa']:.2f}"
                interval = f"{rate['low']:.3f} – {rate['high']:.3f}, n={rate['n']}"
                yield (
                    f"{name} by {judged['model']}: {rate['value']:.3f} ({interval}); "
                    f"agrees with our verdict on {agreement['observed']:.0%} (kappa {kappa})"
                )
            if unread := judged[f"{name}_unreadable"]:
                yield f"{unread} votes on {name} could not be read"
    if tampered := run.extra.get("tamper"):
        yield "tampering: " + _rates_line(tampered["overall"])
        for kind, rates in tampered["by_kind"].items():
            yield f"  {kind}: {_rates_line(rates)}"
        for kind, counts in tampered["true_rejected"].items():
            yield f"  true ({kind}): {counts['rejected']} of {counts['n']} rejected"


def _rates_line(rates: dict[str, Any]) -> str:
    values = ", ".join(f"{name} {_number(rates[name])}" for name in ("precision", "recall", "f1"))
    return f"{rates['caught']} of {rates['n']} caught, {values}"


def _change_row(change: Change) -> tuple[str, ...]:
    d = change.difference
    p = change.mcnemar_p if change.mcnemar_p is not None else d.p
    way = "better" if change.improved else "worse"
    sure = way if change.significant else f"{way}?"
    counts = (str(change.better), str(change.worse)) if change.better is not None else ("", "")
    return (change.metric.title, f"{d.value:+.3f} {sure}", f"{d.low:+.3f} to {d.high:+.3f}", *counts, f"{p:.3f}")


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _interval(estimate: Estimate) -> str:
    return f"{_number(estimate.low)} – {_number(estimate.high)}"


def _seconds(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"
