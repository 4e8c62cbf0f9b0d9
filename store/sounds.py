"""How words sound, so that Мэннинг and 매닝 are found under Manning: names that no gazetteer bridges between scripts.

A word sounds like its consonants, in Latin letters; where a letter can stand for several, it has several sounds.
"""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice, product

from store.words import content_tokens, stem

_LEAST = {"name": 3, "hangul": 4, "word": 5}
"""Consonants from which a word is found by its sound: fewer are those of many words. Names are told by their capital.
With 6 for other words, two of XQuAD's 1,190 Russian questions less have their paragraph first; without sounds, six."""

_MOST = 24
"""Sounds of one way to write a word."""

_VOWELS = frozenset("aeiouyаеёиоуыэюяй")
_CYRILLIC = {
    **dict(zip("бвдзклмнпрстфщ", "bvdsklmnprstfs", strict=True)),
    "г": "gh",  # Гамбург, Гугеноты
    "ж": "jgs",
    "џ": "jg",  # Serbian for дж: Джордж
    "х": ("h", "c", "k", ""),  # Хью, Христос, Бах
    "ц": ("s", "ts"),
    "ч": "cs",
    "ш": "sc",  # Варшава, Шопен
}
_INITIALS = ("gk", "k", "n", "dt", "t", "rl", "m", "bpv", "p", "s", "s", ("",), "js", "s", "cs", "k", "t", "pf", "h")
_FINALS: tuple[str | tuple[str, ...], ...] = (
    *(("",), "kg", "k", "k", "n", "n", "n", "td", "rl", "k", "m", "l", "l", "l", "p", "l", "m", "pb"),
    *("p", "ts", "ts", ("ng", "n"), "t", "ct", "k", "t", "p", "t"),
)
_NO_INITIAL, _WITH_W = 11, frozenset({9, 10, 14, 15, 16})
_LONG_L = re.compile("[rl]{2}")
"""윌리엄: ㄹ is doubled where an l stands between vowels."""
_LATIN = (
    (re.compile(r"sch|sh"), "s"),
    (re.compile(r"tch"), "C"),
    (re.compile(r"ch"), "C"),
    (re.compile(r"c(?=[eiy])"), "s"),
    (re.compile(r"ck|c|q(?!u)"), "k"),
    (re.compile(r"qu"), "kv"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"th"), "t"),
    (re.compile(r"kh"), "H"),
    (re.compile(r"zh|dg"), "j"),
    (re.compile(r"gh"), "g"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"wh?"), "v"),
    (re.compile(r"tz"), "ts"),
    (re.compile(r"z"), "s"),
    (re.compile(r"(?<!^)h(?![aeiouy])"), ""),
)
"""What English spelling makes of sounds; a capital is a letter that no later line reads."""
_SILENT_W = re.compile(r"(?<=[aeo])w(?!a)")
_DOUBLED = re.compile(r"(.)\1+")
_ADJECTIVE = re.compile(r"ск$")


def sounds(word: str) -> frozenset[str]:
    """Return how a word may sound, none for a script other than Latin, Cyrillic and Hangul."""
    written = _written(word)
    return frozenset(_consonants(way) for spelt in written for way in _ways(spelt)) - {""}


def terms_by_sound(text: str, language: str | None = None) -> set[tuple[str, str, str]]:
    """Return the terms of a text that are found by their sound: (sound, script, term)."""
    return {
        (sound, script, term)
        for term, token in content_tokens(text, language)
        for script, sound in _heard(token.text, term)
    }


def file(connection: sqlite3.Connection, text: str, language: str) -> None:
    """File the terms of a text under their sounds."""
    connection.executemany("INSERT OR IGNORE INTO sounds VALUES (?, ?, ?)", terms_by_sound(text, language))


def sounding_like(connection: sqlite3.Connection, question: str) -> list[str]:
    """Return the terms of the index that sound like a word of the question and are written in another script."""
    asked = {(sound, script) for sound, script, _ in terms_by_sound(question)}
    found = connection.execute(
        "SELECT DISTINCT term FROM json_each(?) AS asked JOIN sounds"
        " ON sounds.sound = asked.value ->> 0 AND sounds.script != asked.value ->> 1 ORDER BY term",
        (json.dumps(sorted(asked)),),
    )
    return [str(term) for (term,) in found]


@lru_cache(maxsize=8192)
def _heard(word: str, term: str) -> tuple[tuple[str, str], ...]:
    """(script, sound) by which a word is found, none when it has too few consonants."""
    script = _script(word)
    if not script:
        return ()
    kind = "hangul" if script == "hangul" else "name" if word[0].isupper() else "word"
    heard = sounds(word) | (sounds(term) if script == _script(term) else frozenset())
    return tuple((script, sound) for sound in sorted(heard) if len(sound) >= _LEAST[kind])


def _script(word: str) -> str:
    """Return latin, cyrillic or hangul, by the first letter; empty for another."""
    name = unicodedata.name(unicodedata.normalize("NFC", word)[:1] or " ", "")
    return next((script for script in ("latin", "cyrillic", "hangul") if name.startswith(script.upper())), "")


def _written(word: str) -> Iterable[str]:
    """Return the ways to write a word that may be another's: without its ending, or with a silent letter less."""
    word = word.lower()
    match _script(word):
        case "latin":
            plain = "".join(c for c in unicodedata.normalize("NFD", word) if c.isascii() and c.isalpha())
            return {plain, _SILENT_W.sub("", plain)}
        case "cyrillic":
            base = stem(word, "ru")
            return {word, base, _ADJECTIVE.sub("", base)}
        case "hangul":
            return {word, stem(word, "ko")}
    return ()


def _ways(spelt: str) -> Iterator[str]:
    """Yield the ways to say what is written, vowels as "a"."""
    match _script(spelt):
        case "latin":
            for pattern, letter in _LATIN:
                spelt = pattern.sub(letter, spelt)
            yield spelt.lower()
        case "cyrillic":
            letters = _DOUBLED.sub(r"\1", spelt.replace("дж", "џ"))
            options = [_CYRILLIC.get(c, "a" if c in _VOWELS else ("",)) for c in letters]
            yield from ("".join(way) for way in islice(product(*options), _MOST))
            if spelt.startswith("у") and spelt[1:2] in _VOWELS:  # Уильям
                yield from ("v" + "".join(way) for way in islice(product(*options[1:]), _MOST))
        case "hangul":
            syllables = [ord(c) - 0xAC00 for c in spelt if "\uac00" <= c <= "\ud7a3"]
            parts = [part for n in syllables for part in (_INITIALS[n // 588], _vowel(n), _FINALS[n % 28])]
            yield from (_LONG_L.sub("l", "".join(way)) for way in islice(product(*parts), _MOST))


def _vowel(syllable: int) -> tuple[str, ...]:
    """Return what a syllable of Hangul has for a vowel, which may begin with a w: 워싱턴."""
    return ("va",) if syllable // 588 == _NO_INITIAL and syllable % 588 // 28 in _WITH_W else ("a",)


def _consonants(way: str) -> str:
    """Return the consonants, equal neighbours once, behind an "a" when it begins with a vowel."""
    once = _DOUBLED.sub(r"\1", way)
    return ("a" if once[:1] in _VOWELS else "") + "".join(c for c in once if c not in _VOWELS)
