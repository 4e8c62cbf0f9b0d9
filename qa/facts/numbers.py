"""Numbers in a text, folded so that what means the same compares equal.

``10,000`` = ``10 000`` = ``ten thousand`` = ``ten [thousand]`` = ``10k`` = ``1만`` = ``10 тыс.``; a range is an
interval; percentages, ordinals and times of day keep their kind, so that "5 %" is not "5".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from qa.facts.beginnings import beginning_as

Kind = Literal["count", "percent", "ordinal", "time"]

_UNITS_EN = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS_EN = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS_EN = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
).split()
_RU = {
    "один одна одно одного одной": 1, "два две двух двум двумя": 2, "три трех трёх трем трём тремя": 3,
    "четыре четырех четырёх четырем четырём четырьмя": 4, "пять пяти пятью": 5, "шесть шести шестью": 6,
    "семь семи семью": 7, "восемь восьми восемью": 8, "девять девяти девятью": 9, "десять десяти десятью": 10,
    "двадцать двадцати двадцатью": 20, "тридцать тридцати тридцатью": 30, "сорок сорока": 40,
    "пятьдесят пятидесяти": 50, "шестьдесят шестидесяти": 60, "семьдесят семидесяти": 70,
    "восемьдесят восьмидесяти": 80, "девяносто девяноста": 90, "сто ста": 100, "двести двухсот": 200,
    "триста трёхсот трехсот": 300, "четыреста четырёхсот четырехсот": 400, "пятьсот пятисот": 500,
    "шестьсот шестисот": 600, "семьсот семисот": 700, "восемьсот восьмисот": 800, "девятьсот девятисот": 900,
}  # fmt: skip
_RU |= {
    f"{teen}надцать {teen}надцати {teen}надцатью": value
    for value, teen in enumerate("один две три четыр пят шест сем восем девят".split(), 11)
}
_RU_ORDINALS = {
    "перв": 1,
    "втор": 2,
    "трет": 3,
    "четверт": 4,
    "четвёрт": 4,
    "пят": 5,
    "шест": 6,
    "седьм": 7,
    "девят": 9,
}
_DE = {"eins": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10,
       "elf": 11, "zwölf": 12, "dreizehn": 13, "vierzehn": 14, "fünfzehn": 15, "sechzehn": 16, "siebzehn": 17,
       "achtzehn": 18, "neunzehn": 19, "zwanzig": 20, "dreißig": 30, "vierzig": 40, "fünfzig": 50,
       "hundert": 100}  # fmt: skip
_KO = dict(zip("하나 둘 셋 넷 다섯 여섯 일곱 여덟 아홉".split(), range(1, 10), strict=True))
_KO |= dict(zip("한 두 세 네".split(), range(1, 5), strict=True))
_KO_TENS = dict(zip("열 스물 서른 마흔 쉰 예순 일흔 여든 아흔".split(), range(10, 100, 10), strict=True))
_KO |= {f"{ten}{one}": tens + ones for ten, tens in _KO_TENS.items() for one, ones in list(_KO.items())}
_KO |= _KO_TENS | {"스무": 20}
_KO_COUNTERS = r"(?=\s?(?:번|명|차례|개|시간|년|달|곳|나라|양국|배|살|가지|주|일간))"

_SCALES: tuple[tuple[str, float], ...] = (
    (r"hundred|сот(?:ен|ни)?|백", 1e2),
    (r"k\b|thousands?|тыс(?:яч[аиу]?)?\b\.?|천|tausend", 1e3),
    (r"만", 1e4),
    (r"m\b|mn\b|mln\b|millions?|млн\.?|миллион(?:а|ов)?|백만|millionen?", 1e6),
    (r"억", 1e8),
    (r"bn\b|billions?|млрд\.?|миллиард(?:а|ов)?|십억|milliarden?", 1e9),
    (r"trillions?|трлн\.?|триллион(?:а|ов)?|조\b", 1e12),
)
_DIGITS = r"\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?:\.\d+)?|\d{1,3}(?:\.\d{3}){2,}|\d+(?:[.,]\d+)?"
_WORDS: dict[str, float] = {w: i for i, w in enumerate(_UNITS_EN)}
_WORDS |= {w: 20 + 10 * i for i, w in enumerate(_TENS_EN)}
_WORDS |= {
    "half a thousand": 500,
    "half a million": 5e5,
    "a hundred": 100,
    "a thousand": 1000,
    "a million": 1e6,
    "twice": 2,
    "thrice": 3,
}
_WORDS |= {form: float(value) for forms, value in _RU.items() for form in forms.split()}
_WORDS |= {word: float(value) for word, value in _DE.items()}
_COMPOUND = rf"(?:{'|'.join(_TENS_EN)})[ -](?:{'|'.join(_UNITS_EN[1:10])})"
_HUNDREDS = (
    rf"\b(?:a|{'|'.join(_UNITS_EN[1:10])})[ -]hundred(?: and)?[ -]"
    rf"(?:{_COMPOUND}|{'|'.join(_TENS_EN)}|{'|'.join(sorted(_UNITS_EN[1:], key=len, reverse=True))})\b"
)
_WORD = rf"\b(?:{_COMPOUND}|{'|'.join(sorted(_WORDS, key=len, reverse=True))})\b"
_ORDINAL = (
    rf"\b(?P<ordinal>\d+)(?:st|nd|rd|th|[-‑](?:й|я|е|го|ой|му|м|х|ая|ый|ое))\b|제\s?(?P<ordinal_ko>\d+)|"
    rf"\b(?P<ordinal_word>{'|'.join(_ORDINALS_EN)})\b"
    rf"|\b(?P<ordinal_ru>{'|'.join(_RU_ORDINALS)})(?:ый|ой|ая|ое|ого|ому|ым|ом|ую|ые|ых|ий|ья|ье|ьего|ьей)\b|"
    rf"(?P<ordinal_first>첫)\s?번?째?"
)
_SCALE = "|".join(pattern for pattern, _ in _SCALES)
_NUMBER = re.compile(
    rf"(?:(?=[\d제첫])|{beginning_as([*_WORDS, *_ORDINALS_EN, *_RU_ORDINALS, *_KO])})(?:"
    rf"(?<![\w.])(?P<time>\d{{1,2}}:\d{{2}})(?![\d:])|(?<!\d)(?P<time_ko>\d{{1,2}}시\s?\d{{1,2}}분)|{_ORDINAL}|"
    rf"\b(?P<tenths>(?:{'|'.join(_UNITS_EN[1:10])}))[ -]tenths\b|(?P<core>(?:(?<=USD)|(?<=EUR)|"
    rf"(?<![\w.]))(?:{_DIGITS})|{_HUNDREDS}|{_WORD}|"
    rf"(?P<korean>\b(?:{'|'.join(sorted(_KO, key=len, reverse=True))}){_KO_COUNTERS}))"
    rf"(?P<scales>(?:[\s-]?(?:{_SCALE}|\[(?:{_SCALE})\]))*)"
    rf"(?P<percent>\s?(?:%|percent\b|per cent\b|процент\w*|퍼센트|Prozent))?)",
    re.IGNORECASE,
)
_RANGE_GLUE = re.compile(r"^\s?(?:-|–|—|to|until|till|bis|до|~|에서|and|и|und)\s?$", re.IGNORECASE)
_RANGE_LEAD = re.compile(r"\b(?:between|from|zwischen|von|от|с|между)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a text as the closed interval [low, high]; a plain number has low == high."""

    low: float
    high: float
    kind: Kind
    start: int
    end: int
    text: str

    def agrees(self, other: Number) -> bool:
        """Whether both mean the same: the same interval, or this number is one end of the other's range.

        A count and an ordinal of the same value agree ("the 9th meeting", "meeting number 9"); a percentage agrees
        with percentages only. A value strictly inside a range is a claim the range does not make.
        """
        if self.kind != other.kind and {self.kind, other.kind} != {"count", "ordinal"}:
            return False
        ends = (self.low, self.high)
        return ends in ((other.low, other.high), (other.low, other.low), (other.high, other.high))


