"""Whether one sentence denies what another says: by a word of denial, or by a "not" to the same predicate."""

from __future__ import annotations

import re

from qa.facts.scope import Negation, negations
from qa.facts.stance import stances
from store.meanings import nearness
from store.names import gazetteer, mentions, wholes
from store.words import content_tokens

NEAR = 0.9
"""Cosine of two sentences (multilingual-e5-small) from which they speak of one matter even without shared words."""
REACH = 10
"""Content words that a denial reaches."""
SAME = 0.6
"""Nearness in meaning from which two verbs say the same."""
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
DENIES = re.compile(
    r"\b(?:den(?:y|ies|ied|ying|ials?)\b(?!(?:\s[\w’'-]+){0,5}?\s(?:access|entry|visas?|loans?|means|use|ability|"
    r"opportunit\w+|permission|safe))|reject(?:s|ed|ing)?|refut\w+|dismiss\w+|disput(?:e|es|ed|ing)|debunk\w+|"
    r"опроверг\w*|отрица\w+|отверг\w*|dementier\w+|bestreit\w+|bestritt\w*)\b",
    re.IGNORECASE,
)
_DENIES_KO = re.compile(r"부인|부정했|반박")
_OPEN = re.compile(
    r"\b(?:if|whether|would|should|unless|in case|если|бы|wenn|falls|ob|würde\w*)\b|만약|다면|한다면|는지",
    re.IGNORECASE,
)
"""What is only supposed is neither claimed nor, by another, denied."""
_UNKNOWN = re.compile(
    r"(?:\b(?:not|cannot|не|nicht|no)\b|n[’']t\b)\s+(?:\w+\s+){0,2}(?:know\w*|sure|clear|certain|confirm\w*|say|said|"
    r"comment\w*|"
    r"specif\w+|aware|information|indication\w*|signs?|знае\w+|уточн\w+|подтверд\w+|bekannt|sicher)|"
    r"\b(?:unclear|unconfirmed|unknown|unspecified)\b",
    re.IGNORECASE,
)
"""Not to know, confirm or specify is no denial."""
_CLAIM_NOUNS = frozenset(
    "report claim accus alleg charg rumor rumour suggest assert media it stori stateme inform сообщен обвинен "
    "утвержден bericht vorwurf".split()
)


def denies_what_precedes(text: str) -> bool:
    """Whether a sentence denies something without saying what: "Moscow rejected the report"."""
    for cue in DENIES.finditer(text):
        scope = [stem for stem, t in content_tokens(text) if t.start >= cue.end() and not _named(text, t.start)]
        if not scope or set(scope) <= _CLAIM_NOUNS:
            return True
    return False


def denies(denier: str, claimer: str, cosine: float) -> bool:
    """Whether one sentence denies what another claims; `cosine` is that of their vectors."""
    if bool("future" in stances(claimer)) != bool("future" in stances(denier)) and not DENIES.search(denier):
        return False
    if _OPEN.search(claimer):
        return False
    claimed, against = stems_of(claimer), [scope for scope, _ in (*_denials(claimer), *_negated(claimer))]
    for scope, names in (*_denials(denier), *_negated(denier, claimer)):
        shared = scope & claimed
        enough = len(shared) >= 2 and len(shared) >= 0.5 * len(scope)
        if not enough and not (shared and cosine >= NEAR):
            continue
        if not any(len(s & shared) >= min(2, len(shared)) for s in against) and _same_direction(names, claimer):
            return True
    return False


_Scope = tuple[frozenset[str], tuple[str, ...]]
"""The stems in reach of a denial, and the names there in order."""


def _denials(text: str) -> list[_Scope]:
    """What a sentence says that somebody denies."""
    found = []
    words = [(stem, t) for stem, t in content_tokens(text) if not _named(text, t.start)]
    for cue in (*DENIES.finditer(text), *_DENIES_KO.finditer(text)):
        korean = bool(_DENIES_KO.match(cue.group()))
        near = [s for s, t in words if t.end <= cue.start()][-REACH:] if korean else []
        near = near or [s for s, t in words if t.start >= cue.end()][:REACH]
        ahead = [m.entity for m in mentions(text) if korean or m.start >= cue.end()]
        found.append((frozenset(near) - _CLAIM_NOUNS, tuple(ahead)))
    return [(scope, ahead) for scope, ahead in found if scope]


def _negated(text: str, claimer: str | None = None) -> list[_Scope]:
    """What a sentence itself denies; with a `claimer`, only where that says the same of the same subject.

    "Has not left the country since the pandemic" denies nothing that is said of the country's borders.
    """
    if _UNKNOWN.search(text) or (claimer is not None and _OPEN.search(text)):
        return []
    everyone, own = tuple(m.entity for m in mentions(text)), _name_stems(text)
    found = [n for n in negations(text) if claimer is None or (_says(claimer, n) and _speaks_of(claimer, text, n))]
    return [(n.scope - own, everyone) for n in found if n.scope - own]


def _says(claimer: str, negation: Negation) -> bool:
    """Whether a sentence of `claimer` has what is negated, by stem or meaning, with another word of the scope."""
    if negation.predicate is None:
        return True
    for sentence in _SENTENCE.split(claimer):
        stems = list(stems_of(sentence))
        same = bool(stems) and float(nearness([negation.predicate], stems).max()) >= SAME
        if same and negation.scope & set(stems):
            return True
    return False


def _speaks_of(claimer: str, text: str, negation: Negation) -> bool:
    """Whether `claimer` names the subject of a negation in `text`: a name of it, else a noun; a pronoun is let pass."""
    begins, ends = negation.subject
    named = [m.entity for m in mentions(text) if begins <= m.start < ends]
    if named:
        return any(
            whole in wholes(named[-1]) or named[-1] in wholes(whole) for whole in {m.entity for m in mentions(claimer)}
        )
    nouns = [stem for stem, t in content_tokens(text) if begins <= t.start < ends]
    return not nouns or not set(nouns).isdisjoint(stems_of(claimer))


def _same_direction(names: tuple[str, ...], claimer: str) -> bool:
    """Whether the states that both name stand in one order: who supplied whom. A passive turns it round."""
    theirs = [_state(m.entity) for m in mentions(claimer)]
    mine = [s for s in dict.fromkeys(_state(n) for n in names) if s and s in theirs]
    order = [s for s in dict.fromkeys(theirs) if s in mine]
    return mine == order or bool(re.search(r"\b(?:by|from|von|из)\b|에서", claimer))


def _state(entity: str) -> str | None:
    return next((w for w in wholes(entity) if gazetteer()[w].kind == "country"), None)


def _named(text: str, offset: int) -> bool:
    return any(m.start <= offset < m.end for m in mentions(text))


def _name_stems(text: str) -> frozenset[str]:
    return frozenset(stem for stem, t in content_tokens(text) if _named(text, t.start))


def stems_of(text: str) -> frozenset[str]:
    """Stems of the content words that are neither names nor numbers."""
    return frozenset(stem for stem, t in content_tokens(text) if not t.text[0].isdigit() and not _named(text, t.start))
