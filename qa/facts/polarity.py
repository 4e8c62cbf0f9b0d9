"""Whether a claim says yes where its source does: negation, denial, and what is set aside for something else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from qa.facts.core import relevant_clauses
from qa.facts.implied import affirms, denies_the_like, implies_negation, opposites, tops_all
from qa.facts.mismatch import Mismatch
from qa.facts.names import plain_stems
from qa.facts.numbers import numbers
from qa.facts.reversal import holds_what_was_none, told_the_reverse
from qa.facts.scope import contrasted, denied_words, holds_other, negated, negations, not_to_be, set_aside
from qa.facts.silence import both_silent, tells_what_is_unsaid
from qa.facts.stance import stances
from store.names import mentions
from store.words import content_tokens, language_of, stem

_DENY_STEMS = frozenset(("deni", "reject", "refut", "dismiss", "disput", "отрица", "опроверга", "опровергл"))
_UNTRUE = re.compile(
    r"\b(?:propaganda|bogus|absurd|ridiculous|laughable|hogwash|horse-?(?:hockey|shit)|"
    r"baloney|bunk|myth|(?:an? |outright |pack of |all )lies?|untrue|not true|false(?:ly)?|nonsense|fairy tale|wrong|"
    r"неправда|ложь|вымысел|выдумк\w*|unwahr|Unsinn|falsch|"
    r"stimmt nicht)\b|사실이 아니|거짓",
    re.IGNORECASE,
)
"""How one who denies something may put it."""
_UNDONE = re.compile(
    r"\b(?:avoid(?:s|ed|ing)?|refus(?:es|ed|ing) to|skip(?:s|ped)|abandon(?:s|ed|ing)?|cancel(?:s|led|ed|ling)?|"
    r"call(?:s|ed) off|abstain(?:s|ed)? from|refrain(?:s|ed)? from|scrap(?:s|ped)|g[ai]ve(?:s|n)? up)\s",
    re.IGNORECASE,
)
UNDONE = 4
"""Content words behind such a word that tell what was not done."""
_SURPRISE = re.compile(
    r"\bwould(?P<no>n[’']t| not| never)? (?:be surprised|surprise (?:him|her|them|me|us)|come as a surprise)\b|"
    r"\bc[ao]mes? as (?P<none>no|a) surprise\b",
    re.IGNORECASE,
)
"""What one would not be surprised at, one holds to be likely."""
_IDIOMS = re.compile(
    r"\b(?:(?:is|was)(?:n[’']t| not)|(?:it|that)[’']s not|not|no|un)(?: at all| great| big)? ?(surpris)"
    r"(?:ing(?:ly)?|e)\b|\bwithout (?:further )?(delay|exception|fail|ado)\b",
    re.IGNORECASE,
)
"""What denies a surprise or a delay, not what it is told of."""
_VERB_NO = re.compile(r"\b(?P<verb>\w+)\s(?:no|nothing|neither|nobody)\b", re.IGNORECASE)
_UN = re.compile(r"\bun(?P<what>[a-z]{3,}(?:ed|able))\b", re.IGNORECASE)
_CLAUSES = re.compile(r"[.!?;:]\s|,\s(?:and|but|while|und|aber|и|но|а)\s")
_ELIDED = re.compile(
    r"(?P<who>[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,3}) (?:\w+ly )?(?:do|does|did|has|have|had|is|are|was|were)"
    r"(?:n[’']t| not)(?=\s*[.,;:—]|\s*$)"
)
"""A negation with nothing behind it."""
_ONLY = re.compile(r"\b(?:only|alone) (?=under|with|if|on|in|for|to|by)", re.IGNORECASE)
"""Before what a claim says is so: it denies all else, not that."""


OPPOSITE = "the source says the opposite"
UNTOLD = "the source says that this was not told"
OUTRIGHT = frozenset((OPPOSITE, UNTOLD))
"""Reasons of a source that denies what a claim says, rather than leaving out that it is denied."""


def polarity_mismatches(claim: str, core: str, whole: str) -> Iterator[Mismatch]:
    """Negation and denial: each side's negated words are compared with the words the other side has."""
    claim, core, whole = _plainly(claim, whole), _plainly(core, claim), _plainly(whole, claim)
    denies, denied = "denied" in stances(claim), "denied" in stances(relevant_clauses(claim, core))
    mine, theirs = negated(claim), negated(core)
    undenied = denies and any(scope & _DENY_STEMS for scope in mine)
    if (
        denies
        and not undenied
        and not denied
        and not theirs
        and "denied" not in stances(whole)
        and not _UNTRUE.search(whole)
        and not implies_negation(relevant_clauses(claim, core), claim)
    ):
        yield Mismatch("denial", "the source does not say that this was denied", contradicts=True)
    elif denied and (undenied or not (denies or mine or implies_negation(claim, core))):
        yield Mismatch("denial", "the source says that this was denied", contradicts=True)
    if denies or denied:
        return
    if language_of(claim) != language_of(core):
        said = relevant_clauses(claim, core)
        implied = implies_negation(core if mine else claim, claim if mine else core)
        if bool(mine) != bool(negated(said)) and len(mine) + len(theirs) == 1 and not implied:
            yield Mismatch("negation", OPPOSITE, contradicts=True)
        return
    if both_silent(claim, whole):
        return
    if tells_what_is_unsaid(claim, core):
        yield Mismatch("negation", UNTOLD, contradicts=True)
        return
    if holds_what_was_none(claim, core) or told_the_reverse(claim, core) or told_the_reverse(core, claim):
        yield Mismatch("negation", OPPOSITE, contradicts=True)
        return
    if _affirmed_of_whom(claim, whole):
        yield Mismatch("negation", "the source does not negate this", contradicts=True)
        return
    surprised = [cue["no"] is None and cue["none"] != "no" for text in (claim, core) if (cue := _SURPRISE.search(text))]
    if len(set(surprised)) > 1:
        yield Mismatch("negation", OPPOSITE, contradicts=True)
        return
    words, aside = plain_stems(claim), set_aside(claim)
    if holds_other(words, aside, plain_stems(core), set_aside(core)):
        yield Mismatch("negation", "the source says this the other way round", contradicts=True)
    of_whom = plain_stems(" ".join(claim[slice(*negation.subject)] for negation in negations(claim)))
    elsewhere = (
        not (denied_words(whole) | contrasted(whole)) & frozenset().union(*mine) & words
        and not contrasted(whole) & of_whom  # "warnings carry no weight" is "our interests, and not warnings"
    )
    if (
        mine
        and elsewhere
        and not _put_otherwise(claim, core)
        and not _elided(claim, core)
        and not (denies_the_like(claim) and tops_all(core))
        and not opposites(core) & frozenset().union(*mine)
        and (any(negation.head & plain_stems(core) for negation in negations(claim)) or not negated(core))
    ) or (theirs and _refuses_what_is_done(claim, core, whole)):
        yield Mismatch("negation", "the source does not negate this", contradicts=True)
    elif mine and _denies_what_is_said(words - frozenset().union(_object_denied(claim), *mine), words, claim, core):
        yield Mismatch("negation", OPPOSITE, contradicts=True)
    elif not mine and _leaves_undone(claim, core):
        yield Mismatch("negation", "the source does not say that this was left undone", contradicts=True)
    elif not mine and (
        (not theirs and _undoes(core) & words - _undoes(claim) - plain_stems(core))
        or _says_what_is_negated(claim, core, words - aside, theirs)
    ):
        yield Mismatch("negation", OPPOSITE, contradicts=True)


