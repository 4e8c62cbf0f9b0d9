"""Files and folders -> the library, one by one, with a report of what became of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

from store import furniture, learning
from store.article import Article
from store.errors import SourceError
from store.indexing import Writer
from store.outlets import outlet
from store.reports import AddReport, Outcome, Progress, make_advance
from store.sources import ReadOptions, packaged_seeds, read_sources


def add_sources(
    writer: Writer,
    sources: Iterable[str | Path],
    progress: Progress | None,
    options: ReadOptions | None = None,
    *,
    texts: bool = True,
) -> AddReport:
    """Take in every document of the sources; one that cannot be read is skipped with its reason and stops no other.

    Without `texts` the report's articles have an empty `text`.
    """
    report, heard = AddReport(), Counter[str]()
    options = replace(options or ReadOptions(), known=lambda address: writer.catalog.find("source", address))
    for reading in read_sources(sources, options):
        if isinstance(reading.found, SourceError):
            report.skipped.append((reading.source, str(reading.found)))
            report.gave_nothing.setdefault(reading.named, True)
        else:
            outcome, article = _put(writer, reading.found, progress, (reading.done, reading.size, reading.total))
            getattr(report, outcome).append(article if texts else replace(article, text=""))
            report.gave_nothing[reading.named] = False
            _hear(writer, reading.found, report, heard)
    _clean_again(writer, learning.unread(writer.catalog.connection), report)
    return report


def add_articles(writer: Writer, articles: Sequence[Article], progress: Progress | None) -> AddReport:
    """Take in articles that are already made; each gets the id that its text gives it (`store.loading.article_id`)."""
    report, heard = AddReport(), Counter[str]()
    done, total = 0, sum(len(article.text) for article in articles)
    for article in articles:
        outcome, stored = _put(writer, article, progress, (done, len(article.text), total))
        getattr(report, outcome).append(stored)
        done += len(article.text)
        _hear(writer, article, report, heard)
    _clean_again(writer, learning.unread(writer.catalog.connection), report)
    return report


def take_in_seeds(writer: Writer, progress: Progress | None) -> None:
    """Take in the articles that come with the program, unless another process just did."""
    if writer.catalog.fact("seeded") is None:
        add_sources(writer, [packaged_seeds()], progress)
        with writer.catalog.writing():
            writer.catalog.set_fact("seeded", "yes")


def _put(
    writer: Writer, article: Article, progress: Progress | None, place: tuple[int, int, int]
) -> tuple[Outcome, Article]:
    """Take in one article, which is (before, size, total) of the whole work."""
    advance = make_advance(progress, *place, article.title)
    advance(0)
    outcome, article = writer.put(article, advance)
    advance(1)
    return outcome, article


def _hear(writer: Writer, article: Article, report: AddReport, heard: Counter[str]) -> None:
    """Learn an outlet's boilerplate whenever this add has brought twice as much of it: what follows comes in clean."""
    if name := outlet(article.publisher, article.url):
        heard[name] += 1
        times, rest = divmod(heard[name], furniture.FEWEST)
        if not rest and times.bit_count() == 1:
            _clean_again(writer, [name], report)


def _clean_again(writer: Writer, outlets: Sequence[str], report: AddReport) -> None:
    """Learn what recurs at outlets, and take it out of all their articles, also of those in the report.

    On a server it is not learned: the machines that share one would each have learned something else.
    """
    if writer.shared:
        return
    for name in outlets:
        learning.learn(writer.catalog, name)
        told = {article.id: article for article in chain(report.added, report.updated, report.unchanged)}
        cleaned: dict[str, Article] = {}
        for held in learning.to_clean(writer.catalog, name):
            article = writer.clean_again(held)
            if held.id in told:
                cleaned[held.id] = article if told[held.id].text else replace(article, text="")
        for articles in (report.added, report.updated, report.unchanged):
            articles[:] = [cleaned.get(article.id, article) for article in articles]
        learning.done(writer.catalog, name)
