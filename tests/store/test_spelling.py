"""British spelling is found and proven by American articles, and words that only look British stay as they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.spelling import american
from store.words import content_stems


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("Defence programmes of neighbouring states", "defense programs of neighboring states"),
        ("Manoeuvres: they manoeuvred, manoeuvring on", "maneuvers: they maneuvered, maneuvering on"),
        ("Outmanoeuvred by manoeuvrable boats", "outmaneuvered by maneuverable boats"),
        ("Demilitarisation, modernisation, digitisation", "demilitarization, modernization, digitization"),
        ("An organisational organiser, unrecognisable", "an organizational organizer, unrecognizable"),
        ("They prioritised and jeopardised it", "they prioritized and jeopardized it"),
        ("Rumours of armoured colours and favouritism", "rumors of armored colors and favoritism"),
        ("The labourer's demeanour, misdemeanours, rancour", "the laborer's demeanor, misdemeanors, rancor"),
        ("Centring theatres, kilometres, fibres, calibres", "centering theaters, kilometers, fibers, calibers"),
        ("A sombre sabre, meagre and lacklustre", "a somber saber, meager and lackluster"),
        ("A defenceless defence, offences, licences", "a defenseless defense, offenses, licenses"),
        ("They practised and analysed the programme", "they practiced and analyzed the program"),
        (
            "Travelled, travellers, cancelled, signalling, labelled, modelling",
            "traveled, travelers, canceled, signaling, labeled, modeling",
        ),
        ("Refuelled councillors dialled, fulfilment", "refueled councilors dialed, fulfillment"),
        ("Catalogues of artefacts, skilfully ploughed", "catalogs of artifacts, skillfully plowed"),
        (
            "The organisation centred its labour on stabilising them",
            "the organization centered its labor on stabilizing them",
        ),
    ],
)
def test_both_spellings_have_one_stem(british: str, american: str) -> None:
    assert content_stems(british) == content_stems(american)


@pytest.mark.parametrize(
    "word",
    "arise raise promise premise exercise surprise advise wise basis crisis four tour source there united treatise "
    "expertise merchandise contour string acre genre filled called killed fuel wherever cheque tonne".split(),
)
def test_words_of_both_spellings_stay(word: str) -> None:
    assert american(word) == word


@given(st.text(max_size=20))
def test_no_word_breaks_it(word: str) -> None:
    assert american(american(word)) == american(word)