def _plainly(text: str, other: str) -> str:
    """The text without the `_IDIOMS` of whose word the other says nothing."""
    return _IDIOMS.sub(lambda m: m[0] if m[m.lastindex or 0].lower() in other.lower() else " ", text)


def _says_what_is_negated(claim: str, core: str, said: frozenset[str], theirs: tuple[frozenset[str], ...]) -> bool:
    """Whether a claim says what the source negates, and not in words that deny it without a "not"."""
    if not (any(scope & said for scope in theirs) or any(thing <= plain_stems(claim) for thing in not_to_be(core))):
        return False
    return not implies_negation(_ONLY.sub(" ", claim), core) or any(
        n.predicate and affirms(claim, n.predicate) for n in negations(core)
    )


def _refuses_what_is_done(claim: str, core: str, whole: str) -> bool:
    """Whether the very word that the claim negates stands in the source, and what is negated there is another."""
    there = plain_stems(core)
    heads = {negation.predicate for negation in negations(claim)} - {None}
    denied = denied_words(whole).union(*not_to_be(core))
    return bool(heads & there - denied) and not _put_otherwise(claim, core) and not _elided(claim, core)


def _put_otherwise(claim: str, core: str) -> bool:
    """Whether the source may put a negation of the claim's without a "not", and does not say the very thing."""
    said = relevant_clauses(claim, core)
    if not implies_negation(said, claim):
        return False
    return not any(negation.predicate and affirms(said, negation.predicate) for negation in negations(claim))


