"""Hidden tests: 4.5 points for linear systems, 4.5 for the ridge, 6 for fixed points."""

import numpy as np

from autograder import agree, agree_on, between_singles, draw, edges_of_many, in_single, points

SOLVED = 1e-7  # tolerance of linear solves


def sliced(A):
    """Return an array as every second column of another one."""
    return np.repeat(A, 2, axis=-1)[..., ::2]


def backwards(A):
    """Return an array that is stored backwards."""
    return A[..., ::-1].copy()[..., ::-1]


def orthogonal(rng, n):
    """Return an orthogonal matrix."""
    return np.linalg.qr(draw(rng, n, n))[0]


def vectors(rng):
    """Return vectors of 3 numbers, of each kind that may come in."""
    x = draw(rng, 3)
    return [x, backwards(np.array([-1, 0, 2])), sliced(np.full(3, 1.5)), np.zeros(3), np.array([-2.0, 1.0, 1.0]),
            -6e-7 * np.abs(x), np.array([3e6, 0.0, -3e6])]  # fmt: skip


# Linear systems


def nearly_lost(rng, n):
    """Return an ill-conditioned M with b and u of which small parts decide: those that float32 would lose."""
    M = orthogonal(rng, n) * np.where(np.arange(n) % 2, 1e-4, 1) @ orthogonal(rng, n)
    return M, M @ draw(rng, n), M.T @ draw(rng, n)


@points(4)
def test_linear_system(submission, reference, rng):
    """Gradients by M and b are right for systems of 4, 3 and 2 equations, for one, and for an ill-conditioned M."""
    matrices = [draw(rng, n, n) + 3 * np.diag(draw(rng, n)) for n in (4, 1, 2, 3)]
    cases = [(M, draw(rng, len(M)), draw(rng, len(M))) for M in matrices]
    cases.append(nearly_lost(rng, 8))
    agree_on(submission.solve_vjp, reference.solve_vjp, cases, tol=SOLVED)


@points(0.5)
def test_linear_system_of_other_arrays(submission, reference, rng):
    """They are right for whole numbers, slices, zeros, equal, tiny and huge numbers, many equations, and float32."""
    A = draw(rng, 3, 3) + np.diag([3.0, -3.0, 4.0])
    whole = rng.shared.permutation(np.array([[2, 0, 1], [-1, 3, 0], [1, 1, -2]]))
    cancelling = A - A.sum() * np.diag([1, 0, 0])
    matrices = [backwards(whole), np.asfortranarray(1.0 * whole), sliced(np.abs(A)), -1e-12 * np.abs(A)]
    matrices += [3e6 * cancelling, A, A]
    x, whole_x, equal, zero, cancelling_x, tiny, huge = vectors(rng)
    ends = [zero, cancelling_x, tiny, huge, x, whole_x, equal]
    cases = list(zip(matrices, [x, equal, whole_x, zero, cancelling_x, tiny, huge], ends, strict=True))
    cases.append(nearly_lost(rng, 53))
    cases.append((np.array([[-2]]), np.array([0.5]), np.array([1.5])))
    cases.append((np.array([[2, 1], [0, -1]]), np.array([3, -1]), np.array([1, 2])))
    cases.append(in_single((A, draw(rng, 3), draw(rng, 3))))
    agree_on(submission.solve_vjp, reference.solve_vjp, cases, relative=True, tol=SOLVED)


# Ridge regression


def beside(rng, X):
    """Return y of which the columns of X see a small part alone: most is orthogonal to them."""
    y = draw(rng, len(X))
    rest = y - X @ np.linalg.lstsq(X, y)[0]
    return X @ draw(rng, X.shape[1]) + 3e4 * rest / np.linalg.norm(rest)


def ridges(rng):
    """Yield data to fit and to validate with a penalty, of each kind that may come in."""
    for X, y, Xv, yv, number in edges_of_many(rng, "N d", "N", "M d", "M", ""):
        yield X, y, Xv, yv, float(max(np.max(np.abs(number)), 1e-2 * np.max(np.abs(X.T @ X))) or 1)
    X, y, Xv, yv = draw(rng, 5, 3), draw(rng, 5), draw(rng, 4, 3), draw(rng, 4)
    yield 1e-9 * X, 1e-11 * beside(rng, X), Xv, yv, 1e-18
    yield X - X.mean(), np.sort(y), np.asfortranarray(Xv), yv[::-1].copy()[::-1], 2
    yield np.asfortranarray(np.abs(X[:3])), np.array([2, -1, 0]), Xv - Xv.mean(), np.sort(yv), 8e-3
    yield -np.abs(X[:4]), y[:4], Xv[:3], yv[:3], 2**22 + 0.24  # from which float32 is as far as it can be


