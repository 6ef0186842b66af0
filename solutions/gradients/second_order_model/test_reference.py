"""Proves the reference: by automatic differentiation, series in one variable, and slopes that are known."""

import autograd
import autograd.numpy as anp
import numpy as np
import pytest

DERIVATIVES = autograd.grad, autograd.hessian


def landscape(t):
    return anp.sum(anp.exp(0.4 * t)) + anp.prod(t) + anp.sin(t[0])


def about(f):
    """Return f, its gradient and its Hessian, both by reverse mode."""
    return f, *(derivative(f) for derivative in DERIVATIVES)


@pytest.mark.parametrize("n", [1, 2, 4])
def test_model_is_the_series_along_a_line(reference, rng, n):
    """The model is value, slope and half the second slope of f along the line from x0 to x."""
    model = reference.taylor2(*about(landscape), x0 := rng.normal(size=n))
    for x in rng.normal(size=(6, n)):
        line = lambda t, d=x - x0: landscape(x0 + t * d)  # noqa: E731
        slope = autograd.grad(line)
        assert model(x) == pytest.approx(line(0.0) + slope(0.0) + autograd.grad(slope)(0.0) / 2, rel=1e-12, abs=1e-12)
    assert model(x0) == landscape(x0) and type(model(x0)) is float


def test_model_of_a_quadratic_is_exact(reference, rng):
    """A quadratic function is its own model."""
    A, b, x0 = rng.normal(size=(3, 3)), rng.normal(size=3), rng.normal(size=3)
    f = lambda t: anp.dot(t, anp.dot(A, t)) + anp.dot(b, t)  # noqa: E731
    model = reference.taylor2(*about(f), x0)
    for x in 10 * rng.normal(size=(5, 3)):
        assert model(x) == pytest.approx(f(x), rel=1e-12)


def test_whole_numbers_and_a_point_that_changes(reference):
    """Whole numbers and float32 are worked with as float64, and x0 may change afterwards."""
    f, g, H = lambda t: t[0] ** 3, lambda t: 3 * t**2, lambda t: 6 * t[None]
    for dtype in (int, np.float32):
        x0 = np.array([2], dtype)
        model = reference.taylor2(f, g, H, x0)
        x0 += 1
        assert model(np.array([2.5])) == pytest.approx(8 + 12 * 0.5 + 6 * 0.25, rel=1e-14)


def test_slopes_are_two_and_three(reference, rng):
    """With derivatives of reverse mode the slopes are 2 and 3, in any order of the distances."""
    x0, d = np.array([0.3, -0.8, 0.5]), np.array([1.0, 0.5, -0.3])
    for ts in ([0.1, 0.01], [1e-3, 0.03, 0.01]):
        s1, s2 = reference.remainder_slopes(*about(landscape), x0, d, ts)
        assert (s1, s2) == (pytest.approx(2, abs=0.1), pytest.approx(3, abs=0.1))
        assert type(s1) is type(s2) is float


def test_slopes_of_monomials_are_exact(reference):
    """For t⁴ and t⁵ at 0, with no slope and no curvature there, the slopes are 4 and 5 to all digits."""
    for power in (4, 5):
        f, zero = lambda t, p=power: t[0] ** p, np.zeros(1)
        slopes = reference.remainder_slopes(
            f, lambda t: 0 * t, lambda t: 0 * t[None], zero, np.ones(1), [0.2, 0.4, 0.1]
        )
        assert slopes == (pytest.approx(power, rel=1e-12),) * 2


def test_slopes_examine(reference):
    """A wrong Hessian makes the second slope 2, a missing ½ too, and a wrong gradient makes both 1."""
    f, g, H = about(landscape)
    x0, d, ts = np.array([0.3, -0.8]), np.array([1.0, 0.5]), [0.01, 1e-3, 1e-4]
    cases = [(g, lambda t: 2 * H(t), (2, 2)), (g, lambda t: 1.01 * H(t), (2, 2)), (lambda t: 1.1 * g(t), H, (1, 1))]
    for gradient, hessian, right in cases:
        slopes = reference.remainder_slopes(f, gradient, hessian, x0, d, ts)
        np.testing.assert_allclose(slopes, right, atol=0.2)


def test_example_of_the_statement(reference):
    """The numbers of the example hold, and the first exercise's derivatives are those of reverse mode."""
    f, g, H = about(lambda t: t[0] ** 2 * t[1] + anp.sin(t[0] * t[1]))
    x0 = np.array([2.0, 0.0])
    assert g(x0).tolist() == [0, 6] and H(x0).tolist() == [[0, 5], [5, 0]]
    model = reference.taylor2(f, g, H, x0)
    for t, value, plane, bent in [(0.1, 0.649460, 0.0495, 0.00054), (0.05, None, 0.0124, 0.00005)]:
        x = x0 + t
        assert value is None or f(x) == pytest.approx(value, abs=5e-7)
        assert abs(f(x) - 6 * t) == pytest.approx(plane, abs=6e-5)
        assert abs(f(x) - model(x)) == pytest.approx(bent, abs=6e-6)


def test_a_further_term_helps_only_nearby(reference):
    """For the cosine at 0, degree 2 is better than degree 1 at x = 1, and worse at x = 3."""
    model = reference.taylor2(*about(lambda t: anp.cos(t[0])), np.zeros(1))
    assert model(np.array([3.0])) == pytest.approx(-3.5)
    for x, better in [(1.0, True), (3.0, False)]:
        assert (abs(np.cos(x) - model(np.array([x]))) < abs(np.cos(x) - 1)) == better
