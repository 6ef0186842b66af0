"""Right answers written differently, and the mistakes that students make, for each function."""

import math

import numpy as np

from autograder import correct, mistake

from .reference import numeric_gradient, rel_error

ROOT = np.finfo(float).eps ** 0.5
CUBE_ROOT = np.finfo(float).eps ** (1 / 3)

# Right answers: numeric_gradient


@correct(of="numeric_gradient")
def gradient_by_rows_of_the_identity(f, x, h=None, scheme="central"):
    if scheme not in {"central", "forward"}:
        raise ValueError(scheme)
    flat = np.asarray(x, dtype=float).ravel()
    steps = (1e-5 if scheme == "central" else 1e-8) * np.maximum(1, np.abs(flat)) if h is None else h + 0 * flat

    def at(z):
        return f(z.reshape(np.shape(x)))

    slopes = []
    for e, step in zip(np.eye(flat.size), steps, strict=True):
        if scheme == "central":
            slopes.append((at(flat + step * e) - at(flat - step * e)) / (2 * step))
        else:
            slopes.append((at(flat + step * e) - at(flat)) / step)
    return np.array(slopes).reshape(np.shape(x))


@correct(of="numeric_gradient")
def gradient_by_nditer_putting_each_entry_back(f, x, h=None, scheme="central"):
    x = x.astype(np.float64)
    if scheme not in {"forward", "central"}:
        raise ValueError("no such scheme")
    result = np.zeros_like(x)
    centre = f(x) if scheme == "forward" else None
    walk = np.nditer(x, flags=["multi_index"])
    for _ in walk:
        i = walk.multi_index
        old = x[i]
        step = h or (ROOT if scheme == "forward" else CUBE_ROOT) * max(1, abs(old))
        x[i] = old + step
        up = f(x)
        if scheme == "central":
            x[i] = old - step
            result[i] = (up - f(x)) / 2 / step
        else:
            result[i] = (up - centre) / step
        x[i] = old
    return result


@correct(of="numeric_gradient")
def gradient_by_complex_steps_where_no_step_is_given(f, x, h=None, scheme="central"):
    if scheme not in ("central", "forward"):
        raise ValueError(scheme)
    x, result = np.array(x, float), np.zeros(np.shape(x))
    for i in np.ndindex(*x.shape):
        e = np.zeros(x.shape)
        e[i] = 1
        if h is None:
            result[i] = np.imag(f(x + 1e-40j * e)) / 1e-40
        elif scheme == "central":
            result[i] = (f(x + h * e) - f(x - h * e)) / (2 * h)
        else:
            result[i] = (f(x + h * e) - f(x)) / h
    return result


# Right answers: rel_error


@correct(of="rel_error")
def relative_error_entry_by_entry(a, b):
    a, b = np.asarray(a), np.asarray(b)
    if a.shape != b.shape:
        raise ValueError("not the same shape")
    worst = 0.0
    for p, q in zip(a.ravel().tolist(), b.ravel().tolist(), strict=True):
        each = abs(p - q) / max(abs(p) + abs(q), 1e-8)
        if math.isnan(each):
            return each
        worst = max(worst, each)
    return worst


@correct(of="rel_error")
def relative_error_by_where(a, b):
    if np.shape(a) != np.shape(b):
        raise ValueError("shapes")
    size = np.add(np.abs(a), np.abs(b), dtype=float)
    return (np.abs(np.subtract(a, b, dtype=float)) / np.where(size < 1e-8, 1e-8, size)).max()


@correct(of="rel_error")
def relative_error_as_a_largest_norm(a, b):
    if np.shape(a) != np.shape(b):
        raise ValueError("shapes")
    a, b = np.ravel(a).astype(float), np.ravel(b).astype(float)
    difference, size = a - b, np.abs(a) + np.abs(b)
    return np.linalg.norm(difference / np.fmax(size, 1e-8), ord=np.inf)


# Right answers: step_study


@correct(of="step_study")
def study_step_by_step(f, g, x, hs):
    errors = np.zeros((2, len(hs)))
    for k, h in enumerate(hs):
        errors[0, k] = rel_error(numeric_gradient(f, x, h=h), g(x))
        errors[1, k] = rel_error(numeric_gradient(f, x, h=h, scheme="forward"), g(x))
    return errors


@correct(of="step_study")
def study_with_its_own_differences(f, g, x, hs):
    right, rows = g(x), []
    for forward in (False, True):
        row = []
        for h in hs:
            slopes = np.zeros(x.shape)
            for i in np.ndindex(x.shape):
                e = np.zeros(x.shape)
                e[i] = h
                slopes[i] = (f(x + e) - f(x if forward else x - e)) / (h if forward else 2 * h)
            row.append(np.max(np.abs(slopes - right) / np.maximum(1e-8, np.abs(slopes) + np.abs(right))))
        rows.append(row)
    return np.array(rows)


