"""Hidden tests: 3.5 points for values, 4.5 forwards, 7 backwards, 1 for both, 4 for Jacobians and their price."""

import itertools
import math

import numpy as np

from autograder import agree, agree_on, draw, edges_of_many, expect, in_single, points, raises

CUBIC = [("mul", 0, 0), ("mul", 1, 0), ("add", 1, 2)]


def mlp(rng, N, d, h, k):
    """Return a network with a bias, its inputs, and the sum of the squares of its outputs."""
    program = [("matmul", 0, 1), ("add", 4, 2), ("tanh", 5), ("matmul", 6, 3), ("mul", 7, 7), ("sum", 8)]
    return program, [0.7 * draw(rng, N, d), draw(rng, d, h), draw(rng, h), draw(rng, h, k)]


def programs(rng):
    """Yield programs with inputs: squares first, then what is spread, used twice, used never, or a number."""
    square, inputs = mlp(rng, 2, 2, 2, 2)
    yield square[:-1], inputs
    yield mlp(rng, 4, 3, 2, 1)
    program, inputs = mlp(rng, 1, 3, 1, 1)
    yield program[:-1], inputs
    yield [("tanh", 0), ("add", 0, 1), ("mul", 2, 3), ("add", 4, 4)], [draw(rng, 2, 2), draw(rng, 2, 2)]
    yield [*CUBIC, ("tanh", 0), ("mul", 3, 4), ("add", 5, 5)], [draw(rng, 3)]
    inputs = [draw(rng, 1, 3), draw(rng, 2, 1), draw(rng, 1), draw(rng, 3)]
    yield [("add", 0, 1), ("mul", 4, 0), ("add", 5, 1), ("mul", 6, 2), ("mul", 3, 7)], inputs
    yield [("mul", 0, 1), ("tanh", 2), ("sum", 3), ("mul", 4, 3)], [float(draw(rng)), draw(rng, 2, 3)]
    yield [("tanh", 0), ("mul", 1, 1), ("add", 0, 2)], [draw(rng, 3), draw(rng, 2), draw(rng, 1, 3)]
    yield [], [draw(rng, 2), draw(rng, 3)]
    yield [("matmul", 0, 0), ("mul", 1, 0)], [draw(rng, 3, 3)]
    yield [("sum", 0)], [float(draw(rng))]


BOTH = [("mul", 0, 1), ("add", 2, 0)]
LONG = 1001  # instructions: more than Python lets functions call one another
CHAIN = [("tanh", i) for i in range(LONG)]


def through_the_chain(x):
    """Return the value at the end of ``CHAIN``, and its derivative."""
    slope = 1.0
    for _ in CHAIN:
        x = math.tanh(x)
        slope *= 1 - x**2
    return x, slope


def others(rng):
    """Yield two inputs, tangents and a seed for ``BOTH``, of each kind that may come in."""
    _, *calls, _, ones = edges_of_many(rng, "m n", "n", "m n", "n", "m n")
    for X, v, *others in calls:
        yield X, v if np.any(v + 1) else -v, *others  # where v is -1, Xv and X cancel
    X, _, dX, _, seed = ones
    yield X, np.zeros(1), dX, np.zeros(1), seed
    whole = np.array([[2.0, 0, -1], [1, 3, -2]])
    yield whole, -1e-7 * np.abs(draw(rng, 3)), whole, np.full(3, 1.5), whole


FLAT = [("tanh", 1), ("mul", 0, 0), ("add", 3, 2)]  # a whole number is spread over what does not move any more
FAR = [3, np.array([[400.0, -0.5, -3000.0]])]


# Values


@points(2.5)
def test_values(submission, reference, rng):
    """All values are right, inputs first, for eleven programs."""
    agree_on(submission.evaluate, reference.evaluate, programs(rng))


