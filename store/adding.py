"""Files and folders -> the library, one by one, with a report of what became of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import resources
from pathlib import Path

from store.article import Article
from store.errors import SourceError
from store.indexing import Writer
from store.loading import find_files, load
from store.reports import AddReport, Progress, make_advance
from store.text import sanitise_line

SEEDS = "seeds"


def add_sources(writer: Writer, sources: Iterable[str | Path], progress: Progress | None) -> AddReport:
    """Take in every file of the sources; one that cannot be read is skipped with its reason and stops no other.

    The word ``seeds`` means the articles that come with the program, where no file or folder has that name.
    """
    report = AddReport()
    sizes: dict[Path, int] = {}
    for source in sources:
        try:
            sizes.update((file, _size(file)) for file in find_files(_path(source)))
        except SourceError as reason:
            report.skipped.append((sanitise_line(str(source)), str(reason)))
    done, total = 0, sum(sizes.values())
    for file, size in sizes.items():
        try:
            _put(writer, load(file), report, progress, (done, size, total))
        except SourceError as reason:
            report.skipped.append((sanitise_line(str(file)), str(reason)))
        done += size
    return report


def add_articles(writer: Writer, articles: Sequence[Article], progress: Progress | None) -> AddReport:
    """Take in articles that are already made; each gets the id that its text gives it (`store.loading.article_id`)."""
    report = AddReport()
    done, total = 0, sum(len(article.text) for article in articles)
    for article in articles:
        _put(writer, article, report, progress, (done, len(article.text), total))
        done += len(article.text)
    return report


def take_in_seeds(writer: Writer, progress: Progress | None) -> None:
    """Take in the articles that come with the program, unless another process just did."""
    if writer.catalog.fact("seeded") is None:
        add_sources(writer, [_packaged_seeds()], progress)
        with writer.catalog.writing():
            writer.catalog.set_fact("seeded", "yes")


def _put(
    writer: Writer, article: Article, report: AddReport, progress: Progress | None, place: tuple[int, int, int]
) -> None:
    """Take in one article, which is (before, size, total) of the whole work."""
    advance = make_advance(progress, *place, article.title)
    advance(0)
    outcome, article = writer.put(article, advance)
    advance(1)
    getattr(report, outcome).append(article)


def _path(source: str | Path) -> Path:
    path = Path(source).expanduser()
    if str(source) == SEEDS and not path.exists():
        return _packaged_seeds()
    return path


def _packaged_seeds() -> Path:
    return Path(str(resources.files(SEEDS)))


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0
