"""Foreign text must not be able to drive a terminal or to hide words from a reader."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from store.text import sanitise, sanitise_line

ANY_TEXT = st.text(st.characters(exclude_categories=()))
FORBIDDEN = {*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200B, 0xFEFF} - {9, 10}


@given(ANY_TEXT)
@example("\x1b]0;PWNED\x07 title")
@example("e\u200b\u0301")
@example("\u2000\u1100\u200b\u1161")
def test_no_control_gets_through_and_a_second_pass_changes_nothing(text: str) -> None:
    clean = sanitise(text)
    assert not FORBIDDEN & set(map(ord, clean))
    assert sanitise(clean) == clean
    assert unicodedata.is_normalized("NFC", clean)
    clean.encode("utf-8")


@given(ANY_TEXT)
def test_a_title_is_one_line(text: str) -> None:
    line = sanitise_line(text)
    assert "\n" not in line
    assert line == line.strip()


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("10\u00a0000\u202fкм", "10 000 км"),
        ("\ufeffTitle", "Title"),
        ("\u202egnp.exe", "gnp.exe"),
        ("김정은".encode().decode(), "김정은"),
        (unicodedata.normalize("NFD", "김정은 й"), "김정은 й"),
        ("a\tb", "a\tb"),
    ],
)
def test_readable_text_stays_what_it_is(raw: str, clean: str) -> None:
    assert sanitise(raw) == clean
