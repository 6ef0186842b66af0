"""Hidden tests: 3 points for is_critical, 9 for the words, 8 for Newton's method."""

import operator

import numpy as np

from autograder import agree, agree_on, between_singles, draw, edges, in_kind_of, points, symmetric_edges

SOLVED = 1e-7  # tolerance of what comes out of linear solves


def with_eigenvalues(rng, eigenvalues):
    """Return a symmetric matrix that has these eigenvalues, and no eigenvector along an axis."""
    Q, _ = np.linalg.qr(rng.normal(size=(len(eigenvalues),) * 2))
    H = Q @ np.diag(eigenvalues) @ Q.T
    return (H + H.T) / 2


def agree_on_words(submission, rng, cases):
    """Make all calls before the first comparison: together they tell mistakes apart.

    No order is known beforehand, and two matrices more differ less than those of two students do.

    Args:
        submission: the student's functions.
        rng: random numbers.
        cases: pairs of the arguments for ``classify``, as a tuple, and the right word.

    """
    bowl = with_eigenvalues(rng, [1, 2, 1e-4])
    bent = np.linalg.eigh(bowl)[1][:, 0]
    close = [((bowl,), "minimum"), ((bowl - 2e-4 * np.outer(bent, bent),), "saddle")]
    cases = [[*cases, *close][i] for i in rng.permutation(len(cases) + len(close))]
    words = list(submission.classify.each([arguments for arguments, _ in cases]))
    for (arguments, right), word in zip(cases, words, strict=True):
        agree(word, right, what=described(*arguments))


def described(H, rtol=1e-8, g=None, tol=1e-8):
    """Return in words what ``classify`` is asked."""
    values = np.linalg.eigvalsh(H)
    some = ", ".join(f"{value:.3g}" for value in values[:6]) + ", ..." * (len(values) > 6)
    slope = "" if g is None else f" and a gradient of length {np.linalg.norm(g):.3g}"
    return f"the word for the eigenvalues {some}{slope} (rtol {rtol:.3g}, tol {tol:.3g})"


def upside_down(rng, cases):
    """Turn some landscapes upside down: pairs of eigenvalues and words, the signs of some changed."""
    other = {"minimum": "maximum", "maximum": "minimum"}
    flips = rng.shared.permutation(np.arange(len(cases)) % 2 == 1)
    return [(-np.array(e), other.get(word, word)) if flip else (np.array(e), word)
            for (e, word), flip in zip(cases, flips, strict=True)]  # fmt: skip


# is_critical


def agree_on_lengths(submission, rng, cases):
    """Make all calls, in any order, before the first comparison.

    Args:
        submission: the student's functions.
        rng: random numbers.
        cases: triples of g, tol and whether g counts as zero.

    """
    cases = [cases[i] for i in rng.permutation(len(cases))]
    answers = list(submission.is_critical.each([case[:2] for case in cases]))
    for answer, (_, _, right) in zip(answers, cases, strict=True):
        agree(answer, right, what=f"is_critical(g, tol) for a g that is {'not ' if right else ''}longer than tol")


@points(2)
def test_length_decides(submission, rng):
    """A gradient counts as zero if its length is at most the tolerance, and no other measure of it decides."""
    # Slopes that cancel; the smallest is 0.6, their root mean square 1.04, the largest 1.4, the length 2.08.
    scale = rng.choice([-1, 1]) * rng.own.uniform(0.9, 1.1)
    g = scale * rng.permutation([0.6, -1.0, -1.0, 1.4])
    length = np.linalg.norm(g).item()
    # Two of them differ less than those of two students do: what another one was told does not help.
    tolerances = 0.8, 1.2, 1.7, 0.9999 * length, 1.0001 * length, 2.5, 7.0
    agree_on_lengths(submission, rng, [(g, tol, tol > length) for tol in tolerances])


