"""PDF: running text put together from lines and pages (pypdf), with the offset at which each page begins."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from store.errors import SourceError
from store.formats.draft import Draft
from store.text import sanitise

if TYPE_CHECKING:
    from pypdf import PdfReader

MOST_PAGES = 2000
_END_MARK = re.compile(r"[.!?…:;。！？][\"'”’»)\]]*$")
_HYPHEN = re.compile(r"(?<=[a-zа-яё])[-‐]$")
_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"^(?:page|стр\.?|seite)?\s*[-–—]?\s*\d{1,4}\s*[-–—]?(?:\s*(?:of|/|из|von)\s*\d{1,4})?$", re.I
)
_FILE_NAME = re.compile(r"\.(?:docx?|pdf|indd|rtf|odt|txt|html?)$|^(?:microsoft word|untitled|слайд)", re.IGNORECASE)
_SHORT = 0.75
"""Share of the longest lines below which a line that ends a sentence ends a paragraph."""
_OFTEN = 3
"""Pages on which a first or last line must stand to count as running head or foot."""


def read_pdf(data: bytes) -> Iterator[Draft]:
    """Yield the one document of a PDF. Its dates say when the file was made, so `published` stays unknown.

    Raises:
        SourceError: it is broken, locked, or holds no text.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    pages, title = _pages(data)
    if not any(page.strip() for page in pages):
        raise SourceError("no text in the PDF: scanned pages need text recognition (OCR) first")
    text, starts = _running_text([_lines(page) for page in pages])
    yield Draft(text=text, title=title, pages=tuple(starts))


def _pages(data: bytes) -> tuple[list[str], str | None]:
    """Return the text of each page, and the title if it reads like one."""
    from pypdf import PdfReader

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise SourceError("the PDF is locked with a password: save it without one")
        if len(reader.pages) > MOST_PAGES:
            raise SourceError(f"the PDF has {len(reader.pages)} pages, at most {MOST_PAGES}: split it")
        return [sanitise(page.extract_text() or "") for page in reader.pages], _title(reader)
    except SourceError:
        raise
    except Exception as error:  # pypdf raises anything at all over a damaged file
        raise SourceError(f"the PDF is broken or not one ({type(error).__name__})") from error


def _title(reader: PdfReader) -> str | None:
    stated = reader.metadata.title if reader.metadata else None
    return stated if stated and not _FILE_NAME.search(stated.strip()) else None


def _lines(page: str) -> list[str]:
    return [" ".join(line.split()) for line in page.split("\n")]


def _running_text(pages: Sequence[list[str]]) -> tuple[str, list[int]]:
    """Join lines to paragraphs, over page breaks too; return the text and the offset at which each page begins."""
    furniture = _running_heads(pages)
    width = _width(pages)
    text = ""
    starts: list[int] = []
    before = ""
    for page in pages:
        starting = True
        for at, line in enumerate(page):
            edge = at in _edges(page)
            if edge and (_PAGE_NUMBER.match(line) or _shape(line) in furniture):
                continue
            if not line and starting:
                continue
            text = _appended(text, line, before, width)
            if starting:
                starts.append(len(text) - len(line))
                starting = False
            before = line
        if starting:
            starts.append(len(text))
    return text, starts


def _appended(text: str, line: str, before: str, width: int) -> str:
    """Return the text with one more line: as part of the paragraph, or as the beginning of the next."""
    if not line:
        return text
    if not text:
        return line
    if not before:
        return f"{text}\n\n{line}"
    if _HYPHEN.search(before) and line[:1].islower():
        return text[:-1] + line
    ends = len(before) < width * _SHORT and (_END_MARK.search(before) or not line[:1].islower())
    return f"{text}\n\n{line}" if ends else f"{text} {line}"


def _width(pages: Sequence[list[str]]) -> int:
    """Return the length of a full line: that of all but the longest tenth."""
    lengths = sorted(len(line) for page in pages for line in page if line)
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _edges(page: Sequence[str]) -> set[int]:
    """Return the places of a page's first and last two lines, where running heads and feet stand."""
    filled = [at for at, line in enumerate(page) if line]
    return {*filled[:2], *filled[-2:]}


def _shape(line: str) -> str:
    return _NUMBER.sub("#", line.lower())


def _running_heads(pages: Sequence[list[str]]) -> set[str]:
    """Return the shapes (numbers left out) of lines that stand at the edge of many pages."""
    counts = Counter(shape for page in pages for shape in {_shape(page[at]) for at in _edges(page)})
    return {shape for shape, count in counts.items() if count >= max(_OFTEN, len(pages) // 3)}
