"""What the hard checks say of a claim and a source made of a few sentences."""

from __future__ import annotations

from qa.facts.compare import mismatches
from qa.facts.source import Source

JOINT = "United States – Aotearoa New Zealand Joint Statement"


def refusals(
    claim: str,
    text: str,
    title: str = "A title",
    published: str | None = None,
    *,
    voice: str | None = None,
    before: str = "",
) -> set[str]:
    """The kinds of the hard mismatches of a claim with the sentences of `text`, one a line.

    In a transcript `voice` speaks them all; `before` stands before them.
    """
    sentences = tuple(text.split("\n"))
    around = (before,) if before else ()
    voices = (voice,) * len(sentences) if voice else ()
    source = Source(" ".join(sentences), sentences, around, title, None, published, voice, voices)
    return {m.kind for m in mismatches(claim, source) if not m.soft}
