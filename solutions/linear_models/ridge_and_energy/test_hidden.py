"""Hidden tests: 9 points for ridge regression, 9 for the string."""

import numpy as np

from autograder import agree, draw, edges, expect, points

SOLVED = 1e-7  # tolerance of what comes out of linear solves


def of_size_one(got, right, what, tol=1e-9):
    """Compare in units in which the right answer has the size 1: no error is small beside nothing."""
    size = np.linalg.norm(right) or 1.0
    agree(expect(got, right.shape, tol=tol, what=what) / size, right / size, tol=tol, what=f"{what}, over {size:.1e},")


# Ridge


@points(2)
def test_ridge_gradient(submission, reference, rng):
    """The gradient of ridge regression is right for more samples than weights, for fewer, as many, and one weight."""
    for m, p in ((7, 3), (2, 5), (4, 4), (6, 1), (1, 3)):
        X, y, w, lam = draw(rng, m, p), draw(rng, m), draw(rng, p), rng.uniform(0.3, 2.5)
        agree(submission.ridge_grad(X, y, w, lam), reference.ridge_grad(X, y, w, lam))


@points(1)
def test_ridge_gradient_of_other_arrays(submission, reference, rng):
    """It is right for all sizes, slices, whole numbers, zeros, equal, tiny and huge numbers, and float32."""
    for X, y, w, lam in edges(rng, "m p", "m", "p", ""):
        agree(submission.ridge_grad(X, y, w, abs(lam)), reference.ridge_grad(X, y, w, abs(lam)))
    X, y, w = np.array([[3, 0], [1, -2], [0, 1]]), draw(rng, 3), draw(rng, 2)
    agree(submission.ridge_grad(X, y, w, 0.5), reference.ridge_grad(X, y, w, 0.5))
    X, y, w = (array.astype(np.float32) for array in (draw(rng, 5, 2), draw(rng, 5), draw(rng, 2)))
    agree(submission.ridge_grad(X, y, w, 0.5), reference.ridge_grad(X, y, w, 0.5), tol=1e-4)


@points(1)
def test_ridge_gradient_in_other_units(submission, reference, rng):
    """It is right with no penalty, for targets near 10⁴, and for data in billionths."""
    X, y, w = draw(rng, 5, 3), 1e4 * draw(rng, 5), draw(rng, 3)
    agree(submission.ridge_grad(X, y, w, 0), reference.ridge_grad(X, y, w, 0))
    agree(submission.ridge_grad(X, y, w, 3e6), reference.ridge_grad(X, y, w, 3e6))
    X, y, w = 1e-9 * draw(rng, 6, 3), 1e-9 * draw(rng, 6), draw(rng, 3)
    of_size_one(submission.ridge_grad(X, y, w, 1e-18), reference.ridge_grad(X, y, w, 1e-18), "the gradient")


@points(3)
def test_ridge_fit(submission, reference, rng):
    """The fit is right for more samples than weights and for fewer, for small penalties and large ones."""
    for m, p, lam in ((7, 3, 0.4), (2, 5, 1.5), (4, 4, 0.8), (6, 1, 2), (1, 3, 0.3), (60, 2, 3.0)):
        X, y = draw(rng, m, p), draw(rng, m)
        agree(submission.ridge_fit(X, y, lam), reference.ridge_fit(X, y, lam), tol=SOLVED)
    X, y = draw(rng, 5, 3), draw(rng, 5)
    for lam in (1e-4, 1e3, 1e6):
        right = reference.ridge_fit(X, y, lam)
        of_size_one(submission.ridge_fit(X, y, lam), right, f"the fit for lam = {lam:g}", SOLVED)


@points(1)
def test_ridge_fit_of_other_arrays(submission, reference, rng):
    """It is right for all sizes, slices, whole numbers, zeros, equal, tiny and huge numbers, and float32."""
    for X, y, number in edges(rng, "m p", "m", ""):
        lam = max(abs(number), 0.1 * np.max(np.abs(X)) ** 2) or 1
        right = reference.ridge_fit(X, y, lam)
        agree(submission.ridge_fit(X, y, lam), right, tol=SOLVED)
    Q, _ = np.linalg.qr(draw(rng, 5, 5))
    X, y = Q[:, :3] * [1.0, 0.1, 0.01], draw(rng, 5) + 1e3 * Q[:, 4]  # most of y is out of reach
    agree(submission.ridge_fit(X, y, 0), reference.ridge_fit(X, y, 0), tol=SOLVED)
    X = draw(rng, 5, 3)
    agree(submission.ridge_fit(1e-9 * X, 1e-9 * y, 1e-18), reference.ridge_fit(1e-9 * X, 1e-9 * y, 1e-18), tol=SOLVED)
    X, y = X.astype(np.float32), y.astype(np.float32)
    agree(submission.ridge_fit(X, y, 1.5), reference.ridge_fit(X, y, 1.5), tol=1e-4)