def _elided(claim: str, core: str) -> bool:
    """Whether the source leaves out what it denies of somebody whom the claim names: "which Finland doesn’t"."""
    named = {m.entity for m in mentions(claim)}
    return any(named & {m.entity for m in mentions(cue["who"])} for cue in _ELIDED.finditer(core))


def _denies_what_is_said(said: frozenset[str], words: frozenset[str], claim: str, core: str) -> bool:
    """Whether the source denies what a claim says outright beside something else that it denies.

    "These are not two towns that work well with others" denies no two towns.
    """
    return any(
        n.predicate is not None
        and n.predicate in said
        and not numbers(n.predicate)
        and affirms(claim, n.predicate)
        and len(n.scope & words) > 1
        for n in negations(core)
    )


def _object_denied(text: str) -> frozenset[str]:
    """Stems of the verbs that a text denies by their object: "saw no evidence"."""
    return frozenset(stem(m["verb"].lower(), "en") for m in _VERB_NO.finditer(text))


@lru_cache(maxsize=8192)
def _undoes(text: str) -> frozenset[str]:
    """Stems of what a text says with "un" before it is not so: "changed" of "unchanged"."""
    return frozenset(stem(m["what"].lower(), "en") for m in _UN.finditer(text))


def _leaves_undone(claim: str, core: str) -> bool:
    """Whether a claim says that what the source tells plainly was avoided, refused or called off."""
    if negated(core) or set_aside(core) or implies_negation(core, ""):
        return False
    words = content_tokens(claim)
    for cue in _UNDONE.finditer(claim):
        scope = [own for own, token in words if token.start >= cue.end()][:UNDONE]
        if len([own for own in scope if affirms(core, own)]) > 1:
            return True
    return False


def _affirmed_of_whom(claim: str, text: str) -> bool:
    """Whether a sentence says without a "not", of the very one of whom the claim denies it, what the claim denies.

    "We don’t want a new Cold War. Putin does want one" says nothing for "Putin does not want one".
    """
    for negation in negations(claim):
        start, end = negation.subject
        doers = {m.entity for m in mentions(claim) if start <= m.start < end}
        if not doers or not negation.predicate:
            continue
        for clause in _CLAUSES.split(text):
            told = mentions(clause)
            if (
                not told
                or told[0].entity not in doers
                or negated(clause)
                or negation.predicate not in plain_stems(clause)
            ):
                continue
            if len(negation.scope & plain_stems(clause)) > 1 and affirms(clause, negation.predicate):
                return True
    return False