@correct(of="step_study")
def study_as_stacked_columns(f, g, x, hs):
    pairs = [[rel_error(g(x), numeric_gradient(f, x, h, s)) for s in ("central", "forward")] for h in hs]
    return np.stack(pairs, axis=1)


# Mistakes: numeric_gradient


def check_scheme(scheme):
    """Raise ValueError for a word that is no scheme."""
    if scheme not in ("central", "forward"):
        raise ValueError(scheme)


def step_of(value, h, scheme):
    """Return a good step for a coordinate, or h where it is given."""
    return (CUBE_ROOT if scheme == "central" else ROOT) * max(1, abs(value)) if h is None else h


def differences(f, x, steps, scheme):
    """Return differences of f with one step a coordinate."""
    x, result = np.array(x, dtype=float), np.zeros(np.shape(x))
    for i in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[i] = steps[i]
        down = f(x - e) if scheme == "central" else f(x)
        result[i] = (f(x + e) - down) / ((2 if scheme == "central" else 1) * steps[i])
    return result


def good_steps(x, h, scheme):
    """Return good steps for all coordinates, or h for each where it is given."""
    return np.vectorize(lambda value: step_of(float(value), h, scheme), otypes=[float])(x)


@mistake("Move x up and down: do both sides get a vote in your central difference?", of="numeric_gradient")
def central_is_forward(f, x, h=None, scheme="central"):
    check_scheme(scheme)
    return differences(f, x, good_steps(x, h, scheme), "forward")


@mistake("From x − h to x + h: how far apart are the two points?", of="numeric_gradient")
def divides_by_one_step(f, x, h=None, scheme="central"):
    check_scheme(scheme)
    return differences(f, x, good_steps(x, h, scheme), scheme) * (2 if scheme == "central" else 1)


@mistake("Print x before you turn to the second coordinate: is the first one back where it was?", of="numeric_gradient")
def does_not_put_coordinates_back(f, x, h=None, scheme="central"):
    check_scheme(scheme)
    x, result = np.array(x, dtype=float), np.zeros(np.shape(x))
    for i in np.ndindex(x.shape):
        step = step_of(x[i], h, scheme)
        if scheme == "central":
            x[i] -= step
        below = f(x)
        if scheme == "central":
            x[i] += step
        x[i] += step
        result[i] = (f(x) - below) / ((2 if scheme == "central" else 1) * step)
    return result


@mistake("If x is np.array([1, 2]), what is x after x[0] += 0.001?", of="numeric_gradient")
def steps_in_the_dtype_of_x(f, x, h=None, scheme="central"):
    check_scheme(scheme)
    x, result = x.copy(), np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        step = step_of(float(x[i]), h, scheme)
        above, below = x.copy(), x.copy()
        above[i] = x[i] + step
        if scheme == "central":
            below[i] = x[i] - step
        result[i] = (f(above) - f(below)) / ((2 if scheme == "central" else 1) * step)
    return result


@mistake("Draw the error against h: is a smaller step always better?", of="numeric_gradient")
def takes_far_too_small_a_step(f, x, h=None, scheme="central"):
    check_scheme(scheme)
    steps = np.full(np.shape(x), 1e-12) if h is None else good_steps(x, h, scheme)
    return differences(f, x, steps, scheme)


@mistake("Near 10⁸, where is the next float? And how many digits of f does your step move?", of="numeric_gradient")
def takes_the_same_step_at_1e8_as_at_1(f, x, h=None, scheme="central"):
    check_scheme(scheme)
    return differences(f, x, good_steps(np.zeros(np.shape(x)), h, scheme), scheme)


@mistake("What is the shape of a gradient with respect to a 2 by 3 matrix?", of="numeric_gradient")
def returns_a_flat_array(f, x, h=None, scheme="central"):
    check_scheme(scheme)
    return differences(f, x, good_steps(x, h, scheme), scheme).ravel()


@mistake("Does anything change in your result if you ask for forward differences?", of="numeric_gradient")
def ignores_the_scheme(f, x, h=None, scheme="central"):
    check_scheme(scheme)
    return differences(f, x, good_steps(x, h, "central"), "central")


@mistake("Does anything change in your result if you ask for h = 0.1?", of="numeric_gradient")
def ignores_the_step(f, x, h=None, scheme="central"):
    check_scheme(scheme)
    return differences(f, x, good_steps(x, None, scheme), scheme)


