"""People, places and bodies of the subject under the names they go by in Latin, Cyrillic and Hangul script.

The gazetteer is data (`gazetteer.yaml`): it folds spellings, never decides an answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import product

import yaml

from store.words import Token, stem, strip_particle, tokens

_STUCK = ("the", "that", "said", "and", "has")
"""Words that a name may have lost its space to."""
SHORT = 3
"""Letters of a Russian stem up to which its name needs a capital: Samoa's is that of "сам", Denmark's of "данные"."""
_CAMEL = re.compile(r"[a-z]{3}[A-Z][a-z]{3}")
_GLUED = re.compile(rf"(?P<name>[A-Z][a-z]{{3,}}?)(?:{'|'.join(_STUCK)}|[A-Z][a-z]{{3,}})")


@dataclass(frozen=True, slots=True)
class Entity:
    """A gazetteer entry. `kind` is one of country, place, person, body, event, document."""

    id: str
    kind: str
    names: tuple[str, ...]
    part_of: str | None = None
    speaks_for: str | None = None
    serves: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found in a text, as the id of its entity and the characters it covers."""

    entity: str
    start: int
    end: int


@lru_cache(maxsize=1)
def gazetteer() -> dict[str, Entity]:
    """All entries by id."""
    source = resources.files("store").joinpath("gazetteer.yaml").read_text("utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    raw = yaml.load(source, Loader=loader)
    return {
        key: Entity(key, e["kind"], tuple(e["names"]), e.get("part_of"), e.get("speaks_for"), e.get("serves"))
        for key, e in raw.items()
    }


@lru_cache(maxsize=8192)
def _key(word: str) -> str:
    """What a word of a name is matched by: its stem, so that Russian cases and English possessives fall together."""
    return stem(word.replace("ё", "е").replace("Ё", "Е"), "en")


_CASES = (
    (re.compile(r"ая$"), ("ой", "ую")),
    (re.compile(r"ия$"), ("ии", "ию", "ией")),
    (re.compile(r"я$"), ("и", "е", "ю", "ей")),
    (re.compile(r"а$"), ("ы", "и", "е", "у", "ой")),
    (re.compile(r"(?<=[аеуя])й$"), ("я", "ю", "ем", "е")),
    (re.compile(r"ь$"), ("я", "ю", "ем", "е", "и", "ью")),
    (re.compile(r"(?<=[бвгдзклмнпрстфхцчш])$"), ("а", "у", "ом", "е", "ым", "ем")),
)
"""Endings of Russian nouns and adjectives, and those of their other cases in the singular."""


def _keys(word: str) -> tuple[str, ...]:
    """What a word of a name in any case is matched by: Snowball takes "Пхеньян" and "Пхеньяне" to different stems."""
    if word.isascii() or word.isupper():
        return (_key(word),)
    for ending, cases in _CASES:
        if ending.search(word):
            return tuple(dict.fromkeys([_key(word), *(_key(ending.sub(case, word, count=1)) for case in cases)]))
    return (_key(word),)


@lru_cache(maxsize=1)
def _forms() -> dict[str, list[tuple[tuple[str, ...], str, bool]]]:
    """Name forms by the key of their first word, longest first: (keys of all words, entity, in capitals only)."""
    forms: dict[str, list[tuple[tuple[str, ...], str, bool]]] = {}
    for entity in gazetteer().values():
        for name in entity.names:
            words = [t.text for t in tokens(name)]
            capitals = len(words) == 1 and len(words[0].replace(".", "")) <= 3 and words[0].isupper()
            for keys in [tuple(words)] if _is_hangul(name) else product(*map(_keys, words)):
                forms.setdefault(keys[0], []).append((keys, entity.id, capitals))
    for candidates in forms.values():
        candidates.sort(key=lambda form: -len(form[0]))
    return forms


@lru_cache(maxsize=1024)
def mentions(text: str) -> tuple[Mention, ...]:
    """Every name of the gazetteer in `text`, left to right, the longest form where several fit, none overlapping."""
    words = tokens(text)
    keys = [w.text if _is_hangul(w.text) else _key(w.text) for w in words]
    forms, found, i = _forms(), list[Mention](), 0
    while i < len(words):
        if keys[i] not in forms and keys[i].isascii():
            if (words[i].text.endswith(_STUCK) or _CAMEL.search(words[i].text)) and (glued := _glued(words[i])):
                found.append(glued)
            i += 1
            continue
        length, entity = 0, ""
        for first in _first_keys(keys[i]):
            for form, candidate, capitals in forms.get(first, ()):
                fits = _fits(form, keys[i : i + len(form)]) and not (capitals and not words[i].text.isupper())
                fits = fits and not (len(first) <= SHORT and "а" <= words[i].text[0] <= "я")
                if fits and len(form) > length:
                    length, entity = len(form), candidate
        if length:
            found.append(Mention(entity, words[i].start, words[i + length - 1].end))
        i += max(length, 1)
    return tuple(found)


def _glued(word: Token) -> Mention | None:
    """The name in a word that lost the space behind it, as links in scraped pages do: "Reutersthe delegation"."""
    match = _GLUED.fullmatch(word.text)
    forms = _forms().get(_key(match["name"]), []) if match else []
    entity = next((entity for keys, entity, _ in forms if len(keys) == 1), None)
    return Mention(entity, word.start, word.start + len(match["name"])) if match and entity else None


def _is_hangul(word: str) -> bool:
    return not word.isascii() and any("\uac00" <= c <= "\ud7a3" for c in word)


def _first_keys(key: str) -> tuple[str, ...]:
    """The keys a word may be filed under; a Hangul word may carry a particle, or a noun stuck to the name."""
    if not _is_hangul(key):
        return (key,)
    return tuple(dict.fromkeys([key, strip_particle(key), *(key[:n] for n in range(len(key) - 1, 1, -1))]))


_VERB = re.compile(r"(?:했|하[였는기며여겠지]|한다|합니|됐|되[었는어]|된다|됩니)")
"""What makes a verb of a Korean noun: "인도했다" is "handed over", not "India"."""


def _fits(form: tuple[str, ...], keys: list[str]) -> bool:
    if len(form) != len(keys):
        return False
    if not _is_hangul(form[0]):
        return form == tuple(keys)
    behind = len(form[-1])
    return form[:-1] == tuple(keys[:-1]) and keys[-1].startswith(form[-1]) and not _VERB.match(keys[-1], behind)


@lru_cache(maxsize=4096)
def wholes(entity: str) -> frozenset[str]:
    """The entity and everything it is part of: Vladivostok, Primorye, the Russian Far East, Russia."""
    chain: set[str] = set()
    current: str | None = entity
    while current and current not in chain:
        chain.add(current)
        current = gazetteer()[current].part_of
    return frozenset(chain)
