"""Whatever computes does so beside the screen, and neither its crash nor its noise takes the screen along."""

from __future__ import annotations

import os
import pickle
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from textual.widgets import Input

from qa.tui import worker as worker_module
from qa.tui.engine import Engine
from qa.tui.worker import Job, Stopped, Worker
from store.errors import TumenError
from tests.qa.tui import odd_jobs
from tests.qa.tui.chatting import QUESTION, ask, chatting, command, said, settings, talk, toasts, until
from tests.qa.tui.test_sources import highlighted
from tests.scripted_server import Reply, ScriptedServer

T = TypeVar("T")
R = TypeVar("R")


@pytest.fixture
def worker(home: Path) -> Iterator[Worker]:
    made = Worker(settings(home, base_url="http://127.0.0.1:9/v1", key="sk-secret"))
    yield made
    made.close()


def finished(worker: Worker, job: Job[T, R], *arguments: object) -> tuple[list[T], R]:
    """All that a job yields, and what it returns."""
    items: list[T] = []

    def through() -> Generator[T, None, R]:
        return (yield from worker.items(job, *arguments, stopped=lambda: False))

    going = through()
    while True:
        try:
            items.append(next(going))
        except StopIteration as end:
            return items, end.value


def test_items_and_result_come_back_whatever_is_printed(worker: Worker) -> None:
    assert finished(worker, odd_jobs.count, 3) == ([0, 1, 2], "done")
    assert finished(worker, odd_jobs.print_loudly) == ([1], "heard")
    assert finished(worker, odd_jobs.count, 0) == ([], "done")


def test_the_key_reaches_the_process_but_not_its_command_line(worker: Worker) -> None:
    """A command line can be read by everybody on the machine."""
    (_, (key, command_line, has_textual)) = finished(worker, odd_jobs.look_around)
    assert key == "sk-secret"
    assert "sk-secret" not in " ".join(command_line)
    assert not has_textual


def test_errors_say_what_to_do_and_never_what_was_in_them(worker: Worker) -> None:
    with pytest.raises(TumenError, match=r"^do this next$"):
        finished(worker, odd_jobs.refuse)
    with pytest.raises(TumenError, match=r"^unexpected ZeroDivisionError: the details are in chat.log; try again$"):
        finished(worker, odd_jobs.stumble)


def test_a_crash_ends_what_was_going_on_and_the_next_job_finds_a_new_process(worker: Worker) -> None:
    with pytest.raises(TumenError, match=r"has ended \(SIGKILL\): ask again"):
        finished(worker, odd_jobs.crash)
    assert finished(worker, odd_jobs.count, 1) == ([0], "done")


def test_a_job_that_nobody_listens_to_stops(worker: Worker, tmp_path: Path) -> None:
    """Else every question that was stopped would go on costing tokens and time."""
    beats = tmp_path / "beats"
    endless = worker.items(odd_jobs.go_on_for_ever, beats, stopped=lambda: beats.exists() and beats.read_text() > "3")
    with pytest.raises(Stopped):
        list(endless)
    closed = worker.items(odd_jobs.go_on_for_ever, beats, stopped=lambda: False)
    next(closed)
    closed.close()
    deadline = time.monotonic() + 20
    before = ""
    while (now := beats.read_text()) != before or not now:
        assert time.monotonic() < deadline, "it went on for ever"
        before = now
        time.sleep(0.3)


def test_it_ends_with_the_chat_even_in_the_middle_of_a_job(home: Path, tmp_path: Path) -> None:
    """The kernel closes the pipe of a process that was killed: nobody may be left behind holding a gigabyte."""
    messages = settings(home), ("do", 0, odd_jobs.go_on_for_ever, (tmp_path / "beats",))
    said = b"".join(pickle.dumps(message) for message in messages)
    done = subprocess.run(
        [sys.executable, "-m", worker_module.__name__, "0"], input=said, capture_output=True, timeout=60
    )
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr


@pytest.mark.slow
@pytest.mark.timeout(400)
async def test_a_real_process_answers_adds_and_is_replaced_when_it_crashes(
    seed_home: Path, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.qa.tui.chatting.PATIENCE", 90.0)  # three processes, each loading the real model
    shutil.copytree(seed_home, home)
    note = tmp_path / "note.md"
    note.write_text("---\ntitle: The old bridge\n---\nThe old wooden bridge at Tumangang was built in 1959.\n")
    pieces = tuple(f"Putin and Kim met in Vladivostok in April {year} [1]. " for year in range(2000, 2040))
    with ScriptedServer(Reply(pieces=pieces, pause=0.1)) as server:
        given = settings(home, "quotes", server.base_url)
        async with chatting(Engine(lambda: given)) as (app, pilot):
            turn = await ask(app, pilot, QUESTION)
            assert turn.answer and turn.answer.citations
            await pilot.press("1")
            await until(pilot, lambda: highlighted(talk(app).panel.text), "its source")

            await command(app, pilot, "Add articles")
            app.screen.query_one(Input).value = str(note)
            await pilot.press("enter")
            await until(pilot, lambda: "adding" in app.chat.status.work, "progress in the status line")
            streaming = await ask(app, pilot, QUESTION, wait=False)
            await until(pilot, lambda: "1 added" in toasts(app), "the article")
            await until(pilot, lambda: streaming.state == "done", "the answer meanwhile")
            assert "The old bridge" in toasts(app)
            turn = await ask(app, pilot, "When was the old wooden bridge at Tumangang built?")
            assert "1959" in said(app)

            app.engine.model = "openai:scripted"
            turn = await ask(app, pilot, QUESTION, wait=False)
            await until(pilot, lambda: turn.body.text.pieces, "the first sentence")
            assert app.engine._worker and app.engine._worker._child
            os.kill(app.engine._worker._child.pid, signal.SIGKILL)
            await until(pilot, lambda: turn.state == "failed", "the end")
            assert "the process that answers has ended (SIGKILL): ask again" in said(app)

            turn = await ask(app, pilot, QUESTION, wait=False)
            await until(pilot, lambda: turn.body.text.pieces, "the first sentence of a new process")
            await pilot.press("escape")
            await until(pilot, lambda: turn.state == "stopped", "the end")
            child = app.engine._worker._child
    assert child and child.wait(timeout=20) != 0
