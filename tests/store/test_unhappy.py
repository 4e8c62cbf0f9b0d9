"""When the disk, the folder or the files are bad, the user gets one line that says what to do, and loses nothing."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from store import Article, Library
from store.catalog import Catalog
from store.errors import HomeError, LibraryDamagedError, LibraryTooNewError, storage_errors
from store.vector_file import NAME
from store.vector_ids import index_name, stem
from tests.store.hashing import hashing

ROOT = Path(__file__).parents[2]
STORY = "The ferry sailed from Rajin to Vladivostok in May. It carried forty passengers.\n\n"
PROGRAM = """
import sys
from store import Library, TumenError
from tests.store.hashing import hashing
home, *actions = sys.argv[1:]
try:
    with Library.open(home, embedding=hashing(), seeds=False) as library:
        for action in actions:
            if action == "add":
                library.add(["seeds"])
            elif action == "rebuild":
                library.rebuild()
            elif action == "doctor":
                print(len(problems := library.status().problems), *problems)
            elif action == "search":
                print("found", len(library.search("ferry")))
except TumenError as error:
    print(type(error).__name__, error)
"""


def run(home: Path, *actions: str, before: Callable[[], None] | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", PROGRAM, str(home), *actions]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, preexec_fn=before)


def fill(home: Path, articles: int = 3, length: int = 20) -> None:
    with Library.open(home, embedding=hashing(), seeds=False) as library:
        texts = [(STORY + f"Voyage {n} was the last. ") * length for n in range(articles)]
        library.add_articles([Article(id="", title=f"Story {t[:9]}", text=t, source=t[-30:]) for t in texts])


def obey_permissions() -> None:
    """Give up root's right to write anywhere, so that a read-only folder is one for root too."""
    drop_from_bounding_set, override, search = 24, 1, 2
    libc = ctypes.CDLL(None, use_errno=True)
    for capability in (override, search):
        libc.prctl(drop_from_bounding_set, capability, 0, 0, 0)


@pytest.mark.skipif(sys.platform != "linux", reason="permissions of root are given up by a call of Linux")
@pytest.mark.parametrize("action", ["open", "add", "rebuild"])
def test_a_read_only_home_is_named(tmp_path: Path, action: str) -> None:
    parent = tmp_path / "shelf"
    home = parent / "home"
    fill(home)
    for folder in [*home.glob("**/"), parent]:
        folder.chmod(0o555)
    for file in (f for f in home.rglob("*") if f.is_file()):
        file.chmod(0o444)
    try:
        done = run(home if action != "open" else parent / "new", action, before=obey_permissions)
    finally:
        for folder in [parent, home, *home.glob("*/")]:
            folder.chmod(0o755)
    assert done.stderr == ""
    assert done.stdout.startswith("HomeError the library folder")
    assert "TUMEN_HOME" in done.stdout
    assert done.stdout.count("\n") == 1


def test_a_home_that_is_a_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("x")
    for home in (file, file / "below"):
        with pytest.raises(HomeError, match="is not a folder"):
            Library.open(home)


def test_a_full_disk_is_named_and_what_was_there_stays(tmp_path: Path) -> None:
    fill(tmp_path)
    catalog = Catalog.open(tmp_path / "catalog.sqlite3")
    (pages,) = catalog.connection.execute("PRAGMA page_count").fetchone()
    catalog.connection.execute(f"PRAGMA max_page_count = {pages}")
    big = Article(id="big", title="Big", text=STORY * 2000, source="big")
    with pytest.raises(HomeError, match="no disk space left"), storage_errors(tmp_path), catalog.writing():
        catalog.put(big, "digest", [])
    assert len(catalog.articles()) == 3
    catalog.close()
    with pytest.raises(HomeError, match="no disk space left"), storage_errors(tmp_path):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_catalog_of_a_later_version_is_left_alone(tmp_path: Path) -> None:
    fill(tmp_path)
    connection = sqlite3.connect(tmp_path / "catalog.sqlite3")
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    with pytest.raises(LibraryTooNewError, match="update"):
        Library.open(tmp_path)


def test_a_damaged_catalog_is_named(tmp_path: Path) -> None:
    fill(tmp_path)
    (tmp_path / "catalog.sqlite3").write_bytes(os.urandom(8192))
    with pytest.raises(LibraryDamagedError, match="backup"):
        Library.open(tmp_path)


def garble_table(folder: Path) -> None:
    with (folder / "chroma.sqlite3").open("r+b") as file:
        file.write(os.urandom(8192))


def lose_index(folder: Path) -> None:
    for file in folder.glob("*/header.bin"):
        file.unlink()


def garble_file(folder: Path) -> None:
    with (folder / NAME).open("r+b") as file:
        file.write(os.urandom(8192))


def lose_file(folder: Path) -> None:
    (folder / NAME).unlink()


@pytest.mark.slow
@pytest.mark.parametrize("damage", [shutil.rmtree, garble_table, lose_index, garble_file, lose_file])
def test_doctor_sees_damaged_vectors_and_rebuild_mends_them(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    fill(tmp_path, articles=2, length=4500 if damage is lose_index else 40)  # from 1,000 passages on there are files
    damage(next(tmp_path.glob("chroma-*")))
    search = run(tmp_path, "search")
    assert "tumen rebuild" in search.stdout
    assert search.stderr == ""
    examined, *mended = run(tmp_path, "doctor", "rebuild", "doctor", "search").stdout.splitlines()
    assert "tumen rebuild" in examined
    assert mended == ["0", "found 8"]
    with Library.open(tmp_path, embedding=hashing(), seeds=False) as library:
        assert len(library.articles()) == 2


DIES_OPENING = """
import os, signal, sys
from pathlib import Path
from store.chroma import ChromaFolder
folder, gate, name = sys.argv[1:]
with ChromaFolder(Path(folder), Path(gate), name).collection(f"passages-{name}"):
    os.kill(os.getpid(), signal.SIGSEGV)
"""


@pytest.mark.parametrize("damaged", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_files_that_killed_a_process_are_tried_by_another_before_the_next_search(tmp_path: Path, damaged: bool) -> None:
    fill(tmp_path)
    (folder,) = tmp_path.glob("chroma-*")
    command = [
        sys.executable,
        "-c",
        DIES_OPENING,
        str(folder),
        str(tmp_path / "vectors.lock"),
        stem(index_name("hash")),
    ]
    assert subprocess.run(command, cwd=ROOT, capture_output=True, timeout=60).returncode < 0
    if damaged:
        garble_table(folder)
    for _ in range(2):
        with Library.open(tmp_path, embedding=hashing(), seeds=False) as library:
            if damaged:
                with pytest.raises(LibraryDamagedError, match="tumen rebuild"):
                    library.search("ferry")
            else:
                assert library.search("ferry")
    assert (tmp_path / "vectors.opening").exists() == damaged
    with Library.open(tmp_path, embedding=hashing(), seeds=False) as library:
        library.rebuild()
        assert library.search("ferry")
