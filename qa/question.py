"""What a question asks for: its language and the kind of answer it expects."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from qa.cues import BETWEEN, BODIES, KIN, KINDS, PERSONS, PERSONS_DE, Expects
from qa.facts.names import Name, names
from qa.facts.numbers import numbers
from store.names import mentions
from store.words import content_stems, language_of

_WHO_IS = re.compile(r"^(?:Who|who|Кто|Wer) (?:(?:is|was|are|ist|war|такой|такая) )(?:[A-ZА-ЯЁ][\w’'-]+[ ?]*){1,4}$")
"""Asks what someone is, not for someone's name."""


_WHILE = re.compile(
    r"^\W*(?:when|where|while|als|wenn|когда|пока)\b"
    r"(?! (?:did|do|does|is|are|was|were|has|have|had|will|would|can|could|should)\b)[^?]*?, ?"
    r"(?=(?:(?:in|at|on|to|from|by|for|with|of|в|на|из|in|mit) )?"
    r"(?:which|what|who|whom|whose|where|when|why|how|wer|was|welche\w*|wo|wie|кто|что|как\w*|где|сколько|почему)\b)",
    re.IGNORECASE,
)
"""A clause ahead of the question, which asks for no time: "When Russia vetoed it, which country abstained?"."""
_A_PERSON = re.compile(
    rf"\bwho (?:is|was|are|were) [^?]{{0,40}}(?:’s|'s|s’|\bthe) {KIN}\b|"
    rf"\bwho (?:is|was|are|were) (?:[\w’' -]{{1,30}}(?:’s|'s|s’)|the) (?:\w+ ){{0,3}}{PERSONS}"
    r"(?: (?:of|to|in|at) [^?]*)?\?|"
    r"\bwho (?:headed|heads|chaired|chairs|commanded|commands|translated|interpreted)\b|"
    r"\bкто (?:такая |такой )?(?:жена|муж|отец|мать|сын|дочь|брат|сестра|дядя|тётя)|"
    rf"\b(?:아내|부인|남편|아버지|어머니|아들|딸|삼촌)\w* (?:이름|누구)|"
    rf"\bnames? of (?:\S+ ){{0,3}}{PERSONS}\b|\b(?:which|what|wich) {BETWEEN}{PERSONS}\b|\bкак зовут\b|"
    r"\bкак(?:ой|ие|ая|ого|ому|им) (?:\w+ ){0,2}(?:министр|чиновник|генерал|депутат|посол|дипломат|эксперт|учён\w+)|"
    rf"\b(?:welche[rnms]?|wie hei(?:ß|ss)(?:t|en) (?:der|die)|name[n]? (?:des|der)) (?:\w+ ){{0,2}}{PERSONS_DE}|"
    r"(?:장관|대통령|총리|대사|장군|사령관|선장|대변인|의장|기자|통역)\w*의? 이름|"
    r"\bnames? of (?:\S+ ){0,3}(?-i:[A-Z]\w+(?:ese|ans|ians))\b",
    re.IGNORECASE,
)
_A_BODY = re.compile(
    rf"\b(?:which|wich|what|names? of the) (?:\w+ ){{0,2}}?(?:{BODIES}|(?:boat|submarine|frigate|channel)s?|ferry)\b|"
    r"\bкак называ\w+ (?:\w+ ){0,2}(?:корабл|судн|компани|газет|завод|гостиниц|банк|агентств)|"
    r"\bwie hei(?:ß|ss)\w* (?:der|die|das) (?:\w+ ){0,2}(?:schiff|firma|zeitung|fabrik|hotel|bank|agentur)\b",
    re.IGNORECASE,
)
_NAMES_OF_SEVERAL = re.compile(
    r"\bnames of (?:the )?(\w+)|\bwho (?:are|were) the (\w+)|\bимена (\w+)|\bnamen der (\w+)", re.IGNORECASE
)
_SAYING = re.compile(
    r"\bwhat (?:did|does|do|has|had|was|were)\b(?P<en>.{2,60}?)\b(?:say|said|think|call|comment|claim|argue|warn|"
    r"describe|believe|answer|reply|respond|tell)\b|"
    r"\bчто (?:сказал|заявил|сообщил|думает)\w*(?P<ru>.{2,40}?)(?: (?:о|об|про|насчёт)\b|\?|$)|"
    r"\bwas (?:sagte|hat)(?P<de>.{2,40}?)(?: (?:über|zu|gesagt)\b|\?|$)",
    re.IGNORECASE,
)
"""What someone says, by the words that name the speaker."""
_SAID_ABOUT = re.compile(
    r"\bwhat (?:did|does|do|has|had|was|were)\b.{2,60}?\b(?:say|said|think|comment|claim|argue|warn|believe|answer|"
    r"reply|respond|tell)\b.*?\b(?:about|of|on|regarding|concerning|over)\b"
    r"(?P<en>[^?]+?)(?=, (?:when|after|in|on|at|during|asked|answering)\b|[?]|$)|"
    r"\bчто (?:сказал|заявил|сообщил|говорил|думает)\w*.*?\b(?:о|об|обо|про|насчёт)\b(?P<ru>[^?]+)|"
    r"\bwas (?:sagte|meinte|denkt|hat\b.{2,60}?)\b.*?\b(?:über|zu|zum|zur)\b(?P<de>[^?]+?)(?: gesagt)?(?=\?|$)",
    re.IGNORECASE,
)
"""What is to be said of, behind the speaker and the verb."""
_REACTION = r"(?:reaction|response|comment)"
_REACTING = re.compile(
    r"\bhow (?:did|does|do|has|have)(?P<how>.{2,60}?) (?:respond|react|comment)(?:ed)?\b|"
    rf"\bwhat (?:is|was|were) the {_REACTION} (?:of|from|in) (?P<of>[^?]{{2,40}}?)(?: (?:to|on)\b|\?|$)|"
    rf"\bwhat (?:is|was|were) (?P<whose>[^?]{{2,40}}?)(?:[’']s?|s’)? {_REACTION}\b|"
    r"\bкак (?:\w+ )?(?:отреагировал|прокомментировал)\w*(?P<ru>.{2,40}?)(?: (?:на|о|об|про)\b|\?|$)|"
    r"\bwie (?:reagierte|kommentierte)(?P<de>.{2,40}?)(?: (?:auf|über|zu)\b|\?|$)",
    re.IGNORECASE,
)
"""What someone says or does in answer to something, by the words that name him."""
_A_YEAR = re.compile(
    r"\b(?:what|which|wich) years?\b|\bв как(?:ом|ие) год\w*|\bwelche[mns]? jahr|몇 년에", re.IGNORECASE
)
_A_SPOT = re.compile(
    r"\b(?:what|which|wich) (?:\w+ )?(?:city|town|village|venue|restaurant|port|harbou?r|airport|street|capital)\b|"
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
_CHATS = re.compile(
    r"\W*(?:(?:hi|hello|hey|good (?:morning|day|afternoon|evening)|there|привет|здравствуй\w*|добрый (?:день|вечер)|"
    r"hallo|guten (?:tag|morgen|abend)|안녕\w*|tumen|bot)(?:\W+|$))*"
    r"(?:how (?:are|do) you(?: do(?:ing)?)?(?: today)?|how(?:['’]s| is) it going|what['’]?s up|(?:who|what) are you|"
    r"are you (?:an? )?(?:\w+ )?(?:robot|bot|human|person|ai|machine)|thanks?(?: you)?(?: \w+){0,3}|"
    r"как (?:у тебя )?дела|как поживаешь|кто ты|ты кто|спасибо\w*|wie geht(?:['’]?s| es)(?: \w+){0,2}|wer bist du|"
    r"danke\w*|잘 지내\w*|누구\w{1,3}|고마워\w*|감사합니다)?\W*",
    re.IGNORECASE,
)
"""Small talk, the whole of it: a greeting before a question is none."""
LONGEST_CHAT = 80
"""Characters of small talk at most."""


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
        asked = _WHILE.sub("", self.text)
        return next((expects for expects, pattern in KINDS if pattern.search(asked)), "other")

    @cached_property
    def of_a_person(self) -> bool:
        """Whether the answer is a person's name: a country or a body does not do."""
        return bool(_A_PERSON.search(self.text))

    @cached_property
    def of_a_body(self) -> bool:
        """Whether the answer names a company, a ship, a paper: a country, a place or a person does not do."""
        return bool(_A_BODY.search(self.text))

    @cached_property
    def several(self) -> int:
        """How many names it asks for; 1 when it does not tell."""
        match = _NAMES_OF_SEVERAL.search(self.text)
        counted = numbers(next(filter(None, match.groups()))) if match else ()
        return max(int(counted[0].low), 1) if counted else 1

    @cached_property
    def speakers(self) -> tuple[Name, ...]:
        """Whose words it asks for, as far as it names them: "what did Peskov say"."""
        match = _SAYING.search(self.text)
        return names(f"x {match['en'] or match['ru'] or match['de']}") if match else ()

    @cached_property
    def said_about(self) -> str:
        """What it asks somebody's words about; empty when it asks for no words, or for any."""
        match = _SAID_ABOUT.search(self.text) if self.expects == "statement" else None
        return next(filter(None, match.groups())).strip() if match else ""

    @cached_property
    def reacting(self) -> tuple[Name, ...]:
        """Whose reaction it asks for, as far as it names them: "how did Seoul respond"."""
        match = _REACTING.search(self.text)
        return names(f"x {next(filter(None, match.groups()))}") if match else ()

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
    def chats(self) -> bool:
        """Whether it is small talk, of which no article speaks."""
        return len(self.text) <= LONGEST_CHAT and bool(_CHATS.fullmatch(self.text))

    @cached_property
    def stems(self) -> tuple[str, ...]:
        """Stems of its content words, each once, in order."""
        return tuple(dict.fromkeys(content_stems(self.text, self.language)))

    @cached_property
    def entities(self) -> frozenset[str]:
        """Ids of the gazetteer names it holds."""
        return frozenset(m.entity for m in mentions(self.text))
