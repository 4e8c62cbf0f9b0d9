"""Where in a text a word of a list can begin, so that a costly pattern is tried there only."""

from __future__ import annotations

from collections.abc import Iterable


def beginning_as(words: Iterable[str]) -> str:
    """A pattern that looks ahead, at the beginning of a word, for the first two letters of one of `words`.

    It stands in front of alternatives that begin with these words. Small and capital letters are spelled out, because
    the engine of `re` passes over alternatives that begin with a set of letters, unless it ignores their case.
    """
    seconds: dict[str, set[str]] = {}
    for word in words:
        seconds.setdefault(word[0].lower(), set()).add(word[1:2].lower())
    pairs = (_either({first}) + ("" if "" in behind else _either(behind)) for first, behind in sorted(seconds.items()))
    return rf"\b(?-i:(?={'|'.join(pairs)}))"


def _either(letters: set[str]) -> str:
    return "[" + "".join(sorted({form for letter in letters for form in (letter.lower(), letter.upper())})) + "]"
