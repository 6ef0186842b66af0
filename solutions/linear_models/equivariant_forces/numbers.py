import numpy as np

from .reference import energy, equivariance_error, forces

X, Q = np.array([[0, 0, 0], [2, 0, 0]]), np.array([[0, -1, 0], [1, 0, 0], [0, 0, 1]])


def morse(X):
    """Return the forces of the example."""
    return forces(X, 1, 1, 1)


GIVEN = [X]
COMPUTED = [energy(X, 1, 1, 1), morse(X)[0], morse(X @ Q.T)[0], np.round(equivariance_error(morse, X, Q), 9),
            equivariance_error(lambda X: X * [1, 2, 3], X, Q)]  # fmt: skip
