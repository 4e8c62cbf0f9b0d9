"""The words by which a question tells what kind of answer it asks for, in English, Russian, German and Korean."""

from __future__ import annotations

import re
from typing import Literal

Expects = Literal["person", "name", "money", "place", "time", "number", "age", "length", "reason", "statement", "other"]
FIGURES: frozenset[Expects] = frozenset({"number", "age", "length", "money", "time"})
"""Kinds of answer that come as a figure."""

KIN = r"(?:uncle|aunt|wife|husband|daughter|son|brother|sister|father|mother|cousin|nephew|niece)s?"
PERSONS = (
    r"(?:member|minister|official|person|individual|politician|leader|envoy|diplomat|lawmaker|expert|analyst|scholar|ambassador|"
    r"president|chairm[ae]n|chairwoman|secretary|captain|spokes\w+|adviser|advisor|general|governor|commander|officer|"
    r"interpreter|scientist|engineer|journalist|author|director|delegate|negotiator|lawyer|witness|mayor|judge|"
    r"architect|fisherm[ae]n|pilot|doctor|artist|painter|writer|poet|composer|conductor|singer|actor|actress|historian|"
    r"economist|astronaut|astronomer|professor|researcher|reporter|editor|manager|owner|founder|farmer|sailor|soldier|"
    r"prosecutor|senator|congressm[ae]n|deputy|diver|driver|teacher|physician|bishop|priest|king|queen|prince|princess|"
    r"monarch|premier|chancellor|activist|athlete|player|coach|trainer|businessm[ae]n|banker|investor|designer|"
    rf"{KIN})s?"
)
"""People by office or kin, in English."""
PERSONS_DE = (
    r"(?:\w*minister|beamt|general|\w*botschafter|expert|abgeordnet|präsident|\w*chef|sprecher|kapitän|direktor|"
    r"bürgermeister|gouverneur|offizier|soldat|diplomat|journalist|dolmetscher|frau|mann|sohn|tochter|bruder|schwester)\w*"
)
"""People by office or kin, in German."""
BODIES = (
    r"(?:compan(?:y|ies)|agenc(?:y|ies)|factor(?:y|ies)|universit(?:y|ies)|(?:newspaper|airline|bank|hotel|hospital|museum|"
    r"shipyard|publisher|ship|vessel|outlet|firm|magazine)s?)"
)
"""What bears a name and is no country, no place and nobody."""
BETWEEN = r"(?:(?!(?:do|does|did|is|are|was|were|has|have|had|will|would|can|could|should|may|must)\b)\w+ ){0,3}"
"""Words between "which" and the noun: no verb, since "what did the minister threaten" asks for no minister."""

_AT_FIRST = r"^\W*(?:\w+\W+){0,2}"
_LATER = r"(?:[,;:]|\b(?:and|or|of|by|to|with|for|from|tell|say|says|know|name)) "
"""Where "who" and "where" ask; elsewhere they lead a clause ("the soldiers who fell")."""