def validations(rng):
    """Yield the same where the data to validate are nearly met, and where they are tiny."""
    X, y, Xv, yv = draw(rng, 5, 3), draw(rng, 5), draw(rng, 4, 3), draw(rng, 4)
    A = X.T @ X + 0.7 * np.eye(3)
    w = np.linalg.solve(A, X.T @ y)
    yield X, y, Xv, Xv @ (w + 1e-5 * np.linalg.solve(A, w)), 0.7  # a sum of squares, so that nothing cancels
    yield 1e-9 * X, y, 1e-9 * Xv, 1e-9 * yv, 3e-9


@points(1.5)
def test_ridge(submission, reference, rng):
    """The derivative of the fit is right for more samples than weights, for fewer, as many, and one weight."""
    sizes = (7, 3), (3, 3), (2, 4), (5, 1)
    cases = [(draw(rng, N, d), draw(rng, N), rng.uniform(0.3, 2.0)) for N, d in sizes]
    X = draw(rng, 7, 3)
    cases[0] = X, beside(rng, X), rng.uniform(0.3, 2.0)
    agree_on(submission.ridge_dw, reference.ridge_dw, cases, tol=SOLVED)


@points(0.5)
def test_ridge_of_other_arrays(submission, reference, rng):
    """It is right for whole numbers, slices, zeros, equal, tiny and huge numbers, many samples, and float32."""
    cases = [(X, y, lam) for X, y, _, _, lam in ridges(rng)]
    cases.append(in_single((draw(rng, 5, 2), draw(rng, 5), 1.5)))
    agree_on(submission.ridge_dw, reference.ridge_dw, cases, relative=True, tol=SOLVED)


@points(2)
def test_hypergradient(submission, reference, rng):
    """It is right for as many validation data as others, for more, for fewer, for one, and far from a fit."""
    cases = []
    for N, M, d in ((7, 4, 3), (3, 3, 3), (2, 5, 4), (5, 1, 1), (4, 6, 2)):
        cases.append(
            (draw(rng, N, d), draw(rng, N), draw(rng, M, d), between_singles(3 * draw(rng, M)), rng.uniform(0.3, 2.0))
        )
    helped = submission.replacing(ridge_dw=reference.ridge_dw)
    agree_on(submission.val_hypergrad, reference.val_hypergrad, cases, tol=SOLVED, helped=helped)


@points(0.5)
def test_hypergradient_of_other_arrays(submission, reference, rng):
    """It is right for whole numbers, slices, zeros, equal, tiny and huge numbers, many samples, and float32."""
    cases = [*ridges(rng), *validations(rng)]
    cases.append(in_single((draw(rng, 5, 2), draw(rng, 5), draw(rng, 3, 2), draw(rng, 3), 1.5)))
    helped = submission.replacing(ridge_dw=reference.ridge_dw)
    agree_on(submission.val_hypergrad, reference.val_hypergrad, cases, relative=True, tol=SOLVED, helped=helped)


# Fixed points

WHOLE = np.zeros((2, 2), int), np.array([1, -2])  # no other W of whole numbers brings points nearer


def contraction(rng, n, size):
    """Return a matrix that is not symmetric, and whose largest singular value has a size."""
    return orthogonal(rng, n) * size * rng.uniform(0.5, 1.0, size=n) ** np.arange(n) @ orthogonal(rng, n)


def reflection(rng, n, size):
    """Return a reflection times a size, and what it turns round: float32 shows in it 1/(1 − size) times larger."""
    z = draw(rng, n)
    return size * (np.eye(n) - 2 * np.outer(z, z) / (z @ z)), 0.1 * z


