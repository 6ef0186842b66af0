"""Hidden tests: 6 points for the rises, 3.5 for other parameters, 4.5 for the volume, 1 for how they fit together."""

import numpy as np

from autograder import agree, agree_on, draw, expect, points, symmetric_edges

SOLVED = 1e-7  # tolerance of what comes out of linear solves


def with_eigenvalues(rng, eigenvalues):
    """Return a symmetric matrix that has these eigenvalues, and no eigenvector along an axis."""
    Q, _ = np.linalg.qr(rng.normal(size=(len(eigenvalues),) * 2))
    H = Q @ np.diag(eigenvalues) @ Q.T
    return (H + H.T) / 2


def bowl(rng, n):
    """Return a positive definite matrix."""
    return with_eigenvalues(rng, rng.uniform(0.9, 1.1) * np.linspace(0.4, 1.8, n + 1)[1:])


def change_of_parameters(rng, n):
    """Return an invertible matrix that is not symmetric, of condition number 3 at most."""
    U, _ = np.linalg.qr(rng.normal(size=(n, n)))
    V, _ = np.linalg.qr(rng.normal(size=(n, n)))
    return U @ np.diag(np.linspace(0.6, 1.8, n + 1)[1:]) @ V


def indefinite(rng):
    """Return a symmetric matrix whose eigenvalue of largest size is negative."""
    return with_eigenvalues(rng, rng.uniform(0.8, 1.2) * np.array([0.5, -2.0, 1.4, 0.6]))


# The rises


@points(2)
def test_expected_rise(submission, reference, rng):
    """The average rise is right, for a bowl, for a saddle, and for a single weight."""
    cases = [(H, rng.uniform(0.4, 0.8)) for H in (bowl(rng, 3), indefinite(rng), draw(rng, 1, 1))]
    agree_on(submission.expected_rise, reference.expected_rise, cases)


@points(2.5)
def test_worst_rise(submission, reference, rng):
    """The largest rise is right, for a bowl, for a saddle, and for a single weight at a maximum."""
    cases = [(H, rng.uniform(0.4, 0.8)) for H in (bowl(rng, 3), indefinite(rng), -bowl(rng, 1))]
    agree_on(submission.worst_rise, reference.worst_rise, cases)


@points(1.5)
def test_rises_of_other_arrays(submission, reference, rng):
    """Both rises are right for whole numbers, slices, singular, tiny, huge and large Hessians, and for float32."""
    sizes = (0.7, 1.3, 1e8, 0.9, 1e-9, 0.0, 2.0, 3e6)  # of pushes
    cases = [(H, size) for (H,), size in zip(symmetric_edges(rng, tiny=1e-16, huge=1e16), sizes, strict=True)]
    cases.append((np.array([[3, 1], [1, 2]]), 0.7))
    single = bowl(rng, 3).astype(np.float32)
    for name in ("expected_rise", "worst_rise"):
        agree_on(getattr(submission, name), getattr(reference, name), cases)
        agree(getattr(submission, name)(single, 0.5), getattr(reference, name)(single, 0.5), tol=1e-4)


# Other parameters


@points(3)
def test_reparam(submission, reference, rng):
    """The Hessian in other parameters is right, for a bowl, for a saddle, and for a single weight."""
    cases = [(H, change_of_parameters(rng, len(H))) for H in (bowl(rng, 3), indefinite(rng), draw(rng, 1, 1))]
    T = cases[0][1]
    T /= abs(np.linalg.det(T)) ** (1 / 3)  # which keeps volumes, and is no rotation
    agree_on(submission.reparam, reference.reparam, cases, tol=SOLVED)


