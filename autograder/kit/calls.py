"""What was called, with what, and what came back: kept so that a sentence can say it and a mistake can be replayed."""

import contextlib
import contextvars
import itertools
import math
from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

LONGEST = 60  # characters of a value in a sentence
PARTS, SHORT = 6, 3  # parts that are shown of a list, and of one that lies in it
HUGE = 200  # bits of an int from which on it is only measured
PLAIN = frozenset((bool, int, float, complex, str, type(None)))  # whose values nothing can change in place

_log: contextvars.ContextVar["Sequence[Call]"] = contextvars.ContextVar("calls of the running test", default=())


@dataclass(frozen=True)
class Opaque:
    """Stands for a value that is no plain data, such as an ndarray subclass; all that is known of it is its type."""

    type_name: str


@dataclass(eq=False)
class Call:
    """One call of a student's function: its outcome is ``value``, or ``error`` where it raised.

    A function that another call returned is called by that call, its ``maker``, and by ``place``: where in the maker's
    value it stands, as keys and indices. ``returned`` is what came back there, and can be called. ``asked`` says how
    often each function that was handed over was called, by the argument's position or name, or by what it stood in for.
    ``printed`` holds the last lines that it printed meanwhile.
    """

    function: str  # its name, or that of the function that returned it
    args: Sequence[Any]
    kwargs: Mapping[str, Any]
    # What stood in the student's namespace meanwhile.
    replaced: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    value: Any = None
    error: Exception | None = None
    returns_functions: bool = True  # whether there may be any in its value
    changed: tuple[str, ...] = ()  # positions, from 1, or names of the arguments that were changed in place
    maker: "Call | None" = None
    place: tuple[str | int, ...] = ()
    returned: Any = None
    asked: dict[str, int] = field(default_factory=dict)
    printed: tuple[str, ...] = ()

    def __str__(self) -> str:
        parts = [brief(value) for value in self.args]
        parts += [f"{name}={brief(value)}" for name, value in self.kwargs.items()]
        called = f"{self.maker}{''.join(f'[{key!r}]' for key in self.place)}" if self.maker else self.function
        return f"{called}({', '.join(parts)})"


def named_values(args: Sequence[Any], kwargs: Mapping[str, Any]) -> dict[str, Any]:
    """Return the arguments of a call, those by position under that, from 1."""
    return {**{str(position): value for position, value in enumerate(args, 1)}, **kwargs}


def snapshot(value: Any) -> Any:
    """Return what tells whether an argument was changed in place: an array, or a list and what stands in it."""
    if isinstance(value, list | tuple):
        return list(value) if _is_plain(value) else [snapshot(item) for item in value]
    if isinstance(value, np.ndarray):
        return value.shape, value.tobytes()
    return value if type(value) in PLAIN else None


def _is_plain(values: Sequence[Any]) -> bool:
    """Tell whether nothing that stands in a list can be changed in place: plain values, or tuples of these."""
    kinds = set(map(type, values))
    return kinds <= PLAIN or (kinds == {tuple} and PLAIN.issuperset(map(type, itertools.chain.from_iterable(values))))


def changed_arguments(args: Sequence[Any], kwargs: Mapping[str, Any], before: Sequence[Any]) -> tuple[str, ...]:
    """Return which arguments differ from their snapshots: positions from 1, or names."""
    after = [snapshot(value) for value in (*args, *kwargs.values())]
    if after == before:
        return ()
    names = named_values(args, kwargs)
    return tuple(name for name, old, new in zip(names, before, after, strict=True) if old != new)


@contextlib.contextmanager
def standing_in(namespace: MutableMapping[str, Any], functions: Mapping[str, Any]) -> Iterator[None]:
    """Put functions into a namespace for a while; afterwards it is as it was, names that it did not have included."""
    kept = {name: namespace[name] for name in functions if name in namespace}
    namespace.update(functions)
    try:
        yield
    finally:
        for name in functions:
            namespace.pop(name, None)
        namespace.update(kept)


def start_log() -> list[Call]:
    """Begin a new list of calls, for one test, and return it."""
    log: list[Call] = []
    _log.set(log)
    return log


def caller_of(value: object) -> Call | None:
    """Return the latest logged call that returned this very object, or None.

    None, True and False are the same object wherever they come from; for them, only the last call is asked.
    """
    calls = list(reversed(_log.get()))
    asked = calls[:1] if value is None or isinstance(value, bool) else calls
    return next((call for call in asked if call.value is value), None)


def brief(value: Any) -> str:
    """Return a value as a person would write it in a sentence: short, numbers to a few digits."""
    if isinstance(value, np.ndarray) and value.ndim > 0:
        if value.size <= 6 and value.dtype.kind in "biufc" and (value.size or value.ndim == 1):
            shown = value + 0 if value.dtype.kind == "f" else value  # -0.0 would only puzzle
            return np.array2string(shown, precision=4, separator=", ").replace("\n", "")
        return f"array of shape {value.shape}"
    if isinstance(value, float | np.floating | np.ndarray) and not isinstance(value, Opaque):
        return format(value.item() if isinstance(value, np.ndarray | np.generic) else value, ".6g")
    if isinstance(value, np.generic):
        return str(value)
    if isinstance(value, list | tuple | dict):
        return _brief_list(value)
    if isinstance(value, int) and value.bit_length() > HUGE:
        return f"an integer of some {int(value.bit_length() * math.log10(2))} digits"
    if callable(value):
        return str(getattr(value, "__name__", "function")).replace("<lambda>", "f")
    text = repr(value[:LONGEST] if isinstance(value, str) else value)
    return text if len(text) <= LONGEST else text[: LONGEST - 3] + "..."


def _brief_list(value: list[Any] | tuple[Any, ...] | dict[Any, Any]) -> str:
    """Return the first few parts of a list in a sentence, arrays by their shapes; of whatever lies deeper, its size."""
    pairs = value.items() if isinstance(value, dict) else ((None, part) for part in value)
    some = [_brief_part(part) if key is None else f"{_brief_part(key)}: {_brief_part(part)}"
            for key, part in itertools.islice(pairs, PARTS)]  # fmt: skip
    if len(value) > PARTS:
        some.append(f"... {len(value)} in all")
    brackets = {list: "[]", dict: "{}"}.get(type(value), "()")
    return f"{brackets[0]}{', '.join(some)}{',' * (type(value) is tuple and len(value) == 1)}{brackets[1]}"


def _brief_part(part: Any) -> str:
    if isinstance(part, np.ndarray) and part.ndim > 0:
        return f"array of shape {part.shape}"
    if isinstance(part, list | tuple | dict) and len(part) > SHORT:
        return f"a {type(part).__name__} of {len(part)}"
    if isinstance(part, list | tuple | dict):
        return _brief_list(part) if not any(isinstance(inner, list | tuple | dict) for inner in part) else "..."
    return repr(part) if isinstance(part, float) else brief(part)