@points(1, after="test_ridge_fit", why="a fit is judged by what it is for, with the gradient of the reference")
def test_ridge_fit_is_stationary(submission, reference, rng):
    """At the fit the gradient of ridge regression is zero."""
    X, y, lam = draw(rng, 6, 3), draw(rng, 6), rng.uniform(0.5, 2.0)
    w = expect(submission.ridge_fit(X, y, lam), (3,), tol=SOLVED, what="ridge_fit(X, y, lam)")
    agree(reference.ridge_grad(X, y, w, lam), np.zeros(3), tol=1e-6, what="the gradient at your fit")


# The string


@points(2.5)
def test_energy_gradient(submission, reference, rng):
    """The gradient of the energy is right for strings of 9 points, of 2 and of 1, with springs and without."""
    for n, c in ((9, 1.7), (2, 0.6), (1, 2.4), (4, 0), (60, 0.9)):
        u, f, h = draw(rng, n), draw(rng, n), rng.uniform(0.2, 0.8)
        agree(submission.energy_grad(u, f, c, h), reference.energy_grad(u, f, c, h))


@points(1.5)
def test_energy_gradient_of_other_arrays(submission, reference, rng):
    """It is right for all sizes, slices, whole numbers, zeros, equal, tiny and huge numbers, and float32."""
    for u, f, strength, length in edges(rng, "n", "n", "", ""):
        c, h = abs(strength), abs(length) or 0.3
        of_size_one(submission.energy_grad(u, f, c, h), reference.energy_grad(u, f, c, h), "the gradient")
    whole = np.array([3.0, 0.0, -2.0, 1.0])
    cases = [
        (whole, draw(rng, 4), 0.7, 0.3),
        (draw(rng, 4), whole, 0.7, 0.3),
        (draw(rng, 4), 0 * whole, 2, 0.3),
        (draw(rng, 4), np.array([3, 0, -2, 1]), 0.7, 3.0),
    ]
    for u, f, c, h in cases:
        agree(submission.energy_grad(u, f, c, h), reference.energy_grad(u, f, c, h))
    for c, h in ((1e9, 1e-9), (1e-9, 1e9)):
        u, f = draw(rng, 4), draw(rng, 4)
        of_size_one(submission.energy_grad(u, c * f, c, h), reference.energy_grad(u, c * f, c, h), "the gradient")
    u, f = 1e4 * draw(rng, 5), draw(rng, 5)
    agree(submission.energy_grad(u, f, 0.7, 0.3), reference.energy_grad(u, f, 0.7, 0.3))
    u, f = draw(rng, 4).astype(np.float32), draw(rng, 4).astype(np.float32)
    agree(submission.energy_grad(u, f, 0.5, 0.25), reference.energy_grad(u, f, 0.5, 0.25), tol=1e-4)


@points(3)
def test_energy_hessian(submission, reference, rng):
    """The Hessian of the energy is right for strings of 6 points, of 60, of 2 and of 1, with springs and without."""
    for n, c in ((6, 1.7), (60, 0.8), (2, 0.6), (1, 2.4), (4, 0)):
        h = rng.uniform(0.2, 0.8)
        agree(submission.energy_hess(n, c, h), reference.energy_hess(n, c, h))
    for c, h in ((2, 2), (0.7, 3.0), (3e6, 0.4)):
        agree(submission.energy_hess(3, c, h), reference.energy_hess(3, c, h))
    of_size_one(submission.energy_hess(3, 1e-9, 1e9), reference.energy_hess(3, 1e-9, 1e9), "the Hessian for h = 1e9")
    of_size_one(submission.energy_hess(3, 5.0, 1e-9), reference.energy_hess(3, 5.0, 1e-9), "the Hessian for h = 1e-9")


@points(2, after="test_energy_hessian")
def test_one_newton_step_solves_the_equation(submission, rng):
    """One Newton step from anywhere brings the string to rest, and the error falls with the square of h."""
    errors = []
    for n in (20, 40, 80):
        h = 1 / (n + 1)
        x = h * np.arange(1, n + 1)
        u, f = draw(rng, n), (np.pi**2 + 2.0) * np.sin(np.pi * x)
        g = expect(submission.energy_grad(u, f, 2.0, h), (n,), what="energy_grad(u, f, c, h)")
        H = expect(submission.energy_hess(n, 2.0, h), (n, n), what="energy_hess(n, c, h)")
        rest = u - np.linalg.solve(H, g)
        errors.append(np.abs(rest - np.sin(np.pi * x)).max())
    slope = np.log(errors[0] / errors[2]) / np.log(81 / 21)
    agree(slope, 2.0, tol=0.125, what="the order at which the string nears sin(πx)")
