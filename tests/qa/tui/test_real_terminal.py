"""The real program on a real terminal: what arrives there is what a user sees."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pexpect
import pyte
import pytest

from tests.qa.program import command, environment, tumen
from tests.qa.tui.chatting import QUESTION

COLUMNS, LINES = 120, 40


class Terminal:
    """A terminal of 120 × 40 with `tumen` in it."""

    def __init__(self, home: Path, *arguments: str, **variables: str) -> None:
        # pytest-xdist hands its workers COLUMNS=80, which a program believes before it asks its terminal
        size = {"COLUMNS": str(COLUMNS), "LINES": str(LINES)}
        look = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
        given = environment(home, OMP_NUM_THREADS="1", **look, **size, **variables)
        program, *rest = command(*arguments)
        self.child: pexpect.spawn[bytes] = pexpect.spawn(
            program, rest, env=given, dimensions=(LINES, COLUMNS), timeout=60, cwd=str(home.parent)
        )
        self.screen = pyte.Screen(COLUMNS, LINES)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = b""

    def read(self, seconds: float = 0.2) -> str:
        """Take in what has come; return the screen."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            try:
                data = self.child.read_nonblocking(65536, timeout=left)
            except pexpect.TIMEOUT:
                break
            except pexpect.EOF:
                break
            self.raw += data
            # pyte does not know the private modes that Textual asks for with these two
            self._stream.feed(data.replace(b"\x1b[>1u", b"").replace(b"\x1b[<u", b""))
        return "\n".join(self.screen.display)

    def wait_for(self, words: str, seconds: float = 60) -> str:
        deadline = time.monotonic() + seconds
        while words not in (shown := self.read()):
            assert time.monotonic() < deadline, f"{words!r} never came:\n{shown}"
            assert self.child.isalive() or words in shown, shown
        return shown

    def wait_until(self, holds: Callable[[str], bool], seconds: float = 60) -> str:
        """Read until the screen is as it should be: a frame may come in several pieces."""
        deadline = time.monotonic() + seconds
        while not holds(shown := self.read()):
            assert time.monotonic() < deadline, f"it never came:\n{shown}"
            assert self.child.isalive(), shown
        return shown

    def highlighted(self) -> str:
        """The words with a bar in the margin, in bold on a background of their own."""
        found = []
        for y in range(LINES):
            row = self.screen.buffer[y]
            bars = [x for x in range(COLUMNS) if row[x].data == "▌" and x > COLUMNS // 2]
            if bars:
                found.append("".join(row[x].data for x in range(bars[0] + 1, COLUMNS) if row[x].bold))
        return " ".join(" ".join(found).split())


@contextmanager
def terminal(home: Path, *arguments: str, **variables: str) -> Iterator[Terminal]:
    made = Terminal(home, *arguments, **variables)
    try:
        yield made
    finally:
        made.child.close(force=True)


@pytest.mark.slow
def test_a_question_a_digit_and_the_passage_is_highlighted(tmp_path: Path) -> None:
    """From a first start with an empty home: ask, press 1, read the passage off the screen, leave, come back."""
    home = tmp_path / "home"
    with terminal(home) as tty:
        tty.wait_for("2 articles")
        tty.child.send(QUESTION)
        tty.child.send("\r")
        tty.wait_for("source")
        tty.child.send("1")
        tty.wait_until(lambda shown: "✓" in shown)
        tty.wait_until(
            lambda _: "Then he arrived in Vladivostok by armored train and met with Putin" in tty.highlighted()
        )
        tty.child.send("\x11")  # ctrl+q
        tty.child.expect(b"go on with: tumen --session (\\w+)")
        found = tty.child.match
        assert isinstance(found, re.Match)
        session = found.group(1).decode()
        tty.child.expect(pexpect.EOF)
        tty.child.close()
        assert tty.child.exitstatus == 0
    with terminal(home, "--session", session) as tty:
        tty.wait_until(lambda shown: "According to" in shown and "✓" in shown)
    assert (home / "chat.log").exists()


@pytest.mark.slow
def test_no_color_and_no_animation_are_honoured(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with terminal(home, NO_COLOR="1", TEXTUAL_ANIMATIONS="none") as tty:
        tty.wait_for("2 articles")
        tty.child.send(QUESTION + "\r")
        shown = tty.wait_for("According to")
        assert "▌" in tty.wait_for("▌")
        assert shown
        colours = {cell.fg for row in tty.screen.buffer.values() for cell in row.values()}
        assert all(is_grey(colour) for colour in colours), colours


def is_grey(colour: str) -> bool:
    """Textual's monochrome keeps brightness alone."""
    if colour == "default":
        return True
    red, green, blue = (int(colour[i : i + 2], 16) for i in (0, 2, 4))
    return max(red, green, blue) - min(red, green, blue) <= 2


def test_an_unknown_session_is_one_line_after_the_screen_is_given_back(tmp_path: Path) -> None:
    with terminal(tmp_path / "home", "--session", "nonsense") as tty:
        tty.child.expect(b"tumen: no session begins with 'nonsense'")
        tty.child.expect(pexpect.EOF)
        tty.child.close()
        assert tty.child.exitstatus == 1


def test_chat_options_go_with_no_question(tmp_path: Path) -> None:
    done = tumen(tmp_path / "home", "--continue", "--ask", "x")
    assert done.returncode == 2
    assert "--continue and --session open the chat" in done.stderr