@points(1)
def test_edges_of_is_critical(submission, rng):
    """One slope that is not small is enough; whole numbers, tiny, huge and many slopes; zero, and the tolerance 0."""
    cases = [
        (np.zeros(3), 0.0, True),
        (np.array([3.0, -4.0]), 5.0, True),  # of a length that is exact
        (np.array([0, -3, 0])[::2], 0.1, True),
        (np.array([1e-9]), 5e-10, False),
        (np.array([0, int(rng.integers(2, 9)), 0]), 1.0, False),
    ]
    for number, (g,) in enumerate(edges(rng, "n")):
        length, sides = np.linalg.norm(g), (1, -1) if number in (2, 3) else ((-1) ** number,)  # tiny and huge: both
        cases += [(g, length * (1 + side * 1e-9), side > 0) for side in sides] if length else []
    agree_on_lengths(submission, rng, cases)


# classify


@points(3)
def test_words(submission, rng):
    """The word is right where no eigenvalue is near zero, for 1 to 4 variables."""
    cases = [
        ([3, 1, 2], "minimum"), ([-2, -1], "maximum"), ([-1, -2, -1.5, -1], "maximum"), ([4, 3, -1], "saddle"),
        ([-1, -2, 1, 3], "saddle"), ([2], "minimum"),
    ]  # fmt: skip
    pairs = [((with_eigenvalues(rng, rng.uniform(0.8, 1.2) * e),), word) for e, word in upside_down(rng, cases)]
    small, large = (rng.uniform(0.8, 1.2) * (2 * np.ones((n, n)) - np.eye(n)) for n in (2, 5))  # with diagonals above 0
    agree_on_words(submission, rng, [*pairs, ((small,), "saddle"), ((-large,), "saddle")])


@points(2.5)
def test_words_with_zero_eigenvalues(submission, rng):
    """A zero among the eigenvalues leaves a saddle a saddle, and makes every other word inconclusive."""
    cases = [
        ([1, 0, -1], "saddle"), ([1, 0], "inconclusive"), ([-1, 0, -2], "inconclusive"), ([0, 0], "inconclusive"),
        ([0], "inconclusive"), ([2, -1, 3, -1], "saddle"), ([2, 1], "minimum"), ([-1, -2], "maximum"),
    ]  # fmt: skip
    pairs = [(rng.shared.permutation(e) * rng.uniform(0.8, 1.2), word) for e, word in upside_down(rng, cases)]
    agree_on_words(submission, rng, [((np.diag(e),), word) for e, word in pairs])


@points(1)
def test_words_in_other_units(submission, rng):
    """The unit in which the loss is measured does not change the word."""
    cases = [(e, word) for e, word in upside_down(rng, [([1, 2], "minimum"), ([1, 1.5], "minimum"), ([2, -1], "saddle"),
                                                        ([1, 1e-11], "inconclusive")])]  # fmt: skip
    units = rng.shared.permutation([1e-12, 1e12, 1e-20, 1e12])
    agree_on_words(
        submission,
        rng,
        [((unit * with_eigenvalues(rng, e),), word) for unit, (e, word) in zip(units, cases, strict=True)],
    )


@points(1)
def test_what_counts_as_zero(submission, rng):
    """An eigenvalue counts as zero up to the share rtol of the largest, which is 1e-8 where it is not given."""
    shares = [(1.4, "{}"), (-1.4, "saddle"), (0.7, "inconclusive"), (-0.7, "inconclusive")]
    cases = [
        ((with_eigenvalues(rng, [most, most * share * rtol * rng.uniform(0.95, 1.05)]), *given), word.format(bowl))
        for most, bowl, rtol, given in ((1, "minimum", 1e-8, ()), (-1, "maximum", 0.1, (0.1,)))
        for share, word in shares
    ]
    cases.append(((with_eigenvalues(rng, [1, 1e-9]), 1e-10), "minimum"))
    nearly = 1 - 2.5e-8  # float32 does not know it from 1
    cases.append(((np.array([[1, nearly], [nearly, 1]]),), "minimum"))
    cases.append(((with_eigenvalues(rng, [1] * 8 + [2e-8]),), "minimum"))
    agree_on_words(submission, rng, cases)


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
        ((H, 1e-8, 1.4e-9 * g, 1e-9), "not critical"),
        ((H, 1e-8, 0.7e-8 * g, 1e-8), "minimum"),
        ((H, 1e-8, None, 0.0), "minimum"),
        ((H, 1e-8, 1e7 * g, 9e6), "not critical"),
    ]
    with submission.replacing(is_critical=reference.is_critical):
        agree_on_words(submission, rng, cases)


