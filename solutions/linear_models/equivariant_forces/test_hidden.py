"""Hidden tests: 5 points for the energy, 11 for the forces, 4 for the error of turning."""

import numpy as np

from autograder import agree, draw, expect, points


def molecule(rng, n, spacing=1.2):
    """Return n atoms near different corners of a grid, in any order, none of them near another."""
    corners = np.array([[i, j, k] for i in range(4) for j in range(4) for k in range(4)], dtype=float)
    return spacing * (rng.permutation(corners)[:n] + rng.uniform(-0.2, 0.2, size=(n, 3)))


def constants(rng):
    """Return a depth, a width and a distance, none of them 1."""
    return rng.uniform(2.0, 4.0), rng.uniform(0.5, 0.8), rng.uniform(1.2, 1.7)


def edge_molecules(rng):
    """Yield molecules that are not random: whole, flat, centred, on one side, in any order of memory, large, single."""
    X = molecule(rng, 5)
    yield np.array([[0, 0, 0], [2, 0, 1], [0, -3, 0], [2000, 0, 0]])
    yield np.array([[0.0, 0.0, 0.0], [2.0, 1.0, 0.0], [0.0, 3.0, 0.0]])
    yield np.asfortranarray(X - X.mean())
    yield (X - 9)[::-1]
    yield np.repeat(X + 1, 2, axis=1)[:3, ::2]
    yield molecule(rng, 53)
    yield np.zeros((1, 3))
    yield np.full((1, 3), -1.5)


def edge_constants(number):
    """Return depth, width and distance: whole, stored as int or as float, small and large."""
    kinds = [
        (3, 1, 2),
        (3e6, 0.7, 1.3),
        (2.0, 0.6, 2.0),
        (0.5, 0.75, 1.5),
        (1e-9, 0.7, 1.3),
        (2.5, 2, 1.2),
        (2.5, 1.0, 1.3),
    ]
    return kinds[number % len(kinds)]


def orthogonal(rng, sign):
    """Return a rotation (sign 1) or one with a mirror (sign -1) that is not symmetric."""
    Q, _ = np.linalg.qr(rng.normal(size=(3, 3)))
    Q[:, 0] *= sign * np.linalg.det(Q)
    return Q if np.linalg.norm(Q - Q.T) > 0.5 else orthogonal(rng, sign)


def of_size_one(got, right, what, tol=1e-9):
    """Compare in units in which the right answer has the size 1: no error is small beside nothing."""
    size = np.linalg.norm(right) or 1.0
    agree(expect(got, np.shape(right), tol=tol, what=what) / size, right / size, tol=tol,
          what=f"{what}, over {size:.1e},")  # fmt: skip


# The energy


@points(3.5)
def test_energy(submission, reference, rng):
    """The energy is right for molecules of 5, 3 and 2 atoms, for many, and for one."""
    for n in (5, 3, 2, 30, 1):
        X, how = molecule(rng, n), constants(rng)
        agree(submission.energy(X, *how), reference.energy(X, *how))


@points(1.5)
def test_energy_of_other_arrays(submission, reference, rng):
    """It is right for whole numbers, slices, atoms near each other and far apart, in other units, and for float32."""
    for number, X in enumerate(edge_molecules(rng)):
        for how in (edge_constants(number), edge_constants(number + 3)):
            of_size_one(submission.energy(X, *how), reference.energy(X, *how), "the energy")
    X, how = molecule(rng, 8), constants(rng)
    near = np.array([[0.0, 0.0, 0.0], [0.25, 0.25, 0.25]])
    of_size_one(submission.energy(near, 2.0, 0.6, 3.0), reference.energy(near, 2.0, 0.6, 3.0), "the energy")
    De, a, r0 = how
    for unit in (1e-9, 1e9):
        right = reference.energy(unit * X, unit * De, a / unit, unit * r0)
        of_size_one(submission.energy(unit * X, unit * De, a / unit, unit * r0), right, "the energy")
    X = X[:4].astype(np.float32)
    agree(submission.energy(X, *how), reference.energy(X, *how), tol=1e-4)


# The forces


@points(6)
def test_forces(submission, reference, rng):
    """The forces are right for molecules of 5, 3 and 2 atoms, for many, and for one."""
    for n in (5, 3, 2, 20, 1):
        X, how = molecule(rng, n), constants(rng)
        agree(submission.forces(X, *how), reference.forces(X, *how))


@points(2)
def test_forces_of_other_arrays(submission, reference, rng):
    """They are right for whole numbers, slices, atoms near each other, in other units, and for float32."""
    for number, X in enumerate(edge_molecules(rng)):
        for how in (edge_constants(number), edge_constants(number + 3)):
            of_size_one(submission.forces(X, *how), reference.forces(X, *how), "the forces")
    X, how = molecule(rng, 8), constants(rng)
    near = np.array([[0.0, 0.0, 0.0], [0.25, 0.25, 0.25]])
    of_size_one(submission.forces(near, 2.0, 0.6, 3.0), reference.forces(near, 2.0, 0.6, 3.0), "the forces")
    De, a, r0 = how
    for unit in (1e-9, 1e9):
        right = reference.forces(unit * X, De, a / unit, unit * r0)
        of_size_one(submission.forces(unit * X, De, a / unit, unit * r0), right, "the forces")
    X = X[:4].astype(np.float32)
    agree(submission.forces(X, *how), reference.forces(X, *how), tol=1e-4)


