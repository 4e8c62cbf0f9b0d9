"""`tumen check`: a claim, or each sentence of a draft, against the articles."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qa import exit_codes
from qa.commands.opening import opened
from qa.commands.options import AsOfOption, HomeOption, JsonOption, merged, usage_error

LONGEST_DRAFT = 1_000_000
"""Bytes of a draft; more is a book."""


def check(
    context: typer.Context,
    claim: Annotated[str | None, typer.Argument(help="The claim, one or more sentences.")] = None,
    file: Annotated[Path | None, typer.Option("--file", help="Check each sentence of this draft instead.")] = None,
    as_json: JsonOption = False,
    home: HomeOption = None,
    as_of: AsOfOption = None,
) -> None:
    """Check a claim: supported, contradicted or not found, with the quote that decides.

    Exit code 3 when the articles do not carry every sentence.
    """
    if (claim is None) == (file is None):
        raise usage_error("give a claim, or --file with a draft")
    texts = [claim or ""] if file is None else _draft(file)
    given = merged(context, home=home, as_of=as_of)
    from qa.checking import check_text
    from qa.commands.asking import print_json
    from qa.console import Page, narrator
    from qa.opinion import SecondOpinion

    page, found = Page(), []
    settings = given.settings()
    second = SecondOpinion.wanted(settings)
    with opened(settings) as library:
        for text in texts:
            for checked in check_text(text, library, as_of=given.as_of, second=second):
                found.append(checked)
                if not as_json:
                    page.checked(checked)
    if not found:
        raise usage_error("there is no sentence to check: write one as in tumen check 'Kim met Putin.'")
    if second and second.notice:
        narrator()(second.notice)
    if as_json:
        print_json([checked.model_dump(mode="json") for checked in found])
    carried = all(checked.verdict == "supported" for checked in found)
    raise typer.Exit(exit_codes.ANSWERED if carried else exit_codes.NOT_SAID)


def _draft(file: Path) -> list[str]:
    """The paragraphs of a draft: a Markdown file's prose, any other file as it is."""
    from qa.drafting import SUFFIXES, prose

    text = _read(file)
    return prose(text) if file.suffix.lower() in SUFFIXES else [text]


def _read(file: Path) -> str:
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise usage_error(f"{file} cannot be read: {(error.strerror or 'error').lower()}") from None
    if len(raw) > LONGEST_DRAFT or b"\0" in raw:
        raise usage_error(f"{file} is no draft to check: text of up to one megabyte is")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise usage_error(f"{file} is not UTF-8 text: save it as UTF-8") from None
