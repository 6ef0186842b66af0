"""Hidden tests: 5 points for standard units, 12 for the fit, 3 for the condition number."""

import numpy as np

from autograder import agree, between_singles, draw, expect, points, raises

SOLVED = 1e-7  # tolerance of what comes out of least squares
MEANS, SPREADS = np.array([120.0, 2600.0, 55.0]), np.array([8.0, 150.0, 3.0])  # of bulbs: V, K, mm


def bulbs(rng, N, d=3):
    """Return measurements and lives of N bulbs."""
    X = between_singles(MEANS[:d] + SPREADS[:d] * draw(rng, N, d))
    return X, between_singles(1000 - 5 * (X[:, 0] - 120) + 80 * draw(rng, N))


def agree_on_effects(got, right, X, y, what="the fit"):
    """Compare a fit as its reader does: hours for one standard deviation of each column, over that of the lives."""
    line = expect(got, right.shape, tol=SOLVED, what=what)
    spread = max(np.std(y), 1e-300)
    agree(line[0] / spread, right[0] / spread, tol=SOLVED, what=f"the intercept of {what}, over the spread of y,")
    for j, sd in enumerate(np.std(np.asarray(X, float), axis=0), 1):
        name = f"slope {j} of {what}, as an effect,"
        agree(line[j] * sd / spread, right[j] * sd / spread, tol=SOLVED, what=name)


def lines_of(submission, reference):
    """Return the submission's fit, which is given a right standardise to build on."""

    def fit(X, y):
        with submission.replacing(standardise=reference.standardise):
            return submission.fit(X, y)

    return fit


def in_parts(submission, X):
    """Return what standardise gives, as three arrays of float64."""
    N, d = np.shape(X)
    parts = submission.standardise(X)
    agree(len(parts) if isinstance(parts, tuple | list) else 0, 3, what="the number of values of standardise")
    shapes = (N, d), (d,), (d,)
    return [expect(part, shape, what=name) for part, shape, name in zip(parts, shapes, ("Z", "mu", "sd"), strict=True)]


# Standard units


@points(2)
def test_standard_units(submission, reference, rng):
    """Columns, means and standard deviations are right, for many bulbs and for as many as columns."""
    for N in (7, 3):
        X, _ = bulbs(rng, N)
        for got, right, name in zip(in_parts(submission, X), reference.standardise(X), ("Z", "mu", "sd"), strict=True):
            agree(got, right, what=name)


@points(2)
def test_standard_units_of_other_arrays(submission, reference, rng):
    """They are right for whole numbers, slices, columns of other arrays, other units, far from 0, and for float32."""
    mixed = (draw(rng, 6, 12) * np.array([1e-9, 1e9] * 6))[::-2, ::3]
    mixed[0] = 0
    below = -9 - rng.shared.permutation(np.arange(6)).reshape(3, 2)
    many = np.rint(9 * draw(rng, 60, 53))
    far = 1e5 + draw(rng, 4, 2)  # where a mean of squares minus the square of a mean cancels
    for A in (mixed, below, many, far, np.array([[1.5], [1.5], [-3.0]]), np.asfortranarray(1e-18 * draw(rng, 3, 3))):
        Z, mu, sd = in_parts(submission, A)
        right = reference.standardise(A)
        agree(Z, right[0], what="Z")
        agree(mu / right[2], right[1] / right[2], what="mu over the standard deviation")
        agree(sd / right[2], np.ones(len(sd)), what="sd over the standard deviation")
    X = draw(rng, 5, 2).astype(np.float32)
    for got, right, name in zip(submission.standardise(X), reference.standardise(X), ("Z", "mu", "sd"), strict=True):
        agree(got, right, tol=1e-4, what=name)


@points(1)
def test_constant_columns(submission, reference, rng):
    """A column is constant where its entries are equal, and not where its standard deviation comes out as 0 or tiny."""
    X, _ = bulbs(rng, 3)
    raises(ValueError, submission.standardise, np.column_stack([X, np.full(3, 0.1)]))
    raises(ValueError, submission.standardise, np.column_stack([np.full(3, 2500.0), X]))
    raises(ValueError, submission.standardise, np.array([[120, 0], [110, 0]]))
    for A in (X[:1], np.zeros((1, 1)), np.full((3, 2), 1.5), np.zeros((2, 2))):
        raises(ValueError, submission.standardise, A)
    nearly = between_singles(np.column_stack([X[:, 0], 1e-18 * X[:, 1]]))
    agree(in_parts(submission, nearly)[0], reference.standardise(nearly)[0], what="Z of a column of small numbers")


# The line


@points(5)
def test_effects(submission, reference, rng):
    """Intercept and slopes are right in raw units, for many bulbs and few, and in whole numbers."""
    line = lines_of(submission, reference)
    for N, d in ((60, 3), (7, 2)):
        X, y = bulbs(rng, N, d)
        agree_on_effects(line(X, y), reference.fit(X, y), X, y)
    whole = rng.shared.permutation(np.array([[110, 2400], [120, 2500], [130, 2700], [110, 2600], [0, 0]]))
    y = rng.shared.permutation(np.array([1000, 900, 860, 0, 1200]))
    for A, b in ((whole, y), (whole, y + 0.5), (whole + 0.25, y)):
        agree_on_effects(line(A, b), reference.fit(A, b), A, b)


