"""The question set: what is asked, what a right answer holds, and where the articles say it.

A file is a YAML list; `Question` documents the fields. A malformed file is refused with the line and what is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from store.errors import TumenError

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class QuestionFileError(TumenError):
    """A question file that cannot be read; the message names the file, the line and what is wrong."""


class Question(BaseModel):
    """One question and what a right answer to it is."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Text
    question: Text
    answerable: bool = True
    """False: the articles do not say, and the right answer is to abstain."""
    nuggets: tuple[Annotated[tuple[Text, ...], Field(min_length=1)], ...] = ()
    """Facts the answer must hold, each a list of accepted forms."""
    evidence: tuple[Text, ...] = ()
    """Verbatim article text that proves the answer; a citation supports when its quote overlaps one."""
    tags: tuple[Text, ...] = ()
    history: tuple[tuple[Text, Text], ...] = ()
    """Earlier turns of the conversation, each a question and its answer."""
    as_of: date | None = None
    """Only articles published by this day may be used."""

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Question:
        if self.answerable and not (self.nuggets or self.evidence):
            raise ValueError("an answerable question needs nuggets or evidence to be scored by")
        if not self.answerable and (self.nuggets or self.evidence):
            raise ValueError("an unanswerable question can have neither nuggets nor evidence")
        return self


def default_file() -> Path:
    """The question set that ships with the project: package data, or `tests/questions.yaml` in a checkout."""
    packaged = Path(str(resources.files("qa.evaluation"))) / "questions.yaml"
    return packaged if packaged.exists() else packaged.parents[2] / "tests" / "questions.yaml"


def load(path: Path) -> list[Question]:
    """The questions of a file, in order. Raises `QuestionFileError`."""
    try:
        source = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise QuestionFileError(f"{path}: cannot be read: {reason}") from None
    return parse(source, str(path))


def parse(source: str, name: str = "questions") -> list[Question]:
    """The questions of YAML text; `name` heads error messages."""
    try:
        root = yaml.compose(source, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        line, problem = _yaml_problem(error, source)
        raise QuestionFileError(f"{name}: line {line}: not valid YAML: {problem}") from None
    if not isinstance(root, yaml.SequenceNode) or not root.value:
        raise QuestionFileError(f"{name}: line 1: must be a list of questions, each starting with `- id:`")
    questions = [_question(node, name) for node in root.value]
    _refuse_duplicates(questions, root.value, name)
    return questions


def _yaml_problem(error: yaml.YAMLError, source: str) -> tuple[int, str]:
    """The line of a YAML error and what it says, in one line."""
    if isinstance(error, yaml.reader.ReaderError):
        # pyyaml declares no types for these
        position, reason = int(error.position), str(error.reason)
        return source.count("\n", 0, position) + 1, reason
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error)
    return (mark.line + 1 if mark else 1), " ".join(problem.split())


def _question(node: yaml.Node, name: str) -> Question:
    if not isinstance(node, yaml.MappingNode):
        raise _refusal(name, node, "must be a question with the fields id and question")
    _refuse_repeated_fields(node, name)
    try:
        return Question.model_validate(_plain(node))
    except ValidationError as error:
        first = error.errors()[0]
        raise _refusal(
            name, _node_at(node, first["loc"]), _wording(first["loc"], first["type"], first["msg"])
        ) from None


def _plain(node: yaml.Node) -> Any:
    """The node as lists, dicts and strings: scalars stay as written, so that a nugget 1957 or 05:15 is no number."""
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    return node.value


def _node_at(node: yaml.Node, location: Sequence[int | str]) -> yaml.Node:
    """The node a validation error points at, or the nearest one above it."""
    for step in location:
        below = _below(node, step)
        if below is None:
            return node
        node = below
    return node


def _below(node: yaml.Node, step: int | str) -> yaml.Node | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        found: yaml.Node = node.value[step]
        return found
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    return None


_SHAPES = {
    "nuggets": 'must be a list of lists: each nugget lists its accepted forms, as in [["1957", fifty-seven]]',
    "evidence": "must be a list of verbatim article texts",
    "tags": "must be a list of words",
    "history": "must be a list of [question, answer] pairs",
    "answerable": "must be true or false",
    "as_of": "must be a date such as 2019-04-30",
}


def _wording(location: Sequence[int | str], kind: str, message: str) -> str:
    """A validation error in the words of a question file."""
    if not location:
        return message.removeprefix("Value error, ")
    field = str(location[0])
    if kind == "missing" and len(location) == 1:
        return f"the field `{field}` is missing"
    if kind == "extra_forbidden":
        return f"unknown field `{field}`; known are {', '.join(Question.model_fields)}"
    if kind in ("string_too_short", "too_short"):
        return f"`{field}` must not be empty"
    return f"`{field}` {_SHAPES.get(field, 'must be text')}"


def _refuse_repeated_fields(node: yaml.MappingNode, name: str) -> None:
    seen: set[str] = set()
    for key, _ in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise _refusal(name, key, "a field's name must be plain text")
        if key.value in seen:
            raise _refusal(name, key, f"the field `{key.value}` is given twice")
        seen.add(key.value)


def _refuse_duplicates(questions: Sequence[Question], nodes: Sequence[yaml.Node], name: str) -> None:
    lines: dict[str, int] = {}
    for question, node in zip(questions, nodes, strict=True):
        if question.id in lines:
            raise _refusal(name, node, f"the id `{question.id}` is already used on line {lines[question.id]}")
        lines[question.id] = node.start_mark.line + 1


def _refusal(name: str, node: yaml.Node, what: str) -> QuestionFileError:
    return QuestionFileError(f"{name}: line {node.start_mark.line + 1}: {what}")


def tags_of(questions: Sequence[Question]) -> Iterator[str]:
    """Every tag of the set once, in order of first use."""
    yield from dict.fromkeys(tag for question in questions for tag in question.tags)
