import numpy as np

from .reference import d_trace_AX, d_trace_XtAX

A, X = np.array([[1, 2, 0], [0, 1, 3]]), np.array([[1, 0], [2, 1], [0, 4]])
raised = X + np.array([[0, 0], [0, 0], [0, 1]])
S, Z = np.array([[1, 2], [0, 3]]), np.array([[1, 0, 2], [1, 1, 0]])
moved = Z + np.array([[1, 0, 0], [0, 0, 0]])
promised = d_trace_XtAX(S, Z)[0, 0]
change = np.trace(moved.T @ S @ moved) - np.trace(Z.T @ S @ Z)

GIVEN = [A, X, S, Z]
COMPUTED = [
    np.diag(A @ X), np.trace(A @ X), d_trace_AX(A, X), np.trace(A @ raised), np.diag(Z.T @ S @ Z),
    np.trace(Z.T @ S @ Z), d_trace_XtAX(S, Z), np.trace(moved.T @ S @ moved), change, promised, change - promised,
]  # fmt: skip
