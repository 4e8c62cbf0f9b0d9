"""How a sentence stands to what it says: denied, alleged, planned, and by whom it is said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Stance = Literal["negated", "hedged", "denied", "confirmed", "future", "sought"]

DECLINED_TO_DO = (
    r"declin\w+ to\b(?!\s+(?:[\d$€£₩]|(?:an?|the|its|their|just|only|about|around|roughly|nearly|almost|some|barely|"
    r"well|less|more|fewer|under|over|below|above|as|much|lower|zero|half|single|double|record|historic|one|two|three|"
    r"four|five|six|seven|eight|nine|ten|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)\b))"
)
"""A refusal, as a pattern: "declined to say", not "declined to 34 million"."""
COMPARISONS = re.compile(
    r"\b(?:no (?:further|later|more|less|fewer|longer|other) than|not only|not just|nothing but|if not(?:hing else)?|"
    r"not least|"
    r"not limited to|no doubt|(?:would )?not be surprised|(?:not|never) (?:\w+ )?any \w+er than|"
    r"no[- ]deal|nothing (?:less|more) than|whether or not|not since|"
    r"не только|не позднее|не менее|не более|не удив\w+|nicht nur|nicht (?:\w+ )?(?:überrasch\w+|wundern)|mindestens|"
    r"rather than|(?:down|reduced|amount\w*|c[ao]me|fell|fallen|drop\w*|shr[aiu]nk) to (?:nothing|nil))\b|"
    r"\bno(?=[,—]\s)|"
    r"\bwould(?:n[’']t| not) (?:be surprised|surprise (?:him|her|them|me|us))\b|"
    r"뿐(?:만)?\s?아니라|놀라(?:지|운 일이|울 것이) (?:않|아니)|뗄 수 없|없어서는 안|빠짐없|변함없|끊임없|틀림없|"
    r",\s(?:and )?not (?:the )?(?-i:[A-Z])[^,.;]{1,40}(?=[,.])",
    re.IGNORECASE,
)
PATTERNS: dict[Stance, re.Pattern[str]] = {
    "negated": re.compile(
        r"\b(?:not|no|never|neither|nor|none|nobody|nothing|without|cannot|lack(?:s|ed|ing)?|refus\w+|"
        rf"{DECLINED_TO_DO}|"
        r"fail(?:s|ed|ing)? to|(?:refrain|abstain)(?:s|ed|ing)? from|"
        r"unlikely|absent|withh[eo]ld\w*|ruled? out|un(?:announced|specified|clear|confirmed|"
        r"known|able|willing|aware)|"
        r"не|нет|ни|без|никогда|отказ\w+|nicht|kein\w*|nie|ohne)\b|n[’']t\b|않|없|못하|아니|안 ",
        re.IGNORECASE,
    ),
    "denied": re.compile(
        r"\b(?:den(?:y|ies|ied|ying|ials?)|reject(?:s|ed|ing|ion)?|refut\w+|dismiss\w+|"
        r"(?:turn|vot)(?:s|es|ed|ing)? down|"
        r"(?<!the )(?<!a )disput(?:ed|ing)|опроверг\w*|отрица\w+|"
        r"отверг\w*|dementier\w+|bestreit\w+|bestritt\w*)\b|부인|부정했|반박",
        re.IGNORECASE,
    ),
    "hedged": re.compile(
        r"\b(?:alleg\w+|reportedly|purported\w*|ostensibl\w+|"
        r"whether|rumou?r\w*|suspect\w*|suggest\w*|speculat\w*|(?-i:may)|"
        r"might|(?<!you )could(?! not|n[’']t)|"
        r"(?<!est )possibl\w+|"
        r"possibility|perhaps|likely|probably|appear(?:s|ed)?(?: to)?|seem(?:s|ed)?(?: to)?|supposed\w*|"
        r"apparently|apparent(?! to\b)|"
        r"believed to|thought to|potential\w*|considering|one expert|якобы|возможно|вероятно|может|могут|"
        r"мог\w*|"
        r"предположит\w+|предполож\w+|по слухам|angeblich|vielleicht|möglich\w*|könnte\w*|vermutlich)\b|것으로 보|"
        r"가능성|수 있|추정|의혹|듯",
        re.IGNORECASE,
    ),
    "confirmed": re.compile(
        r"\b(?:confirm\w*|(?:re)?affirm\w*|admit\w*|acknowledg\w*|verif(?:y|ied)|validat\w*|proved?n?|"
        r"certainly|certainty|"
        r"(?:is|are|was|were|be|almost|absolutely) certain|definit\w+|подтверд\w+|"
        r"подтвержда\w+|"
        r"призна\w+|bestätig\w+)\b|확인|인정했|시인",
        re.IGNORECASE,
    ),
    "sought": re.compile(
        r"\b(?:seek\w*|sought|want\w*|tr(?:y|ies|ied|ying) (?:to|for)|attempt\w*|urg(?:e|es|ed|ing)|"
        r"call(?:s|ed|ing)? (?:up)?(?:on|for)|"
        r"ask(?:s|ed|ing)? (?:for|[\w ]{0,40}to)|request\w*|demand\w*|propos\w*|offer\w*|pledg\w*|promis\w*|vow\w*|"
        r"provid(?:e|es|ed|ing) for|"
        r"threat\w*|negotiat(?:e|es|ed|ing)|invit\w*|to (?:convince|persuade)|persuad\w*|agree[ds]? (?:to|that|on)|"
        r"settl(?:ed|es) on|interested in|"
        r"warn\w*|should|must|"
        r"under (?:discussion|consideration|review)|need(?:s|ed)? to|"
        r"стрем\w+|хоч\w+|хотел\w*|проси\w*|призва\w*|призыва\w*|предлага\w*|"
        r"предложи\w*|обеща\w*|угрожа\w*|fordert\w*|gefordert|droht\w*|gedroht|verlangt\w*|will haben|bitte[nt]\w*)\b|"
        r"요구|요청|촉구|제안|약속",
        re.IGNORECASE,
    ),
    "future": re.compile(
        r"\b(?:(?<!if you )(?<!political )(?<!the )will|"
        r"(?<!\bI )would(?! (?:just |also |only |simply )?(?:tell|say|note|add|argue|point|remind|refer|like to|"
        r"think)\b)|"
        r"shall|(?<!than )(?-i:plan(?:s|ned|ning)?|(?:^|(?<=[.!?]\s))Plan(?:s|ned)?)|"
        r"intend\w*|expect\w*|scheduled|set to|"
        r"due (?:on|in|by|at|next|this|back)|"
        r"due to (?:arrive|attend|be|begin|come|end|go|hold|leave|meet|open|sign|speak|start|take|travel|visit)|"
        r"going to|about to|"
        r"upcoming|forthcoming|(?:is|are|was|were) to(?= (?-i:[a-z]))|"
        r"hop(?:es|ed)? to|soon|(?:intent(?:ions?)?|aim(?:s|ed|ing)?|ambitions?|read(?:y|iness)|willing(?:ness)?|"
        r"poised|prepar(?:e|es|ed|ing|ations?)) to|"
        r"будет|будут|планир\w+|намерен\w*|ожида\w+|собира\w+|wird|werden|plant)\b|"
        r"예정|계획|"
        r"것이다|할 것",
        re.IGNORECASE,
    ),
}


SAY = (
    r"(?:sa(?:id|ys|ying)|told(?! (?:his|her|its|their|the) [\w-]+ to\b)|"
    r"tells|note[ds]?|add(?:ed|s)|report(?:ed|s)|announc(?:ed|es)|(?<!United )stat(?:ed|es)|"
    r"claim(?:ed|s)|"
    r"warn(?:ed|s)|explain(?:ed|s)|argu(?:ed|es)|stress(?:ed|es)|emphasi[sz](?:ed|es)|comment(?:ed|s)|remark(?:ed|s)|"
    r"continued|estimat(?:ed|es)|calculat(?:ed|es)|complain(?:ed|s)|critici[sz](?:ed|es)|repl(?:ied|ies)|"
    r"show(?:ed|s)(?= us| that)|declar(?:ed|es)|predict(?:ed|s)|suggest(?:ed|s)|assert(?:ed|s)|observ(?:ed|es)|"
    r"clarif(?:ied|ies)|"
    r"point(?:ed|s) (?:out|to)|mention(?:ed|s)|respond(?:ed|s)|den(?:ied|ies|y|ying)|confirm(?:ed|s)|believ(?:ed|es)|"
    r"insist(?:ed|s)|(?:assum|suppos|expect|think|thought|fear|hop|guess|reckon|surmis|conclud|maintain|contend|"
    r"speculat)\w*(?= that\b|[.”\"]*$)|"
    r"сказал\w*|заявил\w*|сообщил\w*|отметил\w*|подчеркнул\w*|добавил\w*|считает|говорит|sagte|erklärte|meinte|"
    r"berichtete)"
)
"""A verb of saying, as a pattern."""
_SAY_KO = r"(?:말했|밝혔|전했|보도했|주장했|지적했|덧붙였|발표했)"
_ACCORDING = re.compile(
    r"\b(?:according to|as reported by|in the words of|"
    r"per(?! cent| capita| day| week| month| year| person| hour)|"
    r"по словам|по данным|согласно|laut|nach Angaben von)\s+"
    r"(?P<who>(?:the |a |an )?[^,.;:“”\"()\[\]]{2,80})|(?P<ko>[\w.]{2,20})에 (?:따르면|의하면)",
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
_SPACE = re.compile(r"\s")
_HAS_SAID = re.compile(rf"\s+(?:also |has |have |had |later |\w+ly ){{0,2}}{SAY}\b", re.IGNORECASE)
LONGEST_SPEAKER = 90
"""Characters that may name who speaks."""
_NO_SPEAKER = re.compile(
    r"^[^,]*\b(?:is|are|was|were|would|will|could|can|be|been|as well as)\b|"
    r"\b(?:is|are|was|were)$|[’']s?$|n[’']t\b|"
    r",\s(?!who\b|which\b|whose\b|where\b)[^,]*\b(?:is|are|was|were|would|will|could|can)\b[^,]*,$|"
    r"\b(?:amid|of|in|by|with|from|to|the|a|an|any|these|those|such|new|recent|press|some|despite|after|following|as|"
    r"while|when|because|since|until|before|where|if|whether|not|never)$",
    re.IGNORECASE,
)
_LINK = re.compile(r"^(?:and|but|so|where|when|while|because|as|although|though|since|if|that|in which)\s+(?=\w)", re.I)
"""What ties a speaker's clause to the one before: "a note, where he observed"."""
_WITNESSED = re.compile(r"^.*?\b(?:we|I|they)(?:[’']ve| have| had)? (?:seen|saw|heard) (?=\w)", re.IGNORECASE)
"""Before a speaker who is seen to speak: "we have seen North Korean officials deny"."""
_VERB_FIRST = re.compile(rf"[,”\"]\s*{SAY}\s+(?!that\b)(?P<who>[^,.;“”\"]{{2,90}})", re.IGNORECASE)
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
def stances(text: str) -> frozenset[Stance]:
    """Every stance a text takes. Comparisons that deny nothing ("no further than", "not only") do not negate."""
    plain = COMPARISONS.sub(" ", text)
    return frozenset(stance for stance, pattern in PATTERNS.items() if pattern.search(plain))


