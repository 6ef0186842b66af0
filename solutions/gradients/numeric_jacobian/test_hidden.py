"""Hidden tests: 10 points for central differences, 10 for the complex step."""

import numpy as np

from autograder import agree, draw, expect, points

DIFFERENCES, EXACT = 1e-7, 1e-9  # errors of central differences, and of a complex step


def layer(rng, m, n, constant=0.0, steepness=1.0):
    """Return tanh(Ax) + constant as a function that takes complex numbers too, and its Jacobian."""
    A = steepness * draw(rng, m, n) / np.sqrt(n)

    def F(t):
        return np.tanh(A @ np.asarray(t)) + constant

    def jacobian(x):
        return (1 - np.tanh(A @ x) ** 2)[:, None] * A

    return F, jacobian


def agree_on_jacobians(measured, cases, tol):
    """Check Jacobians of functions at points; all are asked for before the first is compared.

    Args:
        measured: the student's function.
        cases: list of (F, x, right Jacobian).
        tol: the largest error that passes.

    """
    results = [measured(F, x) for F, x, _ in cases]
    for J, (_, _, right) in zip(results, cases, strict=True):
        agree(expect(J, right.shape), right, tol=tol, what=f"The Jacobian, of shape {right.shape},")


def layers(rng, constant=0.0):
    """Return cases of more outputs than inputs, of fewer, and of as many."""
    cases = []
    for m, n in [(4, 2), (2, 3), (3, 3)]:
        (F, jacobian), x = layer(rng, m, n, constant), draw(rng, n)
        cases.append((F, x, jacobian(x)))
    return cases


def narrow(rng):
    """Return cases of one output, as an array and as a number, and of one input."""
    (F, jacobian), x = layer(rng, 1, 3), draw(rng, 3)
    (G, of_one_input), y = layer(rng, 2, 1), draw(rng, 1)
    return [(F, x, jacobian(x)), (lambda t: F(t).item(), x, jacobian(x)), (G, y, of_one_input(y))]


def other_numbers(rng):
    """Return cases of whole numbers, of float32, and of a slice."""
    F, jacobian = layer(rng, 3, 2)
    places = [np.array([0, -2]), draw(rng, 2).astype(np.float32), draw(rng, 5)[::3]]
    return [(F, x, jacobian(x.astype(float))) for x in places]


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
def test_differences_of_a_steep_layer(submission, rng):
    """Central differences are right to seven digits also where F and its third derivatives are large."""
    (F, jacobian), x = layer(rng, 8, 2, constant=900.0, steepness=10.0), draw(rng, 2)
    x /= 100 * np.linalg.norm(x)  # where the layer is not saturated
    agree_on_jacobians(submission.numeric_jacobian, [(F, x, jacobian(x))], DIFFERENCES)


@points(1)
def test_differences_at_other_numbers(submission, rng):
    """Central differences are right at whole numbers, 0 among them, at float32 numbers, and at slices."""
    agree_on_jacobians(submission.numeric_jacobian, other_numbers(rng), DIFFERENCES)


@points(1.5)
def test_differences_at_large_coordinates(submission, rng):
    """Central differences of a quadratic are right where coordinates are near 1e7, be it one of them or all."""
    A, x = draw(rng, 3, 2), 1e7 * rng.uniform(0.4, 1.6, size=2) * [1, -1]
    mixed, scale = np.array([x[0], A[0, 0]]), np.array([1e7, 1.0])
    cases = [
        (lambda t: A @ np.asarray(t) ** 2, x, 2 * A * x),
        (lambda t: A @ np.sin(t / scale), mixed, A * np.cos(mixed / scale) / scale),
    ]
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
    """The complex step is right at whole numbers, at float32 numbers, and at slices."""
    agree_on_jacobians(submission.complex_step, other_numbers(rng), EXACT)


@points(2)
def test_complex_step_loses_no_digits(submission, rng):
    """The complex step is right to nine digits beside a constant of ten million."""
    (F, jacobian), x = layer(rng, 2, 3, constant=1e7), draw(rng, 3)
    agree_on_jacobians(submission.complex_step, [(F, x, jacobian(x))], EXACT)
