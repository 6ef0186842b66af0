"""Hidden tests: 3 points for the rate, 7 for the flow, 7 for descent, and 3 for how they fit together."""

import numpy as np

from autograder import agree, agree_on, draw, edges, expect, in_kind_of, in_single, points, symmetric_edges


def with_eigenvalues(rng, eigenvalues):
    """Return a symmetric matrix that has these eigenvalues, and no eigenvector along an axis."""
    Q, _ = np.linalg.qr(rng.normal(size=(len(eigenvalues),) * 2))
    A = Q @ np.diag(eigenvalues) @ Q.T
    return (A + A.T) / 2


def bowl(rng, n):
    """Return a positive definite A, and w*, w0."""
    return with_eigenvalues(rng, rng.shared.permutation(np.linspace(0.4, 1.6, n))), draw(rng, n), draw(rng, n)


# The rate


@points(2)
def test_rate(submission, reference, rng):
    """The rate at which the loss falls is right for random gradients of 5 entries, and of 1."""
    agree_on(submission.energy_rate, reference.energy_rate, [(draw(rng, n),) for n in (5, 1)])


@points(1)
def test_rate_of_other_arrays(submission, reference, rng):
    """The rate is right for whole numbers, slices, tiny, huge and many slopes, for float32, and for no slope at all."""
    agree_on(submission.energy_rate, reference.energy_rate, edges(rng, "n"), relative=True)
    g = draw(rng, 4).astype(np.float32)
    agree(submission.energy_rate(g), reference.energy_rate(g.astype(float)), tol=1e-4)


# The flow


@points(3.5)
def test_flow(submission, reference, rng):
    """The flow is right at random times, at the start, and when it has come to rest."""
    cases = [(*bowl(rng, n), t) for n, t in ((4, rng.uniform(0.4, 1.6)), (3, 0.0), (3, 60.0))]
    agree_on(submission.flow, reference.flow, cases)


@points(1.5)
def test_flow_of_other_arrays(submission, reference, rng):
    """The flow is right for all signs of eigenvalues, repeated ones, whole numbers, slices, any units, and float32."""
    A = with_eigenvalues(rng, [1.3, 0.5, 1.3])
    whole = np.array([[3, -1, 0, -1], [-1, 3, 1, 0], [0, 1, 2, 0], [-1, 0, 0, 2]])[::2, ::2]
    tiny = 1e-7 * draw(rng, 1)
    cases = [
        (A, draw(rng, 6)[::2], rng.shared.permutation([3, -1, 0]), 0.8),
        (whole, np.array([1, -2]), draw(rng, 4)[::2], 1),
        (np.ones((1, 1)), np.zeros(1), tiny, 0.5),
        (1e-12 * A, draw(rng, 3), draw(rng, 3), 0.8e12),
    ]
    for number, (H, wstar, w0) in enumerate(symmetric_edges(rng, "n", "n")):
        far = 95.0 if number == 1 else 2.0  # where the flow runs away, as far as it is asked for
        cases.append((H, wstar, w0, far / (np.linalg.norm(H, 2) or 1e-7)))
    agree_on(submission.flow, reference.flow, cases)
    A, wstar, w0 = (array.astype(np.float32) for array in bowl(rng, 3))
    right = reference.flow(A.astype(float), wstar.astype(float), w0.astype(float), 0.5)
    agree(submission.flow(A, wstar, w0, 0.5), right, tol=1e-4)


@points(2)
def test_flow_near_a_saddle(submission, reference, rng):
    """Where an eigenvalue is negative, the flow from the ridge ends at the saddle; all others run away from it."""
    A, wstar, away = with_eigenvalues(rng, np.array([1.2, -0.4]) * rng.uniform(0.9, 1.1)), draw(rng, 2), draw(rng, 2)
    ridge = np.linalg.eigh(A)[1][:, 1]
    ridge_end, end = submission.flow.each([(A, wstar, wstar + ridge, 20.0), (A, wstar, wstar + away, 1.5)])
    agree(ridge_end, wstar, tol=1e-7, what="where the flow from the ridge of a saddle is at t = 20")
    agree(end, reference.flow(A, wstar, wstar + away, 1.5))


# Descent


def bent(rng, n):
    """Return the gradient of a loss that is no polynomial."""
    A, B = draw(rng, n, n), draw(rng, n, n)
    return lambda w: A.T @ np.tanh(A @ w) + np.cos(B @ w)


def fading(w):
    """The gradient of the sum of exp(-w), which is zero nowhere."""
    return -np.exp(-w)


def falling(w):
    """The gradient of the sum of -cosh(w), which grows as a ball rolls down."""
    return -np.sinh(w)


