"""Values as they cross the wall: JSON, with the bytes of arrays beside it.

JSON holds None, bool, int, finite float, str and list as they are; every other value is an object with one tag:
``float`` "nan" or "inf" · ``complex`` [re, im] · ``tuple`` [..] · ``dict`` [[key, value], ..] · ``array`` {dtype,
shape, layout} · ``figure`` {..} · ``function`` number (one of the sender's, to be called back) · ``opaque`` type name

What is rebuilt from it is plain data of these types and no others, whatever the sender wrote.
"""

import dataclasses
import functools
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.escape import printable
from autograder.kit.calls import Opaque
from autograder.kit.figures import Axes, Figure, Points

from .wire import FRAME_LIMIT, Message, ProtocolError

DEPTH_LIMIT = 40
ITEM_LIMIT = 200_000  # values in one frame
TEXT_LIMIT = 2**20  # characters of one str
INTEGER_LIMIT = 4096  # bits
DIMENSIONS = 16
AXES_LIMIT, DRAWN_LIMIT = 100, 3000  # of one figure: more than anyone could look at
LINES_LIMIT = 50
CODES = ("b1", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8", "c8", "c16")
DTYPES = {code: np.dtype(f"<{code}") for code in CODES}


Arguments = tuple[list[Any], dict[str, Any], dict[str, Any]]  # by position, by name, and what stands in for what
# What reading a tree that breaks the rules can raise.
MALFORMED = (TypeError, ValueError, KeyError, IndexError, AttributeError, OverflowError, RecursionError)


class Encoder:
    """Turns values into JSON and payload bytes.

    Args:
        register: called with each function met; returns the number by which the other side calls it back. Without it,
            functions are opaque.

    """

    def __init__(self, register: Callable[[Callable[..., Any]], int] | None = None) -> None:
        self.register = register
        self.payload: list[bytes] = []
        self.size = 0

    def encode(self, value: Any) -> Any:
        """Return a value as JSON; arrays' bytes are added to ``payload``."""
        kind = type(value)
        if value is None or kind is bool or kind is str:
            return value
        if kind is np.ndarray:
            return self._array(value, None if value.flags.c_contiguous else _layout(value))
        if kind is float:
            return value if math.isfinite(value) else {"float": str(value)}
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
        if kind is list:
            return [self.encode(item) for item in value]
        if isinstance(value, tuple):
            return {"tuple": [self.encode(item) for item in value]}
        if isinstance(value, dict) and all(isinstance(key, str) for key in value):
            return {"dict": [[str.__str__(key), self.encode(item)] for key, item in value.items()]}
        if kind is Figure:
            return {"figure": self.encode(dataclasses.asdict(value))}
        if callable(value) and self.register:
            return {"function": self.register(value)}
        return _opaque(value)

    def _array(self, value: NDArray[Any], layout: str | None) -> Any:
        dtype = _code_of(value.dtype)
        if value.dtype.char in "gG":  # long double
            dtype = "f8" if value.dtype.char == "g" else "c16"
        if dtype not in DTYPES:
            return {"opaque": f"array of {value.dtype}"}
        self.size += value.nbytes
        if self.size > FRAME_LIMIT:
            raise ProtocolError(f"more than {FRAME_LIMIT >> 20} MB at once")
        self.payload.append(value.astype(DTYPES[dtype], copy=False).tobytes())
        array: dict[str, Any] = {"dtype": dtype, "shape": value.shape}
        return {"array": {**array, "layout": layout} if layout else array}


class Decoder:
    """Turns JSON and payload bytes into values.

    Args:
        payload: the arrays' bytes.
        function: called with the number of a function of the other side; returns what stands for it here.

    """

    def __init__(self, payload: bytes, function: Callable[[int], Any]) -> None:
        self.payload, self.used = payload, 0
        self.function = function
        self.items = 0

    def decode(self, tree: Any, depth: int = 0) -> Any:
        """Return the value of a JSON tree.

        Raises:
            ProtocolError: it breaks the rules.

        """
        self.items += 1
        if self.items > ITEM_LIMIT or depth > DEPTH_LIMIT:
            raise ProtocolError("too many values, or too deeply nested")
        kind = type(tree)
        if kind is dict:
            ((tag, content),) = tree.items()
            return READERS[tag](self, content, depth + 1)
        if kind is list:
            return [self.decode(item, depth + 1) for item in tree]
        if kind is int and tree.bit_length() > INTEGER_LIMIT:
            raise ProtocolError("an integer that is too long")
        return _text(tree) if kind is str else tree

    def _float(self, content: Any, depth: int) -> float:
        return float(content)

    def _complex(self, content: Any, depth: int) -> complex:
        return complex(float(content[0]), float(content[1]))

    def _tuple(self, content: Any, depth: int) -> tuple[Any, ...]:
        return tuple(self.decode(item, depth) for item in content)

    def _dict(self, content: Any, depth: int) -> dict[str, Any]:
        return {_text(key): self.decode(item, depth) for key, item in content}

    def _function(self, content: Any, depth: int) -> Any:
        return self.function(int(content))

    def _opaque(self, content: Any, depth: int) -> Opaque:
        return Opaque(plain_line(content, 200))

    def _array(self, content: Any, depth: int) -> Any:
        dtype, shape = DTYPES[content["dtype"]], content["shape"]
        if type(shape) is not list or len(shape) > DIMENSIONS:
            raise ProtocolError("an array of a forbidden shape")
        count = 1
        for n in shape:
            if type(n) is not int or not 0 <= n < 2**31:
                raise ProtocolError("an array of a forbidden shape")
            count *= n
        start, self.used = self.used, self.used + count * dtype.itemsize
        if self.used > len(self.payload):
            raise ProtocolError("an array larger than its bytes")
        values = np.ndarray(shape, dtype, self.payload, start)
        if dtype.kind == "b":  # of which a byte has 256, and numpy believes in two
            values = values.view("u1").astype(bool)
        layout = content.get("layout")
        return _laid_out(values, layout) if layout else values.copy()

    def _figure(self, content: Any, depth: int) -> Figure:
        data = self.decode(content, depth)
        if len(data["axes"]) > AXES_LIMIT or sum(_drawn(one) for one in data["axes"]) > DRAWN_LIMIT:
            raise ProtocolError(f"a figure with more than {AXES_LIMIT} axes, or {DRAWN_LIMIT} lines")
        axes = [_axes(one) for one in data["axes"]]
        return Figure(axes, _text(data["title"]), _texts(data["legend"]))


READERS: dict[str, Callable[[Decoder, Any, int], Any]] = {
    name: getattr(Decoder, f"_{name}")
    for name in ("float", "complex", "tuple", "dict", "function", "opaque", "array", "figure")
}


def decode(tree: Any, payload: bytes, function: Callable[[int], Any]) -> Any:
    """Return the value of a JSON tree, whatever it holds.

    Raises:
        ProtocolError: it breaks the rules in any way.

    """
    try:
        return Decoder(payload, function).decode(tree)
    except MALFORMED as error:
        raise _malformed(error) from error


@functools.cache
def _code_of(dtype: np.dtype[Any]) -> str:
    return dtype.newbyteorder("<").str.lstrip("<|")


def encode_arguments(
    encoder: Encoder, args: Sequence[Any], kwargs: Mapping[str, Any], replaced: Mapping[str, Any] | None = None
) -> Message:
    """Return the fields of a message that hold the arguments of a call; what is empty is left out."""
    fields: Message = {"args": [encoder.encode(value) for value in args]}
    for name, values in (("kwargs", kwargs), ("replaced", replaced)):
        if values:
            fields[name] = {key: encoder.encode(value) for key, value in values.items()}
    return fields


def decode_arguments(message: Message, payload: bytes, function: Callable[[int], Any]) -> Arguments:
    """Return the arguments of a call that a message holds, and what stands in for what meanwhile.

    Raises:
        ProtocolError: they break the rules in any way.

    """
    decoder = Decoder(payload, function)
    try:
        args = [decoder.decode(tree) for tree in message["args"]]
        kwargs, replaced = (
            {_text(key): decoder.decode(tree) for key, tree in message[name].items()} if name in message else {}
            for name in ("kwargs", "replaced")
        )
    except MALFORMED as error:
        raise _malformed(error) from error
    return args, kwargs, replaced


def _malformed(error: Exception) -> ProtocolError:
    return ProtocolError(f"a malformed value ({type(error).__name__})")


def _opaque(value: Any) -> dict[str, str]:
    kind = type(value)
    module = "" if kind.__module__ in ("builtins", "__main__") else f"{kind.__module__}."
    return {"opaque": f"{module}{kind.__name__}"}


def _layout(value: NDArray[Any]) -> str:
    if min(value.strides) < 0:
        return "reversed"
    return "F" if value.flags.f_contiguous else "strided"


def _laid_out(value: NDArray[Any], layout: str) -> Any:
    """Copy an array into memory laid out as its sender's was, for code that cares, as the standard edges ask.

    A numpy scalar comes back as one: unlike a 0-d array, nothing can change it in place.
    """
    if layout == "scalar" and value.ndim == 0:
        return value[()]
    if layout == "reversed" and value.ndim:
        return value[..., ::-1].copy()[..., ::-1]
    if layout != "strided" or value.ndim == 0:
        return value.copy(order="F")
    wide = np.zeros((*value.shape[:-1], 2 * value.shape[-1]), value.dtype)
    wide[..., ::2] = value
    return wide[..., ::2]


def _text(value: Any) -> str:
    if type(value) is not str or len(value) > TEXT_LIMIT:
        raise ProtocolError("a text that is none, or too long")
    return value


def plain_line(text: Any, length: int) -> str:
    """Return untrusted text as one printable line.

    Raises:
        ProtocolError: it is no text.

    """
    return printable(" ".join(_text(text).split()))[:length]


def plain_lines(texts: Any, length: int) -> list[str]:
    """Return a list of untrusted texts, the first few of them, as printable lines.

    Raises:
        ProtocolError: it is no list of texts.

    """
    if type(texts) is not list:
        raise ProtocolError("a list that is none")
    return [plain_line(text, length) for text in texts[:LINES_LIMIT]]


def _texts(values: Any) -> list[str]:
    return [_text(value) for value in values]


def _limits(values: Any) -> list[float]:
    left, right = values
    return [float(left), float(right)]


def _drawn(data: Any) -> int:
    return len(data["lines"]) + len(data["surfaces"])


def _axes(data: Any) -> Axes:
    if len(data["labels"]) != 2 + (data["zlim"] is not None) or len(data["scales"]) != 2:
        raise ProtocolError("axes that are none")
    return Axes(
        title=_text(data["title"]),
        labels=_texts(data["labels"]),
        xlim=_limits(data["xlim"]),
        ylim=_limits(data["ylim"]),
        zlim=None if data["zlim"] is None else _limits(data["zlim"]),
        scales=_texts(data["scales"]),
        legend=_texts(data["legend"]),
        lines=[_points(line) for line in data["lines"]],
        surfaces=[_points(surface) for surface in data["surfaces"]],
    )


def _points(data: Any) -> Points:
    arrays = [data["x"], data["y"], *([] if data["z"] is None else [data["z"]])]
    if any(type(a) is not np.ndarray or a.dtype != float or a.ndim != 1 or a.size != arrays[0].size for a in arrays):
        raise ProtocolError("points that are no arrays of the same length")
    return Points(arrays[0], arrays[1], arrays[2] if len(arrays) == 3 else None, _text(data["label"]))
