"""Proves the reference: by complex powers and steps, exact differences, the law of inertia, and roots on a circle."""

from fractions import Fraction

import numpy as np
import pytest

from autograder.kit import figures

TINY = 1e-30  # a complex step this small leaves no truncation error, and no difference is taken that could round


def places(rng, *shape):
    """Return x, y of random sign whose sizes lie between 0.4 and 1.6."""
    return rng.choice([-1.0, 1.0], size=(2, *shape)) * rng.uniform(0.4, 1.6, size=(2, *shape))


def test_height_is_the_real_part_of_a_cube(reference, rng):
    """The height is Re (x + iy)³, and exact for fractions."""
    x, y = places(rng, 4, 5)
    np.testing.assert_allclose(reference.monkey_saddle(x, y), ((x + 1j * y) ** 3).real, rtol=0, atol=1e-13)
    third, half = Fraction(1, 3), Fraction(1, 2)
    assert reference.monkey_saddle(third, half) == third * (third**2 - 3 * half**2) == Fraction(-23, 108)


def test_height_of_the_example(reference):
    """The numbers of the statement hold."""
    assert reference.monkey_saddle(1.0, 2.0) == -11
    assert reference.monkey_saddle_grad(1.0, 2.0).tolist() == [-9, -12]
    assert reference.monkey_saddle_hess(1.0, 2.0).tolist() == [[6, -12], [-12, -6]]


def test_gradient_is_that_of_the_height(reference, rng):
    """For a cubic and exact numbers, central differences with the step 1 are the slopes and, along x, 1 more."""
    for x, y in [*places(rng, 12).T, *(places(rng, 12).T * [1e6, 1e-3])]:
        gradient = reference.monkey_saddle_grad(np.full((2, 1), x), np.full(3, y))
        assert gradient.shape == (2, 3, 2)
        a, b = Fraction(x), Fraction(y)
        along = (reference.monkey_saddle(a + 1, b) - reference.monkey_saddle(a - 1, b)) / 2 - 1
        across = (reference.monkey_saddle(a, b + 1) - reference.monkey_saddle(a, b - 1)) / 2
        np.testing.assert_allclose(gradient, np.full((2, 3, 2), [float(along), float(across)]), rtol=1e-12)


def test_hessian_is_that_of_the_gradient(reference, rng):
    """Complex steps of the gradient give the rows of the Hessian; it is symmetric, and its trace is 0."""
    x, y = places(rng, 3, 4)
    H = reference.monkey_saddle_hess(x, y)
    assert H.shape == (3, 4, 2, 2)
    by_x = reference.monkey_saddle_grad(x + 1j * TINY, y).imag / TINY
    by_y = reference.monkey_saddle_grad(x, y + 1j * TINY).imag / TINY
    np.testing.assert_allclose(H, np.stack([by_x, by_y], axis=-1), rtol=1e-12)
    np.testing.assert_array_equal(H, np.swapaxes(H, -1, -2))
    np.testing.assert_array_equal(np.trace(H, axis1=-2, axis2=-1), 0)


def test_second_differences_agree_with_the_hessian(reference, rng):
    """Along any direction d, the second difference of the height is exactly dᵀHd, for the cubic terms cancel."""
    (x, y), (a, b) = places(rng, 9), places(rng, 9)
    d = np.stack([a, b], axis=-1)
    height = reference.monkey_saddle
    second = height(x + a, y + b) - 2 * height(x, y) + height(x - a, y - b)
    curvature = np.einsum("pi,pij,pj->p", d, reference.monkey_saddle_hess(x, y), d)
    np.testing.assert_allclose(curvature, second, rtol=0, atol=1e-11)


@pytest.mark.parametrize(
    ("x_shape", "y_shape", "shape"), [((4, 1), (3,), (4, 3)), ((), (5,), (5,)), ((), (), ()), ((0,), (0,), (0,))]
)
def test_shapes_broadcast(reference, x_shape, y_shape, shape):
    """The component axes come after the axes of the points."""
    x, y = np.ones(x_shape), np.ones(y_shape)
    assert np.shape(reference.monkey_saddle(x, y)) == shape
    assert reference.monkey_saddle_grad(x, y).shape == (*shape, 2)
    assert reference.monkey_saddle_hess(x, y).shape == (*shape, 2, 2)


