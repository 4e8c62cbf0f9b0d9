"""A backup brings everything back, the conversations too; a bad one changes nothing."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from qa.sessions import Sessions
from store import Article, Library
from store.backup import BackupError, back_up, restore
from store.errors import HomeError
from store.locations import Locations
from tests.store.hashing import hashing

STORIES = [f"The ferry {name} sailed from Rajin to Vladivostok in May. " * 8 for name in ("Amur", "Tumen", "Ussuri")]


def articles() -> list[Article]:
    return [Article(id="", title=text[:20], text=text, source=text[:20]) for text in STORIES]


@pytest.fixture
def filled(tmp_path: Path) -> Locations:
    locations = Locations.at(tmp_path / "home")
    with Library.open(locations.home, embedding=hashing(), seeds=False) as library:
        library.add_articles(articles())
    sessions = Sessions.open(locations.sessions)
    sessions.begin(None, "Which ferry sailed?", "quotes")
    sessions.close()
    return locations


def test_a_backup_brings_back_articles_vectors_and_conversations_without_embedding(
    filled: Locations, tmp_path: Path
) -> None:
    file, copy = tmp_path / "tumen.zip", Locations.at(tmp_path / "copy")
    with Library.open(filled.home, embedding=hashing(), seeds=False) as reader:
        assert back_up(filled, file) == file.stat().st_size
        expected = reader.search("ferry Ussuri")
    assert restore(copy, file) == 3
    with Library.open(copy.home, embedding=hashing(), seeds=False) as library:
        assert library.status().problems == []
        assert library.search("ferry Ussuri") == expected
    sessions = Sessions.open(copy.sessions)
    assert sessions.questions() == ["Which ferry sailed?"]
    sessions.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy", "home", "tumen.zip"]


def test_an_open_reader_sees_the_restored_library(filled: Locations, tmp_path: Path) -> None:
    file = tmp_path / "tumen.zip"
    back_up(filled, file)
    with Library.open(filled.home, embedding=hashing(), seeds=False) as library:
        for article in library.articles():
            library.remove(article.id)
        library.add_articles([Article(id="", title="t", text="A train came instead.", source="t")])
        assert "train" in library.search("ferry Amur")[0].passage.text
        with pytest.raises(BackupError, match="--replace"):
            restore(filled, file)
        assert len(library.articles()) == 1
        restore(filled, file, replace=True)
        assert "Amur" in library.search("ferry Amur")[0].passage.text
        assert library.status().problems == []
        library.add_articles([Article(id="", title="t", text="A train came instead.", source="t")])
        assert library.status().problems == []
    assert len(list(filled.home.glob("chroma-*"))) == 1


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-2000])


def garble(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[200:900] = b"?" * 700
    file.write_bytes(data)


def something_else(file: Path) -> None:
    with zipfile.ZipFile(file, "w") as out:
        out.writestr("holiday.jpg", b"...")


def text(file: Path) -> None:
    file.write_text("no archive")


def folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


@pytest.mark.parametrize("damage", [cut, garble, something_else, text, folder, Path.unlink])
def test_a_bad_backup_is_named_and_the_library_stays(damage: object, filled: Locations, tmp_path: Path) -> None:
    file = tmp_path / "tumen.zip"
    back_up(filled, file)
    assert callable(damage)
    damage(file)
    with pytest.raises(BackupError, match=r"tumen\.zip"):
        restore(filled, file, replace=True)
    with Library.open(filled.home, embedding=hashing(), seeds=False) as library:
        assert len(library.articles()) == 3
        assert library.status().problems == []
    assert not list(filled.home.glob("restoring-*"))


def test_a_backup_cannot_write_outside_its_home(filled: Locations, tmp_path: Path) -> None:
    file = tmp_path / "tumen.zip"
    back_up(filled, file)
    with zipfile.ZipFile(file, "a") as out:
        out.writestr("vectors/../../../outside", b"x")
        out.writestr("/outside", b"x")
    restore(Locations.at(tmp_path / "a" / "b" / "home"), file)
    assert not list(tmp_path.rglob("outside"))


def test_there_is_nothing_to_back_up_without_a_library(tmp_path: Path) -> None:
    with pytest.raises(HomeError, match="no library"):
        back_up(Locations.at(tmp_path / "none"), tmp_path / "x.zip")
    assert list(tmp_path.iterdir()) == []
