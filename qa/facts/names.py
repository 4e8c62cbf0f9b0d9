"""Names in a text, known and unknown to the gazetteer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from qa.facts.dates import dates
from qa.facts.lexicon import is_common_word
from qa.facts.numbers import numbers
from store.meanings import has_meaning, key_of
from store.names import mentions
from store.words import Token, content_tokens, is_function_word, language_of, tokens

_TITLES_DE = frozenset(
    "botschafter botschafterin präsident präsidentin außenminister außenministerin verteidigungsminister "
    "innenminister ministerpräsident sprecher sprecherin kanzler bundeskanzler gouverneur vorsitzender "
    "vorsitzende".split()
)
_ROLES = _TITLES_DE.union(
    "president minister chairman chairwoman chairperson leader premier prime secretary general ambassador "
    "governor director deputy foreign defense defence interior press spokesman spokesperson spokeswoman mr mrs ms "
    "dr professor associate chief senior official officials state government delegation summit forum council "
    "department agency news committee university institute academy river territory region republic federation "
    "administration army party national security adviser advisor admiral analyst expert scholar researcher "
    "historian diplomat envoy according however meanwhile additionally furthermore moreover earlier later both "
    "several although while during following since after before this that these those his her their its laut the "
    "north south east west northern southern eastern western military armed forces human rights treasury "
    "президент министр премьер госсекретарь генерал посол губернатор глава совет комитет".split()
)

_TITLE_KO = re.compile(
    r"(?:국가안보|외무|국방|내무|외교|통일)?(?:보좌관|실장|국장|장관|차관)|(?:사무)?총장|(?:부)?대통령|총리|지사|대사|대변인|의장|위원장|비서|특사|"
    r"주석|총서기|사령관"
)
"""Offices, before which a Korean name stands."""
_OFFICE_KO = re.compile(r"(?:부|성|청|원|처|국|당|군|실|회)$|^(?:신임|전임|현임|주[북러중한미일]|당시|신|전|현)$")
"""A ministry or the like, or what tells which ambassador it is."""
_PARTICLE = re.compile(r"(?:은|는|을|를|의|에|에서|에게|으로|와|과|도|만|부터|까지|고|며|서|한|된|인|던|할|될|적)$")
_NO_NAMES = frozenset(("СМИ", "АЭС", "ВВП", "ВПК", "ПВО", "БПЛА"))
"""Russian abbreviations of common words."""
_BETWEEN = re.compile(r"\w*\s")
"""What stands between a number and what it counts: "2,3 Million|en |Euro"."""
_ABSTRACT = ("schaft", "ung", "heit", "keit", "tät", "ismus")
SHORTEST_ENDING = 5
"""Letters by which a compound ends in a noun; shorter ones end names as well ("Zimmermann")."""
_OPENING = "\"“«(‘'-"
"""What may stand before the first word of a sentence."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a text: a gazetteer entity, or the words of a name the gazetteer does not know."""

    text: str
    start: int
    end: int
    entity: str | None = None

    def words(self) -> tuple[str, ...]:
        """Its words without titles."""
        return _words(self.text)


@lru_cache(maxsize=8192)
def _words(name: str) -> tuple[str, ...]:
    words = tuple(t.text for t in tokens(name))
    return tuple(w for w in words if not is_title(w)) or words


@lru_cache(maxsize=8192)
def names(text: str) -> tuple[Name, ...]:
    """Names in order of appearance. Common words capitalised only because a sentence begins with them are left out."""
    known = [Name(text[m.start : m.end], m.start, m.end, m.entity) for m in mentions(text)]
    taken = [(n.start, n.end) for n in known] + [(d.start, d.end) for d in dates(text)]
    return tuple(sorted(known + _unknown(text, taken), key=lambda n: n.start))


@lru_cache(maxsize=8192)
def plain_stems(text: str) -> frozenset[str]:
    """Stems of a text's content words that are no names: "Russia" in the scope of a "not" says nothing."""
    named = {at for n in names(text) for at in range(n.start, n.end)}
    return frozenset(stem for stem, token in content_tokens(text) if token.start not in named)


@lru_cache(maxsize=8192)
def is_title(word: str) -> bool:
    """Whether a capitalised word is a title, a role or a function word rather than a name."""
    lowered = word.lower()
    plural_acronym = re.fullmatch(r"[A-Z]{2,4}s", word) is not None
    return (
        len(word) < 2
        or plural_acronym
        or lowered in _ROLES
        or (word[0].isupper() and lowered.removesuffix("s") in _ROLES)
        or is_function_word(lowered, "en")
        or is_function_word(lowered, "ru")
    )


def _unknown(text: str, taken: list[tuple[int, int]]) -> list[Name]:
    """Runs of capitalised words that are neither known names, dates, roles nor the first word of a sentence."""
    runs: list[list[Token]] = []
    previous: Token | None = None
    language = language_of(text)
    for token in tokens(text):
        capital = token.text[0].isupper() and not any(start <= token.start < end for start, end in taken)
        counted = language == "de" and capital and _is_counted(text, token)
        if capital and not counted and not is_title(token.text) and not _common_opener(text, token):
            if runs and previous is runs[-1][-1] and text[previous.end : token.start] in (" ", "-", ". ", "’", "'"):
                runs[-1].append(token)
            else:
                runs.append([token])
        previous = token
    if language == "ko":
        return _before_titles(text, taken)
    if language == "de":
        runs = [own for run in runs if (own := _without_nouns(text, run))]
    kept = [run for run in runs if len(run) > 1 or _is_name(text, run[0], language)]
    return [Name(text[r[0].start : r[-1].end], r[0].start, r[-1].end) for r in kept]