@points(0.5)
def test_reparam_of_other_arrays(submission, reference, rng):
    """The Hessian in other parameters is right for whole numbers, slices, any size and unit, and float32."""
    changes = [
        change_of_parameters(rng, 3)[::-1],
        np.array([[2.0, -1.0, 0.0, 0.0], [0.0, 2.0, -1.0, 0.0], [0.0, 0.0, 2.0, -1.0], [-5.0, 0.0, 0.0, 2.0]]),
        1e-7 * change_of_parameters(rng, 3),
        np.array([[2, 9, 1, 9, 0, 9], [0, 9, 3, 9, 1, 9], [1, 9, 0, 9, 2, 9]])[:, ::2],
        np.asfortranarray(change_of_parameters(rng, 53)),
        change_of_parameters(rng, 4),
        np.array([[-0.7]]),
        2e6 * change_of_parameters(rng, 4),
    ]
    cases = [(H, T) for (H,), T in zip(symmetric_edges(rng), changes, strict=True)]
    cases[7] = 4e12 * cases[7][0], changes[7]  # in so large a unit that the result is ordinary
    cases.append((np.array([[2, -1], [-1, 0]]), np.array([[1, 2], [1, 3]])))
    agree_on(submission.reparam, reference.reparam, cases, tol=SOLVED)
    H, T = bowl(rng, 3).astype(np.float32), change_of_parameters(rng, 3).astype(np.float32)
    agree(submission.reparam(H, T), reference.reparam(H, T), tol=1e-4)


# The volume


@points(3)
def test_log_volume(submission, reference, rng):
    """The logarithm of the volume of a basin is right, for 3 and 4 weights, and for float32."""
    cases = [(bowl(rng, n), rng.uniform(0.01, 0.3)) for n in (4, 3)]
    agree_on(submission.log_basin_volume, reference.log_basin_volume, cases)
    H = bowl(rng, 2).astype(np.float32)
    agree(submission.log_basin_volume(H, 0.1), reference.log_basin_volume(H.astype(float), 0.1), tol=1e-4)


@points(0.75, after="test_log_volume")
def test_basins_without_bounds(submission, rng):
    """Where an eigenvalue is zero or negative, the volume is infinite; with two negative ones too."""
    bent_down = np.ones((3, 3)) - np.eye(3) / 2  # its diagonal and its determinant are positive
    flat = [H * rng.uniform(0.8, 1.2) for H in (np.diag([0.0, 2.0]), np.array([[-0.4]]), bent_down)]
    volumes = list(submission.log_basin_volume.each([(H, 0.1) for H in flat]))
    for volume in volumes:
        agree(volume, np.inf, what="the logarithm of the volume of a basin that is not bounded")


@points(0.25)
def test_volume_of_other_arrays(submission, reference, rng):
    """The logarithm is right for whole numbers, slices, any unit of H and of the rise, and where it is infinite."""
    rises = (0.5, 2.0, 1e-9, 3.0, 3e6, 0.1, 0.7, 1.5)
    cases = [(H, eps) for (H,), eps in zip(symmetric_edges(rng, definite=True, tiny=1e-13), rises, strict=True)]
    agree_on(submission.log_basin_volume, reference.log_basin_volume, cases)
    indefinite, negative, *_, zero, _, _ = (H for (H,) in symmetric_edges(rng))
    agree_on(submission.log_basin_volume, lambda H, eps: np.inf, [(H, 0.1) for H in (indefinite, negative, zero)])


@points(0.5)
def test_volume_of_a_large_network(submission, reference, rng):
    """The logarithm is right for 120 weights, where determinant and volume are too small for a number."""
    H = np.diag(1e-3 * rng.uniform(0.4, 1.6, size=120))
    agree(submission.log_basin_volume(H, 1e-9), reference.log_basin_volume(H, 1e-9))


@points(1)
def test_volume_in_other_parameters(submission, rng):
    """In the parameters Tθ, the volume of a basin is |det T| times as large."""
    H, T = bowl(rng, 3), rng.uniform(0.6, 1.4) * change_of_parameters(rng, 3)
    other = expect(submission.reparam(H, T), (3, 3))
    volumes = [expect(one) for one in submission.log_basin_volume.each([(H, 0.1), ((other + other.T) / 2, 0.1)])]
    shift = np.linalg.slogdet(T)[1]
    agree(volumes[1] - volumes[0], shift, tol=SOLVED, what="by how much the logarithm of the volume grows with T")
