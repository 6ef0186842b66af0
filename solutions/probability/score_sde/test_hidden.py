"""Hidden tests: 2 points for the mixture, 8.5 for score and denoiser, 9 for the ways back, 0.5 for other arrays."""

import numpy as np

from autograder import agree, agree_on, between_singles, draw, edges, expect, in_single, points

SIZES = [(5, 3, 3), (4, 2, 1), (3, 1, 2), (1, 4, 2), (3, 3, 3)]


def chances(rng, K):
    """Return positive numbers whose sum is 1."""
    w = rng.uniform(0.4, 1.6, size=K)
    return w / w.sum()


def mixture(rng, K, d):
    """Return w, m, s and beta, all different."""
    return chances(rng, K), draw(rng, K, d), rng.shared.permutation(0.4 + 0.35 * np.arange(K)), rng.uniform(0.5, 1.8)


def cases(rng):
    """Yield points, a time and a mixture of each size."""
    for N, K, d in SIZES:
        yield draw(rng, N, d), rng.uniform(0.4, 1.6), *mixture(rng, K, d)


def deviations(rng, K, turn):
    """Return standard deviations of each kind in turn."""
    kinds = (
        np.arange(K, 0, -1)[::-1],
        np.repeat(np.full(K, 0.5), 2)[::2],
        1e-3 * rng.uniform(1, 2, size=K),
        np.arange(K, 0, -1) // 2 + 1.0,
        2e6 * rng.uniform(1, 2, size=K),
        rng.uniform(0.4, 1.6, size=K),
    )
    return kinds[turn % len(kinds)]


def at_the_edges(rng):
    """Yield x, z (of all steps), t, dt and a mixture of every kind."""
    times = [(1, 0.1, 2), (0.5, 7, 0.3), (0, 0.3, 1.0), (2.0, 0.25, 1), (0.7, 1.0, 0.4), (1, 1, 1.5)]
    for turn, (x, m, z) in enumerate(edges(rng, "N d", "K d", "n N d", many=6)):
        K = len(m)
        w = (np.sort(chances(rng, K)), np.full(K, 1 / K), np.repeat(chances(rng, K), 2)[::-2])[turn % 3]
        t, dt, beta = times[turn % len(times)]
        yield x, z, t, dt, w, m, deviations(rng, K, turn), beta
    x, z, (w, m, s, beta) = draw(rng, 3, 2), draw(rng, 2, 3, 2), mixture(rng, 3, 2)
    yield np.asfortranarray(x * [1e3, 0]), np.asfortranarray(z), 1e9, 1e8, w, np.asfortranarray(m), s, 1e-9
    yield 1e-5 * x, z, 5e-13, 1e-9, w, 1e-5 * m, 0.003 * s, 1e7  # 1 - a² is not yet beta t
    yield 1e3 + 0.01 * x, z, 0.0, 0.1, w, 1e3 + 0.01 * m, 0.01 * s, 1.0  # far from 0, near each other
    rare = np.array([1e-9, 1 - 1e-9])
    yield 50 + 0.1 * x, z, 0.1, 0.1, rare, np.array([[50.0, 50], [0, 0]]), np.array([1, 2]), 1
    yield draw(rng, 53, 53), draw(rng, 1, 53, 53), 0.5, 0.1, chances(rng, 2), draw(rng, 2, 53), np.array([1, 1.5]), 1
    yield 1e-7 * x[:2], z[:, :2], 0.5, 0.1, chances(rng, 53), draw(rng, 53, 2), 1 + chances(rng, 53), 1
    yield x, z, 0.4, 2e6, np.array([1]), m[:1], s[:1], 1e-7
    whole = np.rint(2 * x).astype(int), np.rint(2 * m).astype(int), np.array([[[1, -2], [0, 1], [-1, 3]]])
    yield whole[0], z - z.mean(axis=(1, 2), keepdims=True), 0.4, 0.2, np.array([0.25, 0.25, 0.5]), whole[1], s, 0.7
    yield whole[0], whole[2], 1, 1, np.array([1]), whole[1][:1], np.array([2]), 1
    yield x, whole[2], 0.4, 0.2, np.array([1]), 3e6 * m[:1], np.array([2]), 0.7


@points(2)
def test_mixture_at_a_time(submission, reference, rng):
    """Means and variances of the components are right at time 0 and later."""
    given = [(0.0 if number == 1 else t, *others) for number, (_, t, _, *others) in enumerate(cases(rng))]
    agree_on(submission.diffused, reference.diffused, given)


@points(5)
def test_score(submission, reference, rng):
    """The score is right at time 0 and later, for all sizes."""
    given = [(x, 0.0 if number == 4 else t, *others) for number, (x, t, *others) in enumerate(cases(rng))]
    helped = submission.replacing(diffused=reference.diffused)
    agree_on(submission.score, reference.score, given, helped=helped)


@points(1)
def test_score_far_away_and_late(submission, reference, rng):
    """It is right 300 times as far out, in 120 dimensions with narrow components, and after a long time, as -x."""
    x, _, *others = next(cases(rng))
    soon = float(between_singles(0.5 / others[-1]))  # where rounding it shows
    narrow = np.array([0.4, 0.6]), draw(rng, 2, 120), np.array([1e-3, 0.04])
    near = np.vstack([narrow[1] + [[1e-4], [0.01]] * draw(rng, 2, 120), draw(rng, 1, 120)])
    late = 80 * x, 80.0, *others[:3], 1.0  # far from all, and as likely from each
    m, s = draw(rng, 1, 3), np.array([rng.uniform(0.5, 1.5)])
    outside = m + 30 * s * np.eye(3)  # where a density is a float, and its square is none
    given = [(outside, 0.0, np.ones(1), m, s, 1.0), (300 * x, soon, *others), (near, 0.0, *narrow, 1.0), late]
    helped = submission.replacing(diffused=reference.diffused)
    agree_on(submission.score, reference.score, given, helped=helped)


