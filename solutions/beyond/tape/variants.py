"""Right answers written differently, and the mistakes that students make, for each function."""

import functools

import numpy as np

from autograder import correct, mistake

from .reference import evaluate, jvp, vjp


def _run(program, inputs, operations=None):
    """Return all values, in floats or as they come where the inputs are complex."""
    known = {"add": np.add, "mul": np.multiply, "matmul": np.matmul, "tanh": np.tanh, "sum": np.sum}
    known |= operations or {}
    values = [np.array(x, dtype=complex if np.iscomplexobj(x) else float) for x in inputs]
    for name, *at in program:
        if name not in known:
            raise ValueError(name)
        values.append(known[name](*[values[i] for i in at]))
    return values


def _add(a, b, da, db, z):
    return da + db


def _mul(a, b, da, db, z):
    return da * b + a * db


def _matmul(a, b, da, db, z):
    return da @ b + a @ db


def _tanh(a, da, z):
    return (1 - z**2) * da


def _sum(a, da, z):
    return np.sum(da)


def _forwards(program, inputs, tangents, **rules):
    rules = {"add": _add, "mul": _mul, "matmul": _matmul, "tanh": _tanh, "sum": _sum} | rules
    values = _run(program, inputs)
    moving = [np.array(t, dtype=float) for t in tangents]
    for name, *at in program:
        x, dx = [values[i] for i in at], [moving[i] for i in at]
        moving.append(rules[name](*x, *dx, values[len(moving)]))
    return moving[-1]


def _back(part, shape):
    part = np.asarray(part)
    while part.ndim > len(shape):
        part = part.sum(axis=0)
    for axis, size in enumerate(shape):
        if size == 1:
            part = part.sum(axis=axis, keepdims=True)
    return part


def _pull(name, u, x, z):
    if name == "add":
        return [u, u]
    if name == "mul":
        return [u * x[1], u * x[0]]
    if name == "matmul":
        return [u @ x[1].T, x[0].T @ u]
    return [(1 - z * z) * u] if name == "tanh" else [u * np.ones(x[0].shape)]


def _backwards(program, inputs, seed, pull=_pull, back=_back, take=np.add, order=-1, zeros=None):
    """Return the adjoints of the inputs; the options change one thing each."""
    values = _run(program, inputs)
    adjoints = [np.zeros(np.shape(v)) if zeros is None else zeros(v) for v in (*inputs, *values[len(inputs) :])]
    adjoints[-1] = np.array(seed, dtype=float)
    for number in range(len(inputs), len(values))[::order]:
        name, *at = program[number - len(inputs)]
        x = [values[i] for i in at]
        for i, part in zip(at, pull(name, adjoints[number], x, values[number]), strict=True):
            adjoints[i] = take(adjoints[i], back(part, np.shape(values[i])))
    return adjoints[: len(inputs)]


# Right answers


@correct(of="evaluate")
def values_by_a_table(program, inputs):
    return _run(program, inputs)


@correct(of="evaluate")
def values_by_cases(program, inputs):
    values = [np.asarray(x, dtype=float) for x in inputs]
    for instruction in program:
        name, a, b = instruction[0], values[instruction[1]], values[instruction[-1]]
        match name:
            case "add":
                values += [a + b]
            case "mul":
                values += [a * b]
            case "matmul":
                values += [a @ b]
            case "tanh":
                values += [np.tanh(a)]
            case "sum":
                values += [a.sum()]
            case _:
                raise ValueError(f"unknown: {name}")
    return values


@correct(of="jvp")
def jvp_by_rules(program, inputs, tangents):
    return _forwards(program, inputs, tangents)


@correct(of="jvp")
def jvp_by_a_complex_step(program, inputs, tangents):
    largest = max((np.abs(np.asarray(t, float)).max() for t in tangents), default=0.0) or 1.0
    step = 1e-200 / largest
    moved = [np.asarray(x, float) + 1j * step * np.asarray(t, float) for x, t in zip(inputs, tangents, strict=True)]
    small = {"tanh": lambda z: np.tanh(z.real) + 1j * (1 - np.tanh(z.real) ** 2) * z.imag}
    return _run(program, moved, small)[-1].imag / step


@correct(of="jvp")
def jvp_with_the_values(program, inputs, tangents):
    values = evaluate(program, inputs)
    speeds = [np.asarray(t, dtype=float) for t in tangents]
    for number, (name, *at) in enumerate(program, len(speeds)):
        if name in ("mul", "matmul"):
            times = np.multiply if name == "mul" else np.matmul
            i, j = at
            speeds.append(times(speeds[i], values[j]) + times(values[i], speeds[j]))
        elif name == "tanh":
            speeds.append(speeds[at[0]] * (1 + values[number]) * (1 - values[number]))
        else:
            speeds.append(sum(speeds[i] for i in at) if name == "add" else speeds[at[0]].sum())
    return speeds[-1]


@correct(of="vjp")
def vjp_by_rules(program, inputs, seed):
    return _backwards(program, inputs, seed)


