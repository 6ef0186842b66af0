"""Right answers written differently, and the mistakes that students make, one rule at a time."""

import functools

import numpy as np

from autograder import correct, mistake

# Right answers


@correct
def rules_with_names():
    def scalar_by_vector(w, x):
        return w * np.ones(len(x))

    def vector_by_vector(A, x):
        return np.stack([A @ axis for axis in np.eye(len(x))], axis=1)

    def chain(J2, J1):
        return np.einsum("km,mn->kn", J2, J1)

    def quadratic(A, x, symmetric=False):
        return 2 * A @ x if symmetric else A @ x + A.T @ x

    def lsq(A, x, b):
        return 2 * (A @ x) @ A - 2 * b @ A

    return {rule.__name__: rule for rule in (scalar_by_vector, vector_by_vector, chain, quadratic, lsq)}


@correct
def rules_of_one_general_kind():
    def by_complex_steps(f, x):
        x = np.asarray(x, dtype=float)
        return np.stack([np.asarray(f(x + step)).imag / 1e-30 for step in 1e-30j * np.eye(len(x))], axis=-1)

    return {
        "scalar_by_vector": lambda w, x: by_complex_steps(lambda v: w @ v, x),
        "vector_by_vector": lambda A, x: by_complex_steps(lambda v: A @ v, x),
        "chain": np.matmul,
        "quadratic": lambda A, x: by_complex_steps(lambda v: v @ A @ v, x),
        "lsq": lambda A, x, b: by_complex_steps(lambda v: np.sum((A @ v - b) ** 2), x),
    }


class _Rule:
    def __init__(self, formula):
        self.formula = formula

    def __call__(self, *arguments):
        return self.formula(*arguments)

    def plain(self, first, x):
        return first


@correct
def rules_that_are_objects():
    known = _Rule(lambda A, x: (A.T + A).dot(x))
    return {
        "scalar_by_vector": known.plain,
        "vector_by_vector": known.plain,
        "chain": functools.partial(np.dot),
        "quadratic": known,
        "lsq": _Rule(lambda A, x, b: -2 * A.T @ (b - A @ x)),
        "a rule of my own": "product rule",
    }


# Mistakes


def _sheet_with(**mistaken):
    right = {
        "scalar_by_vector": lambda w, x: w,
        "vector_by_vector": lambda A, x: A,
        "chain": lambda J2, J1: J2 @ J1,
        "quadratic": lambda A, x: (A + A.T) @ x,
        "lsq": lambda A, x, b: 2 * A.T @ (A @ x - b),
    }
    return right | mistaken


@mistake("Is it the value of wᵀx that you return, or how it changes? What has the shape of x?")
def scalar_by_vector_is_not_derived():
    return _sheet_with(scalar_by_vector=lambda w, x: w @ x)


@mistake("Which of w and x moves, and which one rests?")
def scalar_by_vector_is_derived_by_w():
    return _sheet_with(scalar_by_vector=lambda w, x: x)


@mistake("Is it the value of Ax that you return, or how it changes? How many slopes has a map with m outputs?")
def vector_by_vector_is_not_derived():
    return _sheet_with(vector_by_vector=lambda A, x: A @ x)


@mistake("Does your Jacobian have a row for each output, or for each input?")
def vector_by_vector_is_transposed():
    return _sheet_with(vector_by_vector=lambda A, x: A.T)


@mistake("Which of the two maps acts first, and on which side does it stand?")
def chain_is_in_the_order_of_events():
    return _sheet_with(chain=lambda J2, J1: J1 @ J2)


@mistake("How many paths lead from the first input through the middle to the first output? Are they all in your sum?")
def chain_goes_entry_by_entry():
    return _sheet_with(chain=lambda J2, J1: J2 * J1)


@mistake("Swap A for its transpose: xᵀAx stays as it is. Does your gradient?")
def quadratic_takes_a_to_be_symmetric():
    return _sheet_with(quadratic=lambda A, x: 2 * A @ x)


@mistake("How many slopes does xᵀAx have at x, and how many numbers do you return?")
def quadratic_is_not_derived():
    return _sheet_with(quadratic=lambda A, x: x @ A @ x)


@mistake("Take n = 1, A = 1, b = 0: what does the exponent of the square become?")
def lsq_forgets_the_two():
    return _sheet_with(lsq=lambda A, x, b: A.T @ (A @ x - b))


@mistake("Where Ax = b the loss is smallest. Is your gradient zero there?")
def lsq_loses_b():
    return _sheet_with(lsq=lambda A, x, b: 2 * A.T @ A @ x)


@mistake("Is ‖Ax − b‖² itself a gradient? What has the shape of x?")
def lsq_is_not_derived():
    return _sheet_with(lsq=lambda A, x, b: np.sum((A @ x - b) ** 2))
