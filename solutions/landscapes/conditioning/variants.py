"""Right answers written differently, and the mistakes that students make, for each function."""

import math

import numpy as np

from autograder import correct, mistake

from .reference import gd_rates

# Right answers


@correct(of="gd_rates")
def rates_by_singular_values(H):
    np.linalg.cholesky(H)  # raises LinAlgError, which is a ValueError
    singular = np.linalg.svd(H, compute_uv=False)
    kappa = singular[0] / singular[-1]
    best = 2 / (singular[0] + singular[-1])
    return {"rate": (kappa - 1) / (kappa + 1), "lr_opt": best, "lr_max": 2 / singular[0], "condition": kappa}


@correct(of="gd_rates")
def rates_by_the_general_solver(H):
    values = sorted(np.linalg.eig(H)[0].real)
    if not all(value > 0 for value in values):
        raise ValueError("every direction must bend upwards")
    best = 2 / (values[0] + values[-1])
    return {"lr_max": 2 / values[-1], "lr_opt": best, "rate": max(abs(1 - best * value) for value in values)}


@correct(of="iterations_to")
def steps_by_counting(H, tol):
    rate, left, steps = gd_rates(H)["rate"], 1.0, 0
    while left > tol:
        left *= rate
        steps += 1
    return steps


@correct(of="iterations_to")
def steps_by_the_formula(H, tol):
    values = np.linalg.eigvalsh(H)
    if values[0] <= 0:
        raise ValueError("not a bowl")
    kappa = values[-1] / values[0]
    if kappa == 1:
        return 1
    return np.ceil(np.log(tol) / np.log((kappa - 1) / (kappa + 1)))


@correct(of="jacobi_condition")
def condition_by_unsymmetric_eigenvalues(H):
    if np.any(np.linalg.eigvalsh(H) <= 0):
        raise ValueError("not positive definite")
    values = np.linalg.eigvals(np.diag(1 / np.diag(H)) @ H).real
    return max(values) / min(values)


@correct(of="jacobi_condition")
def condition_by_a_loop(H):
    np.linalg.cholesky(H)
    n = len(H)
    scaled = np.array([[H[i, j] / math.sqrt(H[i, i] * H[j, j]) for j in range(n)] for i in range(n)])
    return np.linalg.cond(scaled)


# Mistakes: the rates


def extremes(H):
    """Return the smallest and the largest eigenvalue."""
    values = np.linalg.eigvalsh(H)
    if values[0] <= 0:
        raise ValueError("H is not positive definite")
    return values[0], values[-1]


def rates(H, **changed):
    """Return the right rates, with some changed."""
    low, high = extremes(H)
    return {"lr_max": 2 / high, "lr_opt": 2 / (low + high), "rate": (high - low) / (high + low)} | changed


@mistake("When does |1 - lr λ| reach 1, for the largest λ?", of="gd_rates")
def limit_is_where_the_steepest_part_vanishes(H):
    return rates(H, lr_max=1 / extremes(H)[1])


@mistake("Which direction is the first in which steps that are too long overshoot?", of="gd_rates")
def limit_from_the_smallest_eigenvalue(H):
    return rates(H, lr_max=2 / extremes(H)[0])


@mistake("With the learning rate 1/λ_max, which direction is slow? Would a longer step help it?", of="gd_rates")
def best_rate_suits_the_steepest_direction(H):
    return rates(H, lr_opt=1 / extremes(H)[1])


@mistake("Solve 1 - lr λ_min = lr λ_max - 1 for lr. What stands on top?", of="gd_rates")
def best_rate_lacks_the_two(H):
    return rates(H, lr_opt=1 / sum(extremes(H)))


@mistake("Does your rate say how the distance shrinks, or how the loss does?", of="gd_rates")
def rate_of_the_loss(H):
    return rates(H, rate=rates(H)["rate"] ** 2)


@mistake("Which learning rate belongs to the factor 1 - 1/κ? Is it the best one?", of="gd_rates")
def rate_at_a_shorter_step(H):
    low, high = extremes(H)
    return rates(H, rate=1 - low / high)


@mistake("Which method shrinks the distance with the root of κ: the one of this exercise?", of="gd_rates")
def rate_of_conjugate_gradients(H):
    root = np.sqrt(np.linalg.cond(H))
    return rates(H, rate=(root - 1) / (root + 1))


