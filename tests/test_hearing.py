"""What right answers need is taken down once, and bounds what others may cost."""

import types

import numpy as np
import pytest

from autograder.judge.rehearsal import Rehearsal
from autograder.kit.calls import Call
from autograder.wall import hearing, wire
from autograder.wall.hearing import Hearing, Need

REFERENCE = """
import numpy as np

def total(f, n):
    return sum(f(k) for k in range(n))

def curve(f, x):
    return f(x)

def adder(a):
    return lambda x: x + a

def inner(x):
    return 0.0

def outer(x):
    return inner(x) + inner(2 * x)
"""


@pytest.fixture
def rehearsal():
    module = types.ModuleType("reference")
    exec(REFERENCE, vars(module))
    return Rehearsal([module])


def test_evaluations_are_counted(rehearsal):
    """The most in one call count, and as many as there are values, so that whoever asks for one at a time may."""
    for n in (3, 7, 5):
        rehearsal.call(Call("total", (lambda k: k, n), {}))
    rehearsal.call(Call("curve", (np.sin, np.linspace(0.0, 1.0, 400)), {}))
    assert rehearsal.needs["total"].evaluations == 7
    assert (rehearsal.needs["curve"].questions, rehearsal.needs["curve"].evaluations) == (1, 400)
    assert rehearsal.needs["curve"].callbacks > 1000 + 4 * 400


def test_what_stands_in_is_counted_too(rehearsal):
    """A function of ours in the place of a student's own is asked as one that is handed over."""
    assert rehearsal.call(Call("outer", (1.0,), {}, replaced={"inner": lambda x: x})) == 3.0
    assert rehearsal.needs["outer"].evaluations == 2


def test_what_a_function_returned_is_rehearsed(rehearsal):
    """A call of a function that another call returned belongs to the one that made it."""
    made = rehearsal.call(Call("adder", (2.0,), {}))
    assert rehearsal.call(Call("adder", (np.ones(1000),), {}, returned=made)).size == 1000
    assert rehearsal.needs["adder"].answered >= 8000


def test_large_answers_may_be_large():
    """Where the reference says much, so may everybody: eight times as much, beyond what all may say."""
    small, large = (hearing.for_exercise([Need(answered=weight)], 0) for weight in (0, 10**9))
    assert small.left == hearing.ENOUGH and small.most == int(0.4 * hearing.ENOUGH)
    assert 8 * 10**9 <= large.left <= 9 * 10**9
    assert hearing.for_exercise([Need(), None], 77).left == 77


def test_any_answer_may_ask_for_so_much():
    """Whatever right answers ask for in a call, thirty times that is heard, and some in any case."""
    assert Need().purse.most == hearing.ENOUGH_ASKED == 5 * 2**20
    assert Need(asked=10**6).purse.most == hearing.ENOUGH_ASKED + 30 * 10**6


def test_nobody_spends_all_of_it():
    """Each answer gets a share of what is left, and what is refused costs nothing."""
    one = Hearing(1000)
    for weight in (250, 180, 140, 100):
        one.hear(weight)
    with pytest.raises(wire.ProtocolError):
        one.hear(100)
    assert one.left == 330
