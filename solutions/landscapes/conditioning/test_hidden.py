"""Hidden tests: 6 points for the rates, 4 for the number of steps, 5 for scaling the axes."""

import numpy as np

from autograder import agree, agree_on, entry, expect, points, raises, symmetric_edges


def rotation(rng, n):
    """Return a random orthogonal matrix."""
    return np.linalg.qr(rng.normal(size=(n, n)))[0]


def valley(rng, n, kappa):
    """Return a positive definite matrix of a condition number, and no eigenvector along an axis."""
    Q = rotation(rng, n)
    H = rng.uniform(0.4, 1.6) * Q @ np.diag(np.geomspace(1, kappa, n)) @ Q.T
    return (H + H.T) / 2


def not_positive_definite(rng):
    """Return matrices with negative eigenvalues, with a zero, and two whose diagonals are positive all the same."""
    mixed, two_down = np.array([[1.0, 2.0], [2.0, 1.0]]), np.ones((3, 3)) - np.eye(3) / 2  # trace, determinant positive
    return [matrix * rng.uniform(0.5, 1.5) for matrix in (mixed, np.diag([1.0, 0.0]), -np.eye(2), two_down)]


def refuses(function, rng, *more):
    """Check that a function raises ValueError for each of them."""
    for H in not_positive_definite(rng):
        raises(ValueError, function, H, *more)


def whole_and_single(rng):
    """Return a slice of whole numbers, and a matrix of float32."""
    return np.array([[3, 9, -1, 9], [9, 9, 9, 9], [-1, 9, 2, 9]])[::2, ::2], valley(rng, 3, 4.0).astype(np.float32)


# The rates


@points(3)
def test_rates(submission, reference, rng):
    """Both learning rates and the factor per step are right, for condition numbers from 10 to 200."""
    agree_on(submission.gd_rates, reference.gd_rates, [(valley(rng, n, rng.uniform(10, 200)),) for n in (3, 2)])


@points(0.5)
def test_rates_of_a_circular_bowl(submission, rng):
    """Where all eigenvalues are equal, the best learning rate arrives in one step: the factor is 0."""
    curvature = rng.uniform(0.4, 1.6)
    right = {"lr_max": 2 / curvature, "lr_opt": 1 / curvature, "rate": 0.0}
    agree(submission.gd_rates(curvature * np.eye(2)), right)


@points(0.5)
def test_rates_of_other_arrays(submission, reference, rng):
    """The rates are right for whole numbers, slices, tiny, huge and large Hessians, and for float32."""
    agree_on(submission.gd_rates, reference.gd_rates, symmetric_edges(rng, definite=True, tiny=1e-13))
    _, single = whole_and_single(rng)
    agree(submission.gd_rates(single), reference.gd_rates(single), tol=1e-4)


@points(1.5)
def test_rates_hold_in_practice(submission, rng):
    """Descent at lr_opt shrinks the distance by the rate; just below lr_max it still shrinks, just above it grows."""
    H = valley(rng, 3, rng.uniform(10, 200))
    rates = submission.gd_rates(H)
    lr_max, lr_opt, rate = (expect(entry(rates, key), what=f"{key!r}") for key in ("lr_max", "lr_opt", "rate"))
    start = np.linalg.eigh(H)[1][:, [0, 2]].sum(axis=1)
    at_best = distances(H, start, lr_opt) / np.linalg.norm(start)
    agree(at_best, rate ** np.arange(6), tol=1e-7, what="the share of the distance left by 0 to 5 steps at your lr_opt")
    far = [min(np.linalg.norm(np.linalg.matrix_power(np.eye(3) - lr_max * factor * H, 400) @ start), 1e15)
           for factor in (0.98, 1.02)]  # fmt: skip
    below, above = far / np.linalg.norm(start)
    assert below < 0.9, f"400 steps at 0.98 lr_max left {below:.2g} of the distance; they should converge."
    assert above > 1, f"400 steps at 1.02 lr_max left {above:.2g} of the distance; they should not converge."


def distances(H, d, lr):
    """Return the distance to the minimum before, after and between five steps of gradient descent."""
    lengths = [np.linalg.norm(d)]
    for _ in range(5):
        d = d - lr * (H @ d)
        lengths.append(min(np.linalg.norm(d), 1e15))
    return np.array(lengths)


@points(0.5, after="test_rates")
def test_rates_refuse_a_saddle(submission, rng):
    """The rates of a matrix that is not positive definite raise ValueError."""
    refuses(submission.gd_rates, rng)


# The number of steps


