"""Right answers written differently, and the mistakes that students make, for each function."""

import numpy as np

from autograder import correct, mistake


def _parts(x, t, w, m, s, beta, means=None, v=None, logs=None):
    """Return x − a·mₖ, the variances, the chances rₖ and the logarithms that they come from."""
    x, w, m, s = (np.asarray(array, dtype=float) for array in (x, w, m, s))
    a = np.exp(-beta * t / 2)
    means = a * m if means is None else means
    v = a**2 * s**2 + (1 - a**2) if v is None else v
    gaps = x[:, None] - means
    logs = (
        np.log(w) - x.shape[1] / 2 * np.log(v) - (gaps**2).sum(axis=-1) / (2 * v)
        if logs is None
        else logs(w, v, (gaps**2).sum(axis=-1), x.shape[1])
    )
    r = np.exp(logs - logs.max(axis=1, keepdims=True))
    return gaps, v, r / r.sum(axis=1, keepdims=True), logs


def _score(x, t, w, m, s, beta, **others):
    gaps, v, r, _ = _parts(x, t, w, m, s, beta, **others)
    return -np.einsum("nk,nkd->nd", r / v, gaps)


def _step(x, t, dt, z, w, m, s, beta):
    x, z = np.asarray(x, dtype=float), np.asarray(z, dtype=float)
    return x + (beta * x / 2 + beta * _score(x, t, w, m, s, beta)) * dt + np.sqrt(beta * dt) * z


def _run(x, z, T, w, m, s, beta, times=None, noise=None):
    x, n = np.asarray(x, dtype=float), len(z)
    times = [T - i * T / n for i in range(n)] if times is None else times
    for i, t in enumerate(times):
        x = _step(x, t, T / n, z[i] if noise is None else noise(z, i), w, m, s, beta)
    return x


# Right answers


@correct(of="diffused")
def mixture_by_expm1(t, m, s, beta):
    lost = -np.expm1(-float(beta) * t)
    return np.sqrt(1 - lost) * np.asarray(m, float), 1 + (np.asarray(s, float) ** 2 - 1) * (1 - lost)


@correct(of="diffused")
def mixture_component_by_component(t, m, s, beta):
    a = np.exp(-0.5 * beta * t)
    means = np.array([[a * float(entry) for entry in row] for row in m])
    return [means, np.array([(a * float(one)) ** 2 + (1 - a * a) for one in s])]


@correct(of="score")
def score_point_by_point(x, t, w, m, s, beta):
    means, v = diffused(t, m, s, beta)  # noqa: F821 - the submission's own
    rows = []
    for point in np.asarray(x, float):
        squares = ((point - means) ** 2).sum(axis=1)
        logs = np.log(np.asarray(w, float)) - 0.5 * len(point) * np.log(v) - squares / (2 * v)
        r = np.exp(logs - np.logaddexp.reduce(logs))
        rows.append(sum(r[k] / v[k] * (means[k] - point) for k in range(len(v))))
    return np.array(rows)


@correct(of="score")
def score_by_complex_steps(x, t, w, m, s, beta):
    x, w, m, s = (np.asarray(array, dtype=float) for array in (x, w, m, s))
    a = np.exp(-beta * t / 2)
    v = a**2 * s**2 + 1 - a**2
    S = np.empty_like(x)
    for i in range(x.shape[1]):
        moved = x + 1e-30j * np.eye(x.shape[1])[i]
        logs = np.log(w) - x.shape[1] / 2 * np.log(v) - ((moved[:, None] - a * m) ** 2).sum(axis=-1) / (2 * v)
        r = np.exp(logs.real - logs.real.max(axis=1, keepdims=True))
        S[:, i] = (r * logs.imag).sum(axis=1) / r.sum(axis=1) / 1e-30
    return S


@correct(of="denoised")
def denoised_by_posterior_means(x, t, w, m, s, beta):
    gaps, v, r, _ = _parts(x, t, w, m, s, beta)
    a = np.exp(-beta * t / 2)
    pull = a * np.asarray(s, float) ** 2 / v
    return np.einsum("nk,nkd->nd", r, np.asarray(m, float) + pull[:, None] * gaps)


