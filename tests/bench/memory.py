"""The memory of adding little and much, beside that of Chroma alone: ``python -m tests.bench.memory``.

Chroma holds its whole index in memory, so whatever adds to it grows with the number of vectors. The control is a
process that does nothing but write the very same vectors into plain Chroma, with the same settings and in the same
portions: what the peak of an add grows by beyond that is the program's own.
"""

from __future__ import annotations

import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from store import Library
from store.collection import HNSW
from tests.bench.filling import DIMENSION, synthetic, words

ROOT = Path(__file__).parents[2]
ARTICLES = (1000, 10_000)
AIM = 1.2


def texts(count: int) -> Iterator[tuple[str, str]]:
    """Yield articles of two sentences, which are one passage."""
    source = random.Random(5)
    for n in range(count):
        yield f"Report {n}: {words(source, 30)}.", f"{words(source, 20)}.".capitalize()


def add_files(count: int, folder: Path) -> None:
    """Add so many files in one command, as a user does."""
    files = folder / "articles"
    files.mkdir()
    for n, sentences in enumerate(texts(count)):
        (files / f"{n}.txt").write_text(" ".join(sentences))
    with Library.open(folder / "library", embedding=synthetic(), seeds=False) as library:
        library.add([files], texts=False)
        articles, passages, sentence_count = library._access.ask(library._access.catalog.counts)
    if (articles, passages, sentence_count) != (count, count, 2 * count):
        raise SystemExit(f"{count} articles became {articles} of {passages} passages and {sentence_count} sentences")


def add_vectors(count: int, folder: Path) -> None:
    """Write the vectors of the same passages into Chroma and nothing else."""
    import chromadb

    client, embedder = chromadb.PersistentClient(folder), synthetic()
    passages = client.create_collection("passages", configuration={"hnsw": HNSW})
    for n, both in enumerate(texts(count)):
        fields: dict[str, str | int] = {"revision": f"{n}", "article": f"{n}"}
        passages.upsert(ids=[f"{n}-0"], embeddings=embedder.passages([" ".join(both)]), metadatas=[fields])


WORK: dict[str, Callable[[int, Path], None]] = {"tumen": add_files, "chroma": add_vectors}


def own_peak() -> float:
    """Return the most memory this process has had, in MB: `getrusage` also counts the process it was forked from."""
    status = Path("/proc/self/status").read_text()
    (kilobytes,) = re.findall(r"VmHWM:\s+(\d+) kB", status)
    return int(kilobytes) / 1024


def peak(what: str, count: int) -> float:
    """Return the peak of the resident memory of a process that does some `WORK`, in MB."""
    command = [sys.executable, "-m", "tests.bench.memory", what, str(count)]
    return float(subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout.split()[-1])


def measure(report: Callable[[str, float, str, bool], None]) -> None:
    """Compare the peaks of all, and report the ratio with and without what Chroma alone grows by."""
    few, many = ARTICLES
    peaks = {what: [peak(what, count) for count in ARTICLES] for what in WORK}
    for what, (small, large) in peaks.items():
        print(f"peak memory, {what}: {small:.0f} MB with {few:,} articles, {large:.0f} MB with {many:,}", flush=True)
    (small, large), (bare_small, bare_large) = peaks["tumen"], peaks["chroma"]
    index = f"its whole index in memory, {many - few:,} more vectors of {DIMENSION} numbers with their links"
    print(f"of the {large - small:.0f} MB more, Chroma alone takes {bare_large - bare_small:.0f}: it holds {index}")
    whole, own = large / small, (large - (bare_large - bare_small)) / small
    report(f"peak memory of adding {many:,} by {few:,}, all", whole, f"<= {AIM}", whole <= AIM)
    report(f"peak memory of adding {many:,} by {few:,}, less Chroma's growth", own, f"<= {AIM}", own <= AIM)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        WORK[sys.argv[1]](int(sys.argv[2]), Path(scratch))
    print(own_peak())
