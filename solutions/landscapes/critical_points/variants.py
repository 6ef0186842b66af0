"""Right answers written differently, and the mistakes that students make, for each function."""

import math

import numpy as np

from autograder import correct, mistake

from .reference import is_critical

# Right answers: is_critical


@correct(of="is_critical")
def critical_by_a_dot_product(g, tol):
    return g @ g <= tol**2


@correct(of="is_critical")
def critical_by_hypot(g, tol):
    return not math.hypot(*g) > tol


# Right answers: classify


@correct(of="classify")
def words_by_counting(H, rtol=1e-8, g=None, tol=1e-8):
    if g is not None and np.sqrt(np.sum(np.square(g))) > tol:
        return "not critical"
    values = np.linalg.eig(H)[0].real
    threshold = rtol * max(abs(values))
    positive = sum(1 for value in values if value > threshold)
    negative = sum(1 for value in values if value < -threshold)
    if positive == len(H):
        return "minimum"
    if negative == len(H):
        return "maximum"
    return "saddle" if positive * negative else "inconclusive"


@correct(of="classify")
def words_by_cholesky(H, rtol=1e-8, g=None, tol=1e-8):
    if g is not None and not is_critical(g=g, tol=tol):
        return "not critical"
    shift = rtol * np.linalg.norm(H, 2) * np.eye(len(H))

    def definite(M):
        try:
            np.linalg.cholesky(M - shift)
        except np.linalg.LinAlgError:
            return False
        return True

    if definite(H) or definite(-H):
        return "minimum" if H[0, 0] > 0 else "maximum"
    values = np.linalg.eigvalsh(H)
    return "saddle" if values[0] < -shift[0, 0] and values[-1] > shift[0, 0] else "inconclusive"


@correct(of="classify")
def words_by_a_table(H, rtol=1e-8, g=None, tol=1e-8):
    if g is not None and np.linalg.norm(g) > tol:
        return "not critical"
    values = np.linalg.eigvalsh(np.triu(H).T)
    signs = np.sign(np.where(np.abs(values) > rtol * np.abs(values).max(), values, 0))
    table = {(1, 1): "minimum", (-1, -1): "maximum", (-1, 1): "saddle"}
    return table.get((signs.min(), signs.max()), "inconclusive")


# Right answers: newton


@correct(of="newton")
def newton_with_an_inverse(grad, hess, x0, tol, maxit):
    x, g, steps = np.array(x0, dtype=float), grad(np.array(x0, dtype=float)), 0
    while not np.linalg.norm(g) <= tol and steps < maxit:
        x = x - np.linalg.inv(hess(x)) @ g
        g = grad(x)
        steps += 1
    return x, bool(np.linalg.norm(g) <= tol)


@correct(of="newton")
def newton_that_calls_itself(grad, hess, x0, tol, maxit):
    g = grad(x0.astype(float))
    if is_critical(g, tol) or maxit == 0:
        return x0.astype(float), is_critical(g, tol)
    step = np.linalg.lstsq(hess(x0.astype(float)), -g)[0]
    return newton_that_calls_itself(grad, hess, x0 + step, tol, maxit - 1)


@correct(of="newton")
def newton_in_place_on_a_copy(grad, hess, x0, tol, maxit):
    x = x0 * 1.0
    for k in range(maxit + 1):
        g = grad(x.copy())
        if is_critical(g, tol):
            break
        if k < maxit:
            x += np.linalg.solve(hess(x.copy()), -g)
    return [x, is_critical(g, tol)]


# Mistakes: is_critical


@mistake("How long is the gradient (1, 1)?", of="is_critical")
def looks_at_the_largest_slope(g, tol):
    return bool(np.max(np.abs(g)) <= tol)


@mistake("Is ground that rises to the east and falls to the north flat?", of="is_critical")
def lets_slopes_cancel(g, tol):
    return bool(abs(np.sum(g)) <= tol)


@mistake("Measure the slope in other units, a millionth of the old ones: should the answer change?", of="is_critical")
def compares_the_square(g, tol):
    return bool(g @ g <= tol)


@mistake("What is the length of a zero gradient, and is it at most 0?", of="is_critical")
def asks_for_less_than_the_tolerance(g, tol):
    return bool(np.linalg.norm(g) < tol)


