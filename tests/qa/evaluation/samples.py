"""Small runs and answers for tests that need no library."""

from __future__ import annotations

from qa.answer import Answer, Citation, Sentence, Usage
from qa.evaluation.metrics import Scores
from qa.evaluation.questions import Question
from qa.evaluation.results import Outcome, Run, Setup

EVIDENCE = "The ferry has sailed since 1957."
TEXT = f"Rajin is a port. {EVIDENCE} It carries coal."


def citation(n: int = 1, quote: str = EVIDENCE, start: int | None = None) -> Citation:
    """A citation of the ferry article; its offsets are right unless `start` says otherwise."""
    at = TEXT.find(quote) if start is None else start
    return Citation(
        n=n, article_id="ferry", title="The ferry", published="2019-04-01", quote=quote, start=at, end=at + len(quote)
    )


def answer(text: str = "It has sailed since 1957 [1].", *, abstained: bool = False, cites: bool = True) -> Answer:
    """An answer of one sentence."""
    cited = (citation(),) if cites and not abstained else ()
    sentence = Sentence(text=text.replace(" [1]", ""), verdict="supported", citations=tuple(c.n for c in cited))
    return Answer(
        question="Since when has the ferry sailed?",
        model="quotes",
        abstained=abstained,
        text=text,
        sentences=() if abstained else (sentence,),
        citations=cited,
        usage=Usage(input_tokens=100, output_tokens=10),
    )


def ferry(name: str = "ferry-since", **fields: object) -> Question:
    """An answerable question about the ferry."""
    known: dict[str, object] = {
        "id": name,
        "question": "Since when has the ferry sailed?",
        "nuggets": [["1957"]],
        "evidence": [EVIDENCE],
        "tags": ["when"],
    }
    return Question.model_validate(known | fields)


def outcome(name: str, truth: float) -> Outcome:
    """The outcome of an answerable question by its truthfulness: 1 right, 0 missing, −1 wrong."""
    scores: Scores = {
        "truthfulness": truth,
        "accuracy": float(truth == 1),
        "nugget_recall": float(truth == 1),
        "error_rate": float(truth == 0),
    }
    failures = {0.0: ("abstained although the articles say it",), -1.0: ("an expected fact is not stated",)}
    given = answer(abstained=truth == 0)
    return Outcome(ferry(name), given, scores, failures.get(float(truth), ()))


def run_of(*outcomes: Outcome, planned: int | None = None) -> Run:
    """A run of these outcomes."""
    return Run(Setup("quotes", "ferry.yaml", articles=1), outcomes, planned or len(outcomes))


QUESTIONS = """\
- id: ambassador
  question: Who is the Russian ambassador to the DPRK?
  nuggets: [[Matsegora]]
  evidence: ["the Russian ambassador to the DPRK Alexander Matsegora said"]
  tags: [who]
- id: minister
  question: Which Russian minister arrived in the North Korean capital on Monday?
  nuggets: [[Kolokoltsev]]
  evidence: ["Russian Minister of the Interior Vladimir Kolokoltsev arrived in the North Korean capital on Monday"]
  tags: [who]
- id: coal
  question: What does the Hassan-Rajin project transit?
  nuggets: [[coal]]
  evidence: ["is now used to transit Russian coal for onward delivery to foreign buyers"]
  tags: [what]
- id: france
  question: What is the capital of France?
  answerable: false
  tags: [off-topic]
"""
"""A question file over the seed articles: three questions they answer, one they do not."""
