"""Whether a claim is as sure as its source: not asked, alleged, possible, sought or planned where the claim says is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from qa.facts.attribution import attributions, is_speech
from qa.facts.core import Core, relevant_clauses
from qa.facts.mismatch import Mismatch
from qa.facts.names import names
from qa.facts.scope import hedged_words, negated, unrealised
from qa.facts.silence import both_silent
from qa.facts.source import Source
from qa.facts.stance import stances
from qa.facts.transcripts import QUESTIONER
from store.names import mentions
from store.words import content_stems, content_tokens, language_of

MOSTLY = 0.6
"""Share of the common words that stand behind a word of plan or wish, from which the claim tells the wish."""
_UNCONFIRMED = re.compile(
    r"\b(?:can(?:not|[’']t)|not able to|unable to|in no position to|(?:do|did|could|would|has|have|had|is|"
    r"was)(?: not|n[’']t))"
    r"\s(?:yet |be able to )?(?:confirm|verif)\w*",
    re.IGNORECASE,
)
"""That something is not confirmed."""
_IF_TRUE = re.compile(r"\bif\b[^,.;]*\b(?:prove|confirm|verif)\w*", re.IGNORECASE)
"""What would be so if something were confirmed."""
SUPPOSED = 2
"""Common words behind an "if" from which it is what the claim tells that is supposed."""
_SURPRISE = re.compile(
    r"(?:\b(?:not|never|nobody|no one)\b|n[’']t\b)[^.;]{0,30}\bsurpris\w+|\bno surprise\b", re.IGNORECASE
)
"""Who is not surprised at something holds it to be likely."""
_WILL = re.compile(r"\b(?:will|shall|going to|will be|будет|будут|wird|werden)\b", re.IGNORECASE)
_URGES = re.compile(
    r"\b(?:urg(?:ed|es)|call(?:ed|s) (?:up)?on|ask(?:ed|s)|demand(?:ed|s)|request(?:ed|s)|press(?:ed|es)|beg(?:ged|s)|"
    r"order(?:ed|s)|encourag(?:ed|es)|threaten(?:ed|s)|warn(?:ed|s))\s"
    r"(?=[A-Z]|the |its |his |her |their |all |for |that )",
)
"""What a claim says that somebody wants of another."""
_ORDERED = re.compile(r"\border(?:ed|s)\b", re.IGNORECASE)
_WARNED_THAT = re.compile(r"\bwarn(?:ed|s) that\b", re.IGNORECASE)
"""What is said as a warning need not be called one where it is said."""
_DIRECTS = re.compile(r"\b(?:direct|instruct|task|authori[sz]|command)(?:s|ed|es|d)\b", re.IGNORECASE)
"""How a source may say that somebody ordered something."""
_KEPT_FROM = re.compile(
    r"\b(?:stop(?:s|ped)?|prevent(?:s|ed)?|block(?:s|ed)?|bar(?:s|red)?|vetoe[sd]|keeps?|kept|hinder(?:s|ed)?)\b"
    r"[^.;]*\bfrom (?-i:[a-z])\w+ing\b",
    re.IGNORECASE,
)
"""A claim of what was kept from coming about, which is what a source says "would have" come about."""
_WOULD_HAVE = re.compile(r"\bwould have\b", re.IGNORECASE)
_MAKES_CLEAR = re.compile(r"\b(?:makes?|made|making) (?:\w+ )?(?:clear|plain)\b", re.IGNORECASE)
"""What confirms something in a source; a claim that somebody "made clear" says no more than that he said it."""
_BARRED = re.compile(r"\b(?:denied|barred|excluded|ruled out|cut off|withheld|shut out|refused)\b", re.IGNORECASE)
_WILL_NOT = re.compile(r"\b(?:will not|won[’']t|shall not)\b", re.IGNORECASE)
"""What is decided not to come, which is denied already."""
_WHETHER = re.compile(r"\bwhether\b(?! or not)", re.IGNORECASE)
"""Before what a source leaves open, also of the future: "whether he will come" is no "he will come"."""
_IF = re.compile(
    r"\b(?:say\w*|said|know\w*|clear|specify\w*|tell\w*|told|reveal\w*|"
    r"confirm\w*|ask\w*|sure|judg\w+|decid\w+|determin\w+|assess\w*|establish\w*|see|"
    r"disclos\w+|wonder\w*)(?: \w+ly)? if\b",
    re.I,
)
"""A claim's "if" that is a "whether"."""
_HAPPENED = re.compile(
    r"\b(?:has|have|had)\s(?:\w+ly\s|already\s|now\s)?(?:\w+(?:ed|en|wn|un|ne|ld|nt|ught|me|ut|de|et)|"
    r"struck|won|led|hit|read|left|begun|sung|hung|sunk)\b|\b(?:is|are) already\b|"
    r"\b(?:is|are|was|were)\s(?:\w+ly\s|now\s)?\w+(?:ing|ed)\b|"
    r"\b(?!said\b|told\b|added\b|noted\b|reported\b)"
    r"(?:\w{3,}ed|met|went|came|gave|took|sent|sold|bought|built|held|made|left)\b|\b(?:hat|haben|hatten?|wurden?)\b",
    re.IGNORECASE,
)
"""A verb of what is or was, not of what will or may be."""
_THINKS = re.compile(
    r"\b(?:think\w*|thought|believ\w+|in \w+ (?:view|opinion)|opinion|suspect\w*|speculat\w*|assum\w+|fear\w*|"
    r"(?:media|newspapers?|press|outlets?)\b[^.,]{0,30}\b(?:report\w*|writ\w+|wrote|sa(?:y|id)|claim\w*)|"
    r"(?:reports?|claims?|allegations?|accusations?) (?:of|that)|according to (?:some|reports|media)|"
    r"(?:cit(?:es?|ed|ing)|according to|by) (?:(?!of\b)[\w’'-]+ ){0,3}(?:estimates?|figures|data|statistics|reckoning)|"
    r"(?:one|an?|another|some|several) (?:[\w-]+ )?(?:expert|specialist|analyst|observer|scholar|researcher)s?|"
    r"считает|полагает|полагают|думает|по (?:мнению|оценк\w+)|meint|glaubt|"
    r"nach (?:Ansicht|Meinung|Einschätzung|Auffassung)|(?:Ansicht|Meinung) nach)\b|생각|믿|견해",
    re.IGNORECASE,
)
_REPORTER = re.compile(
    r"\b(?:reporters?|journalists?|correspondents?|questioners?|журналист\w*|корреспондент\w*|реп[оё]рт[её]р\w*)\b|"
    r"\b(?:Journalist|Reporter)(?:in|en|innen)?\b|기자",
    re.IGNORECASE,
)
"""Whose word a claim may be that stands in a reporter's question."""