def test_nothing_bends_at_the_origin(reference):
    """At the origin height, gradient and Hessian are 0, and the word is inconclusive."""
    assert reference.monkey_saddle(0.0, 0.0) == 0
    assert not reference.monkey_saddle_grad(0.0, 0.0).any()
    assert not reference.monkey_saddle_hess(0.0, 0.0).any()
    assert reference.classify_critical_point(reference.monkey_saddle_hess(0.0, 0.0)) == "inconclusive"


def test_words_by_the_law_of_inertia(reference, rng):
    """L D Lᵀ with ones on the diagonal of L has as many eigenvalues of each sign as D has entries (Sylvester)."""
    seen = set()
    for _ in range(200):
        n = rng.integers(1, 5)
        low, high = [(1, 3), (-3, -1), (-3, 3), (0, 3), (-3, 0)][rng.integers(5)]
        D = rng.integers(low, high, size=n, endpoint=True)
        L = np.eye(n, dtype=int) + np.tril(rng.integers(-1, 2, size=(n, n)), -1)
        signs = set(np.sign(D).tolist())
        word = "saddle" if {1, -1} <= signs else {(1,): "minimum", (-1,): "maximum"}.get((*signs,), "inconclusive")
        assert reference.classify_critical_point(L @ np.diag(D) @ L.T) == word
        seen.add(word)
    assert seen == {"saddle", "minimum", "maximum", "inconclusive"}


@pytest.mark.parametrize(
    ("eigenvalues", "word"),
    [
        ((1, 2e-8), "minimum"),
        ((1, 0.5e-8), "inconclusive"),
        ((-1, -2e-8), "maximum"),
        ((1, -2e-8), "saddle"),
        ((1, -0.5e-8), "inconclusive"),
        ((1, 0, -1), "saddle"),
    ],
)
@pytest.mark.parametrize("scale", [1, 1e-200, 1e200])
def test_what_counts_as_zero(reference, eigenvalues, word, scale):
    """An eigenvalue counts as 0 from 1e-8 of the largest downwards, at every scale."""
    assert reference.classify_critical_point(scale * np.diag(eigenvalues).astype(float)) == word


@pytest.mark.parametrize("power", [0, 1, 2, 3, 7])
def test_changes_of_a_harmonic_function(reference, rng, power):
    """Re (c zᵖ) has 2p roots on a circle, wherever it begins and however large it is."""
    for turn in np.exp(1j * rng.uniform(0, 2 * np.pi, size=20)):
        count = reference.sign_changes(lambda x, y, t=turn: (t * (x + 1j * y) ** power).real, rng.uniform(0.1, 2), 60)
        assert count == 2 * power
        assert type(count) is int


def test_changes_at_few_angles(reference):
    """At the angles of n = 4, 5 and 7, written out in degrees, the monkey saddle shows 2, 4 and 6 changes."""
    for n, count in [(4, 2), (5, 4), (7, 6)]:
        degrees = [180 * (2 * k + 1) / n for k in range(n)]
        signs = [np.sign(np.cos(3 * np.deg2rad(angle))) for angle in degrees]
        assert sum(a != b for a, b in zip(signs, signs[1:] + signs[:1], strict=True)) == count
        assert reference.sign_changes(reference.monkey_saddle, n=n) == count


def test_changes_depend_on_the_radius(reference):
    """A small circle does not reach the line x = 0.3; a large one crosses it twice."""
    assert reference.sign_changes(lambda x, y: x - 0.3) == 0
    assert reference.sign_changes(lambda x, y: x - 0.3, radius=1) == 2


def test_figure(reference):
    """The figure has one surface at the height Re (x + iy)³, from -1 to 1 at least, and three labels."""
    figure = figures.describe(reference.plot_monkey_saddle())
    (axes,) = figure.axes
    (surface,) = axes.surfaces
    assert surface.x.size >= 100
    np.testing.assert_allclose(surface.z, ((surface.x + 1j * surface.y) ** 3).real, atol=1e-12)
    for values in (surface.x, surface.y):
        assert values.min() <= -1 and values.max() >= 1
    assert all(axes.labels) and len(axes.labels) == 3
    figures.close_all()
