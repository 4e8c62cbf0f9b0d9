"""Whether a claim gives what it says as the word of the one who says it in the source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from qa.facts.attribution import Attribution, attributions, is_opinion, is_speech, short
from qa.facts.core import Core, core_of
from qa.facts.meant import is_somebody
from qa.facts.mismatch import Mismatch
from qa.facts.names import Name, names
from qa.facts.naming import JOINT, side
from qa.facts.same_names import names_it, of_another_state, same_seat, stands_for
from qa.facts.source import Source
from qa.facts.stance import stances
from qa.facts.tellers import is_spoken_of, tells_on, who_of
from store.words import content_stems

_PRONOUN = re.compile(
    r"^(?:(?:and|as|but|like|so|the|a|an|what) )*(?:he|she|they|it|we|i|that|this|him|her|them|"
    r"nobody|no one|none|official|officials|source|sources|expert|analyst|experts|analysts|"
    r"article|report|reports|passage|text|media|scholar|spokes\w+|представитель|он|она|они|er|sie)\b|"
    r"^(?:대변인|당국자|관계자|전문가|소식통|한 전문가)$",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"as (?:we|I)\b|(?-i:[a-z])\w+ (?:[\w-]+ ){1,8}and$", re.IGNORECASE)
"""What is said beside it: "as we’ve said before", "arrived in Moscow for a visit and"."""
_THIRD = re.compile(r"^(?:and |but |so )?(?:he|she)\b", re.IGNORECASE)
"""One told of by another who speaks: "he also pointed out"."""
_IS_SAYING = re.compile(
    r"([^,.;:“”]+)\s(?:is|are) (?:also |now )?(?:announc|warn|report|confirm|declar|say)ing\b", re.I
)
"""One who speaks as we read, in the words of another: "today the administration is announcing"."""
_THINKS = re.compile(r"\b(?:suspect|believ|think|thought|consider|regard|fear|hope|expect|call)\w*", re.IGNORECASE)
_WE = re.compile(r"^(?:as |and |but |so )?(?:we|I)\b")
"""One who speaks for the publisher, or for the side that is told of."""
_TOGETHER = re.compile(
    r"^(?:all |both )?(?:the )?(?:two |three |four |five |seven |\w+teen )?(?:leaders|presidents|ministers|"
    r"countries|nations|states|sides|partners|allies|parties|members)"
    r"(?: of (?:the |both |all )?(?:two |three |four |five )?(?:countries|nations|states|sides))?$",
    re.IGNORECASE,
)
"""Those who say "we" in a statement of theirs."""
_ITS = re.compile(r"^(?:its|their|the (?:company|ministry|institute|union|group|agency|bank|museum)[’']s)\b", re.I)
_OFFICE = re.compile(
    r"\b(?:representative|official|spokes\w+|diplomat|source|aide|lawmaker|officer|advis[eo]r|scholar|"
    r"expert|analyst|historian|professor|researcher|ambassador|minister|envoy|leader|director|commander)s?$",
    re.IGNORECASE,
)
"""One of a body, whose name may have stood before: "a Kremlin representative"."""
_DOCUMENT = re.compile(r"\b(?:survey|poll|study|statistics|figures|data|census|ranking|index)$", re.IGNORECASE)
"""What speaks through whoever tells of it: "according to the survey"."""
_ENDS = re.compile(r"[.!?][”\"»]?\s")
_ALL_QUOTED = re.compile(r"[“\"«][^”\"»]*[”\"»]")
TAIL = 20
"""Characters by which the end of a sentence is found."""
_QUOTE = re.compile(r"[“\"«][^”\"»]*[”\"»]?")


def saying_mismatches(claim: str, core: Core, source: Source) -> Iterator[Mismatch]:
    """A speaker of the claim's who is not the source's, and an opinion told as a fact."""
    claimed = attributions(claim)
    spoken = core_of(_words_said(claim, claimed), source) if claimed else core
    said_by = attributions(spoken.text)
    if len(claimed) == 1 and _named_speakers(attributions(spoken.nearest)):
        said_by = attributions(spoken.nearest)  # whom the sentence beside it quotes did not say this
    said_by = tuple(a for a in said_by if not _ASIDE.match(a.who))
    for speaker in claimed:
        if _PRONOUN.match(speaker.who) or (_says_we(source) and _TOGETHER.match(speaker.who)):
            continue
        if is_spoken_of(speaker, claimed, claim, spoken):
            continue
        if _speaks(speaker, said_by, spoken, source) and (f" by {speaker.who}" not in claim or _heard(speaker, source)):
            continue
        if tells_on(speaker, claimed, said_by, source) and _speaks(speaker, (), spoken, source):
            continue
        other = next((a.who for a in said_by if not _PRONOUN.match(a.who)), None) or next(iter(spoken.voices), None)
        if other:
            yield Mismatch("attribution", f"the source attributes this to {short(other)}", contradicts=True)
        else:
            yield Mismatch("attribution", f"the source has no such word of {short(speaker.who)}")
    if (
        not claimed
        and is_opinion(core.text)
        and _in_quotes(claim, core.text)
        and not stances(claim) & {"hedged", "future"}
    ):
        who = next((a.who for a in said_by if not _PRONOUN.match(a.who)), None)
        reason = f"the source gives this as the word of {short(who)}" if who else "the source gives this as an opinion"
        yield Mismatch("opinion", reason, soft=True)


def _says_we(source: Source) -> bool:
    """Whether several speak together: in the first person, or in a statement that is theirs."""
    return source.first_person() or bool(JOINT.search(source.title))


def _heard(speaker: Attribution, source: Source) -> bool:
    """Whether one by whom something is announced is named where somebody says something, or may be who speaks."""
    who, told = who_of(speaker.who), [text for text in (*source.sentences, *source.nearby) if is_speech(text)]
    return not who or source.first_person() or any(source.voices) or any(names_it(n, t) for n in who for t in told)


def _named_speakers(said_by: tuple[Attribution, ...]) -> list[str]:
    """Those who are said to speak by their names."""
    return [a.who for a in said_by if names(f"x {a.who}")
            and not (_PRONOUN.match(a.who) or _OFFICE.search(a.who) or _TOGETHER.match(a.who))]  # fmt: skip


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
    who = who_of(speaker.who)
    if not who:
        return _may_be(speaker, said_by, source) and (
            bool(said_by or core.voices) or bool(_QUOTE.search(source.text)) or bool(_THINKS.search(source.text))
        )
    named = _named_speakers(said_by)
    if _DOCUMENT.search(speaker.who) and all(names_it(name, source.article) for name in who):
        return True
    if any(name.words()[-1].lower() in source.role_holders for name in who):
        return True
    heard = [*named, *_IS_SAYING.findall(core.text), *core.voices, *([source.publisher] if source.publisher else [])]
    if any((names_it(name, text) or same_seat(name, text)) and not of_another_state(who, text)
           for name in who for text in heard):  # fmt: skip
        return True
    if _holds_office(speaker, who, said_by, source):
        return True
    if named:
        return False
    if any(name.entity and stands_for(name.entity) & side(source) for name in who):
        return True
    if said_by and all(_WE.match(a.who) for a in said_by) and side(source):
        return False
    if core.voices and not any(_THIRD.match(a.who) for a in said_by):
        return False
    told = _as_far_as_said(_to_its_paragraph(core, source), said_by)
    heard = [told, source.title] if source.first_person() else [told]
    if said_by or _QUOTE.search(core.text) or source.first_person():
        heard += _last_named(core, source)
    return any(names_it(name, text) for name in who for text in heard)


def _as_far_as_said(text: str, said_by: tuple[Attribution, ...]) -> str:
    """The text as far as one who speaks by his office: "said a Kremlin official, adding that Shoigu will come"."""
    offices = [a.who for a in said_by if _OFFICE.search(a.who)]
    ends = [m.end() for who in offices for m in re.finditer(rf"\b{re.escape(who)}\b", text)]
    return text[: max(ends)] if ends else text


def _to_its_paragraph(core: Core, source: Source) -> str:
    """The span as far as the paragraph in which a sentence that is all quotation ends: who speaks next is another."""
    if not _ALL_QUOTED.fullmatch(core.text.strip()):
        return source.text
    end = source.text.find(core.text[-TAIL:]) + TAIL
    return source.text[:end] + source.text[end:].partition("\n\n")[0]


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


def _last_named(core: Core, source: Source) -> list[str]:
    """The sentence before the core that last says who speaks; all nearby ones when none does."""
    ahead = list(takewhile(lambda sentence: sentence not in core.text, source.sentences))
    for piece in reversed([*source.nearby, *ahead]):
        if any(is_somebody(a.who) and not _PRONOUN.match(a.who) for a in attributions(piece)):
            return [piece]
    return list(source.nearby)
