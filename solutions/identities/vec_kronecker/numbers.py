import numpy as np

from .reference import commutation, duplication, kron_op, sym_grad, vec

A, B, X = np.array([[1, 2]]), np.array([[3], [1]]), np.array([[1, 2], [3, 4]])
G = np.array([[3, -2], [-2, 1]])

GIVEN = [A, B, X, G]
COMPUTED = [kron_op(A, B), vec(X), kron_op(A, B)[0] * vec(X), A @ X @ B, vec(np.array([[1, 2, 3], [4, 5, 6]])),
            commutation(2, 3) @ [1, 4, 2, 5, 3, 6], duplication(2), sym_grad(G)]  # fmt: skip
