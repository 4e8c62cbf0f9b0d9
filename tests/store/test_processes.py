"""Two processes on one library: the reader sees whole articles at once, the second writer is told who holds it."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from store import Article, Library
from store.errors import LibraryLockedError
from store.locations import Locations
from store.locking import writing
from tests.store.hashing import hashing

ROOT = Path(__file__).parents[2]
WRITER = """
import sys, time
from pathlib import Path
from store import Library
from tests.store.hashing import hashing
home, folder, pause = sys.argv[1:]
with Library.open(home, embedding=hashing(), seeds=False) as library:
    for file in sorted(Path(folder).iterdir()):
        library.add([file])
        print(file.name, flush=True)
        time.sleep(float(pause))
"""
HOLDER = """
import sys, time
from store.locations import Locations
from store.locking import writing
with writing(Locations.at(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def start(program: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", program, *arguments], cwd=ROOT, stdout=subprocess.PIPE, text=True)


def story(number: int, version: str = "first") -> str:
    subject = f"wagon{number}"
    lines = [f"The {subject} crossed the {version} bridge {word} on Monday." for word in ("north", "south", "late")]
    return "\n\n".join(lines * 14)


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "home", embedding=hashing(), seeds=False) as library:
        yield library


@pytest.mark.slow
def test_a_reader_sees_what_another_process_adds_and_changes_while_it_is_open(reader: Library, tmp_path: Path) -> None:
    folder = tmp_path / "stories"
    folder.mkdir()
    (folder / "1.txt").write_text(story(1))
    for number, version in [(1, "first"), (1, "second"), (2, "first")]:
        (folder / f"{number}.txt").write_text(story(number, version))
        start(WRITER, str(reader.locations.home), str(folder), "0").wait(60)
        hit = reader.search(f"wagon{number} {version} bridge", k=1)[0]
        assert f"wagon{number}" in hit.passage.text
        assert version in hit.passage.text
    assert len(reader.articles()) == 2
    assert not any("wagon1 crossed the first" in article.text for article in reader.articles())


@pytest.mark.slow
def test_every_search_during_an_add_in_another_process_is_whole(reader: Library, tmp_path: Path) -> None:
    folder = tmp_path / "stories"
    folder.mkdir()
    for number in range(12):
        (folder / f"{number:02}.txt").write_text(story(number))
    reader.add_articles([Article(id="", title="There first", text=story(99), source="first")])
    writer = start(WRITER, str(reader.locations.home), str(folder), "0.05")
    seen, searches = 1, 0
    while writer.poll() is None:
        articles = {article.id: article for article in reader.articles()}
        assert len(articles) >= seen
        seen = len(articles)
        found = {hit.passage.article.title for hit in reader.search("wagon99 bridge north", k=5)}
        assert "There first" in found
        hits = reader.search(f"wagon{seen - 2} crossed", k=20)
        for hit in hits:
            assert hit.passage.article.text[hit.passage.start : hit.passage.end] == hit.passage.text
        assert reader.sentence_vectors([hit.passage for hit in hits])[0].shape == (len(hits[0].passage.sentences), 64)
        searches += 1
    assert writer.returncode == 0
    assert searches > 3
    assert len(reader.articles()) == 13


def test_a_second_writer_fails_at_once_and_names_the_first(reader: Library, tmp_path: Path) -> None:
    reader.add_articles([Article(id="", title="A", text=story(1), source="a")])
    holder = start(HOLDER, str(reader.locations.home))
    try:
        assert holder.stdout
        holder.stdout.readline()
        before = time.monotonic()
        with pytest.raises(LibraryLockedError, match=f"process {holder.pid}"):
            reader.add_articles([Article(id="", title="B", text=story(2), source="b")])
        assert time.monotonic() - before < 2
        assert reader.search("wagon1")
    finally:
        holder.kill()
        holder.wait()
    reader.add_articles([Article(id="", title="B", text=story(2), source="b")])
    assert len(reader.articles()) == 2


def test_two_libraries_of_one_process_do_not_write_at_once(tmp_path: Path) -> None:
    locations = Locations.at(tmp_path / "home")
    with writing(locations), pytest.raises(LibraryLockedError, match="process"), writing(locations):
        pass
    with writing(locations):
        assert locations.writer.exists()
