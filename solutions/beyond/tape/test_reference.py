"""Proves the reference: by autograd and by complex steps through the same programs, and by counting."""

import autograd
import autograd.numpy as anp
import numpy as np
import pytest

OPERATIONS = {"add": lambda a, b: a + b, "mul": lambda a, b: a * b, "matmul": anp.dot, "tanh": anp.tanh, "sum": anp.sum}
CUBIC = [("mul", 0, 0), ("mul", 1, 0), ("add", 1, 2)]
PROGRAMS = [
    ([("matmul", 0, 1), ("add", 4, 2), ("tanh", 5), ("matmul", 6, 3), ("mul", 7, 7), ("sum", 8)],
     [(4, 3), (3, 2), (2,), (2, 1)]),
    ([("matmul", 0, 1), ("add", 4, 2), ("tanh", 5), ("matmul", 6, 3)], [(2, 2), (2, 2), (2,), (2, 2)]),
    (CUBIC, [()]),
    ([("add", 0, 0)], [(2, 2)]),
    ([("mul", 0, 1)], [(4, 1), (3,)]),
    ([("add", 0, 1), ("mul", 2, 0), ("add", 3, 1)], [(1, 3), (2, 1)]),
    ([("mul", 0, 1), ("tanh", 2)], [(), (2, 3)]),
    ([("sum", 0), ("mul", 1, 0)], [(4,)]),
    ([("tanh", 0), ("mul", 1, 1), ("add", 0, 2)], [(3,), (2,), (1, 3)]),
    ([], [(2,), (3,)]),
    ([("matmul", 0, 0), ("mul", 1, 0)], [(3, 3)]),
    ([("sum", 0), ("sum", 1)], [()]),
]  # fmt: skip


def run(program, inputs):
    values = list(inputs)
    for operation, *at in program:
        values.append(OPERATIONS[operation](*[values[i] for i in at]))
    return values


@pytest.mark.parametrize(("program", "shapes"), PROGRAMS)
def test_sweeps_by_two_oracles(reference, rng, program, shapes):
    """Complex steps through the program, and autograd through the program, agree with both sweeps."""
    inputs, tangents = ([rng.normal(size=shape) for shape in shapes] for _ in range(2))
    values = run(program, inputs)
    for got, right in zip(reference.evaluate(program, inputs), values, strict=True):
        assert got == pytest.approx(right, rel=1e-12)
    moved = run(program, [x + 1e-30j * t for x, t in zip(inputs, tangents, strict=True)])[-1].imag / 1e-30
    assert reference.jvp(program, inputs, tangents) == pytest.approx(moved, rel=1e-10, abs=1e-12)
    seed = rng.normal(size=np.shape(values[-1]))
    got = reference.vjp(program, inputs, seed)
    right = autograd.grad(lambda given: anp.sum(seed * run(program, given)[-1]))(inputs)
    for part, true, x in zip(got, right, inputs, strict=True):
        assert part.shape == np.shape(x)
        assert part == pytest.approx(true, rel=1e-10, abs=1e-12)


@pytest.mark.parametrize(("program", "m", "n"), [([("sum", 0), ("mul", 1, 0)], 3, 3), ([*CUBIC, ("sum", 3)], 1, 4)])
def test_jacobian_by_two_oracles(reference, rng, program, m, n):
    """Autograd's Jacobian, and complex steps column by column, agree in both modes."""
    x = rng.normal(size=n)
    right = autograd.jacobian(lambda v: run(program, [v])[-1])(x).reshape(m, n)
    steps = [np.ravel(run(program, [x + 1e-30j * e])[-1].imag / 1e-30) for e in np.eye(n)]
    for mode in ("forward", "reverse"):
        got = reference.jacobian(program, x, mode)
        assert got.shape == right.shape
        assert got == pytest.approx(right, rel=1e-10, abs=1e-12)
        assert np.transpose(got) == pytest.approx(np.array(steps), rel=1e-10, abs=1e-12)


def test_examples_of_the_statement(reference):
    """The numbers of the statement hold, exactly."""
    assert reference.evaluate(CUBIC, [2]) == [2, 4, 8, 12]
    assert [float(reference.jvp(CUBIC[:n], [2], [1])) for n in (1, 2, 3)] == [4, 12, 16]
    assert reference.vjp(CUBIC, [2], 1) == [16]
    column, row = reference.vjp([("mul", 0, 1), ("sum", 2)], [np.array([[1], [2]]), np.array([1, 3])], 1)
    assert (column.tolist(), row.tolist()) == ([[4], [4]], [3, 3])


def test_one_sweep_for_many_paths(reference):
    """Forty doublings, and a chain that is longer than Python's recursion may be deep."""
    doublings = [("add", i, i) for i in range(40)]
    assert reference.vjp(doublings, [1.5], 1) == [2**40]
    chain = [("add", i, 0) for i in range(2500)]
    assert reference.jvp(chain, [1.5], [1]) == 2501
    assert reference.vjp(chain, [1.5], 1) == [2501]


@pytest.mark.parametrize("wrong", [[("pow", 0, 0)], [*CUBIC, ("Tanh", 0)], [("", 0), *CUBIC]])
def test_unknown_operations_are_refused(reference, wrong):
    """By all three functions."""
    for call in (reference.evaluate, lambda p, x: reference.jvp(p, x, x), lambda p, x: reference.vjp(p, x, 1.0)):
        with pytest.raises(ValueError, match="no operation"):
            call(wrong, [2.0])
