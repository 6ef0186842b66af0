import numpy as np

from .reference import cross_entropy, normalise, normalise_vjp, softmax, softmax_vjp

Z, X, first = np.array([[0, np.log(3)]]), np.array([[1, 2, 3]]), np.array([[1, 0, 0]])
P = softmax(Z)

GIVEN = []
COMPUTED = [P, softmax_vjp(P, first[:, :2]), cross_entropy(Z, np.array([0])), normalise(X, 1),
            normalise_vjp(X, first, 1), normalise(X, 0), 50_000**2]  # fmt: skip
