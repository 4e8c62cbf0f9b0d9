"""A whole evaluation in this process, against a real library: floors, leave-one-out, tampering, SQuAD files."""

import json
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from qa.evaluation.harness import Harness
from qa.evaluation.questions import load as load_questions
from qa.evaluation.session import Session, Wanted
from qa.settings import load
from store import Library
from tests.qa.evaluation.samples import QUESTIONS


@dataclass
class Evaluation:
    """Evaluates with the quotation mode; keeps what was said and written."""

    library: Library
    home: Path
    wanted: Wanted
    said: list[str] = field(default_factory=list)
    shown: StringIO = field(default_factory=StringIO)

    def __call__(self, **fields: Any) -> int:
        wanted = replace(self.wanted, json_out=self.home.parent / "run.json", **fields)
        harness = Harness("quotes", load(home=self.home))
        console = Console(file=self.shown, width=120)
        return Session(
            wanted, harness, lambda: nullcontext(self.library), console, lambda *_: None, self.said.append
        ).run()

    @property
    def written(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.home.parent / "run.json").read_text("utf-8"))
        return found


@pytest.fixture
def evaluate(seed_library: Library, home: Path, tmp_path: Path) -> Evaluation:
    file = tmp_path / "set.yaml"
    file.write_text(QUESTIONS, "utf-8")
    return Evaluation(seed_library, home, Wanted(file))


def test_a_floor_that_is_missed_fails_in_ci(evaluate: Evaluation) -> None:
    assert evaluate(tags=["off-topic"], floors=["hallucination_rate=0"]) == 0
    assert evaluate(tags=["off-topic"], floors=["hallucination_rate=-1"]) == 1
    assert evaluate.said == ["hallucination_rate is 0.000, above -1"]


def test_a_sample_goes_through_the_whole_set(evaluate: Evaluation) -> None:
    """A slow model is measured on a part of the questions; the first few would all be about one article."""
    assert evaluate(every=2) == 0
    everything = [q.id for q in load_questions(evaluate.wanted.file)]
    assert [entry["id"] for entry in evaluate.written["questions"]] == everything[::2]


def test_leaving_the_article_out_expects_abstention(evaluate: Evaluation) -> None:
    """Each answerable question becomes an unanswerable one, and the library itself keeps its articles."""
    assert evaluate(leave_one_out=True, tags=["who"]) == 0
    run = evaluate.written
    assert run["summary"]["setup"]["mode"] == "leave-one-out"
    assert sorted(entry["id"] for entry in run["questions"]) == ["ambassador", "minister"]
    assert "hallucination_rate" in run["summary"]["metrics"]
    assert "error_rate" not in run["summary"]["metrics"]
    titles = {"ambassador": "Vorontsov", "minister": "Kolokoltsev"}
    for entry in run["questions"]:
        cited = {evaluate.library.article(p["article_id"]).title for p in entry["answer"]["passages"]}
        assert len(cited) == 1
        assert titles[entry["id"]] not in cited.pop()
    assert len(evaluate.library.articles()) == 2


@pytest.mark.slow
def test_tampering_reports_by_kind(evaluate: Evaluation) -> None:
    """The share of falsified sentences that the proof lets pass is the number this project stands on."""
    assert evaluate(tamper=True, tags=["who"]) == 0
    assert "tampering: " in evaluate.shown.getvalue()
    tampered = evaluate.written["summary"]["tamper"]
    assert tampered["overall"]["n"] >= 1
    assert tampered["true_rejected"]["unchanged"] == {
        "n": tampered["true_rejected"]["unchanged"]["n"],
        "rejected": 0,
    }


def test_evidence_that_the_library_lacks_is_said(evaluate: Evaluation) -> None:
    """Otherwise a question set for other articles would read as bad retrieval."""
    evaluate.wanted.file.write_text(QUESTIONS.replace('said"]', 'sang"]'), "utf-8")
    assert evaluate(tags=["who"]) == 0
    assert evaluate.said == ["the evidence of 1 questions is in no article of this library: ambassador"]
    assert evaluate.written["summary"]["metrics"]["hits@1"]["n"] == 1


@pytest.fixture
def squad_file(tmp_path: Path) -> Callable[[str, dict[str, str]], Path]:
    contexts = {"coal": "The port of Rajin ships coal to foreign buyers.", "bear": "The governor served bear meat."}

    def write(name: str, questions: dict[str, str]) -> Path:
        path = tmp_path / name
        paragraphs = [{"context": c, "qas": [{"id": k, "question": questions[k]}]} for k, c in contexts.items()]
        path.write_text(json.dumps({"data": [{"title": "Port", "paragraphs": paragraphs}]}), "utf-8")
        return path

    return write


def test_retrieval_on_a_squad_file_and_across_languages(
    evaluate: Evaluation, squad_file: Callable[[str, dict[str, str]], Path]
) -> None:
    """Any SQuAD-format file measures retrieval; the same ids in another file ask in another language."""
    english = squad_file("en.json", {"coal": "What does Rajin ship?", "bear": "Which meat did the governor serve?"})
    russian = squad_file("ru.json", {"coal": "Что отправляют из Раджина?", "bear": "Какое мясо подал губернатор?"})
    for queries in (None, russian):
        assert evaluate(squad=english, queries=queries) == 0
        metrics = evaluate.written["summary"]["metrics"]
        assert set(metrics) == {"hits@1", "hits@4", "hits@10", "mrr@10", "recall@10"}
        assert metrics["hits@10"] == {"value": 1, "low": 1, "high": 1, "n": 2}
