"""Hidden tests: 3 points for is_critical, 9 for the words, 8 for Newton's method."""

import numpy as np

from autograder import agree, draw, points

SOLVED = 1e-7  # tolerance of what comes out of linear solves


def with_eigenvalues(rng, eigenvalues):
    """Return a symmetric matrix that has these eigenvalues, and no eigenvector along an axis."""
    Q, _ = np.linalg.qr(rng.normal(size=(len(eigenvalues),) * 2))
    H = Q @ np.diag(eigenvalues) @ Q.T
    return (H + H.T) / 2


def agree_on_words(submission, cases):
    """Make all calls before the first comparison: together they tell mistakes apart.

    Args:
        submission: the student's functions.
        cases: pairs of the arguments for ``classify``, as a tuple, and the right word.

    """
    words = [submission.classify(*arguments) for arguments, _ in cases]
    for (arguments, right), word in zip(cases, words, strict=True):
        agree(word, right, what=f"the word for the eigenvalues {np.linalg.eigvalsh(arguments[0]).round(3).tolist()}")


# is_critical


@points(2)
def test_length_decides(submission, rng):
    """A gradient counts as zero if its length is at most the tolerance, and no other measure of it decides."""
    # Slopes that cancel; the smallest is 0.6, their root mean square 1.04, the largest 1.4, the length 2.08.
    scale = rng.choice([-1, 1]) * rng.uniform(0.95, 1.05)
    g = scale * rng.permutation([0.6, -1.0, -1.0, 1.4])
    answers = [submission.is_critical(g, tol) for tol in (0.3, 0.8, 1.2, 1.7, 2.5)]
    for answer in answers[:-1]:
        agree(answer, False, what="is_critical(g, tol) for a g that is longer than tol")
    agree(answers[-1], True, what="is_critical(g, tol) for a g that is shorter than tol")


@points(1)
def test_edges_of_is_critical(submission, rng):
    """A zero gradient counts as zero for the tolerance 0; one slope that is not small is enough for not."""
    answers = [submission.is_critical(g, tol) for g, tol in ((np.zeros(3), 0.0), (np.array([0, -3, 0])[::2], 0.1))]
    for answer in answers:
        agree(answer, True, what="is_critical(g, tol) for g = 0")
    agree(submission.is_critical(np.array([0, int(rng.integers(2, 9)), 0]), 1.0), False)


# classify


@points(3)
def test_words(submission, rng):
    """The word is right where no eigenvalue is near zero, for 1 to 4 variables."""
    cases = [
        ([3, 1, 2], "minimum"), ([-2, -1], "maximum"), ([-1, -2, -1.5, -1], "maximum"), ([4, 3, -1], "saddle"),
        ([-1, -2, 1, 3], "saddle"), ([2], "minimum"), ([-1], "maximum"),
    ]  # fmt: skip
    agree_on_words(
        submission, [((with_eigenvalues(rng, rng.uniform(0.8, 1.2) * np.array(e)),), word) for e, word in cases]
    )


@points(2.5)
def test_words_with_zero_eigenvalues(submission, rng):
    """A zero among the eigenvalues leaves a saddle a saddle, and makes every other word inconclusive."""
    cases = [
        ([1, 0, -1], "saddle"), ([1, 0], "inconclusive"), ([-1, 0, -2], "inconclusive"), ([0, 0], "inconclusive"),
        ([0], "inconclusive"), ([2, -1, 3, -1], "saddle"),
    ]  # fmt: skip
    agree_on_words(submission, [((np.diag(e) * rng.uniform(0.8, 1.2),), word) for e, word in cases])


@points(1)
def test_words_in_other_units(submission, rng):
    """The unit in which the loss is measured does not change the word."""
    minimum, flat = with_eigenvalues(rng, [1, 2]), np.diag([1, 1e-12])
    cases = [((1e-12 * minimum,), "minimum"), ((-1e12 * minimum,), "maximum"), ((1e12 * flat,), "inconclusive")]
    agree_on_words(submission, cases)


@points(1.5)
def test_what_counts_as_zero(submission, rng):
    """An eigenvalue counts as zero up to the share rtol of the largest, which is 1e-8 where it is not given."""
    shares = [(1.4, "{}"), (-1.4, "saddle"), (0.7, "inconclusive"), (-0.7, "inconclusive")]
    cases = [
        ((with_eigenvalues(rng, [most, most * share * rtol * rng.uniform(0.95, 1.05)]), *given), word.format(bowl))
        for most, bowl, rtol, given in ((1, "minimum", 1e-8, ()), (-1, "maximum", 0.1, (0.1,)))
        for share, word in shares
    ]
    agree_on_words(submission, cases)


