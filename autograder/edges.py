"""Arguments for hidden tests at the edges of what may come in, many edges in each call."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .authoring import draw

MANY = 53  # rows: more than 50, of which hidden tests see some


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


def _of_size_one(rng: np.random.Generator, shapes: tuple[str, ...], names: list[str]) -> Iterator[tuple[Any, ...]]:
    """Yield arguments of which one size is 1, for each, and then all; in each call some are 0, and some are whole."""
    singles = [*([name] for name in names if len(names) > 1), names]
    for turn, ones in enumerate(singles):
        sizes = {name: 1 if name in ones else 3 for name in names}
        arrays = [_ordinary(rng, _sizes(shape, sizes)) for shape in shapes]
        yield tuple(_special(array, (at - turn) % max(len(singles), 2)) for at, array in enumerate(arrays))


def _special(array: Any, number: int) -> Any:
    """Return zeros for the first of several arrays, whole floats for the second, and of the others each as it is."""
    return 0 * array if number == 0 else np.rint(2 * array) if number == 1 else array


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
    if values.size > 3:
        values.flat[-2] = values.flat[values.size // 2]
        values.flat[values.size // 2 + 1] -= values.sum()
    return values


def _ordinary(rng: np.random.Generator, shape: tuple[int, ...], _: float = 0) -> Any:
    return draw(rng, *shape) if shape else float(draw(rng))