@mistake("Is a point critical where the loss does not change with one of the weights, and does with another?",
         of="is_critical")  # fmt: skip
def one_small_slope_is_enough(g, tol):
    return bool(np.min(np.abs(g)) <= tol)


@mistake("Is the length of (3, 4) 5, or less?", of="is_critical")
def averages_the_squares(g, tol):
    return bool(np.sqrt(np.mean(g**2)) <= tol)


# Mistakes: classify


def word_of(values, zero):
    """Return the right word for eigenvalues, of which those up to ``zero`` count as zero."""
    up, down = values > zero, values < -zero
    if up.any() and down.any():
        return "saddle"
    if up.all():
        return "minimum"
    return "maximum" if down.all() else "inconclusive"


def guarded(H, rtol, g, tol):
    """Return the right word."""
    if g is not None and not is_critical(g, tol):
        return "not critical"
    values = np.linalg.eigvalsh(H)
    return word_of(values, rtol * np.abs(values).max())


@mistake("One eigenvalue is zero. Do the others already disagree?", of="classify")
def any_zero_is_inconclusive(H, rtol=1e-8, g=None, tol=1e-8):
    sizes = np.abs(np.linalg.eigvalsh(H))
    word = guarded(H, rtol, g, tol)
    return "inconclusive" if word != "not critical" and sizes.min() <= rtol * sizes.max() else word


@mistake("Measure the loss in millionths of its unit. Should the word change?", of="classify")
def zero_is_absolute(H, rtol=1e-8, g=None, tol=1e-8):
    word = guarded(H, rtol, g, tol)
    return word if word == "not critical" else word_of(np.linalg.eigvalsh(H), rtol)


@mistake("What is the determinant of -I, for a matrix of 4 rows? And what kind of point is that?", of="classify")
def word_from_the_determinant(H, rtol=1e-8, g=None, tol=1e-8):
    if guarded(H, rtol, g, tol) == "not critical":
        return "not critical"
    sizes = np.abs(np.linalg.eigvalsh(H))
    if sizes.min() <= rtol * sizes.max():
        return "inconclusive"
    if np.linalg.det(H) < 0:
        return "saddle" if len(H) > 1 else "maximum"
    return "minimum" if H[0, 0] > 0 else "maximum"


@mistake("Are the signs of curvature of any use where the ground slopes?", of="classify")
def does_not_look_at_the_gradient(H, rtol=1e-8, g=None, tol=1e-8):
    return guarded(H, rtol, None, tol)


@mistake("Compare x² + y⁴ with x² - y⁴ at the origin. Can your function tell them apart?", of="classify")
def singular_bowl_is_a_minimum(H, rtol=1e-8, g=None, tol=1e-8):
    word = guarded(H, rtol, g, tol)
    values = np.linalg.eigvalsh(H)
    if word != "inconclusive":
        return word
    return "minimum" if np.all(values >= -rtol * np.abs(values).max()) else "maximum"


@mistake("Not all eigenvalues are positive, not all are negative: must there be some of each sign?", of="classify")
def all_else_is_a_saddle(H, rtol=1e-8, g=None, tol=1e-8):
    word = guarded(H, rtol, g, tol)
    return "saddle" if word == "inconclusive" else word


@mistake("What are the eigenvalues of a matrix with 1 on its diagonal and 2 beside it?", of="classify")
def word_from_the_diagonal(H, rtol=1e-8, g=None, tol=1e-8):
    word, values = guarded(H, rtol, g, tol), np.diag(H)
    return word if word == "not critical" else word_of(values, rtol * np.abs(values).max())


@mistake("Try the loss x². Is 0 its lowest point or its highest?", of="classify")
def minimum_and_maximum_are_swapped(H, rtol=1e-8, g=None, tol=1e-8):
    word = guarded(H, rtol, g, tol)
    return {"minimum": "maximum", "maximum": "minimum"}.get(word, word)


@mistake("Call your function with rtol=0.1. Who uses that number?", of="classify")
def share_is_always_the_same(H, rtol=1e-8, g=None, tol=1e-8):
    return guarded(H, 1e-8, g, tol)


