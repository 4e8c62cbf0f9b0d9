"""A run is kept and read back whole; two runs are compared by what they share; floors hold in CI."""

import json
from pathlib import Path

import pytest

from qa.evaluation.compare import FloorError, compare, parse_floor, shortfalls
from qa.evaluation.prices import Price, PriceError, known, parse
from qa.evaluation.results import Outcome, RunFileError, averages, read, summary, to_json
from tests.qa.evaluation.samples import ferry, outcome, run_of


def test_a_run_survives_being_written_and_read(tmp_path: Path) -> None:
    """A run that cannot be read back cannot be compared with."""
    run = run_of(outcome("a", 1), outcome("b", 0), Outcome(ferry("c"), None, {}, error="endpoint down"))
    file = tmp_path / "run.json"
    file.write_text(to_json(run), "utf-8")
    again = read(file)
    assert again.outcomes == run.outcomes
    assert again.setup == run.setup
    assert averages(again.outcomes) == averages(run.outcomes)


def test_the_json_keeps_its_contract() -> None:
    """Other programs read summary, questions, id, question, answer and scores."""
    data = json.loads(to_json(run_of(outcome("a", 1))))
    assert set(data) == {"summary", "questions"}
    assert {"id", "question", "answer", "scores"} <= set(data["questions"][0])
    assert data["questions"][0]["answer"]["citations"][0]["quote"] == "The ferry has sailed since 1957."
    assert data["summary"]["metrics"]["accuracy"] == {"value": 1.0, "low": 1.0, "high": 1.0, "n": 1}


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"summary": {}, "questions": []}', '{"questions": 1}', "\x00"])
def test_a_file_that_is_no_run_is_refused_in_one_line(tmp_path: Path, text: str) -> None:
    file = tmp_path / "run.json"
    file.write_text(text, "utf-8")
    with pytest.raises(RunFileError, match="tumen eval --json"):
        read(file)
    with pytest.raises(RunFileError, match="cannot be read"):
        read(tmp_path / "none.json")


def test_tokens_and_dollars_add_up() -> None:
    """Three answers of 100 tokens in and 10 out at 0.15 and 0.60 dollars per million."""
    run = run_of(outcome("a", 1), outcome("b", 1), outcome("c", 1))
    assert summary(run)["dollars"] is None
    priced = summary(type(run)(run.setup, run.outcomes, run.planned, Price(0.15, 0.60)))
    assert priced["tokens"] == {"input_tokens": 300, "output_tokens": 30}
    assert priced["dollars"] == pytest.approx((300 * 0.15 + 30 * 0.60) / 1e6)


def test_prices_are_known_or_given() -> None:
    """A made-up price would be worse than none."""
    assert known("quotes", own_endpoint=False) == Price(0, 0)
    assert known("openai:gpt-4o-mini", own_endpoint=False) == Price(0.15, 0.60)
    assert known("openai:gpt-4o-2024-08-06", own_endpoint=False) == Price(2.50, 10)
    assert known("openai:gpt-4o-mini", own_endpoint=True) is None
    assert known("openai:unheard-of", own_endpoint=False) is None
    assert parse("1, 2.5") == Price(1, 2.5)
    for wrong in ("", "1", "1,-2", "a,b", "nan,1"):
        with pytest.raises(PriceError):
            parse(wrong)


def test_a_question_that_could_not_be_asked_is_in_no_average() -> None:
    """An endpoint that was down must not read as wrong answers."""
    run = run_of(outcome("a", 1), Outcome(ferry("b"), None, {}, error="endpoint down"))
    assert averages(run.outcomes)["accuracy"].n == 1
    assert run.degraded == 1


def test_a_comparison_by_hand() -> None:
    """Of four shared questions one got better and two worse; a fifth is in one run only."""
    before = run_of(outcome("a", -1), outcome("b", 1), outcome("c", 1), outcome("d", 1), outcome("old", 1))
    after = run_of(outcome("a", 1), outcome("b", 0), outcome("c", -1), outcome("d", 1))
    found = compare(before, after)
    assert (found.common, found.left_out) == (4, 1)
    assert found.better == ("a",)
    assert found.worse == ("b", "c")
    accuracy = next(c for c in found.changes if c.metric.name == "accuracy")
    assert accuracy.difference.value == pytest.approx(-0.25)
    assert (accuracy.better, accuracy.worse, accuracy.mcnemar_p) == (1, 2, 1.0)
    assert not accuracy.improved
    errors = next(c for c in found.changes if c.metric.name == "error_rate")
    assert (errors.better, errors.worse) == (0, 1)
    assert not errors.improved


def test_a_reworded_question_is_not_compared() -> None:
    """Its scores would differ for another reason than the system."""
    before = run_of(outcome("a", 1))
    changed = outcome("a", 0)
    after = run_of(Outcome(ferry("a", question="When?"), changed.answer, changed.scores))
    assert compare(before, after).common == 0
    assert compare(before, after).changes == ()


def test_a_run_missing_its_floor_fails() -> None:
    run = run_of(outcome("a", 1), outcome("b", 0))
    assert shortfalls(run, [parse_floor("accuracy=0.5"), parse_floor("error_rate=0.5")]) == []
    assert shortfalls(run, [parse_floor("accuracy=0.6")]) == ["accuracy is 0.500, below 0.6"]
    assert shortfalls(run, [parse_floor("error_rate=0.4")]) == ["error_rate is 0.500, above 0.4"]
    assert shortfalls(run, [parse_floor("hits@1=0.1")]) == ["hits@1 could not be measured; at least 0.1 was asked for"]


@pytest.mark.parametrize("text", ["accuracy", "accuracy=high", "beauty=1", "=1", ""])
def test_a_floor_that_means_nothing_is_refused(text: str) -> None:
    """Ignoring it would let CI pass."""
    with pytest.raises(FloorError):
        parse_floor(text)