def contractions(rng):
    """Yield W and q of each kind that may come in."""
    A = contraction(rng, 3, 0.4)
    cancelling = 0.3 * np.array([[1.0, 0.0, -0.5], [0.0, 0.0, 0.0], [0.5, 0.0, -1.0]])
    matrices = [np.asfortranarray(cancelling), A, sliced(np.full((3, 3), 0.125)), backwards(-0.5 * np.abs(A)),
                np.zeros((3, 3)), cancelling, -6e-7 * np.asfortranarray(1 + np.abs(A))]  # fmt: skip
    first, *others = vectors(rng)
    yield from zip(matrices, [*others, first], strict=True)
    yield np.zeros((3, 3), int), np.array([0.3, 0.7, 1.1])
    W, z = reflection(rng, 53, 0.9)
    yield W, np.arctanh(z) - W @ z
    yield np.array([[-0.5]]), np.array([0.3])


@points(1)
def test_fixed_point(submission, rng):
    """The point is right where steps are slow, for one number, without weights, and without an input."""
    cases = (
        (contraction(rng, 4, 0.5), 0.2 * draw(rng, 4)),
        (np.array([[0.95]]), 0.1 * draw(rng, 1)),  # a step of 1e-9 is a twentieth of what is left
        (np.zeros((2, 2)), 0.5 * draw(rng, 2)),
        (np.array([[0.0, 0.6], [-0.6, 0.0]]), np.array([0.1, 0.3])),
    )
    equations = [(W, np.arctanh(z) - W @ z) for W, z in cases] + [(contraction(rng, 3, 0.9), np.zeros(3))]
    points = [z for _, z in cases] + [np.zeros(3)]
    for got, z in zip(submission.fixed_point.each(equations), points, strict=True):
        agree(got, z, tol=SOLVED)


@points(0.5)
def test_fixed_point_of_other_arrays(submission, reference, rng):
    """It is right for whole numbers, slices, zeros, equal, tiny and huge numbers, many numbers, and float32."""
    cases = [*contractions(rng), WHOLE, in_single((contraction(rng, 3, 0.4), draw(rng, 3)))]
    agree_on(submission.fixed_point, reference.fixed_point, cases, tol=SOLVED)


def agree_on_gradients(submission, reference, cases):
    """Compare the gradients by W and by q."""
    helped = submission.replacing(fixed_point=reference.fixed_point)
    agree_on(submission.fixed_point_vjp, reference.fixed_point_vjp, cases, tol=SOLVED, helped=helped)


@points(3.5)
def test_fixed_point_gradients(submission, reference, rng):
    """Gradients by W and q are right for 4, 2 and 3 numbers, and for one."""
    cases = [(contraction(rng, n, 0.6), 0.4 * draw(rng, n), draw(rng, n)) for n in (4, 1, 2, 3)]
    agree_on_gradients(submission, reference, cases)


@points(0.5)
def test_fixed_point_gradients_where_steps_are_slow(submission, reference, rng):
    """They are right where each step brings the point nearer by a twentieth alone."""
    W = 0.95 * np.roll(np.eye(3), rng.shared.integers(1, 3), axis=0)
    z, u = 2e-3 * draw(rng, 3), 0.3 * np.sort(np.abs(draw(rng, 3)))[::-1]
    v = np.linalg.solve(np.diag(1 / (1 - z**2)) - W.T, u)
    helped = submission.replacing(fixed_point=reference.fixed_point)
    case = W, np.arctanh(z) - W @ z, u
    agree_on(submission.fixed_point_vjp, lambda *_: (np.outer(v, z), v), [case], tol=SOLVED, helped=helped)


@points(0.5)
def test_fixed_point_gradients_of_other_arrays(submission, reference, rng):
    """They are right for whole numbers, slices, zeros, equal, tiny and huge numbers, many numbers, and float32."""
    kinds, cases = vectors(rng), []
    for number, (W, q) in enumerate(contractions(rng)):
        cases.append((W, q, kinds[(number + 2) % len(kinds)] if len(q) == 3 else 3 * q))
    W = contraction(rng, 3, 0.4)
    cases += [(W, kinds[0], kinds[1]), (W, 1e4 * kinds[0], 6e6 * kinds[0]), in_single((W, kinds[0], draw(rng, 3)))]
    cases.append((*WHOLE, np.array([3, 1])))
    agree_on_gradients(submission, reference, cases)
