"""Hidden tests: 4 points for the convolution, 3 for its matrix, 6 for its VJP."""

import numpy as np

from autograder import agree, agree_on, draw, edges, expect, in_single, points

# c, n, o, k, stride: ordinary, gaps and a tail that no window reaches, as many places as filters
SIZES = [(2, 9, 3, 4, 1), (2, 12, 3, 2, 3), (2, 4, 3, 2, 1)]


def places(n, k, stride):
    """Return the number of places of a window."""
    return (n - k) // stride + 1


def case(rng, c, n, o, k, stride):
    """Return x, w and u."""
    return draw(rng, c, n), draw(rng, o, c, k), draw(rng, o, places(n, k, stride))


def at_the_edges(rng):
    """Yield x, w, u and stride of every kind: k is 2, or 1 where a signal has one place."""
    for number, (x, w, u) in enumerate(edges(rng, "c n", "o c 2", "o n", tiny=1e-20, many=6)):
        k, stride = min(2, x.shape[1]), 1 + number % 2
        yield x, w[:, :, :k], u[:, : places(x.shape[1], k, stride)], stride
    x, w, u = draw(rng, 2, 7), draw(rng, 3, 2, 4), draw(rng, 3, 4)
    yield np.asfortranarray(x), np.rint(3 * w), u * np.array([1, 0, 1, 1]), 1
    yield *(np.rint(2 * A).astype(int) for A in (x, w, u[:, :1])), 2000
    for sizes in ((53, 60, 2, 2, 1), (1, 60, 53, 53, 1)):
        yield *case(rng, *sizes), sizes[-1]


@points(2.5)
def test_convolution(submission, reference, rng):
    """Outputs are right for several channels and filters, any stride, and a tail that no window reaches."""
    cases = [(*case(rng, *sizes)[:2], sizes[-1]) for sizes in SIZES]
    agree_on(submission.conv, reference.conv, cases)


@points(1.5)
def test_convolution_of_other_arrays(submission, reference, rng):
    """They are right for all sizes, slices, whole numbers, zeros, equal, tiny and huge numbers, and float32."""
    cases = [(x, w, stride) for x, w, _, stride in at_the_edges(rng)]
    agree_on(submission.conv, reference.conv, cases, relative=True)
    agree_on(submission.conv, reference.conv, [in_single(case(rng, *SIZES[0])[:2])], tol=1e-4)


@points(2)
def test_matrix(submission, reference, rng):
    """The matrix is right for filters and signals of any length, and any stride."""
    cases = [(draw(rng, k), n, stride) for k, n, stride in ((3, 7, 1), (3, 8, 2))]
    agree_on(submission.conv_matrix, reference.conv_matrix, cases)


@points(0.5)
def test_matrix_of_other_arrays(submission, reference, rng):
    """It is right for all sizes, slices, whole numbers, zeros, equal, tiny and huge numbers, and float32."""
    cases = [(w, len(w) + 3 * (number % 2), 1 + number % 3) for number, (w,) in enumerate(edges(rng, "k", tiny=1e-20))]
    w = draw(rng, 3)
    cases.append((w, 1003, 1002))
    agree_on(submission.conv_matrix, reference.conv_matrix, cases, relative=True)
    agree_on(submission.conv_matrix, reference.conv_matrix, [in_single((w, 5))], tol=1e-4)


@points(0.5, after="test_convolution")
def test_matrix_agrees_with_convolution(submission, rng):
    """The matrix times a signal is the convolution of that signal."""
    x, w = draw(rng, 9), draw(rng, 3)
    T = expect(submission.conv_matrix(w, 9, 2), (4, 9), what="conv_matrix(w, 9, 2)")
    y = expect(submission.conv(x[None], w[None, None], 2), (1, 4), what="conv(x, w, 2)")
    agree(T @ x, y[0], what="your conv_matrix(w, 9, 2) times x, which your conv(x, w, 2) says,")


def gradient(got, number):
    """Return one of the two gradients."""
    count = len(got) if isinstance(got, tuple | list) else 0
    agree(count, 2, what="the number of arrays that conv_vjp returns")
    return got[number]


def agree_on_part(submission, reference, rng, number, many):
    """Compare one of the two gradients."""
    cases = [(*case(rng, *sizes), sizes[-1]) for sizes in many]
    for got, arguments, sizes in zip(submission.conv_vjp.each(cases), cases, many, strict=True):
        right = reference.conv_vjp(*arguments)
        name = f"{('dx', 'dw')[number]} for c, n, o, k, stride = {', '.join(map(str, sizes))}"
        agree(gradient(got, number), right[number], what=name)


@points(2)
def test_gradient_by_the_signal(submission, reference, rng):
    """The gradient by x is right, and 0 where no window has been."""
    agree_on_part(submission, reference, rng, 0, SIZES)


@points(1.5)
def test_gradient_by_the_filters(submission, reference, rng):
    """The gradient by w is right."""
    agree_on_part(submission, reference, rng, 1, SIZES[:2])


@points(1.5)
def test_gradients_of_other_arrays(submission, reference, rng):
    """Both are right for all sizes, slices, whole numbers, zeros, equal, tiny and huge numbers, and float32."""
    agree_on(submission.conv_vjp, reference.conv_vjp, at_the_edges(rng), relative=True)
    agree_on(submission.conv_vjp, reference.conv_vjp, [in_single(case(rng, *SIZES[0]))], tol=1e-4)


@points(1, after="test_gradient_by_the_signal")
def test_adjoint(submission, reference, rng):
    """The inner products ⟨u, y⟩, ⟨dx, x⟩ and ⟨dw, w⟩ are the same."""
    x, w, u = case(rng, *SIZES[1])
    got = submission.conv_vjp(x, w, u, 3)
    dx, dw = (expect(gradient(got, i), A.shape, what=f"gradient {i}") for i, A in enumerate((x, w)))
    inner = np.sum(u * reference.conv(x, w, 3))
    agree(np.sum(dx * x), inner, what="⟨dx, x⟩")
    agree(np.sum(dw * w), inner, what="⟨dw, w⟩")