@correct(of="vjp")
def vjp_by_closures(program, inputs, seed):
    values, pulls = [np.asarray(x, float) for x in inputs], []
    shapes = [x.shape for x in values]
    for name, *at in program:
        if name not in ("add", "mul", "matmul", "tanh", "sum"):
            raise ValueError("no such operation")
        x = [values[i] for i in at]
        z = _run([(name, *range(len(x)))], x)[-1]
        pulls.append((at, functools.partial(_pull, name, x=x, z=z)))
        values.append(z)
    adjoints = dict.fromkeys(range(len(values)), 0.0)
    adjoints[len(values) - 1] = np.asarray(seed, float)
    for number in range(len(values) - 1, len(shapes) - 1, -1):
        at, pull = pulls[number - len(shapes)]
        u = adjoints[number] + np.zeros(np.shape(values[number]))
        for i, part in zip(at, pull(u), strict=True):
            adjoints[i] = adjoints[i] + _back(part, np.shape(values[i]))
    return tuple(adjoints[i] + np.zeros(shape) for i, shape in enumerate(shapes))


@correct(of="jacobian")
def jacobian_in_a_loop(program, x, mode):
    x = np.asarray(x, dtype=float)
    if mode == "forward":
        return np.column_stack([np.ravel(jvp(program, [x], [e])) for e in np.eye(len(x))])
    output = np.asarray(_run(program, [x])[-1])
    rows = []
    for i in range(output.size):
        seed = np.zeros(output.size)
        seed[i] = 1
        rows.append(vjp(program, [x], seed.reshape(output.shape))[0])
    return np.array(rows)


@correct(of="jacobian")
def jacobian_filled_in(program, x, mode):
    n, output = len(x), evaluate(program, [x])[-1]
    J = np.empty((np.size(output), n))
    if mode == "forward":
        for j in range(n):
            J[:, j] = jvp(program, [x], [1.0 * (np.arange(n) == j)])
    else:
        for i in range(len(J)):
            seed = 1.0 if np.ndim(output) == 0 else np.eye(len(J))[i]
            J[i] = vjp(program, [x], seed)[0]
    return J


# Mistakes: values


@mistake("Where in your list do the inputs stand?", of="evaluate")
def inputs_left_out(program, inputs):
    return _run(program, inputs)[len(inputs) :]


@mistake("All values, or the last one?", of="evaluate")
def output_alone(program, inputs):
    return _run(program, inputs)[-1]


@mistake("Of which entries does sum take the sum?", of="evaluate")
def sums_of_columns(program, inputs):
    return _run(program, inputs, {"sum": lambda a: np.sum(a, axis=0) if np.ndim(a) else a})


@mistake("What should happen with an instruction that is in no table?", of="evaluate")
def unknown_is_left_out(program, inputs):
    known = ("add", "mul", "matmul", "tanh", "sum")
    values = [np.array(x, dtype=float) for x in inputs]
    for name, *at in program:
        if name in known:
            values.append(_run([(name, *range(len(at)))], [values[i] for i in at])[-1])
    return values


@mistake("Is mul the product of matrices, or entry by entry?", of="evaluate")
def entries_for_matrices(program, inputs):
    return _run(program, inputs, {"matmul": lambda a, b: a @ b if a.shape[1] != b.shape[1] else a * b
                                  if a.shape == b.shape else a @ b})  # fmt: skip


# Mistakes: forwards


@mistake("A product of two numbers that both move: d(ab) = ?", of="jvp")
def product_of_the_tangents(program, inputs, tangents):
    return _forwards(program, inputs, tangents, mul=lambda a, b, da, db, z: da * db)


@mistake("How many of the factors of a product move?", of="jvp")
def first_factor_moves(program, inputs, tangents):
    return _forwards(program, inputs, tangents, mul=lambda a, b, da, db, z: da * b + 0 * db)


@mistake("Do matrices commute? In which order stand A and dB?", of="jvp")
def matrices_exchanged(program, inputs, tangents):
    def rule(a, b, da, db, z):
        return da @ b + (db @ a if db.shape[1] == a.shape[0] and (db @ a).shape == z.shape else a @ db)

    return _forwards(program, inputs, tangents, matmul=rule)


@mistake("tanh of a tangent, or the tangent times a slope?", of="jvp")
def tanh_of_the_tangent(program, inputs, tangents):
    return _forwards(program, inputs, tangents, tanh=lambda a, da, z: np.tanh(da))


@mistake("What is the derivative of tanh at 0? And yours?", of="jvp")
def slope_of_another_function(program, inputs, tangents):
    return _forwards(program, inputs, tangents, tanh=lambda a, da, z: z * (1 - z) * da)


@mistake("At which point is the slope of tanh taken: before it, or after?", of="jvp")
def slope_at_the_output(program, inputs, tangents):
    return _forwards(program, inputs, tangents, tanh=lambda a, da, z: (1 - np.tanh(z) ** 2) * da)


