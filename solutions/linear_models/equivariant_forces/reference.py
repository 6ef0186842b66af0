"""Forces between atoms from their energy, and whether forces turn with the molecule."""

import numpy as np


def energy(X, De, a, r0):
    """Return the Morse energy of a molecule, each pair of atoms once.

    Args:
        X: array of shape (n, 3), positions in Å, no two alike.
        De: number > 0, the depth of the dip, in eV.
        a: number > 0, one over its width, in 1/Å.
        r0: number > 0, the distance of least energy, in Å.

    Returns:
        float, the sum over pairs of De (1 − exp(−a(r − r0)))², in eV; 0 for a single atom.

    """
    # BEGIN SOLUTION
    X = np.asarray(X, dtype=float)
    first, second = np.triu_indices(len(X), 1)
    r = np.linalg.norm(X[first] - X[second], axis=1)
    return float(np.sum(De * np.expm1(-a * (r - r0)) ** 2))  # expm1 keeps the digits of 1 − e in a wide dip
    # END SOLUTION


def forces(X, De, a, r0):
    """Return the forces on the atoms of a molecule: minus the gradient of ``energy``.

    Args:
        X: array of shape (n, 3), positions in Å, no two alike.
        De: number > 0, the depth of the dip, in eV.
        a: number > 0, one over its width, in 1/Å.
        r0: number > 0, the distance of least energy, in Å.

    Returns:
        array of shape (n, 3), in eV/Å.

    """
    # BEGIN SOLUTION
    X = np.asarray(X, dtype=float)
    steps = X[:, None, :] - X[None, :, :]
    r = np.linalg.norm(steps, axis=-1)
    np.fill_diagonal(r, r0)  # no step leads from an atom to itself, and at r0 nothing pulls
    slopes = -2 * De * a * np.expm1(-a * (r - r0)) * np.exp(-a * (r - r0))
    return -np.sum((slopes / r)[:, :, None] * steps, axis=1)
    # END SOLUTION


def equivariance_error(force, X, Q):
    """Return how far a force field is from turning with the molecule.

    Args:
        force: function that takes an array of shape (n, 3) and returns one, never all zero.
        X: array of shape (n, 3), positions, n ≥ 1.
        Q: orthogonal array of shape (3, 3).

    Returns:
        float, ‖force(XQᵀ) − force(X)Qᵀ‖ / ‖force(X)Qᵀ‖, in the Frobenius norm.

    """
    # BEGIN SOLUTION
    X, Q = np.asarray(X, dtype=float), np.asarray(Q, dtype=float)
    turned = force(X) @ Q.T
    return float(np.linalg.norm(force(X @ Q.T) - turned) / np.linalg.norm(turned))
    # END SOLUTION
