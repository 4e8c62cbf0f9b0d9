"""Whether a claim tells as a fact what its source only has somebody deny, or warn or speak of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.facts.attribution import attributions
from qa.facts.core import Core, relevant_clauses
from qa.facts.mismatch import Mismatch
from qa.facts.names import names, plain_stems
from qa.facts.same_names import names_it
from qa.facts.scope import negated
from qa.facts.stance import stances
from store.words import language_of

_SPOKE_OF = re.compile(
    r"\b(?:told|warn(?:ed|s)?|sp(?:oke|eaks?)|talk(?:ed|s)?|complain(?:ed|s)?|boast(?:ed|s)?)\b"
    r"[^.;]{0,60}?\b(?:about|of)\s(?P<what>[^.;,]+)",
    re.IGNORECASE,
)
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
    if negated(claim) and "denied" in stances(relevant_clauses(claim, core.text)) and not _plainly_denied(said, core):
        yield Mismatch("attribution", "the source says only that this was denied")
        return
    for spoke in _SPOKE_OF.finditer(core.text):
        shared = said & plain_stems(core.text)
        who = names(core.text[: spoke.start()])
        if who and not any(names_it(name, claim) for name in who) and shared and shared <= plain_stems(spoke["what"]):
            yield Mismatch("attribution", f"the source gives this as the word of {who[-1].text}")
            return


def _plainly_denied(said: frozenset[str], core: Core) -> bool:
    """Whether the source also negates it in its own words."""
    return not attributions(core.text) and any(len(scope & said) > 1 for scope in negated(core.text))