@correct(of="denoised")
def denoised_with_its_own_score(x, t, w, m, s, beta):
    grown = np.exp(beta * t / 2)
    return grown * (np.asarray(x, float) + (1 - np.exp(-beta * t)) * _score(x, t, w, m, s, beta))


@correct(of="reverse_step")
def step_with_its_own_score(x, t, dt, z, w, m, s, beta):
    return _step(x, t, dt, z, w, m, s, beta)


@correct(of="reverse_step")
def step_by_the_flow(x, t, dt, z, w, m, s, beta):
    half = beta / 2 * score(x, t, w, m, s, beta)  # noqa: F821 - the submission's own
    forward = -beta / 2 * np.asarray(x, float) - half
    return x - dt * forward + dt * half + (beta * dt) ** 0.5 * np.asarray(z, float)


@correct(of="flow_rhs")
def flow_with_its_own_score(x, t, w, m, s, beta):
    return -0.5 * beta * np.asarray(x, float) - 0.5 * beta * _score(x, t, w, m, s, beta)


@correct(of="flow_rhs")
def flow_by_its_components(x, t, w, m, s, beta):
    gaps, v, r, _ = _parts(x, t, w, m, s, beta)
    return beta / 2 * ((r / v)[:, :, None] * gaps).sum(axis=1) - beta / 2 * np.asarray(x, float)


@correct(of="sample")
def run_with_its_own_steps(x, z, T, w, m, s, beta):
    return _run(x, z, T, w, m, s, beta)


@correct(of="sample")
def run_over_equal_times(x, z, T, w, m, s, beta):
    n = len(z)
    for noise, t in zip(z, np.linspace(T, 0, n + 1)[:-1], strict=True):
        x = reverse_step(x, t, T / n, noise, w, m, s, beta)  # noqa: F821 - the submission's own
    return x


# Mistakes: the mixture


@mistake("After what time is x halved: is a the factor of x, or that of its variance?", of="diffused")
def decay_squared(t, m, s, beta):
    a = np.exp(-beta * t)
    return a * np.asarray(m, float), a**2 * np.asarray(s, float) ** 2 + 1 - a**2


@mistake("Does what the data spread shrink as x does?", of="diffused")
def spread_not_shrunk(t, m, s, beta):
    a = np.exp(-beta * t / 2)
    return a * np.asarray(m, float), np.asarray(s, float) ** 2 + 1 - a**2


@mistake("What is the variance after a long time?", of="diffused")
def no_noise_added(t, m, s, beta):
    a = np.exp(-beta * t / 2)
    return a * np.asarray(m, float), a**2 * np.asarray(s, float) ** 2


@mistake("Is s a deviation or a variance?", of="diffused")
def deviation_for_variance(t, m, s, beta):
    a = np.exp(-beta * t / 2)
    return a * np.asarray(m, float), a**2 * np.asarray(s, float) + 1 - a**2


@mistake("Is the variance asked, or its root?", of="diffused")
def root_of_the_variance(t, m, s, beta):
    a = np.exp(-beta * t / 2)
    return a * np.asarray(m, float), np.sqrt(a**2 * np.asarray(s, float) ** 2 + 1 - a**2)


@mistake("How far is a component's mean from 0 after a long time?", of="diffused")
def means_stay(t, m, s, beta):
    a = np.exp(-beta * t / 2)
    return np.array(m, dtype=float), a**2 * np.asarray(s, float) ** 2 + 1 - a**2


# Mistakes: the score


@mistake("By what is a Gaussian of d coordinates divided, if one of a single coordinate is divided by √v?", of="score")
def normalised_as_in_one_dimension(x, t, w, m, s, beta):
    return _score(x, t, w, m, s, beta, logs=lambda w, v, q, d: np.log(w) - np.log(v) / 2 - q / (2 * v))


@mistake("Wide or narrow: which of two Gaussians is higher on its top? Does rₖ know that?", of="score")
def not_normalised(x, t, w, m, s, beta):
    return _score(x, t, w, m, s, beta, logs=lambda w, v, q, d: np.log(w) - q / (2 * v))


