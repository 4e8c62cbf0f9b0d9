"""Whether a source names what a claim names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from qa.facts.attribution import attributions
from qa.facts.lexicon import is_common_word
from qa.facts.meant import HEAD, PLACE_BEFORE, kind_of, leaves_to_the_head, served
from qa.facts.mismatch import Mismatch
from qa.facts.names import Name, capitalised, is_title, names
from qa.facts.same_names import abbreviated, has, names_it, stands_for, surname_in, written_out
from qa.facts.source import Source, entities_of
from qa.facts.transcripts import QUESTIONER, labels_of
from store.meanings import has_meaning, key_of
from store.names import gazetteer, mentions, wholes

LONGEST_ACRONYM = 5
"""Longer words in capitals are a transcript's labels."""
_OWNS = re.compile(r"[’']s?\s+[a-z]")
"""Behind a capital that does or has something: "at Moscow’s undermining of the treaty"."""
_TURNS_TO = re.compile(r"\b(?:go|goes|going|gone|went|turn(?:s|ed|ing)?) to $", re.IGNORECASE)
_FOR_THINGS = re.compile(
    r"\s+for (?!(?:an?|the|his|her|their|its|another|\d+|two|three|four|five|six|seven|eight|nine|ten|several|some|"
    r"many|talks|negotiations|consultations|meetings|treatment|training|exercises|good)\b)[a-z]",
    re.IGNORECASE,
)
"""Around a capital that gives something: "had to go to Tehran for shells"; not where one stays, nor how long."""
JOINT = re.compile(r"\b(?:joint|leaders[’']|trilateral|bilateral)\b.*\b(?:statement|declaration|readout)\b", re.I)
"""A headline of what the states it names say together."""
_ADDRESSED = re.compile(
    r"\b(?:reporter|journalist|correspondent|questioner)s? (?:told|asked|reminded) (?:the )?$", re.I
)
_DAY = "day"
_WHERE = frozenset(("place", "country"))
"""Kinds of name that tell where: one of them for another is another place."""
_SPEAKING_PLACE = re.compile(
    r"\b(?:officials?|authorities|government|leaders?|leadership|ambassador|embassy|envoy|власти|чиновник\w*)\s+in\s+$",
    re.I,
)
_ONE = r"(?:he|she|his|her|him|it|its|this|that|these|those|он|она|его|её|ее|это|эт\w+|er|sie|sein\w*|ihr\w*)"
_HE = re.compile(_ONE, re.IGNORECASE)
"""What may point to somebody of its own sentence."""
_BY = re.compile(r"\b(?:by|with)\s(?=.*\band\b)", re.IGNORECASE)
_OPENS_WITH_HE = re.compile(r"(?:He|She|His|Her|Он|Она|Его|Её|Er|Sie|Seine?|Ihre?)\b|그는|그의")
_REFERS_BACK = re.compile(
    rf"\b(?:{_ONE}|they|their|them|the (?:two|visit|trip|meeting|talks|summit|"
    r"minister|leader|president|official|country|countries|agreement|delegation|analyst|expert|ambassador|sides?|"
    r"soldiers|troops|forces|weapons|missiles|reports?)|both|"
    r"они|их|dies\w*)\b|그는|그의|이번|양국|두 ",
    re.IGNORECASE,
)


def unnamed(claim: str, source: Source) -> Iterator[Mismatch]:
    """The names of a claim that the source does not carry."""
    claimed = attributions(claim)
    speakers = " ".join(a.who for a in claimed)
    for name in names(claim):
        if carried(name, claim, source) or name.words()[-1].lower() in source.role_holders:
            continue
        rivals = _rivals(name, claim, source)
        is_speaker = name.text in speakers or any(name.text.startswith(a.who) for a in claimed)
        another = kind_of(name) in ("person", "place") and not is_speaker and any(rival.entity for rival in rivals)
        if kind_of(name) == "person" and _is_he(name, source):
            continue
        if _asked_of(name, claim, source):
            continue
        if _in_heading(name, source, another or (not is_speaker and _only_speaks_there(name, source))):
            continue
        if (is_speaker or not rivals) and _outside_span(name, is_speaker, claim, source):
            continue
        if rivals:
            places = {kind_of(name), kind_of(rivals[0])} <= _WHERE
            reason = f"the source says {rivals[0].text}, not {name.text}"
            yield Mismatch("name", reason, contradicts=True, certain=places)
        else:
            yield Mismatch("name", f"the source does not name {name.text}")


