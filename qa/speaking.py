"""Whether a text gives the words of somebody, about what a question asks, or names him at all."""

from __future__ import annotations

import re

import numpy as np

from qa.alike import alike, words_of
from qa.facts.attribution import attributions, is_speech
from qa.facts.dates import dates
from qa.facts.names import Name, names
from qa.facts.numbers import numbers
from qa.facts.script import same_name
from store.meanings import has_meaning
from store.names import gazetteer, mentions
from store.words import language_of

LIKE = 0.5
"""How near, by the table of meanings, somebody's words must come to one word of what they are asked about. Of 29
answered questions for what somebody said about something it refuses 3, two of them answered beside the point before; of
the 10 near misses that pass all else, 8."""
_PRONOUN = re.compile(r"(?:he|she|they|он|она|er|sie|the \w+)\b", re.IGNORECASE)
_LABEL = re.compile(r"(?:[A-Z][\w.’'-]*\s?){1,5}:\s")
"""Who speaks, before all that he says in a transcript."""
_AND = re.compile(r"\s(?:and|but|then|и|und)$", re.IGNORECASE)


def speaks(speaker: Name, text: str) -> bool:
    """Whether `text` gives words of the speaker's: it attributes them to the name, or to "he" and has the name."""
    named = [n for n in names(text) if (n.entity and n.entity == speaker.entity) or _alike(n, speaker)]
    told = [a.who for a in attributions(text)]
    label, colon, _ = text.partition(":")
    if not named:
        return False
    if (own := _LABEL.match(text)) and any(n.end <= own.end() for n in named):
        return True
    if not told or (colon and any(n.end <= len(label) for n in named)):
        return is_speech(text)
    return any(n.text in who or _PRONOUN.match(who) or _also_says(n, who, text) for n in named for who in told)


def _also_says(named: Name, who: str, text: str) -> bool:
    """Whether what stands before the verb is what else its subject, which stands ahead, does: "X came and told"."""
    return bool(_AND.search(who)) and named.end <= text.find(who)


def speaks_about(topic: str, text: str, around: str) -> bool:
    """Whether somebody's words `text` are about `topic`: they come near a word of it, and `around` has all its names.

    True where this cannot be told: for another language than the text's, and of words without a known meaning.
    """
    asked = words_of(topic)
    if not asked.keys or asked.language != language_of(text):
        return True
    cut = [*((d.start, d.end) for d in dates(topic)), *((n.start, n.end) for n in numbers(topic))]
    told = [not any(start <= at < end for start, end in cut) for at in asked.starts]
    named = [bool(entity) or word[0].isupper() for entity, word in zip(asked.entities, asked.written, strict=True)]
    near, there = (alike(asked, words_of(t)).max(axis=1, initial=0.0) for t in (text, around))
    namely = np.flatnonzero(np.array(told) & np.array(named))
    spoken_of = frozenset().union(*(_meant(m.entity) for m in mentions(around)))
    names_there = all(float(there[i]) == 1.0 or _meant(asked.entities[i]) & spoken_of for i in namely)
    if len(namely) > 1 and all(float(near[i]) == 1.0 for i in namely):
        return True  # "North Korean soldiers in Kursk" are the "North Korean forces" in Kursk
    words = [i for i, key in enumerate(asked.keys) if told[i] and not named[i] and (near[i] or has_meaning(key))]
    return names_there and max((float(near[i]) for i in words), default=1.0) >= LIKE


def is_named(name: Name, text: str) -> bool:
    """Whether `text` names what a name means; a capital stands for its country, and the reverse."""
    meant = _meant(name.entity)
    return any(not meant.isdisjoint(_meant(n.entity)) if meant and n.entity else _alike(n, name) for n in names(text))


def _meant(entity: str | None) -> frozenset[str]:
    """The entity and the state that it speaks for: Tehran is spoken of where Iran is."""
    entry = gazetteer().get(entity or "")
    return frozenset({entry.id, entry.speaks_for or entry.id}) if entry else frozenset()


def _alike(name: Name, other: Name) -> bool:
    return same_name(name.words()[-1], other.words()[-1])
