"""Hidden tests: 9 points for ridge regression, 9 for the string."""

import numpy as np

from autograder import agree, agree_on, draw, edges, expect, in_single, points

SOLVED = 1e-7  # tolerance of what comes out of linear solves


# Ridge


def data(rng, m, p):
    """Return X, y, w and a penalty."""
    return draw(rng, m, p), draw(rng, m), draw(rng, p), rng.uniform(0.3, 2.5)


def hardly_penalised(rng):
    """Return X, y and the smallest penalty that the statement lets come in, for singular values from 2.8 to 0.0008.

    Each of them counts in X and y, and in the normal equations the smallest is below a millionth of the largest.
    """
    U, _ = np.linalg.qr(draw(rng, 10, 8))
    V, _ = np.linalg.qr(np.column_stack([np.ones(8), draw(rng, 8, 7)]))
    X = U * np.sqrt(8) * np.geomspace(1, 3e-4, 8) @ V.T
    return X, U[:, 1:] @ draw(rng, 7), 1.01e-6 * np.max(np.abs(X.T @ X))


@points(2)
def test_ridge_gradient(submission, reference, rng):
    """The gradient of ridge regression is right for more samples than weights, and as many."""
    agree_on(submission.ridge_grad, reference.ridge_grad, [data(rng, 7, 3), data(rng, 4, 4)])


@points(1)
def test_ridge_gradient_of_other_arrays(submission, reference, rng):
    """It is right for all sizes, slices, whole numbers, zeros, equal, tiny and huge numbers, and float32."""
    *cases, last = [(X, y, w, abs(lam)) for X, y, w, lam in edges(rng, "m p", "m", "p", "")]
    agree_on(submission.ridge_grad, reference.ridge_grad, cases)
    agree_on(submission.ridge_grad, reference.ridge_grad, [in_single(last)], tol=1e-4)


@points(1)
def test_ridge_gradient_in_other_units(submission, reference, rng):
    """It is right for large penalties and targets, and for data in billionths."""
    X, y, w, _ = data(rng, 5, 3)
    cases = (np.rint(3 * X).astype(int), 2e6 * y, w, 3e6 + 0.5), (1e-9 * X, 1e-9 * y, w, 1e-18)
    agree_on(submission.ridge_grad, reference.ridge_grad, cases, relative=True)


@points(3)
def test_ridge_fit(submission, reference, rng):
    """The fit is right for more samples than weights and for fewer, for small penalties and large ones."""
    sizes = (7, 3, 0.4), (2, 5, 1.5), (5, 3, 1e3)
    cases = [(draw(rng, m, p), draw(rng, m), lam) for m, p, lam in sizes]
    agree_on(submission.ridge_fit, reference.ridge_fit, cases, tol=SOLVED, relative=True)


@points(1)
def test_ridge_fit_of_other_arrays(submission, reference, rng):
    """It is right for all sizes, slices, whole numbers, zeros, equal, tiny and huge numbers, and float32."""
    *cases, last = [
        (X, y, max(abs(lam), 0.1317 * np.max(np.abs(X)) ** 2) or 1) for X, y, lam in edges(rng, "m p", "m", "")
    ]
    Q, _ = np.linalg.qr(draw(rng, 5, 5))
    far = draw(rng, 5) + 300 * Q[:, 4]  # most of it is out of reach
    cases += [(Q[:, :3] * [1.0, 0.1, 0.01], far, 0), (1e-9 * draw(rng, 5, 3), 1e-9 * far, 1e-18)]
    cases.append(hardly_penalised(rng))
    agree_on(submission.ridge_fit, reference.ridge_fit, cases, tol=SOLVED, relative=True)
    agree_on(submission.ridge_fit, reference.ridge_fit, [in_single(last)], tol=1e-4)


@points(1, after="test_ridge_fit", why="a fit is judged by what it is for, with the gradient of the reference")
def test_ridge_fit_is_stationary(submission, reference, rng):
    """At the fit the gradient of ridge regression is zero."""
    X, y, _, lam = data(rng, 6, 3)
    w = expect(submission.ridge_fit(X, y, lam), (3,), tol=SOLVED, what="ridge_fit(X, y, lam)")
    agree(reference.ridge_grad(X, y, w, lam), np.zeros(3), tol=1e-6, what="the gradient at your fit")


# The string


@points(2.5)
def test_energy_gradient(submission, reference, rng):
    """The gradient of the energy is right for strings of 9 points and of 4, with springs and without."""
    cases = [(draw(rng, n), draw(rng, n), c, rng.uniform(0.2, 0.8)) for n, c in ((9, 1.7), (4, 0))]
    agree_on(submission.energy_grad, reference.energy_grad, cases)


@points(1.5)
def test_energy_gradient_of_other_arrays(submission, reference, rng):
    """It is right for all sizes, slices, whole numbers, zeros, equal, tiny and huge numbers, and float32."""
    *cases, last = [(u, f, abs(c), abs(h) or 0.3) for u, f, c, h in edges(rng, "n", "n", "", "")]
    cases += [(draw(rng, 4), np.array([3, 0, -2, 1]), 0.7, 3.0), (draw(rng, 1), draw(rng, 1), 0.7, 0.3)]
    cases += [(draw(rng, 4), c * draw(rng, 4), c, h) for c, h in ((1e9, 1e-9), (1e-9, 1e9))]
    agree_on(submission.energy_grad, reference.energy_grad, cases, relative=True)
    agree_on(submission.energy_grad, reference.energy_grad, [in_single(last)], tol=1e-4)


@points(3)
def test_energy_hessian(submission, reference, rng):
    """The Hessian of the energy is right for strings of 6 points, of 60, of 3 and of 1, with any springs."""
    cases = [(6, 1.7, rng.uniform(0.2, 0.8)), (60, 0, 0.3), (1, 2.4, 0.6), (3, 2, 2), (3, 3e6, 3.0)]
    cases += [(3, 1e-9, 1e9), (3, 5.0, 1e-9)]
    agree_on(submission.energy_hess, reference.energy_hess, cases, relative=True)


@points(2, after="test_energy_hessian")
def test_one_newton_step_solves_the_equation(submission, rng):
    """One Newton step from anywhere brings the string to rest, and the error falls with the square of h."""
    errors = []
    for n in (20, 80):
        h = 1 / (n + 1)
        x = h * np.arange(1, n + 1)
        u, f = draw(rng, n), (np.pi**2 + 2.0) * np.sin(np.pi * x)
        g = expect(submission.energy_grad(u, f, 2.0, h), (n,), what="energy_grad(u, f, c, h)")
        H = expect(submission.energy_hess(n, 2.0, h), (n, n), what="energy_hess(n, c, h)")
        rest = u - np.linalg.solve(H, g)
        errors.append(np.abs(rest - np.sin(np.pi * x)).max())
    slope = np.log(errors[0] / errors[1]) / np.log(81 / 21)
    agree(slope, 2.0, tol=0.125, what="the order at which the string nears sin(πx)")
