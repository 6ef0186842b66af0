"""Holds a student's function against the right one on many arguments at once, and at the edges of what may come in."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.kit.compare import agree

from . import kinds
from .arrays import MANY
from .numbers import Numbers, draw

# Kinds that stand side by side in one call of ``agree_at_edges``, by how many arguments there are.
SIDE_BY_SIDE = {
    1: ("W", "E", "T", "Z", "H"),
    2: ("WT", "TW", "WW", "EZ", "ZE", "HO", "OH"),
    3: ("WET", "TWE", "EOW", "WWW", "FTO", "OFF", "ZOH", "OZH", "HHZ"),
}
SINGLE = 1e-4  # tolerance where float32 comes in
OF_MANY = "H", "HO", "OH", "HHZ", "ZOH"  # calls in which all sizes are large
SHOWS_SIZES = "W", "E", "WT", "TW", "WET", "TWE", "EOW", "FTO", "OFF"  # calls in which one size may be 1


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
        tol: as for ``agree``; where there is an array of float32 among the arguments, 1e-4 at least.
        relative: as for ``agree``.
        helped: such as ``submission.replacing(...)``, for a function that may call others of the student's. Where it is
            wrong with these, it is asked once more with right ones in their place, and that decides.

    Raises:
        Disagreement: they differ; the sentence names the call.

    """
    known = [tuple(case) for case in cases]

    def hold() -> None:
        for value, case in zip(_each(function, known), known, strict=True):
            agree(value, right(*case), tol=max(tol, SINGLE) if _is_single(case) else tol, relative=relative)

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


def _is_single(case: Iterable[Any]) -> bool:
    """Tell whether there is an array of float32 among arguments, or in a list of them."""
    return any(
        value.dtype.char == "f" if type(value) is np.ndarray else type(value) is list and _is_single(value)
        for value in case
    )


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


def agree_at_edges(
    function: Callable[..., Any],
    right: Callable[..., Any],
    rng: Numbers,
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
    for chosen, sizes in _kinds_and_sizes(rng, shapes, many):
        places = zip(chosen, shapes, strict=True)
        arguments = [kind(rng, kinds.sizes(shape, sizes), 4e-9 if linear else 6e-7) for kind, shape in places]
        if linear:
            arguments = [
                kinds.beyond_32_bits(a) if k is kinds.equal else a for k, a in zip(chosen, arguments, strict=True)
            ]
        cases.append(tuple(arguments))
    cases.append(tuple(draw(rng, *(1 for _ in shape.split())).astype(np.float32) for shape in shapes))
    for value, case in zip(_each(function, cases), cases, strict=True):
        is_single = case is cases[-1]
        agree(value, right(*(a.astype(float) for a in case) if is_single else case), tol=SINGLE if is_single else 1e-9)


def _kinds_and_sizes(
    rng: Numbers, shapes: tuple[str, ...], many: int
) -> Iterator[tuple[tuple[kinds.Kind, ...], dict[str, int]]]:
    """Yield the kind of each argument for each call, and the sizes; every size is 1 in a call whose result shows it."""
    names = list(dict.fromkeys(name for shape in shapes for name in shape.split() if not name.isdigit()))
    ordinary = {name: 3 + i for i, name in enumerate(rng.shared.permutation(names).tolist())}
    alone = names if len(names) > 1 else []  # of a single size, all are 1 in the last call
    for letters in SIDE_BY_SIDE[len(shapes)]:
        chosen, sizes = tuple(kinds.LETTERS[letter] for letter in letters), ordinary
        if letters in OF_MANY:
            sizes = dict.fromkeys(names, many)
        elif letters in SHOWS_SIZES:
            single = next((name for name in alone if _leaves_room(letters, shapes, {**ordinary, name: 1})), None)
            sizes, alone = {**ordinary, **({single: 1} if single else {})}, [name for name in alone if name != single]
        yield chosen, sizes
    for name in alone:
        yield tuple(kinds.ordinary for _ in shapes), {**ordinary, name: 1}


def _leaves_room(letters: str, shapes: tuple[str, ...], sizes: dict[str, int]) -> bool:
    """Tell whether whole, equal and tiny numbers are still several, and whole ones can be told to be backwards."""
    chosen = [(letter, kinds.sizes(shape, sizes)) for letter, shape in zip(letters, shapes, strict=True)]
    return all(np.prod(shape) > 2 and (letter != "W" or shape[-1] > 1) for letter, shape in chosen if letter in "WET")
