"""Arguments for hidden tests at the edges of what may come in, many edges in each call."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .authoring import draw
from .kit.compare import agree

Matrix = NDArray[Any]
Kind = Callable[..., Any]

MANY = 53  # rows: more than 50, of which hidden tests see some
FIRST_KINDS = 0, 7, 6  # of arguments beside a symmetric matrix: what is whole, tiny or huge stands beside ordinary ones


def agree_on(
    function: Callable[..., Any],
    right: Callable[..., Any],
    cases: Iterable[Iterable[Any]],
    *,
    tol: float = 1e-9,
    relative: bool = False,
    helped: AbstractContextManager[None] | None = None,
) -> None:
    """Hold a student's function against the right one, call by call.

    Args:
        function: the student's.
        right: the right one.
        cases: the arguments of each call.
        tol: as for ``agree``.
        relative: as for ``agree``.
        helped: such as ``submission.replacing(...)``, for a function that may call others of the student's. Where it is
            wrong with these, it is asked once more with right ones in their place, and that decides.

    Raises:
        Disagreement: they differ; the sentence names the call.

    """
    known = [tuple(case) for case in cases]

    def hold() -> None:
        for value, case in zip(_each(function, known), known, strict=True):
            agree(value, right(*case), tol=tol, relative=relative)

    if helped is None:
        return hold()
    try:
        hold()
    except Exception:  # whatever it is: what the function builds on may be the cause
        with helped:
            hold()


def _each(function: Callable[..., Any], cases: list[tuple[Any, ...]]) -> Iterator[Any]:
    """Yield what a function returns for each of several cases: a student's is asked for all of them in one go."""
    each = getattr(function, "each", None)
    return each(cases) if each else (function(*case) for case in cases)


def in_single(case: Iterable[Any]) -> list[Any]:
    """Return the arguments of a call with their arrays in float32."""
    return [one.astype(np.float32) if isinstance(one, np.ndarray) else one for one in case]


def in_kind_of(x: Any, values: Any) -> Any:
    """Return values in an array of the dtype of x, as functions do that begin with ``np.zeros_like``: whole x show."""
    kept = np.zeros(np.shape(values), np.asarray(x).dtype)
    kept[...] = values
    return kept if kept.ndim else kept.item()


def in_reach(length: float, *points: NDArray[Any]) -> float:
    """Return a positive length, a third of the coordinates' at least: of three such steps, each goes that far."""
    return max(abs(length), *(0.317 * float(np.max(np.abs(X), initial=0)) for X in points)) or 2.0


def edges(
    rng: np.random.Generator, *shapes: str, tiny: float = 1e-7, huge: float = 2e6, many: int = MANY
) -> Iterator[tuple[Any, ...]]:
    """Yield arguments at the edges of what may come in, each for one call: what is written for ordinary ones fails.

    Over all calls, each argument is once whole numbers (ascending, with a 0, stored backwards), once all equal (a
    slice), once tiny and negative (in Fortran's order), once huge (with a row and a column of zeros and equal entries,
    and adding up to 0), once all 0, and once whole, but stored as floats. No two of them are whole, equal or tiny at
    the same time. Sizes are small and different, then many and all the same, then 1 one after the other and together.

    Args:
        rng: random numbers.
        shapes: of each argument, as names or numbers of its sizes, such as ``"m n"``; ``""`` is a single number.
        tiny: size of the tiny numbers.
        huge: size of the huge numbers.
        many: the largest size.

    """
    names = list(dict.fromkeys(name for shape in shapes for name in shape.split() if not name.isdigit()))
    states: list[Callable[..., Any]] = [_whole, _equal, _tiny, *([_ordinary] * max(len(shapes) > 1, len(shapes) - 3))]
    for turn in range(len(states)):
        sizes = {name: 3 + (i + turn) % (len(names) + 1) for i, name in enumerate(names)}
        yield tuple(
            states[(turn + at) % len(states)](rng, _sizes(shape, sizes), tiny) for at, shape in enumerate(shapes)
        )
    yield tuple(_huge(rng, _sizes(shape, dict.fromkeys(names, many)), huge) for shape in shapes)
    yield from _of_size_one(rng, shapes, names)


