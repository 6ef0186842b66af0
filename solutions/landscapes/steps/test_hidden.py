"""Hidden tests: 7 points for the ratio, 3 for the best learning rate, 4 for Newton's step, 1 for all three."""

import numpy as np

from autograder import agree, agree_on, between_singles, draw, edges, expect, in_kind_of, points, symmetric_edges

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
    """The ratio is right for losses of 3 weights and of 1, for steps of any length, and where the loss rises."""
    cases = []
    for n in (3, 1):
        (f, gradient), x, lr = waves(rng, n), draw(rng, n), rng.uniform(0.4, 1.2)
        cases.append((f, gradient(x), x, lr))
    centre, g = draw(rng, 2), draw(rng, 2)
    cases.append((lambda p: np.cosh(p - centre).sum().item(), g, centre, 3.0))
    agree_on(submission.decrease_ratio, reference.decrease_ratio, cases)


@points(1)
def test_ratio_of_short_steps(submission, rng):
    """For a learning rate of 1e-6 the ratio is 1 but for a millionth, and right to 1e-7."""
    H, centre, x = rng.own.uniform(3, 5) * bowl(rng, 4), draw(rng, 4), draw(rng, 4)
    f, gradient = quadratic(H, centre)
    g = gradient(x)
    agree(submission.decrease_ratio(f, g, x, 1e-6), 1 - 5e-7 * (g @ H @ g) / (g @ g), tol=1e-7)


@points(1)
def test_ratio_of_steps_that_are_too_long(submission, rng):
    """On a quadratic, the ratio is 0 at twice the best learning rate, and 1 - s/2 at s times, for an s about 20."""
    H, centre, x = bowl(rng, 3), draw(rng, 3), draw(rng, 3)
    f, gradient = quadratic(H, centre)
    g = gradient(x)
    best = (g @ g) / (g @ H @ g)
    factors = 2, rng.uniform(16, 24)
    ratios = submission.decrease_ratio.each([(f, g, x, factor * best) for factor in factors])
    for ratio, factor in zip(ratios, factors, strict=True):
        agree(ratio, 1 - factor / 2, tol=SOLVED)


@points(1)
def test_steepest_direction(submission, rng):
    """On a plane the gradient keeps its promise, and every other direction of the same length less."""
    c, x = draw(rng, 4), draw(rng, 4)
    directions = c, np.roll(c, 1), -c
    cases = [(lambda p: p.dot(c).item(), d, x, rng.uniform(0.4, 1.6)) for d in directions]
    for got, d in zip(submission.decrease_ratio.each(cases), directions, strict=True):
        agree(got, (c @ d) / (c @ c))


@points(0.5)
def test_ratio_where_little_is_promised(submission, rng):
    """Where the gradient is zero, the ratio is 1; where it is only small, the ratio is taken as everywhere."""
    H, x = bowl(rng, 2), 1e-30 * draw(rng, 2)
    f, gradient = quadratic(H, np.zeros(2))
    g = gradient(x)
    ratios = list(submission.decrease_ratio.each([(f, 0 * g, 0 * x, 0.3), (f, g, x, 0.3)]))
    agree(ratios[0], 1.0, what="the ratio where the gradient is zero")
    agree(ratios[1], 1 - 0.15 * (g @ H @ g) / (g @ g), what="the ratio where the gradient is about 1e-30")


@points(0.5)
def test_ratio_of_other_arrays(submission, reference, rng):
    """The ratio is right for whole numbers, slices, equal, tiny, huge and many slopes, a flat loss, and float32."""
    cases = []
    for turn, (g, x) in enumerate(edges(rng, "n", "n")):
        lr = (np.max(np.abs(x)) or 2.0) / (np.max(np.abs(g)) or 1.0)
        cases.append((rough(rng, g, x, lr, (2, -2)[turn % 2]), g, x, lr))
    x, g = np.array([1, 0, -2, 0])[::2], np.array([1, 2])
    cases += [(f, g, x, 2.0) for f in (lambda p: -int(3 * p[0] ** 2 + p[1] ** 2), lambda p: 0.0)]
    f, gradient = quadratic(bowl(rng, 2), draw(rng, 2))
    x = draw(rng, 2).astype(np.float32)
    g = gradient(x).astype(np.float32)
    cases += [(f, g, x, lr) for lr in (0.25, 1e-6)]
    agree_on(submission.decrease_ratio, reference.decrease_ratio, cases)


