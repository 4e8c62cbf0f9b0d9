"""Bytes -> text, whatever encoding they are in: what is certain first, what is declared next, what is likely last."""

from __future__ import annotations

import codecs
import re

from store.errors import SourceError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LIKELY = (
    "cp1252 cp1251 koi8_r cp866 iso8859_5 mac_cyrillic cp949 cp932 euc_jp gb18030 big5 iso8859_2 cp1250"
    " utf_16_le utf_16_be"
).split()
"""Encodings news is found in; each tried, so that rare ones do not take the place of common ones they look like."""
_WORSE = 0.10
"""Share of disorder (`CharsetMatch.chaos`) from which a guess counts as none."""
_SAMPLE = 64 * 1024
_BINARY = re.compile(rb"[\x01-\x03\x06\x0e-\x1a\x1c-\x1f]")
"""Bytes that text has neither alone nor, as UTF-16, for half of a Latin, Cyrillic or Korean letter."""
_UNREADABLE = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd\ue000-\uf8ff]")


def decode(data: bytes, declared: str | None = None) -> str:
    """Return the text of `data`: by byte order mark, else UTF-8 if it is, else as `declared`, else by its statistics.

    Valid UTF-8 wins over a declaration, since text in another encoding is hardly ever valid UTF-8 by accident, and
    declarations are often wrong.

    Raises:
        SourceError: it is no text, or its encoding cannot be told.
    """
    if not data.strip():
        raise SourceError("empty")
    return _plausible(data.decode(encoding_of(data, declared), errors="replace"))


def encoding_of(data: bytes, declared: str | None = None) -> str:
    """Name the encoding of `data`, which may be the beginning of something longer; errors as in `decode`."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    if b"\0" not in data and _is_utf8(data):
        return "utf-8"
    if declared and _decodes(data, declared) and b"\0" not in data:
        return declared
    return _likeliest(data)


def _is_utf8(data: bytes) -> bool:
    """Tell whether `data` is UTF-8, but for a character that its end may cut."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        return False
    return True


def _decodes(data: bytes, name: str) -> bool:
    try:
        codecs.getincrementaldecoder(codecs.lookup(name).name)().decode(data)
    except (LookupError, UnicodeError, ValueError, TypeError):
        return False
    return True


def _likeliest(data: bytes) -> str:
    from charset_normalizer import from_bytes

    sample = data[:_SAMPLE]
    wide = b"\0" in sample
    if _looks_binary(sample):
        raise SourceError("binary, not text")
    candidates = [name for name in _LIKELY if name.startswith("utf_16") == wide]
    best = from_bytes(sample, cp_isolation=candidates, threshold=_WORSE, enable_fallback=False).best()
    if best is None or (wide and _UNREADABLE.search(str(best))):
        raise SourceError("binary, not text" if wide else "its encoding cannot be told: save it as UTF-8")
    return best.encoding


def _looks_binary(sample: bytes) -> bool:
    return len(_BINARY.findall(sample)) * 50 > len(sample)


def _plausible(text: str) -> str:
    """Return `text` unless so much of it is unreadable that it is no text.

    Raises:
        SourceError: the text is not readable.
    """
    if len(_UNREADABLE.findall(text)) * 50 > len(text):
        raise SourceError("binary, not text")
    return text
