import numpy as np

from .reference import d_eig, d_inv, grad_det, nuclear_grad

M, E = np.diag([2, 1]), np.array([[0, 1], [1, 0]])
V = np.array([[1, 1], [-1, 1]]) / np.sqrt(2)
dlam, dV = d_eig(np.array([1, 3]), V, np.diag([1, 0]))

GIVEN = [E]
COMPUTED = [
    np.abs(d_inv(M, E)),
    grad_det(np.array([[1, 2], [3, 4]])),
    dlam,
    np.abs(dV),
    nuclear_grad(np.array([[3, 0], [4, 0], [0, 2]])),
]
