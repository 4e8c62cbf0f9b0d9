"""By whom a sentence says that something is said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

SAY = (
    r"(?:sa(?:id|ys|ying)|told(?! (?:his|her|its|their|the) [\w-]+ to\b)|"
    r"tells|note[ds]?|add(?:ed|s)|report(?:ed|s)|announc(?:ed|es)|stated|(?<!United )states(?= that\b|:)|"
    r"claim(?:ed|s)|"
    r"warn(?:ed|s)|explain(?:ed|s)|argu(?:ed|es)|stress(?:ed|es)|emphasi[sz](?:ed|es)|comment(?:ed|s)|remark(?:ed|s)|"
    r"continued|estimat(?:ed|es)|calculat(?:ed|es)|complain(?:ed|s)|critici[sz](?:ed|es)|repl(?:ied|ies)|"
    r"show(?:ed|s)(?= us| that)|declar(?:ed|es)|predict(?:ed|s)|suggest(?:ed|s)|assert(?:ed|s)|observ(?:ed|es)|"
    r"clarif(?:ied|ies)|"
    r"point(?:ed|s) (?:out|to)|mention(?:ed|s)|respond(?:ed|s)|den(?:ied|ies|y|ying)|confirm(?:ed|s)|believ(?:ed|es)|"
    r"(?:g[ai]ves?|issue[ds]?|ma(?:de|kes?)|voice[ds]?|deliver(?:ed|s)) (?:an?|the|his|her|its|their) (?:\w+ )?"
    r"(?:warning|statement|announcement|assurance|claim|comment|remark|prediction)(?= that\b)|"
    r"insist(?:ed|s)|(?:assum|suppos|expect|think|thought|fear|hop|guess|reckon|surmis|conclud|maintain|contend|"
    r"speculat)\w*(?= that\b|[.”\"]*$)|"
    r"предупредил\w*|пояснил\w*|указал\w*|betonte|warnte|behauptete|bezeichnete|nannte|"
    r"сказал\w*|заявил\w*|сообщил\w*|отметил\w*|подчеркнул\w*|добавил\w*|считает|говорит|sagte|erklärte|meinte|"
    r"berichtete)"
)
"""A verb of saying, as a pattern."""
_SAY_KO = r"(?:말했|밝혔|전했|보도했|주장했|지적했|덧붙였|발표했)"
_ACCORDING = re.compile(
    r"\b(?:according to|as reported by|in the words of|"
    r"per(?! cent| capita| day| week| month| year| person| hour)|"
    r"по словам|по данным|согласно|laut|nach Angaben von)\s+"
    r"(?P<who>(?:the |a |an )?(?:U\.[SN]\.(?=\s[a-z])|[^,.;:“”\"()\[\]]){2,80})|"
    r"(?P<ko>[\w.]{2,20})에 (?:따르면|의하면)",
    re.IGNORECASE,
)
_IN_WORDS_OF = re.compile(
    r"\b[Ii]n (?P<who>[A-ZА-Я][\w.’' -]{1,60}?)(?:’s|'s|s’|s') (?:own )?(?:words|view|opinion|account|telling)\b"
)
_CALLED = re.compile(
    r"(?<![\w’'] )(?P<who>[A-ZА-Я][\w.’'-]+(?: [A-ZА-Я][\w.’'-]+){0,3}) (?:has |have |had |also )?"
    r"(?:called|described|characteri[sz]ed|dubbed|labell?ed|termed|deemed) (?=(?:it|this|that|the|his|her|their|its)\b)"
)
"""Who gives something a name, which is his word of it."""
_EVIDENCE = re.compile(
    r"\b(?:survey|poll|stud(?:y|ies)|statistics|figures|data|census|ranking|index|reports?|documents?|analys[ie]s|"
    r"videos?|speech|letters?|statements?|remarks|interviews?|articles?|image\w*|photo\w*|footage|records?|"
    r"estimates?|research)\b",
    re.IGNORECASE,
)
"""What speaks when it shows something."""
_OWNED = re.compile(r"[’']s?\s\w|\b(?:this|that|it|its|his|her|their)\b", re.IGNORECASE)
"""In what shows something and is nobody: "Putin’s visit shows that"."""
_GOES_ON = re.compile(r"\s(?:and|but)$")
_LEADING = re.compile(r"(?:the |The )?(?!(?:An?|The|In|On|At|As|But|And|Then)\s)(?:[A-ZА-Я][\w.’'-]*\s){1,6}")
"""Who stands first in a clause that goes on to say something: "Holt came to the yard but said"."""
_SPACE = re.compile(r"\s")
_HAS_SAID = re.compile(rf"\s+(?:also |has |have |had |later |\w+ly ){{0,2}}{SAY}\b", re.IGNORECASE)
LONGEST_SPEAKER = 90
"""Characters that may name who speaks."""
_NO_SPEAKER = re.compile(
    r"^(?:his|her|its|their|my|our)$|^[^,]*\b(?:is|are|was|were|would|will|could|can|be|been|as well as)\b|"
    r"\b(?:is|are|was|were)$|[’']s?$|n[’']t\b|"
    r",\s(?!who\b|which\b|whose\b|where\b)[^,]*\b(?:is|are|was|were|would|will|could|can)\b[^,]*,$|"
    r"\b(?:amid|of|in|by|with|from|to|the|a|an|any|these|those|such|new|recent|press|some|despite|after|following|as|"
    r"while|when|because|since|until|before|where|if|whether|not|never)$",
    re.IGNORECASE,
)
_LINK = re.compile(r"^(?:and|but|so|where|when|while|because|as|although|though|since|if|that|in which)\s+(?=\w)", re.I)
"""What ties a speaker's clause to the one before: "a note, where he observed"."""
_OFTEN = re.compile(r"\s(?:often|long|repeatedly|previously|publicly)$")
"""How often one says it, between him and the verb."""
_WITNESSED = re.compile(r"^.*?\b(?:we|I|they)(?:[’']ve| have| had)? (?:seen|saw|heard) (?=\w)", re.IGNORECASE)
"""Before a speaker who is seen to speak: "we have seen North Korean officials deny"."""
_VERB_FIRST = re.compile(
    rf"[,”\"]\s*{SAY}\s+(?!(?:that|his|her|its|their|it)\b)(?P<who>[^,.;“”\"]{{2,90}})", re.IGNORECASE
)
_SAID_KO = re.compile(
    rf"(?:라고|다고|고)\s(?P<last>[가-힣A-Za-z· ]{{2,30}})(?:은|는|이|가)\s{_SAY_KO}|"
    rf"^(?P<first>[가-힣A-Za-z· ]{{2,30}}?)(?:은|는)\s[^.]*고\s?{_SAY_KO}"
)
"""Who says it in Korean: right before the verb, or as what the sentence is about."""
_SAID_BY = re.compile(
    r"\b(?:announced|reported|said|stated|confirmed|told|claimed|revealed|"
    r"disclosed) by\s+(?P<who>[^,.;“”\"]{2,90})",
    re.IGNORECASE,
)
_SPEECH = re.compile(
    rf"\b{SAY}\b|{_SAY_KO}|\baccording to\b|\bпо словам\b|\bсогласно\b|\blaut\b|에 따르면", re.IGNORECASE
)
_OPINION = re.compile(
    r"\b(?:expert|analyst|scholar|observer|historian|fellow|professor|opinion|suggest\w*|believ\w*|argu\w+|predict\w*|"
    r"I |we |my |our )",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who a sentence says said it; `who` is the words as written, a pronoun included."""

    who: str


@lru_cache(maxsize=8192)
def attributions(text: str) -> tuple[Attribution, ...]:
    """Who is said to have said something in `text`, in order; empty when the sentence speaks for itself."""
    found = [m["who"] or m["ko"] for m in _ACCORDING.finditer(text)]
    found += (m["last"] or m["first"] for m in _SAID_KO.finditer(text))
    found += (m["who"] for m in _IN_WORDS_OF.finditer(text))
    found += (m["who"] for m in _CALLED.finditer(text))
    behind = [m for pattern in (_SAID_BY, _VERB_FIRST) for m in pattern.finditer(text)]
    found += (m["who"] for m in behind)
    found += speakers_first(text, frozenset(m.start() for m in behind if m["who"].istitle()))
    bare = (_LINK.sub("", who.strip().rpartition(": ")[2].lstrip()) for who in found if who)
    told = dict.fromkeys(_WITNESSED.sub("", _OFTEN.sub("", who)) for who in bare)
    return tuple(Attribution(who) for who in told if _may_speak(who))


def speakers_first(text: str, others: frozenset[int] = frozenset()) -> list[str]:
    """What stands before each verb of saying: up to 90 characters of its clause, and an apposition in commas.

    Of a clause that goes on to the verb ("Holt came but said") it is who stands first in it.

    `others` are the places of commas before verbs whose speaker stands behind them: "…, said Kirby".

    The words from `start` are the longest such, searched from the verb, so that a text without one costs nothing.
    """
    spaces = [space.start() for space in _SPACE.finditer(text) if space.start() - 1 not in others]
    verbs = [verb for space in spaces if (verb := _HAS_SAID.match(text, space))]
    found: list[str] = []
    at = 0
    while begins := [(start, v.start(), v.end()) for v in verbs for start in _begins(text, at, v.start())]:
        start, end, at = min(begins)
        if _GOES_ON.search(text, start, end):
            lead = _LEADING.match(text, _clause_start(text, end))
            found += [lead.group().strip()] if lead else [text[start:end]] if text[start].isupper() else []
        elif "show" not in text[end:at] or not _OWNED.search(text, start, end) or _EVIDENCE.search(text, start, end):
            found.append(text[start:end])
    return found


def _clause_start(text: str, end: int) -> int:
    """Where the clause before `end` begins."""
    start = _last(',;“”".!?', text, end) + 1
    return start + len(text[start:end]) - len(text[start:end].lstrip())


def _begins(text: str, at: int, end: int) -> Iterator[int]:
    """Where a speaker who ends at `end` may begin, not before `at`: right there, or before an apposition."""
    start = max(at, end - LONGEST_SPEAKER, _last(',;“”"', text, end) + 1)
    if start <= end - 2:
        yield start
    comma = _last(',“”"', text, end - 1)
    if text[end - 1 : end] == "," and comma >= at and text[comma] == "," and 2 <= end - comma - 2 <= 120:
        start = max(at, comma - LONGEST_SPEAKER, _last(',;“”"', text, comma) + 1)
        if start <= comma - 2:
            yield start


def _last(marks: str, text: str, end: int) -> int:
    """The last place of any of these marks before `end`, -1 when there is none."""
    return max(text.rfind(mark, 0, end) for mark in marks)


def _may_speak(who: str) -> bool:
    """Whether the words before a verb of saying can be its subject: "is said to", "the DPRK’s continued" are not."""
    return bool(who) and not _NO_SPEAKER.search(who)


@lru_cache(maxsize=8192)
def is_speech(text: str) -> bool:
    """Whether a text reports what somebody said, rather than what happened."""
    return len(re.findall(r"[“”«»\"]", text)) >= 2 or bool(_SPEECH.search(text))


@lru_cache(maxsize=8192)
def is_opinion(text: str) -> bool:
    """Whether the reported speech is a judgement, which is no fact without its speaker."""
    return is_speech(text) and bool(_OPINION.search(text))


def short(who: str) -> str:
    """The first words of a speaker, for a reason that is shown."""
    words = who.split()
    return " ".join(words[:8]) + ("…" if len(words) > 8 else "")
