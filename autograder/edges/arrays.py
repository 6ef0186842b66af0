"""Arguments at the edges of what may come in, many edges in each call."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from . import kinds
from .numbers import Numbers

MANY = 53  # rows: more than 50, of which hidden tests see some
CALL_BY_CALL = (  # kinds of each argument of ``edges_of_many``, for up to six and for seven
    ("WWETHZF", "TEWWHFZ", "WTWEHZF", "EWTWHFZ", "WETWHZF", "EWWTHFZ"),
    ("WWETOHFZ", "TOWWEHFZ", "WTOEWHFZ", "EWWOTHZF", "OETWWHZF", "WEWOTHZF", "TWEWOHFZ"),
)


def edges(
    rng: Numbers, *shapes: str, tiny: float = 1e-7, huge: float = 2e6, many: int = MANY
) -> Iterator[tuple[Any, ...]]:
    """Yield arguments at the edges of what may come in, each for one call: what is written for ordinary ones fails.

    Over all calls, each argument is once whole numbers (ascending, with a 0, stored backwards), once all equal (a
    slice), once tiny and negative (in Fortran's order), once huge (with a row and a column of zeros and equal entries,
    and adding up to 0), once all 0, and once whole, but stored as floats. No two of them are equal or tiny at the
    same time, nor whole, but in one call, where all are. Sizes are small and different, then many and all the same,
    then 1 one after the other and together.

    Args:
        rng: random numbers.
        shapes: of each argument, as names or numbers of its sizes, such as ``"m n"``; ``""`` is a single number.
        tiny: size of the tiny numbers.
        huge: size of the huge numbers.
        many: the largest size.

    """
    names = list(dict.fromkeys(name for shape in shapes for name in shape.split() if not name.isdigit()))
    states: list[Callable[..., Any]] = [
        kinds.whole,
        kinds.equal,
        kinds.tiny,
        *([kinds.ordinary] * max(len(shapes) > 1, len(shapes) - 3)),
    ]
    for turn in range(len(states)):
        sizes = {name: 3 + (i + turn) % (len(names) + 1) for i, name in enumerate(names)}
        yield tuple(
            states[(turn + at) % len(states)](rng, kinds.sizes(shape, sizes), tiny) for at, shape in enumerate(shapes)
        )
    yield tuple(kinds.huge(rng, kinds.sizes(shape, dict.fromkeys(names, many)), huge) for shape in shapes)
    yield from _of_size_one(rng, shapes, names)


def edges_of_many(rng: Numbers, *shapes: str, many: int = MANY) -> Iterator[tuple[Any, ...]]:
    """Yield what ``edges`` does for four to seven arrays, in fewer calls: each visits edges of all of them.

    Each array is whole numbers in two calls, and of any two there is a call in which the first is whole and the second
    is not, and the other way round; in the last all are whole. Once each is all equal, tiny, huge, all 0, and whole,
    but stored as floats.

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
        single = next(
            (name for name in alone if all(np.prod(kinds.sizes(e, {**sizes, name: 1})) > 1 for e in equal)), None
        )
        if "H" in letters:
            sizes = dict.fromkeys(names, many)
        elif single:
            sizes[single] = 1
            alone.remove(single)
        yield tuple(
            kinds.LETTERS[a](rng, kinds.sizes(shape, sizes), 1e-7) for a, shape in zip(letters, shapes, strict=True)
        )
    for ones in [*([name] for name in alone), names]:
        sizes = {name: 1 if name in ones else 3 for name in names}
        arrays = [kinds.ordinary(rng, kinds.sizes(shape, sizes)) for shape in shapes]
        yield tuple(map(kinds.as_whole, arrays)) if ones is names else tuple(arrays)


def _of_size_one(rng: Numbers, shapes: tuple[str, ...], names: list[str]) -> Iterator[tuple[Any, ...]]:
    """Yield arguments of which one size is 1, for each, and then all; some are 0, and in the first call all whole."""
    singles = [*([name] for name in names), names]
    for turn, ones in enumerate(singles):
        sizes = {name: 1 if name in ones else 3 for name in names}
        arrays = [kinds.ordinary(rng, kinds.sizes(shape, sizes)) for shape in shapes]
        arrays = [kinds.as_whole(array) for array in arrays] if turn == 0 else arrays
        yield tuple(_special(array, (at - turn) % max(len(singles), 2)) for at, array in enumerate(arrays))


def _special(array: Any, number: int) -> Any:
    """Return zeros for the first of several arrays, whole floats for the second, and of the others each as it is."""
    is_real = np.asarray(array).dtype.kind == "f"
    return 0 * array if number == 0 else kinds.rounded(array) if number == 1 and is_real else array
