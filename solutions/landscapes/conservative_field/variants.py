"""Right answers written differently, and the mistakes that students make, for each function."""

import numpy as np

from autograder import correct, mistake

from .reference import curl_matrix

STEP = np.cbrt(np.finfo(float).eps)

# Right answers: the work


@correct(of="work")
def work_by_trapezia(F, path):
    values = F(path)
    return np.sum((values[1:] + values[:-1]) / 2 * (path[1:] - path[:-1]))


@correct(of="work")
def work_segment_by_segment(F, path):
    total = 0.0
    for i in range(1, len(path)):
        total += np.dot(F(0.5 * path[i - 1] + 0.5 * path[i]), path[i] - path[i - 1])
    return total


@correct(of="work")
def work_by_simpsons_rule(F, path):
    start, end = path[:-1].astype(float), path[1:].astype(float)
    mean = (F(start) + 4 * F((start + end) / 2) + F(end)) / 6
    return np.einsum("ki,ki->", mean, end - start)


# Right answers: the curl


@correct(of="curl_matrix")
def curl_by_complex_steps(F, x):
    J = np.stack([F(x + 1e-30j * e).imag / 1e-30 for e in np.eye(len(x))], axis=1)
    return J - J.T


@correct(of="curl_matrix")
def curl_column_by_column(F, x):
    n = len(x)
    J = np.zeros((n, n))
    for j in range(n):
        h = 1e-5 * max(1.0, abs(float(x[j])))
        above, below = np.array(x, dtype=float), np.array(x, dtype=float)
        above[j] += h
        below[j] -= h
        J[:, j] = (F(above) - F(below)) / (above[j] - below[j])
    return J - np.transpose(J)


@correct(of="curl_matrix")
def curl_of_fourth_order(F, x):
    x = np.asarray(x, float)
    h = 1e-3 * np.maximum(1, abs(x))
    E = np.diag(h)
    rows = (8 * (F(x + E) - F(x - E)) - F(x + 2 * E) + F(x - 2 * E)) / (12 * h[:, np.newaxis])
    return -(rows - rows.T)


# Mistakes: the work


@mistake("Where on a segment is F typical for it: at its beginning?", of="work")
def takes_the_field_at_the_start_of_each_segment(F, path):
    return float(np.sum(F(path[:-1]) * np.diff(path, axis=0)))


@mistake("What is the work of a force at a right angle to the way?", of="work")
def multiplies_lengths(F, path):
    lengths = np.linalg.norm(np.diff(path, axis=0), axis=1)
    return float(np.sum(np.linalg.norm(F((path[:-1] + path[1:]) / 2), axis=1) * lengths))


@mistake("Carry a ball down a hill: does gravity do positive work on it?", of="work")
def works_against_the_field(F, path):
    return -float(np.sum(F((path[:-1] + path[1:]) / 2) * np.diff(path, axis=0)))


@mistake("Draw the path of your sum. Does it end at the last row, or go on from there?", of="work")
def closes_the_path(F, path):
    path = np.concatenate([path, path[:1]])
    return float(np.sum(F((path[:-1] + path[1:]) / 2) * np.diff(path, axis=0)))


@mistake("Go up a hill and down again on the other side. Do the two works cancel?", of="work")
def adds_up_sizes(F, path):
    return float(np.sum(np.abs(np.sum(F((path[:-1] + path[1:]) / 2) * np.diff(path, axis=0), axis=1))))


@mistake("Does your sum look at the points between the first and the last? Should it, for a field like (-y, x)?",
         of="work")  # fmt: skip
def takes_the_short_cut(F, path):
    return float(np.sum(F((path[:1] + path[-1:]) / 2) * (path[-1] - path[0])))


@mistake("Cut a segment into two halves. Should its work stay the same?", of="work")
def forgets_how_long_a_segment_is(F, path):
    sides = np.diff(path, axis=0)
    directions = sides / np.linalg.norm(sides, axis=1, keepdims=True)
    return float(np.sum(F((path[:-1] + path[1:]) / 2) * directions))


