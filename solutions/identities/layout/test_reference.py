"""Proves the reference: a shape is right where the differential that it stands for can be multiplied out."""

import autograd
import autograd.numpy as anp
import numpy as np
import pytest

# What dy = D · dx needs: shapes of numerator and denominator, and a product of some D with a small change dx.
DIFFERENTIALS = [
    ((3,), (2,), lambda D: D @ np.ones((2, 1)), (3, 1)),
    ((), (4,), lambda D: D @ np.ones((4, 1)), (1, 1)),
    ((3,), (), lambda D: D @ np.ones((1, 1)), (3, 1)),
    ((1,), (3,), lambda D: D @ np.ones((3, 1)), (1, 1)),
    ((2, 5), (), lambda D: D * 1.0, (2, 5)),
]


@pytest.mark.parametrize(("num", "den", "times", "shape"), DIFFERENTIALS)
def test_numerator_layout_multiplies_the_change(reference, num, den, times, shape):
    """In numerator layout, and in no other shape, the derivative times a column of changes is a column of changes."""
    fitting = []
    for rows in range(1, 6):
        for columns in range(1, 6):
            try:
                fitting += [(rows, columns)] * (times(np.zeros((rows, columns))).shape == shape)
            except ValueError:
                continue
    assert fitting == [reference.derivative_shape(num, den, "numerator")]


@pytest.mark.parametrize(("num", "den"), [one[:2] for one in DIFFERENTIALS] + [((), (2, 5)), ((), (3, 1))])
def test_the_layouts_are_transposes_of_each_other(reference, num, den):
    """Reversed and converted, one layout is the other."""
    numerator, denominator = (reference.derivative_shape(num, den, one) for one in ("numerator", "denominator"))
    assert numerator == denominator[::-1]
    assert reference.convert(np.zeros(numerator)).shape == denominator


def test_numerator_layout_of_a_number_by_a_matrix(reference, rng):
    """The differential tr(D dX) needs D of shape (q, p): for tr(AX) it is A, the transpose of autograd's gradient."""
    A, X, step = rng.normal(size=(5, 2)), rng.normal(size=(2, 5)), rng.normal(size=(2, 5))
    gradient = autograd.grad(lambda V: anp.trace(anp.dot(A, V)))(X)
    assert gradient.shape == reference.derivative_shape((), X.shape, "denominator")
    D = reference.convert(gradient)
    assert D.shape == reference.derivative_shape((), X.shape, "numerator")
    assert np.trace(D @ step) == pytest.approx(np.trace(A @ (X + step)) - np.trace(A @ X), abs=1e-12)


def test_the_jacobian_of_a_linear_map_in_both_layouts(reference, rng):
    """The derivative of Ax is A in numerator layout, which is autograd's, and Aᵀ in denominator layout."""
    A = rng.normal(size=(4, 3))
    J = autograd.jacobian(lambda x: anp.dot(A, x))(rng.normal(size=3))
    assert J.shape == reference.derivative_shape((4,), (3,), "numerator")
    assert np.array_equal(J, A)
    assert np.array_equal(reference.convert(J), A.T)
    assert A.T.shape == reference.derivative_shape((4,), (3,), "denominator")


def test_the_shape_of_the_numerator_is_no_definition(reference):
    """For a number by a vector, numerator layout is not the numerator's shape; denominator layout is the variable's."""
    assert reference.derivative_shape((), (4,), "numerator") not in ((), (1, 1))
    assert reference.derivative_shape((), (4,), "denominator") == np.zeros(4)[:, None].shape
    assert reference.derivative_shape((), (2, 5), "denominator") == (2, 5)


@pytest.mark.parametrize(
    ("num", "den"), [((2, 2), (3,)), ((3,), (2, 2)), ((2, 3), (3, 2)), ((2, 1), (3,)), ((2, 3, 4), ())]
)
@pytest.mark.parametrize("layout", ["numerator", "denominator"])
def test_more_than_two_indices_are_refused(reference, num, den, layout):
    """Where numerator and denominator have three indices or more together, there is no table."""
    with pytest.raises(ValueError, match="does not fit"):
        reference.derivative_shape(num, den, layout)


def test_numbers_and_words(reference):
    """A number by a number is a number; a word that is no layout is refused; one axis is no layout either."""
    assert reference.derivative_shape((), (), "numerator") == reference.derivative_shape((), (), "denominator") == ()
    assert reference.convert(2.5) == 2.5
    with pytest.raises(ValueError, match="no layout"):
        reference.derivative_shape((3,), (2,), "row")
    with pytest.raises(ValueError, match="one axis"):
        reference.convert(np.ones(3))
