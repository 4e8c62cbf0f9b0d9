"""Whether a claim says yes where its source does, and gives it as the word of the same speaker."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from qa.facts.core import Core, core_of, relevant_clauses
from qa.facts.mismatch import Mismatch
from qa.facts.names import Name, names
from qa.facts.naming import names_it, same_seat, side, stands_for
from qa.facts.scope import contrasted, denied_words, holds_other, implies_negation, negated, not_to_be, set_aside
from qa.facts.source import Source
from qa.facts.stance import Attribution, attributions, is_opinion, stances
from store.names import mentions
from store.words import content_stems, content_tokens, language_of

_PRONOUN = re.compile(
    r"^(?:the |a |an )?(?:he|she|they|it|we|i|that|this|official|officials|source|sources|expert|analyst|experts|"
    r"analysts|article|report|reports|passage|text|media|scholar|spokes\w+|представитель|он|она|они|er|sie)\b",
    re.IGNORECASE,
)
_THIRD = re.compile(r"^(?:and |but |so )?(?:he|she)\b", re.IGNORECASE)
"""One told of by another who speaks: "he also pointed out"."""
_DENY_STEMS = frozenset(("deni", "reject", "refut", "dismiss", "disput", "отрица", "опроверга", "опровергл"))
_THINKS = re.compile(r"\b(?:suspect|believ|think|thought|consider|regard|fear|hope|expect|call)\w*", re.IGNORECASE)
_SILENT = re.compile(
    r"(?:\b(?:not|no|nor|neither|without|never)\b|n[’']t\b)\W+(?:[\w’'-]+\W+){0,3}(?:sa(?:y|id)|know|known|clear|"
    r"speak|discuss\w*|answer\w*|details?|information|comment\w*|specif\w+|provid\w+|disclos\w+|reveal\w*|confirm\w*|announc\w+|elaborat\w*|predict\w*)\b|"
    r"\b(?:unclear|unknown|unconfirmed|undisclosed)\b|\bno comment\b|n[’']t have (?:any|anything)\b|"
    r"\b(?:declin|refus)\w+ to (?:say|comment|reveal|disclose|confirm|predict)\b",
    re.IGNORECASE,
)
"""That something is not said, known or confirmed, which has many wordings."""
_ITS = re.compile(r"^(?:its|their|the (?:company|ministry|institute|union|group|agency|bank|museum)[’']s)\b", re.I)
_UNTRUE = re.compile(
    r"\b(?:untrue|not true|false(?:ly)?|nonsense|fairy tale|wrong|неправда|ложь|вымысел|выдумк\w*|unwahr|Unsinn|falsch|"
    r"stimmt nicht)\b|사실이 아니|거짓",
    re.IGNORECASE,
)
"""How one who denies something may put it."""
NEGATED_HEAD = 2
"""Content words behind a "not" that hold what is negated; those behind them say of what."""
_OFFICE = re.compile(
    r"\b(?:representative|official|spokes\w+|diplomat|source|aide|lawmaker|officer|advis[eo]r|scholar|"
    r"expert|analyst|historian|professor|researcher|ambassador|minister|envoy|leader|director|commander)s?$",
    re.IGNORECASE,
)
"""One of a body, whose name may have stood before: "a Kremlin representative"."""
_ENDS = re.compile(r"[.!?][”\"»]?\s")
_QUOTE = re.compile(r"[“\"«][^”\"»]*[”\"»]?")


def saying_mismatches(claim: str, core: Core, source: Source) -> Iterator[Mismatch]:
    """What differs in denial, negation and speaker."""
    yield from _polarity(claim, core.text, source.text)
    yield from _attribution(claim, core, source)


def _polarity(claim: str, core: str, whole: str) -> Iterator[Mismatch]:
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
        if bool(mine) != bool(negated(relevant_clauses(claim, core))) and len(mine) + len(theirs) == 1:
            yield Mismatch("negation", "the source says the opposite", contradicts=True)
        return
    if both_silent(claim, whole):
        return
    words = _words(claim)
    if holds_other(words, set_aside(claim), _words(core), set_aside(core)):
        yield Mismatch("negation", "the source says this the other way round", contradicts=True)
    elsewhere = not (denied_words(whole) | contrasted(whole)) & frozenset().union(*mine)
    if (
        mine
        and elsewhere
        and not implies_negation(relevant_clauses(claim, core), claim)
        and (any(head & _words(core) for head in negated(claim, NEGATED_HEAD)) or not negated(core))
    ):
        yield Mismatch("negation", "the source does not negate this", contradicts=True)
    elif (
        not mine
        and (any(scope & words for scope in theirs) or any(thing <= words for thing in not_to_be(core)))
        and not implies_negation(claim, core)
    ):
        yield Mismatch("negation", "the source says the opposite", contradicts=True)


def both_silent(claim: str, text: str) -> bool:
    """Whether both tell that something is not said or known."""
    return _silent(claim) and _silent(text)


@lru_cache(maxsize=8192)
def _silent(text: str) -> bool:
    return bool(_SILENT.search(text))


@lru_cache(maxsize=8192)
def _words(text: str) -> frozenset[str]:
    """Stems of a text's content words that are no names: "Russia" in the scope of a "not" says nothing."""
    taken = [(m.start, m.end) for m in mentions(text)]
    return frozenset(
        stem for stem, token in content_tokens(text) if not any(start <= token.start < end for start, end in taken)
    )