@points(2.5)
def test_denoiser(submission, reference, rng):
    """The expectation of the starting point is right; at time 0 it is the point, and soon afterwards it is not."""
    given = list(cases(rng))
    x, _, *others = given[-1]
    m, s = draw(rng, 1, 2), 1e-3 * rng.uniform(1, 2, size=1)
    given.append((m + 0.1 * draw(rng, 2, 2), 1e-11, np.ones(1), m, s, rng.uniform(0.5, 1.5)))
    helped = submission.replacing(diffused=reference.diffused, score=reference.score)
    agree_on(submission.denoised, reference.denoised, [*given, (x, 0.0, *others)], helped=helped)


@points(3)
def test_reverse_step(submission, reference, rng):
    """A step back is right, for all sizes, with noise, and between narrow components, where chances decide."""
    given = [(x, t, rng.uniform(0.05, 0.25), draw(rng, *x.shape), *others) for x, t, *others in cases(rng)]
    narrow = np.array([0.3, 0.7]), np.array([[-1.0], [1.0]]), np.array([0.05, 0.06])
    given[2] = (np.array([[-1 / 11]]), 0.0, 0.2, draw(rng, 1, 1), *narrow, 1.5)
    helped = submission.replacing(diffused=reference.diffused, score=reference.score)
    agree_on(submission.reverse_step, reference.reverse_step, given, helped=helped)


@points(2)
def test_flow(submission, reference, rng):
    """The velocity of the probability flow is right, for all sizes."""
    helped = submission.replacing(diffused=reference.diffused, score=reference.score)
    agree_on(submission.flow_rhs, reference.flow_rhs, cases(rng), helped=helped)


@points(1, after="test_flow")
def test_flow_of_one_gaussian(submission, rng):
    """Points that move with one Gaussian, as its mean moves and its deviation grows, have the flow's velocity."""
    x, m, s, beta = draw(rng, 4, 2), draw(rng, 1, 2), 0.6, rng.uniform(0.5, 1.5)
    given, right = [], []
    for t in (0.0, rng.uniform(0.5, 2.0)):
        a = np.exp(-beta * t / 2)
        v = a**2 * s**2 + 1 - a**2
        given.append((a * m + np.sqrt(v) / s * (x - m), t, np.ones(1), m, np.array([s]), beta))
        right.append(-beta / 2 * a * m + beta / 2 * (1 - v) / (np.sqrt(v) * s) * (x - m))
    for got, velocity in zip(submission.flow_rhs.each(given), right, strict=True):
        agree(got, velocity)


@points(2)
def test_sample(submission, reference, rng):
    """Whole runs of six steps, three, and one arrive at the right points."""
    runs = zip((6, 3, 1), cases(rng), strict=False)
    given = [(x, draw(rng, n, *x.shape), rng.uniform(0.8, 1.6), *others) for n, (x, _, *others) in runs]
    right = {name: getattr(reference, name) for name in ("reverse_step", "score", "diffused")}
    agree_on(submission.sample, reference.sample, given, helped=submission.replacing(**right))


@points(1, after="test_sample", seconds=5)
def test_samples_have_the_moments_of_the_data(submission):
    """Two hundred points of pure noise become, in sixty steps, samples with the mean and the spread of the data."""
    w, m, s = np.array([0.3, 0.7]), np.array([[-1.0], [1.5]]), np.array([0.3, 0.5])
    noise = np.random.default_rng(0).normal(size=(61, 200, 1))  # the same for everyone: no right answer has bad luck
    noise = (noise - noise.mean(axis=1, keepdims=True)) / noise.std(axis=1, keepdims=True)
    got = expect(submission.sample(noise[0], noise[1:], 6.0, w, m, s, 1.0), (200, 1), what="sample(x, z, 6.0, ...)")
    mean, square = w @ m[:, 0], w @ (m[:, 0] ** 2 + s**2)
    agree(got.mean(), mean, tol=0.1, what="the mean of your samples")
    agree(np.mean(got**2), square, tol=0.1, what="the mean square of your samples")


@points(0.5)
def test_other_arrays(submission, reference, rng):
    """All are right for all sizes, slices, whole numbers, zeros, equal, tiny and huge numbers, and float32."""
    short = in_single((draw(rng, 3, 2), draw(rng, 2, 3, 2), 0.5, 0.1, *mixture(rng, 2, 2)[:3], 1.0))
    every = [*at_the_edges(rng), short]
    points_at = [(x, t, *data) for x, _, t, _, *data in every]
    early = [(x, t, *data) for x, t, *data in points_at if data[3] * t < 20]
    steps = [(x, t, dt, np.asfortranarray(z[0]) if z.flags.fnc else z[0], *data) for x, z, t, dt, *data in every]
    for name, given in (
        ("diffused", [(t, *data) for _, t, _, *data in points_at]),
        ("score", points_at),
        ("flow_rhs", points_at),
        ("denoised", early),
        ("reverse_step", steps),
        ("sample", [(x, z, dt, *data) for x, z, _, dt, *data in every]),
    ):
        agree_on(getattr(submission, name), getattr(reference, name), given)