def rough(rng, g, x, lr, level):
    """Return a loss of the height that is promised, which changes over the length of the step, about a level."""
    c, length, height = draw(rng, len(x)), lr * (np.max(np.abs(g)) or 1.0), lr * float(g @ g) or 1.0
    return lambda p: in_kind_of(p, height * (level + np.sin(c @ (p - x) / length)))


# The best learning rate


@points(2.5)
def test_exact_lr(submission, reference, rng):
    """The best learning rate is right, for a bowl, and where a direction bends down."""
    cases = [(bowl(rng, 4), draw(rng, 4))]
    saddle = with_eigenvalues(rng, [-0.3, 1.5, 2.0])
    cases.append((saddle, np.linalg.eigh(saddle)[1] @ rng.uniform(0.8, 1.2, size=3)))
    agree_on(submission.exact_lr, reference.exact_lr, cases)


@points(0.5)
def test_exact_lr_of_other_arrays(submission, reference, rng):
    """The best learning rate is right for whole numbers, slices, tiny and huge valleys, singular ones, and float32."""
    cases = [(H, g if g.any() else draw(rng, len(H))) for H, g in symmetric_edges(rng, "n", definite=True)]
    cases += [
        (np.array([[1.0, 0.0, -2.0], [0.0, 0.0, 0.0], [-2.0, 0.0, 3.0]]), np.array([2, 1, 0])),
        (np.full((2, 2), 1.5e-9), np.array([1.0, 0.5])),
        (np.array([[-1.0, -2.0], [-2.0, -1.0]]), np.array([1.5, -1.5])),
    ]
    agree_on(submission.exact_lr, reference.exact_lr, cases)
    H, g = bowl(rng, 3).astype(np.float32), draw(rng, 3).astype(np.float32)
    agree(submission.exact_lr(H, g), reference.exact_lr(H.astype(float), g.astype(float)), tol=1e-4)


# Newton's step


@points(2.5)
def test_newton_step(submission, reference, rng):
    """Newton's step is right, for bowls, for a saddle, and for a single weight."""
    matrices = bowl(rng, 3), with_eigenvalues(rng, [2.0, -0.5, 1.0, -1.5]), draw(rng, 1, 1)
    cases = [(H, draw(rng, len(H))) for H in matrices]
    agree_on(submission.newton_step, reference.newton_step, cases, tol=SOLVED)


@points(1)
def test_newton_step_in_a_long_valley(submission, rng):
    """With a condition number of a million, Newton's step still leads to the minimum."""
    H, way = with_eigenvalues(rng, [1e-6, 1.0, 0.1]), draw(rng, 3)
    agree(submission.newton_step(H, H @ way), -way, tol=SOLVED)


@points(0.5)
def test_newton_step_of_other_arrays(submission, reference, rng):
    """Newton's step is right for whole numbers, slices, tiny and huge valleys, many weights, and for float32."""
    cases = []
    for H, g in symmetric_edges(rng, "n", invertible=True):
        size = np.max(np.abs(H))
        slope = g if 1e-3 < size < 1e3 else 2.0 ** np.rint(np.log2(size)) * g  # for steps of an ordinary length
        cases.append((H, slope))
    agree_on(submission.newton_step, reference.newton_step, cases, tol=SOLVED)
    H, g = bowl(rng, 2).astype(np.float32), draw(rng, 2).astype(np.float32)
    agree(submission.newton_step(H, g), reference.newton_step(H.astype(float), g.astype(float)), tol=1e-4)


# Together


@points(1)
def test_steps_on_a_quadratic(submission, rng):
    """On a quadratic, the ratio at a share s of the best learning rate is 1 - s/2, and Newton's step arrives."""
    H, centre, x = between_singles(bowl(rng, 3)), draw(rng, 3), draw(rng, 3)
    f, gradient = quadratic(H, centre)
    g = gradient(x)
    lr = expect(submission.exact_lr(H, g), what="exact_lr(H, g)")
    step = expect(submission.newton_step(H, g), (3,), what="newton_step(H, g)")
    shares = 1.0, rng.uniform(0.3, 0.7)
    ratios = list(submission.decrease_ratio.each([(f, g, x, share * lr) for share in shares]))
    for ratio, share in zip(ratios, shares, strict=True):
        what = f"the ratio at {share:.3g} of your best learning rate, on a quadratic,"
        agree(ratio, 1 - share / 2, tol=SOLVED, what=what)
    agree(x + step, centre, tol=SOLVED, what="where your Newton step ends, on a quadratic,")
