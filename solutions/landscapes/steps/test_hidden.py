"""Hidden tests: 7 points for the ratio, 3 for the best learning rate, 4 for Newton's step, 1 for all three."""

import numpy as np

from autograder import agree, draw, expect, points

SOLVED = 1e-7  # tolerance of what comes out of linear solves


def with_eigenvalues(rng, eigenvalues):
    """Return a symmetric matrix that has these eigenvalues, and no eigenvector along an axis."""
    Q, _ = np.linalg.qr(rng.normal(size=(len(eigenvalues),) * 2))
    H = Q @ np.diag(eigenvalues) @ Q.T
    return (H + H.T) / 2


def bowl(rng, n):
    """Return a positive definite matrix."""
    return with_eigenvalues(rng, rng.uniform(0.9, 1.1) * np.linspace(0.4, 1.8, n + 1)[1:])


def quadratic(H, centre):
    """Return a quadratic loss and its gradient."""
    return lambda x: ((x - centre) @ H @ (x - centre) / 2).item(), lambda x: H @ (x - centre)


def waves(rng, n):
    """Return a loss that is no polynomial, and its gradient."""
    A = draw(rng, 3, n)
    return lambda x: np.cos(A @ x).sum().item(), lambda x: -A.T @ np.sin(A @ x)


# The ratio


@points(3)
def test_ratio(submission, reference, rng):
    """The ratio is right for losses of 3 weights and of 1, and for steps of any length."""
    for n in (3, 1):
        (f, gradient), x, lr = waves(rng, n), draw(rng, n), rng.uniform(0.4, 1.2)
        g = gradient(x)
        agree(submission.decrease_ratio(f, g, x, lr), reference.decrease_ratio(f, g, x, lr))


@points(1)
def test_ratio_of_short_steps(submission, rng):
    """For a learning rate of 1e-6 the ratio is 1 but for a millionth, and right to 1e-7."""
    H, centre, x = 4 * bowl(rng, 3), draw(rng, 3), draw(rng, 3)
    f, gradient = quadratic(H, centre)
    g = gradient(x)
    agree(submission.decrease_ratio(f, g, x, 1e-6), 1 - 5e-7 * (g @ H @ g) / (g @ g), tol=1e-7)


@points(1)
def test_ratio_of_steps_that_are_too_long(submission, rng):
    """On a quadratic, the ratio is 0 at twice the best learning rate, and -1/2 at three times: the loss has risen."""
    H, centre, x = bowl(rng, 3), draw(rng, 3), draw(rng, 3)
    f, gradient = quadratic(H, centre)
    g = gradient(x)
    best = (g @ g) / (g @ H @ g)
    for factor, right in ((2, 0.0), (3, -0.5)):
        agree(submission.decrease_ratio(f, g, x, factor * best), right, tol=SOLVED)


@points(1)
def test_steepest_direction(submission, rng):
    """On a plane the gradient keeps its promise, and every other direction of the same length less."""
    c, x = draw(rng, 4), draw(rng, 4)
    for d in (c, np.roll(c, 1), -c):
        got = submission.decrease_ratio(lambda p: (c @ p).item(), d, x, rng.uniform(0.4, 1.6))
        agree(got, (c @ d) / (c @ c))


@points(0.5)
def test_ratio_where_little_is_promised(submission, rng):
    """Where the gradient is zero, the ratio is 1; where it is only small, the ratio is taken as everywhere."""
    H, x = bowl(rng, 2), 1e-9 * draw(rng, 2)
    f, gradient = quadratic(H, np.zeros(2))
    g = gradient(x)
    ratios = [submission.decrease_ratio(f, slope, point, 0.3) for point, slope in ((0 * x, 0 * g), (x, g))]
    agree(ratios[0], 1.0, what="the ratio where the gradient is zero")
    agree(ratios[1], 1 - 0.15 * (g @ H @ g) / (g @ g), what="the ratio where the gradient is about 1e-9")


