"""Questions whose answer has a form of its own, and whether a sentence has it: no gate need weigh what stands there.

"What organisation is Jan Rook with?" is answered by "said Jan Rook, a fellow at the Harbour Institute", and "over which
years was the line rebuilt?" by a span of years, however little else of the question the sentence takes up.
So is "which outlet reported it?" by "KCNA reported".
"""

from __future__ import annotations

import re

from qa.cues import PERSONS
from qa.facts.attribution import attributions
from qa.facts.meant import kind_of
from qa.facts.names import names

_WHERE_HE_WORKS = re.compile(
    r"\b(?:what|which) (?:\w+ )?(?:organi[sz]ation|institut\w+|think[- ]tank|university|group|body|agency|employer|"
    r"company|outlet|foundation|cent(?:er|re)) (?:is|was|does|did|has|do) [^?]{2,60}\b(?:attached|affiliated|"
    r"associated|with|work\w*|belong\w*|employ\w*|represent\w*|from)\b|"
    r"\b(?:where|whom?) (?:does|did) [^?]{2,60} work(?: for)?\s*\?|"
    r"(?:в какой|какую|какой) организаци\w+ [^?]{2,60}|\bwo arbeitet [^?]{2,60}|"
    r"\b(?:für|bei) welche\w* [^?]{2,60}\barbeitet|소속",
    re.IGNORECASE,
)
_WHO_REPORTED = re.compile(
    r"\b(?:which|wich|what) (?:\w+ )?(?:outlet|agency|newspaper|paper|broadcaster|channel|magazine|media)\b[^?]{0,20}?"
    r"\b(?:reported|broke|announced|wrote|carried|published|revealed)\b|\bwho (?:first )?(?:reported|broke the news)\b|"
    r"\bкак(?:ое|ая) (?:агентство|газета|издание|сми)\b[^?]{0,20}?сообщил\w*|\bкто (?:первым )?сообщил\w*|"
    r"\bwelche[rs]? (?:medium|agentur|zeitung)\b[^?]{0,30}?\b(?:berichtete|meldete)",
    re.IGNORECASE,
)
_NAME_OF = re.compile(
    r"\bnames? of the (?:[a-z-]+ ){0,2}?(?P<what>[a-z]{4,})"
    r"(?= (?:that|where|which|in|at|on|of|for|from|with|to|used|he|she|they|[A-Z])\b|\s?\?)"
)
"""What has a name: "the restaurant where Kim dined"."""
_PERSON = re.compile(PERSONS, re.IGNORECASE)
_YEARS = re.compile(
    r"\b(?:over|during|between|in|from|for) (?:what|which) years\b|\b(?:from|between) when (?:to|until|and) when\b|"
    r"\bв какие годы\b|\bс какого (?:года )?по какой\b|\bin welchen jahren\b|\bvon wann bis wann\b|몇 년부터 몇 년",
    re.IGNORECASE,
)
_FROM_TO = re.compile(r"\b(?:19|20)\d\d\s?(?:to|until|through|and|[-–—]|по|до|bis|년?부터)\s?(?:19|20)\d\d")
_OF_A_BODY = r"[^\w.;]{0,3},\s[a-zа-яё][^.;”]{2,100}?\b(?:at|of|for|with|from|в|из|bei|der)\s(?:the\s)?[A-ZА-ЯЁ]"
"""What stands behind somebody's name: ", an adjunct fellow at the Harbour Institute"."""


def asks_plainly(question: str) -> bool:
    """Whether a question asks for an answer of such a form."""
    return bool(_named_thing(question)) or any(
        form.search(question) for form in (_YEARS, _WHERE_HE_WORKS, _WHO_REPORTED)
    )


def told_plainly(question: str, text: str, *, named: bool) -> bool:
    """Whether `text` has the form of answer that a question asks for; `named`, whether it has all of its names."""
    if _YEARS.search(question):
        return named and bool(_FROM_TO.search(text))
    if _WHO_REPORTED.search(question):
        return named and any(kind_of(name) == "body" for said in attributions(text) for name in names(said.who))
    if what := _named_thing(question):
        before, behind = rf"(?:\b[A-Z][\w’'-]*\s){{1,4}}{what}\b", rf"\b{what}\s(?:called\s|named\s)?[“\"]?[A-Z]"
        return named and bool(re.search(f"{before}|{behind}", text))
    if not _WHERE_HE_WORKS.search(question):
        return False
    people = {name.words()[-1] for name in names(question) if kind_of(name) in (None, "person")}
    return any(re.search(rf"\b{re.escape(surname)}{_OF_A_BODY}", text) for surname in people)


def _named_thing(question: str) -> str | None:
    """The word for what a question asks the name of; None for people, who are not called by what they are."""
    asked = _NAME_OF.search(question)
    return asked["what"] if asked and not _PERSON.fullmatch(asked["what"]) else None
