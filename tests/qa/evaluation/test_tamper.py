"""Tampering makes false sentences and true rewordings, and counts what the proof notices."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.evaluation.tamper import FALSE, TRUE, Tally, report, variants

SOURCE = "Peskov said on September 12 that five ships with 1,500 tonnes of coal were sent from North Korea to Moscow."


def edits(sentence: str, source: str = SOURCE) -> dict[str, str]:
    return {variant.kind: variant.text for variant in variants(sentence, source)}


def test_every_kind_of_edit_changes_just_that() -> None:
    """An edit that changes two things would not tell which one the proof noticed."""
    found = edits(SOURCE)
    assert set(found) == {*FALSE, *TRUE}
    assert found["unchanged"] == SOURCE
    assert "five" not in found["number"]
    assert "September 12" in found["number"]
    assert "September" not in found["date"]
    assert " 12 that five ships" in found["date"]
    assert "North Korea" not in found["name"] or "Moscow" not in found["name"]
    assert "Peskov" in found["name"]
    assert "were not sent" in found["negation"]
    assert "Peskov" not in found["attribution"]
    assert "North Korea to Moscow" in found["attribution"]
    assert found["reworded"] != SOURCE


@pytest.mark.parametrize(
    ("sentence", "kind", "expected"),
    [
        ("Moscow denied the report.", "negation", "Moscow confirmed the report."),
        ("It will not happen.", "negation", "It will happen."),
        ("They sent 20 shells.", "number", "They sent 41 shells."),
        ("It opened in 2014.", "date", "It opened in 2011."),
        ("He came on Monday.", "date", "He came on Friday."),
        ("The DPRK closed it.", "reworded", "The North Korea closed it."),
    ],
)
def test_edits_by_hand(sentence: str, kind: str, expected: str) -> None:
    assert edits(sentence, "")[kind] == expected


def test_an_edit_never_takes_what_the_source_says_too() -> None:
    """The sentence would stay true."""
    assert "41" not in edits("They sent 20 shells.", "They sent 20 shells and 41 tanks.")["number"]
    assert "2011" not in edits("It opened in 2014.", "It was planned in 2011.")["date"]


def test_no_edit_where_there_is_nothing_to_change() -> None:
    assert set(edits("Shells arrived.", "")) == {"unchanged"}


def test_a_sentence_that_denies_already_gets_no_second_not() -> None:
    """Two negations can cancel out, and the sentence would stay true."""
    assert "negation" not in edits("There has been no date.", "")
    assert "negation" not in edits("He has also not left.", "")


def test_a_true_rewording_leaves_quotations_alone() -> None:
    """A changed quotation is false."""
    assert "reworded" not in edits("He said: “North Korea is near.”", "")


@given(st.text())
def test_any_sentence_can_be_tampered_with(sentence: str) -> None:
    for variant in variants(sentence, sentence):
        assert variant.kind == "unchanged" or variant.text != sentence


def test_rates_by_hand() -> None:
    """Of 10 false numbers 8 caught, of 5 false names 1; of 10 true ones 3 rejected.

    Precision 9/12, recall 9/15, F1 2·9/(15 + 12); numbers alone: 8/11, 8/10, 16/21.
    """
    tallies = [Tally("number", 10, 8), Tally("name", 5, 1), Tally("unchanged", 6, 0), Tally("reworded", 4, 3)]
    found = report(tallies)
    assert found["overall"] == {"n": 15, "caught": 9, "precision": 0.75, "recall": 0.6, "f1": pytest.approx(18 / 27)}
    by_kind = found["by_kind"]
    assert isinstance(by_kind, dict)
    assert by_kind["number"] == {
        "n": 10, "caught": 8, "precision": pytest.approx(8 / 11), "recall": 0.8, "f1": pytest.approx(16 / 21)
    }  # fmt: skip
    assert found["true_rejected"] == {"unchanged": {"n": 6, "rejected": 0}, "reworded": {"n": 4, "rejected": 3}}


def test_rates_of_nothing() -> None:
    assert report([])["overall"] == {"n": 0, "caught": 0, "precision": None, "recall": None, "f1": None}
