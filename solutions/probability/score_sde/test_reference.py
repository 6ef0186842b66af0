"""Proves the reference: by autograd, complex steps and 50 digits, by Bayes' rule, and by what the equations promise."""

import autograd
import autograd.numpy as anp
import mpmath
import numpy as np
import pytest

SIZES = [(5, 3, 3), (4, 2, 1), (3, 1, 2), (1, 4, 2)]


def mixture(rng, K, d):
    w = rng.uniform(0.4, 1.6, size=K)
    return w / w.sum(), rng.normal(size=(K, d)), rng.uniform(0.4, 1.2, size=K), rng.uniform(0.5, 1.8)


def log_density(x, t, w, m, s, beta):
    """Return the log density at one point, straight from the mixture's definition."""
    total = 0.0
    for chance, mean, deviation in zip(w, m, s, strict=True):
        v = np.exp(-beta * t) * deviation**2 + 1 - np.exp(-beta * t)
        square = anp.sum((x - np.exp(-beta * t / 2) * mean) ** 2)
        total = total + chance * (2 * np.pi * v) ** (-len(x) / 2) * anp.exp(-square / (2 * v))
    return anp.log(total)


def test_example_of_the_statement(reference):
    """The numbers of the statement hold."""
    data = np.array([0.5, 0.5]), np.array([[-1], [1]]), np.array([0.5, 0.5]), 1
    x, t = np.array([[0.5]]), 2 * np.log(2)
    means, v = reference.diffused(t, *data[1:])
    assert means[:, 0] == pytest.approx([-0.5, 0.5], rel=1e-14)
    assert v == pytest.approx([0.8125, 0.8125], rel=1e-14)
    assert reference.score(x, t, *data).item() == pytest.approx(-0.431793, abs=5e-7)
    assert reference.score(x, 0, *data).item() == pytest.approx(1.856110, abs=5e-7)
    assert reference.denoised(x, t, *data).item() == pytest.approx(0.352310, abs=5e-7)
    assert reference.reverse_step(x, t, 0.1, np.zeros((1, 1)), *data).item() == pytest.approx(0.481821, abs=5e-7)
    assert reference.flow_rhs(x, t, *data).item() == pytest.approx(-0.034103, abs=5e-7)


@pytest.mark.parametrize(("N", "K", "d"), SIZES)
@pytest.mark.parametrize("t", [0.0, 0.7])
def test_score_by_two_oracles(reference, rng, N, K, d, t):
    """Autograd and complex steps of the log density agree with the score."""
    x, data = rng.normal(size=(N, d)), mixture(rng, K, d)
    got = reference.score(x, t, *data)
    for row, point in zip(got, x, strict=True):
        assert row == pytest.approx(autograd.grad(log_density)(point, t, *data), rel=1e-9, abs=1e-11)
        steps = [log_density(point + 1e-30j * e, t, *data).imag / 1e-30 for e in np.eye(d)]
        assert row == pytest.approx(steps, rel=1e-9, abs=1e-11)


def test_score_where_no_density_is_a_float(reference, rng):
    """With 50 digits it is the same far out, and in 120 dimensions."""
    for x, t, (w, m, s, beta) in (
        (300 * rng.normal(size=(2, 2)), 0.7, mixture(rng, 3, 2)),
        (0.1 * rng.normal(size=(1, 120)), 0.0, (np.array([0.4, 0.6]), np.zeros((2, 120)), np.array([1e-3, 0.04]), 1.0)),
    ):
        got = reference.score(x, t, w, m, s, beta)
        with mpmath.workdps(50):
            a = mpmath.exp(-mpmath.mpf(beta) * t / 2)
            for row, point in zip(got, x, strict=True):
                top, bottom = [mpmath.mpf(0)] * len(point), mpmath.mpf(0)
                for chance, mean, deviation in zip(w, m, s, strict=True):
                    v = a**2 * mpmath.mpf(deviation) ** 2 + 1 - a**2
                    gap = [mpmath.mpf(p) - a * mpmath.mpf(c) for p, c in zip(point, mean, strict=True)]
                    density = chance * v ** (-mpmath.mpf(len(point)) / 2)
                    density *= mpmath.exp(-mpmath.fsum(g**2 for g in gap) / (2 * v))
                    bottom += density
                    top = [total - density * g / v for total, g in zip(top, gap, strict=True)]
                assert row == pytest.approx([float(total / bottom) for total in top], rel=1e-9)


def test_score_a_moment_after_the_start(reference, rng):
    """With 50 digits it is the same in 120 dimensions, where narrow and wide are as likely, with hardly any noise."""
    w, m, s, t = np.array([0.5, 0.5]), np.zeros((2, 120)), np.array([1e-3, 0.04]), 7e-8
    with mpmath.workdps(50):
        a2 = mpmath.exp(-mpmath.mpf(t))
        v = [a2 * mpmath.mpf(deviation) ** 2 + 1 - a2 for deviation in s]
        x = rng.normal(size=120)
        x *= float(mpmath.sqrt(120 * mpmath.log(v[1] / v[0]) / (1 / v[0] - 1 / v[1]))) / np.linalg.norm(x)
        square = mpmath.fsum(mpmath.mpf(entry) ** 2 for entry in x)
        r = [one**-60 * mpmath.exp(-square / (2 * one)) for one in v]
        pull = float(sum(chance / one for chance, one in zip(r, v, strict=True)) / sum(r))
    assert reference.score(x[None], t, w, m, s, 1.0) == pytest.approx(-pull * x[None], rel=1e-9)


