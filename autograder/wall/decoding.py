"""Values that came across the wall, rebuilt: plain data of known types and no others, whatever the sender wrote."""

import itertools
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.kit.calls import Opaque
from autograder.kit.figures import Axes, Figure, Points

from .encoding import DTYPES, INTEGER_LIMIT, SHORT
from .plain_text import checked_text, checked_texts, plain_line
from .wire import Message, ProtocolError

DEPTH_LIMIT = 40
ITEM_LIMIT = 200_000  # values in one frame
DIMENSIONS = 16
AXES_LIMIT, DRAWN_LIMIT = 100, 3000  # of one figure: more than anyone could look at
TOO_MANY = "too many values, or too deeply nested"
PLAIN = frozenset((float, bool, type(None)))  # as JSON has them, and whatever their value is
Arguments = tuple[list[Any], dict[str, Any], dict[str, Any]]  # by position, by name, and what stands in for what
# What reading a tree that breaks the rules can raise.
MALFORMED = (TypeError, ValueError, KeyError, IndexError, AttributeError, OverflowError, RecursionError)


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
            raise ProtocolError(TOO_MANY)
        kind = type(tree)
        if kind is dict:
            ((tag, content),) = tree.items()
            return READERS[tag](self, content, depth + 1)
        if kind is list:
            return self._each(tree, depth + 1)
        if kind is int and tree.bit_length() > INTEGER_LIMIT:
            raise ProtocolError("an integer that is too long")
        return checked_text(tree) if kind is str else tree

    def _each(self, trees: Any, depth: int) -> list[Any]:
        """Return the values of what lies in a list, at once where there is nothing to do: lists may be long."""
        self.items += len(trees)
        if self.items > ITEM_LIMIT or depth > DEPTH_LIMIT:
            raise ProtocolError(TOO_MANY)
        if type(trees) is list and PLAIN.issuperset(map(type, trees)):
            return trees
        return [
            tree
            if (kind := type(tree)) in PLAIN or (kind is int and -SHORT < tree < SHORT)
            else checked_text(tree)
            if kind is str
            else self._each(tree, depth + 1)
            if kind is list
            else self.decode(tree, depth)
            for tree in trees
        ]

    def _float(self, content: Any, depth: int) -> float:
        return float(content)

    def _float64(self, content: Any, depth: int) -> np.float64:
        return np.float64(float(content))

    def _complex(self, content: Any, depth: int) -> complex:
        return complex(float(content[0]), float(content[1]))

    def _tuple(self, content: Any, depth: int) -> tuple[Any, ...]:
        return tuple(self._each(content, depth))

    def _tuples(self, content: Any, depth: int) -> list[tuple[Any, ...]]:
        self.items += len(content)
        parts = list(itertools.chain.from_iterable(content))
        read = self._each(parts, depth)
        if read == parts:  # nothing that had to be read in another way, as almost always
            return list(map(tuple, content))
        remaining = iter(read)
        return [tuple(itertools.islice(remaining, len(row))) for row in content]

    def _dict(self, content: Any, depth: int) -> dict[str, Any]:
        return {checked_text(key): self.decode(item, depth) for key, item in content}

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
        return Figure(axes, checked_text(data["title"]), checked_texts(data["legend"]))


READERS: dict[str, Callable[[Decoder, Any, int], Any]] = {
    name: getattr(Decoder, f"_{name}")
    for name in ("float", "float64", "complex", "tuple", "tuples", "dict", "function", "opaque", "array", "figure")
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


def decode_arguments(message: Message, payload: bytes, function: Callable[[int], Any]) -> Arguments:
    """Return the arguments of a call that a message holds, and what stands in for what meanwhile.

    Raises:
        ProtocolError: they break the rules in any way.

    """
    try:
        return _arguments(Decoder(payload, function), message)
    except MALFORMED as error:
        raise _malformed(error) from error


def decode_cases(messages: Sequence[Message], payload: bytes, function: Callable[[int], Any]) -> list[Arguments]:
    """Return the arguments of several calls, whose arrays follow one another; see ``decode_arguments``."""
    decoder = Decoder(payload, function)
    try:
        return [_arguments(decoder, message) for message in messages]
    except MALFORMED as error:
        raise _malformed(error) from error


def _arguments(decoder: Decoder, message: Message) -> Arguments:
    args = [decoder.decode(tree) for tree in message["args"]]
    return args, _named(decoder, message.get("kwargs")), _named(decoder, message.get("replaced"))


def _named(decoder: Decoder, trees: Any) -> dict[str, Any]:
    return {checked_text(name): decoder.decode(tree) for name, tree in trees.items()} if trees else {}


def _malformed(error: Exception) -> ProtocolError:
    return ProtocolError(f"a malformed value ({type(error).__name__})")


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


def _limits(values: Any) -> list[float]:
    left, right = values
    return [float(left), float(right)]


def _drawn(data: Any) -> int:
    return len(data["lines"]) + len(data["surfaces"])


def _axes(data: Any) -> Axes:
    if len(data["labels"]) != 2 + (data["zlim"] is not None) or len(data["scales"]) != 2:
        raise ProtocolError("axes that are none")
    return Axes(
        title=checked_text(data["title"]),
        labels=checked_texts(data["labels"]),
        xlim=_limits(data["xlim"]),
        ylim=_limits(data["ylim"]),
        zlim=None if data["zlim"] is None else _limits(data["zlim"]),
        scales=checked_texts(data["scales"]),
        legend=checked_texts(data["legend"]),
        lines=[_points(line) for line in data["lines"]],
        surfaces=[_points(surface) for surface in data["surfaces"]],
    )


def _points(data: Any) -> Points:
    arrays = [data["x"], data["y"], *([] if data["z"] is None else [data["z"]])]
    if any(type(a) is not np.ndarray or a.dtype != float or a.ndim != 1 or a.size != arrays[0].size for a in arrays):
        raise ProtocolError("points that are no arrays of the same length")
    z = arrays[2] if len(arrays) == 3 else None
    label, names = checked_text(data["label"]), checked_texts(data["names"])
    return Points(arrays[0], arrays[1], z, label, names, data["is_tangled"] is True)
