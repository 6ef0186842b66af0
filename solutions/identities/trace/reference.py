"""The gradients of two traces with respect to a matrix."""


def d_trace_AX(A, X):
    """Return the gradient of tr(AX) with respect to X.

    Args:
        A: array of shape (n, m).
        X: array of shape (m, n), where the gradient is taken.

    Returns:
        array of shape (m, n), the shape of X.

    """
    # BEGIN SOLUTION
    return A.T
    # END SOLUTION


def d_trace_XtAX(A, X):
    """Return the gradient of tr(XᵀAX) with respect to X.

    Args:
        A: array of shape (m, m), which need not be symmetric.
        X: array of shape (m, n), where the gradient is taken.

    Returns:
        array of shape (m, n), the shape of X.

    """
    # BEGIN SOLUTION
    return (A + A.T) @ X
    # END SOLUTION
