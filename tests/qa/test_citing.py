"""The `[n]` markers of a model's text: read in every form models write, and the same however the stream is cut."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from qa.citing import CitedSentence, MarkerStream, parse

MARKERS = ("[1]", "[2]", "[1][2]", "[1, 2]", "[1-3]", "【1】", "[12]", " [3]", " [1], [2] and [3]", "［2］")
PROSE = st.sampled_from(
    (
        "Kim met Putin in Vladivostok",
        "The U.S. said no",
        "Mr. Lavrov went to Pyongyang",
        "It cost 1.5 million",
        "Министр прибыл в Пхеньян",
        "김정은이 도착했다",
        "“We agree,” he said",
    )
)
SENTENCE = st.builds(
    lambda words, before, stop, after: f"{words}{before}{stop}{after}",
    PROSE,
    st.sampled_from(("", *MARKERS)),
    st.sampled_from((".", "!", "?")),
    st.sampled_from(("", *MARKERS)),
)
TEXT = st.builds(
    lambda sentences, glue: glue.join(sentences), st.lists(SENTENCE, max_size=6), st.sampled_from((" ", "\n", "\n- "))
)
NOISE = st.text(alphabet=st.sampled_from("[]【】1234,-. \n\tab\"“”'*!?。가Ж"), max_size=60)


def streamed(text: str, cuts: list[int]) -> list[CitedSentence]:
    stream, found, at = MarkerStream(), [], 0
    for cut in [*sorted(cuts), len(text)]:
        found.extend(stream.feed(text[at:cut]))
        at = max(at, cut)
    return [*found, *stream.close()]


@settings(deadline=None, max_examples=150)
@given(TEXT, st.data())
@example("Kim came [1]. [2]\nThen he left [3].", None)
def test_how_a_stream_is_cut_changes_no_sentence_and_no_source(text: str, data: st.DataObject | None) -> None:
    whole = parse(text)
    cuts = data.draw(st.lists(st.integers(0, len(text)), max_size=12)) if data else list(range(len(text)))
    assert streamed(text, cuts) == whole
    assert streamed(text, list(range(len(text)))) == whole


@settings(deadline=None, max_examples=150)
@given(NOISE)
def test_no_text_of_a_model_breaks_the_reading(text: str) -> None:
    """Sentences come in the order of the text, and none of their words is made up."""
    at = 0
    for sentence in parse(text):
        assert sentence.text.strip() == sentence.text != ""
        assert all(n >= 0 for n in sentence.markers)
        for word in sentence.text.split():
            piece = text.find(word[:1], at)
            assert piece >= 0
            at = max(at, piece)


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=80), st.lists(st.integers(0, 80), max_size=8))
def test_a_stream_loses_no_words_of_unknown_text(text: str, cuts: list[int]) -> None:
    """Whatever comes, every letter that parsing the whole would show is shown by the stream too."""
    together = "".join("".join(s.text.split()) for s in parse(text))
    apart = "".join("".join(s.text.split()) for s in streamed(text, [c for c in cuts if c <= len(text)]))
    assert apart == together


@pytest.mark.parametrize(
    ("text", "markers"),
    [
        ("Kim met Putin [1].", (1,)),
        ("Kim met Putin. [1]", (1,)),
        ("Kim met Putin.[1]", (1,)),
        ("Kim met Putin [1][2].", (1, 2)),
        ("Kim met Putin [1] [2].", (1, 2)),
        ("Kim met Putin [1, 2].", (1, 2)),
        ("Kim met Putin [1; 2].", (1, 2)),
        ("Kim met Putin [1-3].", (1, 2, 3)),
        ("Kim met Putin [1–3].", (1, 2, 3)),
        ("Kim met Putin 【1】.", (1,)),
        ("Kim met Putin ［1］.", (1,)),
        ("Kim met Putin [ 1 ].", (1,)),
        ("Kim met Putin [1], [2] and [3].", (1, 2, 3)),
        ("Ким прибыл [1] и [2].", (1, 2)),
        ("Kim [1] met Putin [2].", (1, 2)),
        ("Kim met Putin [2][1][2].", (2, 1)),
        ("Kim met Putin.\n[1]", (1,)),
        ("Kim met Putin.\n\n[1] [2]", (1, 2)),
        ("Kim met Putin.", ()),
    ],
)
def test_every_way_of_citing_is_understood(text: str, markers: tuple[int, ...]) -> None:
    (sentence,) = parse(text)
    assert sentence.markers == markers
    assert not set("[]【】［］0123456789") & set(sentence.text)
    assert sentence.text.split()[-1].strip(".") in ("Putin", "прибыл")


def test_a_marker_behind_a_full_stop_belongs_to_the_sentence_it_follows() -> None:
    first, second = parse("Kim came by train. [1] Putin came by plane. [2]")
    assert (first.text, first.markers) == ("Kim came by train.", (1,))
    assert (second.text, second.markers) == ("Putin came by plane.", (2,))


def test_a_marker_before_everything_is_the_first_sentences() -> None:
    (sentence,) = parse("[2] Kim came by train.")
    assert (sentence.text, sentence.markers) == ("Kim came by train.", (2,))


def test_an_absurd_range_does_not_cite_the_world() -> None:
    (sentence,) = parse("Kim came by train [1-9999].")
    assert sentence.markers == (1, 9999)


@pytest.mark.parametrize("sign", ["- ", "* ", "• ", "1. ", "2) ", "  - "])
def test_list_signs_stay_out_of_the_sentence_and_in_the_layout(sign: str) -> None:
    first, second = parse(f"{sign}Kim came by train [1].\n{sign}Putin came by plane [2].")
    assert (first.text, first.markers) == ("Kim came by train.", (1,))
    assert (second.text, second.markers) == ("Putin came by plane.", (2,))
    assert second.lead == f"\n{sign}"


@pytest.mark.parametrize("text", ["[sic] is no source.", "The array a[i] is fine.", "See [Reuters] for more."])
def test_brackets_that_cite_nothing_stay(text: str) -> None:
    (sentence,) = parse(text)
    assert sentence == CitedSentence("", text, ())


def test_an_abbreviation_does_not_end_a_sentence_in_mid_stream() -> None:
    stream = MarkerStream()
    early = [s for piece in ("Kim spoke. The U", ".", "S", ". officials left [2].") for s in stream.feed(piece)]
    assert [s.text for s in [*early, *stream.close()]] == ["Kim spoke.", "The U.S. officials left."]


def test_a_sentence_is_given_as_soon_as_the_next_has_begun() -> None:
    """A reader sees verdicts while the model still writes."""
    stream = MarkerStream()
    assert [s.text for s in stream.feed("Kim came by train [1]. Putin came by plane")] == ["Kim came by train."]
    assert [s.text for s in stream.close()] == ["Putin came by plane"]