def edges_of_many(rng: np.random.Generator, *shapes: str, many: int = MANY) -> Iterator[tuple[Any, ...]]:
    """Yield what ``edges`` does for four to seven arrays, in fewer calls: each visits edges of all of them.

    Each array is whole numbers in two calls, and of any two there is a call in which the first is whole and the second
    is not, and the other way round. Once each is all equal, tiny, huge, all 0, and whole, but stored as floats.

    Args:
        rng: random numbers.
        shapes: of each array, as for ``edges``.
        many: the largest size.

    """
    rows = CALL_BY_CALL[len(shapes) > 6][: len(shapes)]
    names = list(dict.fromkeys(name for shape in shapes for name in shape.split() if not name.isdigit()))
    alone = list(names)
    for turn, letters in enumerate(zip(*rows, strict=True)):
        sizes = {name: 3 + (i + turn) % (len(names) + 1) for i, name in enumerate(names)}
        equal = [shape for letter, shape in zip(letters, shapes, strict=True) if letter == "E"]
        single = next((name for name in alone if all(np.prod(_sizes(e, {**sizes, name: 1})) > 1 for e in equal)), None)
        if "H" in letters:
            sizes = dict.fromkeys(names, many)
        elif single:
            sizes[single] = 1
            alone.remove(single)
        yield tuple(LETTERS[a](rng, _sizes(shape, sizes), 1e-7) for a, shape in zip(letters, shapes, strict=True))
    for ones in [*([name] for name in alone), names]:
        sizes = {name: 1 if name in ones else 3 for name in names}
        yield tuple(_ordinary(rng, _sizes(shape, sizes)) for shape in shapes)


def _of_size_one(rng: np.random.Generator, shapes: tuple[str, ...], names: list[str]) -> Iterator[tuple[Any, ...]]:
    """Yield arguments of which one size is 1, for each, and then all; in each call some are 0, and some are whole."""
    singles = [*([name] for name in names), names]
    for turn, ones in enumerate(singles):
        sizes = {name: 1 if name in ones else 3 for name in names}
        arrays = [_ordinary(rng, _sizes(shape, sizes)) for shape in shapes]
        yield tuple(_special(array, (at - turn) % max(len(singles), 2)) for at, array in enumerate(arrays))


def _special(array: Any, number: int) -> Any:
    """Return zeros for the first of several arrays, whole floats for the second, and of the others each as it is."""
    return 0 * array if number == 0 else np.rint(2 * array) if number == 1 else array


def agree_at_edges(
    function: Callable[..., Any],
    right: Callable[..., Any],
    rng: np.random.Generator,
    *shapes: str,
    linear: bool = False,
    many: int = MANY,
) -> None:
    """Hold a function of one to three arrays against the right one at the edges that ``edges`` knows, and for float32.

    It is for sums and products: there a call may visit several edges, and none that hides another in a result of zeros.

    Args:
        function: the student's.
        right: the right one.
        rng: random numbers.
        shapes: of each argument, as for ``edges``.
        linear: whether results are of the size of what they are made of. Equal numbers are then whole and too large for
            32 bits, and tiny ones so small that they are nearly lost.
        many: the largest size.

    Raises:
        Disagreement: they differ.

    """
    cases = []
    for kinds, sizes in _kinds_and_sizes(rng, shapes, many):
        places = zip(kinds, shapes, strict=True)
        arguments = [kind(rng, _sizes(shape, sizes), 4e-9 if linear else 6e-7) for kind, shape in places]
        if linear:
            arguments = [_beyond_32_bits(a) if k is _equal else a for k, a in zip(kinds, arguments, strict=True)]
        cases.append(tuple(arguments))
    cases.append(tuple(draw(rng, *(1 for _ in shape.split())).astype(np.float32) for shape in shapes))
    for value, case in zip(_each(function, cases), cases, strict=True):
        is_single = case is cases[-1]
        agree(value, right(*(a.astype(float) for a in case) if is_single else case), tol=1e-4 if is_single else 1e-9)


