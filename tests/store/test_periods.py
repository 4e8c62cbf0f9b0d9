"""Who asks what was said on a day, in a month or a year finds the article of that day, though it never names it."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from store import Article, Library
from store.periods import nearness, periods
from tests.bench.filling import words
from tests.store.hashing import hashing

BRIEFINGS = [f"{year}-{month:02}-14" for year in range(2018, 2025) for month in range(1, 13)]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A briefing a month for seven years: all speak of losses, none says when."""
    said = [f"We assess losses of soldiers. {words(random.Random(n), 30)}." for n in range(len(BRIEFINGS))]
    articles = [
        Article("", f"Press briefing {n}", text, None, day, source=day)
        for n, (day, text) in enumerate(zip(BRIEFINGS, said, strict=True))
    ]
    undated = Article("", "Note", "We assess that losses of soldiers reached a peak.", source="note")
    with Library.open(tmp_path_factory.mktemp("library"), embedding=hashing("wide", 2048), seeds=False) as library:
        library.add_articles([*articles, undated])
        yield library


@pytest.mark.parametrize(
    ("when", "day"),
    [
        ("on 14 March 2019", "2019-03-14"),
        ("March 14, 2019", "2019-03-14"),
        ("in october 2021", "2021-10-14"),
        ("(Dec 2024)", "2024-12-14"),
        ("by mid-May 2018", "2018-05-14"),
        ("на 14 февраля 2020 года", "2020-02-14"),
        ("im März 2023", "2023-03-14"),
        ("am 14.03.2023", "2023-03-14"),
        ("2022년 7월에", "2022-07-14"),
        ("as of 2022-07", "2022-07-14"),
    ],
)
def test_the_article_of_the_named_day_or_month_comes_first(library: Library, when: str, day: str) -> None:
    hits = library.search(f"What losses of soldiers do you assess, {when}?", k=3)
    assert hits[0].passage.article.published == day


def test_the_article_of_a_named_year_comes_first(library: Library) -> None:
    hits = library.search("How many soldiers were lost by your assessment in 2022?", k=3)
    assert str(hits[0].passage.article.published).startswith("2022-")


def test_a_named_day_finds_nothing_later_than_as_of(library: Library) -> None:
    hits = library.search("What losses of soldiers do you assess in October 2021?", k=5, as_of="2021-06")
    assert max(str(hit.passage.article.published) for hit in hits) <= "2021-06-14"


@pytest.mark.parametrize(
    "text",
    ["", "on 31 February 2024", "2024-13-01", "of 2,024 troops", "file 20241021", "in March", "the 1,2019 of them"],
)
def test_what_names_no_day_with_its_year_is_no_period(text: str) -> None:
    assert periods(text) == ()


def test_years_count_only_where_no_month_is_named() -> None:
    assert [str(period.first) for period in periods("in 2023 or in June 2024")] == ["2024-06-01"]
    assert [str(period.last) for period in periods("the plan for 2019-2020")] == ["2019-12-31", "2020-12-31"]


def test_an_article_counts_less_the_further_it_is_and_least_before() -> None:
    days = [20241014, 20241107, 20241130, 20240924, None]
    within, week_later, month_later, week_before, unknown = nearness(periods("October 2024"), [(d, "") for d in days])
    assert within == 1 > week_later > month_later > 0 == unknown
    assert week_before < week_later


@pytest.mark.parametrize(
    ("asked", "looks_back"),
    [
        ("in April 2019", "They met at the end of April 2019."),
        ("in April 2019", "They met on April 24 and 25, 2019, in Vladivostok."),
        ("в апреле 2019", "Они встретились 25 апреля 2019 года."),
        ("in April 2019", "2019년 4월에 만났다."),
        ("on 25 April 2019", "On April 25, 2019, they met."),
        ("on 25 April 2019", "Am 25. April 2019 trafen sie sich."),
        ("on 5 April 2019", "Они встретились 05.04.2019."),
    ],
)
def test_a_passage_that_looks_back_on_the_period_is_near_to_it(asked: str, looks_back: str) -> None:
    named = periods(asked)
    back, beside = nearness(named, [(20230912, looks_back), (20230912, "They met on April 15, 2018.")])
    assert back > 0.7
    assert beside < 0.01


@pytest.mark.parametrize(
    "text", ["the waiver for fiscal year 2024", "FY 2024", "Fiscal Year (FY) 2024", "im Haushaltsjahr 2024"]
)
def test_the_year_of_a_budget_is_not_when_it_is_told_of(text: str) -> None:
    """The memorandum for fiscal year 2024 is of September 2023."""
    assert not periods(text)
    assert periods("in September 2023")
