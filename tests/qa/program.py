"""`tumen` as its users run it: a process of its own, with a home of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

PLACE = Path(__file__).parents[2]
SETTINGS = ("TUMEN_", "OPENAI_")


def environment(home: Path, **more: str) -> dict[str, str]:
    """The environment without settings of the person who runs the tests."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(SETTINGS)}
    return {**clean, "TUMEN_HOME": str(home), "PYTHONPATH": str(PLACE), **more}


def interruptible() -> None:
    """Heed ctrl+c again in a child: a shell that runs the tests in the background has it ignored, for its heirs too."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "qa", *arguments]


def tumen(home: Path, *arguments: str, stdin: bytes = b"", **more: str) -> subprocess.CompletedProcess[str]:
    """Run `tumen` in the folder above `home`, to its end."""
    done = subprocess.run(
        command(*arguments),
        input=stdin,
        capture_output=True,
        env=environment(home, **more),
        cwd=home.parent,
        timeout=120,
    )
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def assert_one_line(done: subprocess.CompletedProcess[str], code: int, *words: str) -> None:
    """The error is one line on stderr, nothing on stdout, and the exit code is `code`."""
    lines = [line for line in done.stderr.splitlines() if "indexing articles" not in line]
    assert done.returncode == code, done
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith("tumen: ")
    for word in words:
        assert word in lines[0]
    assert done.stdout == ""


def seeded(folder: Path) -> Path:
    """Make a library that holds the seeds; return its home."""
    done = tumen(folder / "home", "articles")
    if done.returncode:
        pytest.fail(done.stderr)
    return folder / "home"