def _kinds_and_sizes(
    rng: np.random.Generator, shapes: tuple[str, ...], many: int
) -> Iterator[tuple[tuple[Kind, ...], dict[str, int]]]:
    """Yield the kind of each argument for each call, and the sizes; every size is 1 in a call whose result shows it."""
    names = list(dict.fromkeys(name for shape in shapes for name in shape.split() if not name.isdigit()))
    ordinary = {name: 3 + i for i, name in enumerate(rng.permutation(names).tolist())}
    alone = names if len(names) > 1 else []  # of a single size, all are 1 in the last call
    for letters in SIDE_BY_SIDE[len(shapes)]:
        kinds, sizes = tuple(LETTERS[letter] for letter in letters), ordinary
        if letters in OF_MANY:
            sizes = dict.fromkeys(names, many)
        elif letters in SHOWS_SIZES:
            single = next((name for name in alone if _leaves_room(letters, shapes, {**ordinary, name: 1})), None)
            sizes, alone = {**ordinary, **({single: 1} if single else {})}, [name for name in alone if name != single]
        yield kinds, sizes
    for name in alone:
        yield tuple(_ordinary for _ in shapes), {**ordinary, name: 1}


def _leaves_room(letters: str, shapes: tuple[str, ...], sizes: dict[str, int]) -> bool:
    """Tell whether whole, equal and tiny numbers are still several, and whole ones can be told to be backwards."""
    chosen = [(letter, _sizes(shape, sizes)) for letter, shape in zip(letters, shapes, strict=True)]
    return all(np.prod(shape) > 2 and (letter != "W" or shape[-1] > 1) for letter, shape in chosen if letter in "WET")


def symmetric_edges(
    rng: np.random.Generator,
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
    condition of 2 · 10⁴. Every other argument is of each kind that ``edges`` knows.

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
        rng.uniform(0.8, 1.2) * _turned(rng, np.array([1.0, 5e-5, 1.0, 0.5])),
    )
    for H, others in zip(matrices, _of_each_kind(rng, shapes, [len(H) for H in matrices], tiny, huge), strict=True):
        yield H, *others


def _of_each_kind(
    rng: np.random.Generator, shapes: tuple[str, ...], sizes: list[int], tiny: float, huge: float
) -> Iterator[list[Any]]:
    """Yield arguments for eight calls, of which each is once of every kind, and no two of one kind in a call.

    Args:
        rng: random numbers.
        shapes: of each argument, as for ``edges``, with no other name than ``n``.
        sizes: n in each call.
        tiny: size of the tiny numbers.
        huge: size of the huge numbers.

    """
    kinds: list[Kind] = [_ordinary, _equal, _ordinary, _whole, _whole_floats, _zeros, _tiny, _huge]
    units: dict[Kind, float] = {_tiny: tiny, _huge: huge}
    for turn, n in enumerate(sizes):
        chosen = [kinds[(turn + first) % len(kinds)] for first in FIRST_KINDS[: len(shapes)]]
        pairs = zip(chosen, shapes, strict=True)
        yield [kind(rng, _sizes(shape, {"n": n}), units.get(kind, 0.0)) for kind, shape in pairs]


def _sizes(shape: str, sizes: dict[str, int]) -> tuple[int, ...]:
    return tuple(int(name) if name.isdigit() else sizes[name] for name in shape.split())


def _whole(rng: np.random.Generator, shape: tuple[int, ...], _: float = 0) -> Any:
    size = int(np.prod(shape))
    steps = np.cumsum(rng.integers(1, 4, size=max(size - 2, 0)))
    values = np.array([-1, 0, *steps][:size])
    values = values.reshape(shape)
    return values[..., ::-1].copy()[..., ::-1] if shape else int(values)


def _equal(rng: np.random.Generator, shape: tuple[int, ...], _: float = 0) -> Any:
    return _sliced(np.full(shape, rng.integers(1, 4) + 0.5))


def _beyond_32_bits(equal: NDArray[Any]) -> Any:
    return _sliced(np.full(equal.shape, 3 * 10**9))


def _sliced(values: NDArray[Any]) -> Any:
    return np.repeat(values, 2, axis=-1)[..., ::2] if values.ndim else values.item()


def _tiny(rng: np.random.Generator, shape: tuple[int, ...], size: float) -> Any:
    values = -size * rng.uniform(0.4, 1.6, size=shape)
    return np.asfortranarray(values) if values.ndim else values.item()


