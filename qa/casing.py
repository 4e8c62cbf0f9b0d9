"""Capitals as the articles write them, for a question typed without, or with too many: "who is cho chun ren??".

What tells names from words looks at capitals. A word of the question has one when the passages found write it with a
capital only and no dictionary lists it, when they write it so beside a neighbour that is a name, and when the gazetteer
lists it so: "ankit panda", "the us". Offsets stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from qa.facts.dates import dates
from qa.facts.lexicon import is_common_word, part_of_speech
from qa.facts.names import is_title, opens_sentence
from store.meanings import has_meaning, key_of
from store.names import SHORT, gazetteer, mentions
from store.words import Token, is_function_word, language_of, stem, tokens

LEAST_SHOUTED = 3
"""Words in capitals from which on a question without small letters is shouted; fewer may be abbreviations."""
LONGEST_ACRONYM = 5
"""Longer words in capitals are a transcript's labels."""
_HEADLINE = 4
"""Letters from which on the words of a headline all have capitals."""
_SMALL, _FIRST, _ALL = "small", "first", "all"


class _Written:
    """How texts write some words, by stem, and pairs of these: small, with a capital, or in capitals only."""

    def __init__(self, wanted: frozenset[str]) -> None:
        self._wanted = wanted
        self._alone: dict[str, set[str]] = {}
        self._pairs: dict[tuple[str, str], set[tuple[str, str]]] = {}

    def read(self, sentence: str) -> None:
        """Note the words of a sentence. Dictionary words of a headline and at the beginning have capitals anyway."""
        words = tokens(sentence)
        headline = _all_raised(words)
        before: Token | None = None
        for word in words:
            key = _key(word.text)
            if key in self._wanted:
                form = _form(word.text)
                if not (is_common_word(word.text) and (headline or opens_sentence(sentence, word))):
                    self._alone.setdefault(key, set()).add(form)
                if (
                    before
                    and not headline
                    and _key(before.text) in self._wanted
                    and _side_by_side(sentence, before, word)
                ):
                    self._pairs.setdefault((_key(before.text), key), set()).add((_form(before.text), form))
            before = word

    def form(self, key: str) -> str | None:
        """The one way a word is written; None when it is also written small, or nowhere."""
        return _one(self._alone.get(key, set()))

    def form_in(self, pair: tuple[str, str], place: int, *, careless: bool) -> str | None:
        """The one way the word at `place` in a pair is written there: in capitals, or, beside a name, with one.

        To a `careless` question the two may also be dictionary words: "new jersey", "joint statement".
        """
        written = self._pairs.get(pair, set())
        form, other = (_one({forms[at] for forms in written}) for at in (place, 1 - place))
        named = other and (careless or not is_common_word(pair[1 - place]))
        return None if form == _FIRST and (is_title(pair[place]) or not named) else form

    def knows(self, key: str) -> bool:
        """Whether a word was read, however written."""
        return key in self._alone


def opened(question: str) -> str:
    """The question beginning with a capital, as written ones do."""
    first = question[:1].upper()
    return first + question[1:] if len(first) == 1 else question


def cased(question: str, sentences: Iterable[str]) -> str:
    """The question with the capitals that `sentences`, of the passages found for it, give its words."""
    language = language_of(question)
    raised = _is_shouted(question) or _is_titled(question, language)
    folded = question.lower() if raised else question
    words = tokens(folded)
    if len(folded) != len(question) or not any(w.text.islower() for w in words):
        return question
    written = _Written(frozenset(_key(w.text) for w in words))
    for sentence in sentences:
        if language == "de" or language_of(sentence) != "de":  # German nouns have capitals and are no names
            written.read(sentence)
    letters = list(folded)
    for word, form in zip(words, _forms(folded, written, language, raised), strict=True):
        if form and word.text.islower():
            end = word.end if form == _ALL else word.start + 1
            letters[word.start : end] = folded[word.start : end].upper()
    return opened("".join(letters))


def _is_shouted(question: str) -> bool:
    return question.isupper() and sum(len(w.text) > 1 for w in tokens(question)) >= LEAST_SHOUTED


