"""`tumen eval` as its users run it: against a real library, and a real endpoint where a model is asked."""

import json
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.qa.evaluation.samples import QUESTIONS
from tests.qa.program import assert_one_line, command, environment, interruptible, tumen
from tests.scripted_server import Reply, ScriptedServer

ASKED = (
    "Who is the Russian ambassador to the DPRK?",
    "Which Russian minister arrived in the North Korean capital on Monday?",
    "Who is Anthony Rinna?",
    "Who is Andrei Rudenko?",
    "When was Kim Jong Un in Russia for the first time?",
    "Which river did Kim's train cross?",
    "Who announced that Kim Jong Un arrived in Russia?",
    "How did Kim Jong Il get to Moscow in 2001?",
)
ANSWERABLE = "- id: q{0}\n  question: {1}\n  nuggets: [[Matsegora]]\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "set.yaml"
    path.write_text(QUESTIONS, "utf-8")
    return path


@pytest.mark.slow
def test_a_run_is_printed_written_compared_and_continued(seed_home: Path, file: Path, tmp_path: Path) -> None:
    """Summary on stdout, JSON and HTML on disk, and a second run that asks nothing and finds no change."""
    out, page = tmp_path / "run.json", tmp_path / "run.html"
    done = tumen(seed_home, "eval", str(file), "--model", "quotes", "--json", str(out), "--html", str(page))
    assert done.returncode == 0, done.stderr
    assert "quotes: 4 questions, 2 articles" in done.stdout
    assert "Balanced accuracy" in done.stdout
    run = json.loads(out.read_text("utf-8"))
    assert [entry["id"] for entry in run["questions"]] == ["ambassador", "minister", "coal", "france"]
    assert run["summary"]["metrics"]["hits@10"]["value"] == 1
    assert run["questions"][3]["scores"]["hallucination_rate"] == 0
    assert page.read_text("utf-8").startswith("<!doctype html>")

    arguments = ("--model", "quotes", "--compare", str(out), "--fail-under", "hits@10=1", "--json", str(out))
    again = tumen(seed_home, "eval", str(file), *arguments)
    assert again.returncode == 0, again.stderr
    assert "Nothing changed" in again.stdout
    assert json.loads(out.read_text("utf-8"))["summary"]["kept"] == 4


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[]", ("not in SQuAD's format",)),
        ('{"data": []}', ("holds no questions",)),
        ("{", ("not in SQuAD's format",)),
    ],
)
def test_a_file_that_is_not_squad_is_refused(home: Path, tmp_path: Path, text: str, words: tuple[str, ...]) -> None:
    file = tmp_path / "squad.json"
    file.write_text(text, "utf-8")
    assert_one_line(tumen(home, "eval", "--squad", str(file)), 1, *words)


@pytest.mark.slow
def test_what_is_wrong_is_said_before_anything_is_asked(home: Path, tmp_path: Path) -> None:
    """An hour of questions must not end in "no such folder"."""
    bad = tmp_path / "bad.yaml"
    bad.write_text("- id: a\n  question: b\n  nuggets: [x]\n", "utf-8")
    assert_one_line(tumen(home, "eval", str(bad)), 1, "line 3", "`nuggets` must be a list of lists")
    assert_one_line(tumen(home, "eval", str(tmp_path / "none.yaml")), 1, "cannot be read")
    assert_one_line(tumen(home, "eval", "--json", str(tmp_path / "no" / "run.json")), 1, "does not exist")
    assert_one_line(tumen(home, "eval", "--compare", str(bad)), 1, "is not a run")
    assert_one_line(tumen(home, "eval", "--fail-under", "beauty=1"), 1, "knows no metric")
    assert_one_line(tumen(home, "eval", "--queries", str(bad)), 2, "--squad")
    assert_one_line(tumen(home, "eval", "--tag", "nothing"), 1, "has the tag nothing")
    assert not (home / "catalog.sqlite3").exists()


@pytest.mark.slow
def test_ctrl_c_prints_what_was_done_and_the_next_run_continues(seed_home: Path, tmp_path: Path) -> None:
    """Interrupted at half, an evaluation by a slow model loses nothing."""
    file, out = tmp_path / "set.yaml", tmp_path / "run.json"
    file.write_text("".join(ANSWERABLE.format(*pair) for pair in enumerate(ASKED)), "utf-8")
    with ScriptedServer(
        Reply(("Alexander Matsegora is the Russian ambassador to the DPRK [1].",), delay=0.5)
    ) as server:
        url, key = server.base_url, "none"
        arguments = ("eval", str(file), "--model", "openai:scripted", "--json", str(out))
        running = subprocess.Popen(
            command(*arguments),
            env=environment(seed_home, OPENAI_BASE_URL=url, OPENAI_API_KEY=key),
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=interruptible,
        )
        deadline = time.monotonic() + 90
        while len(server.requests) < 5 and running.poll() is None and time.monotonic() < deadline:
            time.sleep(0.02)
        running.send_signal(signal.SIGINT)
        stdout, stderr = running.communicate(timeout=60)
        assert running.returncode == 130, stderr
        assert "of 8 questions" in stdout
        assert "the same command continues" in stderr
        assert "Traceback" not in stderr
        finished = json.loads(out.read_text("utf-8"))["summary"]["asked"]
        assert 3 <= finished < 8

        done = tumen(seed_home, *arguments, OPENAI_BASE_URL=url, OPENAI_API_KEY=key)
        assert done.returncode == 0, done.stderr
        summary = json.loads(out.read_text("utf-8"))["summary"]
        assert (summary["asked"], summary["kept"]) == (8, finished)
        assert len(server.requests) <= 9
