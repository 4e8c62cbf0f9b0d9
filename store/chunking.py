"""Article -> passages that tile its text, cut between sentences where it hurts least."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from store.article import Article, Passage, Sentence
from store.sentences import split_sentences

CHUNKER_VERSION = 1
"""Raise it when passages of the same text would come out different, so that stored ones are made anew."""

SHORTEST, IDEAL, LONGEST = 60, 110, 180
"""Words per passage. Only a sentence that is longer by itself exceeds the last, only a short article the first."""

_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_ENDS = re.compile(r"""[.!?…:;。！？]["'”’»)\]]*$""")
_HEADLINE_WORDS = 18


def revision(article: Article) -> str:
    """Name this text of this article: the part of passage ids that changes with the text."""
    return f"{article.id}-{hashlib.sha256(article.text.encode()).hexdigest()[:8]}"


def split_passages(article: Article) -> list[Passage]:
    """Cut `article` into passages that tile its text: no gap, no overlap, in order.

    The cuts are the cheapest of all ways to cut between sentences (dynamic programming): sizes near `IDEAL` words,
    at ends of paragraphs and before headlines rather than inside a paragraph, never right after a headline.
    """
    sentences = split_sentences(article.text, article.language)
    if not sentences:
        return []
    groups = _best_cuts(article.text, sentences)
    edges = [0, *(sentences[first].start for first in groups[1:]), len(article.text)]
    firsts = [*groups, len(sentences)]
    return [
        Passage(
            id=f"{revision(article)}-{ordinal}",
            article=article,
            ordinal=ordinal,
            start=edges[ordinal],
            end=edges[ordinal + 1],
            text=article.text[edges[ordinal] : edges[ordinal + 1]],
            sentences=tuple(sentences[firsts[ordinal] : firsts[ordinal + 1]]),
        )
        for ordinal in range(len(groups))
    ]


def count_words(text: str) -> int:
    """Count words; two characters of a script without spaces count as one."""
    wide = len(_WIDE.findall(text))
    return len(_WIDE.sub(" ", text).split()) + (wide + 1) // 2


def _best_cuts(text: str, sentences: Sequence[Sentence]) -> list[int]:
    """Return the index of the first sentence of each passage."""
    sizes = [count_words(sentence.text) for sentence in sentences]
    cuts = [_cut_cost(text, sentences, at) for at in range(len(sentences))]
    total = [0.0] + [float("inf")] * len(sentences)  # total[i]: the cheapest way to tile the first i sentences
    first = [0] * (len(sentences) + 1)
    for end in range(1, len(sentences) + 1):
        words = 0
        for start in range(end - 1, -1, -1):
            words += sizes[start]
            if words > LONGEST and start < end - 1:
                break
            cost = total[start] + _size_cost(words) + cuts[start]
            if cost < total[end]:
                total[end], first[end] = cost, start
    groups: list[int] = []
    end = len(sentences)
    while end:
        end = first[end]
        groups.append(end)
    return groups[::-1]


def _size_cost(words: int) -> float:
    """Return the cost of a passage of so many words: 0 at `IDEAL`, 1 at either limit, steep below the lower."""
    if words < SHORTEST:
        return 1 + (SHORTEST - words) / 20
    side = IDEAL - SHORTEST if words < IDEAL else LONGEST - IDEAL
    return ((words - IDEAL) / side) ** 2


def _cut_cost(text: str, sentences: Sequence[Sentence], at: int) -> float:
    """Return the cost of beginning a passage with sentence `at`."""
    if at == 0:
        return 0.0
    before, after = sentences[at - 1], sentences[at]
    if "\n" not in text[before.end : after.start]:
        return 1.0
    if _is_headline(text, sentences, at - 1):
        return 50.0
    return 0.0 if _is_headline(text, sentences, at) else 0.25


def _is_headline(text: str, sentences: Sequence[Sentence], at: int) -> bool:
    """Tell whether a sentence is a short line of its own without an end mark."""
    sentence = sentences[at]
    line_start = text.rfind("\n", 0, sentence.start) + 1
    line_end = text.find("\n", sentence.end)
    line = text[line_start : len(text) if line_end < 0 else line_end].strip()
    return line == sentence.text and not _ENDS.search(line) and count_words(line) <= _HEADLINE_WORDS
