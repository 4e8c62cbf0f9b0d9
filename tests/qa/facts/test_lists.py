"""In a list of people each one has the post of his own item."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qa.facts.lists import another_item

NOMINEES = (
    "- Ines Holt, Nominee for Harbour Master of Oslo\n"
    "- Jan Rook, Nominee for Special Envoy for Ferry Rights\n"
    "- Ada Quist, Nominee for Director of Coal\n"
)


def test_a_post_of_another_item_is_refused() -> None:
    found = list(another_item("The mayor nominated Ines Holt as Special Envoy for Ferry Rights.", NOMINEES))
    assert [m.reason for m in found] == ["the source says this of Jan Rook, not of Ines Holt"]


def test_a_list_whose_lines_were_joined_is_one() -> None:
    assert list(another_item("The mayor nominated Ada Quist as Special Envoy.", NOMINEES.replace("\n", " ")))


def test_a_post_of_the_own_item_is_not() -> None:
    assert not list(another_item("The mayor nominated Jan Rook as Special Envoy for Ferry Rights.", NOMINEES))


def test_two_lines_are_no_list() -> None:
    assert not list(another_item("Ines Holt is Envoy for Ferry Rights.", "- Ines Holt, Master\n- Jan Rook, Envoy\n"))


@given(st.text(), st.text(alphabet="-•* \nAb,1.)"))
def test_no_text_raises(claim: str, text: str) -> None:
    list(another_item(claim, text))