@points(0.5)
def test_words_for_other_arrays(submission, reference, rng):
    """The words are right for whole numbers, slices, tiny and huge Hessians and gradients, and many variables."""
    cases = []
    for turn, (H, g) in enumerate(symmetric_edges(rng, "n")):
        tol = np.linalg.norm(g) * (1.1, 0.9)[turn in (1, 2, 4)]
        arguments = (H, 1e-8, g, tol)
        cases.append((arguments, reference.classify(*arguments)))
    with submission.replacing(is_critical=reference.is_critical):
        agree_on_words(submission, rng, cases)


# newton


def valley(rng, n, start=0.0):
    """Return the gradient and the Hessian of a convex loss that is no polynomial, about a start."""
    A, c = np.abs(draw(rng, n, n)), start + 0.5 * draw(rng, n)

    def grad(x):
        return A.T @ np.tanh(A @ (x - c) / 2) + 2 * (x - c)

    def hess(x):
        return (A.T / np.cosh(A @ (x - c) / 2) ** 2) @ A / 2 + 2 * np.eye(n)

    return grad, hess


def around(rng, x0, unit):
    """Return the gradient and the Hessian of a loss that changes over the size of a start, in a unit of its own.

    Towards 0 from a negative start, the gradient grows.
    """
    n, size = len(x0), np.max(np.abs(x0)) or 1.0
    A, c = np.abs(draw(rng, n, n)) / n, np.abs(draw(rng, n))

    def grad(x):
        return in_kind_of(x, unit * (A.T @ np.tanh(A @ ((x - x0) / size + c)) + (x - x0) / size + c))

    def hess(x):
        return in_kind_of(x, unit / size * ((A.T / np.cosh(A @ ((x - x0) / size + c)) ** 2) @ A + np.eye(n)))

    return grad, hess


def quadratic(H, centre):
    """Return the gradient and the Hessian of the quadratic loss that has the Hessian H, and is critical at a centre."""
    return lambda x: H @ (x - centre), lambda x: H


def two_valleys(rng):
    """Return the gradient and the Hessian of x⁴ - 2x² + y², turned, and the matrix that turns it."""
    angle = rng.uniform(0.6, 1.0)
    Q = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])

    def grad(p):
        x, y = Q @ p
        return Q.T @ [4 * x**3 - 4 * x, 2 * y]

    def hess(p):
        return Q.T @ np.diag([12 * (Q @ p)[0] ** 2 - 4, 2.0]) @ Q

    return grad, hess, Q


def agree_on_ends(submission, reference, cases, ends):
    """Check where Newton's method ends and whether it has converged; faults of is_critical are not its own."""

    def end(*asked):
        return next(right for case, right in zip(cases, ends, strict=True) if all(map(operator.is_, case, asked)))

    helped = submission.replacing(is_critical=reference.is_critical)
    agree_on(submission.newton, end, cases, tol=SOLVED, helped=helped)


@points(3)
def test_steps_of_newton(submission, reference, rng):
    """With no steps and with two, Newton's method is where its formula leads, and has not converged."""
    (grad, hess), x0 = valley(rng, 3), draw(rng, 3)
    cases = [(grad, hess, x0, 0.0, maxit) for maxit in (0, 2)]
    agree_on_ends(submission, reference, cases, [(reference.newton(*case)[0], False) for case in cases])


