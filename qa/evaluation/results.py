"""A run: its questions with answers and scores, the averages over them, and the JSON it is kept as.

`tumen eval --json` writes ``{"summary": …, "questions": [{"id", "question", "answer", "scores", …}]}``; `read` takes
it back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from qa.answer import Answer
from qa.evaluation.metrics import METRICS, Metric, Scores
from qa.evaluation.prices import Price
from qa.evaluation.questions import Question, tags_of
from qa.evaluation.statistics import Array, Estimate, estimate, percentile
from store.errors import TumenError

DEGRADED = "fell back to quotation"
"""The failure of an answer that the model did not give."""
STEPS = ("retrieve", "answer", "prove", "total")


class RunFileError(TumenError):
    """A file that is not a run of `tumen eval --json`."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question of a run. `answer` is None when it could not be asked, and `error` says why."""

    question: Question
    answer: Answer | None
    scores: Scores
    failures: tuple[str, ...] = ()
    """What went wrong, in a reader's words; empty for a right and proven answer."""
    error: str | None = None
    kept: bool = False
    """The answer comes from an earlier run."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What a run was made with."""

    model: str
    questions: str
    mode: str = "questions"
    articles: int = 0
    library: str = ""
    """Fingerprint of the articles and of how they are cut and embedded."""
    prompt: str = ""
    """Fingerprint of the prompts and the code that answers."""
    started: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """Everything a report or a comparison needs."""

    setup: Setup
    outcomes: tuple[Outcome, ...]
    planned: int
    """Questions of the set; more than `outcomes` when the run was interrupted."""
    price: Price | None = None
    extra: dict[str, Any] = field(default_factory=dict)
    """Summaries of the judge and of tampering, where they were asked for."""

    def tagged(self, tag: str) -> Run:
        """The run as far as the questions with this tag go."""
        return replace(self, outcomes=tuple(o for o in self.outcomes if tag in o.question.tags))

    @property
    def tags(self) -> tuple[str, ...]:
        """Every tag, in order of first use."""
        return tuple(tags_of([o.question for o in self.outcomes]))

    @property
    def degraded(self) -> int:
        """Answers that fell back to quotation or could not be made: their numbers are not the model's."""
        return sum(o.error is not None or DEGRADED in o.failures for o in self.outcomes)


def averages(outcomes: Sequence[Outcome]) -> dict[str, Estimate]:
    """Every metric over the questions it applies to, with its interval; metrics that apply to none are left out."""
    scored = [o.scores for o in outcomes if o.error is None]
    found = {metric.name: _average(metric, scored) for metric in METRICS} if scored else {}
    return {name: value for name, value in found.items() if value.n}


def _average(metric: Metric, scored: Sequence[Scores]) -> Estimate:
    if metric.name == "balanced_accuracy":
        rates = [[scores.get(name) for scores in scored] for name in ("hallucination_rate", "error_rate")]
        return estimate(rates, balanced)
    return estimate([[scores.get(metric.name) for scores in scored]])


def balanced(rates: Sequence[Array]) -> Array:
    """Mean of the shares rightly refused and rightly answered (balanced accuracy, Brodersen et al. 2010)."""
    return 1 - (rates[0] + rates[1]) / 2


def seconds(outcomes: Iterable[Outcome]) -> dict[str, dict[str, float | None]]:
    """p50 and p95 of the wall time of each step, in seconds, at the time each question was asked."""
    times = [o.answer.seconds for o in outcomes if o.answer is not None]
    columns = {step: [float(getattr(t, step)) for t in times] for step in STEPS}
    return {step: {"p50": percentile(c, 0.5), "p95": percentile(c, 0.95)} for step, c in columns.items()}


def summary(run: Run) -> dict[str, Any]:
    """The summary as JSON has it: setup, counts, metrics overall and by tag, cost, seconds."""
    answers = [o.answer for o in run.outcomes if o.answer is not None]
    tokens = {kind: sum(getattr(a.usage, kind) for a in answers) for kind in ("input_tokens", "output_tokens")}
    dollars = run.price.dollars(tokens["input_tokens"], tokens["output_tokens"]) if run.price else None
    return {
        "setup": asdict(run.setup),
        "planned": run.planned,
        "asked": len(run.outcomes),
        "kept": sum(o.kept for o in run.outcomes),
        "errors": sum(o.error is not None for o in run.outcomes),
        "degraded": run.degraded,
        "metrics": _as_json(averages(run.outcomes)),
        "by_tag": {tag: _as_json(averages(run.tagged(tag).outcomes)) for tag in run.tags},
        "tokens": tokens,
        "dollars": dollars,
        "seconds": seconds(run.outcomes),
        **run.extra,
    }


def _as_json(found: dict[str, Estimate]) -> dict[str, dict[str, Any]]:
    return {name: asdict(value) for name, value in found.items()}


def to_json(run: Run) -> str:
    """The run as the text of a JSON file."""
    questions = [_outcome_json(outcome) for outcome in run.outcomes]
    return json.dumps({"summary": summary(run), "questions": questions}, ensure_ascii=False, indent=1) + "\n"


def _outcome_json(outcome: Outcome) -> dict[str, Any]:
    expected = outcome.question.model_dump(mode="json", exclude={"id", "question"}, exclude_defaults=True)
    return {
        "id": outcome.question.id,
        "question": outcome.question.question,
        "answer": outcome.answer.model_dump(mode="json") if outcome.answer else None,
        "scores": outcome.scores,
        "expected": expected,
        "failures": list(outcome.failures),
        "error": outcome.error,
    }


def read(path: Path) -> Run:
    """A run from its JSON file. Raises `RunFileError`."""
    try:
        raw = json.loads(path.read_text("utf-8"))
        outcomes = tuple(_outcome(entry) for entry in raw["questions"])
        setup = Setup(**raw["summary"]["setup"])
        return Run(setup, outcomes, planned=int(raw["summary"]["planned"]))
    except OSError as error:
        raise RunFileError(f"{path}: cannot be read: {error.strerror}") from None
    except (ValueError, KeyError, TypeError, ValidationError):
        raise RunFileError(f"{path}: is not a run: give a file that `tumen eval --json` wrote") from None


def _outcome(entry: dict[str, Any]) -> Outcome:
    question = Question.model_validate({"id": entry["id"], "question": entry["question"], **entry.get("expected", {})})
    answer = Answer.model_validate(entry["answer"]) if entry["answer"] is not None else None
    scores: Scores = {str(name): None if v is None else float(v) for name, v in entry["scores"].items()}
    return Outcome(question, answer, scores, tuple(entry.get("failures", ())), entry.get("error"))
