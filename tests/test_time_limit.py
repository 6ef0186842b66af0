"""A limit of time at home, by a signal where there is one and by a watchdog elsewhere."""

import threading
import time

import pytest

from autograder.kit import time_limit
from autograder.kit.time_limit import TookTooLongError

WAYS = [time_limit._by_alarm, time_limit._by_watchdog]


@pytest.fixture(params=WAYS, ids=["signal", "watchdog"])
def limited(request):
    """Each of the two ways to interrupt."""
    return request.param


def loop(until):
    """Go round without end, as the limit is not met by anything that happens here."""
    while not until():
        pass


def test_a_loop_without_end_ends(limited):
    """In pure Python it always does."""
    with pytest.raises(TookTooLongError), limited(0.05):
        loop(lambda: False)


def test_what_catches_everything_is_interrupted_again(limited, monkeypatch):
    """A bare `except` inside the loop holds up the first interruption alone."""
    monkeypatch.setattr(time_limit, "AGAIN", 0.05)
    caught = []

    def stubborn():
        while True:
            try:
                loop(lambda: False)
            except BaseException:
                caught.append(True)
                if len(caught) > 1:
                    raise

    with pytest.raises((TookTooLongError, KeyboardInterrupt)), limited(0.05):
        stubborn()
    assert len(caught) == 2


def test_what_is_quick_is_left_alone(limited):
    """Its value and its own errors come through, and nothing interrupts what comes later."""
    with limited(600):
        value = sum(range(10))
    with pytest.raises(ZeroDivisionError), limited(600):
        value / 0
    assert not any(thread.name == time_limit.WATCHDOG for thread in threading.enumerate())


def test_a_stop_by_hand_stays_one():
    """Ctrl+C is not taken for the watchdog's."""
    with pytest.raises(KeyboardInterrupt), time_limit._by_watchdog(600):
        raise KeyboardInterrupt


def test_what_waits_is_ended_by_the_signal():
    """Sleeping and waiting for input end too, where there are signals."""
    with pytest.raises(TookTooLongError), time_limit.time_limit(0.05):
        time.sleep(600)


def test_another_thread_is_not_interrupted():
    """Nothing can interrupt it, and nothing tries."""
    done = []

    def work():
        with time_limit.time_limit(600):
            done.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done
