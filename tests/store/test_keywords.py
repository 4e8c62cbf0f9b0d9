"""What a search would lose if the keyword index ranked by other numbers than FTS5's, or remembered stale ones."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import keywords
from store.narrowing import Wanted

WORDS = st.sampled_from(["rail", "port", "ferry", "tumen", "rason", "x_1", "мост"])


def index_of(passages: list[list[str]]) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.executescript(keywords.SCHEMA)
    connection.execute("CREATE TABLE passages (key INTEGER PRIMARY KEY, published INTEGER)")
    for key, terms in enumerate(passages, start=1):
        keywords.put(connection, key, terms)
    return connection


@settings(deadline=None)
@given(st.lists(st.lists(WORDS, min_size=1, max_size=9), min_size=1, max_size=12), st.sets(WORDS, min_size=1))
def test_scores_are_those_of_fts5(passages: list[list[str]], terms: set[str]) -> None:
    connection = index_of(passages)
    statistics = keywords.RememberedStatistics().of(connection, 1, terms)
    query = "SELECT rowid, -bm25(keywords) FROM keywords WHERE keywords MATCH ?"
    expected = dict(connection.execute(query, (keywords.any_of(terms),)).fetchall())
    found = keywords.scores(connection, statistics, expected.keys())
    assert {key: match.bm25 for key, match in found.items()} == pytest.approx(expected)
    assert keywords.size(connection) == (len(passages), sum(map(len, passages)) / len(passages))


def test_terms_of_a_question_that_stand_together_tell_more_than_scattered_ones() -> None:
    """The sentence about what is asked is lost among passages that have its words here and there."""
    apart = ["rail", *["port"] * keywords.NEAR, "ferry"]
    connection = index_of([["rail", "ferry", *["port"] * keywords.NEAR], apart, ["port", "rail", "rail"], ["port"]])
    statistics = keywords.RememberedStatistics().of(connection, 1, ["rail", "ferry"])
    together, scattered, one_of_two, none = (
        keywords.scores(connection, statistics, (1, 2, 3, 4))[k] for k in range(1, 5)
    )
    assert together.together > scattered.together > one_of_two.together > none.together == 0
    assert together.bm25 == scattered.bm25


def test_ids_of_names_are_near_no_word() -> None:
    """They are filed behind all words of a passage, next to what its last sentence says."""
    connection = index_of([["ferry", "russia_"], ["port"]])
    statistics = keywords.RememberedStatistics().of(connection, 1, ["ferry", "russia_"])
    alone = keywords.RememberedStatistics().of(connection, 1, ["ferry"])
    both, word = (keywords.scores(connection, s, [1])[1] for s in (statistics, alone))
    assert both.together == word.together and both.bm25 > word.bm25


def test_a_common_term_does_not_crowd_out_the_passage_with_the_rare_one() -> None:
    connection = index_of([["port"]] * 2000 + [["port", "tumen"]])
    statistics = keywords.RememberedStatistics().of(connection, 1, ["port", "tumen"])
    assert keywords.best(connection, statistics, 5, Wanted())[0] == 2001


def test_a_question_of_common_terms_only_still_finds_passages() -> None:
    connection = index_of([["port"]] * 2000)
    statistics = keywords.RememberedStatistics().of(connection, 1, ["port"])
    assert len(keywords.best(connection, statistics, 5, Wanted())) == 5


def test_counts_are_made_anew_when_the_library_has_changed() -> None:
    connection, counts = index_of([["port"]]), keywords.RememberedStatistics()
    assert counts.of(connection, 1, ["port"]) == keywords.Statistics(1, 1.0, {"port": 1})
    keywords.put(connection, 2, ["port"])
    assert counts.of(connection, 2, ["port"]) == keywords.Statistics(2, 1.0, {"port": 2})
