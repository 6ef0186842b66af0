"""Hidden tests: 7.5 points for the table, 2.5 for the way from one layout to the other."""

import numpy as np

from autograder import agree, agree_at_edges, draw, points, raises


def draw_table(rng, *special):
    """Return triples of shapes in random order: numerator, denominator, and their derivative in numerator layout.

    Args:
        rng: random numbers.
        special: triples beside those of the statement's table.

    """
    m, n, p, q = rng.permutation(np.arange(2, 12))[:4].tolist()
    table = [
        ((m,), (n,), (m, n)),
        ((), (n,), (1, n)),
        ((m,), (), (m, 1)),
        ((), (p, q), (q, p)),
        ((p, q), (), (p, q)),
        ((), (), ()),
        *special,
    ]
    return [table[i] for i in rng.permutation(len(table))]


def agree_on_shapes(submission, cases):
    """Hold shapes against the right ones. ``cases`` has quadruples: numerator, denominator, layout, the right shape."""
    shapes = list(
        submission.derivative_shape.each([case[:3] for case in cases])
    )  # all of them, for they tell mistakes apart
    for shape, (num, den, layout, right) in zip(shapes, cases, strict=True):
        agree(shape, right, what=f"derivative_shape({num}, {den}, {layout!r})")


@points(3)
def test_numerator_layout(submission, rng):
    """In numerator layout every shape of the table is right, sizes of 1 and square ones among them."""
    special = ((1,), (), (1, 1)), ((), (1, 3), (3, 1)), ((4, 1), (), (4, 1)), ((4, 4), (), (4, 4))
    agree_on_shapes(submission, [(num, den, "numerator", shape) for num, den, shape in draw_table(rng, *special)])


@points(3)
def test_denominator_layout(submission, rng):
    """In denominator layout every shape of the table is right, sizes of 1 and square ones among them."""
    submission.derivative_shape(
        (3,), (2,), "numerator"
    )  # not judged: it tells who swaps layouts from who knows only one
    special = ((), (1,), (1, 1)), ((1,), (4,), (1, 4)), ((), (4, 1), (1, 4)), ((1, 3), (), (1, 3))
    table = draw_table(rng, *special)
    agree_on_shapes(submission, [(num, den, "denominator", shape[::-1]) for num, den, shape in table])


@points(1, after="test_numerator_layout")
def test_what_does_not_fit_is_refused(submission, rng):
    """What has three indices or more raises ValueError, be the shapes square, the same, or of size 1."""
    m, p, q = (int(size) for size in rng.permutation([2, 3, 4]))
    pairs = [
        ((p, q), (m,)), ((m,), (p, q)), ((p, q), (q, p)), ((p, p), (p, p)),
        ((p, 1), (m,)), ((m,), (p, 1)), ((1, 1), (m,)), ((m, p, q), ()),
    ]  # fmt: skip
    for (num, den), layout in zip(pairs, ("numerator", "denominator", "denominator", "numerator") * 2, strict=True):
        raises(ValueError, submission.derivative_shape, num, den, layout)


@points(0.5, after="test_numerator_layout")
def test_an_unknown_layout_is_refused(submission):
    """A layout that is neither of the two raises ValueError, whatever the shapes are."""
    pairs = [((3,), (2,)), ((), (4,)), ((), ())] * 2
    words = "jacobian", "", "Numerator", " denominator ", "num", "denominators"
    for (num, den), word in zip(pairs, words, strict=True):
        raises(ValueError, submission.derivative_shape, num, den, word)


@points(1)
def test_convert(submission, rng):
    """A derivative is transposed, whatever its shape and kind; twice leads back; a number stays what it is."""
    D = draw(rng, 3, 5)
    numbers = float(draw(rng)), np.array(draw(rng)), int(rng.integers(2, 9))
    others = draw(rng, 4, 4), *numbers
    there, back, *found = submission.convert.each([(one,) for one in (D, D.T, *others)])
    agree(there, D.T, what="convert(D), where D has shape (3, 5),")
    agree(back, D, what="convert(D), where D has shape (5, 3),")
    for one, other in zip(others, found, strict=True):
        agree(other, np.transpose(one))


@points(0.5)
def test_convert_other_arrays(submission, rng):
    """A derivative is transposed for all sizes, slices, whole, equal, tiny and huge numbers, zeros and float32."""
    agree_at_edges(submission.convert, np.transpose, rng, "m n", linear=True)


@points(1, after="test_convert")
def test_convert_refuses_an_array_of_one_axis(submission, rng):
    """An array of shape (n,) is neither a row nor a column, and raises ValueError."""
    for n in (3, 1):
        raises(ValueError, submission.convert, draw(rng, n))
