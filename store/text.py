"""The only door for foreign text: articles, titles, URLs, model output and questions all pass here.

A terminal obeys escape sequences and reorders text at bidirectional controls, whoever wrote them; so they stop here.
"""

from __future__ import annotations

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_UNSEEN = re.compile(
    "["
    "\x00-\x08\x0e-\x1f\x7f\x80-\x9f"  # C0 but tab and line feed, DEL, C1 (line ends among them are already folded)
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidirectional controls
    "\u00ad\u200b\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb"  # soft hyphen, zero width, byte order mark, annotation
    "\ud800-\udfff"  # half of a surrogate pair, which UTF-8 cannot hold
    "\U000e0000-\U000e007f"  # tags: text that no reader sees and a model does
    "]"
)


def sanitise(text: str) -> str:
    """Return `text` in NFC with line feeds for line ends, plain spaces, and no control or invisible character.

    Tabs and line feeds stay. Idempotent: what has passed once passes unchanged.
    """
    text = _LINE_ENDS.sub("\n", text)
    text = _SPACES.sub(" ", text)
    return unicodedata.normalize("NFC", _UNSEEN.sub("", text))


def sanitise_line(text: str) -> str:
    """Sanitise a title, name, URL or question: one line, single spaces, none at the ends."""
    return " ".join(sanitise(text).split())
