"""A long chat or a large add must not grow because an answer before it went without the garbage collector."""

from __future__ import annotations

import gc

import pytest

from qa.commands.collecting import uncollected


def test_the_collector_is_back_after_an_answer_and_after_a_failure() -> None:
    with uncollected():
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(KeyboardInterrupt), uncollected():
        raise KeyboardInterrupt
    assert gc.isenabled()


def test_who_switched_it_off_keeps_it_off() -> None:
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
