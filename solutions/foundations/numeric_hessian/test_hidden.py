"""Hidden tests: 4 points for the loss, 12 for the Hessian, 9 for what it says."""

import numpy as np

from autograder import agree, agree_on, draw, entry, expect, in_kind_of, points

ROUGH, FINE = 2e-5, 1e-6  # errors of second differences: of any sensible step, and of a good one
MIXED = [-2.5, -0.7, 1.2]  # three, since for two eigenvalues rows and columns of eigenvectors cannot be told apart


# Functions with a Hessian in closed form. They take complex arrays, and return plain numbers.


def signed(rng, shape, low, high):
    """Random numbers of both signs whose sizes lie between two bounds."""
    return rng.uniform(low, high, size=shape) * (1 - 2 * rng.shared.integers(2, size=shape))


def waves(rng, n):
    """A smooth function of n variables that is no polynomial, and its Hessian."""
    A = signed(rng, (3, n), 0.4, 1.0)

    def f(t):
        u = t.dot(A.T)  # of a list there is no such product
        return (np.exp(u[0] / 2) + np.sin(u[1]) + u[2] ** 3 / 12).item()

    def hessian(x):
        u = A @ x
        return (A.T * [np.exp(u[0] / 2) / 4, -np.sin(u[1]), u[2] / 2]) @ A

    return f, hessian


def steep_waves(rng, x):
    """Such a function, and its Hessian: with a step of 0.1 at x, five times as wrong as anybody may be."""
    step = 0.1 * np.eye(len(x))[0]
    while True:  # three times in ten it is
        f, hessian = waves(rng, len(x))
        H = hessian(x)
        error = (f(x + step) - 2 * f(x) + f(x - step)) / 0.01 - H[0, 0]
        if abs(error) > 5 * ROUGH * max(1, np.linalg.norm(H)):
            return f, hessian


def cubic(rng, x):
    """A polynomial of degree 3 that is large and positive at a large x, and its Hessian."""
    A = signed(rng, (3, len(x)), 0.4, 1.0)
    A[0] = abs(A[0]) * np.sign(x)  # whose product with x cannot cancel
    A *= np.sign(A @ x)[:, None]

    def f(t):
        return (np.sum((A @ np.asarray(t)) ** 3) / 6).item()

    return f, lambda x: (A.T * (A @ x)) @ A


def quadratic(H, centre, height=0.0):
    """The function of Hessian H with a critical point of a given height."""

    def f(t):
        d = np.asarray(t) - centre
        return (height + d @ H @ d / 2).item()

    return f


def network(X, y):
    """The loss of the network, and its Hessian."""

    def f(t):
        w1, w2 = np.asarray(t)
        return np.mean((w2 * np.tanh(w1 * X) - y) ** 2).item()

    def hessian(theta):
        w1, w2 = theta
        p = np.tanh(w1 * X)
        s, r = 1 - p**2, w2 * p - y
        a = 2 * np.mean((w2 * s * X) ** 2 - 2 * r * w2 * X**2 * p * s)
        b = 2 * np.mean(w2 * s * X * p + r * s * X)
        return np.array([[a, b], [b, 2 * np.mean(p**2)]])

    return f, hessian


def with_eigenvalues(rng, eigenvalues):
    """A symmetric matrix that has these eigenvalues, and no eigenvector along an axis."""
    Q, _ = np.linalg.qr(rng.normal(size=(len(eigenvalues),) * 2))
    H = Q @ np.diag(eigenvalues) @ Q.T
    return (H + H.T) / 2


def report_on(submission, H, theta, height=0.0):
    """The report on a point where the Hessian is H. ``numeric_hessian`` says so, be it right or wrong elsewhere."""

    def numeric_hessian(f, x, h=None):
        """Return H if this is the point; anywhere else, zeros."""
        return H if np.array_equal(x, theta) else np.zeros_like(H)

    with submission.replacing(numeric_hessian=numeric_hessian):
        return submission.hessian_report(quadratic(H, theta, height), theta)


def look_at(report, key, expected, tol=ROUGH):
    """Check one entry of a report: float64 numbers that are right."""
    name = f"{key!r} of the report"
    value = entry(report, key, what="hessian_report(f, theta)")
    if np.all(np.isfinite(expected)):
        expect(value, np.shape(expected), what=name)
    agree(value, expected, tol=tol, what=name)


