"""Hidden tests: 5 points for the energy, 11 for the forces, 4 for the error of turning."""

import numpy as np

from autograder import agree, agree_on, between_singles, draw, expect, in_single, points


def molecule(rng, n, spacing=1.2):
    """Return n atoms near different corners of a grid, in any order, none of them near another."""
    corners = np.array([[i, j, k] for i in range(4) for j in range(4) for k in range(4)], dtype=float)
    return between_singles(spacing * (rng.shared.permutation(corners)[:n] + rng.uniform(-0.2, 0.2, size=(n, 3))))


def constants(rng):
    """Return a depth, a width and a distance, none of them 1."""
    return rng.uniform(2.0, 4.0), rng.uniform(0.5, 0.8), rng.uniform(1.2, 1.7)


def ordinary(rng):
    """Yield molecules of several atoms and of two, with constants."""
    yield from ((molecule(rng, n), *constants(rng)) for n in (5, 2))


def at_the_edges(rng):
    """Yield molecules that are not random, with constants: whole, flat, centred, on one side, in any order of memory,
    large, single, near each other, and in other units.
    """
    X, whole = molecule(rng, 5), np.array([[0, 0, 0], [2, 0, 1], [0, -3, 0], [2000, 0, 0]])
    yield 2 * 10**4 * whole, 2.5, 3.75e-5, 3e4 + 0.5  # squares pass 32 bits
    yield np.array([[0.0, 0.0, 0.0], [2.0, 1.0, 0.0], [0.0, 3.0, 0.0]]), 3, 0.7, 2.0
    yield np.asfortranarray(X - X.mean()), 3e6, 1, 1.3
    yield (X - 9000)[::-1], 2.0, 0.6, 2
    yield np.repeat(X + 1, 2, axis=1)[:3, ::2], 1e-9, 2.0, 1.2
    yield molecule(rng, 53), 0.5, 0.75, 1.5
    yield np.zeros((1, 3)), 2.5, 1.0, 1.3
    yield np.full((1, 3), -1.5), 2.5, 0.6, 0.8
    yield np.array([[0.0, 0.0, 0.0], [0.25, 0.25, 0.25]]), 2.0, 100 / 3, 3.0
    for unit in (1e-9, 1e9):
        yield unit / 4 * X, unit * 2.5, 2.8 / unit, 1.3 * unit / 4


def orthogonal(rng, sign):
    """Return a rotation (sign 1) or one with a mirror (sign -1) that is not symmetric."""
    Q, _ = np.linalg.qr(rng.normal(size=(3, 3)))
    Q[:, 0] *= sign * np.linalg.det(Q)
    return Q if np.linalg.norm(Q - Q.T) > 0.5 else orthogonal(rng, sign)


# The energy


@points(3.5)
def test_energy(submission, reference, rng):
    """The energy is right for molecules of 5 atoms and of 2."""
    agree_on(submission.energy, reference.energy, ordinary(rng))


@points(1.5)
def test_energy_of_other_arrays(submission, reference, rng):
    """It is right for whole numbers, slices, atoms near each other and far apart, one, in other units, and float32."""
    agree_on(submission.energy, reference.energy, at_the_edges(rng), relative=True)
    agree_on(submission.energy, reference.energy, [in_single((molecule(rng, 4), *constants(rng)))], tol=1e-4)


# The forces


@points(6)
def test_forces(submission, reference, rng):
    """The forces are right for molecules of 5 atoms and of 2."""
    agree_on(submission.forces, reference.forces, ordinary(rng))


@points(2)
def test_forces_of_other_arrays(submission, reference, rng):
    """They are right for whole numbers, slices, atoms near each other, one, in other units, and for float32."""
    agree_on(submission.forces, reference.forces, at_the_edges(rng), relative=True)
    agree_on(submission.forces, reference.forces, [in_single((molecule(rng, 4), *constants(rng)))], tol=1e-4)


@points(1)
def test_forces_far_apart(submission, reference, rng):
    """They are right where atoms have nearly parted: small, exact, and no overflow on the way."""
    X = 30 * np.eye(3) + draw(rng, 3, 3)  # e is near 1e-20
    far = np.array([[0.0, 0, 0], [1.5, 0, 0], [0, 3000.0, 0]])
    agree_on(submission.forces, reference.forces, [(X, 1e4, 1.1, 1.3), (far, 2.0, 1.1, 1.3)], relative=True)


