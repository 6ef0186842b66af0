"""Proves the reference: by the formula with its four indices, autograd, complex steps, and numpy's own correlation."""

import autograd
import autograd.numpy as anp
import numpy as np
import pytest

SIZES = [(2, 9, 3, 4, 1), (1, 7, 1, 3, 2), (3, 10, 2, 3, 3), (1, 4, 1, 4, 1), (2, 8, 2, 1, 2), (2, 6, 2, 2, 5)]


def slow(x, w, stride):
    """The formula as it stands, for any kind of number."""
    (o, c, k), n = w.shape, x.shape[1]
    places = [t for t in range(n) if t % stride == 0 and t + k <= n]
    return np.array(
        [[sum(w[p, q, j] * x[q, t + j] for q in range(c) for j in range(k)) for t in places] for p in range(o)]
    )


def product(x, w, u, stride):
    """⟨u, conv(x, w)⟩ for autograd, place by place."""
    k = w.shape[2]
    return sum(u[p, t] * anp.sum(w[p] * x[:, t * stride : t * stride + k]) for p, t in np.ndindex(*u.shape))


def test_example_of_the_statement(reference):
    """The numbers of the statement hold."""
    x, w = np.array([[1, 2, 4, 8]]), np.array([[[1, -1]]])
    assert reference.conv(x, w).tolist() == [[-1, -2, -4]]
    assert reference.conv(x, w, 2).tolist() == [[-1, -4]]
    assert reference.conv_matrix(w[0, 0], 4).tolist() == [[1, -1, 0, 0], [0, 1, -1, 0], [0, 0, 1, -1]]
    dx, dw = reference.conv_vjp(x, w, np.array([[1, 0, 2]]))
    assert (dx.tolist(), dw.tolist()) == ([[1, -1, 2, -2]], [[[9, 18]]])
    assert reference.conv_vjp(np.ones((1, 5)), w, np.array([[1, 2]]), 2)[0].tolist() == [[1, -1, 2, -2, 0]]


@pytest.mark.parametrize("sizes", SIZES)
def test_convolution_and_matrix_by_the_formula(reference, rng, sizes):
    """The formula with its four indices agrees; so does numpy's correlation where there is one channel."""
    c, n, o, k, stride = sizes
    x, w = rng.normal(size=(c, n)), rng.normal(size=(o, c, k))
    assert reference.conv(x, w, stride) == pytest.approx(slow(x, w, stride), rel=1e-12, abs=1e-13)
    right = np.correlate(x[0], w[0, 0], "valid")[::stride]
    assert reference.conv(x[:1], w[:1, :1], stride)[0] == pytest.approx(right, rel=1e-12, abs=1e-13)
    assert reference.conv_matrix(w[0, 0], n, stride) @ x[0] == pytest.approx(right, rel=1e-12, abs=1e-13)


@pytest.mark.parametrize("sizes", SIZES)
def test_gradients_by_two_oracles(reference, rng, sizes):
    """Autograd, and complex steps along random directions, agree."""
    c, n, o, k, stride = sizes
    x, w = rng.normal(size=(c, n)), rng.normal(size=(o, c, k))
    u = rng.normal(size=slow(x, w, stride).shape)
    for position, got in enumerate(reference.conv_vjp(x, w, u, stride)):
        assert got == pytest.approx(autograd.grad(product, position)(x, w, u, stride), rel=1e-12, abs=1e-13)
        step = rng.normal(size=got.shape)
        moved = [array + 1e-30j * step if i == position else array for i, array in enumerate((x, w))]
        right = np.sum(u * slow(*moved, stride)).imag / 1e-30
        assert np.sum(got * step) == pytest.approx(right, rel=1e-12, abs=1e-13)


def test_for_stride_one_it_is_the_flipped_full_convolution(reference, rng):
    """What numpy calls a full convolution of u with the filter is the gradient by the signal."""
    x, w, u = rng.normal(size=(1, 9)), rng.normal(size=(1, 1, 4)), rng.normal(size=(1, 6))
    right = np.convolve(u[0], w[0, 0], "full")
    assert reference.conv_vjp(x, w, u)[0][0] == pytest.approx(right, rel=1e-12, abs=1e-13)
