"""What a question asks for: its language, the kind of answer it expects, and whether a text holds that kind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from qa.facts.dates import dates
from qa.facts.names import names
from qa.facts.numbers import numbers
from store.names import gazetteer, mentions
from store.words import content_stems, language_of

Expects = Literal["person", "name", "money", "place", "time", "number", "age", "length", "reason", "statement", "other"]

_CUES: dict[Expects, tuple[str, ...]] = {
    "name": (
        r"\bnames? of\b|\bwhat (?:is|was|are|were) .{2,40} (?:called|named)\b|\bnamed? (?:the|all)\b",
        r"как называ\w+|как зовут|\bимена\b|названи\w+",
        r"\bwie hei(?:ß|ss)\w+",
        r"이름|명칭",
    ),
    "money": (
        r"\bhow much\b.{0,60}\b(?:cost|pay|paid|worth|spend|spent|price|money)|\bwhat (?:is|was) the (?:cost|price)",
        r"сколько (?:стои\w+|заплат\w+|денег)",
        r"wie viel kostet|was kostet",
        r"얼마(?:입니까|인가|예요|였)|비용|가격",
    ),
    "age": (r"\bhow old\b|\bwhat age\b|\bage of\b", r"сколько лет|возраст", r"wie alt", r"몇 살|나이"),
    "length": (
        r"\bhow (?:long is|far|tall|high|wide|deep|big|large|fast)\b|\bwhat (?:is the )?(?:length|distance|height)\b",
        r"как далеко|какой длины|какова длина",
        r"wie (?:lang ist|weit|hoch|groß)",
        r"얼마나 (?:멀|길|높)",
    ),
    "number": (
        r"\bhow (?:many|much|often)\b|\bwhat (?:number|percentage|share|proportion|amount)\b|\bpopulation\b",
        r"сколько|какое количество|численность|население",
        r"wie ?viele?\b",
        r"몇 (?!월|일|년)|얼마나 많은|몇명|인구|얼마",
    ),
    "time": (
        r"\b(?:when|how long|how recently)\b|\b(?:what|which) (?:time|date|year|month|day)\b",
        r"\bкогда\b|в каком (?:году|месяце)|какого числа|в какой день|как долго",
        r"\bwann\b|wie lange|welche[mn]? (?:jahr|monat|tag)",
        r"언제|몇 (?:월|일|년)|며칠|얼마 동안",
    ),
    "statement": (
        r"\bwhat (?:did|does|do|has|had|was|were)\b.{2,60}\b(?:say|said|think|call|comment|claim|argue|warn|describe|"
        r"believe)\b",
        r"что (?:сказал|заявил|сообщил|думает)",
        r"was sagte|was hat .{2,40} gesagt",
        r"뭐라고|무엇이라고",
    ),
    "person": (
        r"\bwho(?:m|se)?\b|\b(?:which|what) (?:\w+ ){0,2}(?:member|minister|official|person|politician|leader|envoy|"
        r"diplomat|lawmaker|expert|analyst|scholar|ambassador|spokes\w+|adviser|advisor|general|governor)s?\b",
        r"\b(?:кто|кого|кому|кем|чей)\b",
        r"\b(?:wer|wen|wem)\b",
        r"누가|누구",
    ),
    "place": (
        r"\bwhere\b|\b(?:what|which) (?:city|town|place|country|location|venue|river|restaurant)\b",
        r"\b(?:где|куда|откуда)\b|в каком городе",
        r"\b(?:wo|wohin|woher)\b",
        r"어디|어느 (?:도시|나라|곳)",
    ),
    "reason": (
        r"\bwhy\b|\bwhat (?:is|was) the reason\b|\bfor what reason\b",
        r"почему|зачем",
        r"warum|weshalb|wieso",
        r"왜",
    ),
}
"""Question words by the kind of answer they ask for, in English, Russian, German and Korean. The first kind that fits
counts, so the narrower ones stand first."""
_COMPILED = tuple((expects, re.compile("|".join(cues), re.IGNORECASE)) for expects, cues in _CUES.items())
_AGE = re.compile(
    r"\b\d{1,3}[- ]years?[- ]old\b|\baged? \d|\bborn\b|\bлет\b|родил|Jahre alt|geboren|\d+세|\d+살|태어", re.IGNORECASE
)
_QUOTED_NAME = re.compile(r"[“\"«]([^”\"»]{2,40})[”\"»]")
_MONEY = re.compile(
    r"[$€£¥₽₩]\s?\d|\b(?:dollars?|roubles?|rubles?|euros?|won|yuan|USD|руб\w*|доллар\w*|евро|Euro)\b|달러|루블|"
    r"원\b",
    re.IGNORECASE,
)
_MEASURE = re.compile(
    r"\b(?:kilomet\w*|km|miles?|met(?:er|re)s?|feet|foot|hectares?|tons?|tonnes?|километр\w*|км|метр\w*|тонн\w*|"
    r"Kilometern?|Metern?)\b|킬로미터|미터|톤",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\b(?:because|since|due to|owing to|so that|in order to|as a result|reason\w*|therefore|to (?:avoid|ensure|"
    r"persuade|prevent|discuss|participate|attend|show|support|strengthen|hammer)|aims?|aimed|in light of|for the|amid|"
    r"in response|потому|поскольку|из-за|чтобы|ради|weil|wegen|damit|um)\b|때문|위해|으로 인해",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Question:
    """A question that stands alone, looked at once."""

    text: str

    @cached_property
    def language(self) -> str:
        """ISO 639-1 code among en, ru, ko, de."""
        return language_of(self.text)

    @cached_property
    def expects(self) -> Expects:
        """The kind of answer asked for, by its question word; "other" when none tells."""
        return next((expects for expects, pattern in _COMPILED if pattern.search(self.text)), "other")

    @cached_property
    def stems(self) -> tuple[str, ...]:
        """Stems of its content words, each once, in order."""
        return tuple(dict.fromkeys(content_stems(self.text, self.language)))

    @cached_property
    def entities(self) -> frozenset[str]:
        """Ids of the gazetteer names it holds."""
        return frozenset(m.entity for m in mentions(self.text))

    def answered_by_kind(self, text: str, published: str | None) -> bool:
        """Whether `text` holds something of the kind asked for that the question does not hold itself."""
        match self.expects:
            case "name":
                quoted = [q for q in _QUOTED_NAME.findall(text) if q.lower() not in self.text.lower()]
                return bool(quoted or self._new_names(text, places=False) or self._new_names(text, places=True))
            case "money":
                return bool(_MONEY.search(text))
            case "person":
                return bool(self._new_names(text, places=False))
            case "place":
                return bool(self._new_names(text, places=True))
            case "time":
                asked = {d.text.lower() for d in dates(self.text)}
                durations = re.search(
                    r"\b(?:day|week|month|year|hour)s?\b|лет|год|дн|недел|месяц|Tage|Jahre|년|일간", text
                )
                return any(d.text.lower() not in asked for d in dates(text, published)) or bool(durations)
            case "number":
                asked_values = {n.low for n in numbers(self.text)}
                return any(n.low not in asked_values for n in numbers(text))
            case "age":
                return bool(_AGE.search(text))
            case "length":
                return bool(_MEASURE.search(text)) and bool(re.search(r"\d|thousand|hundred|several|тысяч", text))
            case "reason":
                return bool(_REASON.search(text))
            case _:
                return True

    def _new_names(self, text: str, *, places: bool) -> list[str]:
        kinds = ("place", "country", "body") if places else ("person", "body", "country")
        entries = gazetteer()
        found = []
        for name in names(text):
            fits = name.entity is None or (name.entity not in self.entities and entries[name.entity].kind in kinds)
            if fits and name.text.lower() not in self.text.lower():
                found.append(name.text)
        return found
