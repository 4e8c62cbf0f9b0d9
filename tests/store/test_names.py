"""The gazetteer folds the spellings of a name in three scripts into one entity, and only those."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.names import gazetteer, mentions, wholes


@pytest.mark.parametrize(
    "forms",
    [
        ("Vladimir Putin", "Putin", "Владимира Путина", "Путиным", "푸틴은", "푸틴"),
        ("Kim Jong Un", "Kim Jong-un", "Ким Чен Ын", "김정은", "김정은이"),
        ("North Korea", "DPRK", "КНДР", "북한", "북한이"),
        ("Pyongyang", "Пхеньян", "Пхеньяне", "평양", "평양에서"),
        ("Vladivostok", "Владивостоке", "블라디보스토크"),
        ("Moscow", "Москвы", "모스크바"),
    ],
)
def test_one_entity_has_many_spellings(forms: tuple[str, ...]) -> None:
    found = {m.entity for form in forms for m in mentions(f"x {form}.")}
    assert len(found) == 1


def test_states_far_from_the_subject_are_known_and_common_words_are_none() -> None:
    """Snowball gives Samoa the stem of "сам" and Denmark that of "данные"."""
    assert [m.entity for m in mentions("Из Чада в Перу через Данию и 덴마크, nach Dänemark")] == [
        "chad", "peru", "denmark", "denmark", "denmark",
    ]  # fmt: skip
    assert not mentions("по данным сам он видел an island of its own")


@pytest.mark.parametrize(
    ("form", "entity"),
    [
        ("в Пхеньяне", "pyongyang"),
        ("границы Северной Кореи", "north_korea"),
        ("Российской Федерацией", "russia"),
        ("в Китае", "china"),
        ("слова Медведеву", "dmitry_medvedev"),
        ("посла Мацегоры", "alexander_matsegora"),
    ],
)
def test_a_russian_name_is_known_in_every_case(form: str, entity: str) -> None:
    assert [m.entity for m in mentions(form)] == [entity]


def test_the_longest_name_wins() -> None:
    text = "Kim Jong Il travelled before Kim Jong Un."
    found = [m.entity for m in mentions(text)]
    assert len(found) == len(set(found)) == 2


def test_an_abbreviation_in_small_letters_is_a_word() -> None:
    assert not mentions("they told us who it was")
    assert mentions("officials of the UN")


def test_a_part_knows_its_wholes() -> None:
    (city,) = mentions("Vladivostok")
    (country,) = mentions("Russia")
    assert country.entity in wholes(city.entity)
    assert city.entity not in wholes(country.entity)


def test_the_gazetteer_is_whole() -> None:
    """A typo in the data would otherwise show as a crash in the midst of an answer."""
    entries = gazetteer()
    for entity in entries.values():
        assert entity.names
        assert entity.kind in {"country", "place", "person", "body", "event", "document"}
        for other in (entity.part_of, entity.speaks_for):
            assert other is None or other in entries
        assert entity.id in wholes(entity.id)


@pytest.mark.parametrize("name", ["Vladimir Putin", "Kim Jong Un", "Sergey Lavrov"])
def test_every_form_of_a_name_is_found_in_a_sentence(name: str) -> None:
    (mention,) = mentions(name)
    for form in gazetteer()[mention.entity].names:
        assert mention.entity in {m.entity for m in mentions(f"x {form} y")}


@settings(deadline=None, max_examples=300)
@given(
    st.one_of(
        st.text(max_size=60),
        st.lists(st.sampled_from("Kim Jong Un Il Russia 김정은 평양 Путин U.S. the -".split()), max_size=8).map(
            " ".join
        ),
    )
)
def test_mentions_lie_in_the_text_and_never_overlap(text: str) -> None:
    last = 0
    for mention in mentions(text):
        assert last <= mention.start < mention.end <= len(text)
        assert mention.entity in gazetteer()
        last = mention.end
