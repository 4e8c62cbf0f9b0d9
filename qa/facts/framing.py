"""The frame a writer puts around what an article says: "According to Lenta.ru, …", "The article states that …".

A frame tells where a claim stands, not what it says, and small models put one before every other sentence. It is read
apart, so that the rest is proven by itself and the outlet is held against the article that carries it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_TEXT = (
    r"(?:news )?(?:articles?|passages?|texts?|reports?|sources?|excerpts?)(?: (?:\d|above|below|provided|given)\w*)?"
)
_TEXT_RU = r"(?:стат\w+|текст\w*|отрыв\w+|материал\w*|сообщени\w+|источник\w*)"
_TEXT_DE = r"(?:Artikeln?|Text|Bericht|Passagen?|Abschnitt)"
_TEXT_KO = r"(?:기사|본문|보도|자료)"
_SAYS = (
    r"(?:states?|says?|reports?|reported|said|stated|writes?|wrote|mentions?|mentioned|notes?|noted|indicates?|"
    r"indicated|suggests?|explains?)"
)
_SAYS_RU = r"(?:пишет|сообщает|говорится|сообщается|пишут|отмечается|указано|указывается|утверждает(?:ся)?)"
_NONE = r"(?!)"
"""Matches nothing."""


def unframed(claim: str, outlets: Iterable[str | None]) -> tuple[str, str | None]:
    """The claim without its frame, and the outlet that the frame names, as it is written among `outlets`.

    A claim without a frame, or with the frame of somebody who is no outlet, comes back as it is: who said something is
    part of what it says.
    """
    known = tuple(sorted({o for o in outlets if o}, key=lambda o: (-len(o), o)))
    match = _frame(known).match(claim)
    if not match or not claim[match.end() :].strip(" ."):
        return claim, None
    outlet = next((o for o in known if o.lower() in match.group().lower()), None)
    return claim[match.end() :], outlet


@lru_cache(maxsize=64)
def _frame(outlets: tuple[str, ...]) -> re.Pattern[str]:
    outlet = f"(?:{'|'.join(map(re.escape, outlets))})" if outlets else _NONE
    text = (
        rf"(?:(?:the |an? |this |these )?{_TEXT}(?: (?:from|by|of|in|published by) (?:the )?{outlet})?"
        rf"|(?:the )?{outlet}(?:['’]s)?(?: {_TEXT})?)"
    )
    text_ru = rf"(?:{_TEXT_RU}(?: (?:из |от |в )?{outlet})?|{outlet})"
    text_de = rf"(?:(?:dem |den |der )?{_TEXT_DE}(?: (?:von|der|in) {outlet})?|{outlet})"
    frames = (
        rf"(?:according to|as (?:reported|stated|mentioned|noted) (?:by|in)|based on|as per|per) {text},\s*",
        rf"(?:in )?{text}(?: also)? {_SAYS} that ",
        rf"(?:согласно|по данным|по сообщени\w+|как {_SAYS_RU}(?: в)?) {text_ru},\s*",
        rf"(?:в )?{text_ru} {_SAYS_RU},? что ",
        rf"laut {text_de},?\s+",
        rf"(?:{_TEXT_KO}|{outlet}(?: ?{_TEXT_KO})?)(?:에|의) (?:따르면|의하면),?\s*",
    )
    return re.compile("|".join(frames), re.IGNORECASE)
