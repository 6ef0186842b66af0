"""Edges: arguments at the edges of what may come in: each kind of edge reaches each argument."""

import numpy as np
import pytest

from autograder import edges

SHAPES = "m n", "m", "n", ""
EDGES = {
    "whole numbers": lambda a: np.asarray(a).dtype.kind == "i",
    "whole numbers stored as floats": lambda a: np.asarray(a).dtype.kind == "f" and bool(np.all(a == np.rint(a))),
    "tiny": lambda a: 0 < np.max(np.abs(a)) < 1e-6,
    "huge": lambda a: np.max(np.abs(a)) > 1e6,
    "all zero": lambda a: not np.any(a),
}
OF_ARRAYS = {
    "all equal": lambda a: a.size > 1 and np.ptp(a) == 0 and a.flat[0] != 0,
    "more than fifty": lambda a: min(a.shape) > 50,
    "one entry": lambda a: a.size == 1,
    "a zero among others": lambda a: bool(np.any(a == 0) and np.any(a)),
    "not in one piece": lambda a: not a.flags.c_contiguous,
}


@pytest.fixture
def calls():
    """The arguments of all calls."""
    return list(edges(np.random.default_rng(5), *SHAPES))


@pytest.mark.parametrize("name", EDGES)
def test_each_edge_reaches_each_argument(calls, name):
    """Over all calls, each argument was once of each kind."""
    for place, shape in enumerate(SHAPES):
        assert any(EDGES[name](arguments[place]) for arguments in calls), shape


@pytest.mark.parametrize("name", OF_ARRAYS)
def test_each_edge_reaches_each_array(calls, name):
    """Over all calls, each array was once of each kind."""
    for place, shape in enumerate(SHAPES):
        if shape:
            assert any(OF_ARRAYS[name](np.asarray(arguments[place])) for arguments in calls), shape


def test_sizes_of_one_name_agree(calls):
    """Arguments fit each other in every call."""
    for X, y, w, number in calls:
        assert X.shape == (len(y), len(w))
        assert np.ndim(number) == 0