@lru_cache(maxsize=8192)
def attributions(text: str) -> tuple[Attribution, ...]:
    """Who is said to have said something in `text`, in order; empty when the sentence speaks for itself."""
    found = [m["who"] or m["ko"] for m in _ACCORDING.finditer(text)]
    found += (m["who"] for m in _IN_WORDS_OF.finditer(text))
    found += (m["who"] for m in _CALLED.finditer(text))
    behind = [m for pattern in (_SAID_BY, _VERB_FIRST) for m in pattern.finditer(text)]
    found += (m["who"] for m in behind)
    found += speakers_first(text, frozenset(m.start() for m in behind if m["who"].istitle()))
    bare = (_LINK.sub("", who.strip().rpartition(": ")[2].lstrip()) for who in found if who)
    told = dict.fromkeys(_WITNESSED.sub("", who) for who in bare)
    return tuple(Attribution(who) for who in told if _may_speak(who))


def speakers_first(text: str, others: frozenset[int] = frozenset()) -> list[str]:
    """What stands before each verb of saying: up to 90 characters of its clause, and an apposition in commas.

    `others` are the places of commas before verbs whose speaker stands behind them: "…, said Kirby".

    The words from `start` are the longest such, searched from the verb, so that a text without one costs nothing.
    """
    spaces = [space.start() for space in _SPACE.finditer(text) if space.start() - 1 not in others]
    verbs = [verb for space in spaces if (verb := _HAS_SAID.match(text, space))]
    found: list[str] = []
    at = 0
    while begins := [(start, v.start(), v.end()) for v in verbs for start in _begins(text, at, v.start())]:
        start, end, at = min(begins)
        found.append(text[start:end])
    return found


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
