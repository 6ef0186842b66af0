"""Proves the reference: by what each matrix does to a basis, automatic differentiation, and numbers known by heart."""

import autograd
import autograd.numpy as anp
import numpy as np
import pytest

SHAPES = [(2, 3), (3, 2), (3, 3), (1, 4), (4, 1), (1, 1)]


def units(m, n):
    """Yield the matrices of a shape that have a single 1."""
    for at in np.ndindex(m, n):
        E = np.zeros((m, n))
        E[at] = 1
        yield E


def columns(X):
    """Return the entries of a matrix, column by column, as a list."""
    return [X[i, j] for j in range(X.shape[1]) for i in range(X.shape[0])]


@pytest.mark.parametrize("shape", SHAPES)
def test_vec_and_unvec(reference, rng, shape):
    """The columns come one after the other, and each operator undoes the other."""
    X = rng.normal(size=shape)
    assert reference.vec(X).tolist() == columns(X)
    assert np.array_equal(reference.unvec(reference.vec(X), shape), X)
    v = rng.normal(size=shape[0] * shape[1])
    assert np.array_equal(reference.vec(reference.unvec(v, shape)), v)


def test_numpy_stacks_rows(reference):
    """What numpy ravels is the vec of the transpose."""
    X = np.arange(6.0).reshape(2, 3)
    assert np.array_equal(X.ravel(), reference.vec(X.T))
    assert not np.array_equal(X.ravel(), reference.vec(X))


def test_vec_turns_a_trace_into_a_dot_product(reference, rng):
    """tr(AᵀB) is vec A · vec B."""
    A, B = rng.normal(size=(4, 3)), rng.normal(size=(4, 3))
    assert np.trace(A.T @ B) == pytest.approx(reference.vec(A) @ reference.vec(B), rel=1e-12)


@pytest.mark.parametrize("sizes", [(2, 3, 4, 5), (3, 3, 3, 3), (1, 2, 1, 3), (4, 1, 2, 1)])
def test_kron_op_does_to_a_basis_what_the_map_does(reference, rng, sizes):
    """Column by column, the matrix is the image of the matrices with a single 1."""
    r, m, n, s = sizes
    A, B = rng.normal(size=(r, m)), rng.normal(size=(n, s))
    M = reference.kron_op(A, B)
    assert M.shape == (r * s, m * n)
    for E in units(m, n):
        np.testing.assert_allclose(M @ columns(E), columns(A @ E @ B), atol=1e-12)


def test_kron_op_is_the_jacobian_that_autograd_finds(reference, rng):
    """Automatic differentiation of AXB, with both sides stacked by columns, gives the same matrix; so does X²."""
    A, X, B = rng.normal(size=(2, 3)), rng.normal(size=(3, 4)), rng.normal(size=(4, 5))

    def product(v):
        return anp.reshape(anp.dot(A, anp.dot(anp.reshape(v, (4, 3)).T, B)).T, -1)

    np.testing.assert_allclose(reference.kron_op(A, B), autograd.jacobian(product)(X.T.ravel()), atol=1e-12)
    S, one = rng.normal(size=(3, 3)), np.eye(3)

    def square(v):
        return anp.reshape(anp.dot(anp.reshape(v, (3, 3)), anp.reshape(v, (3, 3))), -1)

    # Stacked by rows, autograd differentiates the square of the transpose, which is the transpose of the square.
    right = autograd.jacobian(square)(S.T.ravel())
    np.testing.assert_allclose(reference.kron_op(S, one) + reference.kron_op(one, S), right, atol=1e-12)


@pytest.mark.parametrize("shape", SHAPES)
def test_commutation_transposes_a_basis(reference, shape):
    """It moves every single 1 to its place in the transpose, is orthogonal, and its transpose leads back."""
    m, n = shape
    K = reference.commutation(m, n)
    for E in units(m, n):
        assert (K @ columns(E)).tolist() == columns(E.T)
    assert np.array_equal(K @ K.T, np.eye(m * n))
    assert np.array_equal(K.T, reference.commutation(n, m))


def test_commutation_swaps_kronecker_products(reference, rng):
    """K(A ⊗ B)K' is B ⊗ A, the property that it is named for."""
    A, B = rng.normal(size=(2, 3)), rng.normal(size=(4, 5))
    swapped = reference.commutation(4, 2) @ np.kron(A, B) @ reference.commutation(3, 5)
    np.testing.assert_allclose(swapped, np.kron(B, A), atol=1e-12)


@pytest.mark.parametrize("n", [1, 2, 3, 5])
def test_duplication_repeats(reference, rng, n):
    """Half of it, without repetitions, is found again; symmetric matrices are filled in from their lower triangle."""
    S = rng.normal(size=(n, n))
    S = S + S.T
    D = reference.duplication(n)
    free = [S[i, j] for j in range(n) for i in range(n) if i >= j]
    assert (D @ free).tolist() == columns(S)
    np.testing.assert_allclose(np.linalg.lstsq(D, columns(S))[0], free, atol=1e-12)


def filled_in(free):
    """Return the symmetric 3 by 3 matrix of a vech, in a way that autograd can follow."""
    a, b, c, d, e, f = free
    return anp.array([[a, b, c], [b, d, e], [c, e, f]])


def test_symmetric_gradient_is_that_of_the_free_entries(reference, rng):
    """Automatic differentiation by the six free entries finds what sym_grad makes of the gradient by all nine."""
    C = rng.normal(size=(3, 3))

    def f(S):
        return anp.linalg.det(S) + anp.sum(anp.sin(S) * C)

    S = filled_in(rng.normal(size=6))
    free = np.array([S[i, j] for j in range(3) for i in range(j, 3)])
    G = autograd.grad(f)(S)
    right = autograd.grad(lambda v: f(filled_in(v)))(free)
    np.testing.assert_allclose(reference.sym_grad(G), right, rtol=1e-10)
    np.testing.assert_allclose(reference.sym_grad(G), reference.duplication(3).T @ columns(G), rtol=1e-12)
    once = [G[i, j] for j in range(3) for i in range(j, 3)]
    assert np.linalg.norm(right - once) > 0.1  # vec alone would not have told


def test_the_determinant_of_the_statement(reference):
    """αγ − β² has the gradient (γ, −2β, α)."""
    assert reference.sym_grad(np.array([[3.0, -2.0], [-2.0, 1.0]])).tolist() == [3, -4, 1]
