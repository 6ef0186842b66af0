"""Proves the reference: by complex steps, second differences and automatic differentiation."""

import autograd
import autograd.numpy as anp
import numpy as np
import pytest

TINY = 1e-30  # a complex step this small leaves no truncation error


def f(z):
    return z[0] ** 2 * z[1] + anp.sin(z[0] * z[1])


def places(rng, count):
    return rng.choice([-1.0, 1.0], size=(count, 2)) * rng.uniform(0.4, 1.6, size=(count, 2))


def test_gradient_against_the_complex_step(reference, rng):
    """The imaginary parts of f at points moved along the imaginary axis are the entries."""
    x, y = places(rng, 20).T
    slopes = [np.imag(f((x + TINY * 1j, y))), np.imag(f((x, y + TINY * 1j)))]
    np.testing.assert_allclose(reference.grad_f(x, y), np.stack(slopes, axis=-1) / TINY, rtol=1e-13)


def test_both_against_automatic_differentiation(reference, rng):
    """Reverse mode, once and twice, gives the same gradient and the same Hessian."""
    for z in places(rng, 10):
        np.testing.assert_allclose(reference.grad_f(*z), autograd.grad(f)(z), rtol=1e-12)
        np.testing.assert_allclose(reference.hess_f(*z), autograd.hessian(f)(z), rtol=1e-11, atol=1e-13)


def test_second_differences_agree_with_the_hessian(reference, rng):
    """Along any direction, the second difference of f is the curvature dᵀHd."""
    for z, d in zip(places(rng, 10), places(rng, 10), strict=True):
        h = 1e-4
        second = (f(z + h * d) - 2 * f(z) + f(z - h * d)) / h**2
        assert d @ reference.hess_f(*z) @ d == pytest.approx(second, abs=1e-5)


def test_examples_of_the_statement(reference):
    """The numbers of the statement hold."""
    assert reference.grad_f(2.0, 0.0).tolist() == [0, 6]
    assert reference.hess_f(2, 0).tolist() == [[0, 5], [5, 0]]
    assert f((2, 0.01)) == pytest.approx(0.0599987, abs=5e-8)
    np.testing.assert_allclose(reference.grad_f(1, 2), [3.16771, 0.58385], atol=5e-6)
    np.testing.assert_allclose(reference.hess_f(1, 2), [[0.36281, -0.23474], [-0.23474, -0.9093]], atol=5e-6)
    (xx, _), (_, yy) = reference.hess_f(1e6, 1e-6)
    assert abs(xx) < 1e-5 and yy == pytest.approx(-8e11, rel=0.1)


@pytest.mark.parametrize(
    ("x_shape", "y_shape", "shape"), [((4, 1), (3,), (4, 3)), ((), (5,), (5,)), ((), (), ()), ((0,), (1,), (0,))]
)
def test_shapes_broadcast(reference, x_shape, y_shape, shape):
    """The component axes come after the axes of the points."""
    x, y = np.ones(x_shape), np.ones(y_shape)
    assert reference.grad_f(x, y).shape == (*shape, 2)
    assert reference.hess_f(x, y).shape == (*shape, 2, 2)


def test_second_derivatives_that_exist_need_not_be_symmetric():
    """Peano's function has mixed derivatives -1 and +1 at the origin: existing is not enough, continuity is."""

    def by_x(y, h=1e-9):
        return (peano(h, y) - peano(-h, y)) / (2 * h)

    def by_y(x, h=1e-9):
        return (peano(x, h) - peano(x, -h)) / (2 * h)

    step = 1e-3
    assert (by_x(step) - by_x(-step)) / (2 * step) == pytest.approx(-1, abs=1e-6)
    assert (by_y(step) - by_y(-step)) / (2 * step) == pytest.approx(1, abs=1e-6)


def peano(x, y):
    return x * y * (x * x - y * y) / (x * x + y * y)
