import numpy as np

from .reference import monkey_saddle, monkey_saddle_grad, monkey_saddle_hess, sign_changes

point = np.array([1, 2])
gradient, hessian = monkey_saddle_grad(1, 2), monkey_saddle_hess(1, 2)

GIVEN = [point]
COMPUTED = [
    monkey_saddle(1, 2), gradient, hessian, np.linalg.eigvalsh(hessian)[1], np.linalg.eigvalsh(hessian)[1] ** 2,
    point * gradient * [1, -1], point @ gradient, hessian @ point,  # −9 − 24 is read as −9 and 24
    sign_changes(monkey_saddle), sign_changes(monkey_saddle, n=4), sign_changes(lambda x, y: x**2 - y**2),
]  # fmt: skip