_CUES: dict[Expects, tuple[str, ...]] = {
    "name": (
        rf"\bnames? of\b|\b(?:which|what) (?:\w+ )?(?:{BODIES}|party|school|organi[sz]ation)\b|"
        r"\bwhat (?:is|was|are|were) .{2,40} (?:called|named)\b|\bnamed? (?:the|all)\b",
        r"как называ\w+|как зовут|\bимена\b|названи\w+",
        r"\bwie hei(?:ß|ss)\w+",
        r"이름|명칭",
    ),
    "money": (
        r"\bhow much\b(?! (?:\w+ )?time\b).{0,60}\b(?:cost|pay|paid|worth|spend|spent|price|money)|"
        r"\b(?:what|which|wich)\b.{0,40}\b(?:cost|price|fee|salary|wage|budget|revenue|turnover|fine|ransom|wealth)s?\b|"
        r"\bwhat (?:did|do|does|will|would|is|was) .{2,60}\b(?:cost|worth|earn)\b|\bhow much money\b|"
        r"\bwhat (?:did|do|does|will|would|has) .{2,40}\b(?:pay|paid)\b(?! (?:attention|tribute|heed|a visit|for\?))|"
        r"\bhow much (?:did|do|does|will|would|has|have) [^?]*\bearn(?:ed)?\b|\bwhat (?:is|was) the value of\b",
        r"сколько (?:стои\w+|(?:за)?плат\w+|денег|рублей|долларов|евро)|на какую сумму|во сколько об(?:ойд|ош)\w+|"
        r"сколько .{2,60}\b(?:стоить|стоил\w?|(?:за)?плат\w+|зарабатыва\w+)\b|"
        r"как(?:ов|ова|ой|ую) .{0,30}(?:цен[аы]|бюджет\w*|зарплат\w+|стоимость)",
        r"\b(?:wie ?viel|was) (?:(?:soll|wird|würde|sollte|hat|haben)\w* .{2,80})?(?:ge)?kost\w*|"
        r"\bwie ?viel (?:geld|euro|dollar|rubel)\b|\bwie ?viel .{0,80}\b(?:zahl|bezahl|verdien)\w*|"
        r"wie (?:hoch|teuer) .{0,80}(?:preis|budget|gehalt|kosten|sch[aä]den|summe|betrag|umsatz|strafe|lohn|schulden)",
        r"얼마(?:입니까|인가|예요|였)|얼마(?:를|에)? ?(?:지불|벌|받|팔|샀|냈)|비용|가격|예산|급여",
    ),
    "age": (r"\bhow old\b|\bwhat age\b|\bage of\b", r"сколько лет|возраст", r"wie alt", r"몇 살|나이"),
    "length": (
        r"\bhow much (?:\w+ )?time\b|"
        r"\bhow much .{2,40}\bweigh\b|"
        r"\bhow much (?:[^?]{2,60} )?(?:nearer|closer|farther|further|longer|shorter|taller|higher|wider|deeper)\b|"
        r"\bhow far\b(?![^?]{0,80}\b(?:f[ae]ll|fallen|falls|drop\w*|declin\w*|shr[aiu]nk\w*|gr[eo]w\w*|r[io]sen?|"
        r"willing|prepared|ready|along)\b)|"
        r"\bhow (?:long is|tall|wide|deep|fast|heavy)\b|"
        r"\bhow high\b(?! [^?]{0,60}\b(?:loss|toll|casualt|number|share|cost|price|debt|figure|estimate))|"
        r"\bwhat (?:is the )?(?:length|distance|height)\b",
        r"как далеко|какой длины|какова длина|какого роста|какой высоты|как высок\w*",
        r"wie (?:lang ist|weit|hoch(?! .{0,80}(?:zahl|anteil|quote|verlust)| (?:schätz|beziffer))|groß)",
        r"얼마나 (?:멀|길|높)",
    ),
    "number": (
        r"\bhow (?:many|much|often|large|big|high)\b|"
        r"\bwhat (?:number|percentage|share|proportion|amount)\b|\bpopulation\b",
        r"сколько|какое количество|численность|население",
        r"wie ?viele?\b|wie hoch",
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
        r"believe|answer|reply|respond|tell)\b",
        r"что (?:сказал|заявил|сообщил|думает)",
        r"was sagte|was hat .{2,40} gesagt",
        r"뭐라고|무엇이라고",
    ),
    "person": (
        rf"{_AT_FIRST}who(?:m|se|s)?\b|{_LATER}who(?:m|se)?\b|\b(?:which|what|wich) {BETWEEN}{PERSONS}\b",
        r"\b(?:кто|кого|кому|кем|чей)\b",
        r"\b(?:wer|wen|wem)\b",
        r"누가|누구",
    ),
    "place": (
        rf"{_AT_FIRST}where\b|{_LATER}where\b|"
        r"\b(?:what|which|wich) (?:\w+ )?(?:city|town|village|place|country|location|venue|river|restaurant|"
        r"port|harbou?r|airport|street|island|region|province|district|state|capital|continent|lake|sea)\b",
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
KINDS = tuple((expects, re.compile("|".join(cues), re.IGNORECASE)) for expects, cues in _CUES.items())
"""Question words by the kind of answer they ask for. The first kind that fits counts, so the narrower ones stand
first."""
