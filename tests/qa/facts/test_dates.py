"""Dates are resolved by the day of the article, and compared part by part."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from qa.facts.dates import dates

MONDAY = "2019-04-01"


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("on 1 April 2019", "2019-04-01"),
        ("on April 1, 2019", "2019-04-01"),
        ("on April 1st, 2019", "2019-04-01"),
        ("the 1st of April 2019", "2019-04-01"),
        ("2019-04-01", "2019-04-01"),
        ("01.04.2019", "2019-04-01"),
        ("1 апреля 2019 года", "2019-04-01"),
        ("am 1. April 2019", "2019-04-01"),
        ("2019년 4월 1일", "2019-04-01"),
        ("in April 2019", "2019-04"),
        ("в апреле 2019 года", "2019-04"),
        ("2019년 4월", "2019-04"),
        ("in 2019", "2019"),
        ("3. Dezember 2021", "2021-12-03"),
        ("17 сентября 2023", "2023-09-17"),
    ],
)
def test_a_date_is_read_in_every_language(text: str, iso: str) -> None:
    assert [d.iso() for d in dates(text)] == [iso]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("arrived on Monday", "2019-04-01"),
        ("arrived on Friday", "2019-03-29"),
        ("прибыл в понедельник", "2019-04-01"),
        ("월요일에 도착했다", "2019-04-01"),
        ("kam am Freitag", "2019-03-29"),
        ("left on March 25", "2019-03-25"),
        ("last September", "2018-09"),
        ("last April", "2018-04"),
        ("in May last year", "2018-05"),
        ("in December", "2018-12"),
        ("yesterday", "2019-03-31"),
        ("today", "2019-04-01"),
        ("завтра", "2019-04-02"),
        ("last month", "2019-03"),
        ("last year", "2018"),
        ("작년", "2018"),
        ("this year", "2019"),
    ],
)
def test_what_a_date_leaves_open_the_day_of_the_article_closes(text: str, iso: str) -> None:
    (date,) = dates(text, MONDAY)
    assert date.iso() == iso
    assert date.inferred


def test_without_a_day_of_the_article_nothing_is_made_up() -> None:
    (date,) = dates("arrived on Monday")
    assert date.iso() is None
    assert not date.inferred


@pytest.mark.parametrize(
    "text", ["It may rain.", "They march on.", "2,019 troops", "1500 people", "May I?", "31.5 tons"]
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert dates(text) == ()


@pytest.mark.parametrize(
    ("claim", "source", "carried"),
    [
        ("in April 2019", "on 1 April 2019", True),
        ("on 1 April 2019", "in April 2019", False),
        ("in 2019", "on 1 April 2019", True),
        ("on 2 April 2019", "on 1 April 2019", False),
        ("1 апреля 2019 года", "April 1, 2019", True),
        ("on Monday", "on 1 April 2019", True),
        ("on Tuesday", "on 1 April 2019", False),
    ],
)
def test_a_date_is_carried_by_one_that_is_at_least_as_exact(claim: str, source: str, carried: bool) -> None:
    (mine,), (theirs,) = dates(claim), dates(source)
    assert mine.agrees(theirs) is carried


@settings(deadline=None, max_examples=300)
@given(
    st.one_of(
        st.text(max_size=60), st.text(alphabet=st.sampled_from("0123456789.-, MayaprilJ월일년мартяst"), max_size=30)
    ),
    st.sampled_from((None, "", "2019", "2019-04", MONDAY, "not a date", "2020-02-29")),
)
@example("31 February 2019", MONDAY)
@example("99월 99일", MONDAY)
@example("yesterday, last month", "0001-01-01")
@example("tomorrow", "9999-12-31")
@example("²² May", MONDAY)
def test_no_text_breaks_the_reading_of_dates(text: str, anchor: str | None) -> None:
    for date in dates(text, anchor):
        assert 0 <= date.start < date.end <= len(text)
        assert text[date.start : date.end] == date.text
        assert date.agrees(date)
        assert not date.clashes(date)
        date.iso(), date.weekday_of()


@settings(deadline=None)
@given(st.dates())
def test_every_day_is_read_back_as_written(day: object) -> None:
    from datetime import date

    assert isinstance(day, date)
    (found,) = dates(f"on {day.isoformat()}, they met")
    assert found.date() == day