@points(1)
def test_forces_far_apart(submission, reference, rng):
    """They are right where atoms have nearly parted: small, exact, and no overflow on the way."""
    X = 12 * np.array([[1.0, 0, 0], [0, 1, 0], [0, 0, 1]]) + draw(rng, 3, 3)
    right = reference.forces(X, 1e4, 1.1, 1.3)
    of_size_one(submission.forces(X, 1e4, 1.1, 1.3), right, "the forces")
    X = np.array([[0.0, 0, 0], [1.5, 0, 0], [0, 3000.0, 0]])
    agree(submission.forces(X, 2.0, 1.1, 1.3), reference.forces(X, 2.0, 1.1, 1.3))


@points(1, after="test_forces", why="what forces have to do, without the reference")
def test_forces_turn_and_cancel(submission, rng):
    """They add up to 0 without torque, turn with the molecule, follow its atoms' order, and do not mind a shift."""
    X, how, Q, order = molecule(rng, 4), constants(rng), orthogonal(rng, -1), np.array([2, 0, 3, 1])
    F = expect(submission.forces(X, *how), (4, 3), what="forces(X, De, a, r0)")
    size = np.linalg.norm(F)
    agree(F.sum(axis=0) / size, np.zeros(3), what="the sum of your forces, over their size,")
    agree(np.cross(X, F).sum(axis=0) / size, np.zeros(3), tol=1e-8, what="the torque of your forces, over their size,")
    agree(submission.forces(X @ Q.T, *how), F @ Q.T)
    agree(submission.forces(X[order] + 2.5, *how), F[order])


@points(1, after="test_forces", why="the force is minus the slope of the energy, measured")
def test_forces_are_minus_the_slope(submission, reference, rng):
    """They are minus the slope of the energy, by differences."""
    X, how, D = molecule(rng, 4), constants(rng), draw(rng, 4, 3)
    F = expect(submission.forces(X, *how), (4, 3), what="forces(X, De, a, r0)")
    slope = (reference.energy(X + 1e-5 * D, *how) - reference.energy(X - 1e-5 * D, *how)) / 2e-5
    agree(
        -np.sum(F * D), slope, tol=1e-7, what="minus your forces times a direction, which is the slope of the energy,"
    )


# Turning


@points(3)
def test_error_of_turning(submission, reference, rng):
    """The error is right for fields that turn along, nearly, halfway, and not at all, for rotations and mirrors."""
    B, how = draw(rng, 3, 3), constants(rng)
    fields = [
        lambda X: 7 * reference.forces(X, *how),
        lambda X: X @ B.T,
        lambda X: X**3,
        lambda X: X + 1e-3 * np.cos(X),
        lambda X: np.full(np.shape(X), 0.8),
        lambda X: 1e-9 * X * np.arange(1.0, 4.0),
    ]
    for number, field in enumerate(fields):
        X, Q = molecule(rng, 3 + number % 2), orthogonal(rng, (-1) ** number)
        agree(submission.equivariance_error(field, X, Q), reference.equivariance_error(field, X, Q))


@points(1)
def test_error_of_other_arrays(submission, reference, rng):
    """It is right for one atom, three and many, whole numbers, slices, and float32."""
    Q = orthogonal(rng, 1)
    turns = [
        np.array([[0, -1, 0], [1, 0, 0], [0, 0, 1]]),
        -np.eye(3),
        Q[::-1, ::-1],
        np.asfortranarray(Q),
        Q,
        np.array([[0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [-1.0, 0.0, 0.0]]),
    ]
    units = [1.0, 1.0, 1e-7, 2e6, 1.0, 1.0, 1.0, 1.0]

    def field(X):
        return np.asarray(X, dtype=float) * np.array([1.5, -0.5, 1.0]) + 0.25

    def whole(X):
        return np.rint(3 * field(X)).astype(int) + np.array([1, 0, 0])

    def fields(number):
        return [field, lambda X: -1 - np.asarray(X, float) ** 2, lambda X: 2e6 * field(X), whole][number % 4]

    for number, X in enumerate(edge_molecules(rng)):
        positions = X if units[number] == 1 else units[number] * X
        turned = turns[(number + 1) % len(turns)]
        error = reference.equivariance_error(fields(number), positions, turned)
        agree(submission.equivariance_error(fields(number), positions, turned), error)
    for X, turned in (
        (draw(rng, 4, 3)[::-1], turns[0]),
        (draw(rng, 4, 3), turns[0]),
        (np.rint(9 * draw(rng, 4, 3)).astype(int), Q),
    ):
        agree(submission.equivariance_error(field, X, turned), reference.equivariance_error(field, X, turned))
    single = np.eye(3, dtype=np.float32)[[1, 2, 0]]
    X = draw(rng, 4, 3)
    agree(submission.equivariance_error(field, X, single), reference.equivariance_error(field, X, single), tol=1e-4)
    X = draw(rng, 4, 3).astype(np.float32)
    agree(submission.equivariance_error(field, X, Q), reference.equivariance_error(field, X, Q), tol=1e-4)