@mistake("Does your answer change when the tangents are doubled?", of="jvp")
def tangents_of_ones(program, inputs, tangents):
    return _forwards(program, inputs, [np.ones(np.shape(t)) for t in tangents])


@mistake("Sum, or mean?", of="jvp")
def mean_for_the_sum(program, inputs, tangents):
    return _forwards(program, inputs, tangents, sum=lambda a, da, z: np.mean(da))


# Mistakes: backwards


@mistake("What if a value is used twice?", of="vjp")
def overwrites(program, inputs, seed):
    return _backwards(program, inputs, seed, take=lambda old, new: new)


@mistake("An adjoint that is handed to two operands is one array: what if you add to one of them in place?", of="vjp")
def operands_share_an_adjoint(program, inputs, seed):
    def take(old, new):
        if not np.any(old):
            return new
        old += new
        return old

    return _backwards(program, inputs, seed, take=take)


@mistake("Has each gradient the shape of its input? How often was a number used that is spread over a row?", of="vjp")
def not_summed_back(program, inputs, seed):
    return _backwards(program, inputs, seed, back=lambda part, shape: part)


@mistake("Is an adjoint complete before all its users have had their turn?", of="vjp")
def swept_forwards(program, inputs, seed):
    return _backwards(program, inputs, seed, order=1)


@mistake("If a is doubled, does the slope of ab by a double?", of="vjp")
def factors_exchanged(program, inputs, seed):
    def pull(name, u, x, z):
        return _pull(name, u, x, z) if name != "mul" else [u * x[0], u * x[1]]

    return _backwards(program, inputs, seed, pull)


@mistake("Multiply a 1 × 2 by a 2 × 3 matrix: do the shapes of your two gradients match?", of="vjp")
def matrices_not_transposed(program, inputs, seed):
    def pull(name, u, x, z):
        return _pull(name, u, x, z) if name != "matmul" else [u @ x[1], x[0] @ u]

    return _backwards(program, inputs, seed, pull)


@mistake("What is the derivative of tanh at 0? And yours?", of="vjp")
def slope_y_times_one_minus_y(program, inputs, seed):
    def pull(name, u, x, z):
        return _pull(name, u, x, z) if name != "tanh" else [z * (1 - z) * u]

    return _backwards(program, inputs, seed, pull)


@mistake("At which point is the slope of tanh taken: before it, or after?", of="vjp")
def slope_after_the_tanh(program, inputs, seed):
    def pull(name, u, x, z):
        return _pull(name, u, x, z) if name != "tanh" else [(1 - np.tanh(z) ** 2) * u]

    return _backwards(program, inputs, seed, pull)


@mistake("By how much does a sum grow if each of its entries grows by 1?", of="vjp")
def sum_as_a_mean(program, inputs, seed):
    def pull(name, u, x, z):
        return _pull(name, u, x, z) if name != "sum" else [u * np.ones(x[0].shape) / max(x[0].size, 1)]

    return _backwards(program, inputs, seed, pull)


@mistake("Does your answer change when the seed is doubled?", of="vjp")
def seed_of_ones(program, inputs, seed):
    return _backwards(program, inputs, np.ones(np.shape(seed)))


@mistake("In mul(0, 0), how often is value 0 used?", of="vjp")
def one_of_two_uses(program, inputs, seed):
    def pull(name, u, x, z):
        parts = _pull(name, u, x, z)
        return [parts[0], 0 * parts[1]] if len(x) == 2 and x[0] is x[1] else parts

    return _backwards(program, inputs, seed, pull)


@mistake("Print the dtype of your zeros for inputs that are whole numbers.", of="vjp")
def zeros_like_the_inputs(program, inputs, seed):
    def take(old, new):
        return (old + new).astype(np.asarray(old).dtype)

    return _backwards(program, inputs, seed, take=take, zeros=np.zeros_like)


@mistake("What is the gradient by an input that does not matter, and which shape has it?", of="vjp")
def nothing_for_what_does_not_matter(program, inputs, seed):
    used = {i for _, *at in program for i in at} | {len(inputs) + len(program) - 1}
    return [part if i in used else None for i, part in enumerate(_backwards(program, inputs, seed))]


# Mistakes: Jacobians


@mistake("Is a column, or a row, the derivative by one input?", of="jacobian")
def jacobian_transposed(program, x, mode):
    return jacobian_in_a_loop(program, x, mode).T


@mistake("What does a sweep from a seed of ones give: a row, or the sum of all rows?", of="jacobian")
def one_sweep_for_all(program, x, mode):
    x = np.asarray(x, dtype=float)
    output = np.asarray(_run(program, [x])[-1])
    row = vjp(program, [x], np.ones(output.shape))[0]
    return np.tile(row, (output.size, 1))


@mistake("Which mode calls jvp, and which one vjp?", of="jacobian")
def forwards_in_both_modes(program, x, mode):
    return jacobian_in_a_loop(program, x, "forward")


@mistake("How many sweeps does each mode take for a million inputs and one output?", of="jacobian")
def backwards_in_both_modes(program, x, mode):
    return jacobian_in_a_loop(program, x, "reverse")
