"""Hidden tests: 10 points for central differences, 10 for the complex step."""

import numpy as np

from autograder import agree, draw, expect, points

DIFFERENCES, EXACT = 1e-7, 1e-9  # errors of central differences, and of a complex step
SPACING = np.finfo(np.float32).eps

# Cases: a function, a point, and the right Jacobian there.


def signed(rng, m, n):
    """Return an (m, n) matrix whose signs alternate like the squares of a chessboard, of sizes up to 1.2."""
    return 0.75 * np.abs(draw(rng, m, n)) * (-1.0) ** np.add.outer(np.arange(m), np.arange(n))


def point(rng, n):
    """Return a point whose signs alternate, of numbers that float32 holds, too."""
    return signed(rng, 1, n)[0].astype(np.float32).astype(float)


def layer(rng, m, x, constant=0.0):
    """Return the case of tanh(Ax + b) + constant, which takes complex numbers: no unit is near 0 or saturated at x."""
    exact = np.asarray(x, dtype=float)
    A, inside = signed(rng, m, exact.size), (-1.0) ** np.arange(m) * rng.uniform(0.5, 1.0, size=m)
    b = inside - A @ exact

    def F(t):
        return np.tanh(A @ np.asarray(t) + b) + constant

    return F, x, (1 - np.tanh(inside) ** 2)[:, None] * A


def steep(rng, x, constant):
    """Return the case of eight waves of one number beside a constant: their third derivatives are as large as 800."""
    phases = np.pi / 4 * np.arange(8) + rng.uniform(0, 1)

    def F(t):
        return np.sin(20 * np.asarray(t) + phases) / 10 + constant

    return F, x, 2 * np.cos(20 * x + phases)[:, None]


def squares(rng, x):
    """Return the case of A x², of three outputs."""
    A = signed(rng, 3, x.size)
    return lambda t: A @ np.asarray(t) ** 2, x, 2 * A * x


def ripples(rng, x):
    """Return the case of A sin(x), of three outputs, which varies on a scale of 1 however large x is."""
    A = signed(rng, 3, x.size)
    return lambda t: A @ np.sin(t), x, A * np.cos(x)


def slow_and_fast(rng, x):
    """Return the case of A sin(x / scale), where one coordinate varies on a scale of 1e7 and the other of 1."""
    A, scale = signed(rng, 3, 2), np.array([1e7, 1.0])
    return lambda t: A @ np.sin(t / scale), x, A * np.cos(x / scale) / scale


def layers(rng, constant=0.0):
    """Return cases of more outputs than inputs, and of fewer."""
    return [layer(rng, 4, point(rng, 2), constant), layer(rng, 2, point(rng, 3), constant)]


def narrow(rng):
    """Return cases of one output as a number, of one output in an array from one input, and of two from one."""
    F, x, jacobian = layer(rng, 1, point(rng, 2))
    return [(lambda t: F(t).item(), x, jacobian), layer(rng, 1, point(rng, 1)), layer(rng, 2, point(rng, 1))]


def other_numbers(rng):
    """Return cases at points that are not random floats in one piece, the last in a function that is 0 there.

    They are whole numbers stored backwards, six whole floats that add up to 0, float32, equal numbers in a slice, 0.
    """
    single = point(rng, 1).astype(np.float32)
    whole = np.array([2.0, -1, 0, 1, -1, -1])
    sizes = {3: np.array([3, 0, -1])[::-1], 6: whole, 4: single, 2: np.full(4, 1.5)[::2]}
    F, zero, jacobian = layer(rng, 3, np.zeros(1))
    return [*(layer(rng, m, x) for m, x in sizes.items()), (lambda t: F(t) - F(0 * t), zero, jacobian)]


def agree_on_jacobians(measured, cases, tol):
    """Check Jacobians of functions at points; all are asked for before the first is compared.

    Args:
        measured: the student's function.
        cases: list of (F, x, right Jacobian).
        tol: the largest error that passes.

    """
    for J, (_, _, right) in zip(list(measured.each([case[:2] for case in cases])), cases, strict=True):
        agree(expect(J, right.shape), right, tol=tol, what=f"The Jacobian, of shape {right.shape},")


# numeric_jacobian


@points(4)
def test_differences(submission, rng):
    """Central differences are right to seven digits, whether there are more outputs than inputs or fewer."""
    agree_on_jacobians(submission.numeric_jacobian, layers(rng), DIFFERENCES)


@points(2)
def test_differences_of_narrow_functions(submission, rng):
    """Central differences give one row for one output, be it a number or an array, and one column for one input."""
    agree_on_jacobians(submission.numeric_jacobian, narrow(rng), DIFFERENCES)


@points(1.5)
def test_differences_of_a_steep_function(submission, rng):
    """Central differences are right to seven digits also where F and its third derivatives are large."""
    # Read in float32, the first point would move by 0.4 of the spacing there, and the slopes would change.
    between = rng.uniform(0.55, 0.95, size=1).astype(np.float32).astype(float) + 0.4 * SPACING / 2
    cases = [steep(rng, between, 900.0), steep(rng, np.array([-9e-7]), -900.0)]
    agree_on_jacobians(submission.numeric_jacobian, cases, DIFFERENCES)


@points(1)
def test_differences_at_other_numbers(submission, rng):
    """Central differences are right for whole and float32 numbers, slices, zeros, |x|, constants and tiny values."""
    *cases, (F, x, jacobian), zero = other_numbers(rng)
    G, y, slopes = layer(rng, 3, np.ones(1))
    cases += [zero, (lambda t: F(np.abs(t)), x, jacobian), (lambda t: 1e-9 * G(t), y, 1e-9 * slopes)]
    cases += [(lambda t: np.zeros(2, dtype=int), y, np.zeros((2, 1)))]
    agree_on_jacobians(submission.numeric_jacobian, cases, DIFFERENCES)


@points(1.5)
def test_differences_at_large_coordinates(submission, rng):
    """Central differences are right where coordinates are near 1e7, be it one of them or all."""
    slow, fast = np.array([1e7, 1.0]) * rng.uniform(0.4, 1.6, size=2)
    cases = [squares(rng, np.array([-slow])), slow_and_fast(rng, np.array([slow, -fast]))]
    agree_on_jacobians(submission.numeric_jacobian, cases, DIFFERENCES)


# complex_step


@points(4.5)
def test_complex_step(submission, rng):
    """The complex step is right to nine digits, whether there are more outputs than inputs or fewer."""
    agree_on_jacobians(submission.complex_step, layers(rng, 1e6), EXACT)  # beside which differences are not


@points(2)
def test_complex_step_of_narrow_functions(submission, rng):
    """The complex step gives one row for one output, be it a number or an array, and one column for one input."""
    agree_on_jacobians(submission.complex_step, narrow(rng), EXACT)


@points(1.5)
def test_complex_step_at_other_numbers(submission, rng):
    """The complex step is right at whole numbers, at float32, tiny and huge numbers, at 0, and at slices."""
    tiny, huge = -1e-7 * point(rng, 1), 2 * np.pi * np.rint(2e6 * point(rng, 1)) + 0.4  # where the cosine is large
    cases = [*other_numbers(rng), layer(rng, 3, tiny), ripples(rng, huge)]
    agree_on_jacobians(submission.complex_step, cases, EXACT)


@points(2)
def test_complex_step_loses_no_digits(submission, rng):
    """The complex step is right to nine digits for a steep function beside a constant of ten million."""
    agree_on_jacobians(submission.complex_step, [steep(rng, rng.uniform(0.4, 0.9, size=1), 1e7)], EXACT)
