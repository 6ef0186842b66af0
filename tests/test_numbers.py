"""Random numbers of hidden tests: each student's own, and yet alike in what luck could hang on."""

import numpy as np
import pytest

from autograder import draw
from autograder.edges.numbers import STRATA
from autograder.judge.draws import Draws

REAL = {
    "draw": lambda rng: draw(rng, 5, 4),
    "random": lambda rng: rng.random(20),
    "uniform": lambda rng: rng.uniform(-3, 5, size=20),
    "normal": lambda rng: rng.normal(size=20),
}
OWN = {
    "whole numbers": lambda rng: rng.integers(1000, size=20),
    "choices": lambda rng: rng.choice([-1, 1], size=20),
    "orders": lambda rng: rng.permutation(20),
    "numbers of its own": lambda rng: rng.own.uniform(size=20),
}


def numbers(student="ada", test="test_loss", file="", secret="00"):
    return Draws(secret * 32, student, file).numbers(f"regression/test_hidden.py::{test}")


@pytest.fixture
def others():
    """What meets other numbers: another student, another file, another course, another test."""
    return [numbers("bob"), numbers(file="changed"), numbers(secret="01"), numbers(test="test_gradient")]


@pytest.mark.parametrize("drawn", [*REAL.values(), *OWN.values()], ids=[*REAL, *OWN])
def test_numbers_come_again_for_the_same_alone(drawn, others):
    """Another student, file, course or test meets other numbers; what is handed in again, the same."""
    assert np.array_equal(drawn(numbers()), drawn(numbers()))
    for other in others:
        assert not np.any(drawn(other) == drawn(numbers())) or drawn not in REAL.values()
        assert not np.array_equal(drawn(other), drawn(numbers()))


@pytest.mark.parametrize("drawn", REAL.values(), ids=REAL)
def test_real_numbers_of_all_students_are_alike(drawn):
    """Where they lie in the range is the same for all, but for a stratum or, of normal ones, a part as small."""
    mine = drawn(numbers())
    for student in range(50):
        its = drawn(numbers(str(student)))
        assert np.all(np.abs(its - mine) < 8 / STRATA)
        assert np.corrcoef(its.ravel(), mine.ravel())[0, 1] > 0.99
    assert abs(np.corrcoef(drawn(numbers(test="test_gradient")).ravel(), mine.ravel())[0, 1]) < 0.8


def test_signs_and_sides_of_the_middle_are_the_same_for_all():
    """No stratum of ordinary numbers lies on both sides of 0 or of 1."""
    for student in range(200):
        ordinary, other = draw(numbers(), 6, 7), draw(numbers(str(student)), 6, 7)
        assert np.array_equal(np.sign(ordinary), np.sign(other))
        assert np.array_equal(numbers().uniform(0.4, 1.6, size=40) > 1, numbers(str(student)).uniform(0.4, 1.6, 40) > 1)


@pytest.mark.parametrize("drawn", OWN.values(), ids=OWN)
def test_what_is_a_students_own_is_like_nobodys(drawn):
    """No two of two hundred students have nearly the same."""
    values = np.array([drawn(numbers(str(student))) for student in range(200)], dtype=float)
    assert np.all(np.abs(np.corrcoef(values) - np.eye(200)) < 0.95)


def test_what_is_shared_is_the_same_for_all_but_not_in_all_tests(others):
    """Students, files and courses share it, and tests do not."""
    *same, another_test = [list(other.shared.permutation(50)) for other in others]
    assert same == [list(numbers().shared.permutation(50))] * 3
    assert another_test not in same


@pytest.mark.parametrize("of", [numbers, np.random.default_rng])
def test_shapes_and_types_are_those_of_numpy(of):
    """A number alone is a float, parameters are broadcast, and a size may be 0."""
    rng = of("3") if of is numbers else of(3)
    assert type(rng.random()) is type(rng.uniform(1, 2)) is type(rng.normal()) is float
    assert rng.uniform([1, 2], [[3], [4]]).shape == rng.normal(0, [[1, 2], [1, 2]]).shape == (2, 2)
    assert rng.random((2, 0)).shape == rng.uniform(size=(2, 0)).shape == rng.normal(size=(2, 0)).shape == (2, 0)


def test_they_are_distributed_as_they_say():
    """Over all tests: means and variances, each within six standard errors."""
    drawn = [numbers(test=f"test_{i}") for i in range(20_000)]
    for name, mean, variance in (("random", 1 / 2, 1 / 12), ("normal", 0, 1)):
        values = np.array([getattr(rng, name)() for rng in drawn])
        assert abs(values.mean() - mean) < 6 * (variance / len(drawn)) ** 0.5
        assert abs(values.var() / variance - 1) < 6 * (2 / len(drawn)) ** 0.5
