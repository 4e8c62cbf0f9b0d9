"""Killed at fifty moments, out of disk, out of permission: what was acknowledged is there, once, and all agrees."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.store.faulty import Faulty

MOMENTS = 50
APPEAL = "Subscribe to the newsletter of the Gazette."
pytestmark = [pytest.mark.slow, pytest.mark.timeout(1500)]


@dataclass
class Aim:
    """Seeded moments at which to kill a run, drawn from the time that the quickest whole run so far took.

    By the time of one run on a busy machine, most moments would come after the end of later ones.
    """

    seed: str
    quickest: float
    """Seconds."""
    killed: int = 0

    def __post_init__(self) -> None:
        self._moments = random.Random(self.seed)

    def next(self) -> float:
        """Seconds from a run's start to its SIGKILL."""
        return self._moments.uniform(min(0.02, self.quickest), self.quickest)

    def saw(self, outcome: dict[str, Any]) -> None:
        """Count a run that was killed, and aim closer after one that had ended before."""
        if outcome["code"] == -signal.SIGKILL:
            self.killed += 1
        else:
            self.quickest = min(self.quickest, outcome["seconds"])


@pytest.fixture(scope="module")
def faulty() -> Iterator[Faulty]:
    process = Faulty()
    yield process
    process.close()


def stories(folder: Path, count: int, edition: str = "first") -> list[Path]:
    """Write the articles of one publisher, whose appeal under each is learned and taken out when there are five."""
    folder.mkdir(exist_ok=True)
    files = [folder / f"{n:02}.md" for n in range(count)]
    for n, file in enumerate(files):
        lines = [f"The wagon{n} crossed bridge {m} on Monday, in the {edition} edition.\n\n" for m in range(30 + n)]
        file.write_text(f"---\npublisher: Gazette\n---\n{''.join(lines)}{APPEAL}\n")
    return files


def acknowledged(log: Path) -> list[str]:
    return log.read_text().splitlines() if log.exists() else []


def examine(faulty: Faulty, home: Path) -> dict[str, str]:
    """Prove that each article is there once, is found, and agrees with its rows; rebuild when the doctor says so.

    Returns id by source.
    """
    found = faulty.run(home, "doctor")
    assert found["code"] == 0, found
    assert "error" not in found, found
    if found["problems"]:
        assert all("tumen rebuild" in problem for problem in found["problems"]), found["problems"]
        assert "error" not in faulty.run(home, "rebuild")
        found = faulty.run(home, "doctor")
    assert found["problems"] == []
    assert len(found["texts"]) == len(set(found["texts"])) == found["found"]
    ids: dict[str, str] = found["ids"]
    return ids


