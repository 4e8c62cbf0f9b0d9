"""Names that no gazetteer holds, asked for in another script than the article's."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import Article, Library
from store.sounds import sounds, terms_by_sound
from tests.store.hashing import hashing


@pytest.mark.parametrize(
    ("latin", "other"),
    [
        ("Broncos", "Бронкос"),
        ("Washington", "Вашингтона"),
        ("Manning", "Мэннингу"),
        ("George", "Джорджем"),
        ("Chopin", "Шопена"),
        ("William", "Уильям"),
        ("Newton", "Ньютоном"),
        ("Warsaw", "Варшаве"),
        ("Bach", "Баха"),
        ("Manning", "매닝"),
        ("Washington", "워싱턴"),
        ("William", "윌리엄"),
        ("Sullivan", "설리번"),
    ],
)
def test_a_name_sounds_alike_in_every_script(latin: str, other: str) -> None:
    assert sounds(latin) & sounds(other)


@pytest.mark.parametrize(("one", "other"), [("Manning", "Миллер"), ("Broncos", "Бостон"), ("Sullivan", "매닝")])
def test_another_name_sounds_otherwise(one: str, other: str) -> None:
    assert not sounds(one) & sounds(other)


@settings(deadline=None, max_examples=300)
@given(st.text(max_size=40))
def test_no_text_breaks_the_filing_by_sound(text: str) -> None:
    for sound, script, term in terms_by_sound(text):
        assert sound.isascii()
        assert len(sound) >= 3
        assert script in {"latin", "cyrillic", "hangul"}
        assert term


def test_a_long_word_has_a_bounded_number_of_sounds() -> None:
    """Each of these letters has several: one word of them would fill the table."""
    assert len(sounds("жгхцчш" * 20)) < 200


ARTICLES = {
    "en": "Tobias Grondahl led the surveyors. They measured the river for a month.",
    "ru": "Съёмкой руководил Тобиас Грёндаль. Реку измеряли месяц.",
    "other": "The harvest was good. Farmers in the south sold more rice than in any year before.",
}


@pytest.mark.parametrize(
    ("article", "question"),
    [
        ("en", "Чем занимался Грондаль?"),
        ("en", "그론달은 무엇을 했나?"),
        ("ru", "What did Grondahl do?"),
    ],
)
def test_an_article_is_found_by_a_name_in_another_script(tmp_path: Path, article: str, question: str) -> None:
    """A Russian who asks about a Dane whom only an English article names would get the harvest."""
    with Library.open(tmp_path, embedding=hashing("sounds", 64), seeds=False) as library:
        texts = [(name, ARTICLES[name]) for name in (article, "other")]
        languages = {"en": "en", "ru": "ru", "other": "en"}
        library.add_articles(
            [Article(id="", title=name, text=text, source=name, language=languages[name]) for name, text in texts]
        )
        first, second = library.search(question, k=2)
    assert first.passage.article.title == article
    assert first.bm25 > second.bm25