@mistake("What are all densities 300 times as far out, as floats?", of="score")
def densities_as_floats(x, t, w, m, s, beta):
    gaps, v, _, _ = _parts(x, t, w, m, s, beta)
    d = gaps.shape[-1]
    with np.errstate(all="ignore"):
        r = np.asarray(w, float) * v ** (-d / 2) * np.exp(-(gaps**2).sum(axis=-1) / (2 * v))
        r = r / r.sum(axis=1, keepdims=True)
    return -np.einsum("nk,nkd->nd", r / v, gaps)


@mistake("Is a point near one component as likely to come from another?", of="score")
def chances_of_the_components(x, t, w, m, s, beta):
    return _score(x, t, w, m, s, beta, logs=lambda w, v, q, d: np.log(w) + 0 * q)


@mistake("Between two components, does only the likelier one pull?", of="score")
def likeliest_component_alone(x, t, w, m, s, beta):
    gaps, v, r, _ = _parts(x, t, w, m, s, beta)
    best = np.eye(len(v))[r.argmax(axis=1)]
    return -np.einsum("nk,nkd->nd", best / v, gaps)


@mistake("Make one component rarer. Does your score change?", of="score")
def chances_forgotten(x, t, w, m, s, beta):
    return _score(x, t, w, m, s, beta, logs=lambda w, v, q, d: -d / 2 * np.log(v) - q / (2 * v) + 0 * w)


@mistake("Step along your score: do you come nearer to the data?", of="score")
def away_from_the_data(x, t, w, m, s, beta):
    return -_score(x, t, w, m, s, beta)


@mistake("Is it the gradient of the density, or of its logarithm?", of="score")
def gradient_of_the_density(x, t, w, m, s, beta):
    gaps, v, _, logs = _parts(x, t, w, m, s, beta)
    density = np.exp(logs - gaps.shape[-1] / 2 * np.log(2 * np.pi))
    return -np.einsum("nk,nkd->nd", density / v, gaps)


@mistake("At which time is the score asked?", of="score")
def score_at_the_start(x, t, w, m, s, beta):
    return _score(x, 0.0, w, m, s, beta)


@mistake("Does every component have the same variance?", of="score")
def one_variance_for_all(x, t, w, m, s, beta):
    a = np.exp(-beta * t / 2)
    v = np.full(len(w), np.asarray(w, float) @ (a**2 * np.asarray(s, float) ** 2 + 1 - a**2))
    return _score(x, t, w, m, s, beta, v=v)


# Mistakes: the denoiser


@mistake("Points have shrunk since time 0. Is that undone?", of="denoised")
def not_grown_again(x, t, w, m, s, beta):
    a = np.exp(-beta * t / 2)
    return x + (1 - a**2) * _score(x, t, w, m, s, beta)


@mistake("Is it the variance of the noise that stands before the score, or its deviation?", of="denoised")
def deviation_before_the_score(x, t, w, m, s, beta):
    a = np.exp(-beta * t / 2)
    return (x + np.sqrt(1 - a**2) * _score(x, t, w, m, s, beta)) / a


@mistake("For a single component with s near 0, where must your denoiser lead from everywhere?", of="denoised")
def away_from_what_was_there(x, t, w, m, s, beta):
    a = np.exp(-beta * t / 2)
    return (x - (1 - a**2) * _score(x, t, w, m, s, beta)) / a


@mistake("Does noise pull a point back to the data, or only the shrinking?", of="denoised")
def grown_alone(x, t, w, m, s, beta):
    return np.asarray(x, float) * np.exp(beta * t / 2)


# Mistakes: the reverse step


@mistake("What happened to the forward drift? Backwards, it has to be undone.", of="reverse_step")
def score_alone(x, t, dt, z, w, m, s, beta):
    return x + beta * _score(x, t, w, m, s, beta) * dt + np.sqrt(beta * dt) * np.asarray(z, float)


@mistake("In which direction do data lie, without the score?", of="reverse_step")
def no_score(x, t, dt, z, w, m, s, beta):
    return x + 0.5 * beta * np.asarray(x, float) * dt + np.sqrt(beta * dt) * np.asarray(z, float)


@mistake("With noise or without: which of the two ways back has half the score?", of="reverse_step")
def half_the_score(x, t, dt, z, w, m, s, beta):
    return _step(x, t, dt, z, w, m, s, beta) - 0.5 * beta * dt * _score(x, t, w, m, s, beta)


