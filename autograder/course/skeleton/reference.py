"""TODO: what this exercise is about, in one line."""


def $name(x):
    """TODO: what it returns, in one line.

    Args:
        x: (n,) float64.

    Returns:
        TODO: shape and unit.

    """
    # BEGIN SOLUTION
    raise NotImplementedError  # TODO: write the reference
    # END SOLUTION