def _only_speaks_there(name: Name, source: Source) -> bool:
    """Whether a headline names somebody as one of its speakers, and another one speaks of himself here."""
    by = _BY.search(source.title)
    return bool(by and source.speaker and source.first_person() and names_it(name, source.title[by.end() :]))


def _is_he(name: Name, source: Source) -> bool:
    """Whether a span opens with "he" or "his" for one named first or last in the last sentence that names any.

    Whom a sentence is about is the likeliest to be spoken of in the next: Grosz, Joshi and Weinstein 1995 (centering).
    """
    if not _OPENS_WITH_HE.match(source.text):
        return False
    told = next((people for piece in reversed(source.nearby) if (people := _people(piece))), [])
    return name.entity in (*told[:1], *told[-1:])


def _asked_of(name: Name, claim: str, source: Source) -> bool:
    """Whether it is whom a reporter asks, and one of those who hold the briefing or whose briefing it is."""
    if source.speaker != QUESTIONER or not _ADDRESSED.search(claim[: name.start]):
        return False
    hosts = (source.title, source.publisher, *labels_of(source.article))
    return any(names_it(name, host) for host in hosts if host)


def _people(text: str) -> list[str]:
    return [m.entity for m in mentions(text) if gazetteer()[m.entity].kind == "person"]


def _in_heading(name: Name, source: Source, another: bool) -> bool:
    """Whether the speaker's label or the headline names it: what a whole transcript or readout is about.

    A headline names the guest as well as the host: it does not excuse one where the span tells of `another`.
    """
    return any(text and names_it(name, text) for text in (source.speaker, None if another else source.title))


def carried(name: Name, claim: str, source: Source) -> bool:
    """Whether the span names what `name` names.

    A part carries its whole (Vladivostok, Russia), a government its capital (Moscow denied, Russia denied), "we" the
    government that speaks; a surname in the span stands for a full name that the context gives.
    """
    if name.entity is not None:
        return _entity_carried(name, claim, source)
    present = capitalised(source.text)
    words = name.words()
    if not name.text.isascii() and _cut_otherwise(words, source):
        return True
    missing = [w for w in words if not has(w, present) and not (len(words) > 1 and w.lower() == _DAY)]
    if not name.start and len(words) == 1 and re.search(rf"\b{re.escape(words[0].lower())}\b", source.text):
        return True  # its capital is only that of the sentence
    if _of_two_people(words, source):
        return False
    if not missing:
        return True
    if abbreviated(words, present) or (len(words) == 1 and written_out(words[0], source.text)):
        return True
    around = [w for piece in (source.title, *source.before) for w in capitalised(piece)]
    return len(words) > 1 and words[-1] not in missing and all(has(w, around) for w in missing)


def _cut_otherwise(words: tuple[str, ...], source: Source) -> bool:
    """Whether the span has a name of another script in other parts: 박상학, "Park Sang-hak"."""
    return has("".join(words), ("".join(n.words()).replace("-", "") for n in names(source.text)))


def _of_two_people(words: tuple[str, ...], source: Source) -> bool:
    """Whether the given name is one person's and the family name another's: "Teresa Choque", "Nilda Mamani"."""
    if len(words) < 2:
        return False
    told = [n.words() for n in names(source.text) if has(words[-1], n.words())]
    return bool(told) and all(len(n) > 1 and not has(words[0], n) and not has(n[0], words) for n in told)


