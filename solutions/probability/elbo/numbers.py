import numpy as np

from .reference import elbo, elbo_grad, elbo_sample_grad, gaussian_kl

mu, L, x, C = np.array([1]), np.array([[0.5]]), np.array([2, 1]), np.array([[1], [1]])
data = mu, L, x, C, 1

GIVEN = [mu, L, x, C]
COMPUTED = [
    gaussian_kl(mu, L),
    elbo(*data),
    elbo_grad(*data),
    elbo_sample_grad(np.array([[1], [-1]]), *data),
    elbo_sample_grad(np.array([[2]]), *data),
    elbo(mu, np.array([[3**-0.5]]), x, C, 1),
]
