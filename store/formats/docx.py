"""DOCX: paragraphs and tables in their order (python-docx). When the file was made is no date of publication."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from store.errors import SourceError
from store.formats.draft import Draft
from store.formats.limits import LARGEST

if TYPE_CHECKING:
    from docx.document import Document

_MOST_UNPACKED = 5 * LARGEST


def read_docx(data: bytes) -> Iterator[Draft]:
    """Yield the one document of a DOCX file.

    Raises:
        SourceError: it is broken, or unpacks to more than any document.
    """
    _check_size(data)
    try:
        import docx

        document = docx.Document(io.BytesIO(data))
        blocks = list(_blocks(document))
        title = document.core_properties.title
        heading = next((p.text for p in document.paragraphs if _is_heading(p.style.name if p.style else None)), None)
    except Exception as error:  # python-docx lets through what zipfile, lxml and its own checks raise
        raise SourceError(f"the DOCX is broken or not one ({type(error).__name__})") from error
    yield Draft(text="\n\n".join(blocks), title=title or None, line_of_title=heading)


def _check_size(data: bytes) -> None:
    """Refuse a file that unpacks to far more than it is; `zipfile` never reads beyond the sizes stated."""
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            unpacked = sum(member.file_size for member in package.infolist())
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise SourceError("the DOCX is broken or not one") from error
    if unpacked > _MOST_UNPACKED:
        raise SourceError(f"the DOCX unpacks to {unpacked / 1024**2:.0f} MB: no article")


def _blocks(document: Document) -> Iterator[str]:
    from docx.table import Table

    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield from (" | ".join(dict.fromkeys(cell.text.strip() for cell in row.cells)) for row in block.rows)
        else:
            yield block.text


def _is_heading(style: str | None) -> bool:
    return bool(style) and str(style).lower().startswith(("title", "heading 1"))
