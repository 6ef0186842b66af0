import numpy as np

from .reference import evaluate, jvp, vjp

CUBIC = [("mul", 0, 0), ("mul", 1, 0), ("add", 1, 2)]
SPREAD = [("mul", 0, 1), ("sum", 2)]

GIVEN = []
COMPUTED = [
    evaluate(CUBIC, [2]),
    [jvp(CUBIC[:n], [2], [1]) for n in (1, 2, 3)],
    vjp(CUBIC, [2], 1),
    vjp(SPREAD, [np.array([[1], [2]]), np.array([1, 3])], 1),
]
