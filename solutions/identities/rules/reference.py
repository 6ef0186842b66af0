"""Five rules of matrix calculus, as functions."""


def rules():
    """Return a sheet of rules.

    Returns:
        dict of functions: "scalar_by_vector" of (w, x), "vector_by_vector" of (A, x), "chain" of (J2, J1), "quadratic"
        of (A, x) and "lsq" of (A, x, b). Gradients have the shape of x, Jacobians a row for each output.

    """
    # BEGIN SOLUTION
    return {
        "scalar_by_vector": lambda w, x: w,
        "vector_by_vector": lambda A, x: A,
        "chain": lambda J2, J1: J2 @ J1,
        "quadratic": lambda A, x: A @ x + A.T @ x,
        "lsq": lambda A, x, b: 2 * A.T @ (A @ x - b),
    }
    # END SOLUTION