def test_diffusion_forgets(reference, rng):
    """After a long time every mixture is N(0, I), whose score is -x."""
    x, data = rng.normal(size=(3, 2)), mixture(rng, 3, 2)
    assert reference.score(x, 80, *data[:3], 1) == pytest.approx(-x, rel=1e-12)


@pytest.mark.parametrize("t", [0.3, 2.0])
def test_mixture_by_small_steps(reference, rng, t):
    """Many small steps of the forward equation, m → m − ½βm dt and v → v(1 − βdt) + βdt, come to the same."""
    _, m, s, beta = mixture(rng, 3, 2)
    n, means, v = 200_000, m.copy(), s**2
    for _ in range(n):
        means, v = means * (1 - beta * t / n / 2), v + (1 - v) * beta * t / n
    for got, right in zip(reference.diffused(t, m, s, beta), (means, v), strict=True):
        assert got == pytest.approx(right, rel=1e-4)


@pytest.mark.parametrize(("N", "K", "d"), SIZES)
def test_denoiser_by_bayes_rule(reference, rng, N, K, d):
    """Tweedie's formula gives the mixture of the components' posterior means, each weighted by its chance."""
    x, (w, m, s, beta), t = rng.normal(size=(N, d)), mixture(rng, K, d), 0.8
    a = np.exp(-beta * t / 2)
    for row, point in zip(reference.denoised(x, t, w, m, s, beta), x, strict=True):
        v = a**2 * s**2 + 1 - a**2
        r = w * v ** (-d / 2) * np.exp(-np.sum((point - a * m) ** 2, axis=1) / (2 * v))
        posterior = m + (a * s**2 / v)[:, None] * (point - a * m)
        assert row == pytest.approx(r @ posterior / r.sum(), rel=1e-10)


def test_the_flow_carries_the_density(reference, rng):
    """Along dx/dt, the log density changes by minus the divergence of the flow: the continuity equation."""
    x, data, h = rng.normal(size=2), mixture(rng, 3, 2), 1e-5
    velocity = reference.flow_rhs(x[None], 0.7, *data)[0]
    ahead, behind = (log_density(x + side * h * velocity, 0.7 + side * h, *data) for side in (1, -1))
    step = np.vstack([x + h * np.eye(2), x - h * np.eye(2)])
    slopes = reference.flow_rhs(step, 0.7, *data)
    divergence = sum((slopes[i, i] - slopes[2 + i, i]) / (2 * h) for i in range(2))
    assert (ahead - behind) / (2 * h) == pytest.approx(-divergence, abs=1e-6)


def test_the_reverse_drift_carries_the_density_back(reference):
    """For one Gaussian, a reverse step takes mean and variance back to first order; the score alone does not."""
    w, m, s, beta, t, h = np.ones(1), np.array([[1.5]]), np.array([0.5]), 1.2, 0.6, 1e-5
    (mean, v), (earlier, u) = ((part.item() for part in reference.diffused(time, m, s, beta)) for time in (t, t - h))
    x = np.array([[mean], [mean + 1]])
    moved = reference.reverse_step(x, t, h, np.zeros((2, 1)), w, m, s, beta)[:, 0]
    assert (moved[0] - mean) / h == pytest.approx((earlier - mean) / h, rel=1e-4)
    spread = (moved[1] - moved[0]) ** 2 * v + beta * h
    assert (spread - v) / h == pytest.approx((u - v) / h, rel=1e-3)
    literal = x[:, 0] + h * beta * reference.score(x, t, w, m, s, beta)[:, 0]
    assert literal[0] == mean  # the shrinking of the mean would never be undone


def test_whole_runs_and_the_erratum(reference):
    """With the score's drift alone samples have the wrong mean and spread; with the reverse drift the right ones."""
    w, m, s = np.array([0.3, 0.7]), np.array([[-1.0], [1.5]]), np.array([0.3, 0.5])
    noise = np.random.default_rng(3).normal(size=(201, 4000, 1))
    right = reference.sample(noise[0], noise[1:], 6, w, m, s, 1)
    mean, square = w @ m[:, 0], w @ (m[:, 0] ** 2 + s**2)
    assert right.mean() == pytest.approx(mean, abs=0.05)
    assert np.mean(right**2) == pytest.approx(square, abs=0.05)
    x, dt = noise[0], 6 / 200
    for i, z in enumerate(noise[1:]):
        x = x + dt * reference.score(x, 6 - i * dt, w, m, s, 1) + np.sqrt(dt) * z
    assert abs(x.mean() - mean) > 0.1
    assert abs(np.mean(x**2) - square) > 0.1


def test_runs_are_their_steps(reference, rng):
    """A run is its steps, one after the other, at the times T, T − T/n, and so on."""
    x, data, z = rng.normal(size=(3, 2)), mixture(rng, 2, 2), rng.normal(size=(4, 3, 2))
    there = x
    for t, noise in zip((2.0, 1.5, 1.0, 0.5), z, strict=True):
        there = reference.reverse_step(there, t, 0.5, noise, *data)
    assert reference.sample(x, z, 2, *data) == pytest.approx(there, rel=1e-13)
