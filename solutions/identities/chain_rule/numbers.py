import numpy as np

from .reference import chain, chain_cost

J1, J2 = np.array([[1, 2], [0, 1], [1, 0]]), np.array([[1, 0, 2]])
sizes = [1000, 100, 50, 1]

GIVEN = [J1, J2, sizes]
COMPUTED = [
    chain([J1, J2]),
    chain_cost([2, 3, 1], "forward"),
    chain_cost(sizes, "forward"),
    chain_cost(sizes, "reverse"),
]
