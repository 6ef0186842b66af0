"""The derivatives of linear and quadratic functions of a vector."""


def d_linear(A, x):
    """Return the Jacobian of Ax with respect to x.

    Args:
        A: array of shape (m, n).
        x: array of shape (n,), where the derivative is taken.

    Returns:
        array of shape (m, n): entry [i, j] is ∂(Ax)ᵢ/∂xⱼ.

    """
    # BEGIN SOLUTION
    return A
    # END SOLUTION


def d_dot(w, x):
    """Return the gradient of wᵀx with respect to x.

    Args:
        w: array of shape (n,).
        x: array of shape (n,), where the derivative is taken.

    Returns:
        array of shape (n,).

    """
    # BEGIN SOLUTION
    return w
    # END SOLUTION


def d_sqnorm(x):
    """Return the gradient of ‖x‖², the sum of the squares.

    Args:
        x: array of shape (n,), where the derivative is taken.

    Returns:
        array of shape (n,).

    """
    # BEGIN SOLUTION
    return 2 * x
    # END SOLUTION


def d_quadratic(A, x):
    """Return the gradient of xᵀAx with respect to x.

    Args:
        A: array of shape (n, n), which need not be symmetric.
        x: array of shape (n,), where the derivative is taken.

    Returns:
        array of shape (n,).

    """
    # BEGIN SOLUTION
    return A @ x + A.T @ x  # x occurs twice, and each of the two has its turn
    # END SOLUTION


def d2_quadratic(A):
    """Return the Hessian of xᵀAx with respect to x, which is the same everywhere.

    Args:
        A: array of shape (n, n), which need not be symmetric.

    Returns:
        array of shape (n, n), symmetric.

    """
    # BEGIN SOLUTION
    return A + A.T
    # END SOLUTION


def d_lsq(A, x, b):
    """Return the gradient of ‖Ax − b‖² with respect to x.

    Args:
        A: array of shape (m, n).
        x: array of shape (n,), where the derivative is taken.
        b: array of shape (m,).

    Returns:
        array of shape (n,).

    """
    # BEGIN SOLUTION
    return 2 * A.T @ (A @ x - b)
    # END SOLUTION
