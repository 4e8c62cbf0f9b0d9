"""Words, the same for indexing, searching and proving: tokens with offsets, stems by language, function words.

The keyword index, the ranking of sentences and the support check must agree on what a word is; they all ask here.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

import Stemmer
import yaml

from store.spelling import american

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|\d+(?:[.,:]\d+)*|[^\W\d_]+(?:[.][^\W\d_]{2,3}\b)?", re.UNICODE)
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_UMLAUT = re.compile("[äöüß]")
_STEMMERS = {"en": "english", "ru": "russian", "de": "german"}
_PARTICLES = (
    "으로부터 에게서 이라고 에서는 에서의 에서도 까지의 부터의 으로의 이라는 에서 에게 까지 부터 라고 으로 처럼 보다 "
    "이나 과의 와의 에는 에도 에만 하고 이며 "
    "은 는 이 가 을 를 의 에 와 과 도 로 만 께 나 며"
).split()


class Token(NamedTuple):
    """A word or number of a text; `start` and `end` count characters."""

    text: str
    start: int
    end: int


@lru_cache(maxsize=1024)
def tokens(text: str) -> tuple[Token, ...]:
    """Words and numbers in order. Apostrophes and hyphens separate; ``U.S.`` and ``Lenta.ru`` stay whole."""
    return tuple(Token(m.group(), *m.span()) for m in _TOKEN.finditer(text))


@lru_cache(maxsize=1024)
def language_of(text: str, default: str = "en") -> str:
    """The language of a text among en, ru, ko and de, by script and, for Latin script, by its function words."""
    if not any(map(str.isalpha, text)):
        return default
    if not text.isascii():
        hangul, cyrillic = len(_HANGUL.findall(text)), len(_CYRILLIC.findall(text))
        letters = sum(map(str.isalpha, text)) if hangul or cyrillic else 0
        if hangul * 3 > letters:
            return "ko"
        if cyrillic * 3 > letters:
            return "ru"
    words = [t.text.lower() for t in tokens(text)]
    german = sum(map(_only("de", "en").__contains__, words))
    if not text.isascii() and _UMLAUT.search(text.lower()):
        german += sum(_UMLAUT.search(word) is not None for word in words)
    return "de" if german > sum(map(_only("en", "de").__contains__, words)) else "en"


@lru_cache(maxsize=1)
def _stopword_lists() -> dict[str, frozenset[str]]:
    raw = yaml.safe_load(resources.files("store").joinpath("stopwords.yaml").read_text("utf-8"))
    return {language: frozenset(words.split()) for language, words in raw.items()}


def _stopwords(language: str) -> frozenset[str]:
    return _stopword_lists().get(language, frozenset())


@lru_cache(maxsize=2)
def _only(language: str, other: str) -> frozenset[str]:
    """Function words of one language that are none of the other."""
    return _stopwords(language) - _stopwords(other)


def is_function_word(word: str, language: str) -> bool:
    """Whether a word only holds a sentence together; question words count as such."""
    return word.lower() in _stopwords(language)


@lru_cache(maxsize=8)
def _stemmer(language: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(_STEMMERS[language])


def strip_particle(word: str) -> str:
    """A Korean word without its case particle; a stem of at least two syllables is kept."""
    for particle in _PARTICLES:
        if word.endswith(particle) and len(word) - len(particle) >= 2:
            return word[: -len(particle)]
    return word


@lru_cache(maxsize=8192)
def stem(word: str, language: str) -> str:
    """The word's stem, lower-cased: Snowball for en, ru and de; Korean loses its particle; abbreviations their dots.

    The script decides over `language`, so that a Cyrillic name in an English sentence is stemmed as Russian.
    """
    folded = word.lower()
    if "." in folded and not folded[0].isdigit():
        folded = folded.replace(".", "")
        if len(folded) <= 4:
            return folded
    if _HANGUL.search(folded):
        return strip_particle(folded)
    if _CYRILLIC.search(folded):
        return str(_stemmer("ru").stemWord(folded.replace("ё", "е")))
    if language == "de":
        return str(_stemmer("de").stemWord(folded))
    english = language == "en" or (folded.isascii() and folded.isalpha())
    return str(_stemmer("en").stemWord(american(folded))) if english else folded


@lru_cache(maxsize=1024)
def content_tokens(text: str, language: str | None = None) -> tuple[tuple[str, Token], ...]:
    """(stem, token) of every token that is no function word, in order."""
    language = language or language_of(text)
    function_words = _stopwords(language)
    return tuple((stem(t.text, language), t) for t in tokens(text) if t.text.lower() not in function_words)


@lru_cache(maxsize=1024)
def content_stems(text: str, language: str | None = None) -> tuple[str, ...]:
    """Stems of the words that carry the subject, in order, repeats kept."""
    return tuple(s for s, _ in content_tokens(text, language))
