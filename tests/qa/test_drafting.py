"""A draft's headings are not held against the articles, and nothing its author claims is passed over."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from qa.drafting import prose
from tests.qa.program import tumen

DRAFT = """---
title: A draft
---
# Kolokoltsev in Pyongyang

The *lawmakers* spent **five days**
in [Pyongyang](https://example.org/nine-days).

- Shoigu went there in July.
1. It was `KCNA` that reported it.

> “Overdue,” said one expert.

| who | when |
|-----|------|
| Panda spoke of weeks. | Rinna did not. |

    An indented paragraph.

```
code = 1
```
![a picture](picture.png)
"""


def test_paragraphs_items_quotations_and_cells_are_prose_and_headings_code_and_pictures_are_not() -> None:
    assert prose(DRAFT) == [
        "The lawmakers spent five days in Pyongyang.",
        "Shoigu went there in July.",
        "It was KCNA that reported it.",
        "“Overdue,” said one expert.",
        "Panda spoke of weeks.",
        "Rinna did not.",
        "An indented paragraph.",
    ]


@given(st.lists(st.text("абв abc가나1.,", min_size=1).map(str.strip).filter(str.isalpha), min_size=1, max_size=5))
def test_plain_paragraphs_come_back_whole(paragraphs: list[str]) -> None:
    assert prose("\n\n".join(paragraphs)) == paragraphs


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    assert all(block.strip() for block in prose(text))


def test_the_command_checks_the_prose_of_a_markdown_draft(seed_home: Path, tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text("# The visit\n\n- The Russian lawmakers spent five days in Pyongyang.\n", "utf-8")
    (checked,) = json.loads(tumen(seed_home, "check", "--file", str(draft), "--json").stdout)
    assert checked["claim"] == "The Russian lawmakers spent five days in Pyongyang."
    assert checked["verdict"] == "supported"
