"""Proves the reference: each rule is what automatic differentiation finds, and so are rules put together."""

import autograd
import autograd.numpy as anp
import numpy as np
import pytest

SIZES = [(3, 3), (4, 2), (2, 5), (1, 1)]


def test_the_sheet_has_five_functions(reference):
    """Its keys are those of the statement."""
    sheet = reference.rules()
    assert set(sheet) == {"scalar_by_vector", "vector_by_vector", "chain", "quadratic", "lsq"}
    assert all(map(callable, sheet.values()))


@pytest.mark.parametrize(("m", "n"), SIZES)
def test_rules_are_what_autograd_finds(reference, rng, m, n):
    """The rules for wᵀx, Ax, xᵀAx and ‖Ax − b‖², with gradients of the shape of x and a row for each output."""
    sheet = reference.rules()
    A, S, x, w, b = (rng.normal(size=shape) for shape in [(m, n), (n, n), n, n, m])
    right = {
        "scalar_by_vector": ((w, x), autograd.grad(lambda v: anp.sum(w * v))(x)),
        "vector_by_vector": ((A, x), autograd.jacobian(lambda v: anp.dot(A, v))(x)),
        "quadratic": ((S, x), autograd.grad(lambda v: anp.sum(v * anp.dot(S, v)))(x)),
        "lsq": ((A, x, b), autograd.grad(lambda v: anp.linalg.norm(anp.dot(A, v) - b) ** 2)(x)),
    }
    for key, (arguments, expected) in right.items():
        np.testing.assert_allclose(sheet[key](*arguments), expected, rtol=1e-9, atol=1e-12)


def test_the_chain_is_a_composition(reference, rng):
    """Jacobians of two maps, found by automatic differentiation, are put together to that of one after the other."""
    A, B, x = rng.normal(size=(4, 3)), rng.normal(size=(3, 2)), rng.normal(size=2)

    def first(v):
        return anp.tanh(anp.dot(B, v))

    def second(u):
        return anp.dot(A, u) * anp.sum(u**2)

    J1, J2 = autograd.jacobian(first)(x), autograd.jacobian(second)(first(x))
    whole = autograd.jacobian(lambda v: second(first(v)))(x)
    np.testing.assert_allclose(reference.rules()["chain"](J2, J1), whole, atol=1e-12)


def test_the_example_of_the_statement(reference):
    """The squares of Ax have the Jacobian [[8, 16], [60, 80]] at (2, 1)."""
    A, x = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([2.0, 1.0])
    sheet = reference.rules()
    J = sheet["chain"](np.diag(2 * (A @ x)), sheet["vector_by_vector"](A, x))
    assert J.tolist() == [[8, 16], [60, 80]]
    np.testing.assert_allclose(J, autograd.jacobian(lambda v: anp.dot(A, v) ** 2)(x))
