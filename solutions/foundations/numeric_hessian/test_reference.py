"""The reference against scalar arithmetic, closed forms, the complex step and numpy's other factorisations."""

import cmath
import math

import numpy as np
import pytest


def rosenbrock(t):
    return (1 - t[0]) ** 2 + 100 * (t[1] - t[0] ** 2) ** 2


def hessian_of_rosenbrock(a, b):
    return [[2 - 400 * b + 1200 * a * a, -400 * a], [-400 * a, 200]]


def error(got, right):
    return np.linalg.norm(got - right) / max(1, np.linalg.norm(right))


def loss_sample_by_sample(w1, w2, X, y):
    terms = [(w2 * cmath.tanh(w1 * a) - b) ** 2 for a, b in zip(X.tolist(), y.tolist(), strict=True)]
    return sum(terms) / len(terms)


@pytest.mark.parametrize("N", [1, 2, 7, 40])
def test_net_loss_sample_by_sample(reference, rng, N):
    """The loss is the mean of squares summed with Python's own numbers."""
    theta, X, y = rng.normal(size=2), rng.normal(size=N), rng.normal(size=N)
    assert math.isclose(reference.net_loss(theta, X, y), loss_sample_by_sample(*theta, X, y).real, rel_tol=1e-12)
    assert type(reference.net_loss(theta, X, y)) is float


def test_net_loss_is_even_and_vanishes_on_its_own_data(reference, rng):
    """Flipping both weights changes nothing, and data that the network made itself costs nothing."""
    theta, X = rng.normal(size=2), rng.normal(size=9)
    y = theta[1] * np.tanh(theta[0] * X)
    assert reference.net_loss(theta, X, y) == pytest.approx(0, abs=1e-30)
    assert reference.net_loss(theta, X, y + 1) == reference.net_loss(-theta, X, y + 1)


@pytest.mark.parametrize("draw", range(10))
def test_hessian_of_rosenbrock(reference, rng, draw):
    """The Hessian of Rosenbrock's function is that of the textbook."""
    x = rng.uniform(-1.6, 1.6, size=(draw + 1, 2))[-1]
    assert error(reference.numeric_hessian(rosenbrock, x), np.array(hessian_of_rosenbrock(*x))) < 1e-6


def test_hessian_against_the_complex_step(reference, rng):
    """The Hessian of the network is the slope of a gradient by complex step."""
    X, y, theta, tiny, h = rng.normal(size=20), rng.normal(size=20), rng.normal(size=2), 1e-30, 1e-5

    def gradient(w1, w2):
        slopes = loss_sample_by_sample(w1 + tiny * 1j, w2, X, y), loss_sample_by_sample(w1, w2 + tiny * 1j, X, y)
        return np.array([slope.imag / tiny for slope in slopes])

    w1, w2 = theta
    columns = [gradient(w1 + h, w2) - gradient(w1 - h, w2), gradient(w1, w2 + h) - gradient(w1, w2 - h)]
    H = reference.numeric_hessian(lambda t: loss_sample_by_sample(*t, X, y).real, theta)
    assert error(H, np.stack(columns, axis=1) / (2 * h)) < 1e-7
    assert np.array_equal(H, H.T)


def test_error_is_quartered_where_the_step_is_halved(reference):
    """A given step is taken as it is, and the error is of second order."""
    truth = np.array([[1.0, 2.0], [2.0, 4.0]]) * math.exp(0.5)
    errors = [
        error(reference.numeric_hessian(lambda t: math.exp(t[0] + 2 * t[1]), [0.1, 0.2], h), truth) for h in (0.1, 0.05)
    ]
    assert 3.8 < errors[0] / errors[1] < 4.2


def test_one_variable_integers_float32_and_large_coordinates(reference):
    """The edges: one variable, points that are no float64, points of size 1000."""
    assert error(reference.numeric_hessian(lambda t: t[0] ** 5, np.array([2])), [[160]]) < 1e-6
    x = np.array([0.5, 1.25], np.float32)
    assert error(reference.numeric_hessian(rosenbrock, x), np.array(hessian_of_rosenbrock(0.5, 1.25))) < 1e-6
    H = reference.numeric_hessian(lambda t: t[0] ** 2 * t[1], np.array([1000.0, -900.0]))
    assert error(H, np.array([[-1800, 2000], [2000, 0]])) < 1e-7
    assert H.dtype == float


@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_report_against_other_factorisations(reference, rng, n):
    """Eigenvalues are roots of the characteristic polynomial, the condition number one of singular values."""
    B = rng.normal(size=(n, n))
    H = B + B.T
    report = reference.hessian_report(lambda t: t @ H @ t / 2, np.zeros(n))
    assert np.allclose(report["hessian"], H, atol=1e-6)
    assert np.allclose(report["eigenvalues"], np.sort(np.roots(np.poly(H)).real), atol=1e-5)
    V = report["eigenvectors"]
    assert np.allclose(V @ np.diag(report["eigenvalues"]) @ V.T, H, atol=1e-6)
    assert math.isclose(report["condition"], np.linalg.cond(H), rel_tol=1e-5)


def test_steep_and_flat_are_the_extremes_of_curvature(reference, rng):
    """No direction curves more than the steep one, and none less than the flat one."""
    B = rng.normal(size=(3, 3))
    H = B @ B.T + 0.1 * np.eye(3)
    report = reference.hessian_report(lambda t: t @ H @ t / 2, np.zeros(3))
    directions = rng.normal(size=(2000, 3))
    curvatures = np.einsum("ki,ij,kj->k", directions, H, directions) / np.sum(directions**2, axis=1)
    steep, flat = (report[key] @ H @ report[key] for key in ("steep", "flat"))
    assert flat - 1e-6 <= curvatures.min() <= flat * 1.2 + 0.1
    assert steep + 1e-6 >= curvatures.max() >= steep * 0.9
    assert math.isclose(np.linalg.norm(report["steep"]), 1) and math.isclose(np.linalg.norm(report["flat"]), 1)


@pytest.mark.parametrize(
    ("f", "kind", "condition"),
    [
        (lambda t: t[0] ** 2 + 3 * t[1] ** 2, "minimum", 3),
        (lambda t: -(t[0] ** 2) - 3 * t[1] ** 2, "maximum", 3),
        (lambda t: t[0] * t[1], "saddle", 1),
        (lambda t: 1e-9 * (t[0] ** 2 + t[1] ** 2), "minimum", 1),
        (lambda t: t[0] ** 2 + t[1] ** 4, "inconclusive", None),
        (lambda t: t[0] ** 2 - t[1] ** 4, "inconclusive", None),
        (lambda t: -(t[1] ** 2), "inconclusive", math.inf),
        (lambda t: 0.0 * t[0], "inconclusive", math.inf),
        (lambda t: t[0] ** 3 - 3 * t[0] * t[1] ** 2, "inconclusive", None),
        (lambda t: t[0] ** 2 - 2 * t[1] ** 2 + t[2] ** 4, "saddle", None),
    ],
)
def test_kind_and_condition_of_known_points(reference, f, kind, condition):
    """Known critical points at the origin get their name, and their condition number where it is no noise."""
    report = reference.hessian_report(f, np.zeros(3 if condition is None and kind == "saddle" else 2))
    assert report["kind"] == kind
    if condition is not None:
        assert report["condition"] == pytest.approx(condition, rel=1e-6)
