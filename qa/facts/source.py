"""What a claim is held against: the words of a span, who speaks there, and what stands before it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from qa.evidence import Span
from qa.facts.names import Name, names
from qa.facts.script import same_name
from qa.facts.transcripts import QUESTIONER, label_at, speaker_of
from store.names import gazetteer, mentions, wholes
from store.words import content_stems, language_of

BEFORE = 900
"""Characters of the article before a passage that may say who "he" is."""
_LOUD = re.compile(r"\b[A-Z]{2,3}(?=\.)|\b[A-Z]{4,}\b")
"""A title or a name in capitals, which are no abbreviation."""
_QUESTION_MARK = re.compile(r"^Q:?\s+")
_FIRST_PERSON = re.compile(r"\b(?:[Ww]e|[Oo]urs?|us|I|[Mm]y|[Мм]ы|[Нн]аш\w*|нас|нам|[Ww]ir|[Uu]ns\w*)\b|우리")


@dataclass(frozen=True)
class Source:
    """A span as a claim meets it. `before` is what stands before it, nearest last, in pieces looked up once."""

    text: str
    sentences: tuple[str, ...]
    before: tuple[str, ...]
    title: str
    publisher: str | None
    published: str | None
    speaker: str | None = None
    """Who speaks in a transcript, by the last label before the words (``MR. KIRBY:``); ``Q`` is a reporter."""

    voices: tuple[str | None, ...] = ()
    """The speaker of each sentence."""
    role_holders: frozenset[str] = frozenset()
    """Surnames, in lower case, of those the article gives the roles that the span names ("the President")."""

    article: str = ""
    """All of the article that the span is of."""

    @property
    def nearby(self) -> tuple[str, ...]:
        """The last pieces before the span, where a pronoun points."""
        return self.before[-4:]

    @cached_property
    def stems(self) -> frozenset[str]:
        """Stems of the content words of the span; each sentence is cut up once, for all spans that hold it."""
        return frozenset(stem for sentence in self.sentences for stem in content_stems(sentence))

    @cached_property
    def language(self) -> str:
        """The language of the longest sentence."""
        return language_of(max(self.sentences, key=len, default=self.text))

    @cached_property
    def _stems_by_letter(self) -> dict[str, list[str]]:
        """The same by their first letter; those of other scripts and with accents under ""."""
        by_letter: dict[str, list[str]] = {}
        for stem in self.stems:
            by_letter.setdefault(stem[:1] if stem.isascii() else "", []).append(stem)
        return by_letter

    def spells(self, name: str) -> bool:
        """Whether the span has a word that may be a name, given by its stem, in another spelling."""
        known = self._stems_by_letter
        likely = [*known.get(name[:1], ()), *known.get("", ())] if name.isascii() else self.stems
        return any(same_name(name, stem) for stem in likely)

    @cached_property
    def stems_nearby(self) -> frozenset[str]:
        """Stems of the content words of the headline and of what stands just before."""
        return frozenset(stem for piece in (self.title, *self.nearby) for stem in content_stems(piece))

    @cached_property
    def wholes(self) -> frozenset[str]:
        """Ids of the names in the span and of all that they are part of."""
        return frozenset(whole for entity in self.entities() for whole in wholes(entity))

    def first_person(self) -> bool:
        """Whether the speaker or the publisher speaks of itself."""
        return _in_first_person(self.text)

    def entities(self) -> frozenset[str]:
        """Ids of the names in the span."""
        return frozenset().union(*map(entities_of, self.sentences))

    def known_before(self) -> frozenset[str]:
        """Ids of the names in headline and context."""
        return frozenset().union(*(entities_of(piece) for piece in (self.title, *self.before)))

    def names_before(self) -> list[Name]:
        """Every name in headline and context."""
        return [name for piece in (self.title, *self.before) for name in names(piece)]


@lru_cache(maxsize=512)
def of_span(span: Span) -> Source:
    """The source that a span is; the sentences of one answer meet the same spans."""
    passage, article = span.passage, span.passage.article
    prefix = article.text[max(0, passage.start - BEFORE) : passage.start]
    earlier = tuple(s.text for s in passage.sentences[: span.first])
    return Source(
        text=span.text,
        sentences=tuple(s.text for s in passage.sentences[span.first : span.last + 1]),
        before=(prefix, *earlier) if prefix else earlier,
        title=article.title,
        publisher=article.publisher,
        published=article.published,
        speaker=speaker_of(article.title, article.text, span.end),
        voices=tuple(
            speaker_of(article.title, article.text, s.end) for s in passage.sentences[span.first : span.last + 1]
        ),
        role_holders=_role_holders(
            f"{article.title}. {article.text}",
            f"{label_at(article.text, span.end)}. {span.text}",
            entities_of(article.publisher or ""),
        ),
        article=article.text,
    )


def told(span: Span) -> str:
    """The text of a span, with the label of who speaks where it stands in a transcript."""
    speaker = label_before(span)
    return f"{speaker}: {span.text}" if speaker else span.text


def label_before(span: Span) -> str | None:
    """The label of who speaks a span of a transcript, "Q" for a reporter; None in other articles."""
    return label_at(span.passage.article.text, span.end)


_LISTENER = re.compile(
    r"(?<!was )(?<!were )(?<!been )(?<!being )(?<!is )(?<!are )(?<!be )(?<!got )\btold (?:(?:the|a|an) )?"
    r"(?:[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}|reporters|journalists|the press) that\b"
)


def heard(source: Source) -> str:
    """The text of a source behind who begins to speak it ("Mr. Kirby: …"), which a reader knows from above.

    A transcript's ``Q`` is "A reporter".
    """
    speaker = source.voices[0] if source.voices else source.speaker
    if speaker == QUESTIONER:
        return f"A reporter: {_QUESTION_MARK.sub('', source.text)}"
    if not speaker or source.text.casefold().startswith(speaker.casefold()):
        return source.text
    return f"{_LOUD.sub(lambda word: word[0].capitalize(), speaker)}: {source.text}"


def read_beside(claim: str, source: Source) -> tuple[str, str, str | None]:
    """A claim and a source as they are read together (`qa.entailment`), and the day of the source.

    Beside a turn of a transcript the claim goes without whom it was told to, who has another turn.
    """
    claim = _LISTENER.sub("said that", claim) if any(source.voices) else claim
    return claim, heard(source), source.published


@lru_cache(maxsize=8192)
def _in_first_person(text: str) -> bool:
    return bool(_FIRST_PERSON.search(text))


@lru_cache(maxsize=8192)
def entities_of(text: str) -> frozenset[str]:
    """Ids of the gazetteer names in a text."""
    return frozenset(m.entity for m in mentions(text))


_ROLE = (
    r"(?P<role>[Pp]resident|[Mm]inister|[Cc]hairm[ae]n|[Ll]eader|[Ss]ecretary|[Aa]mbassador|[Gg]overnor|[Ss]pokes\w+)"
)
_ROLE_OF = re.compile(rf"\b{_ROLE}\s+(?:of [A-Z]\w+\s+)?(?P<who>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){{0,2}})")
_POSSESSIVE = re.compile(r"[’']s?$")
_BARE_ROLE = re.compile(rf"\b[Tt]he (?:\w+ ){{0,2}}{_ROLE}\b(?!\s+[A-Z])")


@lru_cache(maxsize=512)
def _roles(text: str) -> dict[str, frozenset[str]]:
    held: dict[str, set[str]] = {}
    for match in _ROLE_OF.finditer(text):
        held.setdefault(match["role"].lower(), set()).add(_POSSESSIVE.sub("", match["who"].split()[-1].lower()))
    return {role: frozenset(who) for role, who in held.items()}


def _role_holders(article: str, span: str, publisher: frozenset[str]) -> frozenset[str]:
    """Whom a bare role in the span stands for.

    That is whom alone the article gives that role, or alone of those who serve the publisher's state: in a briefing of
    the White House "the President" is not the Ukrainian one.
    """
    held = [_roles(article).get(m["role"].lower(), frozenset()) for m in _BARE_ROLE.finditer(span)]
    states = {whole for entity in publisher for whole in wholes(entity)}
    own = [frozenset(w for w in who if _serves(w.title(), states)) for who in held]
    return frozenset().union(*(who for who in (*held, *own) if len(who) == 1))


def _serves(surname: str, states: set[str]) -> bool:
    return any(gazetteer()[entity].serves in states for entity in entities_of(surname))
