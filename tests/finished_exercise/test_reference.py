"""The reference against another formula."""

import numpy as np


def test_agrees_with_the_oracle(reference, rng):
    """The reference agrees with a matrix that doubles."""
    x = rng.normal(size=4)
    assert np.allclose(reference.double(x), 2 * np.eye(4) @ x)