@mistake("Is the smallest number that a computer makes of a zero eigenvalue exactly 0?", of="classify")
def only_zero_counts_as_zero(H, rtol=1e-8, g=None, tol=1e-8):
    return guarded(H, 0.0, g, tol)


# Mistakes: newton


def iterate(step, grad, x0, tol, maxit):
    """Return what Newton's method would with another step."""
    x = np.asarray(x0, dtype=float)
    for _ in range(maxit):
        g = grad(x)
        if is_critical(g, tol):
            return x, True
        x = x + step(x, g)
    return x, is_critical(grad(x), tol)


@mistake("On L = x² at x = 1: what are slope and curvature, and which way must you go?", of="newton")
def newton_steps_the_wrong_way(grad, hess, x0, tol, maxit):
    return iterate(lambda x, g: np.linalg.solve(hess(x), g), grad, x0, tol, maxit)


@mistake("On L = x² at x = 1 one step should arrive. Where does yours?", of="newton")
def newton_without_a_hessian(grad, hess, x0, tol, maxit):
    return iterate(lambda x, g: -g, grad, x0, tol, maxit)


@mistake("At which point is the Hessian of your second step?", of="newton")
def newton_keeps_the_first_hessian(grad, hess, x0, tol, maxit):
    H = hess(np.asarray(x0, dtype=float))
    return iterate(lambda x, g: -np.linalg.solve(H, g), grad, x0, tol, maxit)


@mistake("Are full steps asked for? On a quadratic, one of them should arrive.", of="newton")
def newton_takes_half_steps(grad, hess, x0, tol, maxit):
    return iterate(lambda x, g: -0.5 * np.linalg.solve(hess(x), g), grad, x0, tol, maxit)


@mistake("Does H⁻¹g divide entry by entry, also where H is not diagonal?", of="newton")
def newton_divides_by_the_diagonal(grad, hess, x0, tol, maxit):
    return iterate(lambda x, g: -g / np.diag(hess(x)), grad, x0, tol, maxit)


@mistake("Is Newton's method drawn to minima alone? Follow its formula where the ground bends down.", of="newton")
def newton_avoids_saddles(grad, hess, x0, tol, maxit):
    def step(x, g):
        values, V = np.linalg.eigh(hess(x))
        return -V @ ((V.T @ g) / np.abs(values))

    return iterate(step, grad, x0, tol, maxit)


@mistake("On a slope without a bottom, what should 'converged' be in the end?", of="newton")
def newton_always_converges(grad, hess, x0, tol, maxit):
    return iterate(lambda x, g: -np.linalg.solve(hess(x), g), grad, x0, tol, maxit)[0], True


@mistake("The last step may be the one that arrives. Do you look, after it?", of="newton")
def newton_does_not_look_after_the_last_step(grad, hess, x0, tol, maxit):
    x = np.asarray(x0, dtype=float)
    for _ in range(maxit):
        g = grad(x)
        if is_critical(g, tol):
            return x, True
        x = x - np.linalg.solve(hess(x), g)
    return x, False


@mistake("The start may be good enough. How many steps do you take then?", of="newton")
def newton_steps_before_it_looks(grad, hess, x0, tol, maxit):
    x = np.asarray(x0, dtype=float)
    for _ in range(maxit):
        x = x - np.linalg.solve(hess(x), grad(x))
        if is_critical(grad(x), tol):
            break
    return x, is_critical(grad(x), tol)


@mistake("When may the method stop before it has taken maxit steps?", of="newton")
def newton_takes_all_steps(grad, hess, x0, tol, maxit):
    x = np.asarray(x0, dtype=float)
    for _ in range(maxit):
        x = x - np.linalg.solve(hess(x), grad(x))
    return x, is_critical(grad(x), tol)


@mistake("Where slope and curvature are both large, is a short step a sign that the slope is small?", of="newton")
def newton_trusts_a_short_step(grad, hess, x0, tol, maxit):
    x = np.asarray(x0, dtype=float)
    for _ in range(maxit):
        g = grad(x)
        if is_critical(g, tol):
            return x, True
        step = np.linalg.solve(hess(x), g)
        x = x - step
        if np.linalg.norm(step) <= tol:
            return x, True
    return x, is_critical(grad(x), tol)