@points(0.5)
def test_values_of_other_inputs(submission, reference, rng):
    """They are right for whole numbers, slices, zeros, tiny and huge numbers, Python's numbers, and float32."""
    cases = [(BOTH, [X, v]) for X, v, *_ in others(rng)]
    numbers = [3, np.array([2, -3_000_000])]  # the cube of the latter leaves 64 bits
    cases += [([("mul", 0, 0), ("mul", 1, 1), ("mul", 3, 1)], numbers), (FLAT, FAR), (CUBIC, in_single([draw(rng, 3)]))]
    agree_on(submission.evaluate, reference.evaluate, cases, relative=True)
    x = float(draw(rng))
    got = submission.evaluate(CHAIN, [x])
    agree(len(got) if isinstance(got, tuple | list) else 0, LONG + 1, what="the number of values of a long program")
    agree(got[-1], through_the_chain(x)[0], what="the last value of a long program")


@points(0.5)
def test_unknown_operations(submission, reference, rng):
    """What is in no table is refused in all places, and by all three functions, and nothing else is."""
    x = draw(rng, 2)
    for wrong in ([("Tanh", 0), *CUBIC], [("tanh", 0), ("div", 1, 0), ("tanh", 1)], [*CUBIC, ("", 0)]):
        raises(ValueError, submission.evaluate, wrong, [x])
        raises(ValueError, submission.jvp, wrong, [x], [x])
        raises(ValueError, submission.vjp, wrong, [x], x)
    agree(submission.evaluate(CUBIC, [x]), reference.evaluate(CUBIC, [x]))
    agree(submission.jvp(CUBIC, [x], [x]), reference.jvp(CUBIC, [x], [x]))
    agree(submission.vjp(CUBIC, [x], x), reference.vjp(CUBIC, [x], x))


# Forwards


@points(4)
def test_tangents(submission, reference, rng):
    """The tangent of the output is right for eleven programs."""
    cases = [(program, inputs, [draw(rng, *np.shape(x)) for x in inputs]) for program, inputs in programs(rng)]
    agree_on(submission.jvp, reference.jvp, cases, helped=submission.replacing(evaluate=reference.evaluate))


@points(0.5)
def test_tangents_of_other_inputs(submission, reference, rng):
    """It is right for whole numbers, slices, zeros, tiny and huge numbers, Python's numbers, and float32."""
    cases = [(BOTH, [X, v], [dX, dv]) for X, v, dX, dv, _ in others(rng)]
    x, short = 0.1 * draw(rng, 2), in_single([draw(rng, 3)])
    cases += [(CUBIC, [3], [2]), (FLAT, FAR, [2, np.zeros((1, 3))]), (FLAT, FAR, [2, draw(rng, 1, 3)])]
    cases += [(CHAIN, [x], [x]), (CUBIC, short, short)]
    helped = submission.replacing(evaluate=reference.evaluate)
    agree_on(submission.jvp, reference.jvp, cases, relative=True, helped=helped)


# Backwards


@points(5)
def test_adjoints(submission, reference, rng):
    """The adjoints of all inputs are right, and have their shapes, for eleven programs."""
    cases = []
    for program, inputs in programs(rng):
        cases.append((program, inputs, draw(rng, *np.shape(reference.evaluate(program, inputs)[-1]))))
    agree_on(submission.vjp, reference.vjp, cases, helped=submission.replacing(evaluate=reference.evaluate))


@points(0.5)
def test_adjoints_of_other_inputs(submission, reference, rng):
    """They are right for whole numbers, slices, zeros, tiny and huge numbers, Python's numbers, and float32."""
    cases = [(BOTH, [X, v], seed) for X, v, _, _, seed in others(rng)]
    short = in_single([draw(rng, 3)])
    cases += [(CUBIC, [3], 2), (FLAT, FAR, np.abs(draw(rng, 1, 3))), (CUBIC, short, short[0])]
    helped = submission.replacing(evaluate=reference.evaluate)
    agree_on(submission.vjp, reference.vjp, cases, relative=True, helped=helped)


@points(1.5)
def test_one_sweep_is_enough(submission, reference, rng):
    """Forty doublings have a million million paths, and a chain of 1001 instructions is no reason to go deep."""
    doublings, x, u = [("add", i, i) for i in range(40)], draw(rng, 3), np.sort(draw(rng, 3))
    cases = [(doublings, [x], u), (CHAIN, [x[0]], u[0])]
    right = {id(doublings): [2.0**40 * u], id(CHAIN): [through_the_chain(x[0])[1] * u[0]]}
    helped = submission.replacing(evaluate=reference.evaluate)
    agree_on(submission.vjp, lambda program, *_: right[id(program)], cases, relative=True, helped=helped)


