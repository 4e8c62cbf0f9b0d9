"""Which words of a text a "not", a "denied", a "perhaps" or a "plans to" is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from qa.facts.stance import COMPARISONS, PATTERNS, Stance
from store.sentences import inner_stops_marked
from store.words import content_stems, content_tokens, language_of

SCOPE = 5
"""Content words that a negation reaches."""
HEAD = 2
"""Content words behind a negation that hold what is negated."""
RAISED = 3
"""Further content words that one reaches which stands before "think"."""
_RAISING = frozenset(("think", "believ", "suppos", "imagin"))
CLOSING = 2
"""Content words behind a negation, at most, from which it closes its clause."""
_STOP = re.compile(
    r"[.!?;:]\s|(?<!\bthe )(?<!\ba )(?<!\bof )(?<!\bto )(?<!\bour )(?<!\btheir )[—–]\s|"
    r",\s+(?:but|while|(?:even )?though|although|yet|whereas|но|а|aber|weil)\b|\s(?:and|и|und|because|потому)\s"
)
"""What ends the reach of a negation; a dash behind an article is one of a speaker who begins anew ("the — some of")."""
_NAME_BEFORE = re.compile(r"\b[A-Z][\w’'-]*$")
_AND_NAME = re.compile(r"\sand [A-Z][\w’'-]*(?= (?:in|into|under) (?:\w+ly )?(?:the same|one|a single)\b|[.,;]|$)")
"""An "and" with a name behind it of which nothing else is told."""
_IS = re.compile(r"\b(?:is|are|was|were|been)\s+$", re.IGNORECASE)
_CLAUSE_START = re.compile(r"[,.!?;:—–]\s|\s(?:but|and|while|но|а|и|aber|und)\s")
_THAT = re.compile(r"\b(?:reports?|said|says?|news|rumou?rs?|speculation|claims?|word) that\s", re.IGNORECASE)
"""Behind which begins what is said: "a visit amid reports that a summit may be held" leaves the visit certain."""
_SENTENCE_END = re.compile(r"[.!?;]\s|,\s(?:which|whose|where)\b", re.IGNORECASE)
_WISH_END = re.compile(
    r"[.!?;]\s|,\s(?:saying|adding|but|while|although|because|as|since|after|where|which|whose|who)\b|"
    r"\sbecause\s|\shad to\b",
    re.IGNORECASE,
)
_OF_THE_NEXT = ("unannounced", "unspecified", "unconfirmed")
"""What denies something of the next word only."""
_COMING = ("upcoming", "forthcoming")
"""What is said of the next word only: who watches "the upcoming talks" does so already."""
_ONE_VOICE = re.compile(r"one expert", re.IGNORECASE)
"""A hedge of who says it, not of whether it came about."""
_CONDITION = re.compile(r"(?<!\bas )(?<!\beven )(?<!\bonly )\bif (?!not\b|any\b|so\b|possible\b|necessary\b|needed\b)|"
                        r"\bunless\b|\bin case\b|\bshould (?=(?-i:[A-Z]))|\bесли\b", re.IGNORECASE)  # fmt: skip
_CONDITION_END = re.compile(r"[.!?;]\s|,\s|\sthen\s", re.IGNORECASE)
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_NOT_TO_BE = re.compile(
    r"(?:\b(?:is|are|was|were|be|been)\s+(?:not|never|no longer)|n[’']t)\s+(?:be\s+|been\s+|being\s+)?"
    r"(?:planned|scheduled|expected|foreseen|envisaged|intended|due|held|organi[sz]ed|arranged)\b|"
    r"\b(?:will not|won[’']t|did not|didn[’']t|does not|doesn[’']t)\s+(?:be held|take place|happen|materiali[sz]e)\b|"
    r"\bне\s+(?:планиру\w+|запланирован\w*|предусмотрен\w*|ожида\w+|намечен\w*|состо\w+|будет)\b",
    re.IGNORECASE,
)
"""That something is not to be, or did not come to be."""
_OF_THE_HEAD = re.compile(
    r"\b(?:of|on|in|at|for|with|after|before|following|between|to|by|from|about|during|после|в|на|с|по|о|между)\s",
    re.IGNORECASE,
)
_CONTRAST = re.compile(r",\s(?:and )?not (?:of |on |for |to |by |in )?(?:the )?[^,.;]{2,40}(?=[,.;])", re.IGNORECASE)
_SET_ASIDE = re.compile(r"\b(?:rather than|instead of) (?:to )?(?P<what>[^,.;:—–]{3,80})", re.IGNORECASE)
_STRIVING = re.compile(r"\b(?:negotiations?|efforts?|bids?) to(?= [a-z])", re.IGNORECASE)
_OF_NUMBER = re.compile(
    r"\s(?:(?:just|about|around|over|under|north of|more than|less than|at least|up to|some|a little|nearly|almost)\s)*"
    r"(?:\d|(?:two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|forty|fifty|hundred|dozen|half)\b)",
    re.IGNORECASE,
)


@lru_cache(maxsize=8192)
def unrealised(text: str, kinds: tuple[Stance, ...] = ("future", "sought", "hedged")) -> frozenset[str]:
    """Stems of the content words behind a word of plan, wish, request or possibility, to the sentence's end, or "if".

    "Pyongyang is seeking fighter aircraft" says of the aircraft that they are sought, not that they came.
    """
    words = content_tokens(text)
    inside: set[str] = set()
    for stance in kinds:
        for cue in chain(PATTERNS[stance].finditer(text), _STRIVING.finditer(text) if stance == "sought" else ()):
            if _ONE_VOICE.fullmatch(cue.group()) or (stance == "hedged" and _OF_NUMBER.match(text, cue.end())):
                continue
            limit = _end(_WISH_END, text, cue.end())
            if cue.group().lower() in _COMING:
                limit = min([limit, *[t.end for _, t in words if t.start >= cue.end()][:1]])
            begins = cue.start()
            if stance == "future" and _IS.search(text, 0, begins):  # "A ship is due": so is what stands before
                begins = _clause_start(text, begins)
            inside.update(stem for stem, token in words if begins <= token.start < limit)
    for cue in _CONDITION.finditer(text):
        limit = _end(_CONDITION_END, text, cue.end())
        inside.update(stem for stem, token in words if cue.end() <= token.start < limit)
    return frozenset(inside)


def _end(pattern: re.Pattern[str], text: str, start: int) -> int:
    """Where what begins at `start` ends, by `pattern`; the full stop of "U.S. forces" ends nothing."""
    marked = inner_stops_marked(text, language_of(text))
    return next((m.start() for m in pattern.finditer(marked, start) if not _joins_names(marked, m.start())), len(text))


def _joins_names(text: str, at: int) -> bool:
    """Whether an "and" joins two names of one clause: "would not put Russia and China in one box"."""
    return bool(_AND_NAME.match(text, at) and _NAME_BEFORE.search(text, 0, at))


def _clause_start(text: str, end: int) -> int:
    """Where the clause that goes on to `end` starts."""
    marked = inner_stops_marked(text, language_of(text))
    return max((m.end() for m in _CLAUSE_START.finditer(marked, 0, end)), default=0)


@dataclass(frozen=True, slots=True)
class Negation:
    """What one word that negates is about."""

    scope: frozenset[str]
    """Stems of the content words that it reaches."""
    predicate: str | None
    """The stem behind it that is no adverb: the verb, or behind "no" the noun. None where no form tells: in Korean.

    "I don't think that he came" negates the coming (neg-raising: Horn 1978).
    """
    subject: tuple[int, int]
    """Offsets of what stands before it in its clause, up to the first preposition: "the governor" of the governor of
    Primorye. Empty in Korean, whose scope holds the subject."""
    head: frozenset[str]
    """Stems of the next words behind it, which hold what is negated; those behind them say of what."""


@lru_cache(maxsize=8192)
def negations(text: str, reach: int = SCOPE) -> tuple[Negation, ...]:
    """Every word that negates, in order.

    The scope is the next `reach` content words of the clause, behind the cue in European languages, before it in
    Korean.
    """
    plain = _without_comparisons(text)
    words = content_tokens(plain)
    found = []
    for cue in PATTERNS["negated"].finditer(plain):
        if _HANGUL.search(cue.group()):
            inside = [stem for stem, token in words if token.end <= cue.end()][-reach:]
            found.append(Negation(frozenset(inside), None, (cue.start(), cue.start()), frozenset(inside[:HEAD])))
            continue
        limit = _end(_STOP, plain, cue.end())
        inside = [stem for stem, token in words if cue.start() <= token.start < limit]
        behind = [stem for stem, t in words if cue.end() <= t.start < limit and not t.text.lower().endswith("ly")]
        if cue.group().lower() in _OF_THE_NEXT:
            inside, behind = inside[:2], behind[:1]
        raised = bool(behind) and behind[0] in _RAISING
        inside, behind = inside[: reach + RAISED * raised], behind[raised:]
        begins = _clause_start(plain, cue.start())
        head = _OF_THE_HEAD.search(plain, begins + 1, cue.start())
        subject = (begins, head.start() if head else cue.start())
        found.append(Negation(frozenset(inside), next(iter(behind), None), subject, frozenset(behind[:HEAD])))
    return tuple(found)


@lru_cache(maxsize=1024)
def _without_comparisons(text: str) -> str:
    """The text with spaces in place of comparisons that deny nothing."""
    return COMPARISONS.sub(lambda m: " " * len(m.group()), text)


def negated(text: str, reach: int = SCOPE) -> tuple[frozenset[str], ...]:
    """For each word that negates, the stems of the content words in its scope; see `negations`."""
    return tuple(negation.scope for negation in negations(text, reach))


@lru_cache(maxsize=8192)
def denied_words(text: str) -> frozenset[str]:
    """Stems of the content words that a negation may be about: its scope and, closing a clause, what stands before.

    "A press conference is not planned" denies the press conference, which stands before the "not".
    """
    plain = _without_comparisons(text)
    words = content_tokens(plain)
    about: set[str] = set()
    for cue, scope in zip(PATTERNS["negated"].finditer(plain), negated(text), strict=True):
        about |= scope
        if len(scope) <= CLOSING and _IS.search(plain, 0, cue.start()):
            begins = _clause_start(plain, cue.start())
            about.update(stem for stem, token in words if begins <= token.start < cue.start())
    return frozenset(about)


@lru_cache(maxsize=8192)
def not_to_be(text: str) -> tuple[frozenset[str], ...]:
    """Stems of each thing that the text says is not planned, not expected or did not take place, without what it is of.

    "A press conference following the meeting is not planned" says so of the press conference, not of the meeting.
    """
    found = []
    for cue in _NOT_TO_BE.finditer(text):
        begins = _clause_start(text, cue.start())
        head = _OF_THE_HEAD.split(text[begins : cue.start()], maxsplit=1)[0]
        found.append(frozenset(content_stems(head)))
    return tuple(stems for stems in found if stems)


@lru_cache(maxsize=8192)
def contrasted(text: str) -> frozenset[str]:
    """Stems of what a text sets apart: "an accident, not of sabotage", "for the Ukrainians, not the Russians"."""
    return frozenset(stem for m in _CONTRAST.finditer(text) for stem in content_stems(m.group()))


@lru_cache(maxsize=8192)
def set_aside(text: str) -> frozenset[str]:
    """Stems of what a text says is not so by naming what is instead: "rather than surrendering", "instead of talks"."""
    return frozenset(stem for m in _SET_ASIDE.finditer(text) for stem in content_stems(m["what"]))


def holds_other(
    words: frozenset[str], aside: frozenset[str], theirs: frozenset[str], their_aside: frozenset[str]
) -> bool:
    """Whether a claim sets aside what its source holds, or holds what its source sets aside ("rather than …")."""
    if aside:
        return bool(aside & (theirs - their_aside)) and bool(their_aside & (words - aside))
    return len(words & their_aside) > len(words & (theirs - their_aside))


@lru_cache(maxsize=8192)
def hedged_words(text: str) -> frozenset[str]:
    """Stems of the content words that a hedge may be about: of its clause, and on to the sentence's end.

    One right before a number ("probably just over 40 minutes") is about the number alone.
    """
    words = content_tokens(text)
    about: set[str] = set()
    for cue in PATTERNS["hedged"].finditer(text):
        if _OF_NUMBER.match(text, cue.end()):
            continue
        begins = _clause_start(text, cue.start())
        begins = max((m.end() for m in _THAT.finditer(text, begins, cue.start())), default=begins)
        limit = _end(_SENTENCE_END, text, cue.end())
        about.update(stem for stem, token in words if begins <= token.start < limit)
    return frozenset(about)
