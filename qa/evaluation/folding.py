"""Does a text state a nugget: equal after folding what does not change the meaning, and nothing more.

Folded are case, accents of Latin letters, inflection (Snowball by script), English articles, Korean particles,
punctuation, the way a number is written (``10,000`` = ``ten thousand`` = ``1만``) and the way a date is. Russian and
German have their function words kept: "а" and "an" are no articles there. A date is met by a more precise one, not by
a less precise one, and a number that the question set gives as "about" by one within 5 %.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from qa.answer import Answer
from qa.citing import parse
from qa.facts.dates import DateMention, dates
from qa.facts.numbers import Number, numbers
from store.text import sanitise_line
from store.words import is_function_word, stem, tokens

APPROXIMATION = 0.05
"""Relative distance allowed to a number given as "about"."""

_ABOUT = re.compile(
    r"^(?:about|around|roughly|approximately|~|около|примерно|приблизительно|약|etwa|rund|ungefähr)\s*", re.I
)
_TIME = re.compile(r"\b([01]?\d|2[0-3])[:.]([0-5]\d)\b(?!\.\d)")
_BRACKETS = re.compile(r"\s*\(([^()]*)\)")
_DROPPED = frozenset({"the", "a", "an", "s"})
_RELATIVE = re.compile(
    r"\b(?:last|this|that|next|yesterday|today|tomorrow|прошл\w+|вчера|지난\w*|작년|letzt\w+|gestern)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as comparable keys in order, and the dates it names."""

    keys: tuple[str, ...]
    dates: tuple[DateMention, ...]


def without_markers(text: str) -> str:
    """An answer's text without its ``[n]`` markers."""
    return "".join(sentence.lead + sentence.text for sentence in parse(text)).strip()


def stated(answer: Answer) -> str:
    """What an answer states: its text without markers, and without brackets that date a cited article.

    "NK News (1 April 2019): …" tells when the article appeared, which must not pass for the date that was asked for.
    """
    published = [DateMention(0, 0, "", *_parts(c.published)) for c in answer.citations if c.published]
    text = without_markers(answer.text)
    return _BRACKETS.sub(lambda m: "" if _dates_an_article(m[1], published) else m[0], text)


def _dates_an_article(inside: str, published: Sequence[DateMention]) -> bool:
    found = dates(inside)
    return len(found) == 1 and any(whole.agrees(found[0]) and found[0].agrees(whole) for whole in published)


def _parts(iso: str) -> tuple[int, int | None, int | None]:
    numbers_of = [int(part) for part in iso.split("-")]
    year, month, day = (*numbers_of, None, None)[:3]
    assert year is not None
    return year, month, day


@lru_cache(maxsize=4096)
def fold(text: str, language: str = "en") -> Folded:
    """Fold a text; `language` chooses the stemmer of Latin script, the other scripts choose their own."""
    text = sanitise_line(text).replace("’", "'")
    spans = [(m.start(), m.end(), f"@{int(m[1])}:{m[2]}") for m in _TIME.finditer(text)]
    taken = list(spans)
    spans.extend(
        (number.start, number.end, _number_key(number))
        for number in numbers(text)
        if not any(start < number.end and number.start < end for start, end, _ in taken)
    )
    for token in tokens(text):
        inside = any(start < token.end and token.start < end for start, end, _ in spans)
        if not inside and token.text.lower() not in _DROPPED:
            spans.append((token.start, token.end, _word_key(token.text, language)))
    return Folded(tuple(key for _, _, key in sorted(spans)), tuple(dates(text)))


def states(text: str, form: str) -> bool:
    """Whether `text` states `form`: a date it gives, or the form's words in order and unbroken."""
    form, tolerance = _tolerance(form)
    wanted = _whole_date(form)
    if wanted is not None and any(wanted.agrees(found) for found in fold(text).dates):
        return True
    if len(tokens(form)) > 1 and re.search(rf"(?<![\w.,])(?<!\d ){re.escape(form)}(?!\w)", text, re.IGNORECASE):
        return True  # also where a word of it makes a number with its neighbour: "A Million Scarlet Roses"
    return any(_runs_through(fold(text, lang).keys, fold(form, lang).keys, tolerance) for lang in ("en", "de"))


def support(text: str, forms: Sequence[str]) -> float:
    """How far a text states a nugget, over its best form: 1 support, 0.5 partial support, 0 none.

    The three levels of AutoNuggetizer (arXiv 2411.09607), decided by words: partial is at least half of a form's
    content words, in any order, and every number and date of the form.
    """
    if any(states(text, form) for form in forms):
        return 1.0
    return 0.5 if any(_partly(text, form) for form in forms) else 0.0


def _partly(text: str, form: str) -> bool:
    form, tolerance = _tolerance(form)
    found, wanted = fold(text).keys, _content_keys(form)
    there = [any(_same(key, candidate, tolerance) for candidate in found) for key in wanted]
    facts = [ok for key, ok in zip(wanted, there, strict=True) if key[0] in "#@"]
    return len(wanted) > 1 and all(facts) and any(there) and sum(there) * 2 >= len(there)


def _content_keys(form: str) -> list[str]:
    function_words = {_word_key(t.text, "en") for t in tokens(form) if is_function_word(t.text, "en")}
    return [key for key in fold(form).keys if key not in function_words]


def _tolerance(form: str) -> tuple[str, float]:
    bare = _ABOUT.sub("", form)
    return (bare, APPROXIMATION) if bare != form else (form, 0.0)


def _whole_date(form: str) -> DateMention | None:
    """The form as a date, None when it says more than a date or leaves its year to the reader."""
    found = dates(form)
    if len(found) != 1 or _RELATIVE.search(form):
        return None
    rest = form[: found[0].start] + form[found[0].end :]
    return None if tokens(rest) else found[0]


def _runs_through(keys: Sequence[str], wanted: Sequence[str], tolerance: float) -> bool:
    """Whether `wanted` is a run of consecutive keys."""
    if not wanted:
        return False
    last = len(keys) - len(wanted)
    return any(all(_same(key, keys[at + i], tolerance) for i, key in enumerate(wanted)) for at in range(last + 1))


def _same(wanted: str, found: str, tolerance: float) -> bool:
    if wanted == found:
        return True
    if _is_hangul(wanted):
        # an ending such as 입니다 is no particle and stays on the word
        return len(wanted) > 1 and found.startswith(wanted)
    if tolerance and wanted[0] == found[0] == "#":
        return _near(wanted, found, tolerance)
    return False


def _near(wanted: str, found: str, tolerance: float) -> bool:
    if (wanted[-1] == "%") != (found[-1] == "%") or ".." in wanted or ".." in found:
        return False
    target = float(wanted.strip("#%"))
    return abs(float(found.strip("#%")) - target) <= tolerance * abs(target)


def _number_key(number: Number) -> str:
    value = f"{number.low:.12g}" if number.low == number.high else f"{number.low:.12g}..{number.high:.12g}"
    return f"#{value}%" if number.kind == "percent" else f"#{value}"


def _word_key(word: str, language: str) -> str:
    if not word.isascii() and word[0] < "\u0250":
        decomposed = unicodedata.normalize("NFKD", word.replace("ß", "ss"))
        word = "".join(c for c in decomposed if not unicodedata.combining(c))
    return stem(word, language)


def _is_hangul(key: str) -> bool:
    return "\uac00" <= key[0] <= "\ud7a3"
