"""British spellings of English words as American ones, so that "defence programmes" are found under "defense program".

The rules are those on which dictionaries of both agree: -ise with its forms (-isation, -iser), -yse, -our, -re and
-oeuvre after the endings listed here, and single words. Where only a double l differs ("travelled"), the stemmer takes
it off, but not behind a short stem ("fuelled"). What is another word in American ("cheque", "tonne") stays.
"""

from __future__ import annotations

import re

_ISE = re.compile(
    r"(?P<root>\w{2,}(?:al|an|ar|ard|(?<!tre)at|er|ern|et|ic|id|il|im|in|it|iv|ogn|og|ol|on|or|as|ul|ym))is"
    r"(?P<end>e[drs]?|ers|ing|able|ations?|ational(?:ly)?)"
)
_LYSE = re.compile(r"(?P<root>(?:ana|para|cata)ly)s(?P<end>e[drs]?|ing)")
_OUR = re.compile(
    r"(?P<root>(?:mis|dis|un|water)?(?:ard|arm|behavi|cand|clam|col|demean|endeav|fav|ferv|flav|glam|harb|hon|hum|lab|"
    r"neighb|od|parl|ranc|rig|rum|sav|savi|splend|succ|tum|val|vap|vig))our"
    r"(?P<end>ed|er|ers|ing|able|ably|al|ful|hood|ite|ites|itism|less|ly|y|ies|s?)"
)
_RE = re.compile(
    r"(?P<root>\w*(?:calib|cent|fib|lit|lust|meag|met|mit|och|reconnoit|sab|scept|somb|spect|theat))r"
    r"(?P<end>e[ds]?|ing)"
)
_UVRE = re.compile(r"(?P<root>(?:out)?man)oeuvr(?P<end>e[ds]?|ing|able|ability)")
_LL = re.compile(r"(?P<root>(?:re)?fuel|dial|duel|council|counsel|unrival|wool)l(?P<end>ed|ing|ors?|en)")
_WORDS = {
    "ageing": "aging",
    "aluminium": "aluminum",
    "artefact": "artifact",
    "artefacts": "artifacts",
    "catalogue": "catalog",
    "catalogued": "cataloged",
    "catalogues": "catalogs",
    "centrepiece": "centerpiece",
    "defence": "defense",
    "defenceless": "defenseless",
    "defences": "defenses",
    "enquiries": "inquiries",
    "enquiry": "inquiry",
    "grey": "gray",
    "jewellery": "jewelry",
    "judgement": "judgment",
    "judgements": "judgments",
    "licence": "license",
    "licences": "licenses",
    "mould": "mold",
    "moulds": "molds",
    "offence": "offense",
    "offences": "offenses",
    "plough": "plow",
    "ploughed": "plowed",
    "ploughs": "plows",
    "practise": "practice",
    "practised": "practiced",
    "practises": "practices",
    "practising": "practicing",
    "pretence": "pretense",
    "programme": "program",
    "programmes": "programs",
    "sceptic": "skeptic",
    "sceptical": "skeptical",
    "scepticism": "skepticism",
    "sceptics": "skeptics",
    "skilful": "skillful",
    "skilfully": "skillfully",
    "tyre": "tire",
    "tyres": "tires",
}
_LONGEST_ROOT = 5
"""Shorter words end in -ise by themselves: "rise", "arise", "wise"."""


def american(word: str) -> str:
    """A lower-case English word in American spelling; the word itself when both agree."""
    if word in _WORDS:
        return _WORDS[word]
    if "is" in word and len(word) > _LONGEST_ROOT and (match := _ISE.fullmatch(word)):
        return f"{match['root']}iz{match['end']}"
    if "lys" in word and (match := _LYSE.fullmatch(word)):
        return f"{match['root']}z{match['end']}"
    if "our" in word and (match := _OUR.fullmatch(word)):
        return f"{match['root']}or{match['end']}"
    if "r" in word[-4:] and (match := _RE.fullmatch(word)):
        return f"{match['root']}er{_behind_er(match['end'])}"
    if "oeuvr" in word and (match := _UVRE.fullmatch(word)):
        return f"{match['root']}euver{_behind_er(match['end'])}"
    if "ll" in word and (match := _LL.fullmatch(word)):
        return f"{match['root']}{match['end']}"
    return word


def _behind_er(end: str) -> str:
    """The ending of a British -re as it stands behind an American -er: "centred" is "centered", "centres" "centers"."""
    return "ed" if end == "ed" else end.removeprefix("e")
