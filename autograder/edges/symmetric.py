"""Symmetric matrices at the edges of what may come in, and the arguments beside them."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import kinds
from .arrays import MANY
from .numbers import Numbers, draw

Matrix = NDArray[Any]

FIRST_KINDS = 0, 7, 6  # of arguments beside a symmetric matrix: what is whole, tiny or huge stands beside ordinary ones


def symmetric_edges(
    rng: Numbers,
    *shapes: str,
    definite: bool = False,
    invertible: bool = False,
    tiny: float = 1e-7,
    huge: float = 2e6,
    many: int = MANY,
) -> Iterator[tuple[Any, ...]]:
    """Yield symmetric matrices at the edges of what may come in, each with other arguments, for one call.

    In eight calls the matrix is whole numbers (indefinite, adding up to 0, with a 0, stored backwards), negative
    definite (whole, but stored as floats; two eigenvalues the same), tiny and diagonal (in Fortran's order), all
    equal (and so singular; a slice), huge and large (with a row of zeros), all 0, of size 1 and negative, and of a
    condition of 2 · 10⁴. Every other argument is of each kind that ``edges`` knows. Where there are others, a ninth
    call has whole numbers in all of them.

    Args:
        rng: random numbers.
        shapes: of up to three other arguments, as for ``edges``, with no other name than ``n``, the size of the matrix.
        definite: whether every matrix is to be positive definite: the signs change, and nothing adds up to 0.
        invertible: whether every matrix is to be invertible, as definite ones are: none has an eigenvalue 0.
        tiny: size of the tiny numbers.
        huge: size of the huge numbers.
        many: the largest size.

    """
    regular = definite or invertible
    matrices = (
        _whole_symmetric(rng, definite),
        2.0 * _bowl(4) if definite else -2.0 * _bowl(4),
        _tiny_diagonal(rng, tiny if definite else -tiny),
        _all_positive(rng, regular),
        _many_huge(rng, many, huge, definite, regular),
        _diagonal(rng, definite) if regular else np.zeros((4, 4)),
        rng.uniform(0.4, 1.6, size=(1, 1)) * (1 if definite else -1),
        rng.uniform(0.8, 1.2) * _turned(rng, np.array([1.0, 5e-5, 0.8, 0.5])),
    )
    for H, others in zip(matrices, _of_each_kind(rng, shapes, [len(H) for H in matrices], tiny, huge), strict=True):
        yield H, *others
    if shapes:
        yield _whole_symmetric(rng, definite), *(kinds.whole(rng, kinds.sizes(shape, {"n": 3})) for shape in shapes)


def _of_each_kind(
    rng: Numbers, shapes: tuple[str, ...], sizes: list[int], tiny: float, huge: float
) -> Iterator[list[Any]]:
    """Yield arguments for eight calls, of which each is once of every kind, and no two of one kind in a call.

    Args:
        rng: random numbers.
        shapes: of each argument, as for ``edges``, with no other name than ``n``.
        sizes: n in each call.
        tiny: size of the tiny numbers.
        huge: size of the huge numbers.

    """
    each: list[kinds.Kind] = [
        kinds.ordinary,
        kinds.equal,
        kinds.ordinary,
        kinds.whole,
        kinds.whole_floats,
        kinds.zeros,
        kinds.tiny,
        kinds.huge,
    ]
    units: dict[kinds.Kind, float] = {kinds.tiny: tiny, kinds.huge: huge}
    for turn, n in enumerate(sizes):
        chosen = [each[(turn + first) % len(each)] for first in FIRST_KINDS[: len(shapes)]]
        pairs = zip(chosen, shapes, strict=True)
        yield [kind(rng, kinds.sizes(shape, {"n": n}), units.get(kind, 0.0)) for kind, shape in pairs]


def _turned(rng: Numbers, eigenvalues: Matrix) -> Matrix:
    """Return a symmetric matrix that has these eigenvalues, and no eigenvector along an axis."""
    Q, _ = np.linalg.qr(rng.normal(size=(len(eigenvalues),) * 2))
    H = Q * eigenvalues @ Q.T
    return np.asarray((H + H.T) / 2)


def _bowl(n: int) -> Matrix:
    """Return a matrix with the eigenvalues 1 and n + 1, whose entries are all positive."""
    return np.ones((n, n)) + np.eye(n)


def _whole_symmetric(rng: Numbers, definite: bool) -> Matrix:
    H = np.array([[4, 1, 0], [1, 3, -1], [0, -1, 2]]) if definite else np.array([[2, 1, 0], [1, -3, -1], [0, -1, 1]])
    order = rng.shared.permutation(3)
    return np.ascontiguousarray(H[np.ix_(order, order)][::-1, ::-1])[::-1, ::-1]


def _all_positive(rng: Numbers, regular: bool) -> Matrix:
    H = (rng.shared.integers(1, 4) + 0.5) * (_bowl(3) if regular else np.ones((3, 3)))
    return np.asarray(np.repeat(np.repeat(H, 2, axis=0), 2, axis=1)[::2, ::2])


def _diagonal(rng: Numbers, definite: bool) -> Matrix:
    sizes = draw(rng, 4)
    return np.diag(np.abs(sizes) if definite else sizes)


def _tiny_diagonal(rng: Numbers, size: float) -> Matrix:
    return np.asfortranarray(np.diag(size * rng.uniform(0.4, 1.6, size=3)))


def _many_huge(rng: Numbers, n: int, size: float, definite: bool, regular: bool) -> Matrix:
    signs = 1 if definite else (-1) ** np.arange(n)
    H = _turned(rng, size * n * signs * rng.uniform(1, 2, size=n))
    if not regular:
        H[0] = H[:, 0] = 0
    return H