def around(rng, w0, unit):
    """Return the gradient of a loss that changes over the size of a start, in a unit of its own, and its size."""
    n, size = len(w0), np.max(np.abs(w0)) or 1.0
    A, b = draw(rng, n, n) / n, draw(rng, n)
    return lambda w: in_kind_of(w, unit * np.sin(A @ ((w - w0) / size) + b)), size


@points(3.5)
def test_descent(submission, reference, rng):
    """Every point of the history is right, for a loss of 3 weights, and for two without a valley."""
    losses = (bent(rng, 3), draw(rng, 3), 4), (fading, draw(rng, 1), 3), (falling, draw(rng, 2), 3)
    cases = [(grad, w0, rng.uniform(0.2, 0.4), steps) for grad, w0, steps in losses]
    agree_on(submission.descend, reference.descend, cases)


@points(1)
def test_descent_that_goes_nowhere(submission, rng):
    """With no steps the history is the start alone; from a stationary point all rows are the same."""
    A, wstar, w0 = bowl(rng, 3)
    agree(submission.descend(lambda w: A @ (w - wstar), w0, 0.3, 0), w0[None])
    agree(submission.descend(lambda w: A @ (w - wstar), wstar, 0.3, 2), np.stack([wstar] * 3))


@points(1)
def test_descent_from_other_arrays(submission, reference, rng):
    """The history is right from whole numbers, slices and float32, for any size of w0 and lr, and for many steps."""
    cases = [(rising, np.array([3, 0, -1, 0])[::2], 0.5, 2)]  # first: here whole numbers show in each step
    for (w0,), unit in zip(edges(rng, "n"), (1, 1e9, 1, 1, -1, 1e-9), strict=True):
        grad, size = around(rng, w0, unit)
        cases.append((grad, w0, 0.5 * size / unit, 2))
    cases += [(falling, np.array([3, -1]), 0.0, 1), (np.cos, draw(rng, 1), 1.0, 51)]
    cases.append((bent(rng, 2), *in_single([draw(rng, 2)]), 0.3, 1))
    agree_on(submission.descend, reference.descend, cases)


def rising(w):
    """A gradient of whole numbers that grows away from 0."""
    return (-3 * np.rint(w)).astype(int)


@points(1.5)
def test_steps_that_are_too_long(submission, rng):
    """At 2/λ, for the largest eigenvalue λ, descent jumps to and fro with period two; at 3/λ it climbs."""
    A, wstar, w0 = bowl(rng, 2)
    values, V = np.linalg.eigh(A)
    w0 = wstar + V[:, 1]
    rates, factors = (2 / values[1], 3 / values[1]), (-1.0, -2.0)
    histories = submission.descend.each([(lambda w: A @ (w - wstar), w0, lr, 3) for lr in rates])
    for history, factor in zip(histories, factors, strict=True):
        agree(history, wstar + np.outer(factor ** np.arange(4), V[:, 1]), tol=1e-7)


# How they fit together


@points(1.5)
def test_loss_falls_at_the_rate(submission, rng):
    """The flow moves against the gradient, and the loss falls along it at the rate that energy_rate gives."""
    A, wstar, w0 = bowl(rng, 4)
    h = 3e-4  # with which an error of 1e-9 in the flow is one of some 1e-6 in its velocity
    places = submission.flow.each([(A, wstar, w0, t) for t in (0.7 - h, 0.7, 0.7 + h)])
    before, now, after = (expect(place, (4,)) for place in places)
    gradient = A @ (now - wstar)
    rate = expect(submission.energy_rate(gradient))
    agree((after - before) / (2 * h), -gradient, tol=2e-5, what="the velocity of your flow, measured over a moment,")
    losses = [(w - wstar) @ A @ (w - wstar) / 2 for w in (before, after)]
    agree(rate, (losses[1] - losses[0]) / (2 * h), tol=2e-5, what="energy_rate(g) along your flow")


@points(1.5, after="test_descent", why="what descent is for: it follows the flow")
def test_descent_nears_the_flow(submission, reference, rng):
    """Descent in n steps of t/n ends near the flow at t, and nearer in proportion as steps are shorter."""
    A, wstar, w0 = bowl(rng, 2)
    end, errors = reference.flow(A, wstar, w0, 1.0), []
    cases = [(lambda w: A @ (w - wstar), w0, 1 / steps, steps) for steps in (4, 12)]
    for history, (*_, steps) in zip(submission.descend.each(cases), cases, strict=True):
        errors.append(max(1e-15, np.linalg.norm(expect(history, (steps + 1, 2))[-1] - end)))
    slope = np.log(errors[0] / errors[1]) / np.log(3)
    assert slope >= 0.75, (
        f"With 4 steps the end of descent is {errors[0]:.2g} away from the flow, and with 12 steps {errors[1]:.2g}; "
        "three times as many steps should come about three times as close."
    )