@points(0.5)
def test_ratio_of_other_arrays(submission, reference, rng):
    """The ratio is right for slices of whole numbers, and for float32."""
    f, gradient = quadratic(np.array([[3, -1], [-1, 2]]), np.array([1, 1]))
    x = np.array([3, 0, -2, 0])[::2]
    agree(submission.decrease_ratio(f, gradient(x), x, 0.1), reference.decrease_ratio(f, gradient(x), x, 0.1))
    x = draw(rng, 2).astype(np.float32)
    g = gradient(x).astype(np.float32)
    right = reference.decrease_ratio(f, g.astype(float), x.astype(float), 0.25)
    agree(submission.decrease_ratio(f, g, x, 0.25), right, tol=1e-4)


# The best learning rate


@points(2.5)
def test_exact_lr(submission, reference, rng):
    """The best learning rate is right, for bowls of 4 weights and of 1, and where a direction bends down."""
    cases = [(bowl(rng, n), draw(rng, n)) for n in (4, 1)]
    saddle = with_eigenvalues(rng, [-0.3, 1.5, 2.0])
    cases.append((saddle, np.linalg.eigh(saddle)[1] @ rng.uniform(0.8, 1.2, size=3)))
    for H, g in cases:
        agree(submission.exact_lr(H, g), reference.exact_lr(H, g))


@points(0.5)
def test_exact_lr_of_other_arrays(submission, reference, rng):
    """The best learning rate is right for slices of whole numbers, and for float32."""
    H, g = np.array([[3, 9, -1], [9, 9, 9], [-1, 9, 2]])[::2, ::2], np.array([3, 0, -2, 0])[::2]
    agree(submission.exact_lr(H, g), reference.exact_lr(H, g))
    H, g = bowl(rng, 3).astype(np.float32), draw(rng, 3).astype(np.float32)
    agree(submission.exact_lr(H, g), reference.exact_lr(H.astype(float), g.astype(float)), tol=1e-4)


# Newton's step


@points(2.5)
def test_newton_step(submission, reference, rng):
    """Newton's step is right, for bowls, for a saddle, and for a single weight."""
    for H in (bowl(rng, 3), with_eigenvalues(rng, [2.0, -0.5, 1.0, -1.5]), draw(rng, 1, 1)):
        g = draw(rng, len(H))
        agree(submission.newton_step(H, g), reference.newton_step(H, g), tol=SOLVED)


@points(1)
def test_newton_step_in_a_long_valley(submission, rng):
    """With a condition number of a million, Newton's step still leads to the minimum."""
    H, way = with_eigenvalues(rng, [1e-6, 1.0, 0.1]), draw(rng, 3)
    agree(submission.newton_step(H, H @ way), -way, tol=SOLVED)


@points(0.5)
def test_newton_step_of_other_arrays(submission, reference, rng):
    """Newton's step is right for slices of whole numbers, and for float32."""
    H, g = np.array([[3, 9, -1], [9, 9, 9], [-1, 9, 2]])[::2, ::2], np.array([3, 0, -2, 0])[::2]
    agree(submission.newton_step(H, g), reference.newton_step(H, g), tol=SOLVED)
    H, g = bowl(rng, 2).astype(np.float32), draw(rng, 2).astype(np.float32)
    agree(submission.newton_step(H, g), reference.newton_step(H.astype(float), g.astype(float)), tol=1e-4)


# Together


@points(1)
def test_steps_on_a_quadratic(submission, rng):
    """On a quadratic, the ratio at the best learning rate is one half, and Newton's step ends at the minimum."""
    H, centre, x = bowl(rng, 3), draw(rng, 3), draw(rng, 3)
    f, gradient = quadratic(H, centre)
    g = gradient(x)
    lr = expect(submission.exact_lr(H, g), what="exact_lr(H, g)")
    step = expect(submission.newton_step(H, g), (3,), what="newton_step(H, g)")
    ratio = submission.decrease_ratio(f, g, x, lr)
    agree(ratio, 0.5, what="the ratio at your best learning rate, on a quadratic,")
    agree(x + step, centre, tol=SOLVED, what="where your Newton step ends, on a quadratic,")
