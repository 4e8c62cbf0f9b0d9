"""Whether a claim stands to what it says as its source does: denied, alleged, planned, asked, and said by whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qa.facts.mismatch import Mismatch
from qa.facts.names import names
from qa.facts.naming import names_it, side, stands_for
from qa.facts.source import Source
from qa.facts.stance import Attribution, attributions, is_opinion, negated, stances
from store.names import mentions
from store.words import content_stems, content_tokens, language_of

_CLAUSE = re.compile(r"[,;:—–()]\s|\s(?=(?:but|and|while|whereas|although|however|но|а|и|aber|und)\s)")
_PRONOUN = re.compile(
    r"^(?:the |a |an )?(?:he|she|they|it|we|i|that|this|official|officials|source|sources|expert|analyst|experts|"
    r"analysts|article|report|reports|passage|text|media|scholar|spokes\w+|представитель|он|она|они|er|sie)\b",
    re.IGNORECASE,
)
_DENY_STEMS = frozenset(("deni", "reject", "refut", "dismiss", "disput", "отрица", "опроверга", "опровергл"))
_QUOTE = re.compile(r"[“\"«][^”\"»]*[”\"»]?")
_ASKS = re.compile(
    r"\?[”\"]?\s*$|\b(?:I(?:’|')?m wondering|wonder(?:ing)? (?:if|whether)|do you|can you|could you|asked (?:if|"
    r"whether))\b",
    re.IGNORECASE,
)


def stance_mismatches(claim: str, source: Source) -> Iterator[Mismatch]:
    """What differs in stance and speaker."""
    core = core_sentences(claim, source)
    yield from _polarity(claim, core, source.text)
    yield from _certainty(claim, core, source)
    yield from _attribution(claim, core, source)


def core_sentences(claim: str, source: Source) -> str:
    """The sentences of a span that speak of what the claim speaks of: a denial next door must not count."""
    if len(source.sentences) < 2:
        return source.text
    stems = set(content_stems(claim))
    *_, last = source.sentences
    if _ASKS.search(last) and _shares_most(last, stems, source.sentences[:-1]):
        return last  # nothing behind it in the span answers it
    stated = [s for s in source.sentences if not _ASKS.search(s)] or list(source.sentences)
    shared = [len(stems & set(content_stems(s))) for s in stated]
    return " ".join(s for s, n in zip(stated, shared, strict=True) if n >= 0.5 * max(shared)) or source.text


def _shares_most(sentence: str, stems: set[str], others: Sequence[str]) -> bool:
    own = len(stems & set(content_stems(sentence)))
    return all(own > len(stems & set(content_stems(other))) for other in others)


def relevant_clauses(claim: str, text: str) -> str:
    """The clauses that share the claim's words, and those between them."""
    stems = set(content_stems(claim))
    clauses = [c for c in _CLAUSE.split(text) if c and c.strip()]
    shared = [len(stems & set(content_stems(clause))) for clause in clauses]
    if len(clauses) < 2 or not any(shared):
        return text
    chosen = [i for i, n in enumerate(shared) if n >= max(1, 0.5 * max(shared))]
    return " , ".join(clauses[min(chosen) : max(chosen) + 1])


def _polarity(claim: str, core: str, whole: str) -> Iterator[Mismatch]:
    """Negation and denial: each side's negated words are compared with the words the other side has."""
    denies, denied = "denied" in stances(claim), "denied" in stances(relevant_clauses(claim, core))
    mine, theirs = negated(claim), negated(core)
    undenied = denies and any(scope & _DENY_STEMS for scope in mine)
    if denies and not undenied and not denied and not theirs:
        yield Mismatch("denial", "the source does not say that this was denied", contradicts=True)
    elif denied and (undenied or not (denies or mine)):
        yield Mismatch("denial", "the source says that this was denied", contradicts=True)
    if denies or denied:
        return
    if language_of(claim) != language_of(core):
        if bool(mine) != bool(negated(relevant_clauses(claim, core))) and len(mine) + len(theirs) == 1:
            yield Mismatch("negation", "the source says the opposite", contradicts=True)
        return
    words = _words(claim)
    anywhere = negated(whole)
    if mine and not any(scope & words for scope in anywhere) and not negated(relevant_clauses(claim, core)):
        yield Mismatch("negation", "the source does not negate this", contradicts=True)
    elif not mine and any(scope & words for scope in theirs):
        yield Mismatch("negation", "the source says the opposite", contradicts=True)


def _words(text: str) -> frozenset[str]:
    """Stems of a text's content words that are no names: "Russia" in the scope of a "not" says nothing."""
    taken = [(m.start, m.end) for m in mentions(text)]
    return frozenset(
        stem for stem, token in content_tokens(text) if not any(start <= token.start < end for start, end in taken)
    )


def _certainty(claim: str, core: str, source: Source) -> Iterator[Mismatch]:
    mine, theirs = stances(claim), stances(relevant_clauses(claim, core))
    if _ASKS.search(core) or (source.speaker == "Q" and len(source.sentences) == 1):
        yield Mismatch("asked", "the source only asks this", contradicts="confirmed" in mine)
    if "hedged" in theirs and not mine & {"hedged", "future"}:
        yield Mismatch("hedge", "the source says this only as possible or alleged", contradicts="confirmed" in mine)
    if "confirmed" in mine and "confirmed" not in stances(source.text) and not negated(claim):
        yield Mismatch("hedge", "the source does not say that this is confirmed", contradicts=True)
    if "future" in theirs and not mine & {"future", "hedged"}:
        yield Mismatch("future", "the source speaks of a plan, not of what happened", soft=True)


def _attribution(claim: str, core: str, source: Source) -> Iterator[Mismatch]:
    claimed = attributions(claim)
    said_by = attributions(core_sentences(_words_said(claim, claimed), source) if claimed else core)
    for speaker in claimed:
        if _PRONOUN.match(speaker.who) or _speaks(speaker, said_by, source):
            continue
        other = source.speaker or next((a.who for a in said_by if not _PRONOUN.match(a.who)), None)
        if other:
            yield Mismatch("attribution", f"the source attributes this to {_short(other)}", contradicts=True)
        else:
            yield Mismatch("attribution", f"the source has no such word of {_short(speaker.who)}")
    if not claimed and is_opinion(core) and _in_quotes(claim, core) and not stances(claim) & {"hedged", "future"}:
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


def _speaks(speaker: Attribution, said_by: tuple[Attribution, ...], source: Source) -> bool:
    """Whether a claim's speaker is the source's: named where it attributes, its publisher, or named just before."""
    who = names(speaker.who) or names(f"x {speaker.who}")
    if not who:
        return bool(said_by) or source.speaker is not None or '"' in source.text or "“" in source.text
    named = [a.who for a in said_by if names(f"x {a.who}") and not _PRONOUN.match(a.who)]
    heard = [*named, *(p for p in (source.publisher, source.speaker) if p)]
    if not named and any(name.entity and stands_for(name.entity) & side(source) for name in who):
        return True
    if source.first_person():
        heard.append(source.title)
    if not named:
        heard += [source.text, *source.nearby]
    return any(names_it(name, text) for name in who for text in heard)


def _short(who: str) -> str:
    words = who.split()
    return " ".join(words[:8]) + ("…" if len(words) > 8 else "")