@points(1, after="test_adjoints")
def test_both_ways_agree(submission, rng):
    """The seed times the tangent of the output is the adjoints times the tangents of the inputs."""
    program, inputs = mlp(rng, 3, 2, 4, 2)
    tangents, seed = [draw(rng, *np.shape(value)) for value in inputs], draw(rng, 3, 2)
    moved = expect(submission.jvp(program[:-1], inputs, tangents), (3, 2), what="jvp(program, inputs, tangents)")
    back = submission.vjp(program[:-1], inputs, seed)
    agree(len(back) if isinstance(back, tuple | list) else 0, 4, what="the number of values of vjp")
    parts = [np.sum(expect(part, np.shape(value), what="a value of vjp") * tangent)
             for part, value, tangent in zip(back, inputs, tangents, strict=True)]  # fmt: skip
    agree(sum(parts), np.sum(seed * moved), what="your adjoints times the tangents")


# Jacobians


def for_jacobians(rng):
    """Return programs of one input with their inputs: three of different shapes, then what else may come in."""
    spread = [("sum", 0), ("mul", 1, 0), ("tanh", 2), ("add", 3, 0)]
    shapes = [(spread, 2), ([*CUBIC, ("sum", 3)], 3), (spread, 1)]
    cases = [(program, draw(rng, n)) for program, n in shapes]
    cases += [(spread, x) for x in (np.array([-1, 0, 2])[::-1], np.full(4, 0.5)[::2], np.zeros(2))]
    cases += [([("tanh", 0), ("mul", 1, 0)], np.array([2.0, -1.0, -1.0])), (spread[:2], 2e6 * draw(rng, 3))]
    cases += [(spread[:2], -2e-7 * np.arange(1.0, 4.0)), ([("sum", 0)], np.linspace(-1, 1, 53))]
    return [*cases, ([], draw(rng, 2)), (CHAIN[:51], draw(rng, 1))]


def jacobian_and_sweeps(submission, reference, *arguments):
    """Return a student's Jacobian, and how often it called each kind of sweep."""
    sweeps = {"jvp": 0, "vjp": 0}

    def counted(name):
        def sweep(*arguments, **named):
            sweeps[name] += 1
            return getattr(reference, name)(*arguments, **named)

        return sweep

    with submission.replacing(evaluate=reference.evaluate, jvp=counted("jvp"), vjp=counted("vjp")):
        return submission.jacobian(*arguments), sweeps


@points(4)
def test_jacobian_and_its_price(submission, reference, rng):
    """Both modes give the Jacobian, each with its own sweeps alone, one a column or one a row."""
    modes = "forward", "reverse"
    cases = for_jacobians(rng)
    for (program, x), mode in itertools.product(cases[:2], modes):
        got, sweeps = jacobian_and_sweeps(submission, reference, program, x, mode)
        right = reference.jacobian(program, x, mode)
        agree(got, right, relative=True, what=f"jacobian(program, x, {mode!r})")
        m, n = right.shape
        called = f"jacobian(program, x, {mode!r}) called jvp {sweeps['jvp']} and vjp {sweeps['vjp']} times"
        want = {"jvp": n, "vjp": 0} if mode == "forward" else {"jvp": 0, "vjp": m}
        assert sweeps == want, f"{called}; expected {want['jvp']} and {want['vjp']}, for n = {n} and m = {m}."
    others = [(*cases[2], mode) for mode in modes]
    others += [(program, x, modes[number % 2]) for number, (program, x) in enumerate(cases[3:])]
    others.append((CUBIC, *in_single([draw(rng, 3)]), "reverse"))
    helped = submission.replacing(evaluate=reference.evaluate, jvp=reference.jvp, vjp=reference.vjp)
    agree_on(submission.jacobian, reference.jacobian, others, relative=True, helped=helped)