@lru_cache(maxsize=8192)
def numbers(text: str) -> tuple[Number, ...]:
    """Every number of a text in order, ranges joined. "one" alone counts as a pronoun, not as a number."""
    singles = [n for m in _NUMBER.finditer(text) if (n := _number(m)) is not None]
    return tuple(_join_ranges(text, singles))


def _number(match: re.Match[str]) -> Number | None:
    start, end, raw = match.start(), match.end(), match.group()
    if match["time"]:
        hours, minutes = raw.split(":")
        return Number(int(hours) * 60.0 + int(minutes), int(hours) * 60.0 + int(minutes), "time", start, end, raw)
    if match["time_ko"]:
        hour, minute = (int(part) for part in re.findall(r"\d+", raw))
        afternoon = hour < 12 and match.string[:start].rstrip().endswith("오후")
        clock = (hour + 12 * afternoon) * 60.0 + minute
        return Number(clock, clock, "time", start, end, raw)
    if match["tenths"]:
        share = 10 * _WORDS[match["tenths"].lower()]
        return Number(share, share, "percent", start, end, raw)
    ordinal = _ordinal(match)
    if ordinal is not None:
        return Number(ordinal, ordinal, "ordinal", start, end, raw)
    core = match["core"]
    value = _KO[core] if match["korean"] else _value(core)
    scales = match["scales"] or ""
    if core.lower() in ("one", "один", "одна", "одно", "одного", "одной", "eins", "한") and not scales:
        return None
    for piece in re.findall(_SCALE, scales, re.IGNORECASE):
        value *= next(scale for pattern, scale in reversed(_SCALES) if re.fullmatch(pattern, piece, re.IGNORECASE))
    return Number(value, value, "percent" if match["percent"] else "count", start, end, raw.strip())


