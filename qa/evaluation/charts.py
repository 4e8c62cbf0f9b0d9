"""The report's drawings, as inline SVG: bars with intervals, and the spread of seconds."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from html import escape

from qa.evaluation.metrics import METRICS, Metric
from qa.evaluation.results import STEPS, Outcome, seconds
from qa.evaluation.statistics import Estimate

WIDTH, LABEL, ROW, VALUE = 760, 210, 24, 190
SHORTEST = 0.001
"""Seconds at the left end of the axis; what is shorter is drawn there."""


def bars(found: dict[str, Estimate], group: str) -> str:
    """One bar per metric of a group, its 95 % interval as a whisker, its value, interval and n as text."""
    rows = [(metric, found[metric.name]) for metric in METRICS if metric.group == group and metric.name in found]
    drawn = "".join(_bar(metric, estimate, i) for i, (metric, estimate) in enumerate(rows))
    return _svg(drawn, len(rows) * ROW + 4, f"{group}: " + "; ".join(f"{m.title} {_value(e)}" for m, e in rows))


def _bar(metric: Metric, estimate: Estimate, row: int) -> str:
    assert estimate.value is not None and estimate.low is not None and estimate.high is not None
    y = row * ROW + 4
    start, end = (_x(v, metric) for v in (max(metric.low, 0.0), estimate.value))
    whisker = (_x(estimate.low, metric), _x(estimate.high, metric))
    css = "bar lower" if metric.better == "lower" else "bar"
    arrow = " ↓" if metric.better == "lower" else ""
    middle = y + ROW / 2 - 4
    return (
        f"<g><title>{escape(metric.meaning)}</title>"
        f'<text x="{LABEL - 8}" y="{middle + 4:.1f}" text-anchor="end">{escape(metric.title)}{arrow}</text>'
        f'<rect class="track" x="{LABEL}" y="{y}" width="{_span()}" height="{ROW - 8}"/>'
        f'<rect class="{css}" x="{min(start, end):.1f}" y="{y}" width="{abs(end - start):.1f}" height="{ROW - 8}"/>'
        f'<path class="whisker" d="M{whisker[0]:.1f} {middle:.1f}H{whisker[1]:.1f}M{whisker[0]:.1f} {middle - 4:.1f}v8'
        f'M{whisker[1]:.1f} {middle - 4:.1f}v8"/>'
        f'<text class="value" x="{LABEL + _span() + 8}" y="{middle + 4:.1f}">{_value(estimate)}</text></g>'
    )


def _value(estimate: Estimate) -> str:
    return f"{estimate.value:.2f} ({estimate.low:.2f}–{estimate.high:.2f}, n={estimate.n})"


def _span() -> int:
    return WIDTH - LABEL - VALUE


def _x(value: float, metric: Metric) -> float:
    return LABEL + (value - metric.low) / (1 - metric.low) * _span()


def latency(outcomes: Sequence[Outcome]) -> str:
    """One dot per question and step on a common logarithmic axis of seconds, with ticks at p50 and p95."""
    answers = [(o.question.id, o.answer.seconds) for o in outcomes if o.answer is not None]
    longest = max((getattr(s, step) for _, s in answers for step in STEPS), default=0.0)
    decades = max(1, math.ceil(math.log10(max(longest, SHORTEST) / SHORTEST)))
    spread = seconds(outcomes)
    rows = []
    for row, step in enumerate(STEPS):
        y = row * ROW + 14
        percentiles = spread[step].items()
        dots = "".join(_dot(getattr(s, step), decades, y, name) for name, s in answers)
        ticks = "".join(_tick(value, decades, y) for _, value in percentiles)
        told = ", ".join(f"{name} {_s(value)}" for name, value in percentiles)
        rows.append(
            f'<text x="{LABEL - 8}" y="{y + 4}" text-anchor="end">{step}</text>{dots}{ticks}'
            f'<text class="value" x="{LABEL + _span() + 8}" y="{y + 4}">{told}</text>'
        )
    bottom = len(STEPS) * ROW + 8
    axis = f'<path class="whisker" d="M{LABEL} {bottom}H{LABEL + _span()}"/>' + "".join(_axis(decades, bottom))
    label = "; ".join(f"{step} p50 {_s(spread[step]['p50'])} p95 {_s(spread[step]['p95'])}" for step in STEPS)
    return _svg("".join(rows) + axis, bottom + 24, f"seconds: {label}")


def _at(value: float, decades: int) -> float:
    return LABEL + math.log10(max(value, SHORTEST) / SHORTEST) / decades * _span()


def _dot(value: float, decades: int, y: int, name: str) -> str:
    title = f"<title>{escape(name)}: {value:.3f} s</title>"
    return f'<circle class="dot" cx="{_at(value, decades):.1f}" cy="{y}" r="4">{title}</circle>'


def _tick(value: float | None, decades: int, y: int) -> str:
    return "" if value is None else f'<path class="tick" d="M{_at(value, decades):.1f} {y - 9}v18"/>'


def _axis(decades: int, y: int) -> Iterable[str]:
    for power in range(decades + 1):
        value = SHORTEST * 10**power
        x = _at(value, decades)
        yield f'<text class="small" x="{x:.1f}" y="{y + 16}" text-anchor="middle">{value:g} s</text>'


def _s(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f} s"


def _svg(content: str, height: int, label: str) -> str:
    return (
        f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(label, quote=True)}" '
        f'xmlns="http://www.w3.org/2000/svg">{content}</svg>'
    )