def _entity_carried(name: Name, claim: str, source: Source) -> bool:
    assert name.entity is not None
    entries = gazetteer()
    there = source.entities()
    if name.entity in source.wholes:
        return True
    entry = entries[name.entity]
    governments = set(there) | {entries[e].speaks_for for e in there} | served(claim, source)
    if source.first_person():
        governments |= side(source)
    if name.entity in governments and entry.kind != "person":
        return True
    ahead = claim[: name.start]
    place = PLACE_BEFORE.search(ahead) and not _OWNS.match(claim, name.end) and not _turned_to(name, claim)
    speaks = _SPEAKING_PLACE.search(ahead) or not place
    if entry.speaks_for and entry.speaks_for in governments and speaks:
        return True
    if entry.kind == "person" and name.entity in source.known_before() and surname_in(entry.names, source.text):
        return True
    return " " not in name.text and has(name.text, capitalised(source.text))


def _turned_to(name: Name, claim: str) -> bool:
    return bool(_TURNS_TO.search(claim[: name.start]) and _FOR_THINGS.match(claim, name.end))


def side(source: Source) -> set[str]:
    """Whom "we" stands for: the publisher's and the speaker's state, and those whose joint statement it is."""
    together = source.title if JOINT.search(source.title) else ""
    told = entities_of(source.publisher or "") | entities_of(source.speaker or "") | entities_of(together)
    return {whole for entity in told for whole in wholes(entity)}


def _outside_span(name: Name, is_speaker: bool, claim: str, source: Source) -> bool:
    """A speaker, or the one a pronoun stands for, may be named just before the span; a publisher, in its heading."""
    if is_speaker and any(who and names_it(name, who) for who in (source.publisher, source.speaker)):
        return True
    if is_speaker and name.entity and stands_for(name.entity) & side(source):
        return True
    if not is_speaker and name.words()[-1].lower() in source.role_holders:
        return True
    if source.speaker and names_it(name, source.speaker):
        return True
    if _told_at_the_head(name, claim, source):
        return True
    place = PLACE_BEFORE.search(claim[: name.start])
    around = (source.title, *source.nearby)
    if not any(names_it(name, piece) or (not place and _state_named(name, piece)) for piece in around):
        return False
    return is_speaker or _refers_back(source.sentences, kind_of(name) == "person")


def _state_named(name: Name, text: str) -> bool:
    """Whether a text names the state that a capital stands for."""
    state = gazetteer()[name.entity].speaks_for if name.entity else None
    return state is not None and any(state in wholes(entity) for entity in entities_of(text))


def _refers_back(sentences: Iterable[str], to_a_person: bool) -> bool:
    """Whether a span refers to what stood before; its "he" may not, behind somebody whom its own sentence names."""
    for sentence in sentences:
        people = [n.end for n in names(sentence) if kind_of(n) == "person"] if to_a_person else []
        for cue in _REFERS_BACK.finditer(sentence):
            if not (people and people[0] < cue.start() and _HE.fullmatch(cue.group())):
                return True
    return False


def _told_at_the_head(name: Name, claim: str, source: Source) -> bool:
    """Whether headline or first lines name it, and the span leaves it at that."""
    if not any(names_it(name, piece) for piece in (source.title, source.article[:HEAD])):
        return False
    return leaves_to_the_head(name, claim, source)


def _rivals(name: Name, claim: str, source: Source) -> list[Name]:
    """Names of the same kind that the source has and the claim lacks: what the claim may have been swapped for."""
    mine = {n.entity or n.text for n in names(claim)}
    mine |= {whole for n in names(claim) if n.entity for whole in wholes(n.entity) | stands_for(n.entity)}
    kind = kind_of(name)
    written = [n for n in names(source.text) if not (n.text.isupper() and len(n.text) > LONGEST_ACRONYM)]
    others = [n for n in written if (n.entity or n.text) not in mine and not is_title(n.words()[0])]
    others = [n for n in others if n.entity or " " in n.text or not has_meaning(key_of(n.text.lower(), "en"))]
    if kind == "person":
        others = [n for n in others if n.entity or _may_be_a_person(n, name)]
    return [n for n in others if (n.entity is None and kind in (None, "person")) or (n.entity and kind_of(n) == kind)]


def _may_be_a_person(unknown: Name, name: Name) -> bool:
    """Not so an abbreviation, what is called after one ("Bidenomics"), and what ends in a word ("Eternal Flame")."""
    *first, last = unknown.text.split()
    if last.isupper() or last.startswith(name.words()[-1]):
        return False
    return not (first and is_common_word(last.lower()))