def _ordinal(match: re.Match[str]) -> float | None:
    if digits := match["ordinal"] or match["ordinal_ko"]:
        return float(digits)
    if word := match["ordinal_word"]:
        return float(_ORDINALS_EN.index(word.lower()) + 1)
    if word := match["ordinal_ru"]:
        return float(_RU_ORDINALS[word.lower()])
    return 1.0 if match["ordinal_first"] else None


def _value(core: str) -> float:
    folded = core.lower()
    if folded in _WORDS:
        return float(_WORDS[folded])
    hundreds = re.fullmatch(r"(\w+)[ -]hundred(?: and)?[ -](.+)", folded)
    if hundreds:
        return 100 * (1.0 if hundreds[1] == "a" else _WORDS[hundreds[1]]) + _value(hundreds[2])
    parts = re.split(r"[ -]", folded)
    if len(parts) == 2 and parts[0] in _TENS_EN:
        return float(_WORDS[parts[0]] + _WORDS[parts[1]])
    digits = re.sub(r"[\u00a0\u202f ]", "", folded)
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", digits):
        digits = digits.replace(",", "")
    elif re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}", digits):
        digits = digits.replace(".", "")
    return float(digits.replace(",", "."))


def _join_ranges(text: str, found: list[Number]) -> list[Number]:
    joined: list[Number] = []
    for number in found:
        last = joined[-1] if joined else None
        glue = text[last.end : number.start] if last else ""
        if last and glue in ("", " ") and re.search("[만천백억]$", last.text) and number.high < last.low:
            value = last.low + number.low  # 1만 2천: Korean adds the parts
            joined[-1] = Number(value, value, number.kind, last.start, number.end, text[last.start : number.end])
            continue
        one_kind = last is not None and (last.kind == number.kind or last.kind != "percent")  # "by 4 % to 44 billion"
        if last and one_kind and last.low == last.high and last.low < number.low and _RANGE_GLUE.match(glue):
            spoken_and = glue.strip().lower() in ("and", "и", "und")
            if not spoken_and or _RANGE_LEAD.search(text[: last.start]):
                # "10-12 thousand": the scale written once belongs to both ends
                low = last.low * 1000 if number.low >= 1000 * last.low and number.low % 1000 == 0 else last.low
                joined[-1] = Number(
                    low, number.high, number.kind, last.start, number.end, text[last.start : number.end]
                )
                continue
        joined.append(number)
    return joined
