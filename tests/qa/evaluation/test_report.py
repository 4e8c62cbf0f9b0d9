"""The report shows everything a reader needs and nothing that an article could smuggle in."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from io import StringIO

from rich.console import Console

from qa.answer import Sentence
from qa.evaluation.compare import compare
from qa.evaluation.questions import Question
from qa.evaluation.report import html
from qa.evaluation.results import Outcome, Run, Setup
from qa.evaluation.summary import print_comparison, print_run
from tests.qa.evaluation.samples import answer, citation, ferry, outcome, run_of

EVIL = "</script><script>document.title='owned'</script><img src=x onerror=alert(1)> [b]&amp;"


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def tags_of(page: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = Tags()
    parser.feed(page)
    return parser.seen


def poisoned() -> Run:
    """A run in which every text that comes from outside attacks the page."""
    cited = citation(quote=EVIL, start=0).model_copy(
        update={"title": EVIL, "publisher": EVIL, "url": "javascript:alert(1)"}
    )
    given = answer().model_copy(
        update={
            "text": EVIL,
            "notice": EVIL,
            "citations": (cited,),
            "sentences": (Sentence(text=EVIL, verdict="partial", reasons=(EVIL,), citations=(1,)),),
        }
    )
    question = Question.model_validate(
        {
            "id": EVIL,
            "question": EVIL,
            "nuggets": [[EVIL]],
            "evidence": [EVIL],
            "tags": [EVIL],
            "history": [[EVIL, EVIL]],
        }
    )
    bad = Outcome(question, given, {"truthfulness": -1.0, "accuracy": 0.0}, (EVIL,))
    unasked = Outcome(replace_id(question), None, {}, error=EVIL)
    return replace(run_of(bad, unasked), setup=Setup(EVIL, EVIL, started=EVIL))


def replace_id(question: Question) -> Question:
    return question.model_copy(update={"id": "other"})


def test_foreign_text_stays_text() -> None:
    """An article that is opened in a browser must not run."""
    seen = tags_of(html(poisoned(), compare(poisoned(), poisoned())))
    assert [attributes for tag, attributes in seen if tag == "script"] == [{}]
    assert not [tag for tag, _ in seen if tag in ("img", "iframe", "object", "link")]
    assert not [a for tag, attributes in seen for a in attributes if a.startswith("on")]
    assert not [attributes for tag, attributes in seen if tag == "a"]


def test_the_page_needs_no_network() -> None:
    """A report is mailed and opened anywhere."""
    page = html(run_of(outcome("a", 1), outcome("b", -1)))
    for tag, attributes in tags_of(page):
        assert not {"src", "srcset", "data", "action"} & set(attributes), tag
        assert tag != "link"
    assert "default-src 'none'" in page
    assert not re.search(r"url\(|@import", page)


def test_every_question_has_its_row_with_answer_citation_and_evidence() -> None:
    page = html(run_of(outcome("a", 1), outcome("b", -1), outcome("c", 0)))
    assert page.count('<details class="question"') == 3
    assert page.count('data-failed="yes"') == 2
    assert "characters 17–49" in page
    assert "The ferry has sailed since 1957." in page
    assert "stated" in page


def test_a_run_without_any_answer_can_still_be_shown() -> None:
    """Nothing to average, nothing to time: no division by zero."""
    unasked = run_of(Outcome(ferry(), None, {}, error="endpoint down"))
    assert "endpoint down" in html(unasked)
    assert "endpoint down" in printed(unasked)
    assert "0 of 5 questions" in printed(run_of(planned=5))
    assert "0 of 5 questions" in html(run_of(planned=5))


def printed(run: Run) -> str:
    console = Console(record=True, width=120, file=StringIO())
    print_run(run, console)
    return console.export_text()


def test_the_terminal_summary_takes_foreign_text_as_text() -> None:
    """rich would drop or choke on brackets."""
    assert "[b]" in printed(poisoned())
    assert "[/]" in printed(replace(run_of(outcome("a", 1)), setup=Setup("[/]", "")))


def test_the_terminal_says_what_changed() -> None:
    before, after = run_of(outcome("a", 1), outcome("b", 1)), run_of(outcome("a", -1), outcome("b", 1))
    console = Console(record=True, width=120, file=StringIO())
    print_comparison(compare(before, after), console)
    text = console.export_text()
    assert "worse: a" in text
    assert "-0.500" in text
