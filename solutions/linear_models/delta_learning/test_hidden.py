"""Hidden tests: 9 points for distances, 3 for the fit, 4 for its slope, 6 for the forces."""

import numpy as np

from autograder import agree, agree_on, draw, edges, expect, in_reach, in_single, points

SOLVED = 1e-7  # tolerance of what comes out of linear solves
TWENTY = 1.2 * np.array([[i % 3, i // 3 % 3, i // 9] for i in range(20)])


def molecule(rng, n):
    """Return n atoms near different corners of a grid, in any order, none of them near another."""
    corners = np.array([[i, j, k] for i in range(3) for j in range(3) for k in range(3)], dtype=float)
    return 1.2 * (rng.shared.permutation(corners)[:n] + rng.uniform(-0.2, 0.2, size=(n, 3)))


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


def triples(rng):
    """Yield molecules of three atoms that are not random: whole, flat, centred, on one side, in any order of memory."""
    X = molecule(rng, 3)
    yield np.array([[0, 0, 0], [2, 1, 0], [0, 3, -1]])
    yield np.array([[0.0, 0.0, 0.0], [2.0, 1.0, 0.0], [0.0, 3.0, 0.0]])
    yield np.asfortranarray(X - X.mean())
    yield (X - 9)[::-1]
    yield np.repeat(X + 1, 2, axis=1)[:, ::2]
    yield 2e6 * np.rint(2 * X)
    yield X


def at_the_edges(rng):
    """Yield molecules of every kind, for functions that take nothing else."""
    yield from ((X,) for X in triples(rng))
    yield (1e-11 * molecule(rng, 4),)
    yield (TWENTY + rng.uniform(-0.2, 0.2, size=(20, 3)),)
    yield (np.zeros((1, 3)),)
    yield (np.full((1, 3), -1.5),)


# Distances


@points(3)
def test_inverse_distances(submission, reference, rng):
    """The inverse distances are right and in order, for four atoms, and for any kind of array."""
    cases = [(molecule(rng, 4),), (molecule(rng, 2),), *at_the_edges(rng)]
    agree_on(submission.inv_dist, reference.inv_dist, cases, relative=True)
    agree_on(submission.inv_dist, reference.inv_dist, [in_single((molecule(rng, 4),))], tol=1e-4)


@points(5)
def test_their_jacobian(submission, reference, rng):
    """The Jacobian of the inverse distances is right for 4 atoms, 7 and 2."""
    agree_on(submission.inv_dist_jac, reference.inv_dist_jac, [(molecule(rng, n),) for n in (4, 7, 2)])


@points(1)
def test_their_jacobian_of_other_arrays(submission, reference, rng):
    """It is right for one atom, whole numbers, slices, columns of other arrays, other units, and float32."""
    agree_on(submission.inv_dist_jac, reference.inv_dist_jac, at_the_edges(rng), relative=True)
    agree_on(submission.inv_dist_jac, reference.inv_dist_jac, [in_single((molecule(rng, 3),))], tol=1e-4)


# The fit


@points(2.5)
def test_fit_to_the_difference(submission, reference, rng):
    """The coefficients are right for 6 molecules and 3, at any length scale and penalty."""
    cases = [
        (far + draw(rng, m, 3), draw(rng, m), draw(rng, m), rng.uniform(1.2, 2.0), lam)
        for far, m, lam in ((0, 6, 0.3), (200, 3, 0.01))
    ]
    with submission.replacing(**helpers(reference)):
        agree_on(submission.fit_delta, reference.fit_delta, cases, tol=SOLVED)


@points(0.5)
def test_fit_of_other_arrays(submission, reference, rng):
    """They are right for all sizes, whole energies beside others, slices, a molecule twice, and float32."""
    penalties = 0.5, 2, 1.0
    *cases, last = [
        (D, low, high, in_reach(ell, D), penalties[len(D) % 3]) for D, low, high, ell in edges(rng, "m p", "m", "m", "")
    ]
    D, low, high = draw(rng, 4, 2), 0.3 + 1e-4 * draw(rng, 4), 0.7 + 1e-4 * draw(rng, 4)
    cases += [(np.full((4, 2), 1.5), low, high, 2, 1e-3), (np.rint(3 * D).astype(int), draw(rng, 4), low, 1, 0.5)]
    whole = np.array([3, 0, -2, 1])
    cases += [(np.asfortranarray(1e-9 * D), low, whole, 1.3e-9, 0.5), (1e9 * D, low, whole, 1.3e9, 3e6)]
    short = in_single(last), in_single((200 + D / 2, low, whole, 1.0, 0.01))
    with submission.replacing(**helpers(reference)):
        agree_on(submission.fit_delta, reference.fit_delta, cases, tol=SOLVED, relative=True)
        agree_on(submission.fit_delta, reference.fit_delta, short, tol=1e-4)


@points(3)
def test_slope_of_the_fit(submission, reference, rng):
    """The gradient of the fit is right for more inputs than distances, and for as many, at any length scale."""
    cases = [(draw(rng, p), draw(rng, m, p), 3 * draw(rng, m), ell) for m, p, ell in ((6, 4, 1.7), (3, 3, 0.7))]
    agree_on(submission.krr_energy_grad, reference.krr_energy_grad, cases)


@points(1)
def test_slope_of_other_arrays(submission, reference, rng):
    """It is right for whole numbers, slices, at an input, large coefficients, other units, and float32."""
    *cases, last = [(x, Xt, alpha, in_reach(ell, x, Xt)) for x, Xt, alpha, ell in edges(rng, "p", "m p", "m", "")]
    x, Xt, alpha = draw(rng, 2), draw(rng, 3, 2), draw(rng, 3)
    cases += [(unit * x, unit * Xt, alpha, ell) for unit, ell in ((1e-9, 1.3e-9), (1, 2), (1e9, 1e9))]
    cases.append((0.02 * x, 0.02 * Xt + np.array([12.2, 0]), alpha, 2))  # where k is still 1e-8
    agree_on(submission.krr_energy_grad, reference.krr_energy_grad, cases, relative=True)
    short = in_single(last), in_single((200 + 0.7 * x, 200 + 0.7 * Xt, 100 * alpha, 1.0))
    agree_on(submission.krr_energy_grad, reference.krr_energy_grad, short, tol=1e-4)


# The forces


def fit_of(rng, n, m):
    """Return rough forces on n atoms, and a fit to m molecules like it."""
    return draw(rng, n, 3), rng.uniform(0.2, 1.0, size=(m, pairs(n))), draw(rng, m), rng.uniform(0.6, 0.9)


@points(3.5)
def test_forces(submission, reference, rng):
    """The forces are right for molecules of 4 atoms and 2, and for fits to many molecules and to one."""
    cases = [(molecule(rng, n), *fit_of(rng, n, m)) for n, m in ((4, 5), (2, 1))]
    with submission.replacing(**helpers(reference)):
        agree_on(submission.composite_forces, reference.composite_forces, cases)


@points(1)
def test_forces_of_other_arrays(submission, reference, rng):
    """They are right for all sizes, whole numbers beside others, slices, other units, and float32."""
    others = edges(rng, "3 3", "m 3", "m", "")
    *cases, last = [
        (X, F, Dt, alpha, in_reach(ell, Dt, reference.inv_dist(X)))
        for X, (F, Dt, alpha, ell) in zip(triples(rng), others, strict=True)
    ]
    cases.append((TWENTY + rng.uniform(-0.2, 0.2, size=(20, 3)), *fit_of(rng, 20, 2)[:-1], 9))
    X, (base, Dt, alpha, _) = molecule(rng, 3), fit_of(rng, 3, 4)
    cases += [(unit * X, 0 * base, ell * Dt, 1e-11 * alpha, ell) for unit, ell in ((1e-9, 1e9), (1e9, 1e-9))]
    cases.insert(0, (np.rint(4 * X).astype(int), base, Dt, alpha, 0.8))  # first, as a mistake is large in it
    gaps = np.array([1, 0, 1])
    cases.append((X, np.rint(3 * base).astype(int) * gaps, gaps * Dt, alpha, 0.8))
    cases.append(tuple(np.rint(3 * given).astype(int) for given in (4 * X, base, Dt, alpha, 1.0)))
    with submission.replacing(**helpers(reference)):
        agree_on(submission.composite_forces, reference.composite_forces, cases, relative=True)
        agree_on(submission.composite_forces, reference.composite_forces, [in_single(last)], tol=1e-4)


@points(1, after="test_forces", why="what distances promise, without the reference")
def test_forces_turn_along(submission, reference, rng):
    """They turn, and are mirrored, with the molecule."""
    X, (base, *fit) = molecule(rng, 4), fit_of(rng, 4, 3)
    Q, _ = np.linalg.qr(rng.normal(size=(3, 3)))
    Q *= -np.linalg.det(Q)
    with submission.replacing(**helpers(reference)):
        F = expect(submission.composite_forces(X, base, *fit), (4, 3), what="composite_forces(...)")
        turned = submission.composite_forces(X @ Q.T, base @ Q.T, *fit)
    agree(turned, F @ Q.T, what="the forces on the molecule in a mirror")


@points(0.5, after="test_forces", why="the limit that everybody can check: nothing was learned")
def test_forces_without_a_correction(submission, reference, rng):
    """Where the fit is zero, the rough forces come back."""
    X, (base, Dt, _, ell) = molecule(rng, 4), fit_of(rng, 4, 3)
    with submission.replacing(**helpers(reference)):
        agree(submission.composite_forces(X, 1e-7 * base, Dt, np.zeros(3), ell), 1e-7 * base, relative=True)
