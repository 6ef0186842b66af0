"""Proves the reference: by complex numbers and steps, closed forms of the chain, and automatic differentiation."""

import autograd
import autograd.numpy as anp
import numpy as np
import pytest

TINY = 1e-30  # a complex step this small leaves no truncation error


def polar(q):
    return anp.array([q[0] * anp.cos(q[1]), q[0] * anp.sin(q[1])])


def square(u):
    return anp.array([u[0] ** 2 - u[1] ** 2, 2 * u[0] * u[1]])


def columns(F, x):
    """The Jacobian of F by complex steps."""
    return np.stack([F(x + TINY * 1j * e).imag for e in np.eye(2)], axis=1) / TINY


def places(rng):
    return np.stack([rng.uniform(0.2, 2, 12), rng.uniform(-9, 9, 12)], axis=1)


def test_polar_is_multiplication_by_a_phase(reference, rng):
    """The point is r exp(iθ)."""
    for r, theta in places(rng):
        z = r * np.exp(1j * theta)
        np.testing.assert_allclose(reference.polar(np.array([r, theta])), [z.real, z.imag], rtol=1e-13)


def test_jacobians_against_the_complex_step(reference, rng):
    """Moving one input along the imaginary axis gives one column."""
    for q in places(rng):
        np.testing.assert_allclose(reference.polar_jac(q), columns(polar, q), rtol=1e-13)
        np.testing.assert_allclose(reference.square_jac(q), columns(square, q), rtol=1e-13)
        chain = columns(lambda x: square(polar(x)), q)
        np.testing.assert_allclose(reference.compose_jac(q), chain, rtol=1e-12, atol=1e-14)


def test_jacobians_against_automatic_differentiation(reference, rng):
    """Reverse mode, row by row, gives the same matrices."""
    for q in places(rng):
        np.testing.assert_allclose(reference.polar_jac(q), autograd.jacobian(polar)(q), rtol=1e-12)
        np.testing.assert_allclose(reference.square_jac(q), autograd.jacobian(square)(q), rtol=1e-12)
        chain = autograd.jacobian(lambda x: square(polar(x)))(q)
        np.testing.assert_allclose(reference.compose_jac(q), chain, rtol=1e-11, atol=1e-13)


def test_chain_in_closed_form(reference, rng):
    """Squaring doubles the angle and squares the distance, and needs no chain rule to be differentiated."""
    for r, theta in places(rng):
        c, s = np.cos(2 * theta), np.sin(2 * theta)
        right = [[2 * r * c, -2 * r * r * s], [2 * r * s, 2 * r * r * c]]
        np.testing.assert_allclose(reference.compose_jac(np.array([r, theta])), right, rtol=1e-12, atol=1e-13)


def test_checks_of_the_statement(reference, rng):
    """The determinant of polar is r, and the square keeps angles: JᵀJ = 4 (x² + y²) I."""
    for q in places(rng):
        assert np.linalg.det(reference.polar_jac(q)) == pytest.approx(q[0], rel=1e-12)
        J = reference.square_jac(q)
        np.testing.assert_allclose(J.T @ J, 4 * (q @ q) * np.eye(2), rtol=1e-12, atol=1e-13)


def test_examples_of_the_statement(reference):
    """The matrices of the statement hold; at the centre the second column is 0."""
    q = np.array([2, np.pi / 2])
    np.testing.assert_allclose(reference.polar(q), [0, 2], atol=1e-15)
    np.testing.assert_allclose(reference.polar_jac(q), [[0, -2], [1, 0]], atol=1e-15)
    np.testing.assert_allclose(reference.compose_jac(q), [[-4, 0], [0, -8]], atol=2e-15)
    assert reference.square_jac(np.array([0, 2])).tolist() == [[0, -4], [4, 0]]
    assert reference.square_jac(np.array([1, 1])).tolist() == [[2, -2], [2, 2]]
    assert not reference.polar_jac(np.array([0.0, 0.3]))[:, 1].any()


def test_rows_are_outputs_also_where_the_numbers_differ():
    """The shape of a Jacobian is (outputs, inputs): automatic differentiation lays it out as the statement does."""
    F = lambda x: anp.array([x[0] * x[1], x[1] * x[2]])  # noqa: E731 - a map of three numbers to two
    assert autograd.jacobian(F)(np.array([2.0, 3.0, 5.0])).tolist() == [[3, 2, 0], [0, 5, 3]]