def _attribution(claim: str, core: Core, source: Source) -> Iterator[Mismatch]:
    claimed = attributions(claim)
    spoken = core_of(_words_said(claim, claimed), source) if claimed else core
    said_by = attributions(spoken.text)
    for speaker in claimed:
        if _PRONOUN.match(speaker.who) or _speaks(speaker, said_by, spoken, source):
            continue
        other = next((a.who for a in said_by if not _PRONOUN.match(a.who)), None) or next(iter(spoken.voices), None)
        if other:
            yield Mismatch("attribution", f"the source attributes this to {_short(other)}", contradicts=True)
        else:
            yield Mismatch("attribution", f"the source has no such word of {_short(speaker.who)}")
    if (
        not claimed
        and is_opinion(core.text)
        and _in_quotes(claim, core.text)
        and not stances(claim) & {"hedged", "future"}
    ):
        who = next((a.who for a in said_by if not _PRONOUN.match(a.who)), None)
        reason = f"the source gives this as the word of {_short(who)}" if who else "the source gives this as an opinion"
        yield Mismatch("opinion", reason, soft=True)


def _words_said(claim: str, claimed: tuple[Attribution, ...]) -> str:
    """The claim without its speakers: their names next door must not pass for the one who said this."""
    for speaker in claimed:
        claim = claim.replace(speaker.who, " ")
    return claim


def _in_quotes(claim: str, core: str) -> bool:
    """Whether what the claim says stands inside quotation marks rather than beside them."""
    stems = set(content_stems(claim))
    outside = _QUOTE.sub(" ", core)
    inside = " ".join(_QUOTE.findall(core))
    if not inside:
        return True
    return len(stems & set(content_stems(inside))) > len(stems & set(content_stems(outside)))


def _speaks(speaker: Attribution, said_by: tuple[Attribution, ...], core: Core, source: Source) -> bool:
    """Whether a claim's speaker is the source's.

    Those whom the sentence itself names come first, then a transcript's label and the publisher. In prose the speaker
    may be named before: the last one who was, where the sentence only says "he said" or goes on quoting.
    """
    who = names(speaker.who) or names(f"x {speaker.who}")
    if not who:
        return _may_be(speaker, said_by, source) and (
            bool(said_by or core.voices) or bool(_QUOTE.search(source.text)) or bool(_THINKS.search(source.text))
        )
    named = [a.who for a in said_by if names(f"x {a.who}") and not _PRONOUN.match(a.who) and not _OFFICE.search(a.who)]
    if any(name.words()[-1].lower() in source.role_holders for name in who):
        return True
    heard = [*named, *core.voices, *([source.publisher] if source.publisher else [])]
    if any(names_it(name, text) or same_seat(name, text) for name in who for text in heard):
        return True
    if _holds_office(speaker, who, said_by, source):
        return True
    if named:
        return False
    if any(name.entity and stands_for(name.entity) & side(source) for name in who):
        return True
    if core.voices and not any(_THIRD.match(a.who) for a in said_by):
        return False
    heard = [source.text, source.title] if source.first_person() else [source.text]
    if said_by or _QUOTE.search(core.text) or source.first_person():
        heard += _last_named(source)
    return any(names_it(name, text) for name in who for text in heard)


def _holds_office(
    speaker: Attribution, who: tuple[Name, ...], said_by: tuple[Attribution, ...], source: Source
) -> bool:
    """Whether one speaks for a body that the span names ("its director"), or has the office that the claim gives.

    "The head of Somalia's aviation authority" is whoever "heads the aviation authority there".
    """
    if any(_ITS.match(a.who) for a in said_by) and all(names_it(name, source.text) for name in who):
        return True
    behind = speaker.who.rpartition("’s ")[2] if "’s " in speaker.who else speaker.who.rpartition("'s ")[2]
    office = set(content_stems(behind)) if behind != speaker.who and not names(f"x {behind}") else set()
    return len(office) > 1 and any(office <= set(content_stems(a.who)) for a in said_by)


def _may_be(speaker: Attribution, said_by: tuple[Attribution, ...], source: Source) -> bool:
    """Whether a speaker by his office alone ("the mayor") can be one of those whom the source quotes by name.

    Not when the article has that office, and never beside the name of one who is quoted: "Mayor Bernasconi", but
    "geologist Pires said".
    """
    offices = set(content_stems(speaker.who))
    if any(offices & set(content_stems(a.who)) for a in said_by):
        return True
    quoted = [names(f"x {a.who}") for a in said_by]
    if not quoted or not all(quoted) or not offices & set(content_stems(source.article)):
        return True
    near = [_ENDS.split(source.article[max(0, n.start - 60) : n.start])[-1]
            + _ENDS.split(source.article[n.start : n.end + 60])[0] for n in names(source.article)
            if any(n.words()[-1] == m.words()[-1] for found in quoted for m in found)]  # fmt: skip
    return any(offices & set(content_stems(piece)) for piece in near)


def _last_named(source: Source) -> list[str]:
    """The sentence before the span that last says who speaks; all nearby ones when none does."""
    for piece in reversed(source.nearby):
        if any(names(f"x {a.who}") and not _PRONOUN.match(a.who) for a in attributions(piece)):
            return [piece]
    return list(source.nearby)


def _short(who: str) -> str:
    words = who.split()
    return " ".join(words[:8]) + ("…" if len(words) > 8 else "")
