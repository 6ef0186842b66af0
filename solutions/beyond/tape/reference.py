"""Automatic differentiation of a small language: values, tangents and adjoints of a list of instructions."""

import numpy as np

# BEGIN SOLUTION
_OPERATIONS = {"add": np.add, "mul": np.multiply, "matmul": np.matmul, "tanh": np.tanh, "sum": np.sum}
# END SOLUTION


def evaluate(program, inputs):
    """Return all values of a program.

    Args:
        program: list of tuples, an operation and the numbers of the values that it is applied to.
        inputs: list of arrays or numbers, the first values.

    Returns:
        list of the inputs and then of one value an instruction.

    Raises:
        ValueError: an operation is not known.

    """
    # BEGIN SOLUTION
    values = [np.asarray(value, dtype=float) for value in inputs]
    for operation, *operands in program:
        if operation not in _OPERATIONS:
            raise ValueError(f"There is no operation {operation!r}.")
        values.append(_OPERATIONS[operation](*(values[i] for i in operands)))
    return values
    # END SOLUTION


def jvp(program, inputs, tangents):
    """Return the tangent of a program's output: its Jacobian times the tangents of the inputs.

    Args:
        program: list of tuples, an operation and the numbers of the values that it is applied to.
        inputs: list of arrays or numbers, the first values.
        tangents: list of arrays or numbers, one for each input, of its shape.

    Returns:
        array of the shape of the output.

    Raises:
        ValueError: an operation is not known.

    """
    # BEGIN SOLUTION
    values = evaluate(program, inputs)
    moving = [np.asarray(tangent, dtype=float) for tangent in tangents]
    for number, (operation, i, *others) in enumerate(program, len(moving)):
        j = others[0] if others else i
        if operation == "add":
            moving.append(moving[i] + moving[j])
        elif operation == "mul":
            moving.append(moving[i] * values[j] + values[i] * moving[j])
        elif operation == "matmul":
            moving.append(moving[i] @ values[j] + values[i] @ moving[j])
        elif operation == "tanh":
            moving.append((1 - values[number] ** 2) * moving[i])
        else:
            moving.append(np.sum(moving[i]))
    return moving[-1]
    # END SOLUTION


# BEGIN SOLUTION
def _pulled(operation, u, operands, value):
    """Return what an instruction adds to the adjoints of its operands."""
    if operation == "add":
        return u, u
    if operation == "mul":
        return u * operands[1], u * operands[0]
    if operation == "matmul":
        return u @ operands[1].T, operands[0].T @ u
    if operation == "tanh":
        return ((1 - value**2) * u,)
    return (np.broadcast_to(u, operands[0].shape),)


def _summed(part, shape):
    """Return an array summed back over the axes along which the shape was spread."""
    if part.shape == shape:
        return part
    part = part.sum(axis=tuple(range(part.ndim - len(shape))))
    return part.sum(axis=tuple(axis for axis, size in enumerate(shape) if size == 1), keepdims=True)


# END SOLUTION


def vjp(program, inputs, seed):
    """Return the adjoints of a program's inputs: the seed times its Jacobian.

    Args:
        program: list of tuples, an operation and the numbers of the values that it is applied to.
        inputs: list of arrays or numbers, the first values.
        seed: array or number of the shape of the output.

    Returns:
        list of arrays, one for each input, of its shape.

    Raises:
        ValueError: an operation is not known.

    """
    # BEGIN SOLUTION
    values = evaluate(program, inputs)
    adjoints = [np.zeros(value.shape) for value in values]
    adjoints[-1] = np.asarray(seed, dtype=float)
    for number in reversed(range(len(inputs), len(values))):
        operation, *at = program[number - len(inputs)]
        parts = _pulled(operation, adjoints[number], [values[i] for i in at], values[number])
        for i, part in zip(at, parts, strict=True):
            adjoints[i] = adjoints[i] + _summed(part, values[i].shape)
    return adjoints[: len(inputs)]
    # END SOLUTION


def jacobian(program, x, mode):
    """Return the Jacobian of a program with one input.

    Args:
        program: list of tuples, an operation and the numbers of the values that it is applied to.
        x: array of shape (n,), the input.
        mode: str, "forward" for n calls of ``jvp``, "reverse" for m calls of ``vjp``.

    Returns:
        array of shape (m, n), where the output has shape (m,), or is a number and m = 1.

    """
    # BEGIN SOLUTION
    if mode == "forward":
        columns = [jvp(program, [x], [direction]) for direction in np.eye(len(x))]
        return np.stack([np.atleast_1d(column) for column in columns], axis=1)
    output = evaluate(program, [x])[-1]
    seeds = np.eye(np.size(output)).reshape(-1, *np.shape(output))
    return np.stack([vjp(program, [x], seed)[0] for seed in seeds])
    # END SOLUTION