@pytest.mark.parametrize("action", ["add", "update", "rebuild", "remove"])
def test_killed_at_any_moment_it_keeps_what_it_acknowledged(faulty: Faulty, tmp_path: Path, action: str) -> None:
    template = tmp_path / "template"
    files = stories(tmp_path / "files", 8)
    held = [str(file) for file in (files if action != "add" else files[:2])]
    assert "error" not in faulty.run(template, "add", *held, log=str(tmp_path / "held"))
    ids = examine(faulty, template)
    if action == "update":
        stories(tmp_path / "files", 8, "second")
    sources = [ids[str(file)] for file in files[:6]] if action == "remove" else [str(file) for file in files]
    groups = [sources[:3], sources[3:]] if action in ("add", "update") else None
    doing = "add" if action == "update" else action

    def run(home: Path, after: float | None) -> dict[str, Any]:
        return faulty.run(home, doing, *sources, groups=groups, after=after, log=str(home.with_suffix(".log")))

    shutil.copytree(template, tmp_path / "whole")
    aim = Aim(action, run(tmp_path / "whole", None)["seconds"])
    for n in range(MOMENTS // 4 + 1):
        home = tmp_path / f"home-{n}"
        shutil.copytree(template, home)
        aim.saw(run(home, aim.next()))
        done = acknowledged(home.with_suffix(".log"))
        left = examine(faulty, home)
        if action == "remove":
            assert not set(done) & set(left.values())
            assert {str(file) for file in files[6:]} <= left.keys()
        else:
            assert {*held, *done} <= left.keys()
        if action == "update":
            texts = " ".join(faulty.run(home, "doctor")["texts"])
            for source in done:
                assert f"wagon{int(Path(source).stem)} crossed bridge 0 on Monday, in the second" in texts
        run(home, None)
        after = examine(faulty, home)
        assert action == "remove" or APPEAL not in " ".join(faulty.run(home, "doctor")["texts"])
        assert len(after) == (2 if action == "remove" else 8)
        shutil.rmtree(home)
    assert aim.killed >= MOMENTS // 8


def test_killed_while_another_model_embeds_it_answers_by_the_old_one_and_goes_on(
    faulty: Faulty, tmp_path: Path
) -> None:
    template = tmp_path / "template"
    files = [str(file) for file in stories(tmp_path / "files", 8)]
    assert "error" not in faulty.run(template, "add", *files, log=str(tmp_path / "log"))
    shutil.copytree(template, tmp_path / "whole")
    aim = Aim("another model", faulty.run(tmp_path / "whole", "search", model="other")["seconds"])
    for n in range(MOMENTS // 6):
        home = tmp_path / f"home-{n}"
        shutil.copytree(template, home)
        aim.saw(faulty.run(home, "search", model="other", after=aim.next()))
        if n % 2:  # every other time the old model is asked before the new one goes on
            assert set(examine(faulty, home)) == set(files)
        found = faulty.run(home, "doctor", model="other")
        assert found.get("problems") == [], found
        assert set(found["ids"]) == set(files)
        assert found["found"] == len(files)
        assert len(list(home.glob("chroma-*"))) == 1
        shutil.rmtree(home)
    assert aim.killed >= 2


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 6 MB."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(folder)], capture_output=True)
    if mounted.returncode:
        pytest.skip("mounting a small file system needs root")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.parametrize("action", ["add", "rebuild"])
def test_a_disk_that_fills_up_keeps_what_was_acknowledged(
    faulty: Faulty, small_disk: Path, tmp_path: Path, action: str
) -> None:
    home, log = small_disk / "home", tmp_path / "log"
    files = [str(file) for file in stories(tmp_path / "files", 40)]
    first = faulty.run(home, "add", *files[:3], log=str(log))
    assert "error" not in first
    filler = small_disk / "filler"
    room = shutil.disk_usage(small_disk).free
    filler.write_bytes(b"x" * max(0, room - (700_000 if action == "add" else 200_000)))
    told = faulty.run(home, action, *files[3:], log=str(log))
    assert told["code"] == 0
    assert "no disk space left" in told["error"], told
    filler.unlink()
    assert set(acknowledged(log)) <= examine(faulty, home).keys()
    again = faulty.run(home, "add", *files[:12], log=str(log))
    assert "error" not in again, again
    assert examine(faulty, home).keys() >= set(files[:12])


def test_permissions_revoked_between_two_adds_lose_nothing(faulty: Faulty, tmp_path: Path) -> None:
    home, log = tmp_path / "home", tmp_path / "log"
    files = [str(file) for file in stories(tmp_path / "files", 3)]
    faulty.run(home, "add", *files[:2], log=str(log))
    everything = [home, *home.rglob("*")]
    for path in everything:
        path.chmod(0o555 if path.is_dir() else 0o444)
    for action in ("add", "rebuild"):
        told = faulty.run(home, action, files[2], log=str(log), bound=True)
        assert "cannot be written" in told["error"], told
    for path in everything:
        path.chmod(0o755 if path.is_dir() else 0o644)
    assert set(acknowledged(log)) <= examine(faulty, home).keys()
    assert "error" not in faulty.run(home, "add", files[2], log=str(log))
    assert len(examine(faulty, home)) == 3
