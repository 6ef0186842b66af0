"""From call to call, functions get the same arrays with other numbers in them; what goes on is not disturbed."""

import numpy as np
import pytest

from tests.calling import call

BY_IDENTITY = """\
known = {}
def f(x):
    return known.setdefault(id(x), x.sum())
"""


def sums(box, *arrays):
    return [call(box, "f", array) for array in arrays]


def test_what_was_remembered_by_the_array_is_wrong_for_its_new_numbers(sandbox):
    """As it is where a caller trains: w -= lr * gradient(w)."""
    assert sums(sandbox(BY_IDENTITY), np.zeros(3), np.ones(3)) == [0, 0]


def test_other_sizes_and_other_types_have_arrays_of_their_own(sandbox):
    """Each has its own, and keeps it."""
    arrays = np.ones(2), np.ones(3), np.ones(3, int), np.ones((3, 1)), 2 * np.ones(2)
    assert sums(sandbox(BY_IDENTITY), *arrays) == [2, 3, 3, 3, 2]


def test_a_function_that_came_back_keeps_its_numbers(sandbox):
    """What was closed over is nobody else's."""
    box = sandbox("def f(x):\n    return lambda: x.sum()")
    made = sums(box, np.zeros(3), np.ones(3))
    assert [function() for function in made] == [0, 3]


def test_a_call_within_a_call_has_arrays_of_its_own(sandbox):
    """The outer one finds its numbers as they were."""
    box = sandbox("def f(x, g=None):\n    return (g(x[0]) if g else 0) + x.sum()")
    assert call(box, "f", np.ones(3)) == 3
    assert call(box, "f", 2 * np.ones(3), lambda _: call(box, "f", np.zeros(3))) == 6


@pytest.mark.parametrize("change", ["x.flags.writeable = False", "x.shape = (3, 1)", "x.resize(4, refcheck=False)"])
def test_an_array_that_was_bent_is_not_handed_out_again(sandbox, change):
    """The next call has the numbers and the shape that it was given."""
    box = sandbox(f"def f(x):\n    value = x.tolist()\n    {change}\n    return value")
    assert sums(box, np.zeros(3), np.ones(3)) == [[0, 0, 0], [1, 1, 1]]
