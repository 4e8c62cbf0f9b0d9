"""Sentences with verdicts as Markdown, and Markdown's text as content with signs, colours and citation links.

Verdicts and links travel through the Markdown parser as private-use characters, which are taken out of all foreign
text first: whatever a model writes, it can neither make a sign of proof nor a link to a citation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content
from textual.style import Style

from qa.tui.plain import SIGN_STYLES
from qa.tui.streaming import Piece, StreamedText
from qa.wording import SIGNS
from store.text import sanitise

if TYPE_CHECKING:
    from qa.answer import Citation, Sentence, Verdict

_OPEN: dict[Verdict, str] = {"supported": "\ue000", "partial": "\ue001", "unsupported": "\ue002"}
_CLOSE, _NEUTRAL, _CITE, _CITED = "\ue003", "\ue004", "\ue005", "\ue006"
_VERDICTS = {mark: verdict for verdict, mark in _OPEN.items()}
_MARK = re.compile(r"([\ue000-\ue004])|\ue005(\d+)\ue006")
_FORGED = re.compile("[\ue000-\uf8ff✓✔✅☑🗸✗✘❌]")
"""What a model could pass off as ours: the private-use area, and marks that look like a verdict's."""
_BLOCK_SIGN = re.compile(r"(?:#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+|\d{1,3}[.)][ \t]+|\|[ \t]*)*")
_PUNCTUATION = re.compile(r"([\\`*_{}\[\]()#+\-.!<>|~&:=^$])")
_TEXT_STYLES: dict[Verdict, str] = {"supported": "", "partial": "", "unsupported": "$text-error"}


def clean(text: str) -> str:
    """Return foreign text without anything that could pass for a sign of ours."""
    return _FORGED.sub("", sanitise(text))


def markdown(text: StreamedText) -> str:
    """Return everything that came as Markdown: proven sentences with their verdict, then the neutral rest."""
    return settled(text.pieces, text.citations) + neutral(text)


def settled(pieces: Sequence[Piece], citations: Sequence[Citation]) -> str:
    """Return the proven sentences as Markdown."""
    quotes = {citation.n: " ".join(citation.quote.split()) for citation in citations}
    return "".join(_lead(piece) + _sentence(piece.sentence, quotes) for piece in pieces)


def _lead(piece: Piece) -> str:
    """A sentence on a line of its own, as every quotation is, stands on one here too; Markdown would run them on."""
    alone = piece.lead.strip(" \t") == "\n" and not piece.sentence.text.lstrip().startswith("|")
    return "\n\n" if alone else clean(piece.lead)


def neutral(text: StreamedText) -> str:
    """Return what is not proven yet as Markdown."""
    tail = clean(text.tail)
    return f"{_NEUTRAL}{tail}{_CLOSE}" if tail.strip() else tail


def _sentence(sentence: Sentence, quotes: dict[int, str]) -> str:
    text = clean(sentence.text)
    if not re.search(r"\w", text):
        return text
    quoted = any(n in quotes and quotes[n] in sentence.text for n in sentence.citations)
    sign = _BLOCK_SIGN.match(text)
    head = "" if quoted or not sign else sign.group()
    body = _PUNCTUATION.sub(r"\\\1", text) if quoted else text[len(head) :]
    body, pipe = _last_cell(body) if "|" in head else (body, "")
    links = "".join(f"{_CITE}{n}{_CITED}" for n in sentence.citations if n in quotes)
    return f"{head}{_OPEN[sentence.verdict]}{body}{' ' if links else ''}{links}{_CLOSE}{pipe}"


def _last_cell(row: str) -> tuple[str, str]:
    """Cut off the bar that ends a table's row: what is written behind it would be one cell more."""
    cells = row.rstrip()
    return (cells[:-1].rstrip(), " |") if cells.endswith("|") else (row, "")


def shown(content: Content) -> Content:
    """Turn the private-use characters of a block into signs, colours and links."""
    plain, parts, position, style = content.plain, [], 0, ""
    for match in _MARK.finditer(plain):
        parts.append(_styled(content[position : match.start()], style))
        position = match.end()
        mark, number = match.groups()
        if number:
            parts.append(_link(int(number)))
        elif mark in _VERDICTS:
            verdict = _VERDICTS[mark]
            style = _TEXT_STYLES[verdict]
            parts.append(Content.styled(f"{SIGNS[verdict]} ", SIGN_STYLES[verdict]))
        else:
            style = "dim" if mark == _NEUTRAL else ""
    parts.append(_styled(content[position:], style))
    return Content("").join(parts) if len(parts) > 1 else content


def flat(text: str) -> str:
    """Return the text of a code block, which takes no styles, with signs for verdicts."""
    return shown(Content(text)).plain


def _styled(content: Content, style: str) -> Content:
    return content.stylize_before(style) if style and content.plain else content


def _link(n: int) -> Content:
    label = Content(f"[{n}]").stylize("$text-accent bold")
    return label.stylize(Style.from_meta({"@click": f"link('cite:{n}')"}))