@points(1.5)
def test_one_step_on_a_quadratic(submission, reference, rng):
    """On a quadratic, bowl or saddle, the first step arrives, and that it has arrived is noticed."""
    cases, ends = [], []
    for eigenvalues in ([1, 200, 3], [1, -2, 90, -1]):
        H, centre = with_eigenvalues(rng, eigenvalues), draw(rng, len(eigenvalues))
        cases.append((*quadratic(H, centre), centre + draw(rng, len(eigenvalues)), 1e-9, 1))
        ends.append((centre, True))
    agree_on_ends(submission, reference, cases, ends)


@points(2)
def test_newton_finds_minima_and_saddles(submission, reference, rng):
    """Newton's method converges to a minimum from near it, and to the saddle between two minima from near that."""
    grad, hess, Q = two_valleys(rng)
    starts = [rng.uniform(1.2, 1.4), 0.3], [rng.uniform(0.15, 0.25), -0.3]
    cases = [(grad, hess, Q.T @ start, 1e-9, 9) for start in starts]
    agree_on_ends(submission, reference, cases, [(Q.T @ end, True) for end in ([1.0, 0.0], [0.0, 0.0])])


@points(1)
def test_when_newton_stops(submission, reference, rng):
    """Newton's method stops at the first point that is critical by tol, be it the start; else after maxit steps."""
    x0 = draw(rng, 2)
    grad, hess = valley(rng, 2, x0)  # so near that the first step brings the slope down
    first = reference.newton(grad, hess, x0, 0.0, 1)[0]
    lengths = [np.linalg.norm(grad(x)) for x in (x0, first)]
    cases = [
        (grad, hess, x0, 2 * lengths[0], 5),
        (grad, hess, x0, 2 * lengths[0], 0),
        (grad, hess, x0, 1.001 * lengths[1], 5),
        # 1000 exp(-x) falls for ever: every step is 1, less than tol, and the slopes that are met are all above 6.
        (lambda x: -1e3 * np.exp(-x), lambda x: np.diag(1e3 * np.exp(-x)), np.array([1]), 2.0, 4),
        # In a unit in which a first step is shorter than 1e-12 and arrives nowhere.
        (lambda x: np.sinh(1e12 * x), lambda x: np.diag(1e12 * np.cosh(1e12 * x)), np.array([1e-12]), 1e-6, 9),
    ]
    ends = [(x0, True), (x0, True), (first, True), (np.array([5.0]), False), (np.zeros(1), True)]
    agree_on_ends(submission, reference, cases, ends)


@points(0.5)
def test_newton_from_other_arrays(submission, reference, rng):
    """Newton's method is right from whole numbers, slices, tiny, huge and many coordinates, and where it never ends."""
    cases = []
    for (x0,), unit in zip(edges(rng, "n"), (1, 1e9, 1, 1, -1, 1e-9), strict=True):
        grad, hess = around(rng, x0, unit)
        size, is_odd = np.linalg.norm(grad(x0.astype(float))), x0.dtype.kind == "i" or 0 < np.max(np.abs(x0)) < 1e-6
        cases += [(grad, hess, x0, 1.01 * size, 5)] * bool(is_odd) + [(grad, hess, x0, 0.99 * size, 1)]
    waves = (lambda x: 2 * x + np.sin(99 * x) / 990), (lambda x: np.diag(2 + np.cos(99 * x) / 10))
    cases.append((*waves, between_singles(9 * draw(rng, 5)), 0.0, 1))
    ends = [reference.newton(*case) for case in cases]
    cases.append((lambda x: 0 * x, lambda x: np.eye(2), np.array([3, 0]), 0.0, 2))
    quartic = slope_of_a_quartic, (lambda x: np.diag(3 * x.astype(int) ** 2 - 2))
    cases += [(*quartic, np.zeros(1), 0.5, steps) for steps in (51, 2)]  # to and fro
    ends += [(np.array([3.0, 0.0]), True), (np.ones(1), False), (np.zeros(1), False)]
    agree_on_ends(submission, reference, cases, ends)


def slope_of_a_quartic(x):
    """The slope x³ - 2x + 2, on which Newton's method goes from 0 to 1 and from 1 to 0; both are whole numbers."""
    return (x**3 - 2 * x + 2).astype(int)
