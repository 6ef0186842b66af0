import numpy as np

from .reference import best_spacing, checkpoint_cost, checkpointed_grad

GIVEN = [100, 1000, 32]
COMPUTED = [
    [checkpoint_cost(12, every) for every in (1, 2, 3, 4, 6, 12)],
    best_spacing(12),
    best_spacing(100),
    checkpoint_cost(100, 10),
    best_spacing(1000),
    checkpoint_cost(1000, 28)[0],
    checkpointed_grad(lambda x, k: 2 * x, lambda x, k, u: 2 * u, lambda x: x, np.ones(1), 3, 2),
]
