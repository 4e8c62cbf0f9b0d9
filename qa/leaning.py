"""Sentences that cannot stand alone: they lean on the one before for who "he" is, or who is speaking."""

from __future__ import annotations

import re

from qa.evidence import LONGEST_SPAN, Span
from store.article import Passage

_OPENS = re.compile(
    r"^[“\"«‘]?\s*(?:then|he|she|they|it|this|that|these|those|his|her|their|its|there|here|such|also|both|after that|"
    r"afterwards|instead|in addition|however|furthermore|moreover|because of this|at the same time|as a result|"
    r"the latter|but|and|so|"
    r"он|она|они|это|этот|эта|его|ее|её|их|там|тогда|затем|кроме того|однако|поэтому|er|sie|dies\w*|dort|dann|"
    r"danach)\b|"
    r"^(?:그는|그의|이는|이에|또한|이어|그러나|이번)",
    re.IGNORECASE,
)
_PRONOUN_SPEAKS = re.compile(
    r"[”\"’»]\s*(?:he|she|they|he also|она|он|er|sie)\s+\w+|[”\"]\s*(?:said|says|added)\s+(?:he|she|"
    r"they)\b",
    re.IGNORECASE,
)
_BARE_QUOTE = re.compile(r"^[“\"«][^”\"»]+[”\"»]?\s*$")


def leans_back(text: str) -> bool:
    """Whether a sentence needs the one before it: it opens with a pronoun, or quotes without naming the speaker."""
    return bool(_OPENS.match(text) or _PRONOUN_SPEAKS.search(text) or _BARE_QUOTE.match(text))


def standing_alone(passage: Passage, sentence: int) -> Span:
    """The sentence with those before it that it leans on, within the passage and the longest span."""
    first = sentence
    while first > 0 and sentence - first < LONGEST_SPAN - 1 and leans_back(passage.sentences[first].text):
        first -= 1
    return Span(passage, first, sentence)
