"""Hidden tests: 9 points for distances, 3 for the fit, 4 for its slope, 6 for the forces."""

import numpy as np

from autograder import agree, draw, expect, points

SOLVED = 1e-7  # tolerance of what comes out of linear solves


def molecule(rng, n):
    """Return n atoms near different corners of a grid, in any order, none of them near another."""
    corners = np.array([[i, j, k] for i in range(3) for j in range(3) for k in range(3)], dtype=float)
    return 1.2 * (rng.permutation(corners)[:n] + rng.uniform(-0.2, 0.2, size=(n, 3)))


def pairs(n):
    """Return the number of pairs of n atoms."""
    return n * (n - 1) // 2


def helpers(reference):
    """Return right functions that others build on, under the names that a submission has for them."""

    def rbf(A, B, ell):
        steps = (np.asarray(A, float)[:, None] - np.asarray(B, float)[None]) / ell
        return np.exp(-(steps**2).sum(axis=-1) / 2)

    def krr_fit(K, y, lam):
        return np.linalg.solve(np.asarray(K, float) + lam * np.eye(len(y)), y)

    names = "inv_dist", "inv_dist_jac", "krr_energy_grad"
    return {"rbf": rbf, "krr_fit": krr_fit} | {name: getattr(reference, name) for name in names}


def of_size_one(got, right, what, tol=1e-9):
    """Compare in units in which the right answer has the size 1: no error is small beside nothing."""
    size = np.linalg.norm(right)
    agree(expect(got, right.shape, tol=tol, what=what) / size, right / size, tol=tol, what=f"{what}, over {size:.1e},")


WHOLE = np.array([[0, 0, 0], [2, 1, 0], [0, 3, -1], [5, 0, 0]])


# Distances


@points(3)
def test_inverse_distances(submission, reference, rng):
    """The inverse distances are right and in order, for 4 atoms, 12, 3, 2 and 1, and for any kind of array."""
    for n in (4, 12, 3, 2, 1):
        X = molecule(rng, n)
        agree(submission.inv_dist(X), reference.inv_dist(X))
    X = molecule(rng, 8)
    for part in (WHOLE, WHOLE[::-1], X[::-2], np.asfortranarray(X), np.repeat(X, 2, axis=1)[:5, 1::2], X - X[2]):
        agree(submission.inv_dist(part), reference.inv_dist(part))
    for unit in (1e-9, 1e9):
        of_size_one(submission.inv_dist(unit * X), reference.inv_dist(unit * X), "inv_dist(X)")
    agree(submission.inv_dist(X[:4].astype(np.float32)), reference.inv_dist(X[:4].astype(np.float32)), tol=1e-4)


@points(5)
def test_their_jacobian(submission, reference, rng):
    """The Jacobian of the inverse distances is right for 4 atoms, 5, 9, 2 and 1."""
    for n in (4, 5, 9, 2, 1):
        X = molecule(rng, n)
        agree(submission.inv_dist_jac(X), reference.inv_dist_jac(X))


@points(1)
def test_their_jacobian_of_other_arrays(submission, reference, rng):
    """It is right for whole numbers, slices, columns of other arrays, other units, and float32."""
    X = molecule(rng, 8)
    for part in (WHOLE, WHOLE[:3], X[::-2], np.asfortranarray(X[:4]), np.repeat(X, 2, axis=1)[:3, 1::2], X[:3] - X[1]):
        agree(submission.inv_dist_jac(part), reference.inv_dist_jac(part))
    for unit in (1e-6, 1e6):
        right = reference.inv_dist_jac(unit * X[:3])
        of_size_one(submission.inv_dist_jac(unit * X[:3]), right, "inv_dist_jac(X)")
    X = X[:3].astype(np.float32)
    agree(submission.inv_dist_jac(X), reference.inv_dist_jac(X), tol=1e-4)


# The fit