@mistake("Where one direction bends down, what does a small step do to the distance along it?", of="gd_rates")
def rates_at_a_saddle(H):
    low, high = np.linalg.eigvalsh(H)[[0, -1]]
    with np.errstate(all="ignore"):
        return {"lr_max": 2 / high, "lr_opt": 2 / (low + high), "rate": (high - low) / (high + low)}


# Mistakes: the number of steps


def logarithms(H, tol):
    """Return log tol / log rate."""
    rate = gd_rates(H)["rate"]
    return math.log(tol) / math.log(rate) if rate > 0 else 0.5


@mistake("If 9.97 steps are needed, are 9 enough?", of="iterations_to")
def steps_rounded_down(H, tol):
    return max(1, math.floor(logarithms(H, tol)))


@mistake("If 9.3 steps are needed, are 9 enough?", of="iterations_to")
def steps_rounded_to_the_nearest(H, tol):
    return max(1, math.floor(logarithms(H, tol) + 0.5))


@mistake("Should the distance be at most tol, or the loss?", of="iterations_to")
def steps_until_the_loss_is_small(H, tol):
    return math.ceil(logarithms(H, tol) / 2)


@mistake("How many steps does a circular bowl take, when you start away from its bottom?", of="iterations_to")
def no_step_on_a_circular_bowl(H, tol):
    return math.ceil(logarithms(H, tol)) if gd_rates(H)["rate"] > 1e-12 else 0


@mistake("Is κ log(1/tol) the number of steps, or an estimate of its order?", of="iterations_to")
def steps_by_a_rule_of_thumb(H, tol):
    gd_rates(H)
    return math.ceil(np.linalg.cond(H) * math.log(1 / tol))


@mistake("Which base do your two logarithms have?", of="iterations_to")
def steps_with_two_kinds_of_logarithm(H, tol):
    return math.ceil(logarithms(H, tol) / math.log(10))


@mistake("Where one direction bends down, how many steps lead to the bottom?", of="iterations_to")
def steps_at_a_saddle(H, tol):
    return math.ceil(logarithms(H, tol)) if np.linalg.eigvalsh(H)[0] > 0 else 1


@mistake("At which learning rate do you count the steps?", of="iterations_to")
def steps_at_a_shorter_step(H, tol):
    low, high = extremes(H)
    return math.ceil(math.log(tol) / math.log(1 - low / high)) if high > low else 1


# Mistakes: scaling the axes


def condition(M):
    """Return the quotient of the extreme eigenvalues of a symmetric matrix."""
    values = np.linalg.eigvalsh(M)
    return float(values[-1] / values[0])


@mistake("Is D⁻¹H symmetric? Are singular values then the sizes of eigenvalues?", of="jacobi_condition")
def condition_of_an_unsymmetric_product(H):
    extremes(H)
    return float(np.linalg.cond(H / np.diag(H)[:, None]))


@mistake("What should stand on the diagonal of the scaled matrix?", of="jacobi_condition")
def scales_twice_too_much(H):
    extremes(H)
    return condition(H / np.outer(np.diag(H), np.diag(H)))


@mistake("Scale diag(1, 10000) by hand. Does your function divide, or multiply?", of="jacobi_condition")
def scales_the_wrong_way(H):
    extremes(H)
    root = np.sqrt(np.diag(H))
    return condition(H * np.outer(root, root))


@mistake("Does your function divide by anything?", of="jacobi_condition")
def condition_before_scaling(H):
    extremes(H)
    return condition(H)


@mistake("Turn a valley by 45°. What are the two entries on the diagonal, and what does dividing by them do?",
         of="jacobi_condition")  # fmt: skip
def scaling_cures_everything(H):
    extremes(H)
    return 1.0


@mistake("D is the diagonal of H. By what do you divide?", of="jacobi_condition")
def scales_by_the_length_of_rows(H):
    extremes(H)
    root = np.sqrt(np.linalg.norm(H, axis=1))
    return condition(H / np.outer(root, root))


@mistake("What does your function say of [[1, 2], [2, 1]]? Are its eigenvalues positive?", of="jacobi_condition")
def condition_of_a_saddle(H):
    with np.errstate(all="ignore"):
        root = np.sqrt(np.abs(np.diag(H)))
        values = np.abs(np.linalg.eigvalsh(H / np.outer(root, np.where(root > 0, root, 1))))
        return float(values.max() / values.min())
