"""Two runs side by side: what got better, what worse, by how much, and whether by chance; and floors for CI."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from qa.evaluation.metrics import BY_NAME, METRICS, Metric, Scores
from qa.evaluation.results import Outcome, Run, averages, balanced
from qa.evaluation.statistics import Difference, mcnemar, paired
from store.errors import TumenError


class FloorError(TumenError):
    """A ``--fail-under`` that cannot be read."""


@dataclass(frozen=True, slots=True)
class Change:
    """How a metric moved between two runs, on the questions both were asked."""

    metric: Metric
    difference: Difference
    worse: int | None = None
    """Questions that went from 1 to 0 (for a metric where lower is better, from 0 to 1); None unless it is binary."""
    better: int | None = None
    mcnemar_p: float | None = None

    @property
    def improved(self) -> bool:
        """Whether the metric moved the good way at all."""
        return (self.difference.value > 0) == (self.metric.better == "higher") and self.difference.value != 0

    @property
    def significant(self) -> bool:
        """Whether the 95 % interval leaves out zero."""
        return self.difference.low > 0 or self.difference.high < 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that differs. `better` and `worse` are ids of questions whose truthfulness moved."""

    changes: tuple[Change, ...]
    better: tuple[str, ...]
    worse: tuple[str, ...]
    common: int
    left_out: int
    """Questions in one run only, or worded differently."""

    def as_json(self) -> dict[str, Any]:
        """As plain data, for the run's JSON."""
        changes = {c.metric.name: _change_json(c) for c in self.changes}
        return {"common": self.common, "left_out": self.left_out, "changes": changes} | {
            "better": list(self.better),
            "worse": list(self.worse),
        }


def compare(before: Run, after: Run) -> Comparison:
    """Compare two runs by the questions they share: same id, same wording, scored in both."""
    old = {_key(o): o for o in before.outcomes if o.error is None}
    new = {_key(o): o for o in after.outcomes if o.error is None}
    shared = [key for key in new if key in old]
    pairs = [(old[key].scores, new[key].scores) for key in shared]
    changes = [change for metric in METRICS if (change := _change(metric, pairs)) is not None] if pairs else []
    moves = [(new[key].question.id, _truth(new[key]) - _truth(old[key])) for key in shared]
    return Comparison(
        tuple(changes),
        better=tuple(name for name, move in moves if move > 0),
        worse=tuple(name for name, move in moves if move < 0),
        common=len(shared),
        left_out=len(old) + len(new) - 2 * len(shared),
    )


def _key(outcome: Outcome) -> tuple[str, str]:
    return outcome.question.id, outcome.question.question


def _truth(outcome: Outcome) -> float:
    return outcome.scores.get("truthfulness") or 0.0


def _change(metric: Metric, pairs: Sequence[tuple[Scores, Scores]]) -> Change | None:
    if metric.name == "balanced_accuracy":
        names = ("hallucination_rate", "error_rate")
        columns = [[[scores[side].get(name) for scores in pairs] for name in names] for side in (0, 1)]
        joint = paired(columns[0], columns[1], balanced)
        return Change(metric, joint) if joint else None
    values = [(old.get(metric.name), new.get(metric.name)) for old, new in pairs]
    difference = paired([[old for old, _ in values]], [[new for _, new in values]])
    if difference is None:
        return None
    if not metric.binary:
        return Change(metric, difference)
    both = [(bool(old), bool(new)) for old, new in values if old is not None and new is not None]
    fell, rose, p = mcnemar([old for old, _ in both], [new for _, new in both])
    worse, better = (fell, rose) if metric.better == "higher" else (rose, fell)
    return Change(metric, difference, worse, better, p)


def _change_json(change: Change) -> dict[str, Any]:
    extra = {"worse": change.worse, "better": change.better, "mcnemar_p": change.mcnemar_p}
    return asdict(change.difference) | {name: value for name, value in extra.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Floor:
    """The value a metric must reach; where lower is better, must not exceed."""

    metric: Metric
    value: float


def parse_floor(text: str) -> Floor:
    """``"nugget_recall=0.6"`` as a floor. Raises `FloorError`."""
    name, _, value = text.partition("=")
    if name.strip() not in BY_NAME:
        raise FloorError(f"--fail-under knows no metric {name.strip()!r}; known are {', '.join(BY_NAME)}")
    try:
        return Floor(BY_NAME[name.strip()], float(value))
    except ValueError:
        raise FloorError(f"--fail-under {name.strip()} needs a number, as in {name.strip()}=0.6") from None


def shortfalls(run: Run, floors: Sequence[Floor]) -> list[str]:
    """One line for each floor the run misses; a metric that could not be measured misses its floor."""
    found = averages(run.outcomes)
    lines = []
    for floor in floors:
        estimate = found.get(floor.metric.name)
        value = estimate.value if estimate else None
        if value is None:
            lines.append(f"{floor.metric.name} could not be measured; at least {floor.value:g} was asked for")
        elif floor.metric.better == "higher" and value < floor.value:
            lines.append(f"{floor.metric.name} is {value:.3f}, below {floor.value:g}")
        elif floor.metric.better == "lower" and value > floor.value:
            lines.append(f"{floor.metric.name} is {value:.3f}, above {floor.value:g}")
    return lines