def certainty_mismatches(claim: str, core: Core, source: Source) -> Iterator[Mismatch]:
    """What the claim is surer of than the source."""
    mine, theirs = stances(claim), stances(relevant_clauses(claim, core.text))
    if core.asked and "hedged" not in mine and not (_REPORTER.search(claim) and source.speaker == QUESTIONER):
        yield Mismatch("asked", "the source only asks this", contradicts="confirmed" in mine)
        return
    if (
        "hedged" in theirs
        and "hedged" not in mine
        and _hedges(claim, core)
        and not (_THINKS.search(claim) or _IF.search(claim))
    ):
        settled = bool(_WHETHER.search(core.text)) and not _WHETHER.search(claim)
        bluntly = settled or "future" not in mine or (_WILL.search(claim) is not None and not _is_to_come(claim, core))
        if bluntly:
            yield Mismatch("hedge", "the source says this only as possible or alleged", contradicts="confirmed" in mine)
    if "confirmed" in mine and _UNCONFIRMED.search(core.text) and not (negated(claim) or _UNCONFIRMED.search(claim)):
        yield Mismatch("hedge", "the source says that this cannot be confirmed", contradicts=True)
    confirms = "confirmed" in stances(source.text) or _MAKES_CLEAR.search(source.text)
    if "confirmed" in mine and not (confirms or negated(claim) or _IF_TRUE.search(claim)):
        yield Mismatch("hedge", "the source does not say that this is confirmed", contradicts=True)
    if (
        _URGES.search(claim)
        and not stances(source.text) & {"sought", "denied"}
        and not (_ORDERED.search(claim) and _DIRECTS.search(core.text))
        and not (_WARNED_THAT.search(claim) and (core.voices or is_speech(core.text)))
        and language_of(claim) == language_of(source.text)
    ):
        yield Mismatch("attribution", "the source does not say that anybody asked for this")
    if _only_supposed(claim, core):
        yield Mismatch("hedge", "the source only supposes this")
    if (
        mine & {"future", "hedged", "sought"}
        or negated(claim)
        or _SURPRISE.search(claim)
        or both_silent(claim, core.text)
    ):
        return
    if _KEPT_FROM.search(claim) and _WOULD_HAVE.search(core.text):
        return
    if _BARRED.search(claim) and _WILL_NOT.search(core.text):
        return
    if _tells_a_wish(claim, core):
        yield Mismatch(
            "future", "the source speaks of what is planned or sought, not of what happened", contradicts=True
        )
    elif "future" in theirs and _planned(claim, core):
        yield Mismatch("future", "the source speaks of a plan, not of what happened", soft=True)