@points(2.5)
def test_fit_to_the_difference(submission, reference, rng):
    """The coefficients are right for 6 molecules, 40, 2 and 1, at any length scale and penalty."""
    with submission.replacing(**helpers(reference)):
        for m, p, lam in ((6, 3, 0.3), (40, 2, 0.5), (2, 5, 1.5), (1, 3, 2), (3, 3, 0.01), (4, 1, 0.6)):
            D, low, high, ell = draw(rng, m, p), draw(rng, m), draw(rng, m), rng.uniform(1.2, 2.0)
            right = reference.fit_delta(D, low, high, ell, lam)
            agree(submission.fit_delta(D, low, high, ell, lam), right, tol=SOLVED)


@points(0.5)
def test_fit_of_other_arrays(submission, reference, rng):
    """They are right for whole energies beside others, slices, a molecule twice, no difference, and float32."""
    D, whole, other = draw(rng, 4, 2), rng.permutation(np.array([3, 0, -2, 1])), draw(rng, 4)
    grid = np.array([[0, 2], [1, -1], [3, 0], [0, 0]])
    twice, slices = np.vstack([D[:3], D[:1]]), np.repeat(draw(rng, 4, 4), 2, axis=0)[::-2, ::2]
    with submission.replacing(**helpers(reference)):
        for A, low, high, ell in ((D, whole, other, 2), (D, other, whole, 1.5), (grid, other, 2 * other, 2),
                                  (grid, whole, whole[::-1], 3), (twice, other, whole, 1.3),
                                  (slices, np.repeat(other, 2)[::2], other[::-1], 1.3), (D, other, other, 1.3),
                                  (np.asfortranarray(D), 1e6 * other, 1e6 * other + whole, 1.3)):  # fmt: skip
            right = reference.fit_delta(A, low, high, ell, 0.5)
            agree(submission.fit_delta(A, low, high, ell, 0.5), right, tol=SOLVED)
        short = [array.astype(np.float32) for array in (D, other, other[::-1])]
        agree(submission.fit_delta(*short, 1.5, 0.5), reference.fit_delta(*short, 1.5, 0.5), tol=1e-4)


@points(3)
def test_slope_of_the_fit(submission, reference, rng):
    """The gradient of the fit is right for more inputs than distances, for fewer, as many, and one, at any length."""
    for m, p in ((6, 4), (1, 2), (3, 3), (5, 1), (60, 2), (2, 60)):
        x, Xt, alpha, ell = draw(rng, p), draw(rng, m, p), draw(rng, m), rng.uniform(1.2, 2.0) * max(1, p / 12)
        agree(submission.krr_energy_grad(x, Xt, alpha, ell), reference.krr_energy_grad(x, Xt, alpha, ell))
    x, Xt, alpha = draw(rng, 3), draw(rng, 4, 3), draw(rng, 4)
    agree(submission.krr_energy_grad(x, Xt, alpha, 0.7), reference.krr_energy_grad(x, Xt, alpha, 0.7))


@points(1)
def test_slope_of_other_arrays(submission, reference, rng):
    """It is right for whole numbers, slices, at an input, large coefficients, other units, and float32."""
    grid, place, whole = np.array([[0, 2], [1, -1], [3, 0]]), np.array([1, 0]), np.array([2, 0, -1])
    Xt = draw(rng, 3, 2)
    cases = [
        (place, Xt, draw(rng, 3), 2),
        (draw(rng, 2), grid, whole, 1.5),
        (place, grid, draw(rng, 3), 2),
        (place, grid, whole, 3),
        (Xt[1], Xt, draw(rng, 3), 0.9),
        (draw(rng, 4)[::-2], np.asfortranarray(Xt), draw(rng, 6)[::2], 1.2),
        (draw(rng, 2), np.repeat(Xt, 2, axis=0)[::-2], 2e6 * draw(rng, 3), 1.2),
    ]
    for x, inputs, alpha, ell in cases:
        agree(submission.krr_energy_grad(x, inputs, alpha, ell), reference.krr_energy_grad(x, inputs, alpha, ell))
    x, alpha = draw(rng, 2), draw(rng, 3)
    for unit in (1e-9, 1e9):
        right = reference.krr_energy_grad(unit * x, unit * Xt, alpha, 1.3 * unit)
        of_size_one(submission.krr_energy_grad(unit * x, unit * Xt, alpha, 1.3 * unit), right, "the slope of the fit")
    x, Xt, alpha = (array.astype(np.float32) for array in (x, Xt, alpha))
    agree(submission.krr_energy_grad(x, Xt, alpha, 1.5), reference.krr_energy_grad(x, Xt, alpha, 1.5), tol=1e-4)


