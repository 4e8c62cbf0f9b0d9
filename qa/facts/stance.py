"""How a sentence stands to what it says: denied, alleged, confirmed, sought or planned."""

from __future__ import annotations

import re
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
    r"\b(?:no (?:further|farther|later|more|less|fewer|longer|other) than|not only|not just|"
    r"nothing but|if not(?:hing else)?|"
    r"not least|"
    r"not limited to|no doubt|(?:would )?not be surprised|(?:not|never) (?:\w+ )?any \w+er than|"
    r"no[- ]deal|nothing (?:less|more) than|whether or not|"
    r"not since|"
    r"(?:not|un|never)(?: been| before)? ?(?:seen|known|witnessed|matched|equalled) since|"
    r"with no (?:other |real )?(?:choice|option|alternative|way (?:out|home|back|around))|"
    r"ha(?:d|s|ve) no (?:other )?(?:choice|option)(?: left)?|no (?:other )?choice but|"
    r"не только|не позднее|не менее|не более|не удив\w+|nicht nur|nicht (?:\w+ )?(?:überrasch\w+|wundern)|mindestens|"
    r"rather than|(?:down|reduced|amount\w*|c[ao]me|fell|fallen|drop\w*|shr[aiu]nk) to (?:nothing|nil))\b|"
    r"\bno(?=[,—]\s)|"
    r"\bwould(?:n[’']t| not) (?:be surprised|surprise (?:him|her|them|me|us)|come as a surprise)\b|"
    r"\b(?:nobody|no one) (?:would|should|will) be surprised\b|\bcomes? as no surprise\b|"
    r"\b(?:not|never) (?:find (?:it|this|that) surpris\w+|be astonished)|"
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
        r"не|нет|ни|без|никогда|отказ\w+|nicht|kein\w*|nie|ohne)\b|n[’']t\b|않|없|못[하했한할]|아니|안 ",
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
        r"hop(?:es?|ed) (?:to|that)|soon|(?:intent(?:ions?)?|aim(?:s|ed|ing)?|ambitions?|read(?:y|iness)|"
        r"willing(?:ness)?|"
        r"poised|prepar(?:e|es|ed|ing|ations?)) to|"
        r"будет|будут|планир\w+|намерен\w*|ожида\w+|собира\w+|wird|werden|plant)\b|"
        r"예정|계획|"
        r"것이다|할 것",
        re.IGNORECASE,
    ),
}


@lru_cache(maxsize=8192)
def stances(text: str) -> frozenset[Stance]:
    """Every stance a text takes. Comparisons that deny nothing ("no further than", "not only") do not negate."""
    plain = COMPARISONS.sub(" ", text)
    return frozenset(stance for stance, pattern in PATTERNS.items() if pattern.search(plain))
