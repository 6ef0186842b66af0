"""Hidden tests: 3 points for the root, 4 for its derivative, 3 for the way back."""

import numpy as np

from autograder import agree, agree_on, between_singles, draw, expect, in_single, points, raises, symmetric_edges

SOLVED = 1e-7  # tolerance of the derivatives
SPECTRA = [[0.5, 1.0, 2.0, 3.5], [1.3, 1.3, 0.4], [0.9, 1.0], [2.3], [1e-3, 1.0, 2.0]]


def turned(rng, eigenvalues):
    """Return a symmetric matrix that has these eigenvalues, and no eigenvector along an axis."""
    n = len(eigenvalues)
    Q, _ = np.linalg.qr(draw(rng, n, n))
    M = Q * np.array(eigenvalues) @ Q.T
    return (M + M.T) / 2


def nearly_singular(rng):
    """Return a matrix in whose own direction rounding to float32 shows: most of its eigenvalues are small."""
    return turned(rng, [2e-5, 3e-5, 4e-5, 5e-5, 1.0, 2.0])


def directions(rng, n):
    """Return a symmetric matrix that is not definite."""
    E = draw(rng, n, n)
    E.flat[0] = -E.flat[-1]
    return between_singles(E + E.T)


# The root


@points(2)
def test_root(submission, reference, rng):
    """The root is right for distinct, repeated and equal eigenvalues, near a singular matrix, and for one number."""
    cases = [(turned(rng, eigenvalues),) for eigenvalues in SPECTRA]
    agree_on(submission.sqrtm_spd, reference.sqrtm_spd, [*cases, (np.diag([4, 1, 4]),)])


@points(0.5)
def test_root_of_other_arrays(submission, reference, rng):
    """It is right for whole numbers, slices, small and large units, many rows, and float32."""
    matrices = [M for (M,) in symmetric_edges(rng, definite=True)]
    given = (*matrices[:2], *matrices[3:5], 1e-12 * matrices[-1], *in_single([turned(rng, [0.5, 1.0, 2.0])]))
    agree_on(submission.sqrtm_spd, reference.sqrtm_spd, [(M,) for M in given], relative=True)


@points(0.5)
def test_root_refuses(submission, rng):
    """A negative eigenvalue is refused, hidden or not, and two of them too; so is an eigenvalue 0, and nothing else."""
    signs = np.diag([1.0, -1.0]), -np.eye(2), np.array([[1.0, 2.0], [2.0, 1.0]]), turned(rng, [2.0, -0.5, -0.7])
    for M in (*signs, -1e-9 * np.eye(1), np.diag([1, 0]), np.diag([0.0, 2.0, 3.0])):
        raises(ValueError, submission.sqrtm_spd, M)
    small = np.array([1e-12, 2e-8]) * rng.uniform(0.4, 1.6, 2)
    agree(submission.sqrtm_spd(np.diag(small)), np.diag(np.sqrt(small)), relative=True)


# Forwards


@points(3)
def test_jvp(submission, reference, rng):
    """The derivative is right for distinct, repeated and equal eigenvalues, and half the direction at the identity."""
    cases = [(turned(rng, eigenvalues), directions(rng, len(eigenvalues))) for eigenvalues in SPECTRA]
    agree_on(submission.sqrtm_jvp, reference.sqrtm_jvp, [*cases, (np.eye(3), directions(rng, 3))], tol=SOLVED)


@points(0.5)
def test_jvp_of_other_arrays(submission, reference, rng):
    """It is right for whole numbers, slices, zeros, many rows, any symmetric direction, and float32."""
    cases = [(M, half + half.T) for M, half in symmetric_edges(rng, "n n", definite=True)]
    del cases[2]  # of tiny numbers: other units have a test of their own
    M = turned(rng, [0.5, 1.0, 2.0])
    cases += [(M, E) for E in symmetric_directions(rng)] + [in_single((M, directions(rng, 3)))]
    agree_on(submission.sqrtm_jvp, reference.sqrtm_jvp, cases, relative=True, tol=SOLVED)


def symmetric_directions(rng):
    """Yield symmetric matrices of shape (3, 3): whole, negative and a slice, ill-conditioned and stored backwards."""
    yield np.diag([3, 0, 1])
    yield np.repeat(-np.abs(turned(rng, [0.5, 1.0, 2.0])), 2, axis=1)[:, ::2]
    yield turned(rng, [1e-4, 1.0, 2.0])[:, ::-1].copy()[:, ::-1]


@points(0.5)
def test_jvp_in_other_units(submission, reference, rng):
    """It is right for eigenvalues of 3e-5 beside 1, in tiny and in huge units."""
    M = nearly_singular(rng)
    cases = [(unit * M, directions(rng, 6)) for unit in (1e-12, 1e9)] + [(M, M)]
    agree_on(submission.sqrtm_jvp, reference.sqrtm_jvp, cases, relative=True, tol=SOLVED)


# Backwards


@points(2)
def test_vjp(submission, reference, rng):
    """The gradient is right, and symmetric, for a G that is not."""
    cases = [(turned(rng, eigenvalues), draw(rng, len(eigenvalues), len(eigenvalues))) for eigenvalues in SPECTRA]
    helped = submission.replacing(sqrtm_jvp=reference.sqrtm_jvp)
    agree_on(submission.sqrtm_vjp, reference.sqrtm_vjp, cases, tol=SOLVED, helped=helped)


@points(0.5)
def test_vjp_of_other_arrays(submission, reference, rng):
    """It is right for whole numbers, slices, zeros, small and large units, many rows, any G, and float32."""
    M = nearly_singular(rng)
    cases = [*symmetric_edges(rng, "n n", definite=True), (M, M)]
    cases += [in_single((turned(rng, [0.5, 1.0, 2.0]), draw(rng, 3, 3)))]
    helped = submission.replacing(sqrtm_jvp=reference.sqrtm_jvp)
    agree_on(submission.sqrtm_vjp, reference.sqrtm_vjp, cases, relative=True, tol=SOLVED, helped=helped)


@points(0.5, after="test_jvp")
def test_jvp_and_vjp_agree(submission, rng):
    """For any E and G, the two ways come to the same number."""
    M, E, G = turned(rng, [0.4, 1.0, 3.0]), directions(rng, 3), draw(rng, 3, 3)
    X = expect(submission.sqrtm_jvp(M, E), (3, 3), tol=SOLVED, what="sqrtm_jvp(M, E)")
    back = expect(submission.sqrtm_vjp(M, G), (3, 3), tol=SOLVED, what="sqrtm_vjp(M, G)")
    agree(np.sum(G * X), np.sum(back * E), tol=SOLVED, what="the sum of G times sqrtm_jvp(M, E)")
