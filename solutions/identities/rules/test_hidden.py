"""Hidden tests: 1.5 points for each rule, 2 for the chain, and 2 for using them together."""

import numpy as np

from autograder import agree, agree_at_edges, agree_on, draw, entry, expect, points

# Outputs, inputs. Square first: a transpose too many only shows its values where its shapes fit.
SIZES = [(3, 3), (4, 2)]
SHAPES = {
    "scalar_by_vector": ("n", "n"),
    "vector_by_vector": ("m n", "n"),
    "chain": ("k m", "m n"),
    "quadratic": ("n n", "n"),
    "lsq": ("m n", "n", "m"),
}


def sheet(submission, *keys):
    """Return functions of the student's sheet."""
    rules = submission.rules()
    functions = [entry(rules, key, what="rules()") for key in keys]
    for key, function in zip(keys, functions, strict=True):
        assert callable(function), f"The entry {key!r} of rules() is no function."
    return functions


def agree_on_rule(submission, reference, key, draws):
    """Hold what a rule gives against what it should. ``draws`` has lists of arguments."""
    (rule,), right = sheet(submission, key), reference.rules()[key]
    agree_on(rule, right, draws)


def agree_on_other_arrays(submission, reference, key, rng, *, linear=False):
    """Hold a rule against the right one at the edges, and for float32."""
    (rule,) = sheet(submission, key)
    agree_at_edges(rule, reference.rules()[key], rng, *SHAPES[key], linear=linear)


@points(1)
def test_scalar_by_vector(submission, reference, rng):
    """The rule for wᵀx gives its gradient."""
    draws = [[draw(rng, n), draw(rng, n)] for _, n in SIZES]
    agree_on_rule(submission, reference, "scalar_by_vector", draws)


@points(0.5)
def test_scalar_by_vector_of_other_arrays(submission, reference, rng):
    """The rule for wᵀx is right for all sizes, slices, whole, equal, tiny and huge numbers, zeros and float32."""
    agree_on_other_arrays(submission, reference, "scalar_by_vector", rng, linear=True)


@points(1)
def test_vector_by_vector(submission, reference, rng):
    """The rule for Ax gives its Jacobian, with a row for each output."""
    draws = [[draw(rng, m, n), draw(rng, n)] for m, n in SIZES]
    agree_on_rule(submission, reference, "vector_by_vector", draws)


@points(0.5)
def test_vector_by_vector_of_other_arrays(submission, reference, rng):
    """The rule for Ax is right for all sizes, slices, whole, equal, tiny and huge numbers, zeros and float32."""
    agree_on_other_arrays(submission, reference, "vector_by_vector", rng, linear=True)


@points(1.5)
def test_chain(submission, reference, rng):
    """The rule for a map after a map gives the Jacobian of both, for all shapes that fit."""
    draws = [[draw(rng, k, m), draw(rng, m, n)] for k, m, n in [(3, 3, 3), (5, 2, 3)]]
    agree_on_rule(submission, reference, "chain", draws)


@points(0.5)
def test_chain_of_other_arrays(submission, reference, rng):
    """The rule for two maps is right for all sizes, slices, whole, equal, tiny and huge numbers, zeros and float32."""
    agree_on_other_arrays(submission, reference, "chain", rng)


@points(1)
def test_quadratic(submission, reference, rng):
    """The rule for xᵀAx gives its gradient, where A is not symmetric."""
    draws = [[draw(rng, n, n), draw(rng, n)] for _, n in SIZES]
    agree_on_rule(submission, reference, "quadratic", draws)


@points(0.5)
def test_quadratic_of_other_arrays(submission, reference, rng):
    """The rule for xᵀAx is right for all sizes, slices, whole, equal, tiny and huge numbers, zeros and float32."""
    agree_on_other_arrays(submission, reference, "quadratic", rng)


@points(1)
def test_lsq(submission, reference, rng):
    """The rule for ‖Ax − b‖² gives its gradient."""
    draws = [[draw(rng, m, n), draw(rng, n), draw(rng, m)] for m, n in SIZES]
    agree_on_rule(submission, reference, "lsq", draws)


@points(0.5)
def test_lsq_of_other_arrays(submission, reference, rng):
    """The rule for ‖Ax − b‖² is right for all sizes, slices, whole, equal, tiny and huge numbers, zeros and float32."""
    agree_on_other_arrays(submission, reference, "lsq", rng)


@points(2)
def test_rules_together(submission, rng):
    """The gradient of ‖A tanh(Bx) − b‖² comes out right where three of the rules are put together."""
    A, B, x, b = draw(rng, 4, 3), draw(rng, 3, 2), draw(rng, 2), draw(rng, 4)
    steps = 1e-30j * np.eye(2)
    errors = A @ np.tanh(B @ (x[:, None] + steps)) - b[:, None]
    right = np.sum(errors**2, axis=0).imag / 1e-30
    lsq, vector_by_vector, chain = sheet(submission, "lsq", "vector_by_vector", "chain")
    hidden = np.tanh(B @ x)
    loss_by_hidden = expect(lsq(A, hidden, b), (3,))
    inner = expect(vector_by_vector(B, x), (3, 2))
    hidden_by_x = expect(chain(np.diag(1 - hidden**2), inner), (3, 2))
    agree(chain(loss_by_hidden[None], hidden_by_x), right[None], what="The gradient of ‖A tanh(Bx) − b‖², as a row,")