def look_at_kind(report, kind):
    """Check what a report says a point is."""
    agree(entry(report, "kind", what="hessian_report(f, theta)"), kind, what="'kind' of the report")


def entry_of(report, key, shape):
    """Return one entry of a report as an array of a shape."""
    return expect(entry(report, key, what="hessian_report(f, theta)"), shape, what=f"{key!r} of the report")


def agree_on_hessian(got, expected, tol):
    """Check a Hessian: a float64 array that is right to a tolerance that float32 could meet."""
    expect(got, expected.shape)
    agree(got, expected, tol=tol)


# net_loss


@points(3)
def test_net_loss(submission, reference, rng):
    """The loss of the network is right at random weights and data."""
    theta, X, y = draw(rng, 2), draw(rng, 8), np.rint(3 * draw(rng, 8))
    # Flipping the signs of both weights changes nothing.
    cases = [(sign * theta, X, size * y) for sign, size in ((1, 1), (-1, -1e-7))]
    agree_on(submission.net_loss, lambda _, *data: reference.net_loss(theta, *data), cases)


@points(1)
def test_net_loss_of_other_arrays(submission, reference, rng):
    """The loss is right for one sample and many, slices, whole numbers, zeros, equal and tiny numbers."""
    whole, level = np.cumsum([-1, 1, *rng.shared.integers(1, 3, size=2)])[::-1].copy()[::-1], float(abs(draw(rng)))
    cases = [
        (np.array([2, -1])[::-1], np.full(106, level)[::2], draw(rng, 53)),
        (np.full(2, level), whole, np.array([1.5, -2, 2.5, -2])),
        (np.array([-1, 2]), whole, 2 - whole),
        (np.array([level, -level]), 1e-7 * draw(rng, 4), whole),
        (-1e-7 * abs(draw(rng, 2)), np.array([2.0, -2, 2, -2]), np.full(8, -level)[::2]),
        (np.zeros(2), -abs(draw(rng, 1)), abs(draw(rng, 1))),
        (np.array([0.0, 9, 2, 9])[::2], np.zeros(2), np.zeros(2)),
    ]
    agree_on(submission.net_loss, reference.net_loss, cases)


# numeric_hessian


@points(3.5)
def test_hessian(submission, rng):
    """The Hessian is right for a function of three variables, two of which are equal."""
    f, hessian = waves(rng, 3)
    x = rng.shared.permutation(np.append(draw(rng, 2), 0))[[0, 1, 1]]
    agree_on_hessian(submission.numeric_hessian(f, x), hessian(x), ROUGH)


@points(1.5, after="test_hessian", why="A step that is good enough to see a Hessian may still cost three digits.")
def test_default_step_is_accurate(submission, rng):
    """Without a step being given, or where it is None, the error is at most one in a million."""
    f, hessian = waves(rng, 2)
    x = np.full(2, draw(rng))
    agree_on_hessian(submission.numeric_hessian(f, x, None), hessian(x), FINE)


@points(1.5, after="test_hessian")
def test_hessian_is_exactly_symmetric(submission, rng):
    """The Hessian is symmetric to the last digit, with small steps and, at whole numbers, with large ones."""
    f, hessian = waves(rng, 2)
    x = np.append(draw(rng, 1), 0)[::-1]
    tiny = expect(submission.numeric_hessian(lambda t: 1e-8 * f(t), x), (2, 2))
    rising = np.cumsum([-rng.shared.integers(2, 4), *rng.shared.integers(1, 4, size=2)])
    f_large, hessian_large = cubic(rng, rising)
    large = expect(submission.numeric_hessian(f_large, rising, 0.9), (3, 3))
    for H, where in ((tiny, ""), (large, " with h = 0.9")):
        gap = np.max(np.abs(H - H.T))
        assert gap == 0, f"The Hessian is not symmetric{where}: H[i, j] and H[j, i] differ by {gap:.2g}."
    agree(tiny, 1e-8 * hessian(x), tol=FINE, what="the Hessian of a function that is tiny")
    # What falls as h² has the fourth derivatives for a factor, and these are 0 here.
    agree(large, hessian_large(rising), tol=FINE, what="the Hessian of a polynomial of degree 3 with h = 0.9")


