"""Proves the reference: by counting the steps of descent, exact roots, and eigenvalues that are known in advance."""

import math

import autograd
import autograd.numpy as anp
import numpy as np
import pytest


def valley(rng, eigenvalues):
    Q, _ = np.linalg.qr(rng.normal(size=(len(eigenvalues),) * 2))
    return Q @ np.diag(eigenvalues) @ Q.T


def worst_factor(eigenvalues, lr):
    """Return the factor of the slowest direction, one eigenvalue after the other."""
    return max(abs(1 - lr * value) for value in eigenvalues)


@pytest.mark.parametrize("eigenvalues", [[1.0], [2.0, 2.0], [1.0, 3.0], [0.5, 0.7, 20.0], [1e-3, 1.0, 2.0, 4.0]])
def test_rates_of_known_eigenvalues(reference, rng, eigenvalues):
    """At lr_opt the slowest direction has the factor 'rate', at lr_max the factor 1; no learning rate is better."""
    rates = reference.gd_rates(valley(rng, eigenvalues))
    assert worst_factor(eigenvalues, rates["lr_opt"]) == pytest.approx(rates["rate"], abs=1e-12)
    assert worst_factor(eigenvalues, rates["lr_max"]) == pytest.approx(1)
    others = np.linspace(0, 1.1 * rates["lr_max"], 1001)
    assert min(worst_factor(eigenvalues, lr) for lr in others) >= rates["rate"] - 1e-12
    assert all((worst_factor(eigenvalues, lr) < 1) == (0 < lr < rates["lr_max"]) for lr in others)


@pytest.mark.parametrize("kappa", [3.0, 10.0, 200.0])
@pytest.mark.parametrize("tol", [0.3, 1e-3])
def test_number_of_steps_by_walking(reference, rng, kappa, tol):
    """Descent on the loss itself, with its gradient by autograd, needs that many steps from the worst start."""
    H = valley(rng, np.geomspace(1, kappa, 3))
    gradient = autograd.grad(lambda w: anp.dot(w, anp.dot(H, w)) / 2)
    w = np.linalg.eigh(H)[1][:, [0, 2]].sum(axis=1)
    far, steps = tol * np.linalg.norm(w), 0
    while np.linalg.norm(w) > far:
        w, steps = w - reference.gd_rates(H)["lr_opt"] * gradient(w), steps + 1
    assert reference.iterations_to(H, tol) == steps
    assert type(steps) is int


def test_one_step_on_a_circular_bowl(reference, rng):
    """For the condition number 1, one step arrives."""
    for H in (np.eye(3), np.array([[7.0]]), valley(rng, [2.0, 2.0])):
        assert reference.iterations_to(H, 1e-3) == 1
        assert reference.gd_rates(H)["rate"] == pytest.approx(0, abs=1e-15)


def test_examples_of_the_statement(reference):
    """The numbers of the statement hold."""
    H = np.array([[2, 1], [1, 2]])
    assert reference.gd_rates(H) == pytest.approx({"lr_max": 2 / 3, "lr_opt": 0.5, "rate": 0.5})
    assert (reference.iterations_to(H, 0.001), reference.jacobi_condition(H)) == (10, pytest.approx(3))
    H = np.array([[100, 3], [3, 1]])
    assert reference.jacobi_condition(H) == pytest.approx(13 / 7)
    assert np.linalg.cond(H) == pytest.approx(110.09, abs=0.005)


@pytest.mark.parametrize("n", [1, 2, 4])
def test_scaling_by_the_spectrum_of_another_matrix(reference, rng, n):
    """D⁻¹H has the same eigenvalues as the symmetric product; they are roots of det(H - λD)."""
    B = rng.normal(size=(n, n))
    H = B @ B.T + 0.3 * np.eye(n)
    roots = np.sort(np.roots(np.poly(H / np.diag(H)[:, None])).real)
    assert reference.jacobi_condition(H) == pytest.approx(roots[-1] / roots[0], rel=1e-6)


def test_scaling_cures_valleys_along_the_axes_alone(reference):
    """One scale per axis, all that Adam has too, brings diag(1, 10⁴) to 1, and leaves 10⁴ where it is turned by 45°."""
    along = np.diag([1.0, 1e4])
    turn = np.array([[1, -1], [1, 1]]) / math.sqrt(2)
    assert reference.jacobi_condition(along) == 1
    assert reference.jacobi_condition(turn @ along @ turn.T) == pytest.approx(1e4)


def test_quotient_of_eigenvalues_means_nothing_at_a_saddle(reference):
    """For 2 and -1, λ_max/λ_min is -2 and the condition number 2; no learning rate converges, so all three refuse."""
    saddle = np.diag([2.0, -1.0])
    assert np.linalg.cond(saddle) == 2
    assert all(worst_factor([2.0, -1.0], lr) > 1 for lr in np.geomspace(1e-3, 10, 50))
    for H in (saddle, np.diag([1.0, 0.0]), np.array([[1.0, 2.0], [2.0, 1.0]]), np.array([[-1.0]])):
        for call in (reference.gd_rates, lambda H: reference.iterations_to(H, 0.1), reference.jacobi_condition):
            with pytest.raises(ValueError, match="positive definite"):
                call(H)