@mistake("Backwards in time, does x shrink or grow?", of="reverse_step")
def shrinks_backwards(x, t, dt, z, w, m, s, beta):
    return _step(x, t, dt, z, w, m, s, beta) - beta * dt * np.asarray(x, float)


@mistake("Ten steps of dt/10: is the variance of the noise the same as that of one?", of="reverse_step")
def noise_grows_with_dt(x, t, dt, z, w, m, s, beta):
    return _step(x, t, dt, 0 * z, w, m, s, beta) + np.sqrt(beta) * dt * np.asarray(z, float)


@mistake("With twice the rate, how much noise comes in one step?", of="reverse_step")
def noise_without_the_rate(x, t, dt, z, w, m, s, beta):
    return _step(x, t, dt, 0 * z, w, m, s, beta) + np.sqrt(dt) * np.asarray(z, float)


@mistake("At which time is the score taken: before the step, or after it?", of="reverse_step")
def score_after_the_step(x, t, dt, z, w, m, s, beta):
    return _step(x, max(t - dt, 0.0), dt, z, w, m, s, beta)


@mistake("Forwards, x shrinks at the rate β/2. And backwards?", of="reverse_step")
def drift_doubled(x, t, dt, z, w, m, s, beta):
    return _step(x, t, dt, z, w, m, s, beta) + 0.5 * beta * dt * np.asarray(x, float)


@mistake("Is one way back not enough? The statement's step has noise.", of="reverse_step")
def step_without_noise(x, t, dt, z, w, m, s, beta):
    return _step(x, t, dt, 0 * z, w, m, s, beta)


# Mistakes: the flow


@mistake("With noise or without: which of the two ways back has half the score?", of="flow_rhs")
def whole_score(x, t, w, m, s, beta):
    return -0.5 * beta * np.asarray(x, float) - beta * _score(x, t, w, m, s, beta)


@mistake("After a long time the density is N(0, I) and stays so. Does your flow stand still there?", of="flow_rhs")
def score_with_the_other_sign(x, t, w, m, s, beta):
    return 0.5 * beta * _score(x, t, w, m, s, beta) - 0.5 * beta * np.asarray(x, float)


@mistake("Noise spreads points. What does that in a flow that has none?", of="flow_rhs")
def drift_alone(x, t, w, m, s, beta):
    return -0.5 * beta * np.asarray(x, float)


@mistake("Is dx/dt asked forwards in time, or backwards?", of="flow_rhs")
def flow_backwards(x, t, w, m, s, beta):
    return 0.5 * beta * np.asarray(x, float) + 0.5 * beta * _score(x, t, w, m, s, beta)


# Mistakes: whole runs


@mistake("At which time does a run begin, and at which does it end?", of="sample")
def run_forwards(x, z, T, w, m, s, beta):
    n = len(z)
    return _run(x, z, T, w, m, s, beta, times=[i * T / n for i in range(n)])


@mistake("Step 0 begins at time T. At which time is its score taken?", of="sample")
def one_step_late(x, z, T, w, m, s, beta):
    n = len(z)
    return _run(x, z, T, w, m, s, beta, times=[T - (i + 1) * T / n for i in range(n)])


@mistake("Do your points change with z?", of="sample")
def run_without_noise(x, z, T, w, m, s, beta):
    return _run(x, z, T, w, m, s, beta, noise=lambda z, i: 0.0 * z[i])


@mistake("Is the noise of each step its own?", of="sample")
def same_noise_in_every_step(x, z, T, w, m, s, beta):
    return _run(x, z, T, w, m, s, beta, noise=lambda z, i: z[0])


@mistake("How many steps are there for n arrays of noise?", of="sample")
def one_step_too_few(x, z, T, w, m, s, beta):
    n = len(z)
    return _run(x, z, T, w, m, s, beta, times=[T - i * T / n for i in range(n - 1)])


@mistake("Does the density change on the way?", of="sample")
def score_of_the_first_time(x, z, T, w, m, s, beta):
    return _run(x, z, T, w, m, s, beta, times=[T] * len(z))
