"""Right answers written differently, and the mistakes that students make, for each function."""

import numpy as np

from autograder import correct, mistake


def _pairs(X):
    X = np.array(X, dtype=float)
    return [
        (i, j, X[i] - X[j], np.sqrt(((X[i] - X[j]) ** 2).sum())) for i in range(len(X)) for j in range(i + 1, len(X))
    ]


def _with_pulls(X, pull):
    F = np.zeros((len(X), 3))
    for i, j, step, r in _pairs(X):
        F[i] -= pull(r) * step / r
        F[j] += pull(r) * step / r
    return F


# Right answers


@correct(of="energy")
def energy_pair_by_pair(X, De, a, r0):
    return sum((De * (1 - np.exp(-a * (r - r0))) ** 2 for _, _, _, r in _pairs(X)), 0.0)


@correct(of="energy")
def energy_of_half_the_square(X, De, a, r0):
    X = np.asarray(X, float)
    r = np.sqrt(((X[:, None] - X[None]) ** 2).sum(axis=2))
    e = np.exp(-a * (r[~np.eye(len(X), dtype=bool)] - r0))
    return 0.5 * De * ((1 - e) ** 2).sum()


@correct(of="forces")
def forces_pair_by_pair(X, De, a, r0):
    return _with_pulls(X, lambda r: 2 * De * a * (1 - np.exp(-a * (r - r0))) * np.exp(-a * (r - r0)))


@correct(of="forces")
def forces_by_complex_steps(X, De, a, r0):
    X, F = np.asarray(X, dtype=float), np.zeros(np.shape(X))
    for i, k in np.ndindex(*X.shape):
        moved = X.astype(complex)
        moved[i, k] += 1e-30j
        others = np.delete(moved, i, axis=0)
        r = np.sqrt(((moved[i] - others) ** 2).sum(axis=1))
        F[i, k] = -np.sum(De * (1 - np.exp(-a * (r - r0))) ** 2).imag / 1e-30
    return F


@correct(of="forces")
def forces_from_the_expanded_square(X, De, a, r0):
    X = np.asarray(X, float)
    first, second = np.triu_indices(len(X), 1)
    steps = X[first] - X[second]
    r = np.linalg.norm(steps, axis=1)
    pull = 2 * De * a * (np.exp(-a * (r - r0)) - np.exp(-2 * a * (r - r0)))
    F = np.zeros_like(X)
    np.add.at(F, first, -(pull / r)[:, None] * steps)
    np.add.at(F, second, (pull / r)[:, None] * steps)
    return F


@correct(of="equivariance_error")
def error_by_rows(force, X, Q):
    turned_first = np.array(force(np.array([Q @ x for x in X], dtype=float)), float)
    turned_last = np.array([Q @ f for f in np.array(force(np.array(X, dtype=float)))])
    return np.sqrt(((turned_first - turned_last) ** 2).sum() / (turned_last**2).sum())


@correct(of="equivariance_error")
def error_by_turning_back(force, X, Q):
    F = force(np.asarray(X, float))
    return np.linalg.norm(force(np.einsum("ij,nj->ni", Q, X)) @ Q - F) / np.linalg.norm(F)


# Mistakes: the energy


@mistake("What is the energy of just two atoms? Do you count their pair once?", of="energy")
def pairs_counted_twice(X, De, a, r0):
    return 2 * energy_pair_by_pair(X, De, a, r0)


@mistake("What is E for two atoms at the distance r0, and what far apart?", of="energy")
def minimum_is_minus_De(X, De, a, r0):
    return energy_pair_by_pair(X, De, a, r0) - De * len(_pairs(X))


@mistake("What is E for two atoms far apart: does it go on growing?", of="energy")
def harmonic(X, De, a, r0):
    return sum((De * a**2 * (r - r0) ** 2 for _, _, _, r in _pairs(X)), 0.0)


@mistake("Exchange two atoms in the list. May the energy change?", of="energy")
def neighbours_in_a_chain(X, De, a, r0):
    return sum((De * (1 - np.exp(-a * (r - r0))) ** 2 for i, j, _, r in _pairs(X) if j == i + 1), 0.0)


@mistake("What energy does an atom have with itself? A single atom should have 0.", of="energy")
def atoms_with_themselves(X, De, a, r0):
    X = np.asarray(X, float)
    r = np.linalg.norm(X[:, None] - X[None], axis=2)
    return np.sum(np.triu(De * (1 - np.exp(-a * (r - r0))) ** 2))


