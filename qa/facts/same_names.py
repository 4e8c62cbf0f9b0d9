"""Whether a name and a text, or two words of names, mean the same one: by entity, spelling, people or initials."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import lru_cache
from itertools import takewhile

from qa.facts.names import Name, capitalised, names
from qa.facts.script import same_name
from qa.facts.source import entities_of
from store.names import gazetteer, mentions, wholes
from store.words import stem

_PEOPLE = ("ian", "ean", "an", "ese", "ish", "i", "ic")


def stands_for(entity: str) -> set[str]:
    """The entity, and the government that it speaks for."""
    spoken_for = gazetteer()[entity].speaks_for
    return {entity, spoken_for} if spoken_for else {entity}


@lru_cache(maxsize=8192)
def names_it(name: Name, text: str) -> bool:
    """Whether a short text (a speaker, a publisher, a sentence) names `name`."""
    if name.entity is not None and any(name.entity in wholes(e) for e in entities_of(text)):
        return True
    if name.entity is not None and gazetteer()[name.entity].kind == "person":
        return surname_in(_told_by(name.entity), text)
    present = capitalised(text)
    return has(name.words()[-1], present)


@lru_cache(maxsize=1024)
def _told_by(person: str) -> tuple[str, ...]:
    """The forms of a person's name, without those that begin with the family name of somebody better known.

    "Kim’s visit" is not the visit of Kim Yong Chol. Who is best known stands first in the gazetteer.
    """
    entries = gazetteer()
    better = {form.split()[0] for e in takewhile(lambda e: e != person, entries) for form in entries[e].names}
    forms = tuple(form for form in entries[person].names if form.split()[0] not in better)
    return forms or entries[person].names


@lru_cache(maxsize=8192)
def surname_in(forms: tuple[str, ...], text: str) -> bool:
    """Whether a text has a family name alone: the last word of a name, or the first, as Korean and Chinese ones have.

    A first word with another name behind it is somebody else's: "Alexander Vorontsov" is not Alexander Matsegora.
    """
    present = capitalised(text)
    last = {form.split()[-1] for form in forms if form.split()[-1][0].isupper()}
    first = {form.split()[0] for form in forms if form.split()[0][0].isupper()} - last
    if any(same_name(part, word) for part in last for word in present):
        return True
    alone = [word for word in present if re.search(rf"\b{re.escape(word)}\b(?!\s[A-ZА-Я])", text)]
    return any(same_name(part, word) for part in first for word in alone)


def has(word: str, present: Iterable[str]) -> bool:
    """Whether a name word is among others, by spelling, transliteration or stem, or as the people of a country."""
    return any(_alike(word, other) for other in present)


@lru_cache(maxsize=65536)
def _alike(word: str, other: str) -> bool:
    mine, theirs = stem(word, "en"), stem(other, "en")
    return same_name(word, other) or mine == theirs or same_name(mine, theirs) or of_one_people(word, other)


def of_one_people(word: str, other: str) -> bool:
    """Whether one is the country and one its people: "Peru" and "Peruvian", "Turkey" and "Turkish"."""
    short, long = sorted((word.lower(), other.lower()), key=lambda w: w.endswith(_PEOPLE))
    root = short[: max(4, len(short) - 2)]
    return len(root) >= 4 and not short.endswith(_PEOPLE) and long.endswith(_PEOPLE) and long.startswith(root)


def same_seat(name: Name, text: str) -> bool:
    """Whether a capital or a residence stands for the country that a text names, or the reverse.

    "Moscow said" is "Russia said", and "Washington said" is "the White House said".
    """
    if name.entity is None:
        return False
    mine = _states(name.entity)
    return any(mine & _states(m.entity) for m in mentions(text))


def _states(entity: str) -> set[str]:
    entry = gazetteer()[entity]
    if entry.kind == "country":
        return {entity}
    return {entry.speaks_for} if entry.kind in ("place", "body") and entry.speaks_for else set()


def abbreviated(words: tuple[str, ...], present: tuple[str, ...]) -> bool:
    """Whether a text has the initials of a name: GHP for "Global Health Programs"."""
    return len(words) > 1 and "".join(word[0] for word in words).upper() in present


def written_out(word: str, text: str) -> bool:
    """Whether a text has a name whose initials a word is."""
    initials = ("".join(part[0] for part in name.words()).upper() for name in names(text) if name.entity is None)
    return len(word) > 1 and word.isupper() and word in initials


def _countries(told: Collection[str]) -> set[str]:
    return {whole for e in told for whole in wholes(e) if gazetteer()[whole].kind == "country"}


def of_another_state(who: tuple[Name, ...], text: str) -> bool:
    """Whether a speaker's country is none of those that a text names: the ministries of two states are two."""
    mine, theirs = _countries({n.entity for n in who if n.entity}), _countries(entities_of(text))
    return bool(mine and theirs and not mine & theirs)
