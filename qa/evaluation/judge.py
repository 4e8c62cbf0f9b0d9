"""An LLM as judge beside the deterministic verdicts, never in their place: one claim at a time, best of three votes.

Faithfulness: is each sentence supported by its own citations? Correctness: does the answer state each expected fact?
How far judge and deterministic verdict agree is part of the result, with Cohen's kappa.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from prompts import load
from qa.evaluation.folding import stated, support
from qa.evaluation.results import Outcome
from qa.evaluation.statistics import cohen_kappa, estimate
from qa.opinion import read_vote

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

VOTES = 3


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing to judge, and what the deterministic check says of it."""

    question_id: str
    kind: str
    """``support``: a sentence under its citations; ``fact``: an expected fact under the answer."""
    text: str
    """What the judge reads."""
    ours: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim and the judge's verdict; None when no two votes could be read and agreed."""

    claim: Claim
    theirs: bool | None


def claims(outcomes: Sequence[Outcome]) -> Iterator[Claim]:
    """Every sentence that cites, and every expected fact, of the answers given."""
    for outcome in outcomes:
        answer = outcome.answer
        if answer is None or answer.abstained:
            continue
        quotes = {c.n: c.quote for c in answer.citations}
        for sentence in answer.sentences:
            cited = [quotes[n] for n in sentence.citations if n in quotes]
            if cited:
                text = _block("quotes", "\n\n".join(cited)) + _block("statement", sentence.text)
                yield Claim(outcome.question.id, "support", text, sentence.verdict == "supported")
        said = stated(answer)
        for forms in outcome.question.nuggets:
            text = (
                _block("question", outcome.question.question)
                + _block("answer", said)
                + _block("fact", " / ".join(forms))
            )
            yield Claim(outcome.question.id, "fact", text, support(said, forms) == 1)


def judge(model: BaseChatModel, found: Sequence[Claim], progress: Callable[[int, int], None]) -> list[Judged]:
    """Put each claim to the model up to three times. Errors of the endpoint pass through."""
    judged = []
    for done, claim in enumerate(found):
        progress(done, len(found))
        judged.append(Judged(claim, _majority(model, claim)))
    progress(len(found), len(found))
    return judged


def _majority(model: BaseChatModel, claim: Claim) -> bool | None:
    """The verdict two of three votes share; the third is asked only when it can decide."""
    from langchain_core.messages import HumanMessage, SystemMessage

    template, name = ("judge_support", "supported") if claim.kind == "support" else ("judge_fact", "stated")
    messages = [SystemMessage(load(template)), HumanMessage(claim.text)]
    votes: list[bool] = []
    for _ in range(VOTES):
        vote = read_vote(str(model.invoke(messages).text), name)
        if vote is not None:
            votes.append(vote)
        for verdict in (True, False):
            if votes.count(verdict) * 2 > VOTES:
                return verdict
    return None


def report(judged: Sequence[Judged], model: str) -> dict[str, Any]:
    """Faithfulness, correctness and agreement, as the run's JSON keeps them under ``judge``."""
    found: dict[str, Any] = {"model": model, "votes": VOTES}
    for kind, name in (("support", "faithfulness"), ("fact", "correctness")):
        ours = [j for j in judged if j.claim.kind == kind]
        readable = [j for j in ours if j.theirs is not None]
        rate = estimate([[float(bool(j.theirs)) for j in readable]]) if readable else None
        found[name] = {"value": rate.value, "low": rate.low, "high": rate.high, "n": rate.n} if rate else None
        found[f"{name}_unreadable"] = len(ours) - len(readable)
        found[f"{name}_agreement"] = _agreement(readable)
    return found


def _agreement(judged: Sequence[Judged]) -> dict[str, Any] | None:
    if not judged:
        return None
    ours, theirs = [j.claim.ours for j in judged], [bool(j.theirs) for j in judged]
    pairs = list(zip(ours, theirs, strict=True))
    return {
        "observed": sum(a == b for a, b in pairs) / len(pairs),
        "kappa": cohen_kappa(ours, theirs),
        "only_ours": sum(a and not b for a, b in pairs),
        "only_judge": sum(b and not a for a, b in pairs),
        "disputed": sorted({j.claim.question_id for j in judged if j.claim.ours != j.theirs}),
    }


def _block(name: str, text: str) -> str:
    return f"<{name}>\n{text}\n</{name}>\n"
