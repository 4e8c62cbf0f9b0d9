"""One spelling for names written in different scripts: Cyrillic and Hangul in Latin letters, and a consonant skeleton.

Romanisations differ ("Choe" and "Choi", "Kolokoltsev" and "Колокольцев"), so names are compared by similarity of these
forms, never by equality alone.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from rapidfuzz import fuzz

_CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya".replace("_", "").split(" "),
        strict=True,
    )
)
# Revised Romanization of Korean (2000): initials, vowels, finals in Unicode order
_INITIALS = "g kk n d tt r m b pp s ss _ j jj ch k t p h".replace("_", "").split(" ")
_VOWELS = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split(" ")
_FINALS = "_ k k k n n n t l k m l l l p l m p p t t ng t t k t p t".replace("_", "").split(" ")
_VOICELESS = str.maketrans({"g": "k", "d": "t", "b": "p", "j": "ch", "z": "s", "v": "f", "w": "f", "q": "k", "l": "r"})


@lru_cache(maxsize=65536)
def latin(word: str) -> str:
    """The word in lower-case Latin letters without accents; what no table knows stays as it is."""
    letters: list[str] = []
    for char in word.lower():
        if char in _CYRILLIC:
            letters.append(_CYRILLIC[char])
        elif "\uac00" <= char <= "\ud7a3":
            index = ord(char) - 0xAC00
            letters.append(_INITIALS[index // 588] + _VOWELS[index % 588 // 28] + _FINALS[index % 28])
        else:
            letters.append(unicodedata.normalize("NFD", char)[0])
    return "".join(letters)


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """The consonants of a word, voiced and voiceless folded together: what survives transliteration."""
    consonants = [c for c in latin(word).translate(_VOICELESS) if c.isalpha() and c not in "aeiouyh"]
    return "".join(c for i, c in enumerate(consonants) if i == 0 or consonants[i - 1] != c)


def _plainly(word: str) -> str:
    """Latin letters with those that romanisations choose between made one: "Kholt" is "Holt", "Zegora" "Tsegora"."""
    for theirs, ours in (
        ("x", "ks"),
        ("kh", "h"),
        ("y", "i"),
        ("w", "v"),
        ("tsch", "ch"),
        ("sch", "sh"),
        ("ts", "z"),
        ("tz", "z"),
    ):
        word = word.replace(theirs, ours)
    return word


@lru_cache(maxsize=65536)
def same_name(one: str, other: str) -> bool:
    """Whether two written names can be one: equal in Latin letters, nearly so, or, across scripts, in consonants.

    The bound of 84 on the Levenshtein ratio admits one misspelt letter in six ("Kolokoltev", "Matvienko").
    """
    a, b = latin(one), latin(other)
    if a == b:
        return True
    short = min(len(a), len(b))
    if short < 4:
        return False
    if one.isascii() == other.isascii():
        return short >= 5 and a[0] == b[0] and max(fuzz.ratio(a, b), fuzz.ratio(_plainly(a), _plainly(b))) >= 84
    if _plainly(a) == _plainly(b):
        return True
    if fuzz.ratio(a, b) >= 80 or (len(skeleton(one)) >= 3 and skeleton(one) == skeleton(other)):
        return True
    mine, theirs = (skeleton(word.replace("w", "")) for word in (a, b))  # "뤼" is "rwi" and stands for "ru"
    return len(mine) >= 4 and mine == theirs