@mistake("Is it the inside of the bracket, or the bracket, that is squared?", of="energy")
def bracket_not_squared(X, De, a, r0):
    return sum((De * (1 - np.exp(-a * (r - r0))) for _, _, _, r in _pairs(X)), 0.0)


# Mistakes: the forces


@mistake("Do two atoms further apart than r0 attract each other, in your answer?", of="forces")
def repels_the_wrong_way(X, De, a, r0):
    return -forces_pair_by_pair(X, De, a, r0)


@mistake("Compare with minus the slope of the energy of two atoms, by differences: which factor is left?", of="forces")
def forces_doubled(X, De, a, r0):
    return 2 * forces_pair_by_pair(X, De, a, r0)


@mistake("Which vector gives a force its direction, and how long is that vector?", of="forces")
def no_unit_vector(X, De, a, r0):
    return _with_pulls(X, lambda r: 2 * De * a * (1 - np.exp(-a * (r - r0))) * np.exp(-a * (r - r0)) * r)


@mistake("Differentiate exp(−a r) by r. Which factor comes out?", of="forces")
def inner_derivative_lost(X, De, a, r0):
    return _with_pulls(X, lambda r: 2 * De * (1 - np.exp(-a * (r - r0))) * np.exp(-a * (r - r0)))


@mistake("How strong is your pull between atoms at a distance of 20? And what is left of the chain rule?", of="forces")
def exponential_lost(X, De, a, r0):
    return _with_pulls(X, lambda r: 2 * De * a * (1 - np.exp(-a * (r - r0))))


@mistake("Add up all your forces. Which atom is pulled, and by which is it pulled back?", of="forces")
def no_reaction(X, De, a, r0):
    F = np.zeros((len(X), 3))
    for i, _, step, r in _pairs(X):
        e = np.exp(-a * (r - r0))
        F[i] -= 2 * De * a * (1 - e) * e * step / r
    return F


@mistake("What is the dtype of np.zeros_like(X) when X holds whole numbers?", of="forces")
def whole_positions_cut(X, De, a, r0):
    F = np.zeros_like(X)
    F += forces_pair_by_pair(X, De, a, r0).astype(F.dtype)
    return F


@mistake("How large is the distance of an atom to itself in your sum, and what does it add to the others' distances?",
         of="forces")  # fmt: skip
def shifted_distance(X, De, a, r0):
    X = np.asarray(X, float)
    steps = X[:, None] - X[None]
    r = np.sqrt((steps**2).sum(axis=2) + 1e-3)
    e = np.exp(-a * (r - r0))
    return -np.sum((2 * De * a * (1 - e) * e / r)[:, :, None] * steps, axis=1)


# Mistakes: turning


@mistake("Does Q turn each row, or does it turn the other way? Try the quarter turn of the example on (1, 0, 0).",
         of="equivariance_error")  # fmt: skip
def turned_by_the_transpose(force, X, Q):
    F = force(X @ Q.T)
    back = force(np.asarray(X, float)) @ Q
    return np.linalg.norm(F - back) / np.linalg.norm(back)


@mistake("Should forces stay as they are when the molecule turns, or turn along?", of="equivariance_error")
def invariance_for_equivariance(force, X, Q):
    F = force(np.asarray(X, float))
    return np.linalg.norm(force(X @ Q.T) - F) / np.linalg.norm(F)


@mistake("Two arrows have the same length. Are they the same arrow?", of="equivariance_error")
def lengths_alone(force, X, Q):
    first, last = force(X @ Q.T), force(np.asarray(X, float)) @ Q.T
    return np.linalg.norm(np.linalg.norm(first, axis=1) - np.linalg.norm(last, axis=1)) / np.linalg.norm(last)


@mistake("Multiply all forces by 7. Should the error change?", of="equivariance_error")
def error_not_relative(force, X, Q):
    return np.linalg.norm(force(X @ Q.T) - force(np.asarray(X, float)) @ Q.T)


@mistake("Is it one norm over all entries, or the largest of them?", of="equivariance_error")
def largest_entry(force, X, Q):
    turned = force(np.asarray(X, float)) @ Q.T
    return np.abs(force(X @ Q.T) - turned).max() / np.abs(turned).max()


@mistake("Are there squares in the definition, or norms?", of="equivariance_error")
def error_squared(force, X, Q):
    turned = force(np.asarray(X, float)) @ Q.T
    return np.sum((force(X @ Q.T) - turned) ** 2) / np.sum(turned**2)
