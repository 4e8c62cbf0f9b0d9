"""Boilerplate out: what a site says about itself on every page, never a sentence of the article.

Precision first. A line goes only when all of it is furniture: an exact label ("Most Popular"), a caption or credit in a
known form, or an appeal to the reader in the site's own voice ("Subscribe to our newsletter"). A reported sentence that
mentions a newsletter, a donation or a photo stays.
"""

from __future__ import annotations

import re

_LABELS = re.compile(
    r"""^(?:
      most\ (?:popular|read|viewed|shared|commented)(?:\ (?:stories|articles|news))?
    | (?:related|recommended|more|latest|trending|popular|top)\ (?:articles?|stories|posts?|topics?|reading|coverage)
    | (?:related|recommended|more|latest|top)\ news
    | (?:trending|recommended|related|advertisements?|sponsored(?:\ content)?|promoted)
    | (?:read|see|watch|listen)\ (?:more|next|also|now)
    | (?:more\ )?donat(?:e|ions?)(?:\ (?:now|options?|here|today))?
    | (?:subscribe|sign\ up|register|log\ in|sign\ in)(?:\ (?:now|here|today|free|for\ free))?
    | (?:subscribe|sign\ up)\ (?:to|for)\ (?:(?:our|the|a)\ )?(?:(?:free|daily|weekly)\ )?(?:e-?mail\ )?newsletters?
    | (?:share|print|e-?mail|tweet|comments?|tags?|facebook|twitter|whatsapp|telegram|copy\ link|save|reply)
    | share\ (?:on|via)\ (?:facebook|twitter|x|whatsapp|telegram|linkedin|vk|reddit|e-?mail)
    | share\ (?:this|the)\ (?:article|story|post|page|content)
    | (?:leave|post|write|add)\ (?:a|your)\ (?:comment|reply)
    | (?:back\ to\ top|skip\ to\ (?:main\ )?content|continue\ reading|load\ more|show\ more|view\ comments)
    | privacy\ policy
    | (?:accept|manage|reject)(?:\ all)?\ cookies
    | реклама | читайте\ также | самое\ (?:читаемое|популярное) | поделиться | подписаться | подпишитесь | комментарии
    | 광고 | 관련\ ?기사 | 많이\ 본\ (?:기사|뉴스) | 공유하기 | 구독하기
    )[\s:.!»›>→…]*$""",
    re.IGNORECASE | re.VERBOSE,
)
_CAPTION = re.compile(
    r"^(?:photos?|image|picture|video|graphic|illustration)(?:\ (?:credit|courtesy|by|source))?\s*[:©]\s*\S|"
    r"^(?:фото|изображение|иллюстрация|видео)\s*[:©]\s*\S|^사진\s*[:=©]\s*\S",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(r"^(?:copyright\b|©|\(c\)\s).*(?:\d{4}|reserved)|^all rights reserved\b", re.IGNORECASE)
_APPEAL = re.compile(
    r"^(?:please\s+)?(?:subscribe|sign\s+up|donate|share|follow|join|submit|support|register|log\s+in|leave|click|tap|like|"
    r"download|get|contact|help|become|thank\s+you\s+for|thanks\s+for|here\s+are|for\s+\w+\s+\w+\s+readers|if\s+you|"
    r"we\s+use\s+cookies|this\s+(?:site|website)\s+uses\s+cookies|by\s+continuing|have\s+a\s+(?:tip|story)|"
    r"подпи(?:шитесь|сывайтесь)|поддержите|поделитесь)\b",
    re.IGNORECASE,
)
_OWN_VOICE = re.compile(
    r"\b(?:newsletters?|in-?box|your\s+e-?mail|donate\s+now|donation\s+options|(?:register|subscribe|sign\s+up|click)\s+here|"
    r"share\s+this|(?:your|a)\s+comment|content\s+like\s+this|(?:stor(?:y|ies)|journalism|reporting)\s+like\s+this|"
    r"news\s+or\s+tips|follow\s+us|join\s+us\s+on|our\s+(?:channel|app|site|website|readers)|visiting|for\s+reading|cookies|"
    r"your\s+(?:strong\s+)?support|send\s+us|contact\s+us|наш\S*\s+(?:канал\S*|рассылк\S*|телеграм\S*)|рассылк\S*)",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"[“”\"«»]|\b(?:said|says|told|asked|added|wrote|reported|announced|noted|according|urged|warned|claimed|stated)\b"
)
_BULLET = re.compile(r"^[•·▪‣◦*+\-–—]\s+")
_END_MARK = re.compile(r"[.!?…。]['\"”’»)\]]*$")
_RULE = re.compile(r"^[\s*_=~\-–—•·#]{3,}$")
_LONGEST_APPEAL = 40
_LONGEST_CAPTION = 25
_LONGEST_CREDIT = 5


def is_boilerplate(line: str) -> bool:
    """Tell whether a line is furniture of a site, judged by itself. Blank lines are not."""
    line = _BULLET.sub("", line.strip())
    words = len(line.split())
    if not line or words > _LONGEST_APPEAL:
        return False
    if _LABELS.match(line) or _COPYRIGHT.match(line):
        return True
    if _CAPTION.match(line) and words <= _LONGEST_CAPTION:
        return not _REPORTED.search(line)
    return bool(_APPEAL.match(line) and _OWN_VOICE.search(line) and not _REPORTED.search(line))


def clean(text: str) -> str:
    """Return sanitised text without boilerplate: paragraphs one blank line apart at most, no space at ends of lines.

    Every line that stays is kept as it is, in order; only whole lines go.
    """
    lines = [line.rstrip() for line in text.split("\n")]
    kept = ["" if _RULE.match(line) or is_boilerplate(line) else line for line in lines]
    dropped = [bool(line) and not left for line, left in zip(lines, kept, strict=True)]
    for at, line in enumerate(kept):
        if _is_credit(line) and _between_furniture(lines, dropped, at):
            kept[at] = ""
            dropped[at] = True
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def _is_credit(line: str) -> bool:
    """Tell whether a line looks like the agency's name in a bullet: "• NK News"."""
    line = line.strip()
    bullet = _BULLET.match(line)
    if not bullet or _END_MARK.search(line):
        return False
    words = line[bullet.end() :].split()
    return 0 < len(words) <= _LONGEST_CREDIT and all(not word[:1].islower() for word in words)


def _between_furniture(lines: list[str], dropped: list[bool], at: int) -> bool:
    """Tell whether the line ends the body: a full sentence before it, and furniture or nothing after it."""
    before = next((i for i in range(at - 1, -1, -1) if lines[i]), None)
    after = next((i for i in range(at + 1, len(lines)) if lines[i]), None)
    ends_body = before is not None and not dropped[before] and bool(_END_MARK.search(lines[before]))
    return ends_body and (after is None or dropped[after])
