"""Kinds of arrays that stand at an edge: each function draws one of a shape, a number where the shape is ()."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .numbers import Numbers, draw

Kind = Callable[..., Any]


def sizes(shape: str, sizes: dict[str, int]) -> tuple[int, ...]:
    return tuple(int(name) if name.isdigit() else sizes[name] for name in shape.split())


def whole(rng: Numbers, shape: tuple[int, ...], _: float = 0) -> Any:
    size = int(np.prod(shape))
    steps = np.cumsum(rng.shared.integers(2, 5, size=max(size - 2, 0)))  # so that three do not add up to 0
    values = np.array([-1, 0, *steps][:size])
    values = values.reshape(shape)
    return values[..., ::-1].copy()[..., ::-1] if shape else int(values)


def equal(rng: Numbers, shape: tuple[int, ...], _: float = 0) -> Any:
    return _sliced(np.full(shape, rng.shared.integers(1, 4) + 33 / 64))  # few sums of squares are whole


def beyond_32_bits(equal: NDArray[Any]) -> Any:
    return _sliced(np.full(equal.shape, 3 * 10**9))


def _sliced(values: NDArray[Any]) -> Any:
    return np.repeat(values, 2, axis=-1)[..., ::2] if values.ndim else values.item()


def tiny(rng: Numbers, shape: tuple[int, ...], size: float) -> Any:
    values = -size * rng.uniform(0.4, 1.6, size=shape)
    return np.asfortranarray(values) if values.ndim else values.item()


def huge(rng: Numbers, shape: tuple[int, ...], size: float) -> Any:
    values = size * (1 - 2 * rng.shared.integers(2, size=shape)) * rng.uniform(1, 2, size=shape)
    if not shape:
        return float(values)
    values = np.rint(values)
    values[..., -1] = 0 if shape[-1] > 1 else values[..., -1]
    if values.ndim > 1 and shape[-2] > 1:
        values[..., 0, :] = 0
    if values.size > 2:
        values.flat[-2] = values.flat[values.size // 2]
        values.flat[values.size // 2 + 1] -= values.sum()
    if values.size > 8 and values.flat[values.size // 2 + 1] % 2 == 0:  # odd ones as large are none of float32
        values.flat[[values.size // 2 + 1, values.size // 2 + 2]] += -1, 1
    return values


def _in_columns(kind: Kind, *more: Any) -> Kind:
    return lambda rng, shape, _: np.asfortranarray(kind(rng, shape, *more))


def zeros(_: Numbers, shape: tuple[int, ...], __: float = 0) -> Any:
    return np.zeros(shape) if shape else 0.0


def whole_floats(rng: Numbers, shape: tuple[int, ...], _: float = 0) -> Any:
    values = rounded(draw(rng, *shape))
    if not shape:
        return float(values)
    if values.size > 2:
        values.flat[0], values.flat[-1] = values.flat[1] + 1, values.flat[1]
    return values


def rounded(ordinary: Any) -> Any:
    """Return whole numbers from 1 to 4, and their signs, of ordinary ones: the same of alike ones."""
    return np.copysign(1 + (np.abs(ordinary) - 0.4) // 0.3, ordinary)


def as_whole(ordinary: Any) -> Any:
    """Return 1 and 2, and their signs, of ordinary numbers, stored as whole ones: the same of alike ones."""
    values = np.copysign(1 + (np.abs(ordinary) > 1), ordinary)
    return values.astype(int) if values.ndim else int(values)


def ordinary(rng: Numbers, shape: tuple[int, ...], _: float = 0) -> Any:
    return draw(rng, *shape) if shape else float(draw(rng))


# Kinds that stand side by side in one call, by the letters of the tables that say which.
LETTERS: dict[str, Kind] = {
    "W": whole, "E": equal, "T": tiny, "Z": zeros, "O": ordinary,
    "H": _in_columns(huge, 2e6), "F": _in_columns(whole_floats),
}  # fmt: skip
