"""British spellings of English words as American ones, so that "defence programmes" are found under "defense program".

The rules are those on which dictionaries of both agree: -ise, -our, -re, -ence and -ogue after the endings listed here.
"""

from __future__ import annotations

import re

_ISE = re.compile(
    r"(?P<root>\w{2,}(?:al|an|ar|at|er|ic|id|il|im|in|iv|ogn|og|ol|on|or|as|ul|ym))is(?P<end>e[drs]?|ers|ing|ations?)"
)
_LYSE = re.compile(r"(?P<root>(?:ana|para|cata)ly)s(?P<end>e[drs]?|ing)")
_OUR = re.compile(
    r"(?P<root>(?:mis)?(?:arm|behavi|clam|col|endeav|fav|flav|harb|hon|hum|lab|neighb|od|parl|rig|rum|sav|splend|tum|"
    r"val|vap|vig|dishon|disfav))our(?P<end>s|ed|er|ers|ing|able|ably|al|ful|hood|ite|ites|less|ly|y|ies|s?)"
)
_RE = re.compile(r"(?P<root>\w*(?:cent|met|theat|fib|lit|calib|spect|manoeuv))re(?P<end>[ds]?)")
_WORDS = {
    "ageing": "aging",
    "aluminium": "aluminum",
    "defence": "defense",
    "defences": "defenses",
    "enquiry": "inquiry",
    "grey": "gray",
    "judgement": "judgment",
    "judgements": "judgments",
    "licence": "license",
    "licences": "licenses",
    "offence": "offense",
    "offences": "offenses",
    "pretence": "pretense",
    "programme": "program",
    "programmes": "programs",
    "sceptic": "skeptic",
    "sceptical": "skeptical",
    "scepticism": "skepticism",
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
    if "re" in word[-3:] and (match := _RE.fullmatch(word)):
        return f"{match['root']}er{'ed' if match['end'] == 'd' else match['end']}"
    return word
