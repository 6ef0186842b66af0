"""How a value is made wrong, whole or in part; pasted into submissions too."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

Change = Callable[..., Any]


def exchanged(value: Any, place: Sequence[Any], change: Change) -> Any:
    """Return nested dicts, lists and tuples with what stands at a place changed."""
    if not place:
        return change(value)
    key, *rest = place
    if isinstance(value, dict):
        return {**value, key: exchanged(value[key], rest, change)}
    return type(value)(exchanged(part, rest, change) if i == key else part for i, part in enumerate(value))


def off(value: Any) -> Any:
    """Return something of the same kind that is wrong in every entry."""
    if isinstance(value, bool | np.bool_):
        return not value
    if isinstance(value, str):
        return value + "?"
    if isinstance(value, dict):
        return {key: off(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(map(off, value)) if value else None
    if isinstance(value, int | float | complex | np.number | np.ndarray):
        return _other_numbers(value)
    if callable(value):
        return lambda *args, **kwargs: off(value(*args, **kwargs))
    return 0.0 if value is not None else 1.0  # for a figure None would do: it stands for the current one


def _other_numbers(value: Any) -> Any:
    if np.size(value) == 0:
        return None
    if np.asarray(value).dtype == bool:
        return ~value
    with np.errstate(all="ignore"):
        changed = np.where(np.isfinite(value), value + np.abs(value) + 1, 0)
    return changed if isinstance(value, np.ndarray) else type(value)(changed)


def mapped(change: Change, value: Any) -> Any:
    """Return a value with each array and number in it changed, wherever it stands; functions return changed values."""
    if isinstance(value, dict):
        return {key: mapped(change, part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(mapped(change, part) for part in value)
    if isinstance(value, str | bool | np.bool_) or value is None:
        return value
    if isinstance(value, int | float | np.number | np.ndarray):
        return change(value)
    if callable(value):
        return lambda *args, **kwargs: mapped(change, value(*args, **kwargs))
    return value
