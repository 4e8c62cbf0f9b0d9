"""Boilerplate that recurs across an outlet's articles: which lines it is, learned from the texts, and how it goes.

A site's words about itself are told from what its articles say by four signs at once. The very same line stands in
half of the outlet's stories and in five at least. It reports nothing: no quotation, no verb of saying, no date. It
speaks in the site's own voice ("republish", "наш канал", "무단 전재"), or stands between such a line and the edge of
the text. It is no title. A recurring heading, a dateline or a paragraph of background misses one of these, and stays.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

FEWEST = 5
"""Stories in which a line must stand before it is learned; it must stand in half of them, too."""
_LONGEST, _LONGEST_LABEL = 70, 12
"""Words: no line that is longer is learned; none that does not speak in the site's own voice, either."""

_OWN_VOICE = re.compile(
    r"""\b(?:
      newsletters? | subscri(?:be|bers?|ption) | sign\ up | log\ in | click | cookies? | podcasts? | paywall
    | advertis\w+ | donat(?:e|ions?) | follow\ (?:us|@) | contact\ (?:us|the\ (?:author|editor))
    | (?:write|send|talk)\ to\ us | support\ (?:us|our) | read\ (?:more|our) | more\ (?:from|stories|about\ us)
    | (?:our|this)\ (?:site|website|app|channels?|readers?|newsroom|reporters?|coverage|journalism|terms|mission)
    | about\ (?:us|the\ author) | originally\ (?:published|appeared)
    | this\ (?:article|story|report|piece|page|translation)\ (?:was|is|has\ been|may)
    | rights\ reserved | copyrights? | republish\w* | re-?distribut\w+ | reproduc(?:e|ed|tion)
    | trademarks? | disclaimer
    | views?\ (?:and\ opinions\ )?expressed | (?:edited|reporting|editing|translated|proofread)\ by
    | terms\ of\ (?:use|service) | privacy\ policy | app\ store | google\ play
    | on\ (?:telegram|facebook|twitter|instagram|youtube|x)
    | подпи[шс]\w+ | рассылк\w* | перепечат\w+ | гиперссылк\w+ | цитировани\w+
    | использовани\w+\ материал\w* | все\ права
    | (?:мнени\w+|позици\w+)\ редакци\w+ | редакци\w+\ не | нашли\ (?:ошибку|опечатку) | ctrl | роскомнадзор\w*
    | учредител\w+ | наш\w*\ (?:канал\w*|сайт\w*|групп\w*|приложени\w*|рассылк\w*|телеграм\w*)
    | (?:телеграм|telegram)-канал\w* | (?:в|во)\ (?:telegram|телеграме?|вконтакте|дзене?) | сетевое\ издание
    | читайте\ (?:нас|также|ещё) | поддержите | свидетельств\w+\ о\ регистрации
    )\b
    | https?: | www\. | \w@\w | [ⓒ©] | 구독 | 뉴스레터 | 무단\s?(?:전재|복제|배포) | 재배포 | 저작권 | 제보
    | 카카오톡 | 페이스북 | 텔레그램\s?채널 | 앱\s?다운 | 댓글 | 로그인 | 회원\s?가입 | 후원 | 기사\s?원문
    | 홈페이지 | 이메일""",
    re.IGNORECASE | re.VERBOSE,
)
_REPORTED = re.compile(
    r"[“\"«„‘「『][^”\"»“’」』]*(?:\s[^”\"»“’」』\s]+){3}|"
    r"\b(?:said|says|told|asked|added|wrote|announced|noted|according|urged|warned|claimed|stated|declared|stressed|agreed|"
    r"сказал\w*|заявил\w*|сообщил\w*|сообща\w+|отметил\w*|подчеркнул\w*|добавил\w*|считает|говорит|рассказал\w*)\b|"
    r"말했|밝혔|전했|보도했|강조했|주장했|덧붙였",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d|"
    r"\b\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)|"
    r"\d{4}-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d ?[년월일]",
    re.IGNORECASE,
)
_IDENTITY = r"\W*(?:the\s+)?{}\W+(?:is|are|was\s+founded|provides|covers|offers|это|является)\b"
_BULLET = re.compile(r"^[•·▪‣◦*+\-–—|>]+\s+")


@dataclass(frozen=True, slots=True)
class Story:
    """A text to learn from."""

    title: str
    text: str


def fold(line: str) -> str:
    """Return a line as it is compared: without bullet, case and the width of its spaces."""
    return " ".join(_BULLET.sub("", line.strip()).split()).casefold()


def learn(stories: Sequence[Story], outlet: str) -> dict[str, bool]:
    """Return the lines, folded, that are an outlet's boilerplate: True when wherever they stand, False at edges only.

    `stories` are texts of the outlet of which none is a copy of another.
    """
    least = max(FEWEST, (len(stories) + 1) // 2)
    folded = [[fold(line) for line in story.text.split("\n") if line.strip()] for story in stories]
    counts = Counter(line for lines in folded for line in set(lines))
    titles = {fold(story.title) for story in stories}
    own = re.compile(_IDENTITY.format(re.escape(outlet.casefold())))
    voiced: dict[str, bool] = {}
    for line, count in counts.items():
        if count >= least and line not in titles and _says_nothing(line):
            voiced[line] = bool(_OWN_VOICE.search(line) or own.match(line))
    beside = Counter(line for lines in folded for line in _beside_voice(lines, voiced))
    return {line: voice for line, voice in voiced.items() if voice or beside[line] * 2 >= counts[line]}


def _says_nothing(line: str) -> bool:
    """Tell whether a line could be furniture: words, not too many, that report and date nothing."""
    long = len(line.split()) > _LONGEST
    return not long and bool(re.search(r"[^\W\d_]", line)) and not (_REPORTED.search(line) or _DATED.search(line))


def _beside_voice(lines: Sequence[str], voiced: Mapping[str, bool]) -> set[str]:
    """Return the labels between a line in the site's own voice and the edge, with nothing of the article between."""
    found: set[str] = set()
    for ordered in (lines, lines[::-1]):
        run: list[str] = []
        for line in ordered:
            if line not in voiced:
                break
            run.append(line)
        last = max((at for at, line in enumerate(run) if voiced[line]), default=0)
        found |= {line for line in run[:last] if _is_label(line)}
    return found


def _is_label(line: str) -> bool:
    return len(line.split()) <= _LONGEST_LABEL and not re.search(r"\d|[.!?。…]\W*$", line)


def without(text: str, learned: Mapping[str, bool]) -> str:
    """Return a text without what was learned, as it is when it holds none of that or nothing else.

    What is taken out first, then with more learned, is the same as with all learned at once.
    """
    lines = text.split("\n")
    folded = [fold(line) for line in lines]
    kept = {at for at, line in enumerate(folded) if line and not learned.get(line)}
    for places in (range(len(lines)), range(len(lines) - 1, -1, -1)):
        kept -= _edge(places, folded, kept, learned)
    if not any(re.search(r"\w", lines[at]) for at in kept) or len(kept) == sum(map(bool, folded)):
        return text
    left = [line if at in kept else "" for at, line in enumerate(lines)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(left)).strip("\n")


def _edge(places: Iterable[int], folded: Sequence[str], kept: set[int], learned: Mapping[str, bool]) -> set[int]:
    """Return the learned lines that stand, in this order of places, before any other line that is kept."""
    found: set[int] = set()
    for at in places:
        if at in kept:
            if folded[at] not in learned:
                break
            found.add(at)
    return found