# The forces


@points(3.5)
def test_forces(submission, reference, rng):
    """The forces are right for molecules of 4 atoms, 2, 5 and 3, and for fits to many molecules and to one."""
    with submission.replacing(**helpers(reference)):
        for n, m in ((4, 5), (2, 1), (5, 3), (3, 3), (4, 60)):
            X, base = molecule(rng, n), draw(rng, n, 3)
            Dt, alpha, ell = rng.uniform(0.2, 1.0, size=(m, pairs(n))), draw(rng, m), rng.uniform(0.6, 0.9)
            got = submission.composite_forces(X, base, Dt, alpha, ell)
            agree(got, reference.composite_forces(X, base, Dt, alpha, ell))


@points(1)
def test_forces_of_other_arrays(submission, reference, rng):
    """They are right for whole numbers beside others, slices, and float32."""
    whole, base, Dt = WHOLE[:3], draw(rng, 3, 3), rng.uniform(0.2, 1.0, size=(2, 3))
    wide = rng.permutation(molecule(rng, 6))
    with submission.replacing(**helpers(reference)):
        for X, F, inputs, alpha in ((whole, base, Dt, draw(rng, 2)), (whole, whole[::-1], Dt, np.array([2, -1])),
                                    (molecule(rng, 3), whole, np.array([[1, 0, 1], [0, 1, 1]]), np.array([2, -1])),
                                    (wide[::-2], np.asfortranarray(base), Dt[::-1], draw(rng, 4)[::2])):  # fmt: skip
            agree(submission.composite_forces(X, F, inputs, alpha, 0.8),
                  reference.composite_forces(X, F, inputs, alpha, 0.8))  # fmt: skip
        short = [array.astype(np.float32) for array in (molecule(rng, 3), base, Dt, draw(rng, 2))]
        agree(submission.composite_forces(*short, 0.8), reference.composite_forces(*short, 0.8), tol=1e-4)


@points(1, after="test_forces", why="what distances promise, without the reference")
def test_forces_turn_along(submission, reference, rng):
    """They turn, and are mirrored, with the molecule."""
    X, base, Dt, alpha = molecule(rng, 4), draw(rng, 4, 3), rng.uniform(0.2, 1.0, size=(3, 6)), draw(rng, 3)
    Q, _ = np.linalg.qr(rng.normal(size=(3, 3)))
    with submission.replacing(**helpers(reference)):
        F = expect(submission.composite_forces(X, base, Dt, alpha, 0.8), (4, 3), what="composite_forces(...)")
        for turn in (Q, -Q):
            agree(submission.composite_forces(X @ turn.T, base @ turn.T, Dt, alpha, 0.8), F @ turn.T,
                  what="the forces on the turned molecule")  # fmt: skip


@points(0.5, after="test_forces", why="the limit that everybody can check: nothing was learned")
def test_forces_without_a_correction(submission, reference, rng):
    """Where the fit is zero, the rough forces come back."""
    X, base, Dt = molecule(rng, 4), draw(rng, 4, 3), rng.uniform(0.2, 1.0, size=(3, 6))
    with submission.replacing(**helpers(reference)):
        agree(submission.composite_forces(X, base, Dt, np.zeros(3), 0.8), base)