@points(2)
def test_error_falls_with_the_square_of_the_step(submission, rng):
    """Halving the step divides the error by four, or by more; the step is the same for small and large coordinates."""
    steps = [0.1, 0.0125]
    f, hessian = waves(rng, 2)
    x = np.append(draw(rng, 1), -rng.uniform(12, 16))
    errors = [error_at(submission, f, hessian, x, h) for h in steps]
    slope = np.diff(np.log(np.clip(errors, 1e-15, 1e15)))[0] / np.diff(np.log(steps))[0]
    assert slope >= 1.75 or max(errors) < FINE, (
        f"From h = {steps[0]} to h = {steps[-1]}, halving h divided the error by about {2**slope:.2g}; "
        "expected about 4, or more."
    )


def error_at(submission, f, hessian, x, h):
    """Return how wrong the Hessian with step h is, having checked that this step was taken."""
    reach = [0.0]

    def f_seen(t):
        value = f(t)
        reach.append(np.abs(np.asarray(t) - x).max())
        return value

    f_seen.__name__ = "f"
    H = expect(submission.numeric_hessian(f_seen, x, h), (x.size, x.size))
    assert max(reach) > h / 4, f"With h = {h}, f was only asked within {max(reach):.2g} of x. Is that the step?"
    assert max(reach) < 6 * h, f"With h = {h}, f was asked as far as {max(reach):.2g} from x. Is that the step?"
    return min(np.linalg.norm(H - hessian(x)), 1e15)


@points(1)
def test_digits_survive(submission, rng):
    """The Hessian keeps its digits where a function of one variable is large beside its curvature."""
    H = signed(rng, (1, 1), 1.0, 1.6)
    agree_on_hessian(submission.numeric_hessian(quadratic(H, np.zeros(1), height=6.0), np.zeros(1)), H, 1e-4)


@points(1.5)
def test_large_coordinates(submission, rng):
    """The Hessian of a polynomial is right where coordinates are near 1000."""
    x = rng.shared.permutation([-1.0, 1.0]) * rng.uniform(600, 1000, size=2)
    f, hessian = cubic(rng, x)
    agree_on_hessian(submission.numeric_hessian(f, x), hessian(x), 1e-5)


@points(1)
def test_hessian_at_other_arrays(submission, rng):
    """The Hessian is right at slices of whole numbers, at a tiny number, and, to 2 in 100, at a float32 one."""
    x = np.array([2, 0, -2, 0])[::2]
    f, hessian = steep_waves(rng, x)
    tiny = 1e-7 * draw(rng, 1)
    wave, curvature = waves(rng, 1)
    single = -abs(draw(rng, 1)).astype(np.float32)
    cases = [(lambda t: in_kind_of(t, f(t)), x), (lambda t: 0, tiny), (lambda t: wave(t) - 9, single)]
    got = submission.numeric_hessian.each(cases)
    agree_on_hessian(next(got), hessian(x), ROUGH)
    agree_on_hessian(next(got), np.zeros((1, 1)), FINE)
    agree(next(got), curvature(single.astype(float)), tol=2e-2)


# hessian_report


@points(1.5)
def test_eigenvalues(submission, rng):
    """The report has the Hessian, and its eigenvalues in ascending order."""
    whole = np.array([rng.shared.integers(2, 5), 0, -1])[::-1]
    for eigenvalues, theta in ((MIXED, whole), ([3.0], 1e-7 * draw(rng, 1))):
        values = np.array(eigenvalues) * rng.uniform(0.8, 1.2)
        H = with_eigenvalues(rng, values)
        report = report_on(submission, H, theta)
        look_at(report, "hessian", H)
        look_at(report, "eigenvalues", values)


@points(1)
def test_eigenvectors(submission, rng):
    """The columns of 'eigenvectors' are orthonormal, and each belongs to the eigenvalue of the same number."""
    H = with_eigenvalues(rng, np.array(MIXED) * rng.uniform(0.8, 1.2))
    report = report_on(submission, H, np.full(6, draw(rng))[::2])
    values, V = entry_of(report, "eigenvalues", (3,)), entry_of(report, "eigenvectors", (3, 3))
    agree(V.T @ V, np.eye(3), tol=ROUGH, what="the table of inner products of the columns of 'eigenvectors'")
    agree(H @ V, V * values, tol=ROUGH, what="hessian @ eigenvectors, against each column times its eigenvalue,")


