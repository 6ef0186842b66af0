"""The product of a chain of Jacobians, and what it costs from either end.

Griewank and Walther, Evaluating Derivatives, chapter 3.
"""


def chain(Js):
    """Return the Jacobian of a chain of maps.

    Args:
        Js: list of arrays, the Jacobian of the map that acts first in front; number k has shape (n_k, n_(k-1)).

    Returns:
        array of shape (n_L, n_0).

    """
    # BEGIN SOLUTION
    product = Js[0]
    for J in Js[1:]:
        product = J @ product  # what acts later stands further left
    return product
    # END SOLUTION


def chain_cost(dims, mode):
    """Return how many multiplications of numbers the product of a chain of Jacobians takes.

    Args:
        dims: list of int, the sizes n_0, n_1, ..., n_L; two or more.
        mode: str, "forward" to begin at the input, "reverse" to begin at the output.

    Returns:
        int.

    Raises:
        ValueError: there is no such mode.

    """
    # BEGIN SOLUTION
    entries = [dims[k + 1] * dims[k] for k in range(len(dims) - 1)]  # of each Jacobian
    if mode == "forward":
        return dims[0] * sum(entries[1:])  # each but the first meets a matrix of n_0 columns
    if mode == "reverse":
        return dims[-1] * sum(entries[:-1])  # each but the last meets a matrix of n_L rows
    raise ValueError(f"there is no mode {mode!r}")
    # END SOLUTION
