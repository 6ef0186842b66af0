# Choose a rule and move x: what your rule says stands beside the slopes that are measured by small steps.
import matplotlib.pyplot as plt
import numpy as np

from autograder import interact


def explore_slopes(f, x, h=1e-5):
    """Return the slopes of f at x by central differences, one column for each entry of x."""
    return np.stack([(f(x + step) - f(x - step)) / (2 * h) for step in h * np.eye(len(x))], axis=-1)


def explore_example(rule, x):
    """Return the formula of a small example, the function, and what the rule says about it at x."""
    A, S = np.array([[1.0, 2.0], [0.0, -1.0], [3.0, 1.0]]), np.array([[1.0, 2.0], [0.0, 3.0]])
    w, b = np.array([3.0, -1.0]), np.array([1.0, 0.0, 2.0])
    say = rules()[rule]
    if rule == "scalar_by_vector":
        return "wᵀx", lambda v: w @ v, say(w, x)
    if rule == "vector_by_vector":
        return "Ax", lambda v: A @ v, say(A, x)
    if rule == "chain":
        return "tanh(Ax)", lambda v: np.tanh(A @ v), say(np.diag(1 - np.tanh(A @ x) ** 2), A)
    if rule == "quadratic":
        return "xᵀSx", lambda v: v @ S @ v, say(S, x)
    return "‖Ax − b‖²", lambda v: np.sum((A @ v - b) ** 2), say(A, x, b)


def draw_rule(rule, x1, x2):
    """Print shapes, and draw what the rule says beside what is measured."""
    x = np.array([x1, x2])
    formula, f, said = explore_example(rule, x)
    said, slopes = np.asarray(said, dtype=float), explore_slopes(f, x)
    print(f"{formula}: x has shape {x.shape}, the value {np.shape(f(x))}, its derivative {slopes.shape}.")
    if said.shape != slopes.shape:
        print(f"Your rule returns shape {said.shape}.")
        return
    print(f"The largest difference is {np.max(np.abs(said - slopes)):.1e}.")
    _, frames = plt.subplots(1, 2, figsize=(7, 2.6))
    for frame, table, title in zip(frames, (said, slopes), ("your rule", "measured"), strict=True):
        draw_table(frame, table, np.max(np.abs(slopes)))
        frame.set_title(f"{formula}: {title}")


def draw_table(frame, table, largest):
    """Draw a gradient as a row of coloured fields, a Jacobian as a table with a row for each output."""
    outputs = [] if table.ndim == 1 else [f"output {i + 1}" for i in range(len(table))]
    rows = np.atleast_2d(table)
    frame.imshow(rows, cmap="coolwarm", vmin=-largest, vmax=largest, alpha=0.6)
    frame.set_xticks([0, 1], ["x1", "x2"])
    frame.set_yticks(range(len(outputs)), outputs)
    for (i, j), number in np.ndenumerate(rows):
        frame.text(j, i, f"{number:.3f}", ha="center", va="center")


interact(
    draw_rule,
    rule=["scalar_by_vector", "vector_by_vector", "chain", "quadratic", "lsq"],
    x1=(-2, 2, 0.1, 1),
    x2=(-2, 2, 0.1, 0.5),
)
