"""What a question asks about that an answer has to speak of: a sentence about a minister's visit tells no birthplace.

The topics are data (`topics.yaml`). Meaning by vectors does not tell them apart: there a gift is as near to a visit as
to what is handed over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import yaml

_HANGUL = re.compile(r"[\uac00-\ud7a3]")


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject of questions. What asks for it also speaks of it."""

    asks: re.Pattern[str]
    told: re.Pattern[str]


@lru_cache(maxsize=1)
def _topics() -> tuple[Topic, ...]:
    raw = yaml.safe_load(resources.files("qa").joinpath("topics.yaml").read_text("utf-8"))
    return tuple(Topic(_any_of(t["asks"]), _any_of(f"{t['asks']} | {t['told']}")) for t in raw.values())


def _any_of(words: str) -> re.Pattern[str]:
    return re.compile("|".join(map(_bounded, words.split(" | "))), re.IGNORECASE)


def _bounded(word: str) -> str:
    if _HANGUL.search(word):
        return word
    return rf"\b(?:{word[:-1]})" if word.endswith("…") else rf"\b(?:{word})(?!\w)"


def touches(question: str, text: str) -> bool:
    """Whether `text` speaks of every topic that `question` asks about."""
    return all(topic.told.search(text) for topic in _topics() if topic.asks.search(question))
