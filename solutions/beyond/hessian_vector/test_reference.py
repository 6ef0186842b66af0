"""Proves the reference: by autograd, by complex steps of hand-made gradients, with many digits, and by numpy's eigh."""

import autograd
import autograd.numpy as anp
import mpmath
import numpy as np
import pytest

SIZES = [(7, 4, 3, 2), (3, 3, 3, 3), (5, 2, 4, 1), (1, 3, 2, 2), (4, 1, 1, 1)]


def logistic(w, X, y):
    z = anp.dot(X, w)
    return anp.mean(anp.logaddexp(0, z) - y * z)


def outputs(weights, X):
    return anp.dot(anp.tanh(anp.dot(X, weights[0])), weights[1])


def loss(weights, X, Y):
    return anp.sum((outputs(weights, X) - Y) ** 2) / (2 * len(X))


def gradient(W1, W2, X, Y):
    """Return the gradients, for complex weights too."""
    H = np.tanh(X @ W1)
    R = (H @ W2 - Y) / len(X)
    return X.T @ (R @ W2.T * (1 - H * H)), H.T @ R


def network(rng, N, d, h, k):
    shapes = (N, d), (N, k), (d, h), (h, k), (d, h), (h, k)
    return [rng.normal(size=shape) for shape in shapes]


def test_examples_of_the_statement(reference):
    """The numbers of the statement hold."""
    X, w = np.array([[1, 0], [1, 1]]), np.array([0, np.log(3)])
    assert reference.hvp_logistic(X, w, np.ones(2)) == pytest.approx([0.3125, 0.1875], rel=1e-14)
    x, y, one = np.array([[1], [2]]), np.array([[1], [0]]), np.ones((1, 1))
    got = [part[0, 0] for part in reference.hvp_mlp(x, y, one / 2, one, one, 0 * one)]
    assert got == pytest.approx([-0.116893, 0.609907], abs=5e-7)
    got = [part[0, 0] for part in reference.gauss_newton_product(x, one / 2, one, one, 0 * one)]
    assert got == pytest.approx([0.662007, 0.501565], abs=5e-7)
    S, Z = np.array([[1, 2], [2, -2]]), np.array([[1, 1], [1, -1]])
    assert reference.top_eigenvalue(S.dot, 2) == pytest.approx(-3, rel=1e-9)
    assert [reference.hutchinson(S.dot, Z), reference.hutchinson(S.dot, Z[:1])] == [-1, 3]


@pytest.mark.parametrize(("N", "d"), [(7, 3), (3, 3), (2, 4), (1, 2)])
def test_logistic_by_two_oracles(reference, rng, N, d):
    """Autograd's Hessian, whatever the labels are, and many digits, agree."""
    X, w, v = rng.normal(size=(N, d)), rng.normal(size=d), rng.normal(size=d)
    got = reference.hvp_logistic(X, w, v)
    for y in (np.zeros(N), np.ones(N)):
        assert got == pytest.approx(autograd.hessian(logistic)(w, X, y) @ v, rel=1e-9, abs=1e-11)
    with mpmath.workdps(40):
        speeds, scores = X @ v, X @ w
        moved = [
            mpmath.diff(lambda t, z=z, dz=dz: 1 / (1 + mpmath.exp(-z - t * dz)), 0)
            for z, dz in zip(scores.tolist(), speeds.tolist(), strict=True)
        ]
    assert got == pytest.approx(X.T @ np.array(moved, dtype=float) / N, rel=1e-9, abs=1e-11)


@pytest.mark.parametrize("sizes", SIZES)
def test_network_by_two_oracles(reference, rng, sizes):
    """Autograd's product, and a complex step of the gradient, agree with the Hessian's."""
    X, Y, W1, W2, V1, V2 = network(rng, *sizes)
    got = reference.hvp_mlp(X, Y, W1, W2, V1, V2)
    slope = autograd.grad(loss)
    right = autograd.grad(lambda w: sum(anp.sum(g * v) for g, v in zip(slope(w, X, Y), (V1, V2), strict=True)))(
        (W1, W2)
    )
    steps = [part.imag / 1e-30 for part in gradient(W1 + 1e-30j * V1, W2 + 1e-30j * V2, X, Y)]
    for part, true, step in zip(got, right, steps, strict=True):
        assert part == pytest.approx(true, rel=1e-9, abs=1e-11)
        assert part == pytest.approx(step, rel=1e-9, abs=1e-11)


