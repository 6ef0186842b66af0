"""Hidden tests: 9 points for distances, 3 for the fit, 4 for its slope, 6 for the forces."""

import numpy as np

from autograder import agree, draw, edges, expect, points

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
    size = np.linalg.norm(right) or 1.0
    agree(expect(got, right.shape, tol=tol, what=what) / size, right / size, tol=tol, what=f"{what}, over {size:.1e},")


def edge_molecules(rng):
    """Yield molecules that are not random: whole, flat, centred, on one side, in any order of memory, large, single."""
    X = molecule(rng, 5)
    yield np.array([[0, 0, 0], [2, 1, 0], [0, 3, -1], [5, 0, 0]])
    yield np.array([[0.0, 0.0, 0.0], [2.0, 1.0, 0.0], [0.0, 3.0, 0.0]])
    yield np.asfortranarray(X - X.mean())
    yield (X - 9)[::-1]
    yield np.repeat(X + 1, 2, axis=1)[:3, ::2]
    yield 1e-7 * X[:4]
    yield 2e6 * np.rint(2 * X[:3])
    yield 1.2 * np.array([[i % 3, i // 3 % 3, i // 9] for i in range(20)]) + rng.uniform(-0.2, 0.2, size=(20, 3))
    yield np.zeros((1, 3))
    yield np.full((1, 3), -1.5)


def edge_vectors(rng, n):
    """Yield vectors of n entries: whole (int, float), equal, tiny, huge, zero, and cancelling ones."""
    ascending = np.arange(n) - 1
    yield from (ascending, ascending[::-1], 2.0 * ascending, np.full(n, 1.5), -1e-7 * rng.uniform(1, 2, size=n))
    yield from (2e6 * draw(rng, n), np.zeros(n), np.where(np.arange(n) % 2, 0.0, draw(rng, n)))
    yield draw(rng, n) if n == 1 else np.concatenate([v := draw(rng, n - 1), [-v.sum()]])


def edge_inputs(rng, m, p):
    """Yield tables of m inputs of p numbers: whole, equal, zero, centred, negative, with zeros, and repeated ones."""
    X = draw(rng, m, p)
    yield from (
        np.arange(m * p).reshape(m, p)[::-1] % 5,
        1.0 * (np.arange(m * p).reshape(m, p) % 3),
        np.full((m, p), 1.5),
    )
    yield from (np.zeros((m, p)), X - X.mean(), -0.5 - rng.uniform(size=(m, p)), np.asfortranarray(np.tril(X)))
    yield np.repeat(X[: (m + 1) // 2], 2, axis=0)[:m]


def in_reach(ell, *inputs):
    """Return a length scale that is positive, and from which no input is much more than a few times as far away."""
    return max(abs(ell), *(0.3 * np.max(np.abs(X), initial=0) for X in inputs)) or 2


# Distances


@points(3)
def test_inverse_distances(submission, reference, rng):
    """The inverse distances are right and in order, for 4 atoms, 12, 3, 2 and 1, and for any kind of array."""
    for n in (4, 12, 3, 2, 1):
        X = molecule(rng, n)
        agree(submission.inv_dist(X), reference.inv_dist(X))
    for X in edge_molecules(rng):
        of_size_one(submission.inv_dist(X), reference.inv_dist(X), "inv_dist(X)")
    X = molecule(rng, 4)
    agree(submission.inv_dist(X[:4].astype(np.float32)), reference.inv_dist(X[:4].astype(np.float32)), tol=1e-4)


@points(5)
def test_their_jacobian(submission, reference, rng):
    """The Jacobian of the inverse distances is right for 4 atoms, 5, 9, 2 and 1."""
    for n in (4, 5, 9, 7, 2, 1):
        X = molecule(rng, n)
        agree(submission.inv_dist_jac(X), reference.inv_dist_jac(X))


@points(1)
def test_their_jacobian_of_other_arrays(submission, reference, rng):
    """It is right for whole numbers, slices, columns of other arrays, other units, and float32."""
    for X in edge_molecules(rng):
        of_size_one(submission.inv_dist_jac(X), reference.inv_dist_jac(X), "inv_dist_jac(X)")
    X = molecule(rng, 3)
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
    D, other = draw(rng, 4, 2), draw(rng, 4)
    with submission.replacing(**helpers(reference)):
        for A, low, high, number in edges(rng, "m p", "m", "m", ""):
            ell, lam = in_reach(number, A), (2, 0.5, 1.0, 3e6)[len(A) % 4]
            agree(submission.fit_delta(A, low, high, ell, lam), reference.fit_delta(A, low, high, ell, lam), tol=SOLVED)
        inputs = [*edge_inputs(rng, 4, 2), D]
        for number, (low, high) in enumerate(zip(edge_vectors(rng, 4), [*edge_vectors(rng, 4)][::-1], strict=True)):
            A, ell, lam = inputs[number % len(inputs)], (1, 1.5, 2.0)[number % 3], (0.5, 2, 1.0)[number // 3 % 3]
            agree(submission.fit_delta(A, low, high, ell, lam), reference.fit_delta(A, low, high, ell, lam), tol=SOLVED)
        agree(submission.fit_delta(D, other, other, 1.3, 0.5), np.zeros(4), tol=SOLVED)
        same, low, high = np.full((4, 2), 1.5), 0.3 + 1e-6 * draw(rng, 4), 0.7 + 1e-6 * draw(rng, 4)
        agree(
            submission.fit_delta(same, low, high, 1.3, 1e-3),
            reference.fit_delta(same, low, high, 1.3, 1e-3),
            tol=SOLVED,
        )
        whole = np.array([3, 0, -2, 1])
        cases = [(D, whole, other, 1.3), (np.rint(3 * D).astype(int), other, whole, 1.7)]
        cases += [(unit * D, other, whole + 0.5, 1.3 * unit) for unit in (1e-9, 1e9)]
        for A, low, high, ell in cases:
            agree(submission.fit_delta(A, low, high, ell, 0.5), reference.fit_delta(A, low, high, ell, 0.5), tol=SOLVED)
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
    for x, inputs, alpha, number in edges(rng, "p", "m p", "m", ""):
        ell = in_reach(number, x, inputs)
        agree(submission.krr_energy_grad(x, inputs, alpha, ell), reference.krr_energy_grad(x, inputs, alpha, ell))
    tables = [*edge_inputs(rng, 3, 2), draw(rng, 3, 2)]
    for number, (x, alpha) in enumerate(zip(edge_vectors(rng, 2), edge_vectors(rng, 3), strict=True)):
        inputs, ell = tables[number % len(tables)], in_reach((1, 1.5, 2.0)[number % 3], x)
        agree(submission.krr_energy_grad(x, inputs, alpha, ell), reference.krr_energy_grad(x, inputs, alpha, ell))
    Xt = draw(rng, 3, 2)
    Xt, other = draw(rng, 3, 2), draw(rng, 3)
    grid, place = np.rint(2 * Xt).astype(int), np.array([1.0, -1.0])
    cases = [
        (place, Xt, other),
        (Xt[0] + 0.5, grid, other),
        (Xt[0], np.asfortranarray(Xt + 0.5), other),
        (place.astype(int), Xt, other),
        (Xt[0], Xt, 3e6 * other),
    ]
    for x, inputs, alpha in cases:
        agree(submission.krr_energy_grad(x, inputs, alpha, 1.7), reference.krr_energy_grad(x, inputs, alpha, 1.7))
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
    base, Dt = draw(rng, 3, 3), rng.uniform(0.2, 1.0, size=(2, 3))
    bases = [
        np.arange(9).reshape(3, 3)[::-1] - 4,
        2.0 * np.eye(3),
        np.zeros((3, 3)),
        np.full((3, 3), -1.5),
        2e6 * base,
        1e-7 * base,
    ]
    tables = [*edge_inputs(rng, 2, 3), *(unit * Dt for unit in (1e-7, 2e6))]
    alphas = [*edge_vectors(rng, 2)]
    with submission.replacing(**helpers(reference)):
        for number, X in enumerate(edge_molecules(rng)):
            n = len(X)
            if n in (3, 5, 20):
                F = bases[number % len(bases)] if n == 3 else np.asfortranarray(draw(rng, n, 3) - 2)
                D = tables[number % len(tables)] if n == 3 else rng.uniform(0.2, 1.0, size=(2, pairs(n)))
                ell = in_reach(0.8 * np.sqrt(pairs(n)), D, reference.inv_dist(X))
                got = submission.composite_forces(X, F, D, alphas[number % len(alphas)], ell)
                agree(got, reference.composite_forces(X, F, D, alphas[number % len(alphas)], ell))
        X = np.array([[0, 0, 0], [2, 1, 0], [0, 3, -1]])
        for number, D in enumerate(tables):
            F, alpha, ell = (
                bases[number % len(bases)],
                alphas[number % len(alphas)],
                in_reach((1, 2.0, 0.8)[number % 3], D),
            )
            agree(submission.composite_forces(X, F, D, alpha, ell), reference.composite_forces(X, F, D, alpha, ell))
            agree(
                submission.composite_forces(X + 0.5, base, D, alpha, ell),
                reference.composite_forces(X + 0.5, base, D, alpha, ell),
            )
        Y, D, other = molecule(rng, 3), np.repeat(draw(rng, 4, 6), 2, axis=0)[::-2, ::2], draw(rng, 4)
        flat = np.array([[1.5, 0.0, -0.5], [0.0, 0.0, 0.0], [-2.5, 0.0, 3.5]])
        cases = [
            (Y, np.rint(3 * base).astype(int), D, other, 0.8),
            (Y, base, np.rint(2 * D).astype(int), other, 1.7),
            (Y, base, D + 0.25, np.array([2, -1, 0, 3]), 0.8),
            (Y, flat, np.asfortranarray(D), np.sort(other), 0.8),
            (Y, np.abs(base)[::-1], D[::-1], np.array([1.5, 1.5, -0.5, 0.7]), 0.8),
            (Y, np.repeat(base, 2, axis=1)[:, ::2], np.vstack([0 * D[:1], D[1:]]), other, 0.8),
            *((unit * Y, 0 * base, D / unit, other, 0.8 / unit) for unit in (1e-8, 1e8)),
        ]
        for X, F, inputs, alpha, ell in cases:
            right = reference.composite_forces(X, F, inputs, alpha, ell)
            of_size_one(submission.composite_forces(X, F, inputs, alpha, ell), right, "the forces")
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
        of_size_one(submission.composite_forces(X, 1e-7 * base, Dt, np.zeros(3), 0.8), 1e-7 * base, "the forces")
