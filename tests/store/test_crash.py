"""A process killed at any moment of a change loses nothing that was there, and doing it again completes it."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from store import Library
from store.catalog import Catalog
from store.locations import Locations
from store.places import FolderPlace
from store.proofs import differences
from tests.store.hashing import hashing

ROOT = Path(__file__).parents[2]
OLD = "The ferry sailed from Rajin to Vladivostok in May 2017. It carried forty passengers and two cars.\n" * 12
NEW = "The train crossed the bridge at Tumangang on Tuesday morning. Nobody said what its wagons held.\n" * 12


def run(home: Path, action: str, moment: int, *sources: str) -> int:
    command = [sys.executable, "-m", "tests.store.crashing", str(home), action, str(moment), *sources]
    return subprocess.run(command, cwd=ROOT, capture_output=True, timeout=60).returncode


def texts(library: Library) -> list[str]:
    return sorted(article.text for article in library.articles())


def check(home: Path, expected: list[str]) -> None:
    """Everything expected is there and found, and catalog, keywords and vectors agree without a rest."""
    with Library.open(home, embedding=hashing(), seeds=False) as library:
        assert texts(library) == sorted(text.strip() for text in expected)
        for article in library.articles():
            hits = library.search(article.text[:100], k=3)
            assert hits[0].passage.article.text[:50] == article.text[:50]
    assert inconsistencies(home) == []


def inconsistencies(home: Path) -> list[str]:
    locations = Locations.at(home)
    catalog = Catalog.open(locations.catalog)
    index = str(catalog.fact("index"))
    vectors = FolderPlace(locations).store(index, int(catalog.fact("epoch") or 0))
    try:
        return [*differences(catalog, vectors), *catalog.leftovers()]
    finally:
        vectors.close()
        catalog.close()


@pytest.fixture
def filled(tmp_path: Path) -> tuple[Path, Path, Path]:
    """A home that holds one article, and two files: that article's, and a new one."""
    home, old, new = tmp_path / "home", tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_text(OLD)
    new.write_text(NEW)
    with Library.open(home, embedding=hashing(), seeds=False) as library:
        library.add([old])
    return home, old, new


@pytest.mark.parametrize("moment", (1, 4, 7, *(pytest.param(n, marks=pytest.mark.slow) for n in (2, 3, 5, 6, 8))))
def test_a_killed_add_keeps_what_was_there_and_completes_when_run_again(
    filled: tuple[Path, Path, Path], moment: int
) -> None:
    home, old, new = filled
    died = run(home, "add", moment, str(new)) == -signal.SIGKILL
    with Library.open(home, embedding=hashing(), seeds=False) as library:
        assert OLD.strip() in texts(library)
        assert library.search("ferry passengers")[0].passage.article.text == OLD.strip()
        library.add([old, new])
    assert died or moment > 7
    check(home, [OLD, NEW])


@pytest.mark.parametrize("moment", [4, 6, 9, 11])
def test_a_killed_update_leaves_the_old_or_the_new_text_and_never_both(
    filled: tuple[Path, Path, Path], moment: int
) -> None:
    home, old, _ = filled
    changed = OLD.replace("forty", "sixty")
    old.write_text(changed)
    run(home, "add", moment, str(old))
    with Library.open(home, embedding=hashing(), seeds=False) as library:
        assert texts(library) in ([OLD.strip()], [changed.strip()])
        library.add([old])
    check(home, [changed])


@pytest.mark.parametrize("moment", [2, 4])
def test_a_killed_remove_leaves_the_article_whole_or_gone(filled: tuple[Path, Path, Path], moment: int) -> None:
    home, _, new = filled
    with Library.open(home, embedding=hashing(), seeds=False) as library:
        library.add([new])
        (victim,) = [article for article in library.articles() if article.text == NEW.strip()]
    run(home, "remove", moment, victim.id)
    with Library.open(home, embedding=hashing(), seeds=False) as library:
        remaining = texts(library)
        assert OLD.strip() in remaining
        library.add([new])
    check(home, [OLD, NEW])


@pytest.mark.parametrize("moment", [2, 5])
def test_a_killed_rebuild_leaves_the_library_answering(filled: tuple[Path, Path, Path], moment: int) -> None:
    home, *_ = filled
    run(home, "rebuild", moment)
    check(home, [OLD])
    with Library.open(home, embedding=hashing(), seeds=False) as library:
        library.rebuild()
    check(home, [OLD])
    assert len(list(home.glob("chroma-*"))) == 1