@points(1)
def test_gradient_decides_first(submission, reference, rng):
    """Where a gradient is given that does not count as zero, the point is not critical, whatever its Hessian is."""
    H, g = with_eigenvalues(rng, [1, 2]), draw(rng, 2)
    g /= np.linalg.norm(g)
    cases = [
        ((-H, 1e-8, 1.4e-8 * g), "not critical"),
        ((-H, 1e-8, 0.7e-8 * g), "maximum"),
        ((H,), "minimum"),
        ((np.zeros((2, 2)), 1e-8, g, 0.9), "not critical"),
        ((np.zeros((2, 2)), 1e-8, g, 1.1), "inconclusive"),
    ]
    with submission.replacing(is_critical=reference.is_critical):
        words = [submission.classify(*arguments) for arguments, _ in cases]
    for word, (_, right) in zip(words, cases, strict=True):
        agree(word, right, what="the word where a gradient is given, or none,")


# newton


def valley(rng, n):
    """Return the gradient and the Hessian of a convex loss that is no polynomial."""
    A, c = draw(rng, n, n), draw(rng, n)

    def grad(x):
        return A.T @ np.tanh(A @ x) + 2 * (x - c)

    def hess(x):
        return (A.T / np.cosh(A @ x) ** 2) @ A + 2 * np.eye(n)

    return grad, hess


def quadratic(H, centre):
    """Return the gradient and the Hessian of the quadratic loss that has the Hessian H, and is critical at a centre."""
    return lambda x: H @ (x - centre), lambda x: H


def two_valleys(rng):
    """Return the gradient and the Hessian of x⁴ - 2x² + y², turned, and the matrix that turns it."""
    Q, _ = np.linalg.qr(rng.normal(size=(2, 2)))

    def grad(p):
        x, y = Q @ p
        return Q.T @ [4 * x**3 - 4 * x, 2 * y]

    def hess(p):
        return Q.T @ np.diag([12 * (Q @ p)[0] ** 2 - 4, 2.0]) @ Q

    return grad, hess, Q


@points(3)
def test_steps_of_newton(submission, reference, rng):
    """With no steps and with two, Newton's method is where its formula leads, and has not converged."""
    (grad, hess), x0 = valley(rng, 3), draw(rng, 3)
    for maxit in (0, 2):
        right, _ = reference.newton(grad, hess, x0, 0.0, maxit)
        agree(submission.newton(grad, hess, x0, 0.0, maxit), (right, False), tol=SOLVED)


@points(1.5)
def test_one_step_on_a_quadratic(submission, reference, rng):
    """On a quadratic, bowl or saddle, the first step arrives, and that it has arrived is noticed."""
    for eigenvalues in ([1, 2, 3], [1, -2, 3, -1]):
        H, centre = with_eigenvalues(rng, eigenvalues), draw(rng, len(eigenvalues))
        x0 = centre + draw(rng, len(eigenvalues))
        with submission.replacing(is_critical=reference.is_critical):
            got = submission.newton(*quadratic(H, centre), x0, 1e-9, 1)
        agree(got, (centre, True), tol=SOLVED)


@points(2)
def test_newton_finds_minima_and_saddles(submission, reference, rng):
    """Newton's method converges to a minimum from near it, and to the saddle between two minima from near that."""
    grad, hess, Q = two_valleys(rng)
    for start, end in (([rng.uniform(1.2, 1.4), 0.3], [1.0, 0.0]), ([rng.uniform(0.15, 0.25), -0.3], [0.0, 0.0])):
        with submission.replacing(is_critical=reference.is_critical):
            got = submission.newton(grad, hess, Q.T @ start, 1e-9, 12)
        agree(got, (Q.T @ end, True), tol=SOLVED)


@points(1.5)
def test_when_newton_stops(submission, reference, rng):
    """Newton's method stops at the first point that is critical by tol, be it the start; else after maxit steps."""
    (grad, hess), x0 = valley(rng, 2), draw(rng, 2)
    first = reference.newton(grad, hess, x0, 0.0, 1)[0]
    lengths = [np.linalg.norm(grad(x)) for x in (x0, first)]
    with submission.replacing(is_critical=reference.is_critical):
        ends = [
            submission.newton(grad, hess, x0, 2 * lengths[0], 5),
            submission.newton(grad, hess, x0, 2 * lengths[0], 0),
            submission.newton(grad, hess, x0, 1.001 * lengths[1], 5),
            # 1000 exp(-x) falls for ever: every step is 1, less than tol, and the slopes that are met are all above 6.
            submission.newton(lambda x: -1e3 * np.exp(-x), lambda x: np.diag(1e3 * np.exp(-x)), np.array([1]), 2.0, 4),
        ]
    nearest = x0 if lengths[0] <= 1.001 * lengths[1] else first
    rights = [(x0, True), (x0, True), (nearest, True), (np.array([5.0]), False)]
    for got, right in zip(ends, rights, strict=True):
        agree(got, right, tol=SOLVED, what="what newton returns")
