import numpy as np

from .reference import conv, conv_matrix, conv_vjp

x, w, u = np.array([[1, 2, 4, 8]]), np.array([[[1, -1]]]), np.array([[1, 0, 2]])
y = conv(x, w)

GIVEN = [x, w, u]
COMPUTED = [
    y,
    conv(x, w, 2),
    conv_matrix(w[0, 0], 4),
    conv_vjp(x, w, u),
    conv_vjp(np.ones((1, 5)), w, np.array([[1, 2]]), 2)[0],
]
