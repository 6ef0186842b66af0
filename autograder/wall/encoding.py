"""Values as they cross the wall: JSON, with the bytes of arrays beside it.

JSON holds None, bool, int, finite float, str and list as they are; every other value is an object with one tag:
``float`` "nan" or "inf" · ``float64`` a float of numpy's · ``complex`` [re, im] · ``tuple`` [..] · ``tuples``
[[..], ..], a list of them · ``dict`` [[key, value], ..] · ``array`` {dtype, shape, layout} · ``figure`` {..} ·
``function`` number (one of the sender's, to be called back; in a callback -1 - n is the receiver's own number n) ·
``opaque`` type name

What is rebuilt from it is plain data of these types and no others, whatever the sender wrote.
"""

import dataclasses
import functools
import itertools
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.kit.figures import Figure

from .wire import FRAME_LIMIT, Message, ProtocolError

INTEGER_LIMIT = 4096  # bits
CODES = ("b1", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8", "c8", "c16")
DTYPES = {code: np.dtype(f"<{code}") for code in CODES}
AS_IT_IS = str, bool, type(None)  # whatever its value is
PLAIN = frozenset((*AS_IT_IS, int))
FLOATS = frozenset((float, np.float64))
SHORT = 2**63  # below which whole numbers are, too


class Encoder:
    """Turns values into JSON and payload bytes.

    Args:
        register: called with each function met; returns the number by which the other side calls it back. Without it,
            functions are opaque.

    """

    def __init__(self, register: Callable[[Callable[..., Any]], int] | None = None) -> None:
        self.register = register
        self.payload: list[bytes] = []
        self.size = 0  # bytes of that
        self.registered = 0  # functions

    def encode(self, value: Any) -> Any:
        """Return a value as JSON; arrays' bytes are added to ``payload``."""
        kind = type(value)
        if value is None or kind is bool or kind is str:
            return value
        if kind is np.ndarray:
            return self._array(value, None if value.flags.c_contiguous else _layout(value))
        if kind is float:
            return value if math.isfinite(value) else {"float": str(value)}
        if kind is tuple:
            return {"tuple": self._each(value)}
        if kind is list:
            return {"tuples": value} if _are_short_tuples(value) else self._each(value)
        if kind is np.float64:
            return {"float64": value.item() if math.isfinite(value) else str(value)}
        if isinstance(value, str):  # such as a numpy.str_ or a member of an enumeration
            return str.__str__(value)
        if kind is int:
            return value if value.bit_length() <= INTEGER_LIMIT else _opaque(value)
        if kind is complex:
            return {"complex": [str(value.real), str(value.imag)]}
        if kind is np.bool_:
            return bool(value)
        if isinstance(value, np.generic):
            return self._array(np.asarray(value), "scalar")
        if isinstance(value, tuple):
            return {"tuple": self._each(value)}
        if isinstance(value, dict) and all(isinstance(key, str) for key in value):
            return {"dict": [[str.__str__(key), self.encode(item)] for key, item in value.items()]}
        if kind is Figure:
            return {"figure": self.encode(dataclasses.asdict(value))}
        if callable(value) and self.register:
            self.registered += 1
            return {"function": self.register(value)}
        return _opaque(value)

    def _each(self, values: Sequence[Any]) -> list[Any]:
        """Return every item as JSON, at once where there is nothing to do: lists may be long."""
        if FLOATS.issuperset(map(type, values)) and all(map(math.isfinite, values)):
            return [item if type(item) is float else {"float64": item.item()} for item in values]
        return [
            item if (kind := type(item)) in AS_IT_IS or (kind is int and -SHORT < item < SHORT) else self.encode(item)
            for item in values
        ]

    def _count(self, size: int) -> None:
        self.size += size
        if self.size > FRAME_LIMIT:
            raise ProtocolError(f"more than {FRAME_LIMIT >> 20} MB at once")

    def _array(self, value: NDArray[Any], layout: str | None) -> Any:
        dtype = _code_of(value.dtype)
        if value.dtype.char in "gG":  # long double
            dtype = "f8" if value.dtype.char == "g" else "c16"
        if dtype not in DTYPES:
            return {"opaque": f"array of {value.dtype}"}
        self._count(value.nbytes)
        self.payload.append((value if value.dtype is DTYPES[dtype] else value.astype(DTYPES[dtype])).tobytes())
        array: dict[str, Any] = {"dtype": dtype, "shape": value.shape}
        return {"array": {**array, "layout": layout} if layout else array}


@functools.cache
def _code_of(dtype: np.dtype[Any]) -> str:
    return dtype.newbyteorder("<").str.lstrip("<|")


def _are_short_tuples(values: list[Any]) -> bool:
    """Tell whether a list holds tuples alone, and these what JSON holds as it is: programs may be long."""
    if not values or type(values[0]) is not tuple or set(map(type, values)) != {tuple}:
        return False
    parts = list(itertools.chain.from_iterable(values))
    return PLAIN.issuperset(map(type, parts)) and all(-SHORT < part < SHORT for part in parts if type(part) is int)


def encode_arguments(
    encoder: Encoder, args: Sequence[Any], kwargs: Mapping[str, Any], replaced: Mapping[str, Any] | None = None
) -> Message:
    """Return the fields of a message that hold the arguments of a call; what is empty is left out."""
    fields: Message = {"args": [encoder.encode(value) for value in args]}
    for name, values in (("kwargs", kwargs), ("replaced", replaced)):
        if values:
            fields[name] = {key: encoder.encode(value) for key, value in values.items()}
    return fields


def _opaque(value: Any) -> dict[str, str]:
    kind = type(value)
    module = "" if kind.__module__ in ("builtins", "__main__") else f"{kind.__module__}."
    return {"opaque": f"{module}{kind.__name__}"}


def _layout(value: NDArray[Any]) -> str:
    if min(value.strides) < 0:
        return "reversed"
    return "F" if value.flags.f_contiguous else "strided"
