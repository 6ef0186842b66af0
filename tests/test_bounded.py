"""Work on a student's bytes outside the judge: within bounds, and never at anybody else's cost."""

import os
import signal

import pytest

from autograder.bounded import Failure, Worker, Workers, attempt
from autograder.errors import ReportError


@pytest.fixture(scope="module")
def worker():
    """A worker with little time and little memory."""
    opened = Worker(seconds=1, memory=2**30)
    yield opened
    opened.close()


def double(number):
    """Double a number; the functions here are what a process of its own can find."""
    return 2 * number


def spin():
    while True:
        pass


def fill(size):
    return len(bytes(size))


def dive(depth):
    return dive(depth + 1)


def end():
    os.kill(os.getpid(), signal.SIGKILL)


def refuse():
    raise ReportError("a place", "it is full", "make room")


@pytest.mark.usefixtures("endless")
@pytest.mark.parametrize(
    ("harm", "cause"),
    [
        ((spin,), "it took more than 1 seconds"),
        ((fill, 2**40), "MemoryError"),
        ((dive, 0), "RecursionError"),
        ((end,), "the process that did it ended"),
        ((int, "x"), "ValueError: invalid literal"),
        ((lambda: 0,), "Can't pickle|Can't get"),
    ],
)
def test_what_goes_wrong_is_told_and_the_next_one_is_done(worker, harm, cause):
    """Loops, memory, depth, a sudden end and errors cost one piece of work; the same Worker does the next."""
    failure = worker.run(*harm)
    assert isinstance(failure, Failure)
    assert any(part in failure.cause for part in cause.split("|"))
    assert worker.run(double, 21) == 42


def test_what_is_refused_is_not_about_a_student(worker):
    """A full disk ends the command, with the sentence that was meant for it."""
    with pytest.raises(ReportError, match="it is full") as caught:
        worker.run(refuse)
    assert caught.value.remedy == "make room"
    with pytest.raises(ReportError):
        attempt(refuse)


def test_results_come_in_order():
    """However many work side by side, and whatever becomes of one of them."""
    with Workers(2) as workers:
        assert list(workers.map(double, range(20))) == list(range(0, 40, 2))
        assert [type(result) for result in workers.map(int, ["1", "x", "3"])] == [int, Failure, int]
