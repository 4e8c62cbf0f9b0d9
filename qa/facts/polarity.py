"""Whether a claim says yes where its source does: negation, denial, and what is set aside for something else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from qa.facts.core import relevant_clauses
from qa.facts.implied import denies_the_like, implies_negation, opposites, tops_all
from qa.facts.mismatch import Mismatch
from qa.facts.names import plain_stems
from qa.facts.scope import contrasted, denied_words, holds_other, negated, negations, not_to_be, set_aside
from qa.facts.stance import stances
from store.words import language_of

_DENY_STEMS = frozenset(("deni", "reject", "refut", "dismiss", "disput", "отрица", "опроверга", "опровергл"))
_SILENT = re.compile(
    r"(?:\b(?:not|no|nor|neither|without|never)\b|n[’']t\b)\W+(?:[\w’'-]+\W+){0,3}(?:sa(?:y|id)|know|known|clear|"
    r"speak|discuss\w*|answer\w*|details?|information|comment\w*|specif\w+|provid\w+|disclos\w+|reveal\w*|confirm\w*|announc\w+|elaborat\w*|predict\w*)\b|"
    r"\b(?:unclear|unknown|unconfirmed|undisclosed)\b|\bno comment\b|n[’']t have (?:any|anything)\b|"
    r"\b(?:declin|refus)\w+ to (?:say|comment|reveal|disclose|confirm|predict)\b",
    re.IGNORECASE,
)
"""That something is not said, known or confirmed, which has many wordings."""
_UNTRUE = re.compile(
    r"\b(?:untrue|not true|false(?:ly)?|nonsense|fairy tale|wrong|неправда|ложь|вымысел|выдумк\w*|unwahr|Unsinn|falsch|"
    r"stimmt nicht)\b|사실이 아니|거짓",
    re.IGNORECASE,
)
"""How one who denies something may put it."""
_ONLY = re.compile(r"\b(?:only|alone) (?=under|with|if|on|in|for|to|by)", re.IGNORECASE)
"""Before what a claim says is so: it denies all else, not that."""


def polarity_mismatches(claim: str, core: str, whole: str) -> Iterator[Mismatch]:
    """Negation and denial: each side's negated words are compared with the words the other side has."""
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
            yield Mismatch("negation", "the source says the opposite", contradicts=True)
        return
    if _both_silent(claim, whole):
        return
    words, aside = plain_stems(claim), set_aside(claim)
    if holds_other(words, aside, plain_stems(core), set_aside(core)):
        yield Mismatch("negation", "the source says this the other way round", contradicts=True)
    elsewhere = not (denied_words(whole) | contrasted(whole)) & frozenset().union(*mine) & words
    if (
        mine
        and elsewhere
        and not implies_negation(relevant_clauses(claim, core), claim)
        and not (denies_the_like(claim) and tops_all(core))
        and not opposites(core) & frozenset().union(*mine)
        and (any(negation.head & plain_stems(core) for negation in negations(claim)) or not negated(core))
    ) or (theirs and _refuses_what_is_done(claim, core, whole)):
        yield Mismatch("negation", "the source does not negate this", contradicts=True)
    elif (
        not mine
        and (any(scope & words - aside for scope in theirs) or any(thing <= words for thing in not_to_be(core)))
        and not implies_negation(_ONLY.sub(" ", claim), core)
    ):
        yield Mismatch("negation", "the source says the opposite", contradicts=True)


def _refuses_what_is_done(claim: str, core: str, whole: str) -> bool:
    """Whether the very word that the claim negates stands in the source, and what is negated there is another."""
    there = plain_stems(core)
    heads = {negation.predicate for negation in negations(claim)} - {None}
    denied = denied_words(whole).union(*not_to_be(core))
    return bool(heads & there - denied) and not implies_negation(relevant_clauses(claim, core), claim)


def _both_silent(claim: str, text: str) -> bool:
    """Whether both tell that something is not said or known."""
    return _silent(claim) and _silent(text)


@lru_cache(maxsize=8192)
def _silent(text: str) -> bool:
    return bool(_SILENT.search(text))
