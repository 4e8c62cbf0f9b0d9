"""The list shows what was asked for, in the order asked for, without reading a text."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from store import Article, Library, TumenError
from store.listing import Filter, Order
from tests.store.hashing import hashing

HELD = [
    ("Ferry sails", "Lenta.ru", "2019-04-01", "en", "The ferry sailed to Rajin."),
    ("Паром ушёл", "ТАСС", "2019-04", "ru", "Паромы ушли в Раджин."),
    ("A bridge", "NK News", "2020-05-07", "en", "The bridge carries wagons, and ferries pass below."),
    ("Undated", None, None, "en", "Nobody knows when."),
]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library.open(tmp_path_factory.mktemp("list"), embedding=hashing(), seeds=False) as library:
        library.add_articles(
            [
                Article(id="", title=t, publisher=p, published=d, language=lang, text=text, source=t)
                for t, p, d, lang, text in HELD
            ]
        )
        yield library


@pytest.mark.parametrize(
    ("wanted", "titles"),
    [
        (Filter(), "A bridge|Ferry sails|Паром ушёл|Undated"),
        (Filter(publisher="nk"), "A bridge"),
        (Filter(publisher="тасс"), "Паром ушёл"),
        (Filter(publisher="100%"), ""),
        (Filter(language="RU"), "Паром ушёл"),
        (Filter(since="2019-04-02"), "A bridge|Паром ушёл"),
        (Filter(since="2020"), "A bridge"),
        (Filter(since="2019-04", until="2019-04"), "Ferry sails|Паром ушёл"),
        (Filter(until="2019-04-29"), "Ferry sails"),
        (Filter(text="ferries"), "A bridge|Ferry sails"),
        (Filter(text="ferry wagons"), "A bridge"),
        (Filter(text="паром"), "Паром ушёл"),
        (Filter(text="sails", language="en"), "Ferry sails"),
        (Filter(text='" OR NEAR('), ""),
    ],
)
def test_a_filter_lets_through_what_it_names(library: Library, wanted: Filter, titles: str) -> None:
    held = library.listing(wanted)
    assert {article.title for article in held} == set(filter(None, titles.split("|")))
    assert all(article.text == "" for article in held)


@pytest.mark.parametrize(
    ("order", "first", "last"),
    [
        ("published", "A bridge", "Undated"),
        ("publisher", "Ferry sails", "Undated"),
        ("title", "A bridge", "Паром ушёл"),
        ("language", "A bridge", "Паром ушёл"),
    ],
)
def test_the_list_is_sorted(library: Library, order: Order, first: str, last: str) -> None:
    titles = [article.title for article in library.listing(Filter(), order)]
    assert (titles[0], titles[-1]) == (first, last)


def test_a_date_that_is_none_is_told(library: Library) -> None:
    with pytest.raises(TumenError, match="is not a date"):
        library.listing(Filter(since="yesterday"))


def test_articles_are_counted_by_month_and_publisher(library: Library) -> None:
    assert [(c.month, c.publisher, c.articles) for c in library.monthly()] == [
        ("2019-04", "Lenta.ru", 1),
        ("2019-04", "ТАСС", 1),
        ("2020-05", "NK News", 1),
        (None, None, 1),
    ]


def test_the_plot_has_every_month_and_publisher_and_no_colours_unless_wanted(library: Library) -> None:
    from qa.plots import monthly_plot

    plot = monthly_plot(library.monthly(), 80, colours=False)
    for words in ("2019-04", "2020-05", "Lenta.ru", "ТАСС", "NK News"):
        assert words in plot
    assert "\x1b" not in plot
    assert monthly_plot([], 80) == ""
