"""Whom a claim means by those who say something, and which of them only pass it on or are spoken of."""

from __future__ import annotations

import re

from qa.facts.attribution import Attribution
from qa.facts.core import Core
from qa.facts.meant import kind_of
from qa.facts.names import Name, names
from qa.facts.same_names import names_it
from qa.facts.source import Source

_WHAT = re.compile(r"\bwhat\b", re.IGNORECASE)
"""Before one whose words the claim only speaks of: "it contradicts what Putin and Xi stated"."""


def who_of(speaker: str) -> tuple[Name, ...]:
    """The names of a speaker: those of persons where there are some, and none that only stands in an apposition.

    "Reuters, the first to report Kim’s visit," is Reuters; "the president’s spokesman, Dmitry Peskov," is Peskov.
    """
    found: tuple[Name, ...] = ()
    for part in (speaker.partition(",")[0], speaker):
        found = names(part) or names(f"x {part}")
        for kind in ("person", "body"):
            if speaking := tuple(name for name in found if kind_of(name) == kind):
                return speaking
    return found


def is_spoken_of(speaker: Attribution, claimed: tuple[Attribution, ...], claim: str, spoken: Core) -> bool:
    """Whether a claim tells not what one says but of it: "what Washington warns about", "what Putin and Xi stated"."""
    if not _WHAT.search(speaker.who):
        return False
    if re.search(rf"{re.escape(speaker.who)} \w+ (?:about|of|against)\b", claim):
        return True
    return len(claimed) > 1 and all(names_it(name, spoken.text) for name in who_of(speaker.who))


def tells_on(
    speaker: Attribution, claimed: tuple[Attribution, ...], said_by: tuple[Attribution, ...], source: Source
) -> bool:
    """Whether all whom the source quotes are other speakers of the claim, whose word this one passes on."""
    others = [name for a in claimed if a != speaker for name in who_of(a.who)]
    head = " ".join(filter(None, (source.title, source.publisher, source.speaker)))
    return (
        bool(said_by)
        and any(names_it(name, head) for name in who_of(speaker.who))
        and all(any(names_it(name, a.who) for name in others) for a in said_by)
    )
