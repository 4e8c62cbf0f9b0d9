"""Reading `[n]` markers from a model's text while it streams.

Models write ``[1]``, ``[1][2]``, ``[1, 2]``, ``[1-3]`` or ``【1】``, before or after the full stop, and a chunk may end
in the middle of a marker. `MarkerStream` gives each sentence once it is certain to be whole, without its markers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from store.sentences import split_sentences

_ONE = r"[\[【［]\s*\d{1,4}(?:\s*[,;，、–-]\s*\d{1,4})*\s*[\]】］]"
_MARKER = re.compile(rf"[ \t]*({_ONE}(?:[ \t]*(?:,|;)?[ \t]*(?:(?:and|и|und|및)[ \t]+)?{_ONE})*)")
"""One marker, or several in a row with what lists them: ``[1], [2] and [3]``."""
_LIST_SIGN = re.compile(r"[ \t]*(?:[-*•–—]|\d{1,2}[.)])[ \t]+")
_LINE = re.compile(r"[^\n]+")
_SETTLED = 12
"""Characters of the next sentence that must have come before the one in front of it counts as whole: enough to tell
"U." from the start of "U.S. officials"."""
_MOST_IN_RANGE = 20


@dataclass(frozen=True, slots=True)
class CitedSentence:
    """A sentence of a model's answer: `lead` is the white space and list sign before it, `markers` the n it cites."""

    lead: str
    text: str
    markers: tuple[int, ...]


def parse(text: str) -> list[CitedSentence]:
    """The sentences of a complete answer, in order."""
    return [sentence for sentence, _ in _sentences(text)]


class MarkerStream:
    """Feed it chunks as they come; it returns the sentences that the chunk completed."""

    def __init__(self) -> None:
        self._buffer = ""

    def feed(self, chunk: str) -> list[CitedSentence]:
        """Add a chunk. Returns the sentences that cannot change any more."""
        self._buffer += chunk
        found = _sentences(self._buffer)
        if len(found) < 2:
            return []
        settled = found if len(found[-1][0].text) >= _SETTLED else found[:-1]
        whole = settled[:-1]
        if whole:
            self._buffer = self._buffer[whole[-1][1] :]
        return [sentence for sentence, _ in whole]

    def close(self) -> list[CitedSentence]:
        """The end of the stream: whatever is left, a sentence that broke off included."""
        rest, self._buffer = parse(self._buffer), ""
        return rest


@dataclass(frozen=True, slots=True)
class _Marker:
    at: int
    """Offset in the line without its markers."""
    end: int
    """Offset behind the marker in the line as it came."""
    numbers: tuple[int, ...]


def _sentences(raw: str) -> list[tuple[CitedSentence, int]]:
    """Sentences, each with the offset in `raw` where it ends, its markers included."""
    found: list[tuple[CitedSentence, int]] = []
    previous_end = 0
    for line in _LINE.finditer(raw):
        sign = _LIST_SIGN.match(line.group())
        body_start = line.start() + (sign.end() if sign else 0)
        clean, origin, markers = _without_markers(raw[body_start : line.end()])
        spans = split_sentences(clean)
        if not spans and markers and found:
            # Markers on a line of their own belong to the sentence above
            above, _ = found[-1]
            numbers = (*above.markers, *(n for m in markers for n in m.numbers))
            previous_end = body_start + markers[-1].end
            found[-1] = (replace(above, markers=tuple(dict.fromkeys(numbers))), previous_end)
            continue
        owners = [max((i for i, s in enumerate(spans) if s.start < m.at), default=0) for m in markers]
        for i, span in enumerate(spans):
            own = [m for m, owner in zip(markers, owners, strict=True) if owner == i]
            end = body_start + max([origin[span.end - 1] + 1, *(m.end for m in own)])
            start = body_start + min([origin[span.start], *(m.end for m in own if m.at <= span.start)])
            lead = _MARKER.sub("", raw[previous_end:start]) if start > previous_end else ""
            numbers = tuple(dict.fromkeys(n for m in own for n in m.numbers))
            found.append((CitedSentence(lead, span.text, numbers), end))
            previous_end = end
    return found


def _without_markers(line: str) -> tuple[str, list[int], list[_Marker]]:
    """The line without markers, for each of its characters the offset in `line`, and the markers."""
    clean: list[str] = []
    origin: list[int] = []
    markers: list[_Marker] = []
    position = 0
    for match in _MARKER.finditer(line):
        clean.append(line[position : match.start()])
        origin.extend(range(position, match.start()))
        markers.append(_Marker(len(origin), match.end(), _numbers(match.group(1))))
        position = match.end()
    clean.append(line[position:])
    origin.extend(range(position, len(line)))
    return "".join(clean), origin, markers


def _numbers(inner: str) -> tuple[int, ...]:
    """The numbers a marker names; a range counts as all it spans, unless it is absurdly long."""
    numbers: list[int] = []
    for piece in re.split(r"[,;，、\[\]]", inner):
        ends = [int(n) for n in re.findall(r"\d+", piece)]
        if len(ends) == 2 and ends[0] < ends[1] <= ends[0] + _MOST_IN_RANGE:
            numbers.extend(range(ends[0], ends[1] + 1))
        else:
            numbers.extend(ends)
    return tuple(dict.fromkeys(numbers))