def _is_titled(question: str, language: str) -> bool:
    """Whether all words have capitals as those of a headline, function words among them: "Who Did He Meet"."""
    words = tokens(question)
    return _all_raised(words[1:]) and any(
        w.text.istitle() and is_function_word(w.text, language) and _side_by_side(question, before, w)
        for before, w in pairwise(words)
    )


def _side_by_side(text: str, word: Token, following: Token) -> bool:
    return text[word.end : following.start] in (" ", "-")


def _all_raised(words: Sequence[Token]) -> bool:
    """Whether all words but short ones have capitals."""
    return not any(w.text[0].islower() for w in words if len(w.text) >= _HEADLINE)


def _forms(question: str, written: _Written, language: str, raised: bool) -> Iterator[str | None]:
    """How each word of a question is written."""
    words = tokens(question)
    keys = ["", *(_key(w.text) for w in words), ""]
    listed = _listed(question, written)
    careless = not any(w.text.istitle() for w in words[1:])
    for i, word in enumerate(words, start=1):
        common = _is_common(word.text, language)
        led = common and i > 1 and part_of_speech(words[i - 2].text) == "verb"  # "let us" go
        yield (
            listed.get(word.start)
            or written.form_in((keys[i - 1], keys[i]), 1, careless=careless)
            or (None if led else written.form_in((keys[i], keys[i + 1]), 0, careless=careless))
            or (None if common else written.form(keys[i]))
            or (_FIRST if language != "ru" and _is_month(question, word) else None)
            or (_FIRST if raised and _unheard_of(word.text, written, language) else None)
        )


def _listed(question: str, written: _Written) -> dict[int, str]:
    """How the gazetteer writes the words of the question's names, by their first characters."""
    found: dict[int, str] = {}
    raised = question.upper()  # short ones are matched in capitals only
    for mention in mentions(raised if len(raised) == len(question) else question):
        words = [w for w in tokens(question) if mention.start <= w.start < mention.end]
        for name in gazetteer()[mention.entity].names:
            listed = tokens(name)
            if [_key(w.text) for w in listed] == [_key(w.text) for w in words]:
                forms = [_form(w.text) for w in listed]
                if not (forms == [_ALL] and _is_no_acronym(words[0].text, written)) and not _is_short(words, forms):
                    found.update((w.start, form) for w, form in zip(words, forms, strict=True))
                break
    return {start: form for start, form in found.items() if form != _SMALL and not question[:start].endswith("-")}


def _is_short(words: Sequence[Token], forms: Sequence[str]) -> bool:
    """Whether a Russian word is but near a name: "данным" is a case of "данные", not of "Дания"."""
    plain = len(words) == 1 and forms != [_ALL] and "а" <= words[0].text[0] <= "я"
    return plain and len(_key(words[0].text)) <= SHORT and has_meaning(key_of(words[0].text, "ru"))


def _is_no_acronym(word: str, written: _Written) -> bool:
    """Whether a word is no abbreviation that it looks like: "us" is mostly no state, and "Un" may be part of a name."""
    return is_function_word(word, "en") or (written.knows(_key(word)) and written.form(_key(word)) != _ALL)


def _is_common(word: str, language: str) -> bool:
    return is_function_word(word, language) or (language == "en" and is_common_word(word))


def _is_month(question: str, word: Token) -> bool:
    """Whether a word with a capital would be a month: "in december", not "they may go"."""
    capital = opened(word.text)
    dated = dates(question[: word.start] + capital + question[word.end :])
    return any(d.month for d in dates(f"in {capital}")) and any(d.start <= word.start < d.end for d in dated)


def _unheard_of(word: str, written: _Written, language: str) -> bool:
    """Whether neither the passages nor dictionary and meanings have an English word: it is taken for a name."""
    known = written.knows(_key(word)) or _is_common(word, language) or has_meaning(key_of(word, language))
    return language == "en" and not known


def _one(forms: set[str]) -> str | None:
    return None if not forms or _SMALL in forms else _ALL if forms == {_ALL} else _FIRST


def _key(word: str) -> str:
    return stem(word, "en")


def _form(word: str) -> str:
    if not word[0].isupper():
        return _SMALL
    return _ALL if word.isupper() and 1 < len(word) <= LONGEST_ACRONYM else _FIRST
