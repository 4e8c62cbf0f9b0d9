"""The terms of the keyword index: what a text is filed under, and what a question is looked up by.

Names bridge scripts here: a text about Владивосток is filed under Vladivostok's entity too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from store.names import gazetteer, mentions
from store.words import content_tokens, is_function_word, stem, tokens

_HANGUL = re.compile(r"[\uac00-\ud7a3]")


def syllable_pairs(word: str) -> Iterator[str]:
    """Overlapping pairs of syllables of a Hangul word: they find a noun inside a compound or an inflected form."""
    if _HANGUL.search(word) and len(word) > 2:
        yield from (word[i : i + 2] for i in range(len(word) - 1))


@lru_cache(maxsize=1024)
def index_terms(text: str, language: str | None = None) -> tuple[str, ...]:
    """Terms under which the keyword index files a text: stems, Hangul syllable pairs, and ids of names (`store.names`).

    Terms hold letters, digits and underscores only.
    """
    terms: list[str] = []
    for term, token in content_tokens(text, language):
        terms.append(_plain(term))
        terms.extend(syllable_pairs(token.text))
    terms.extend(f"{m.entity}_" for m in mentions(text))
    return tuple(t for t in terms if t)


def query_terms(text: str, language: str | None = None) -> list[str]:
    """Terms to look up for a question: those of `index_terms`, and the stems of every name's forms in other scripts."""
    terms = list(index_terms(text, language))
    for mention in mentions(text):
        for name in gazetteer()[mention.entity].names:
            terms.extend(_plain(stem(t.text, "en")) for t in tokens(name) if not is_function_word(t.text, "en"))
    return list(dict.fromkeys(t for t in terms if t))


def _plain(term: str) -> str:
    return re.sub(r"[^\w]", "", term.replace(",", ""))