@points(2.5)
def test_number_of_steps(submission, reference, rng):
    """The number of steps is right, for tolerances that are met after few steps and after many."""
    steps, shares = (
        [2, int(rng.integers(6, 9)), int(rng.integers(55, 65))],
        rng.uniform(0.9, 1.1, size=3) * [0.7, 0.3, 0.7],
    )
    bowls = [valley(rng, n, 1 + above * rng.uniform(0.8, 1.2)) for n, above in ((3, 150), (2, 4e-9), (4, 15))]
    # After k - 1 steps the tolerance is missed, after k it is met.
    powers = zip(bowls, steps - shares, strict=True)
    tolerances = [reference.gd_rates(H)["rate"] ** power for H, power in powers]
    order = rng.permutation(3)
    cases = [(bowls[i], tolerances[i], steps[i]) for i in order]
    agree_on_counts(submission, reference, cases)


def agree_on_counts(submission, reference, cases):
    """Check numbers of steps, all asked for before the first is compared; right rates stand in for the student's.

    Args:
        submission: the student's functions.
        reference: the right ones.
        cases: triples of H, tol and the number of steps.

    """
    with submission.replacing(gd_rates=reference.gd_rates):
        counts = list(submission.iterations_to.each([(H, tol) for H, tol, _ in cases]))
    for count, (H, tol, right) in zip(counts, cases, strict=True):
        what = f"iterations_to(H, {tol:.4g}), where H has the condition number {np.linalg.cond(H):.6g},"
        agree(count, right, what=what)


@points(0.5, after="test_number_of_steps")
def test_one_step_on_a_circular_bowl(submission, reference, rng):
    """Where all eigenvalues are equal, or nearly so, one step is enough, and less is not."""
    bowls = rng.uniform(0.4, 1.6) * np.eye(3), valley(rng, 2, 1.0001)
    with submission.replacing(gd_rates=reference.gd_rates):
        counts = list(submission.iterations_to.each([(H, 0.01) for H in bowls]))
    for count in counts:
        agree(count, 1, what="the number of steps on a circular bowl")


@points(0.5)
def test_number_of_steps_of_other_arrays(submission, reference, rng):
    """The number of steps is right for Hessians of all kinds, for tiny tolerances, and for very many steps."""
    cases, large = [], 10**10 * np.array([[2, 1], [1, 2]])
    for number, H in enumerate(
        [*(H for (H,) in symmetric_edges(rng, definite=True, tiny=1e-13)), whole_and_single(rng)[1], large]
    ):
        rate = reference.gd_rates(H)["rate"]
        least = 10 ** rng.own.uniform(-10, -8) if number < 8 else 0.01
        steps = max(2, np.ceil(np.log(least) / np.log(rate))) if rate > 1e-9 else 1
        cases.append((H, rate ** (steps - 0.7) if steps > 1 else least, steps))
    agree_on_counts(submission, reference, cases)


@points(0.5, after="test_number_of_steps")
def test_number_of_steps_refuses_a_saddle(submission, reference, rng):
    """The number of steps for a matrix that is not positive definite raises ValueError."""
    with submission.replacing(gd_rates=reference.gd_rates):
        refuses(submission.iterations_to, rng, 0.1)


# Scaling the axes


@points(2.5)
def test_scaling_of_the_axes(submission, reference, rng):
    """The condition number after scaling is right, for matrices whose axes differ in scale."""
    whole, single = whole_and_single(rng)
    matrices = [stretched(rng, 4), stretched(rng, 3), whole]
    conditions = list(submission.jacobi_condition.each([(H,) for H in matrices]))
    for condition, H in zip(conditions, matrices, strict=True):
        agree(condition, reference.jacobi_condition(H))
    agree(submission.jacobi_condition(single), reference.jacobi_condition(single.astype(float)), tol=1e-4)


def stretched(rng, n):
    """Return a positive definite matrix whose axes differ in scale."""
    stretch = rng.shared.permutation(np.geomspace(0.3, 5, n))
    return valley(rng, n, rng.uniform(3, 10)) * np.outer(stretch, stretch)


@points(0.5)
def test_scaling_of_other_arrays(submission, reference, rng):
    """The condition number after scaling is right for slices, tiny, huge and large Hessians."""
    whole = np.array([[4.0, 1.0], [1.0, 2.0]])
    cases = [*symmetric_edges(rng, definite=True, tiny=1e-13), (whole,)]
    agree_on(submission.jacobi_condition, reference.jacobi_condition, cases)


@points(1.5)
def test_what_scaling_cures(submission, rng):
    """Scaling brings a valley along the axes from 8 · 10⁵ to 1, and leaves one at 45° as it is."""
    far = rng.own.uniform(8e3, 2e4)
    along, turned = np.diag([1.0, 8e5]), np.array([[far + 1, far - 1], [far - 1, far + 1]]) / 2
    found = submission.jacobi_condition.each([(rng.uniform(0.4, 1.6) * H,) for H in (along, turned)])
    for condition, right in zip(found, (1.0, far), strict=True):
        agree(condition, right)


@points(0.5, after="test_scaling_of_the_axes")
def test_scaling_refuses_a_saddle(submission, rng):
    """Scaling a matrix that is not positive definite raises ValueError."""
    refuses(submission.jacobi_condition, rng)
