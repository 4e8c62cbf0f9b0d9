"""Locks, where a process is forked while somebody holds one."""

from __future__ import annotations

import multiprocessing
import threading

from store.at_once import Turn

TURN = Turn()


def _takes_its_turn() -> bool:
    with TURN:
        return True


def test_a_forked_process_finds_the_lock_open() -> None:
    """The thread that holds it does not go on there: a check in a forked worker would wait for it for ever."""
    with TURN, multiprocessing.get_context("fork").Pool(1) as forked:
        assert forked.apply_async(_takes_its_turn).get(timeout=30)


def test_one_at_a_time_has_the_turn() -> None:
    """Two threads that load a model each would take twice the memory."""
    entered = threading.Event()

    def enter() -> None:
        with TURN:
            entered.set()

    with TURN:
        other = threading.Thread(target=enter)
        other.start()
        assert not entered.wait(0.2)
    other.join(timeout=30)
    assert entered.is_set()
