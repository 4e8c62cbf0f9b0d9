"""The text of an answer while it comes: what is proven so far, and the neutral rest. Knows nothing of a screen."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from store.text import sanitise

if TYPE_CHECKING:
    from qa.answer import Answer, Citation, Sentence

_MARKER = re.compile(r"[ \t]*[\[【［]\s*\d{1,4}(?:\s*[,;，、–-]\s*\d{1,4})*\s*[\]】］]")
"""The markers that `qa.citing` takes out of a sentence."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A proven sentence, and what stands before it: white space, a list sign."""

    lead: str
    sentence: Sentence


@dataclass
class StreamedText:
    """Grows by tokens; each proof takes its sentence out of the neutral `tail` and into `pieces`."""

    pieces: list[Piece] = field(default_factory=list)
    tail: str = ""
    citations: list[Citation] = field(default_factory=list)

    def token(self, text: str) -> None:
        """Add what has come."""
        self.tail += sanitise(text)

    def proven(self, sentence: Sentence, citations: tuple[Citation, ...] = ()) -> None:
        """Put a proven sentence in the place of its tokens."""
        self.citations.extend(citations)
        clean, origin = _without_markers(self.tail)
        at = clean.find(sentence.text)
        if at < 0:
            self.pieces.append(Piece("\n" if self.pieces else "", sentence))
            return
        lead = clean[:at] if at else ""
        end = origin[at + len(sentence.text) - 1] + 1 if sentence.text else 0
        while marker := _MARKER.match(self.tail, end):
            end = marker.end()
        self.tail = self.tail[end:]
        self.pieces.append(Piece(lead, sentence))

    def void(self) -> None:
        """Forget everything: the model failed, and another answer follows."""
        self.pieces, self.tail, self.citations = [], "", []

    def finish(self, answer: Answer) -> None:
        """Take the final answer for the truth, whatever was streamed."""
        self.void()
        self.citations = list(answer.citations)
        if answer.abstained or not answer.sentences:
            self.tail = sanitise(answer.text)
            return
        from qa.proving import with_markers

        text, position, missing = sanitise(answer.text), 0, False
        for sentence in answer.sentences:
            shown = with_markers(sentence)
            at = text.find(shown, position)
            if at < 0:
                self.pieces.append(Piece("\n" if self.pieces else "", sentence))
                missing = True
            else:
                self.pieces.append(Piece(text[position:at], sentence))
                position = at + len(shown)
        self.tail = "" if missing else text[position:]

    def stopped(self, question: str, model: str) -> Answer:
        """Return what there is as an answer, for a turn that ended before its time."""
        from qa.answer import Answer
        from qa.proving import with_markers

        proven = "".join(piece.lead + with_markers(piece.sentence) for piece in self.pieces)
        return Answer(
            question=question,
            model=model,
            text=(proven + self.tail).strip(),
            sentences=tuple(piece.sentence for piece in self.pieces),
            citations=tuple(self.citations),
        )


def _without_markers(text: str) -> tuple[str, list[int]]:
    """Return `text` without markers, and for each character that is left its offset in `text`."""
    clean: list[str] = []
    origin: list[int] = []
    position = 0
    for match in [*_MARKER.finditer(text), None]:
        end = match.start() if match else len(text)
        clean.append(text[position:end])
        origin.extend(range(position, end))
        position = match.end() if match else end
    return "".join(clean), origin