def _without_nouns(text: str, run: list[Token]) -> list[Token]:
    """A run of German capitals without the nouns around a name: "Forschungsgruppe Sino-NK", "New-START-Vertrag"."""
    if len(run) > 1 and _is_compound(run[0].text):
        run = run[1:]
    if len(run) > 1 and text[run[-2].end] == "-" and has_meaning(key_of(run[-1].text, "de")):
        return run[:-1]
    hyphened = len(run) > 2 and text[run[0].start : run[-1].end].count("-") == len(run) - 1
    if hyphened and sum(has_meaning(key_of(t.text, "de")) and not t.text.isupper() for t in run) > 1:
        return []  # "Boden-Luft-Raketen"
    return run


def _is_compound(word: str) -> bool:
    """Whether a German word that the table of meanings lacks is made of two that it has, or ends as abstract nouns do.

    The last one has `SHORTEST_ENDING` letters or more.
    """
    if word.endswith(_ABSTRACT):
        return True
    parts = ((word[:at].removesuffix("s"), word[at:]) for at in range(3, len(word) - SHORTEST_ENDING + 1))
    return not has_meaning(key_of(word, "de")) and any(all(has_meaning(key_of(p, "de")) for p in two) for two in parts)


def _is_counted(text: str, token: Token) -> bool:
    """Whether a number counts a word: what it counts in German has a capital and is no name ("drei Staaten")."""
    return any(
        n.start <= token.start < n.end or _BETWEEN.fullmatch(text, n.end, token.start)
        for n in numbers(text)
        if n.start <= token.start
    )


def _is_name(text: str, token: Token, language: str) -> bool:
    """Whether a single word with a capital is a name: in German, where every noun has one, that cannot be told."""
    if language == "de":
        return _names_a_compound(text, token) or _bears_a_title(text, token)
    if not opens_sentence(text, token):
        return token.text not in _NO_NAMES
    return language == "en" and token.text.isalpha() and not (is_common_word(token.text) or _is_plural(token.text))


def _is_plural(word: str) -> bool:
    """Whether an English word is the plural of one in the lexicon, or of two that are written as one ("handovers")."""
    one = word.removesuffix("s").lower()
    parts = ((one[:at], one[at:]) for at in range(3, len(one) - 2))
    return one != word and (is_common_word(one) or any(all(map(is_common_word, two)) for two in parts))


def _names_a_compound(text: str, token: Token) -> bool:
    """Whether a German word that is none is the first part of a compound: "Gallup-Umfrage"."""
    behind = next((t for t in tokens(text) if t.start == token.end + 1), None)
    if behind is None or text[token.end] != "-" or token.text.isupper() or len(token.text) < SHORTEST_ENDING:
        return False
    known = has_meaning(key_of(token.text, "de")) or is_common_word(token.text) or _is_compound(token.text)
    return not known and has_meaning(key_of(behind.text, "de"))


def _before_titles(text: str, taken: list[tuple[int, int]]) -> list[Name]:
    """The names of a Korean text that no gazetteer has and that stand before an office: "마르크 뤼터 나토 사무총장"."""
    words, found = tokens(text), list[Name]()
    for at, word in enumerate(words):
        if not _TITLE_KO.match(word.text):
            continue
        back = at - 1
        while (
            back >= 0
            and at - back <= 3
            and (_is_taken(words[back], taken) or has_meaning(key_of(words[back].text, "ko")))
        ):
            back -= 1
        run: list[Token] = []
        while back >= 0 and len(run) < 3 and _may_be_a_name(words[back], taken):
            run.insert(0, words[back])
            back -= 1
        if run and at - words.index(run[-1]) <= 3:
            found.append(Name(text[run[0].start : run[-1].end], run[0].start, run[-1].end))
    return found


def _is_taken(token: Token, taken: list[tuple[int, int]]) -> bool:
    return any(start <= token.start < end for start, end in taken)


def _may_be_a_name(token: Token, taken: list[tuple[int, int]]) -> bool:
    """Whether a Korean word may be (a part of) a name: two syllables or more, in no dictionary, without a particle."""
    hangul = len(token.text) > 1 and all("가" <= c <= "힣" for c in token.text)
    plain = (
        hangul
        and not _PARTICLE.search(token.text)
        and not _OFFICE_KO.search(token.text)
        and not _TITLE_KO.match(token.text)
    )
    return plain and not _is_taken(token, taken) and not has_meaning(key_of(token.text, "ko"))


def _bears_a_title(text: str, token: Token) -> bool:
    """Whether a German title stands right before a word that no dictionary has: "Botschafter Mazegora"."""
    before = next((t for t in reversed(tokens(text)) if t.end == token.start - 1), None)
    known = has_meaning(key_of(token.text, "de")) or is_common_word(token.text) or _is_compound(token.text)
    return before is not None and before.text.lower() in _TITLES_DE and not known


def _common_opener(text: str, token: Token) -> bool:
    """Whether a capital is only that of a sentence's first word: "Полиция Торсхавна", "Die Kirche"."""
    language = language_of(text)
    if language == "en" or not opens_sentence(text, token):
        return False
    return is_function_word(token.text, language) or (language == "ru" and has_meaning(key_of(token.text, "ru")))


def opens_sentence(text: str, token: Token) -> bool:
    """Whether a sentence of `text` begins with a word, so that its capital tells nothing."""
    at = token.start
    while at and (text[at - 1].isspace() or text[at - 1] in _OPENING):
        at -= 1
    return not at or not (text[at - 1].isalnum() or text[at - 1] in "_,;")


@lru_cache(maxsize=8192)
def capitalised(text: str) -> tuple[str, ...]:
    """Words that may be names: capitalised, or in a script whose reader sees no capitals."""
    return tuple(dict.fromkeys(t.text for t in tokens(text) if t.text[0].isupper() or not t.text.isascii()))
