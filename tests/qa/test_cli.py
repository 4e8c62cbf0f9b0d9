"""The command line keeps its contract: data on stdout, narration on stderr, exit codes, flags in either place."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pexpect
import pytest

from qa.answer import Answer
from tests.qa.program import assert_one_line, command, environment, interruptible, seeded, tumen
from tests.scripted_server import Reply, ScriptedServer

QUESTION = "Where did Kim Jong Un meet Putin in April 2019?"
UNANSWERABLE = "Write a Python function that sorts a list"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return seeded(tmp_path_factory.mktemp("library"))


def test_a_question_gets_answer_verdict_source_and_quote(home: Path) -> None:
    done = tumen(home, "--ask", QUESTION)
    assert done.returncode == 0
    assert done.stderr == ""
    assert "Vladivostok" in done.stdout
    assert "[1]" in done.stdout
    assert "✓ supported" in done.stdout
    assert "\nSources\n[1] " in done.stdout
    assert "(inferred)" in done.stdout
    assert "\x1b" not in done.stdout


def test_the_json_is_the_contract(home: Path) -> None:
    done = tumen(home, "-q", QUESTION, "--json", "--model", "quotes")
    answer = Answer.model_validate(json.loads(done.stdout))
    assert answer.question == QUESTION
    assert answer.model == "quotes"
    text = {line.partition("\t")[0]: line for line in tumen(home, "articles").stdout.splitlines()}
    for citation in answer.citations:
        shown = tumen(home, "show", citation.article_id).stdout.partition("\n\n")[2]
        assert shown[citation.start : citation.end] == citation.quote
        assert citation.article_id in text


def test_what_the_articles_do_not_say_is_not_answered(home: Path) -> None:
    done = tumen(home, "--ask", UNANSWERABLE)
    assert done.returncode == 3
    assert "✓" not in done.stdout
    assert "Nearest passages" in done.stdout


def test_as_of_hides_what_was_published_later(home: Path) -> None:
    later = "What did Putin and Kim discuss in September 2023 in Vladivostok?"
    before = json.loads(tumen(home, "--as-of", "2019-12-31", "--ask", later, "--json").stdout)
    held = {line.split("\t")[0]: line.split("\t")[1] for line in tumen(home, "articles").stdout.splitlines()}
    assert all(held[passage["article_id"]] < "2020" for passage in before["passages"])


def test_a_question_is_read_from_stdin(home: Path) -> None:
    done = tumen(home, "-q", "-", stdin=f"{QUESTION}\n".encode())
    assert done.returncode == 0
    assert done.stdout == tumen(home, "--ask", QUESTION).stdout


def test_flags_work_before_and_after_the_command(home: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    before = tumen(elsewhere, "--home", str(home), "search", "ferry", "-k", "2", "--json")
    after = tumen(elsewhere, "search", "ferry", "-k", "2", "--json", "--home", str(home))
    assert before.stdout == after.stdout
    hits = json.loads(after.stdout)
    assert len(hits) == 2
    named = {"article_id", "title", "publisher", "published", "url", "also_at", "start", "end", "score", "text"}
    assert set(hits[0]) == named
    assert not elsewhere.exists()


@pytest.mark.slow
def test_articles_are_added_changed_shown_and_removed(home: Path, tmp_path: Path) -> None:
    note = tmp_path / "note.md"
    note.write_text("---\ntitle: A note\npublished: 2020-05-01\n---\nThe old bridge at Tumangang carries one track.\n")
    mine = tmp_path / "mine"
    added = tumen(mine, "add", str(note))
    assert added.returncode == 0
    assert added.stdout.endswith("1 added, 0 updated, 0 unchanged\n")
    assert tumen(mine, "add", str(note)).stdout == "0 added, 0 updated, 1 unchanged\n"
    note.write_text(note.read_text() + "It was built in 1959.\n")
    assert tumen(mine, "add", str(note)).stdout.endswith("0 added, 1 updated, 0 unchanged\n")
    (line,) = [line for line in tumen(mine, "articles").stdout.splitlines() if "A note" in line]
    article_id = line.split("\t")[0]
    shown = tumen(mine, "show", article_id[:6]).stdout
    assert "It was built in 1959." in shown
    earlier = added.stdout.split()[1]
    assert f"Earlier: {earlier} (until " in shown
    assert tumen(mine, "show", article_id, "--versions").stdout.startswith(f"{earlier}\t")
    before = tumen(mine, "show", earlier).stdout
    assert f"Newer: {article_id}, which took the place of this version" in before
    assert before.endswith("one track.\n")
    assert tumen(mine, "remove", article_id).stdout.startswith(f"removed {article_id}")
    assert "A note" not in tumen(mine, "articles").stdout


@pytest.mark.slow
def test_copies_are_shown_with_one_another(home: Path, tmp_path: Path) -> None:
    for name in ("First", "Second"):
        text = f"---\ntitle: {name}\npublisher: {name}\n---\nThe old bridge at Tumangang carries one track.\n"
        (tmp_path / f"{name}.md").write_text(text)
    mine = tmp_path / "mine"
    added = tumen(mine, "add", str(tmp_path)).stdout
    assert added.count("(a copy of ") == 2
    assert added.endswith("2 added, 0 updated, 0 unchanged\n")
    held = json.loads(tumen(mine, "articles", "--json").stdout)
    copies = {article["title"]: (article["id"], article["copies"]) for article in held if article["copies"]}
    assert copies["First"][1] == [copies["Second"][0]]
    assert f"Also at: Second ({copies['Second'][0]})" in tumen(mine, "show", copies["First"][0]).stdout


def test_doctor_finds_a_healthy_library_healthy(home: Path) -> None:
    done = tumen(home, "doctor")
    assert done.returncode == 0
    assert "articles   2" in done.stdout
    assert "versions   0" in done.stdout
    assert "problems   none" in done.stdout


def test_a_model_answers_through_settings_in_dotenv(home: Path) -> None:
    """Key and address that stand in .env alone must reach the endpoint."""
    reply = Reply(pieces=("Putin and Kim met in Vladivostok", " [1]."))
    with ScriptedServer(reply, models=["little-model"]) as server:
        dotenv = home.parent / ".env"
        dotenv.write_text(f"OPENAI_BASE_URL={server.base_url}\nOPENAI_API_KEY=sk-dotenv\n")
        try:
            done = tumen(home, "--ask", QUESTION, "--json")
        finally:
            dotenv.unlink()
    assert json.loads(done.stdout)["model"] == "openai:little-model"
    assert server.authorizations == ["Bearer sk-dotenv"]


@pytest.mark.slow
def test_a_bad_key_says_so_and_quotes(home: Path) -> None:
    with ScriptedServer(Reply(status=401, message="Incorrect API key provided: sk-wrong")) as server:
        done = tumen(
            home,
            *("--ask", QUESTION, "--model", "openai:scripted"),
            OPENAI_BASE_URL=server.base_url,
            OPENAI_API_KEY="sk-wrong-key-123",
        )
    assert done.returncode == 0
    assert done.stderr.count("\n") == 1
    assert "check OPENAI_API_KEY" in done.stderr
    assert "sk-wrong" not in done.stderr + done.stdout
    assert done.stdout == tumen(home, "--ask", QUESTION).stdout


def test_on_a_terminal_the_text_streams_and_the_verdicts_follow(home: Path) -> None:
    reply = Reply(pieces=("Putin and Kim ", "met in Vladivostok", " [1]."))
    with ScriptedServer(reply) as server:
        variables = environment(home, OPENAI_BASE_URL=server.base_url, NO_COLOR="1", TERM="xterm", COLUMNS="100")
        program, *arguments = command("--ask", QUESTION, "--model", "openai:scripted")
        child: pexpect.spawn[str] = pexpect.spawn(program, arguments, env=variables, encoding="utf-8", timeout=60)
        shown = child.read()
        child.close()
    assert child.exitstatus == 0
    assert shown.index("met in Vladivostok [1].") < shown.index("supported") < shown.index("Sources")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--ask", ""), "the question is empty"),
        (("--ask", " \n"), "the question is empty"),
        (("-q", "-"), "the question is empty"),
        (("--ask", "why? " * 2000), "shorten it"),
        (("--json",), "--json goes with a question"),
        (("search", " "), "the query is empty"),
        (("--publisher", "x", "articles"), "--publisher goes with a question"),
        (("--ask", "x", "articles"), "leave one of them out"),
        ((), "the chat needs a terminal"),
    ],
)
def test_a_wrong_command_line_is_a_usage_error(arguments: tuple[str, ...], words: str, tmp_path: Path) -> None:
    assert_one_line(tumen(tmp_path / "home", *arguments), 2, words)
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("arguments", [("--nonsense",), ("nonsense",), ("search", "x", "-k", "0"), ("--as-of", "May")])
def test_typers_own_usage_errors_exit_with_2(arguments: tuple[str, ...], tmp_path: Path) -> None:
    assert tumen(tmp_path / "home", *arguments).returncode == 2


def test_version_and_help_need_no_library(tmp_path: Path) -> None:
    assert tumen(tmp_path / "home", "--version").stdout.startswith("tumen 0.")
    assert "--as-of" in tumen(tmp_path / "home", "--help").stdout
    assert not (tmp_path / "home").exists()


def test_ctrl_c_is_one_line_and_130(home: Path) -> None:
    with ScriptedServer(Reply(delay=30)) as server:
        variables = environment(home, OPENAI_BASE_URL=server.base_url)
        arguments = command("--ask", QUESTION, "--model", "openai:scripted")
        pipe = subprocess.PIPE
        child = subprocess.Popen(arguments, env=variables, stdout=pipe, stderr=pipe, preexec_fn=interruptible)
        while not server.requests and child.poll() is None:
            time.sleep(0.05)
        child.send_signal(signal.SIGINT)
        out, err = child.communicate(timeout=20)
    assert (child.returncode, out, err) == (130, b"", b"tumen: stopped\n")


def test_a_reader_who_leaves_is_no_error(home: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        command("--ask", QUESTION), env=environment(home), stdout=write, stderr=subprocess.PIPE, timeout=60
    )
    os.close(write)
    assert done.stderr == b""


def test_a_terminal_without_unicode_gets_an_answer_too(home: Path) -> None:
    done = tumen(home, "--ask", QUESTION, PYTHONIOENCODING="ascii", PYTHONUTF8="0", LC_ALL="C")
    assert done.returncode == 0
    assert "? supported" in done.stdout
