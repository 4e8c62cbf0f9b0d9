"""The words of a sentence in order, as names, content words, pronouns and what holds them together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from qa.facts.names import is_title, names
from qa.facts.parts import key_of
from store.sentences import inner_stops_marked
from store.words import content_tokens, is_function_word, tokens

Kind = Literal["name", "word", "pronoun", "glue"]
_CLAUSE = re.compile(
    r"[.;:!?—–]\s|,\s|\s(?:that|which|who|whose|while|because|when|where|whether|if|rather than|and then|but)\s", re.I
)
PREPOSITIONS = frozenset(
    "before to into against on onto toward towards from by of in at for with as between among about via through near "
    "over under than since until within without during alongside including like after across regarding inside "
    "around".split()
)
_PRONOUNS = frozenset("he she they it we i you who which that these those this both".split())
_POSSESSIVE = re.compile(r"[’'](?:s\b|(?=\s))")


@dataclass(frozen=True, slots=True)
class Item:
    """A word of a sentence; `key` is a name's entity, a word's stem or the word itself, `clause` counts clauses."""

    kind: Kind
    key: str
    text: str
    clause: int
    governed: bool = False
    """Whether a preposition stands before it, titles and other names aside: then it is no subject."""
    owner: bool = False
    """Whether it is a name in the possessive."""


@lru_cache(maxsize=8192)
def items_of(text: str) -> tuple[Item, ...]:
    """Every name, content word, pronoun and function word of a sentence, in order."""
    ends = [m.end() for m in _CLAUSE.finditer(inner_stops_marked(text))]
    stems = {token.start: stem for stem, token in content_tokens(text, "en")}
    named = names(text)
    items: list[Item] = []
    taken = 0
    for token in tokens(text):
        if token.start < taken:
            continue
        clause = sum(end <= token.start for end in ends)
        name = next((n for n in named if n.start <= token.start < n.end), None)
        if name is not None:
            suffix = _POSSESSIVE.match(text, name.end)
            owner, taken = suffix is not None, suffix.end() if suffix else name.end
            items.append(Item("name", key_of(name), name.text, clause, _governed(items, clause), owner))
        elif token.text.lower() in _PRONOUNS:
            items.append(Item("pronoun", token.text.lower(), token.text, clause))
        elif token.start in stems and not is_function_word(token.text.lower(), "en"):
            governed = _governed(items, clause)
            items.append(Item("word", stems[token.start], token.text, clause, governed))
        else:
            items.append(Item("glue", token.text.lower(), token.text, clause))
    return tuple(items)


def _governed(items: Sequence[Item], clause: int) -> bool:
    for item in reversed(items[-5:]):
        if item.clause != clause:
            return False
        if item.text.lower() in PREPOSITIONS:
            return True
        if not (item.kind == "name" or is_title(item.text) or item.text.lower() in ("the", "a", "an", "its", "their")):
            return False
    return False
