"""Hidden tests: 7.5 points for the table, 2.5 for the way from one layout to the other."""

import numpy as np

from autograder import agree, draw, edges, points, raises


def draw_table(rng):
    """Return triples of shapes in random order: numerator, denominator, and their derivative in numerator layout."""
    m, n, p, q = (int(size) for size in rng.permutation([2, 3, 5, 7]))
    table = [
        ((m,), (n,), (m, n)),
        ((), (n,), (1, n)),
        ((m,), (), (m, 1)),
        ((), (p, q), (q, p)),
        ((p, q), (), (p, q)),
        ((1,), (n,), (1, n)),
        ((), (p, 1), (1, p)),
        ((p, p), (), (p, p)),
        ((), (), ()),
    ]
    return [table[i] for i in rng.permutation(len(table))]


def agree_on_shapes(submission, cases):
    """Hold shapes against the right ones. ``cases`` has quadruples: numerator, denominator, layout, the right shape."""
    shapes = [submission.derivative_shape(*case[:3]) for case in cases]  # all of them, for they tell mistakes apart
    for shape, (num, den, layout, right) in zip(shapes, cases, strict=True):
        agree(shape, right, what=f"derivative_shape({num}, {den}, {layout!r})")


@points(3)
def test_numerator_layout(submission, rng):
    """In numerator layout every shape of the table is right."""
    agree_on_shapes(submission, [(num, den, "numerator", shape) for num, den, shape in draw_table(rng)])


@points(3)
def test_denominator_layout(submission, rng):
    """In denominator layout every shape of the table is right."""
    submission.derivative_shape(
        (3,), (2,), "numerator"
    )  # not judged: it tells who swaps layouts from who knows only one
    agree_on_shapes(submission, [(num, den, "denominator", shape[::-1]) for num, den, shape in draw_table(rng)])


@points(1, after="test_numerator_layout")
def test_what_does_not_fit_is_refused(submission, rng):
    """The derivative of a matrix by a vector or a matrix, and of a vector by a matrix, raises ValueError."""
    m, p, q = (int(size) for size in rng.permutation([2, 3, 4]))
    for num, den in [((p, q), (m,)), ((m,), (p, q)), ((p, q), (q, p)), ((p, 1), (m,))]:
        for layout in ("numerator", "denominator"):
            raises(ValueError, submission.derivative_shape, num, den, layout)


@points(0.5, after="test_numerator_layout")
def test_an_unknown_layout_is_refused(submission):
    """A layout that is neither of the two raises ValueError, whatever the shapes are."""
    for num, den in [((3,), (2,)), ((), (4,)), ((), ())]:
        raises(ValueError, submission.derivative_shape, num, den, "jacobian")
    for word in ("", "Numerator", " denominator ", "num", "denominators"):
        raises(ValueError, submission.derivative_shape, (3,), (2,), word)


@points(1)
def test_convert(submission, rng):
    """A derivative is transposed, whatever its shape and kind; twice leads back; a number stays what it is."""
    D = draw(rng, 3, 5)
    there, back = submission.convert(D), submission.convert(D.T)
    numbers = float(draw(rng)), np.array(draw(rng)), int(rng.integers(2, 9))
    others = [(one, submission.convert(one)) for one in (draw(rng, 4, 4), draw(rng, 1, 4), draw(rng, 4, 1), *numbers)]
    agree(there, D.T, what="convert(D), where D has shape (3, 5),")
    agree(back, D, what="convert(D), where D has shape (5, 3),")
    for one, other in others:
        agree(other, np.transpose(one))


@points(0.5)
def test_convert_other_arrays(submission, rng):
    """A derivative is transposed for all sizes, slices, whole, equal, tiny and huge numbers, zeros and float32."""
    whole = 10**9 * rng.integers(3, 6, size=(3, 2)), 1.0 + rng.integers(1, 6, size=(3, 2))
    for D in [*(D for (D,) in edges(rng, "m n")), *whole]:
        agree(submission.convert(D), D.T)
    D = draw(rng, 3, 2).astype(np.float32)
    agree(submission.convert(D), D.T, tol=1e-4)


@points(1, after="test_convert")
def test_convert_refuses_an_array_of_one_axis(submission, rng):
    """An array of shape (n,) is neither a row nor a column, and raises ValueError."""
    for n in (3, 1):
        raises(ValueError, submission.convert, draw(rng, n))
