"""One `tumen eval` from its inputs to its outputs: what can be refused is refused before the first question."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console

from qa import exit_codes
from qa.evaluation import compare, judge, leave_one_out, report, results, squad, summary, tamper, tampering
from qa.evaluation.harness import Harness, without_evidence
from qa.evaluation.questions import Question, load
from qa.evaluation.results import Outcome, Run, Setup
from store.errors import TumenError

if TYPE_CHECKING:
    from store import Library

Progress = Callable[[int, int, str], None]
Narrate = Callable[[str], None]


class OutputError(TumenError):
    """A file that could not be written."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the user asked for."""

    file: Path
    json_out: Path | None = None
    html_out: Path | None = None
    earlier: Path | None = None
    floors: Sequence[str] = ()
    judge: str | None = None
    leave_one_out: bool = False
    tamper: bool = False
    tags: Sequence[str] = ()
    every: int = 1
    """Takes every n-th question, from the first on: a sample that goes through the whole set."""
    squad: Path | None = None
    queries: Path | None = None


@dataclass
class Session:
    """Where an evaluation reads and prints. `console` gets the summary, `narrate` one line at a time."""

    wanted: Wanted
    harness: Harness
    open_library: Callable[[], AbstractContextManager[Library]]
    console: Console
    progress: Progress
    narrate: Narrate
    _floors: list[compare.Floor] = field(default_factory=list)

    def run(self) -> int:
        """Evaluate, print, write; returns the exit code."""
        wanted = self.wanted
        self._floors = [compare.parse_floor(text) for text in wanted.floors]
        earlier = results.read(wanted.earlier) if wanted.earlier else None
        for path in (wanted.json_out, wanted.html_out):
            _check_writable(path)
        run, interrupted = self._squad() if wanted.squad else self._questions()
        return self._finish(run, interrupted, earlier)

    def _questions(self) -> tuple[Run, bool]:
        questions = self._chosen(load(self.wanted.file))
        with self.open_library() as library:
            if absent := without_evidence(questions, library):
                some = ", ".join(question.id for question in absent[:5])
                self.narrate(f"the evidence of {len(absent)} questions is in no article of this library: {some}")
            if self.wanted.leave_one_out:
                return self._left_out(questions, library)
            name = self.wanted.file.name
            run, interrupted = self.harness.measure(questions, library, self.progress, source=name)
            if not interrupted and self.wanted.judge:
                run = self._judged(run, self.wanted.judge)
            if not interrupted and self.wanted.tamper:
                run = self._tampered(run, library)
            return run, interrupted

    def _chosen(self, questions: list[Question]) -> list[Question]:
        chosen = [q for q in questions if not self.wanted.tags or set(self.wanted.tags) & set(q.tags)]
        chosen = chosen[:: self.wanted.every]
        if not chosen:
            raise TumenError(f"no question of {self.wanted.file} has the tag {', '.join(self.wanted.tags)}")
        return chosen

    def _left_out(self, questions: Sequence[Question], library: Library) -> tuple[Run, bool]:
        planned = sum(map(len, leave_one_out.groups(questions, library).values()))
        if not planned:
            raise TumenError(
                "--leave-one-out needs questions with evidence in one article while another article remains"
            )
        outcomes: list[Outcome] = []
        setup = Setup(self.harness.model, self.wanted.file.name, "leave-one-out", len(library.articles()))
        interrupted = False

        def measure(group: Sequence[Question], copy: Library) -> bool:
            nonlocal interrupted, setup
            run, interrupted = self.harness.measure(group, copy, self.progress, source=self.wanted.file.name)
            outcomes.extend(run.outcomes)
            setup = replace(run.setup, mode="leave-one-out", articles=setup.articles)
            return interrupted

        leave_one_out.each(questions, library, measure)
        return Run(setup, tuple(outcomes), planned, self.harness.cost()), interrupted

    def _judged(self, run: Run, model: str) -> Run:
        from qa.models import chat_model, full_name

        name = full_name(model, self.harness.settings)
        found = list(judge.claims(run.outcomes))
        judged = judge.judge(
            chat_model(name, self.harness.settings), found, lambda i, n: self.progress(i, n, "judging")
        )
        return replace(run, extra=run.extra | {"judge": judge.report(judged, name)})

    def _tampered(self, run: Run, library: Library) -> Run:
        tallies, misses = tampering.run(
            run.outcomes, library, self.harness.as_of, lambda i, n: self.progress(i, n, "tampering")
        )
        found: dict[str, Any] = tamper.report(tallies) | {"misjudged": [asdict(miss) for miss in misses]}
        return replace(run, extra=run.extra | {"tamper": found})

    def _squad(self) -> tuple[Run, bool]:
        assert self.wanted.squad is not None
        file = squad.read(self.wanted.squad)
        queries = squad.queries_of(file, squad.read(self.wanted.queries) if self.wanted.queries else None)
        with squad.open_library(file, self.wanted.squad, self.harness.settings, self.progress) as library:
            outcomes, interrupted = squad.measure(file, queries, library, self.progress)
            source = " ".join(path.name for path in (self.wanted.squad, self.wanted.queries) if path)
            setup = Setup(f"retrieval with {library.embedding}", source, "squad", len(file.paragraphs))
        return Run(setup, tuple(outcomes), len(queries)), interrupted

    def _finish(self, run: Run, interrupted: bool, earlier: Run | None) -> int:
        comparison = compare.compare(earlier, run) if earlier else None
        if comparison:
            run = replace(run, extra=run.extra | {"compared": comparison.as_json()})
        summary.print_run(run, self.console)
        if comparison:
            summary.print_comparison(comparison, self.console)
        _write(self.wanted.json_out, lambda: results.to_json(run))
        _write(self.wanted.html_out, lambda: report.html(run, comparison))
        if interrupted:
            rest = run.planned - len(run.outcomes)
            self.narrate(f"stopped with {rest} questions to go: the same command continues from here")
            return exit_codes.INTERRUPTED
        missed = compare.shortfalls(run, self._floors)
        for line in missed:
            self.narrate(line)
        return (
            exit_codes.ERROR if missed or (run.outcomes and all(o.error for o in run.outcomes)) else exit_codes.ANSWERED
        )


def _check_writable(path: Path | None) -> None:
    if path and not path.absolute().parent.is_dir():
        raise OutputError(f"{path} cannot be written: the folder {path.absolute().parent} does not exist")
    if path and path.is_dir():
        raise OutputError(f"{path} is a folder: name a file")


def _write(path: Path | None, text: Callable[[], str]) -> None:
    if path is None:
        return
    try:
        path.write_text(text(), "utf-8")
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror}") from None
