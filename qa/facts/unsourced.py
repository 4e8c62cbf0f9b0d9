"""Whether a claim tells as a fact what its source only has somebody deny, or warn or speak of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.facts.attribution import SAY, attributions
from qa.facts.core import Core, relevant_clauses
from qa.facts.mismatch import Mismatch
from qa.facts.names import names, plain_stems
from qa.facts.same_names import names_it
from qa.facts.scope import negated, negations
from store.words import language_of

_SPOKE_OF = re.compile(
    r"\b(?:told|warn(?:ed|s)?|sp(?:oke|eaks?)|talk(?:ed|s)?|complain(?:ed|s)?|boast(?:ed|s)?)\b"
    r"[^.;]{0,60}?\b(?:about|of)\s(?P<what>[^.;,]+)",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:den(?:y|ied|ies|ying|ials?)|refut(?:e[sd]?|ing)|disput(?:ed|ing))\b", re.IGNORECASE)
"""That something is said not to be so; who rejects an offer does not accept it."""
_TO_COME = re.compile(r"\b(?:imminent|looming|coming|possible|likely|threat\w*|danger\w*|risks?)\b", re.IGNORECASE)
_SAYING = re.compile(rf"\b{SAY}\b", re.IGNORECASE)
_HEARD = re.compile(
    r"\b(?:sa(?:id|ys)|told|warn\w*|sp(?:oke|eaks?)|talk\w*|accord\w*|alleg\w*|claim\w*|accus\w*|fear\w*|threat\w*|"
    r"reject\w*|den(?:y|ied|ies|ials?)|dismiss\w*|insist\w*|argu\w*|believ\w*|view\w*|maintain\w*)\b",
    re.IGNORECASE,
)
"""That a claim gives what it says as somebody's word."""


def unsourced(claim: str, core: Core) -> Iterator[Mismatch]:
    """What the claim says by itself and the source only in the mouth of one whom it tells of; English only."""
    if attributions(claim) or _HEARD.search(claim) or language_of(claim) != "en" or language_of(core.text) != "en":
        return
    said = plain_stems(claim)
    if negated(claim) and _DENIED.search(relevant_clauses(claim, core.text)) and not _plainly_denied(said, core):
        yield Mismatch("attribution", "the source says only that this was denied")
        return
    for spoke in _SPOKE_OF.finditer(core.text):
        shared = said & plain_stems(core.text)
        who = names(core.text[: spoke.start()])
        if (
            who
            and _TO_COME.search(spoke["what"])
            and not any(names_it(name, claim) for name in who)
            and shared
            and shared <= plain_stems(spoke["what"])
        ):
            yield Mismatch("attribution", f"the source gives this as the word of {who[-1].text}")
            return


def _plainly_denied(said: frozenset[str], core: Core) -> bool:
    """Whether the source also negates it in its own words."""
    return any(
        negation.scope & said and not _SAYING.search(core.text, *negation.subject) for negation in negations(core.text)
    )
