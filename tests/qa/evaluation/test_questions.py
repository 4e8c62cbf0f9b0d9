"""A question file that is wrong says where; the shipped one keeps what it promises."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.evaluation.questions import Question, QuestionFileError, default_file, load, parse
from store.loading import load as load_article
from store.sources import find_files

GOOD = """\
- id: ferry-since
  question: Since when has the ferry sailed?
  nuggets: [[1957, fifty-seven], ["05:15"]]
  evidence: ["The ferry has sailed since 1957."]
  tags: [when]
- id: ferry-captain
  question: What is the captain's shoe size?
  answerable: false
  history: [["Who is the captain?", "Ivan Petrov."]]
  as_of: 2019-04-30
"""


@pytest.fixture(scope="module")
def shipped() -> list[Question]:
    return load(default_file())


def test_fields_are_read_as_they_are_written() -> None:
    """A number or time in a nugget would be compared as something else than what its author wrote."""
    ferry, captain = parse(GOOD)
    assert ferry.nuggets == (("1957", "fifty-seven"), ("05:15",))
    assert ferry.answerable
    assert not captain.answerable
    assert captain.history == (("Who is the captain?", "Ivan Petrov."),)
    assert str(captain.as_of) == "2019-04-30"


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("- id: a\n  question: b\n  nuggets: [1957]\n  evidence: [c]\n", 3, "`nuggets` must be a list of lists"),
        ("- id: a\n  question: b\n  nuggets:\n    - [x]\n    - y\n", 5, "`nuggets` must be a list of lists"),
        ("- id: a\n  question: b\n  nuggets: [[]]\n", 3, "`nuggets` must not be empty"),
        ("- id: a\n  answerable: false\n", 1, "the field `question` is missing"),
        ("- id: a\n  question: ''\n  answerable: false\n", 2, "`question` must not be empty"),
        ("- id: a\n  question: b\n  answerable: perhaps\n", 3, "`answerable` must be true or false"),
        ("- id: a\n  question: b\n  answerable: false\n  evidence: [c]\n", 1, "an unanswerable question can have"),
        ("- id: a\n  question: b\n", 1, "an answerable question needs nuggets or evidence"),
        ("- id: a\n  question: b\n  answerable: false\n  nugets: [[c]]\n", 4, "unknown field `nugets`"),
        ("- id: a\n  question: b\n  answerable: false\n  as_of: spring\n", 4, "`as_of` must be a date"),
        ("- id: a\n  question: b\n  answerable: false\n  history: [c]\n", 4, "`history` must be a list of"),
        ("- id: a\n  question: b\n  answerable: false\n  tags: when\n", 4, "`tags` must be a list of words"),
        ("- id: a\n  question: b\n  question: c\n  answerable: false\n", 3, "the field `question` is given twice"),
        ("- id: a\n  question: b\n  answerable: false\n" * 2, 4, "the id `a` is already used on line 1"),
        ("- id: a\n  question: [b\n", 3, "not valid YAML"),
        ("- just text\n", 1, "must be a question with the fields"),
        ("- ? [a]\n  : b\n", 1, "a field's name must be plain text"),
        ("questions: none\n", 1, "must be a list of questions"),
        ("", 1, "must be a list of questions"),
        ("- id: a\n  question: \x1b[31m\n", 2, "not valid YAML"),
    ],
)
def test_a_malformed_file_is_refused_with_the_line_and_what_is_wrong(text: str, line: int, what: str) -> None:
    """Without the line an author of 200 questions searches for the slip."""
    with pytest.raises(QuestionFileError) as caught:
        parse(text, "set.yaml")
    assert str(caught.value).startswith(f"set.yaml: line {line}: ")
    assert what in str(caught.value)
    assert "\n" not in str(caught.value)


@given(st.text())
def test_any_text_is_a_question_set_or_refused_in_one_line(text: str) -> None:
    """A traceback would tell the author nothing."""
    try:
        parse(text)
    except QuestionFileError as error:
        assert "\n" not in str(error)


def test_a_missing_or_binary_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(QuestionFileError, match="cannot be read"):
        load(tmp_path / "none.yaml")
    (tmp_path / "binary.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(QuestionFileError, match="not UTF-8"):
        load(tmp_path / "binary.yaml")


def test_the_shipped_set_is_large_and_hard_enough(shipped: list[Question]) -> None:
    """A small or easy set could not tell a better system from a worse one."""
    unanswerable = [q for q in shipped if not q.answerable]
    near_misses = [q for q in unanswerable if "near-miss" in q.tags]
    assert len(shipped) >= 100
    assert len(unanswerable) >= 35
    assert len(near_misses) * 2 > len(unanswerable)
    kinds = {"who", "when", "where", "why", "how-many", "paraphrase", "multi-article", "conflict", "attribution"}
    kinds |= {"relative-date", "follow-up", "typo", "ru", "ko", "de", "near-miss", "off-topic", "as-of"}
    assert kinds <= {tag for q in shipped for tag in q.tags}
    assert all(q.history for q in shipped if "follow-up" in q.tags)


def test_all_evidence_of_the_shipped_set_is_verbatim(shipped: list[Question]) -> None:
    """Evidence that is not in the articles can never be found or cited, and the scores would be wrong."""
    seeds = Path(__file__).parents[3] / "seeds"
    articles = [load_article(Path(path)) for path in find_files(seeds) if not path.endswith(".py")]
    texts = [article.text for article in articles]
    assert len(texts) >= 2
    absent = [(q.id, piece) for q in shipped for piece in q.evidence if not any(piece in text for text in texts)]
    assert absent == []