@pytest.mark.parametrize("sizes", SIZES)
def test_gauss_newton_by_two_oracles(reference, rng, sizes):
    """The whole Jacobian by autograd, and the Hessian where targets are met, agree."""
    X, _, W1, W2, V1, V2 = network(rng, *sizes)
    got = reference.gauss_newton_product(X, W1, W2, V1, V2)
    J1 = autograd.jacobian(lambda W: outputs((W, W2), X))(W1).reshape(-1, W1.size)
    J2 = autograd.jacobian(lambda W: outputs((W1, W), X))(W2).reshape(-1, W2.size)
    moved = (J1 @ V1.ravel() + J2 @ V2.ravel()) / len(X)
    assert got[0].ravel() == pytest.approx(J1.T @ moved, rel=1e-9, abs=1e-11)
    assert got[1].ravel() == pytest.approx(J2.T @ moved, rel=1e-9, abs=1e-11)
    met = [part.imag / 1e-30 for part in gradient(W1 + 1e-30j * V1, W2 + 1e-30j * V2, X, outputs((W1, W2), X))]
    for part, true in zip(got, met, strict=True):
        assert part == pytest.approx(true, rel=1e-9, abs=1e-11)
    assert sum(np.sum(part * v) for part, v in zip(got, (V1, V2), strict=True)) >= 0


@pytest.mark.parametrize(
    "spectrum",
    [
        [2.0, 1.0, 0.5],
        [-3e6, 1e6],
        [-1e-9, 4e-10, 0.0],
        [-1.7],
        [5.0, *range(-2, 3)],
        [-1e-100, 5e-101],
        [1e100, -5e99],
    ],
)
def test_top_eigenvalue_by_eigh(reference, rng, spectrum):
    """All eigenvalues by numpy, of which the largest in size has its sign."""
    Q, _ = np.linalg.qr(rng.normal(size=(len(spectrum),) * 2))
    S = Q * np.array(spectrum) @ Q.T
    right = max(np.linalg.eigvalsh((S + S.T) / 2), key=abs)
    calls = []
    got = reference.top_eigenvalue(lambda v: calls.append(1) or S @ v, len(spectrum))
    assert got == pytest.approx(right, rel=1e-9, abs=0)
    assert len(calls) <= 200


def test_top_eigenvalue_far_from_the_start(reference):
    """The other eigenvalues are half as large, and the start has a millionth of the vector: the statement allows it."""
    top = []

    def hvp(v):
        if not top:
            first = np.eye(100)[0] - v[0] / (v @ v) * v
            top.append(first / np.linalg.norm(first) + 1e-6 * v / np.linalg.norm(v))
        return 0.5 * v + 0.5 * (top[0] @ v) / (top[0] @ top[0]) * top[0]

    assert reference.top_eigenvalue(hvp, 100) == pytest.approx(1, rel=1e-9)


def test_trace_by_all_signs(reference, rng):
    """Over all probes of ±1 the mean is the trace, and over √n times the axes too."""
    S = rng.normal(size=(3, 3))
    signs = np.array(np.meshgrid(*[[-1, 1]] * 3)).reshape(3, -1).T
    assert reference.hutchinson(S.dot, signs) == pytest.approx(np.trace(S), rel=1e-12)
    assert reference.hutchinson(S.dot, np.sqrt(3) * np.eye(3)) == pytest.approx(np.trace(S), rel=1e-12)
    Z = rng.normal(size=(5, 3))
    assert reference.hutchinson(S.dot, Z) == pytest.approx(np.einsum("mi,ij,mj->", Z, S, Z) / 5, rel=1e-12)