@points(1.5)
def test_steep_and_flat(submission, rng):
    """At a minimum, 'steep' and 'flat' are the directions of largest and of smallest curvature."""
    values = np.array([0.6, 1.5, 4.0]) * rng.uniform(0.8, 1.2)
    H = with_eigenvalues(rng, values)
    report = report_on(submission, H, draw(rng) * np.array([1.0, 1, -2]), height=-5.0)
    for key, value in (("steep", values[-1]), ("flat", values[0])):
        v = entry_of(report, key, (3,))
        agree(np.linalg.norm(v), 1.0, tol=ROUGH, what=f"the length of {key!r}")
        agree(H @ v, value * v, tol=ROUGH, what=f"hessian @ {key}, against the eigenvalue of {key!r} times {key},")


@points(1.5)
def test_condition(submission, rng):
    """The condition number is right for eigenvalues of any signs, and infinite where one of them is zero."""
    for eigenvalues, right in (([-2.5, -7e-8, 1.2], 2.5 / 7e-8), ([-2e-13], 1.0)):
        H = with_eigenvalues(rng, np.array(eigenvalues) * rng.uniform(0.8, 1.2))
        look_at(report_on(submission, H, draw(rng, len(eigenvalues))), "condition", right)
    report = report_on(submission, np.diag([rng.uniform(1, 2), 0.0]), draw(rng, 2))
    look_at(report, "condition", np.inf)


@points(1.5)
def test_kind(submission, rng):
    """At critical points with no eigenvalue near zero, 'kind' is right."""
    for eigenvalues, kind in [(MIXED, "saddle"), ([2e-8, 3e-8], "minimum"), ([-2.0], "maximum")]:
        H = with_eigenvalues(rng, np.array(eigenvalues) * rng.uniform(0.8, 1.2))
        look_at_kind(report_on(submission, H, draw(rng, len(eigenvalues))), kind)


@points(1, after="test_kind")
def test_kind_with_zero_eigenvalues(submission, rng):
    """At critical points where eigenvalues are zero, or as good as zero, 'kind' says no more than is known."""
    cases = [
        ([1, 0, -1.5e-6], "saddle"),
        ([1, 7e-7], "inconclusive"),
        ([-7e-7, -1], "inconclusive"),
    ]
    # All reports before the first comparison: together they tell apart what a function takes for zero.
    reports = [
        report_on(submission, np.diag(eigenvalues) * rng.uniform(1, 2), np.zeros(len(eigenvalues)))
        for eigenvalues, _ in cases
    ]
    for report, (_, kind) in zip(reports, cases, strict=True):
        look_at_kind(report, kind)


@points(1)
def test_report_on_a_network(submission, rng):
    """The report is right on a network, untrained and trained, of a tiny dome and of a function that is constant."""
    X, theta = signed(rng, 30, 0.2, 3.0), np.array([1.3, 0.8]) * rng.uniform(0.9, 1.1, size=2)
    y = theta[1] * np.tanh(theta[0] * X) + 0.05 * rng.normal(size=30)
    f, hessian = network(X, y)
    # Flipping both signs changes nothing, so that the second one is the curvature at theta.
    cases = [(f, np.zeros(2)), (f, -theta), (lambda t: 0, draw(rng, 1)), (lambda t: -1e-7 * (1 + t @ t), np.zeros(1))]
    reports = submission.hessian_report.each(cases)
    report = next(reports)
    look_at(report, "eigenvalues", np.array([-2, 2]) * abs(np.mean(X * y)))
    look_at_kind(report, "saddle")
    report = next(reports)
    look_at(report, "hessian", hessian(theta))
    # Errors of the Hessian weigh as much more here as the condition number is large; it is near 60.
    look_at(report, "condition", np.linalg.cond(hessian(theta)), tol=2e-3)
    look_at_kind(next(reports), "inconclusive")
    look_at_kind(next(reports), "maximum")
