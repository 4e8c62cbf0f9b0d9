"""Checking claims instead of answering questions: the articles carry one, say otherwise, or say nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Literal

from qa.answer import Citation, Record
from qa.entailment import begin_loading
from qa.evidence import Evidence
from qa.opinion import SecondOpinion
from qa.support import Support, check
from store import e5_layers
from store.sentences import split_sentences
from store.text import sanitise
from store.words import content_stems, language_of

if TYPE_CHECKING:
    from store import Library

Finding = Literal["supported", "contradicted", "not_found"]
_ORDINAL = re.compile(r"\b(?:der|die|das|dem|den|des|am|vom|zum|zur|beim|im|ab|bis|seit)\s\d{1,2}\.$", re.IGNORECASE)
PASSAGES = 12
"""Passages that are looked through for a claim."""


class Checked(Record):
    """One claim with what the articles say of it: the JSON contract of ``tumen check --json``."""

    claim: str
    verdict: Finding
    reasons: tuple[str, ...] = ()
    """What differs, or what weakens the proof."""
    citations: tuple[Citation, ...] = ()
    """The quote that decides; none when nothing was found."""

    @property
    def doubted(self) -> bool:
        """Whether it is carried in spite of a doubt, which `reasons` tell."""
        return self.verdict == "supported" and bool(self.reasons)


def check_text(
    text: str, library: Library, *, as_of: str | date | None = None, second: SecondOpinion | None = None
) -> Iterator[Checked]:
    """Check each sentence of `text`; sentences without a content word ("Yes.") are passed over.

    Raises:
        TumenError: the library cannot be read.
    """
    e5_layers.begin_loading()
    begin_loading()
    claims = [claim for claim in _sentences(sanitise(text)) if content_stems(claim)]
    for at, claim in enumerate(claims):
        library.embed_query(claim)
        library.begin_embedding(claims[at + 1 : at + 2])
        yield check_claim(claim, library, as_of=as_of, second=second)


def _sentences(text: str) -> list[str]:
    """The sentences of a text; a German ordinal ends none: "bei der 9. Sitzung"."""
    language, told = language_of(text), list[str]()
    for sentence in split_sentences(text, language):
        if language == "de" and told and _ORDINAL.search(told[-1]):
            told[-1] += f" {sentence.text}"
        else:
            told.append(sentence.text)
    return told


def check_claim(
    claim: str, library: Library, *, as_of: str | date | None = None, second: SecondOpinion | None = None
) -> Checked:
    """Check one claim against the passages nearest to it; `second` is asked about what that leaves open."""
    support = check(claim, Evidence.gather(claim, library, k=PASSAGES, as_of=as_of))
    support = second.on(claim, support) if second else support
    finding = _finding(support)
    decides = support.span if finding != "not_found" else None
    return Checked(
        claim=claim,
        verdict=finding,
        reasons=support.reasons,
        citations=(decides.cite(1),) if decides else (),
    )


def _finding(support: Support) -> Finding:
    if support.verdict != "unsupported":
        return "supported"
    return "contradicted" if support.contradicted else "not_found"
