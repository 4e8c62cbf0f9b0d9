"""Whether a text gives the words of somebody, or names him at all."""

from __future__ import annotations

import re

from qa.facts.names import Name, names
from qa.facts.script import same_name
from qa.facts.stance import attributions, is_speech
from store.names import gazetteer

_PRONOUN = re.compile(r"(?:he|she|they|он|она|er|sie|the \w+)\b", re.IGNORECASE)
_AND = re.compile(r"\s(?:and|but|then|и|und)$", re.IGNORECASE)


def speaks(speaker: Name, text: str) -> bool:
    """Whether `text` gives words of the speaker's: it attributes them to the name, or to "he" and has the name."""
    named = [n for n in names(text) if (n.entity and n.entity == speaker.entity) or _alike(n, speaker)]
    told = [a.who for a in attributions(text)]
    label, colon, _ = text.partition(":")
    if not named:
        return False
    if not told or (colon and any(n.end <= len(label) for n in named)):
        return is_speech(text)
    return any(n.text in who or _PRONOUN.match(who) or _also_says(n, who, text) for n in named for who in told)


def _also_says(named: Name, who: str, text: str) -> bool:
    """Whether what stands before the verb is what else its subject, which stands ahead, does: "X came and told"."""
    return bool(_AND.search(who)) and named.end <= text.find(who)


def is_named(name: Name, text: str) -> bool:
    """Whether `text` names what a name means; a capital stands for its country, and the reverse."""
    meant = _meant(name)
    return any(not meant.isdisjoint(_meant(n)) if meant and n.entity else _alike(n, name) for n in names(text))


def _meant(name: Name) -> frozenset[str]:
    entry = gazetteer().get(name.entity or "")
    return frozenset({entry.id, entry.speaks_for or entry.id}) if entry else frozenset()


def _alike(name: Name, other: Name) -> bool:
    return same_name(name.words()[-1], other.words()[-1])
