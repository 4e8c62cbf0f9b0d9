"""Files and folders -> the library, one by one, with a report of what became of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from store.article import Article
from store.errors import SourceError
from store.indexing import Writer
from store.reports import AddReport, Progress, make_advance
from store.sources import ReadOptions, packaged_seeds, read_sources


def add_sources(
    writer: Writer, sources: Iterable[str | Path], progress: Progress | None, options: ReadOptions | None = None
) -> AddReport:
    """Take in every document of the sources; one that cannot be read is skipped with its reason and stops no other."""
    report = AddReport()
    options = replace(options or ReadOptions(), known=lambda address: writer.catalog.find("source", address))
    for reading in read_sources(sources, options):
        if isinstance(reading.found, SourceError):
            report.skipped.append((reading.source, str(reading.found)))
            report.gave_nothing.setdefault(reading.named, True)
        else:
            _put(writer, reading.found, report, progress, (reading.done, reading.size, reading.total))
            report.gave_nothing[reading.named] = False
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
        add_sources(writer, [packaged_seeds()], progress)
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
