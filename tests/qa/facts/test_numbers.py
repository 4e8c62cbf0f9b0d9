"""Numbers that mean the same compare equal however they are written, and no others do."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from qa.facts.numbers import numbers

SAME = [
    ("10,000", "10 000"), ("10,000", "10000"), ("10,000", "ten thousand"), ("10,000", "10k"), ("10,000", "1만"),
    ("10,000", "10 тыс."), ("10,000", "10 тысяч"), ("10,000", "10 thousand"), ("1,500", "fifteen hundred"),
    ("12,000", "1만 2천"), ("1.5 million", "1,500,000"), ("1.5 million", "1.5 млн"), ("3 billion", "3 млрд"),
    ("3 billion", "3bn"), ("200 million", "2억"), ("1.500.000", "1.5 million"), ("25", "twenty-five"),
    ("250", "two hundred and fifty"), ("12", "zwölf"), ("7", "семь"), ("5%", "5 percent"), ("5%", "5 процентов"),
    ("40 per cent", "40퍼센트"), ("9th", "ninth"), ("2nd", "второй"), ("3rd", "제3"),
    ("10,000-12,000", "10-12 thousand"),
    ("from 3 to 5", "3–5"), ("between 10 and 20", "10–20"), ("three", "세 번"), ("9th", "9"), ("05:15", "5:15"),
]  # fmt: skip
DIFFERENT = [
    ("15,000", "1,500"), ("5%", "5"), ("10", "10 thousand"), ("1.5", "15"), ("05:15", "5"), ("10", "10-12 million"),
    ("11", "10-12"), ("2 million", "2 billion"), ("1만", "1,000"), ("twelve", "twenty"), ("9th", "10th"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_number_written_otherwise_is_the_same(one: str, other: str) -> None:
    (left,), (right,) = numbers(one), numbers(other)
    assert left.agrees(right)
    assert right.agrees(left)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_another_number_is_another(one: str, other: str) -> None:
    (left,), (right,) = numbers(one), numbers(other)
    assert not left.agrees(right)


@pytest.mark.parametrize("text", ["", "One of them left.", "Sino-NK", "no numbers here", "один из них"])
def test_a_text_without_numbers_has_none(text: str) -> None:
    assert numbers(text) == ()


def test_an_end_of_a_range_is_carried_by_the_range_and_its_middle_is_not() -> None:
    (source,) = numbers("10,000 to 12,000")
    assert numbers("10,000")[0].agrees(source)
    assert numbers("12,000")[0].agrees(source)
    assert not numbers("11,000")[0].agrees(source)


def test_two_numbers_joined_by_and_stay_two() -> None:
    assert [n.low for n in numbers("3 officers and 40 soldiers, 3 and 40")] == [3, 40, 3, 40]


@settings(deadline=None, max_examples=300)
@given(
    st.one_of(
        st.text(max_size=60), st.text(alphabet=st.sampled_from("0123456789,.: -–%kmтыс만천년제thndone"), max_size=30)
    )
)
@example("9" * 400)
@example("²")
@example("١٢٣")
@example("1,000,00")
def test_no_text_breaks_the_reading_of_numbers(text: str) -> None:
    found = numbers(text)
    for number in found:
        assert 0 <= number.start < number.end <= len(text)
        assert number.low <= number.high
        assert number.agrees(number)
    assert all(a.end <= b.start for a, b in pairwise(found))


@settings(deadline=None, max_examples=200)
@given(st.integers(2, 10**12))
def test_a_number_is_the_same_with_and_without_separators(value: int) -> None:
    for written in (str(value), f"{value:,}", f"{value:,}".replace(",", "\u00a0")):
        (number,) = numbers(f"about {written} people")
        assert number.low == number.high == value
