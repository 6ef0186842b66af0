"""The references against other formulas."""

import numpy as np

from autograder.kit.figures import describe


def test_slope_is_the_derivative(reference, rng):
    """Complex step gives the same."""
    x = rng.normal(size=5)
    assert np.allclose(reference.slope(x), ((x + 1e-30j) ** 2).imag / 1e-30)


def test_the_rest(reference):
    """Sums, shifts and pictures are what they should be."""
    assert reference.total(float, 4) == 6.0
    assert reference.shifted(2)(3) == 5
    assert describe(reference.picture()).legend_texts == ["y = x"]
