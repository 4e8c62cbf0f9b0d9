"""Answers that have a form of their own are given, however the question is worded, and only where they stand."""

from __future__ import annotations

import pytest

from qa.plainly import told_plainly

FELLOW = "“The ferry will sail,” said Marit Saar, an adjunct fellow at the Harbour Institute."
SPAN = "The line was restored from 2008 to 2014 as a first step."


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("What organisation is Marit Saar attached to?", FELLOW),
        ("Which institute does Marit Saar work for?", FELLOW),
        ("Where does Marit Saar work?", FELLOW),
        ("Какую организацию представляет Marit Saar?", FELLOW),
        ("Which outlet broke the news of Holt’s visit?", "Holt came on Monday, KCNA reported."),
        ("Какое агентство сообщило о визите?", "Holt came on Monday, KCNA reported."),
        (
            "What is the name of the tavern where Holt dined?",
            "Holt met Rook at the Old Harbour tavern and ate cod.",
        ),
        ("Over what years was the line rebuilt?", SPAN),
        ("В какие годы восстанавливали линию?", SPAN),
        ("Von wann bis wann wurde die Strecke erneuert?", "Sie wurde 2008–2014 erneuert."),
    ],
)
def test_what_has_the_form_of_the_answer_is_one(question: str, text: str) -> None:
    assert told_plainly(question, text, named=True)


@pytest.mark.parametrize(
    ("question", "text", "named"),
    [
        ("What organisation is Marit Saar attached to?", "Oleg Sedov, a fellow at the Harbour Institute, spoke.", True),
        ("What organisation is Marit Saar attached to?", "Marit Saar left the Harbour Institute on Monday.", True),
        ("What did Marit Saar say?", FELLOW, True),
        ("What is the name of the tavern where Holt dined?", "Holt met Rook at a tavern, where she ate cod.", True),
        ("What is the name of the minister whom Holt met?", "Holt met the Danish minister.", True),
        ("Which outlet broke the news of Holt’s visit?", "Holt came on Monday, Marit Saar reported.", True),
        ("What group does Russia work with?", "Russia, a member of the Council, left.", True),
        ("Over what years was the line rebuilt?", "The line was restored in 2014.", True),
        ("Over what years was the line rebuilt?", SPAN, False),
        ("When was the line rebuilt?", SPAN, True),
    ],
)
def test_what_only_has_some_of_it_is_none(question: str, text: str, named: bool) -> None:
    assert not told_plainly(question, text, named=named)