@mistake("Is there a hole that your loop goes round?", of="work")
def believes_that_no_curl_means_no_work(F, path):
    closed = np.array_equal(path[0], path[-1])
    if closed and np.linalg.norm(curl_matrix(F, path[0])) < 1e-6:
        return 0.0
    return float(np.sum(F((path[:-1] + path[1:]) / 2) * np.diff(path, axis=0)))


# Mistakes: the curl


def jacobian(F, x, h=STEP):
    """Return the Jacobian by central differences."""
    x = np.asarray(x, dtype=float)
    steps = h * np.maximum(1, np.abs(x))
    return np.stack([(F(x + e) - F(x - e)) / (2 * e.sum()) for e in np.diag(steps)], axis=1)


@mistake("A gradient field has a symmetric Jacobian. What should come out for it?", of="curl_matrix")
def adds_the_transpose(F, x):
    J = jacobian(F, x)
    return J + J.T


@mistake("For the field (-y, x): what is ∂F₀/∂y, and in which row and column does it stand?", of="curl_matrix")
def subtracts_the_wrong_way_round(F, x):
    J = jacobian(F, x)
    return J.T - J


@mistake("What comes out for the field (x, y), which does not go round anything?", of="curl_matrix")
def returns_the_jacobian(F, x):
    return jacobian(F, x)


@mistake("Work out J - Jᵀ for (-y, x) on paper. Is there a factor ½?", of="curl_matrix")
def takes_half_of_it(F, x):
    J = jacobian(F, x)
    return (J - J.T) / 2


@mistake("How far apart are the two points at which you ask for the field?", of="curl_matrix")
def divides_by_one_step(F, x):
    J = 2 * jacobian(F, x)
    return J - J.T


@mistake("At the origin, what comes out for the field (y², 0), if your step is as large as 0.1?", of="curl_matrix")
def steps_to_one_side(F, x):
    x = np.asarray(x, dtype=float)
    steps = 1e-4 * np.maximum(1, np.abs(x))
    J = np.stack([(F(x + e) - F(x)) / e.sum() for e in np.diag(steps)], axis=1)
    return J - J.T


@mistake("Print x + h at x = 1000000. Which digits of h are left?", of="curl_matrix")
def takes_the_same_step_at_a_million_as_at_one(F, x):
    x = np.asarray(x, dtype=float)
    J = np.stack([(F(x + e) - F(x - e)) / (2 * STEP) for e in STEP * np.eye(len(x))], axis=1)
    return J - J.T


@mistake("How large is your step where a coordinate is 0?", of="curl_matrix")
def step_vanishes_with_the_coordinate(F, x):
    x = np.asarray(x, dtype=float)
    steps = STEP * np.abs(x)
    moves = np.diag(steps)
    J = ((F(x + moves) - F(x - moves)) / (2 * steps[:, None])).T
    return J - J.T


@mistake("If x is np.array([1, 2]), what is x after x[0] += 0.0001?", of="curl_matrix")
def steps_in_the_dtype_of_the_point(F, x):
    J = np.zeros((len(x), len(x)))
    for j in range(len(x)):
        above, below = x.copy(), x.copy()
        h = STEP * max(1, abs(x[j]))
        above[j] = x[j] + h
        below[j] = x[j] - h
        J[:, j] = (F(above) - F(below)) / (2 * h)
    return J - J.T


@mistake("What shape is asked for, and how many numbers would a curl have for n = 4?", of="curl_matrix")
def returns_a_vector_of_three(F, x):
    C = jacobian(F, x)
    C = C - C.T
    if len(x) == 3:
        return np.array([C[2, 1], C[0, 2], C[1, 0]])
    return C[1, 0] if len(x) == 2 else np.zeros(len(x))
