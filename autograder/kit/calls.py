"""What was called, with what, and what came back: kept so that a sentence can say it and a mistake can be replayed."""

import contextvars
from dataclasses import dataclass, field
from typing import Any

import numpy as np

_log = contextvars.ContextVar("calls of the running test", default=())


@dataclass(frozen=True)
class Opaque:
    """Stands for a value that is no plain data, such as an ndarray subclass; all that is known of it is its type."""

    type_name: str


@dataclass
class Call:
    """One call of a student's function: its outcome is ``value``, or ``error`` where it raised."""

    function: str
    args: tuple
    kwargs: dict
    replaced: dict = field(default_factory=dict)  # name -> function that stood in the student's namespace meanwhile
    value: Any = None
    error: Exception | None = None
    changed: tuple = ()  # names or positions of arguments that were changed in place

    def __str__(self):
        parts = [brief(value) for value in self.args]
        parts += [f"{name}={brief(value)}" for name, value in self.kwargs.items()]
        return f"{self.function}({', '.join(parts)})"


def start_log():
    """Begin a new list of calls, for one test, and return it."""
    log = []
    _log.set(log)
    return log


def caller_of(value):
    """Return the latest logged call that returned this very object, or None."""
    if value is None or isinstance(value, bool):
        return None
    return next((call for call in reversed(_log.get()) if call.value is value), None)


def brief(value):
    """Return a value as a person would write it in a sentence: short, numbers to a few digits."""
    if isinstance(value, np.ndarray) and value.ndim > 0:
        if value.size <= 6 and value.dtype.kind in "biufc":
            return np.array2string(value, precision=4, separator=", ").replace("\n", "")
        return f"array of shape {value.shape}"
    if isinstance(value, float | np.floating | np.ndarray) and not isinstance(value, Opaque):
        return format(value.item() if isinstance(value, np.ndarray | np.generic) else value, ".6g")
    if isinstance(value, np.generic):
        return str(value)
    if callable(value):
        return getattr(value, "__name__", "function").replace("<lambda>", "f")
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