def _huge(rng: np.random.Generator, shape: tuple[int, ...], size: float) -> Any:
    values = size * (1 - 2 * rng.integers(2, size=shape)) * rng.uniform(1, 2, size=shape)
    if not shape:
        return float(values)
    values = np.rint(values)
    values[..., -1] = 0 if shape[-1] > 1 else values[..., -1]
    if values.ndim > 1 and shape[-2] > 1:
        values[..., 0, :] = 0
    if values.size > 2:
        values.flat[-2] = values.flat[values.size // 2]
        values.flat[values.size // 2 + 1] -= values.sum()
    return values


def _in_columns(kind: Kind, *more: Any) -> Kind:
    return lambda rng, shape, _: np.asfortranarray(kind(rng, shape, *more))


def _zeros(_: np.random.Generator, shape: tuple[int, ...], __: float = 0) -> Any:
    return np.zeros(shape) if shape else 0.0


def _whole_floats(rng: np.random.Generator, shape: tuple[int, ...], _: float = 0) -> Any:
    values = np.rint(2 * draw(rng, *shape))
    if not shape:
        return float(abs(values))
    if values.size > 2:
        values.flat[0], values.flat[-1] = values.flat[1] + 1, values.flat[1]
    return values


def _ordinary(rng: np.random.Generator, shape: tuple[int, ...], _: float = 0) -> Any:
    return draw(rng, *shape) if shape else float(draw(rng))


# Kinds that stand side by side in one call of ``agree_at_edges``, by how many arguments there are.
LETTERS: dict[str, Kind] = {
    "W": _whole, "E": _equal, "T": _tiny, "Z": _zeros, "O": _ordinary,
    "H": _in_columns(_huge, 2e6), "F": _in_columns(_whole_floats),
}  # fmt: skip
SIDE_BY_SIDE = {
    1: ("W", "E", "T", "Z", "H"),
    2: ("WT", "TW", "EZ", "ZE", "HO", "OH"),
    3: ("WET", "TWE", "EOW", "FTO", "OFF", "ZOH", "OZH", "HHZ"),
}
CALL_BY_CALL = (  # kinds of each argument of ``edges_of_many``, for up to six and for seven
    ("WWETHZF", "TEWWHFZ", "WTWEHZF", "EWTWHFZ", "WETWHZF", "EWWTHFZ"),
    ("WWETOHFZ", "TOWWEHFZ", "WTOEWHFZ", "EWWOTHZF", "OETWWHZF", "WEWOTHZF", "TWEWOHFZ"),
)
OF_MANY = "H", "HO", "OH", "HHZ", "ZOH"  # calls in which all sizes are large
SHOWS_SIZES = "W", "E", "WT", "TW", "WET", "TWE", "EOW", "FTO", "OFF"  # calls in which one size may be 1


# Symmetric matrices


def _turned(rng: np.random.Generator, eigenvalues: Matrix) -> Matrix:
    """Return a symmetric matrix that has these eigenvalues, and no eigenvector along an axis."""
    Q, _ = np.linalg.qr(rng.normal(size=(len(eigenvalues),) * 2))
    H = Q * eigenvalues @ Q.T
    return np.asarray((H + H.T) / 2)


def _bowl(n: int) -> Matrix:
    """Return a matrix with the eigenvalues 1 and n + 1, whose entries are all positive."""
    return np.ones((n, n)) + np.eye(n)


def _whole_symmetric(rng: np.random.Generator, definite: bool) -> Matrix:
    H = np.array([[4, 1, 0], [1, 3, -1], [0, -1, 2]]) if definite else np.array([[2, 1, 0], [1, -3, -1], [0, -1, 1]])
    order = rng.permutation(3)
    return np.ascontiguousarray(H[np.ix_(order, order)][::-1, ::-1])[::-1, ::-1]


def _all_positive(rng: np.random.Generator, regular: bool) -> Matrix:
    H = (rng.integers(1, 4) + 0.5) * (_bowl(3) if regular else np.ones((3, 3)))
    return np.asarray(np.repeat(np.repeat(H, 2, axis=0), 2, axis=1)[::2, ::2])


def _diagonal(rng: np.random.Generator, definite: bool) -> Matrix:
    sizes = draw(rng, 4)
    return np.diag(np.abs(sizes) if definite else sizes)


def _tiny_diagonal(rng: np.random.Generator, size: float) -> Matrix:
    return np.asfortranarray(np.diag(size * rng.uniform(0.4, 1.6, size=3)))


def _many_huge(rng: np.random.Generator, n: int, size: float, definite: bool, regular: bool) -> Matrix:
    signs = 1 if definite else (-1) ** np.arange(n)
    H = _turned(rng, size * n * signs * rng.uniform(1, 2, size=n))
    if not regular:
        H[0] = H[:, 0] = 0
    return H
