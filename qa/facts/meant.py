"""Whom and where a span means without naming it: "he", "the Leaders", the place of all that an article reports."""

from __future__ import annotations

import re

from qa.facts.attribution import attributions
from qa.facts.names import Name, names
from qa.facts.source import Source
from store.names import gazetteer, mentions

PLACE_BEFORE = re.compile(
    r"\b(?:(?:in|at|near|through|via|into|left|visit\w*|в|из|до)\s+(?:the\s+)?"
    r"|(?:travel\w*|trips?|went|go(?:es|ing)?|c[oa]me|arriv\w*|return\w*|fl[ey]w|fly|journey|train|"
    r"way)\s+(?:\w+\s+){0,2}"
    r"(?:to|from)\s+(?:the\s+)?)$",
    re.IGNORECASE,
)
"""A capital named so is a place, not the government it seats."""
HEAD = 600
"""Characters at the beginning of an article in which it tells who met where."""
_GROUP = re.compile(
    r"\b(?:(?:[Tt]he|[Bb]oth|[Tt]heir) (?:(?:two|three|four|other) )?(?:[Ll]eaders|[Pp]residents|[Mm]inisters|"
    r"[Aa]dvis[eo]rs|[Ss]ecretaries|[Cc]ounterparts|men|heads)|[Оо]ба|[Лл]идеры|[Bb]eide)\b|두 정상|양 정상|정상들"
)
"""Whom the head of an article names one by one."""
_EVENT_BEHIND = re.compile(
    r"\s(?:meetings?|summit|talks|gathering|conference|forum|visit|statement|declaration)\b", re.I
)
_GOVERNED = re.compile(r"\b(?:to|with|from|for|against|about|of)\s+(?:the\s+)?(?:[A-Z][\w.]*\s+){0,2}$")
"""Before one whom somebody else talks to or of."""
_HE = re.compile(r"\b(?:[Hh]e|[Hh]is|[Hh]im|[Оо]н|[Ее]го|[Ee]r|sein\w*|[Ii]hn)\b")


def served(claim: str, source: Source) -> set[str]:
    """The states that those serve of whom the span tells, by name or as "he": what Putin lacks, Moscow lacks.

    One whom the claim names as well stands for himself, and one who speaks for nobody he speaks about.
    """
    told = [m.entity for m in mentions(source.text)]
    told += [_last_before(source)] if _HE.search(source.text) else []
    own = {m.entity for m in mentions(claim)} | {m.entity for who in _speakers(source) for m in mentions(who)}
    return {state for entity in told if entity not in own and (state := _state_of(entity))}


def _last_before(source: Source) -> str:
    """The person of a government who is named last before the span; "" where there is none."""
    for piece in reversed(source.nearby):
        told = [m for m in mentions(piece) if _state_of(m.entity)]
        if people := [m.entity for m in told if not _GOVERNED.search(piece, max(0, m.start - 40), m.start)]:
            return people[-1]
    return ""


def _state_of(person: str) -> str | None:
    return gazetteer()[person].serves if person else None


def _speakers(source: Source) -> list[str]:
    return [who for who in (source.speaker, *source.voices) if who] + [a.who for a in attributions(source.text)]


def leaves_to_the_head(name: Name, claim: str, source: Source) -> bool:
    """Whether the span leaves it to the head of its article to name a person or a place that stands there.

    The head tells whom "the Leaders" stands for, and where all that the article reports took place.
    """
    kind = kind_of(name)
    if kind == "person" or (kind is None and _GROUP.search(source.text)):
        together = _GROUP.search(source.text) or (source.speaker is None and source.first_person())
        return bool(together)
    place = PLACE_BEFORE.search(claim[: name.start]) or _EVENT_BEHIND.match(claim, name.end)
    if kind not in (None, "place") or not place:
        return False
    mine = {n.entity or n.text for n in names(claim)}
    others = [n for n in names(source.text) if (n.entity or n.text) not in mine]
    return not any(kind_of(n) == "place" or PLACE_BEFORE.search(source.text[: n.start]) for n in others)


def kind_of(name: Name) -> str | None:
    """The gazetteer's kind of a name; None for what it does not know."""
    return gazetteer()[name.entity].kind if name.entity else None


def is_somebody(who: str) -> bool:
    """Whether a speaker is named, and not only as one of a people: "the Korean scholar"."""
    return any(kind_of(name) in (None, "person", "body") for name in names(f"x {who}"))
