"""A number answers "how many" only of what is counted, in whatever language the article is written."""

from __future__ import annotations

import pytest

from qa.counting import counted_in
from store import Library


@pytest.mark.parametrize(
    ("question", "text", "counted"),
    [
        ("Сколько кораблей вышло в море?", "Nine ships put to sea.", True),
        ("How many members of the league pay in full?", "Nine allies are paying in full.", True),
        ("How many members of the league pay in full?", "The match lasted nine hours.", False),
        ("Сколько кораблей вышло в море?", "The talks lasted five days.", False),
        ("Сколько стран подписало договор?", "Forty-seven countries signed.", True),
        ("Сколько документов подписано?", "Two governors came by train.", False),
        ("Wie viele Soldaten kamen?", "Some 1,500 soldiers came.", True),
        ("Wie viele Soldaten kamen?", "It cost 40 million roubles.", False),
        ("몇 명이 다쳤습니까?", "Six workers were hurt.", True),
        ("몇 명이 다쳤습니까?", "Two were killed and ten wounded.", True),
        ("몇 명이 다쳤습니까?", "It was the third meeting in two months.", False),
        ("Во сколько отходит паром?", "The ferry sails at nine.", True),
        ("How many times did Volkov sail to Wonsan?", "It was his fourth voyage.", True),
        ("Сколько раз он был в Вонсане?", "It was his fourth voyage.", True),
        ("Кто пришёл?", "Nobody came.", True),
        ("How many sailors came?", "They listed five Russia-based sailors.", True),
        ("How many sailors came?", "They listed five Russia-based days.", False),
    ],
)
def test_what_is_counted_is_compared_across_languages(
    question: str, text: str, counted: bool, seed_library: Library
) -> None:
    """Asked for the cars of a train, a reader is not told the days of a visit."""
    assert counted_in(question, text, seed_library) is counted