def _is_to_come(claim: str, core: Core) -> bool:
    """Whether the source has something that the claim says behind a word of plan; "the upcoming visit" is but a name.

    Across languages any word of plan is taken for such.
    """
    if language_of(claim) != language_of(core.text):
        return "future" in stances(relevant_clauses(claim, core.text))
    return bool((_said(claim) - _named(claim)) & unrealised(core.text, ("future",)))


def _only_supposed(claim: str, core: Core) -> bool:
    """Whether all that claim and source share, names apart, stands behind an "if" there and not in the claim."""
    if language_of(claim) != language_of(core.text) or unrealised(claim, ()) or "hedged" in stances(claim):
        return False
    shared = (_said(claim) - _named(claim)) & set(content_stems(core.text))
    return len(shared) >= SUPPOSED and shared <= unrealised(core.text, ())


def _hedges(claim: str, core: Core) -> bool:
    """Whether what the source hedges is something that the claim says; across languages that cannot be told."""
    foreign = language_of(claim) != language_of(core.text)
    return foreign or bool(hedged_words(core.text) & _said(claim) - _named(claim))


def _planned(claim: str, core: Core) -> bool:
    """Whether a third of what the claim shares with the source stands behind a word of plan there."""
    shared = (_said(claim) - _named(claim)) & set(content_stems(core.text))
    foreign = language_of(claim) != language_of(core.text)
    return foreign or 3 * len(shared & unrealised(core.text, ("future",))) >= len(shared)


def _tells_a_wish(claim: str, core: Core) -> bool:
    """Whether what claim and source share stands, in the source, behind a word of plan, wish or request only."""
    if language_of(claim) != language_of(core.text) or not _HAPPENED.search(claim):
        return False
    shared = _said(claim) & set(content_stems(core.text))
    told = _THINKS.search(claim)  # then the claim is no surer than what is alleged
    wished = unrealised(core.text, ("future", "sought")) if told else unrealised(core.text)
    if not shared or len(shared & wished) < MOSTLY * len(shared):
        return False
    ahead = set(content_stems(core.text)) - wished
    return not shared & ahead or (bool(shared & wished) and len(shared & ahead) <= max(1, 0.3 * len(shared)))


@lru_cache(maxsize=256)
def _named(text: str) -> frozenset[str]:
    """Stems of all names, those beyond the gazetteer included."""
    return frozenset(stem for name in names(text) for stem in content_stems(name.text))


def _said(claim: str) -> frozenset[str]:
    """Stems of what a claim says, its speaker and all names left out."""
    told = claim
    for speaker in attributions(claim):
        told = told.replace(speaker.who, " ")
    taken = [(m.start, m.end) for m in mentions(told)]
    words = [(s, t) for s, t in content_tokens(told) if not any(a <= t.start < b for a, b in taken)]
    return frozenset(s for s, t in words if t.text.lower() not in ("said", "says", "told", "reported", "announced"))
