"""What a question asks for: its language and the kind of answer it expects."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from qa.facts.names import Name, names
from store.names import mentions
from store.words import content_stems, language_of

Expects = Literal["person", "name", "money", "place", "time", "number", "age", "length", "reason", "statement", "other"]

_KIN = r"(?:uncle|aunt|wife|husband|daughter|son|brother|sister|father|mother|cousin|nephew|niece)s?"
_PERSONS = (
    r"(?:member|minister|official|person|politician|leader|envoy|diplomat|lawmaker|expert|analyst|scholar|ambassador|"
    r"president|chairm[ae]n|chairwoman|secretary|captain|spokes\w+|adviser|advisor|general|governor|commander|officer|"
    r"interpreter|scientist|engineer|journalist|author|director|delegate|negotiator|lawyer|witness|mayor|judge|"
    r"architect|fisherm[ae]n|pilot|doctor|artist|painter|writer|poet|composer|conductor|singer|actor|actress|historian|"
    r"economist|astronaut|astronomer|professor|researcher|reporter|editor|manager|owner|founder|farmer|sailor|soldier|"
    r"prosecutor|senator|congressm[ae]n|deputy|diver|driver|teacher|physician|bishop|priest|king|queen|prince|princess|"
    r"monarch|premier|chancellor|activist|athlete|player|coach|trainer|businessm[ae]n|banker|investor|designer|"
    rf"{_KIN})s?"
)
"""People by office or kin, in English."""
_BETWEEN = r"(?:(?!(?:do|does|did|is|are|was|were|has|have|had|will|would|can|could|should|may|must)\b)\w+ ){0,3}"
"""Words between "which" and the noun: no verb, since "what did the minister threaten" asks for no minister."""

_AT_FIRST = r"^\W*(?:\w+\W+){0,2}"
_LATER = r"(?:[,;:]|\b(?:and|or|of|by|to|with|for|from|tell|say|says|know|name)) "
"""Where "who" and "where" ask; elsewhere they lead a clause ("the soldiers who fell")."""

_CUES: dict[Expects, tuple[str, ...]] = {
    "name": (
        r"\bnames? of\b|\b(?:which|what) (?:\w+ )?(?:company|agency|newspaper|airline|bank|hotel|hospital|museum|"
        r"university|party|school|shipyard|publisher|factory|organi[sz]ation|ship|vessel|outlet|firm)\b|"
        r"\bwhat (?:is|was|are|were) .{2,40} (?:called|named)\b|\bnamed? (?:the|all)\b",
        r"как называ\w+|как зовут|\bимена\b|названи\w+",
        r"\bwie hei(?:ß|ss)\w+",
        r"이름|명칭",
    ),
    "money": (
        r"\bhow much\b.{0,60}\b(?:cost|pay|paid|worth|spend|spent|price|money)|"
        r"\b(?:what|which)\b.{0,40}\b(?:cost|price|fee|salary|wage|budget|revenue|turnover|fine|ransom)s?\b|"
        r"\bwhat (?:did|do|does|will|would|is|was) .{2,60}\b(?:cost|worth)\b|\bhow much money\b",
        r"сколько (?:стои\w+|(?:за)?плат\w+|денег)|"
        r"как(?:ов|ова|ой|ую) .{0,30}(?:цен[аы]|бюджет\w*|зарплат\w+|стоимость)",
        r"wie ?viel kostet\w*|was kostet\w*|wie (?:hoch|teuer) .{0,40}(?:preis|budget|gehalt|kosten)",
        r"얼마(?:입니까|인가|예요|였)|비용|가격|예산|급여",
    ),
    "age": (r"\bhow old\b|\bwhat age\b|\bage of\b", r"сколько лет|возраст", r"wie alt", r"몇 살|나이"),
    "length": (
        r"\bhow much .{2,40}\bweigh\b|"
        r"\bhow (?:long is|far|tall|high|wide|deep|fast|heavy)\b|\bwhat (?:is the )?(?:length|distance|height)\b",
        r"как далеко|какой длины|какова длина|какого роста|какой высоты|как высок\w*",
        r"wie (?:lang ist|weit|hoch|groß)",
        r"얼마나 (?:멀|길|높)",
    ),
    "number": (
        r"\bhow (?:many|much|often|large|big)\b|\bwhat (?:number|percentage|share|proportion|amount)\b|\bpopulation\b",
        r"сколько|какое количество|численность|население",
        r"wie ?viele?\b",
        r"몇 (?!월|일|년)|얼마나 많은|몇명|인구|얼마",
    ),
    "time": (
        r"^\W*(?:\w+\W+){0,2}when\b|\bwhen\s*\?|\b(?:how long|how recently)\b|"
        r"\b(?:what|which|wich) (?:time|date|year|month|day)s?\b|\bsince what\b",
        r"\bкогда\b|в каком (?:году|месяце)|как(?:ого|их|ие) (?:времени|года|годы|числа)|в какой день|как долго|"
        r"с каких пор|с какого (?:года|дня|времени)",
        r"\bwann\b|wie lange|welche[mn]? (?:jahr|monat|tag)",
        r"언제|몇 (?:월|일|년)|며칠|얼마 동안",
    ),
    "statement": (
        r"\bwhat (?:did|does|do|has|had|was|were)\b.{2,60}\b(?:say|said|think|call|comment|claim|argue|warn|describe|"
        r"believe|answer|reply|respond)\b",
        r"что (?:сказал|заявил|сообщил|думает)",
        r"was sagte|was hat .{2,40} gesagt",
        r"뭐라고|무엇이라고",
    ),
    "person": (
        rf"{_AT_FIRST}who(?:m|se|s)?\b|{_LATER}who(?:m|se)?\b|\b(?:which|what|wich) {_BETWEEN}{_PERSONS}\b",
        r"\b(?:кто|кого|кому|кем|чей)\b",
        r"\b(?:wer|wen|wem)\b",
        r"누가|누구",
    ),
    "place": (
        rf"{_AT_FIRST}where\b|{_LATER}where\b|"
        r"\b(?:what|which) (?:\w+ )?(?:city|town|village|place|country|location|venue|river|restaurant|port|harbou?r|"
        r"airport|street|island|region|province|district|state|capital|continent|lake|sea)\b",
        r"\b(?:где|куда|откуда)\b|"
        r"\b(?:в|из|на) как(?:ом|ой|ого|ую|ие) (?:город|стран|порт|сел|дерев|остров|област|мест)\w*",
        r"\b(?:wo|wohin|woher)\b|\bwelche[mnrs]? (?:stadt|land|ort|hafen|insel|dorf)\b",
        r"어디|어느 (?:도시|나라|곳)",
    ),
    "reason": (
        r"\bwhy\b|\bwhat (?:is|was|were) the reasons?\b|\bfor what reason\b|\bhow come\b",
        r"почему|зачем|по какой причине|из-за чего|отчего",
        r"warum|weshalb|wieso|aus welchem grund",
        r"왜(?!곡)|(?:무슨|어떤) 이유로",
    ),
}
"""Question words by the kind of answer they ask for, in English, Russian, German and Korean. The first kind that fits
counts, so the narrower ones stand first."""
_COMPILED = tuple((expects, re.compile("|".join(cues), re.IGNORECASE)) for expects, cues in _CUES.items())

_WHO_IS = re.compile(r"^(?:Who|who|Кто|Wer) (?:(?:is|was|are|ist|war|такой|такая) )(?:[A-ZА-ЯЁ][\w’'-]+[ ?]*){1,4}$")
"""Asks what someone is, not for someone's name."""


