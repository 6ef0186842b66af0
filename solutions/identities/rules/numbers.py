import numpy as np

from .reference import rules

sheet = rules()
A, x, w = np.array([[1, 2], [3, 4]]), np.array([2, 1]), np.array([3, -1])
J2 = np.diag(2 * A @ x)
J = sheet["chain"](J2, sheet["vector_by_vector"](A, x))

GIVEN = [A, x, w]
COMPUTED = [sheet["scalar_by_vector"](w, x), A @ x, J2, J, J[1, 0]]