@mistake("Where x is large and h is given: how far from x do you ask f?", of="numeric_gradient")
def multiplies_the_step_that_is_given(f, x, h=None, scheme="central"):
    check_scheme(scheme)
    steps = good_steps(x, None, scheme) if h is None else h * np.maximum(1.0, np.abs(x))
    return differences(f, x, steps, scheme)


@mistake("What comes back if somebody misspells the name of the scheme?", of="numeric_gradient")
def takes_every_other_word_for_forward(f, x, h=None, scheme="central"):
    scheme = "central" if scheme == "central" else "forward"
    return differences(f, x, good_steps(x, h, scheme), scheme)


# Mistakes: rel_error


def sizes(a, b):
    """Return |a − b|, |a| and |b|, having checked the shapes."""
    if np.shape(a) != np.shape(b):
        raise ValueError("the shapes differ")
    return np.abs(np.subtract(a, b)), np.abs(a), np.abs(b)


@mistake("One entry of a thousand is wrong: should the error be small?", of="rel_error")
def averages_over_the_entries(a, b):
    d, p, q = sizes(a, b)
    return float(np.mean(d / np.maximum(1e-8, p + q)))


@mistake("A gradient has an entry of a million and one of 1, and the second is wrong. What does your measure say?",
         of="rel_error")  # fmt: skip
def divides_norms(a, b):
    d, p, q = sizes(a, b)
    return float(np.linalg.norm(np.ravel(d)) / max(1e-8, np.linalg.norm(np.ravel(p)) + np.linalg.norm(np.ravel(q))))


@mistake("What is 0 / 0? Compare two gradients that have a zero in the same place.", of="rel_error")
def forgets_the_floor(a, b):
    d, p, q = sizes(a, b)
    return float(np.max(d / np.asarray(p + q)))


@mistake("Swap a and b: should the error change?", of="rel_error")
def keeps_the_sign(a, b):
    d, p, q = sizes(a, b)
    return float(np.max(d * np.sign(np.subtract(a, b)) / np.maximum(1e-8, p + q)))


@mistake("Compare 1 with −1: what is under your fraction bar?", of="rel_error")
def adds_before_taking_absolute_values(a, b):
    d, _, _ = sizes(a, b)
    return float(np.max(d / np.maximum(1e-8, np.abs(np.add(a, b)))))


@mistake(
    "Compare 2 with 1 on paper, by the formula of the statement: what stands under the fraction bar?", of="rel_error"
)
def divides_by_the_larger_one(a, b):
    d, p, q = sizes(a, b)
    return float(np.max(d / np.maximum(1e-8, np.maximum(p, q))))


@mistake("How many numbers does numpy compare if a has shape (3,) and b has shape (3, 1)?", of="rel_error")
def compares_all_pairs(a, b):
    d, p, q = np.abs(np.subtract(a, b)), np.abs(a), np.abs(b)
    return float(np.max(d / np.maximum(1e-8, p + q)))


@mistake("A gradient has become nan in one entry. Is it close to the right one?", of="rel_error")
def looks_past_nan(a, b):
    d, p, q = sizes(a, b)
    return float(np.nanmax(d / np.maximum(1e-8, p + q)))


# Mistakes: step_study


@mistake("Which scheme did the statement ask for in row 0?", of="step_study")
def rows_are_swapped(f, g, x, hs):
    return np.array([[rel_error(numeric_gradient(f, x, h, s), g(x)) for h in hs] for s in ("forward", "central")])


@mistake("Which axis did the statement keep for the steps?", of="step_study")
def steps_go_down(f, g, x, hs):
    return np.array([[rel_error(numeric_gradient(f, x, h, s), g(x)) for s in ("central", "forward")] for h in hs])


@mistake("Which error did the statement ask for: one that has the unit of the gradient?", of="step_study")
def errors_are_absolute(f, g, x, hs):
    schemes = ("central", "forward")
    return np.array([[np.max(np.abs(numeric_gradient(f, x, h, s) - g(x))) for h in hs] for s in schemes])


@mistake("Is the first column the error of the first step in hs?", of="step_study")
def sorts_the_steps(f, g, x, hs):
    schemes = ("central", "forward")
    return np.array([[rel_error(numeric_gradient(f, x, h, s), g(x)) for h in np.sort(hs)] for s in schemes])


@mistake("Why are all the errors in your row the same?", of="step_study")
def does_not_hand_the_step_on(f, g, x, hs):
    schemes = ("central", "forward")
    return np.array([[rel_error(numeric_gradient(f, x, scheme=s), g(x)) for _ in hs] for s in schemes])
