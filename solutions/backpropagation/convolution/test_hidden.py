"""Hidden tests: 4 points for the convolution, 3 for its matrix, 6 for its VJP."""

import numpy as np

from autograder import agree, draw, edges, expect, points

# c, n, o, k, stride: ordinary, one channel, a window as long as the signal, of one place, a tail that
# none reaches; then as many places as filters
SIZES = [
    (2, 9, 3, 4, 1),
    (1, 7, 1, 3, 2),
    (3, 10, 2, 3, 3),
    (1, 4, 1, 4, 1),
    (2, 8, 2, 1, 2),
    (2, 6, 2, 2, 5),
    (2, 4, 3, 2, 1),
]


def places(n, k, stride):
    """Return the number of places of a window."""
    return (n - k) // stride + 1


def case(rng, c, n, o, k, stride):
    """Return x, w and u."""
    return draw(rng, c, n), draw(rng, o, c, k), draw(rng, o, places(n, k, stride))


def at_the_edges(rng):
    """Yield x, w, u and stride of every kind: k is 2, or 1 where a signal has one place."""
    for number, (x, w, u) in enumerate(edges(rng, "c n", "o c 2", "o n")):
        k = min(2, x.shape[1])
        stride = 1 + number % 2
        yield x, w[:, :, :k], u[:, : places(x.shape[1], k, stride)], stride
    for number, (x, w, u) in enumerate(edges(rng, "c 53", "o c k", "o 53")):
        if number == 3:
            yield x, w, u[:, : places(53, w.shape[2], 3)], 3
    x, w, u = draw(rng, 2, 7), draw(rng, 3, 2, 4), draw(rng, 3, 4)
    whole = np.array([[2, 0, 1, 5, -1, 3, 1], [0, 3, 1, 1, 1, -2, 4]])
    yield whole, w, u, 1
    yield x, np.rint(3 * w).astype(int), u, 1
    yield x, w, np.rint(3 * u).astype(int), 1
    yield x[:, :4], w, u[:, :1], 1
    yield np.asfortranarray(x), np.asfortranarray(w), np.asfortranarray(u), 1
    yield 1.0 * whole[:, :5], np.full((3, 2, 4), 0.5), u[:, :2], 1
    yield x, w, u[:, :1], 2000
    yield x, np.rint(3 * w), u * np.array([1, 0, 1, 1]), 1
    yield draw(rng, 1, 60), draw(rng, 2, 1, 53), draw(rng, 2, 8), 1


@points(2.5)
def test_convolution(submission, reference, rng):
    """Outputs are right for several channels and filters and one, any stride, and a window of any length."""
    for sizes in SIZES:
        x, w, _ = case(rng, *sizes)
        agree(submission.conv(x, w, sizes[-1]), reference.conv(x, w, sizes[-1]))


@points(1.5)
def test_convolution_of_other_arrays(submission, reference, rng):
    """They are right for all sizes, slices, whole numbers, zeros, equal, tiny and huge numbers, and float32."""
    for x, w, _, stride in at_the_edges(rng):
        agree(submission.conv(x, w, stride), reference.conv(x, w, stride))
    x, w, _ = case(rng, *SIZES[0])
    agree(submission.conv(x, w), reference.conv(x, w))
    x, w = x.astype(np.float32), w.astype(np.float32)
    agree(submission.conv(x, w), reference.conv(x, w), tol=1e-4)


@points(2)
def test_matrix(submission, reference, rng):
    """The matrix is right for filters and signals of any length, and any stride."""
    for k, n, stride in ((3, 7, 1), (3, 8, 2), (1, 4, 3), (4, 4, 1)):
        w = draw(rng, k)
        agree(submission.conv_matrix(w, n, stride), reference.conv_matrix(w, n, stride))


@points(0.5)
def test_matrix_of_other_arrays(submission, reference, rng):
    """It is right for all sizes, slices, whole numbers, zeros, equal, tiny and huge numbers, and float32."""
    for number, (w,) in enumerate(edges(rng, "k")):
        for n, stride in ((len(w), 1), (len(w) + 3, 1 + number % 3)):
            agree(submission.conv_matrix(w, n, stride), reference.conv_matrix(w, n, stride))
    w = draw(rng, 3)
    for n, stride in ((60, 7), (3, 60), (1003, 1002)):
        agree(submission.conv_matrix(w, n, stride), reference.conv_matrix(w, n, stride))
    agree(submission.conv_matrix(np.sort(w), 5), reference.conv_matrix(np.sort(w), 5))
    agree(submission.conv_matrix(w.astype(np.float32), 5), reference.conv_matrix(w.astype(np.float32), 5), tol=1e-4)


@points(0.5, after="test_convolution")
def test_matrix_agrees_with_convolution(submission, rng):
    """The matrix times a signal is the convolution of that signal."""
    x, w = draw(rng, 9), draw(rng, 3)
    for stride in (1, 2):
        T = expect(submission.conv_matrix(w, 9, stride), (places(9, 3, stride), 9), what="conv_matrix(w, 9, stride)")
        agree(submission.conv(x[None], w[None, None], stride), (T @ x)[None])


def gradient(got, number):
    """Return one of the two gradients."""
    count = len(got) if isinstance(got, tuple | list) else 0
    agree(count, 2, what="the number of arrays that conv_vjp returns")
    return got[number]


@points(2)
def test_gradient_by_the_signal(submission, reference, rng):
    """The gradient by x is right, and 0 where no window has been."""
    for sizes in SIZES:
        arguments = *case(rng, *sizes), sizes[-1]
        agree(
            gradient(submission.conv_vjp(*arguments), 0), reference.conv_vjp(*arguments)[0], what="dx of conv_vjp(...)"
        )


@points(1.5)
def test_gradient_by_the_filters(submission, reference, rng):
    """The gradient by w is right."""
    for sizes in SIZES:
        arguments = *case(rng, *sizes), sizes[-1]
        agree(
            gradient(submission.conv_vjp(*arguments), 1), reference.conv_vjp(*arguments)[1], what="dw of conv_vjp(...)"
        )


@points(1.5)
def test_gradients_of_other_arrays(submission, reference, rng):
    """Both are right for all sizes, slices, whole numbers, zeros, equal, tiny and huge numbers, and float32."""
    for arguments in at_the_edges(rng):
        agree(submission.conv_vjp(*arguments), reference.conv_vjp(*arguments))
    arguments = case(rng, *SIZES[0])
    agree(submission.conv_vjp(*arguments), reference.conv_vjp(*arguments))
    arguments = [array.astype(np.float32) for array in arguments]
    agree(submission.conv_vjp(*arguments), reference.conv_vjp(*arguments), tol=1e-4)


@points(1, after="test_gradient_by_the_signal")
def test_adjoint(submission, reference, rng):
    """The inner products ⟨u, y⟩, ⟨dx, x⟩ and ⟨dw, w⟩ are the same."""
    for sizes in (SIZES[0], SIZES[5]):
        x, w, u = case(rng, *sizes)
        got = submission.conv_vjp(x, w, u, sizes[-1])
        dx, dw = (expect(gradient(got, i), A.shape, what=f"gradient {i}") for i, A in enumerate((x, w)))
        inner = np.sum(u * reference.conv(x, w, sizes[-1]))
        agree(np.sum(dx * x), inner, what="⟨dx, x⟩")
        agree(np.sum(dw * w), inner, what="⟨dw, w⟩")