_A_PERSON = re.compile(
    rf"\bwho (?:is|was|are|were) [^?]{{0,40}}(?:’s|'s|s’|\bthe) {_KIN}\b|"
    rf"\bwho (?:is|was|are|were) (?:[\w’' -]{{1,30}}(?:’s|'s|s’)|the) (?:\w+ ){{0,3}}{_PERSONS}"
    r"(?: (?:of|to|in|at) [^?]*)?\?|"
    r"\bwho (?:headed|heads|chaired|chairs|commanded|commands|translated|interpreted)\b|"
    r"\bкто (?:такая |такой )?(?:жена|муж|отец|мать|сын|дочь|брат|сестра|дядя|тётя)|"
    rf"\b(?:아내|부인|남편|아버지|어머니|아들|딸|삼촌)\w* (?:이름|누구)|"
    rf"\bnames? of (?:\S+ ){{0,3}}{_PERSONS}\b|\b(?:which|what|wich) {_BETWEEN}{_PERSONS}\b|\bкак зовут\b|"
    r"\bкак(?:ой|ие|ая|ого|ому|им) (?:\w+ ){0,2}(?:министр|чиновник|генерал|депутат|посол|дипломат|эксперт|учён\w+)|"
    r"\bwelche[rnms]? (?:\w+ ){0,2}(?:minister|beamt\w+|general|botschafter|experte|abgeordnet\w+)",
    re.IGNORECASE,
)
_SAYING = re.compile(
    r"\bwhat (?:did|does|do|has|had|was|were)\b(?P<en>.{2,60}?)\b(?:say|said|think|call|comment|claim|argue|warn|"
    r"describe|believe|answer|reply|respond)\b|"
    r"\bчто (?:сказал|заявил|сообщил|думает)\w*(?P<ru>.{2,40}?)(?: (?:о|об|про|насчёт)\b|\?|$)|"
    r"\bwas (?:sagte|hat)(?P<de>.{2,40}?)(?: (?:über|zu|gesagt)\b|\?|$)",
    re.IGNORECASE,
)
"""What someone says, by the words that name the speaker."""
_A_YEAR = re.compile(
    r"\b(?:what|which|wich) years?\b|\bв как(?:ом|ие) год\w*|\bwelche[mns]? jahr|몇 년에", re.IGNORECASE
)
_A_SPOT = re.compile(
    r"\b(?:what|which) (?:\w+ )?(?:city|town|village|venue|restaurant|port|harbou?r|airport|street|capital)\b|"
    r"\bкак(?:ом|ой|ого|ие) (?:город|порт|сел|аэропорт)\w*|\bwelche[mnrs]? (?:stadt|ort|hafen|dorf)\b|"
    r"어느 (?:도시|항구|마을)",
    re.IGNORECASE,
)
_REQUEST = re.compile(
    r"^\W*(?:please |can you |could you )?(?:write|compose|draw|translate|solve|convert|explain|give me|tell me|make|"
    r"plan|recommend|fix|ignore|summari[sz]e|calculate|generate|create|show me|help|напиши\w*|расскажи\w*|переведи\w*|"
    r"посоветуй\w*|реши\w*|schreib\w*|erzähl\w*|übersetz\w*)\b|(?:해|알려|만들어|써) ?(?:줘|주세요)\W*$",
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
        if _WHO_IS.match(self.text):
            return "other"
        return next((expects for expects, pattern in _COMPILED if pattern.search(self.text)), "other")

    @cached_property
    def of_a_person(self) -> bool:
        """Whether the answer is a person's name: a country or a body does not do."""
        return bool(_A_PERSON.search(self.text))

    @cached_property
    def speakers(self) -> tuple[Name, ...]:
        """Whose words it asks for, as far as it names them: "what did Peskov say"."""
        match = _SAYING.search(self.text)
        return names(f"x {match['en'] or match['ru'] or match['de']}") if match else ()

    @cached_property
    def of_a_year(self) -> bool:
        """Whether the answer is a year: a day of the week does not do."""
        return bool(_A_YEAR.search(self.text))

    @cached_property
    def of_a_spot(self) -> bool:
        """Whether the answer is a town or a building: a country does not do."""
        return bool(_A_SPOT.search(self.text))

    @cached_property
    def requests(self) -> bool:
        """Whether it wants something done: written, told, translated."""
        return bool(_REQUEST.search(self.text))

    @cached_property
    def stems(self) -> tuple[str, ...]:
        """Stems of its content words, each once, in order."""
        return tuple(dict.fromkeys(content_stems(self.text, self.language)))

    @cached_property
    def entities(self) -> frozenset[str]:
        """Ids of the gazetteer names it holds."""
        return frozenset(m.entity for m in mentions(self.text))