@points(1, after="test_forces", why="what forces have to do, without the reference")
def test_forces_turn_and_cancel(submission, rng):
    """They add up to 0 without torque, turn with the molecule, follow its atoms' order, and do not mind a shift."""
    X, how, Q, order = molecule(rng, 4), constants(rng), orthogonal(rng, -1), np.array([2, 0, 3, 1])
    F = expect(submission.forces(X, *how), (4, 3), what="forces(X, De, a, r0)")
    size = np.linalg.norm(F)
    agree(F.sum(axis=0) / size, np.zeros(3), what="the sum of your forces, over their size,")
    agree(np.cross(X, F).sum(axis=0) / size, np.zeros(3), tol=1e-8, what="the torque of your forces, over their size,")
    moved = submission.forces(X[order] @ Q.T + 2.5, *how)
    agree(moved, (F @ Q.T)[order], what="the forces on the molecule, turned, shifted and in another order,")


@points(1, after="test_forces", why="the force is minus the slope of the energy, measured")
def test_forces_are_minus_the_slope(submission, reference, rng):
    """They are minus the slope of the energy, by differences."""
    X, how, D = molecule(rng, 4), constants(rng), draw(rng, 4, 3)
    F = expect(submission.forces(X, *how), (4, 3), what="forces(X, De, a, r0)")
    slope = (reference.energy(X + 1e-5 * D, *how) - reference.energy(X - 1e-5 * D, *how)) / 2e-5
    agree(-np.sum(F * D), slope, tol=1e-7,
          what="minus your forces times a direction, which is the slope of the energy,")  # fmt: skip


# Turning


@points(3)
def test_error_of_turning(submission, reference, rng):
    """The error is right for fields that turn along, nearly, halfway, and not at all, for rotations and mirrors."""
    B, how = draw(rng, 3, 3), constants(rng)
    fields = [
        lambda X: 7 * reference.forces(X, *how),
        lambda X: X @ B.T,
        lambda X: X + 1e-3 * np.cos(X),
        lambda X: 1e-9 * X * np.arange(1.0, 4.0),
    ]
    cases = [(field, molecule(rng, 3 + at % 2), orthogonal(rng, (-1) ** at)) for at, field in enumerate(fields)]
    agree_on(submission.equivariance_error, reference.equivariance_error, cases)


@points(1)
def test_error_of_other_arrays(submission, reference, rng):
    """It is right for one atom, three and many, whole numbers, slices, and float32."""

    def field(X):
        return np.asarray(X, dtype=float) * np.array([1.5, -0.5, 1.0]) + 0.25

    def below(X):
        return -1 - np.asarray(X, float) ** 2

    def huge(X):
        return 2e6 * field(X)

    def whole(X):
        return np.rint(3 * field(X)).astype(int) + np.array([1, 0, 0])

    X, Q = draw(rng, 5, 3), orthogonal(rng, 1)
    centred = np.rint(2**16 * X) / 2**16  # of few digits, so that float32 has it
    centred[0, 0] -= centred.sum()
    quarter = np.array([[0, -1, 0], [1, 0, 0], [0, 0, 1]])
    cases = [
        (field, np.array([[0, 0, 0], [2, 0, 1], [0, -3, 0], [2000, 0, 0]]), Q),
        (below, np.array([[0.25, 0.75, 0.25], [2.0, 1.0, 0.5], [0.25, 3.0, 0.5]]), quarter),
        (huge, np.asfortranarray(centred), Q[::-1, ::-1]),
        (whole, (X - 9)[::-1], np.asfortranarray(Q)),
        (field, between_singles(1e-7 * X), -np.eye(3)),
        (field, 2e6 * np.repeat(np.rint(3 * X) * np.array([1, 1, 0]), 2, axis=1)[:3, ::2], Q),
        (whole, draw(rng, 53, 3), np.array([[0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [-1.0, 0.0, 0.0]])),
        (field, np.array([[0, 1, 2], [3, 0, -1]]), quarter),
        (field, np.zeros((1, 3)), Q),
        (field, np.full((1, 3), -1.5), Q),
    ]
    agree_on(submission.equivariance_error, reference.equivariance_error, cases)
    short = [(field, X.astype(np.float32), Q), (field, X, np.eye(3, dtype=np.float32)[[1, 2, 0]])]
    agree_on(submission.equivariance_error, reference.equivariance_error, short, tol=1e-4)
