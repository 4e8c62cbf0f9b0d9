"""Negations in other words: who stayed away did not come, before the earliest there was none, non-use is no use."""

from __future__ import annotations

import re
from functools import lru_cache

from qa.facts.stance import COMPARISONS
from store.sentences import inner_stops_marked
from store.words import content_stems, content_tokens, stem

_IMPLIED = re.compile(
    r"\b(?:stay(?:s|ed|ing)? (?:away|behind|out|within|inside|put|in|at)|remain\w* (?:in|at|within)|"
    r"too \w+|[a-z]+-free|net[- ]zero|yet to|den(?:y|ies|ied|ying|ials?)|reject\w*|"
    r"dismiss\w*|refus\w*|declin\w*|(?:turn|vot)(?:e?s|e?d|ing)? down|avoid\w*|forbid\w*|forbade|bann?(?:s|ed)?|"
    r"prevent\w*|(?:kept|keep\w*)(?= (?:[\w’'-]+ ){1,4}from\b)|bar(?:s|red|ring)?|block\w*|rul(?:e|es|ed|ing) out|"
    r"exclud\w*|withh[eo]ld\w*|withdr[ae]w\w*|"
    r"suspend\w*|scrap(?:s|ped)?|abandon\w*|fail\w*|lack\w*|los[et]\w*|skip(?:s|ped)?|absen\w+|dropped|"
    r"doubt\w*|uncertain\w*|unsure|prohibit\w*|"
    r"against(?= \w+ing\b)|cancel\w*|call(?:s|ed)? off|stop\w*|halt\w*|instead|only|alone|rather|except|unlike|missing|"
    r"oppos\w*|refrain\w*|desist\w*|ceas\w*|few|hardly|barely|rarely|little|impossible|abstain\w*|"
    r"(?:out of|beyond) (?:[\w’']+ )?reach|unavailable|for now|so far|first \w+ since|"
    r"first(?= [\w ]{1,80} since)|un(?:changed|true|founded|clear|known|confirmed|likely|able|willing|harmed|hurt)|"
    r"(?:will be|would be|to be|likely) (?:my|his|her|their|our) (?:very )?last|"
    r"запре\w+|отмен\w+|только|лишь|nur|verbot\w*|abgelehnt|ablehn\w*|verweiger\w*)\b|없|금지|거부|취소",
    re.IGNORECASE,
)
"""Words that deny without a "not": who stayed away did not come, what is too heavy cannot be borne."""
_KEEPS = re.compile(r"\b(?:kept|keep\w*)\b", re.IGNORECASE)
_DENYING_PART = re.compile(r"^[a-z]+[- ](?=(?:free|zero)$)", re.IGNORECASE)
"""What stands before the part of a cue that denies: "duty-free", "net-zero"."""
_YET = ("for now", "so far")
"""These deny only what is not told beside them: "so far the borders are open"."""
_TOPS_ALL = re.compile(
    r"\b(?:(?:most|least) (?!likely|probabl[ey]|recently|of\b)\w+|highest(?:-\w+)?|earliest|largest|greatest|longest|"
    r"biggest|strongest|lowest|smallest|fastest|"
    r"closest|deepest|heaviest|hottest|coldest|shortest|worst|best|latest|newest|oldest|youngest|deadliest|costliest|"
    r"than (?:any|all|every|ever)\w*|"
    r"record|unprecedented|unique|first|самы[йемх]\w*|впервые|рекордн\w*|ersten?|höchsten?|größten?)\b|최초|가장|처음",
    re.IGNORECASE,
)
_NONE_LIKE_IT = re.compile(
    r"\b(?:no|none|nobody|never|not|nothing)\b(?:[^.;]|\.(?=\S)){0,160}?"
    r"(?:\b(?:before|so|such|previous(?:ly)?|earlier|until|of \w+er\b[^.;]{0,60}? since|\w+er (?:\w+ )?than|"
    r"(?:more|less|fewer)\b[^.;]{0,40}? than)|(?<!, )\bas)\b",
    re.IGNORECASE,
)
_PREFIXED = re.compile(r"\b(?:non-?|no-|un|in|im|ir|il|dis)(?P<what>[a-z]{3,})\b")
_SAID_OF = re.compile(
    r"\b(?:is|are|was|were|be|been|being|got|gets?|seem\w*|appear\w*|remain\w*)\s(?:\w+ly\s)?$", re.IGNORECASE
)
"""Before what is said of the subject."""


def implies_negation(text: str, other: str) -> bool:
    """Whether `text` has a word, and `other` has not, that `other` may put as a negation: "stayed away"."""
    there = set(content_stems(other))
    kept = _KEEPS.search(other) is not None
    cues = [cue.group() for cue in _IMPLIED.finditer(COMPARISONS.sub(" ", text))]
    cues = [cue for cue in cues if not (kept and _KEEPS.match(cue))]
    return any(not there & set(content_stems(_DENYING_PART.sub("", cue))) for cue in cues)


@lru_cache(maxsize=8192)
def denies_otherwise(text: str) -> bool:
    """Whether a text has a word that denies without a "not"."""
    return bool(_IMPLIED.search(COMPARISONS.sub(" ", text)))


@lru_cache(maxsize=8192)
def affirms(text: str, predicate: str) -> bool:
    """Whether a text has the word of this stem, and no word that denies without a "not" can be about it.

    None stands before it, nor is one said of it: "in violation of resolutions that prohibit it", not "refused to sign"
    nor "the signing was cancelled".
    """
    places = [token.start for own, token in content_tokens(text) if own == predicate]
    if not places:
        return False
    plain = COMPARISONS.sub(lambda m: " " * len(m.group()), text)
    cues = [cue for cue in _IMPLIED.finditer(plain) if cue.group().lower() not in _YET]
    return all(cue.start() > places[-1] and not _SAID_OF.search(text, 0, cue.start()) for cue in cues)


@lru_cache(maxsize=8192)
def tops_all(text: str) -> bool:
    """Whether a text tells what goes beyond all else of its kind: "the earliest meeting", "a record catch"."""
    return bool(_TOPS_ALL.search(text))


@lru_cache(maxsize=8192)
def denies_the_like(text: str) -> bool:
    """Whether a text denies that there was anything like it: "no minister had ever come so early"."""
    return bool(_NONE_LIKE_IT.search(inner_stops_marked(text)))


@lru_cache(maxsize=8192)
def opposites(text: str) -> frozenset[str]:
    """Stems of what words with a prefix deny: "use" of "non-use", "able" of "unable"."""
    return frozenset(stem(m["what"], "en") for m in _PREFIXED.finditer(text.lower()))
