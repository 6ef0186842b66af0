import numpy as np

from .reference import hypergrad, train

A, b, start, rates = np.ones((1, 1)), np.zeros(1), np.ones(1), np.array([1 / 2, 1 / 2])

GIVEN = [rates]
COMPUTED = [train(A, b, start, rates), hypergrad(A, b, A, b, start, rates)]