@points(1)
def test_effects_of_other_arrays(submission, reference, rng):
    """They are right for slices, columns of other arrays, tiny and large units, and lives that are all equal."""
    line = lines_of(submission, reference)
    X, y = bulbs(rng, 8)
    cases = [
        (np.repeat(X, 2, axis=0)[::-2], np.repeat(y, 2)[::-2]),
        (X * np.array([1e-9, 1e9, 1.0]), 1e-6 * y),
        (draw(rng, 60, 53), np.sort(draw(rng, 60))),
        (np.asfortranarray(-X), -1 - np.abs(y)),
        (np.rint(X), y - y.mean()),
        (X - X.mean(), np.round(y, -2)),
        (1e-10 * X, 1e-10 * y),
        (X, np.where(y > np.median(y), 0, 1e4 * y)),
    ]
    for A, b in cases:
        agree_on_effects(line(A, b), reference.fit(A, b), A, b)
    agree(line(X, np.zeros(8)), np.zeros(4), tol=SOLVED, what="the fit to lives that are all 0")
    same = np.full(8, 900.0)
    agree(line(X[:, :1], same), np.array([900.0, 0]), tol=SOLVED, what="the fit to equal lives")


@points(2, after="test_effects", why="the line is judged by what it is for, without the reference")
def test_what_the_line_means(submission, reference, rng):
    """The line's errors add up to 0, the mean bulb lives the mean life, and volts may be millivolts."""
    line = lines_of(submission, reference)
    X, y = bulbs(rng, 9)
    b, *w = expect(line(X, y), (4,), tol=SOLVED, what="fit(X, y)")
    errors = (b + X @ np.array(w) - y) / np.std(y)
    agree(errors.sum(), 0.0, tol=1e-6, what="the sum of the errors of your line, over the spread of y,")
    agree((X - X.mean(axis=0)).T @ errors / np.std(X, axis=0), np.zeros(3), tol=1e-6,
          what="what is left in the errors of each column")  # fmt: skip
    agree(b + X.mean(axis=0) @ np.array(w), y.mean(), tol=SOLVED, what="the life of the mean bulb, by your line,")
    milli = expect(line(X * np.array([1000.0, 1, 1]), y), (4,), tol=SOLVED, what="fit(X, y) in millivolts")
    agree(1000 * milli[1] / w[0], 1.0, tol=1e-6, what="the slope in h a millivolt, times 1000, over that in h a volt,")


@points(3)
def test_smallest_slopes(submission, reference, rng):
    """Of many best lines it is the one with the smallest slopes in standard units, and zero is what is said."""
    line = lines_of(submission, reference)
    X, y = bulbs(rng, 7)
    inches = np.column_stack([X, X[:, 2] / 25.4])
    same = np.column_stack([X[:, 0], X[:, 1], 2 * X[:, 0] * (1 + 1e-13 * draw(rng, 7))])
    p, q, other = draw(rng, 3, 7)
    apart = np.column_stack([p, q, p + 1e-6 * other])  # its third singular value is small, and not zero
    for A, b in ((inches, y), (same, y), (apart, p - q - np.mean(p - q)), (X[:3], y[:3]), (X[:2], y[:2])):
        agree_on_effects(line(A, b), reference.fit(A, b), A, b)


@points(1)
def test_constant_columns_have_no_line(submission, reference, rng):
    """The fit refuses what cannot be standardised, and nothing else."""
    line = lines_of(submission, reference)
    X, y = bulbs(rng, 7)
    nearly = between_singles(np.column_stack([X[:, 0], 1e-18 * X[:, 1]]))
    agree_on_effects(line(nearly, y), reference.fit(nearly, y), nearly, y)
    raises(ValueError, line, np.column_stack([X[:, 0], np.full(7, 0.1), X[:, 1]]), y)
    raises(ValueError, line, X[:1], y[:1])


# The bowl


@points(3)
def test_condition(submission, reference, rng):
    """The condition number is right for tall and square matrices, off the centre, in any units, and for raw bulbs."""
    Q, _ = np.linalg.qr(draw(rng, 5, 3))
    P, _ = np.linalg.qr(draw(rng, 3, 3))
    X, _ = bulbs(rng, 9)
    cases = [draw(rng, 7, 3), 3 + draw(rng, 6, 2), Q * [1000, 30, 1] @ P, np.asfortranarray(1e-9 * draw(rng, 4, 3)),
             (1e9 * draw(rng, 8, 6))[::-2, ::2],
             10**5 * rng.shared.permutation(np.array([[2, 0], [1, 1], [-1, 3], [0, 0]])),  # squares pass 32 bits
             draw(rng, 1, 1), draw(rng, 60, 53), np.full((3, 1), -1.5), np.array([[1.0, 2], [3, -6]])]  # fmt: skip
    for A in cases:
        right = reference.condition(A)
        agree(expect(submission.condition(A), what="condition(A)") / right, 1.0, tol=SOLVED,
              what=f"condition(A) over the right value for an A of shape {A.shape}")  # fmt: skip
    short = draw(rng, 5, 2).astype(np.float32)
    agree(submission.condition(short), reference.condition(short), tol=1e-4)
    raw = np.column_stack([np.ones(9), X])
    agree(expect(submission.condition(raw), what="condition(A)") / reference.condition(raw), 1.0, tol=1e-3,
          what="condition(A) over the right value for raw bulbs")  # fmt: skip
