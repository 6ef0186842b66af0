"""Proves the reference: by automatic differentiation, exact fractions, areas, and residues."""

from fractions import Fraction

import autograd
import autograd.numpy as anp
import numpy as np
import pytest


def rotation(r):
    return np.stack([-r[..., 1], r[..., 0]], axis=-1)


def vortex(r):
    return rotation(r) / np.sum(r**2, axis=-1, keepdims=True)


def ring(k, centre=(0.0, 0.0), radius=1.0, turns=1):
    z = complex(*centre) + radius * np.exp(2j * np.pi * turns * np.arange(k + 1) / k)
    return np.stack([z.real, z.imag], axis=1)


def test_examples_of_the_statement(reference):
    """The numbers of the statement hold."""
    square = np.array([[0, 0], [2, 0], [2, 1], [0, 1], [0, 0]])
    assert reference.work(rotation, square) == 4
    assert reference.work(lambda r: r * [-2, -6], np.array([[1, 1], [5, 5], [0, 2]])) == -8
    assert reference.curl_matrix(rotation, np.array([3, 4])) == pytest.approx(np.array([[0, -2], [2, 0]]), abs=1e-9)


@pytest.mark.parametrize("n", [1, 2, 3])
def test_work_of_a_linear_field_is_exact(reference, rng, n):
    """Along each segment the integral of a linear field is a polynomial in the way; summed exactly, it is the work."""
    A, path = rng.integers(-4, 5, size=(n, n)), rng.integers(-9, 10, size=(5, n))
    total = Fraction(0)
    for start, end in zip(path[:-1].tolist(), path[1:].tolist(), strict=True):
        side = [b - a for a, b in zip(start, end, strict=True)]
        for i in range(n):
            at_start = sum(int(A[i, j]) * start[j] for j in range(n))
            growth = sum(int(A[i, j]) * side[j] for j in range(n))
            total += side[i] * (at_start + Fraction(growth, 2))
    assert reference.work(lambda r: r @ A.T, path) == total


@pytest.mark.parametrize("k", [3, 4, 100])
def test_work_of_the_rotation_is_twice_an_area(reference, k):
    """Round a regular polygon the rotation does the work k r² sin(2π/k), twice its area; it tends to 2πr²."""
    assert reference.work(rotation, ring(k, (5.0, -3.0), 2.0)) == pytest.approx(4 * k * np.sin(2 * np.pi / k))
    assert reference.work(rotation, ring(4000, radius=2.0)) == pytest.approx(8 * np.pi, rel=1e-5)


def test_work_keeps_digits_of_float32_far_from_the_origin(reference):
    """Round a polygon of float32 far away, the rotation does twice its area, by the shoelace formula in fractions."""
    path = ring(50, (2e5, -1e5), 10.0).astype(np.float32)
    x, y = ([Fraction(float(r)) for r in column] for column in path.T)
    double = sum(x[i] * y[i + 1] - x[i + 1] * y[i] for i in range(50))
    assert reference.work(rotation, path) == pytest.approx(float(double), rel=1e-4)


def test_work_of_a_force_is_a_difference_of_losses(reference, rng):
    """For -∇L by autograd, the work is L(a) - L(b), to second order, and nothing round a closed loop."""

    def loss(r):
        return anp.exp(r[0] / 2) * anp.sin(r[1])

    slope = autograd.grad(loss)
    errors = []
    for k in (100, 200, 400):
        path = ring(k, rng.normal(size=2))[: k // 2]
        got = reference.work(lambda r: -np.array([slope(one) for one in r]), path)
        errors.append(got - (loss(path[0]) - loss(path[-1])))
        assert abs(reference.work(lambda r: -np.array([slope(one) for one in r]), ring(k))) < 1e-3
    assert max(map(abs, errors)) < 1e-3


def test_error_is_of_second_order(reference):
    """Twice as many segments on an arc quarter the error."""
    errors = []
    for k in (50, 100, 200):
        z = np.exp(1j * np.linspace(0, 1, k + 1))
        got = reference.work(lambda r: -3 * r**2, np.stack([z.real, z.imag], axis=1))
        errors.append(got - (1 - np.cos(1) ** 3 - np.sin(1) ** 3))
    assert np.divide(errors[:-1], errors[1:]) == pytest.approx([4, 4], abs=0.02)


def test_no_curl_is_not_enough(reference, rng):
    """The vortex has no curl, and yet the work 2π for every turn round its hole: a potential needs more than C = 0."""
    for x in rng.normal(size=(8, 2)):
        assert reference.curl_matrix(vortex, x) == pytest.approx(np.zeros((2, 2)), abs=1e-7)
    for turns in (1, 2, -1):
        assert reference.work(vortex, ring(4000, (0.3, 0.2), 1.5, turns)) == pytest.approx(2 * np.pi * turns, rel=1e-5)
    assert reference.work(vortex, ring(4000, (3.0, 0.2), 1.5)) == pytest.approx(0, abs=1e-5)


@pytest.mark.parametrize("n", [1, 2, 3, 5])
def test_curl_by_automatic_differentiation(reference, rng, n):
    """J - Jᵀ is that of the Jacobian by autograd, in any number of dimensions, and no curl with three components."""
    A = rng.normal(size=(n, n))
    x = rng.normal(size=n)
    J = autograd.jacobian(lambda r: anp.tanh(anp.dot(A, r)) * r[0])(x)
    curl = reference.curl_matrix(lambda r: np.tanh(r @ A.T) * r[..., :1], x)
    assert curl.shape == (n, n)
    assert curl == pytest.approx(J - J.T, abs=1e-9)
    assert np.array_equal(curl, -curl.T)


def test_curl_in_three_dimensions_holds_the_usual_one(reference):
    """For n = 3, the entries of J - Jᵀ are those of ∇ × F: that of (-y, x, 0) is (0, 0, 2)."""
    C = reference.curl_matrix(lambda r: np.stack([-r[..., 1], r[..., 0], 0 * r[..., 2]], axis=-1), np.ones(3))
    assert [C[2, 1], C[0, 2], C[1, 0]] == pytest.approx([0, 0, 2], abs=1e-9)


def test_curl_far_from_the_origin(reference):
    """The steps grow with the coordinates: near a million, C of a cubic field is right to 1e-9."""
    x = np.array([1e6, 3e5, -7e5])
    J = np.array([[0, 2 * x[1] * x[2], x[1] ** 2], [x[2] ** 2, 0, 2 * x[0] * x[2]], [2 * x[0] * x[1], x[0] ** 2, 0]])

    def field(r):
        return np.stack([r[..., i] ** 2 * r[..., j] for i, j in ((1, 2), (2, 0), (0, 1))], axis=-1)

    assert np.linalg.norm(reference.curl_matrix(field, x) - (J - J.T)) / np.linalg.norm(J - J.T) < 1e-9
