import numpy as np

from .reference import conditional_variance, gaussian_grad_cov, gaussian_grad_x, gaussian_hess_x, gaussian_logpdf

X, mu, Sigma = np.array([[1, 0], [0, 0]]), np.zeros(2), np.array([[2, 1], [1, 2]])
by_covariance = gaussian_grad_cov(X[:1], mu, Sigma)

GIVEN = [X, Sigma]
COMPUTED = [
    gaussian_logpdf(X, mu, Sigma),
    np.abs(gaussian_grad_x(X, mu, Sigma)),
    np.abs(by_covariance),
    conditional_variance(Sigma),
    3 * gaussian_hess_x(Sigma),
    18 * by_covariance,
]
