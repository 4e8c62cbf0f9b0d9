"""Whatever a user feeds it and wherever it must live: one clear line, the right exit code, and nothing lost."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.qa.program import assert_one_line, command, environment, seeded, tumen

QUESTION = "Where did Kim Jong Un meet Putin in April 2019?"


@pytest.fixture(scope="module")
def seeded_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return seeded(tmp_path_factory.mktemp("library"))


@pytest.fixture
def home(seeded_home: Path, tmp_path: Path) -> Path:
    """A library with the seeds that a test may break."""
    return Path(shutil.copytree(seeded_home, tmp_path / "home"))


def article_file(folder: Path, name: str, sentences: int) -> Path:
    file = folder / name
    file.write_text("\n\n".join(f"On day {n} train number {n} crossed the river Tumen." for n in range(sentences)))
    return file


BAD_FILES = {
    "binary.md": (b"\x7fELF\x02\x01\x01\x00" + bytes(range(256)) * 20, "binary"),
    "empty.md": (b"", "empty"),
    "blank.txt": (b" \n\t\n", "empty"),
    "unknown.txt": (bytes(range(128, 256)) * 3, "UTF-8"),
    "image.txt": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "not text"),
    "large.txt": (b"A sentence about the river. " * (50_000_000 // 28), "MB"),
}


def test_what_is_no_article_is_skipped_with_its_reason(home: Path, tmp_path: Path) -> None:
    """All in one go: what is wrong with one file must not keep out the good one beside it."""
    good = article_file(tmp_path, "good.md", 5)
    for name, (content, _) in BAD_FILES.items():
        (tmp_path / name).write_bytes(content)
    done = tumen(home, "add", str(tmp_path / "missing.md"), *(str(tmp_path / name) for name in BAD_FILES), str(good))
    lines = [line for line in done.stderr.splitlines() if "indexing articles" not in line]
    assert done.returncode == 1
    assert "1 added, 0 updated, 0 unchanged" in done.stdout
    assert len(lines) == 1 + len(BAD_FILES)
    for name, words in {"missing.md": "not found", **{name: words for name, (_, words) in BAD_FILES.items()}}.items():
        (line,) = [line for line in lines if name in line]
        assert words in line


def test_an_unknown_model_is_one_line(home: Path) -> None:
    assert_one_line(tumen(home, "--ask", QUESTION, "--model", "gtp-5"), 1, "unknown model 'gtp-5'")


def test_a_bad_setting_is_one_line(home: Path) -> None:
    assert_one_line(tumen(home, "--ask", QUESTION, TUMEN_TIMEOUT="soon"), 1, "TUMEN_TIMEOUT")


def test_an_unknown_embedding_is_one_line(home: Path) -> None:
    assert_one_line(tumen(home, "search", "x", TUMEN_EMBEDDING="nonsense"), 1, "nonsense")


def test_an_unknown_article_is_one_line(home: Path) -> None:
    assert_one_line(tumen(home, "show", "zzzz"), 1, "zzzz")


def test_a_home_that_is_a_file_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("I am a file")
    assert_one_line(tumen(tmp_path / "home", "--ask", QUESTION), 1, str(tmp_path / "home"))


@pytest.mark.skipif(not Path("/proc/version").exists(), reason="needs /proc, where nobody may make a folder")
def test_a_home_that_cannot_be_made_is_one_line() -> None:
    done = subprocess.run(
        command("articles", "--home", "/proc/tumen"),
        env=environment(Path("/proc/tumen")),
        capture_output=True,
        text=True,
    )
    assert_one_line(done, 1, "/proc/tumen")


class Mount:
    """A file system of its own for a test, where the machine lets us mount one."""

    def __init__(self, folder: Path, options: str) -> None:
        self.folder = folder
        folder.mkdir(exist_ok=True)
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], capture_output=True, text=True
        )
        if done.returncode:
            pytest.skip(f"this machine lets us mount nothing: {done.stderr.strip()}")

    def read_only(self) -> None:
        subprocess.run(["mount", "-o", "remount,ro", str(self.folder)], check=True, capture_output=True)

    def close(self) -> None:
        subprocess.run(["umount", "-l", str(self.folder)], check=True, capture_output=True)


@pytest.fixture
def small_disk(tmp_path: Path, seeded_home: Path) -> Iterator[Mount]:
    """A disk with room for the seeded library and a little more."""
    if shutil.which("mount") is None:
        pytest.skip("this machine has no mount")
    used = sum(file.stat().st_size for file in seeded_home.rglob("*") if file.is_file())
    mount = Mount(tmp_path / "disk", f"size={used // 1024 + 300}k")
    yield mount
    mount.close()


@pytest.mark.slow
def test_a_full_disk_is_one_line_and_loses_nothing(small_disk: Mount, seeded_home: Path, tmp_path: Path) -> None:
    home = Path(shutil.copytree(seeded_home, small_disk.folder / "home"))
    before = tumen(home, "articles").stdout
    done = tumen(home, "add", str(article_file(tmp_path, "long.md", 400)))
    assert done.returncode == 1
    assert "no disk space left" in done.stderr
    assert tumen(home, "articles").stdout == before


@pytest.mark.slow
def test_no_room_for_a_file_is_one_line_wherever_it_strikes(tmp_path: Path) -> None:
    """Every limit of file size stops the program at another write, as a quota does."""
    for limit in (1_000, 50_000, 200_000):
        home = tmp_path / f"home-{limit}"
        done = subprocess.run(
            command("articles"),
            env=environment(home),
            capture_output=True,
            text=True,
            preexec_fn=lambda limit=limit: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),  # type: ignore[misc]  # mypy cannot type a lambda's default
            timeout=120,
        )
        assert "Traceback" not in done.stderr
        assert done.returncode == 1, done
        assert_one_line(done, 1, str(home))


def test_a_read_only_home_is_one_line(small_disk: Mount, seeded_home: Path, tmp_path: Path) -> None:
    home = Path(shutil.copytree(seeded_home, small_disk.folder / "home"))
    small_disk.read_only()
    assert_one_line(tumen(home, "add", str(article_file(tmp_path, "new.md", 3))), 1, str(home))
    assert_one_line(tumen(small_disk.folder / "new", "articles"), 1, str(small_disk.folder / "new"))


def test_a_library_held_by_another_process_names_it(home: Path, tmp_path: Path) -> None:
    hold = (
        "import sys\nfrom pathlib import Path\nfrom store.locking import writing\n"
        "from store.locations import Locations\n"
        "with writing(Locations(Path(sys.argv[1]))):\n    print('held', flush=True); sys.stdin.read()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", hold, str(home)],
        env=environment(home),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        assert holder.stdout is not None
        holder.stdout.readline()
        started = time.monotonic()
        done = tumen(home, "add", str(article_file(tmp_path, "new.md", 3)))
        assert_one_line(done, 1, str(holder.pid))
        assert time.monotonic() - started < 30
        assert tumen(home, "--ask", QUESTION).returncode == 0
    finally:
        holder.communicate(b"")


@pytest.mark.slow
@pytest.mark.parametrize("damage", ["scribbled", "emptied", "gone"])
def test_damaged_vectors_are_told_by_doctor_and_mended_by_rebuild(damage: str, home: Path) -> None:
    before = tumen(home, "--ask", QUESTION).stdout
    (chroma,) = home.glob("chroma-*")
    for file in [file for file in chroma.rglob("*") if file.is_file()]:
        if damage == "gone":
            file.unlink()
        else:
            file.write_bytes(b"" if damage == "emptied" else b"\xde\xad\xbe\xef" * 4096)
    sick = tumen(home, "doctor")
    assert sick.returncode == 1
    assert "tumen rebuild" in sick.stderr
    asked = tumen(home, "--ask", QUESTION)
    assert (asked.returncode == 1 and "tumen rebuild" in asked.stderr) or asked.stdout == before
    assert tumen(home, "rebuild").returncode == 0
    assert tumen(home, "doctor").returncode == 0
    assert tumen(home, "--ask", QUESTION).stdout == before


def test_a_damaged_catalog_is_one_line(home: Path) -> None:
    (home / "catalog.sqlite3").write_bytes(b"not a database at all" * 500)
    assert_one_line(tumen(home, "--ask", QUESTION), 1, "catalog", "damaged")


@pytest.mark.slow
@pytest.mark.parametrize("seconds", [0.05, 0.6])
def test_kill_9_during_add_loses_nothing(seconds: float, home: Path, tmp_path: Path) -> None:
    """Killed early and late in the work: what was there stays, and running it again completes."""
    files = [str(article_file(tmp_path, f"day-{n}.md", 12 + n)) for n in range(3)]
    before = set(tumen(home, "articles").stdout.splitlines())
    process = subprocess.Popen(command("add", *files), env=environment(home), stderr=subprocess.PIPE)
    assert process.stderr is not None
    process.stderr.readline()  # "indexing articles": the work has begun
    time.sleep(seconds)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    assert before <= set(tumen(home, "articles").stdout.splitlines())
    assert tumen(home, "add", *files).returncode == 0
    assert len(tumen(home, "articles").stdout.splitlines()) == len(before) + len(files)
    healthy = tumen(home, "doctor")
    assert healthy.returncode == 0, healthy.stderr


def test_an_unexpected_error_names_its_log_and_keeps_the_key_out(home: Path, tmp_path: Path) -> None:
    """Even a bug of ours is one line; a broken template stands for it here."""
    shutil.copytree(Path(__file__).parents[2], tmp_path / "copy", ignore=shutil.ignore_patterns(".git", "tests", ".*"))
    broken = tmp_path / "copy" / "qa" / "chain.py"
    broken.write_text(broken.read_text() + "\nraise ZeroDivisionError('sk-proj-abcdefghijklmnop')\n")
    done = subprocess.run(
        command("--ask", QUESTION),
        env=environment(home, PYTHONPATH=str(tmp_path / "copy")),
        cwd=tmp_path / "copy",
        capture_output=True,
        text=True,
    )
    assert_one_line(done, 1, "unexpected ZeroDivisionError", str(home / "errors.log"))
    log = (home / "errors.log").read_text()
    assert "chain.py" in log
    assert "abcdefghijklmnop" not in log
