"""A run as one HTML file that needs no network: bars, seconds, and every question with answer, citations and evidence.

Everything that comes from articles, models and question files is escaped; the page's own policy forbids it to load
anything.
"""

from __future__ import annotations

from html import escape
from importlib import resources
from urllib.parse import urlsplit

from qa.answer import Answer, Citation, Sentence
from qa.evaluation.charts import bars, latency
from qa.evaluation.compare import Comparison
from qa.evaluation.folding import stated, support
from qa.evaluation.results import Outcome, Run, averages
from qa.evaluation.statistics import Estimate
from qa.evaluation.summary import extra_lines

POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
GROUPS = {
    "answer": "Answers",
    "citations": "Citations",
    "abstention": "Abstention",
    "retrieval": "Retrieval",
}
SUPPORT = {1.0: ("right", "stated"), 0.5: ("partial", "half stated"), 0.0: ("wrong", "not stated")}


def html(run: Run, comparison: Comparison | None = None) -> str:
    """The whole page."""
    found = averages(run.outcomes)
    charts = "".join(f"<h2>{title}</h2>{bars(found, group)}" for group, title in GROUPS.items() if _has(found, group))
    title = f"Evaluation of {escape(run.setup.model)}"
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="{POLICY}"><title>{title}</title>
<style>{_asset("report.css")}</style></head><body>
<h1>{title}</h1>{_heading(run)}
{charts}
<h2>Seconds</h2>{latency(run.outcomes)}
{_extra(run)}{_comparison(comparison) if comparison else ""}
<h2>By tag</h2>{_tags(run)}
<h2>Questions</h2>{_filters(run)}
<div class="line head"><span>question</span><span>verdict</span><span>what failed</span><span>seconds</span></div>
{"".join(_row(outcome) for outcome in run.outcomes)}
<script>{_asset("report.js")}</script></body></html>
"""


def verdict(outcome: Outcome) -> str:
    """One word for a question: right, missing, wrong, error, or unscored where no nugget can tell."""
    if outcome.error is not None:
        return "error"
    words = {1.0: "right", 0.0: "missing", -1.0: "wrong"}
    truth = outcome.scores.get("truthfulness")
    return "unscored" if truth is None else words[truth]


def _asset(name: str) -> str:
    return resources.files("qa.evaluation").joinpath(name).read_text("utf-8")


def _has(found: dict[str, Estimate], group: str) -> bool:
    return "<rect" in bars(found, group)


def _heading(run: Run) -> str:
    setup = run.setup
    facts = [
        f"{len(run.outcomes)} of {run.planned} questions from {setup.questions}",
        f"{setup.articles} articles (library {setup.library[:12]})",
        f"prompt {setup.prompt[:12]}",
        setup.started,
        f"version {setup.version}",
    ]
    notes = (
        f'<p class="wrong">{run.degraded} questions were not answered by the model itself.</p>' if run.degraded else ""
    )
    return f'<p class="soft">{escape(" · ".join(facts))}</p>{notes}'


def _extra(run: Run) -> str:
    lines = "".join(f"<li>{escape(line)}</li>" for line in extra_lines(run))
    return f"<h2>Judge and tampering</h2><ul>{lines}</ul>" if lines else ""


def _tags(run: Run) -> str:
    rows = []
    for tag in run.tags:
        part = run.tagged(tag).outcomes
        found = averages(part)
        cells = "".join(_cell(found.get(name)) for name in ("accuracy", "nugget_recall", "citation_recall", "hits@4"))
        rows.append(f"<tr><td>{escape(tag)}</td><td class=number>{len(part)}</td>{cells}</tr>")
    head = "<th>tag</th><th>n</th><th>accuracy</th><th>nugget recall</th><th>citation recall</th><th>Hits@4</th>"
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _cell(estimate: Estimate | None) -> str:
    if estimate is None or estimate.value is None:
        return "<td class=number>–</td>"
    interval = f'<span class="small">({estimate.low:.2f}–{estimate.high:.2f})</span>'
    return f"<td class=number>{estimate.value:.2f} {interval}</td>"


def _comparison(comparison: Comparison) -> str:
    rows = "".join(
        f'<tr><td>{escape(c.metric.title)}</td><td class="number {"right" if c.improved else "wrong"}">'
        f"{c.difference.value:+.3f}</td><td class=number>{c.difference.low:+.3f} to {c.difference.high:+.3f}</td>"
        f"<td class=number>{c.mcnemar_p if c.mcnemar_p is not None else c.difference.p:.3f}</td></tr>"
        for c in comparison.changes
        if c.difference.value
    )
    lists = "".join(
        f"<p>{word}: {escape(', '.join(names))}</p>"
        for word, names in (("better", comparison.better), ("worse", comparison.worse))
        if names
    )
    head = "<th>metric</th><th>change</th><th>95 % interval</th><th>p</th>"
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>" if rows else "<p>Nothing changed.</p>"
    return f"<h2>Against the earlier run ({comparison.common} questions in common)</h2>{table}{lists}"


def _filters(run: Run) -> str:
    options = "".join(f'<option value="{escape(t, quote=True)}">{escape(t)}</option>' for t in run.tags)
    return (
        '<div class="filters"><button id="failures-only" type="button" aria-pressed="false">failures only</button>'
        f'<select id="tag" aria-label="tag"><option value="">every tag</option>{options}</select>'
        '<input id="words" type="search" placeholder="words" aria-label="words to look for">'
        '<span id="count" class="soft" role="status"></span></div>'
    )


def _row(outcome: Outcome) -> str:
    word = verdict(outcome)
    sides = _answer_side(outcome) + _citation_side(outcome) + _evidence_side(outcome)
    failed = "yes" if outcome.failures or outcome.error or word in ("wrong", "missing") else "no"
    tags = escape("\n".join(outcome.question.tags), quote=True)
    total = f"{outcome.answer.seconds.total:.2f}" if outcome.answer else "–"
    problems = escape("; ".join([*outcome.failures, *([outcome.error] if outcome.error else [])]))
    asked = f'{escape(outcome.question.question)} <span class="small">{escape(outcome.question.id)}</span>'
    return (
        f'<details class="question" data-failed="{failed}" data-tags="{tags}">'
        f'<summary class="line"><span>{asked}</span>'
        f'<span class="{word}">{word}</span><span>{problems}</span><span class="number">{total}</span></summary>'
        f'<div class="sides">{sides}</div></details>\n'
    )


def _answer_side(outcome: Outcome) -> str:
    answer = outcome.answer
    turns = "".join(f'<p class="soft">{escape(q)}<br>{escape(a)}</p>' for q, a in outcome.question.history)
    if answer is None:
        return f"<section><h3>Answer</h3>{turns}<p class=error>{escape(outcome.error or '')}</p></section>"
    state = "<p class=missing>abstained</p>" if answer.abstained else ""
    notice = f'<p class="soft">{escape(answer.notice)}</p>' if answer.notice else ""
    said = "".join(map(_sentence, answer.sentences)) or f"<p>{escape(answer.text)}</p>"
    return f"<section><h3>Answer</h3>{turns}{state}{said}{notice}</section>"


def _sentence(sentence: Sentence) -> str:
    numbers = "".join(f" [{n}]" for n in sentence.citations)
    reasons = f" ({'; '.join(sentence.reasons)})" if sentence.reasons else ""
    mark = f'<span class="small {sentence.verdict}">{escape(sentence.verdict + reasons)}</span>'
    return f"<p>{escape(sentence.text)}{numbers} {mark}</p>"


def _citation_side(outcome: Outcome) -> str:
    answer = outcome.answer
    quotes = "".join(_citation(c, outcome) for c in answer.citations) if answer else ""
    return f"<section><h3>Citations</h3>{quotes or '<p class=soft>none</p>'}</section>"


def _citation(citation: Citation, outcome: Outcome) -> str:
    relevant = any(piece in citation.quote or citation.quote in piece for piece in outcome.question.evidence)
    origin = escape(" · ".join(filter(None, (citation.publisher, citation.title, citation.published))))
    if citation.url and urlsplit(citation.url).scheme in ("http", "https"):
        origin = f'<a href="{escape(citation.url, quote=True)}" rel="noreferrer noopener">{origin}</a>'
    place = f"{origin} <span>characters {citation.start}–{citation.end}</span>"
    css = ' class="cited"' if relevant else ""
    return (
        f'<blockquote{css}>[{citation.n}] {escape(citation.quote)}<br><span class="small">{place}</span></blockquote>'
    )


def _evidence_side(outcome: Outcome) -> str:
    question = outcome.question
    if not question.answerable:
        right = "The articles do not say; the right answer is to abstain."
        return f"<section><h3>Evidence</h3><p class=soft>{right}</p></section>"
    nuggets = "".join(_nugget(forms, outcome.answer) for forms in question.nuggets)
    pieces = "".join(f"<blockquote>{escape(piece)}</blockquote>" for piece in question.evidence)
    return f"<section><h3>Evidence</h3>{nuggets}{pieces}</section>"


def _nugget(forms: tuple[str, ...], answer: Answer | None) -> str:
    level = 0.0 if answer is None or answer.abstained else support(stated(answer), forms)
    css, word = SUPPORT[level]
    return f'<p>{escape(" / ".join(forms))} <span class="small {css}">{word}</span></p>'
