"""Whether a question names somebody of whom the articles that would answer it never speak.

"Why did Xi come to Vladivostok?" presumes that he did. Where the articles quoted do not have his name at all, what they
say of Vladivostok is no answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from qa.evidence import Span
from store.article import Article
from store.names import gazetteer, mentions, wholes

_IN_OFFICE = re.compile(r"(?:['’]s)?\s+(?:administration|government|cabinet|regime|doctrine)", re.IGNORECASE)
"""What makes a person's name that of a government, which acts without the name being said."""
_ASIDE = re.compile(
    r"(?:^|,\s)(?:after|before|when|while|since|following|once|as|nachdem|bevor|als|после того,? как|когда)\s"
    r"[^,?]{5,80},",
    re.IGNORECASE,
)
"""A clause in commas that says when: the articles need not speak of it to tell the rest."""
_SPOKEN_OF = frozenset({"person", "body", "country"})
"""Kinds of names of which an article must speak; a place goes by where it lies."""


def unnamed(question: str, spans: Iterable[Span]) -> frozenset[str]:
    """Ids of the people and bodies that `question` names and none of the articles of `spans` does."""
    entries = gazetteer()
    question = _ASIDE.sub(",", question)
    missing = {
        m.entity
        for m in mentions(question)
        if entries[m.entity].kind in _SPOKEN_OF and not _IN_OFFICE.match(question, m.end)
    }
    spans = list(spans)
    for texts in (_passages(spans), _articles(spans)):  # the article is long, and seldom needed
        for text in texts:
            if missing:
                missing -= {name for m in mentions(text) for name in _spoken_of_with(m.entity)}
    return frozenset(missing)


def _spoken_of_with(entity: str) -> frozenset[str]:
    """A name, what it is a part of, and the state that it stands for or serves."""
    entry = gazetteer()[entity]
    return frozenset(wholes(entity)) | {state for state in (entry.speaks_for, entry.serves) if state}


def _passages(spans: Iterable[Span]) -> list[str]:
    return list(dict.fromkeys(f"{s.passage.article.title}. {s.passage.text}" for s in spans))


def _articles(spans: Iterable[Span]) -> list[str]:
    articles: dict[str, Article] = {s.passage.article.id: s.passage.article for s in spans}
    return [f"{a.publisher or ''}. {a.text}" for a in articles.values()]
