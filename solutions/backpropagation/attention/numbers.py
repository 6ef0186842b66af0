import numpy as np

from .reference import attention, attention_vjp

Q, K, V, U = (
    np.array([[2, 0, 0, 0]]),
    np.array([[0, 0, 0, 0], [np.log(3), 0, 0, 0]]),
    np.array([[0], [4]]),
    np.ones((1, 1)),
)
O, (dQ, dK, dV) = attention(Q, K, V), attention_vjp(Q, K, V, U)

GIVEN = [Q, V, 0.375]
COMPUTED = [attention(Q, K, np.eye(2)), O, dQ, dK, dV, -3 / 4, 3 / 4]  # the last two are dS, which stands in dK as well
