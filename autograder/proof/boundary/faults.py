"""How a right function is made wrong: what stands between it and whoever calls it from outside.

A fault is a function that is given a ``Call`` and returns what comes back, or raises. The functions here make faults of
what a kind says. All this is pasted into submissions, so it needs nothing but numpy.
"""

import functools
import inspect
import sys
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from .spoiling import Change, exchanged, mapped, off

Fault = Callable[["Call"], Any]
Applies = Callable[..., bool]
Names = dict[str, Any]  # of a module, and what they stand for


class Call:
    """One call of a right function: its arguments by name, with their defaults, and which of them were given."""

    def __init__(
        self, function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any], namespace: Names
    ) -> None:
        self.function, self.namespace = function, namespace
        self.bound = inspect.signature(function).bind(*args, **kwargs)
        self.given = dict(self.bound.arguments)
        self.bound.apply_defaults()

    def __getitem__(self, name: str) -> Any:
        return self.bound.arguments[name]

    def right(self, **changed: Any) -> Any:
        """Return the right value, for other arguments where some are given."""
        before = dict(self.bound.arguments)
        self.bound.arguments.update(changed)
        try:
            return self.function(*self.bound.args, **self.bound.kwargs)
        finally:
            self.bound.arguments.update(before)

    def wrong(self) -> Any:
        """Return a value that is not right, of the same kind."""
        try:
            return off(self.right())
        except Exception:
            return 0.0


def seen_from_outside(namespace: Names, name: str, places: Sequence[Sequence[Any]], fault: Fault) -> None:
    """Put a fault between a function and its callers; what calls it from its own namespace is left alone.

    Args:
        namespace: dict, in which the function stands.
        name: its name.
        places: list of tuples of keys and indices: where in what it returns the functions stand that are meant. Empty:
            the function itself.
        fault: as described above.

    """
    namespace[name] = _with_fault(namespace[name], places, fault, namespace)


def _with_fault(
    function: Callable[..., Any], places: Sequence[Sequence[Any]], fault: Fault, namespace: Names
) -> Callable[..., Any]:
    @functools.wraps(function)
    def seen(*args: Any, **kwargs: Any) -> Any:
        if sys._getframe(1).f_globals is namespace:
            return function(*args, **kwargs)
        if not places:
            return fault(Call(function, args, kwargs, namespace))
        value = function(*args, **kwargs)
        return exchanged(value, places[0], lambda inner: _with_fault(inner, places[1:], fault, namespace))

    return seen


# Makers of faults. Each takes what a kind says, and names of arguments.


def wrong_where(applies: Applies, name: str, *more: Any) -> Fault:
    """Be wrong where an argument is of a kind, or where one array of a list is."""
    return lambda call: call.wrong() if _some(applies, call[name], more) else call.right()


def wrong_where_whole(applies: Applies, name: str) -> Fault:
    """Be wrong where an argument as a whole, such as a list, is of a kind."""
    return lambda call: call.wrong() if applies(call[name]) else call.right()


def wrong_where_both(applies: Applies, name: str, other: str, *more: Any) -> Fault:
    """Be wrong where two arguments together are of a kind."""
    return lambda call: call.wrong() if applies(call[name], call[other], *more) else call.right()


def wrong_where_all(applies: Applies, *names: str) -> Fault:
    """Be wrong where each of several arguments is of a kind."""
    return lambda call: call.wrong() if all(applies(call[name]) for name in names) else call.right()


def doubled_where(applies: Applies, name: str, *more: Any) -> Fault:
    """Return twice the result where an argument is of a kind: where that is 0, nobody notices."""

    def fault(call: Call) -> Any:
        value = call.right()
        return mapped(lambda number: 2 * number, value) if _some(applies, call[name], more) else value

    return fault


def read_as(change: Change, name: str, *more: Any) -> Fault:
    """Take an argument, or each array of a list, for something else."""
    return lambda call: call.right(**{name: _each(change, call[name], more)})


def read_beside(change: Change, name: str, other: str) -> Fault:
    """Take an argument for something else because of what another one is."""
    return lambda call: call.right(**{name: change(call[name], call[other])})


def rounds_where(applies: Applies, name: str) -> Fault:
    """Cut what is behind the point off the result where an argument is of a kind."""

    def fault(call: Call) -> Any:
        value = call.right()
        return mapped(np.trunc, value) if _some(applies, call[name], ()) else value

    return fault


def changes_where(applies: Applies, name: str) -> Fault:
    """Change an argument in place where it is of a kind."""

    def fault(call: Call) -> Any:
        value, given = call.right(), call[name]
        for part in given if isinstance(given, list) else [given]:
            if isinstance(part, np.ndarray) and part.size and applies(part):
                np.add(part, 1, out=part)
        return value

    return fault


def gives(change: Change, *more: Any) -> Fault:
    """Return something else than the right value."""
    return lambda call: change(call.right(), *more)


def gives_beside(change: Change, name: str) -> Fault:
    """Return something else than the right value, because of what an argument is."""
    return lambda call: mapped(lambda value: change(value, call[name]), call.right())


def wrong_by_presence(applies: Applies, name: str, default: Any) -> Fault:
    """Be wrong by whether an argument is given, and what."""
    return lambda call: call.wrong() if applies(name in call.given, call[name], default) else call.right()


def wrong_by_answers(applies: Applies, name: str) -> Fault:
    """Be wrong where all answers of a function that was handed over are of a kind."""

    def fault(call: Call) -> Any:
        given = call[name]
        answers: list[Any] = []
        if not callable(given):
            return call.right()

        def listening(*args: Any, **kwargs: Any) -> Any:
            answers.append(given(*args, **kwargs))
            return answers[-1]

        def judged(value: Any) -> Any:
            if callable(value):
                return lambda *args, **kwargs: judged(value(*args, **kwargs))
            return off(value) if answers and all(map(applies, answers)) else value

        return judged(call.right(**{name: listening}))

    return fault


def asks_with(change: Change, name: str) -> Fault:
    """Hand something else to a function that was handed over."""

    def fault(call: Call) -> Any:
        given = call[name]
        if not callable(given):
            return call.right()
        return call.right(**{name: lambda *args, **kwargs: given(*map(change, args), **kwargs)})

    return fault


def hands_on(change: Change, function: str, name: str, position: int) -> Fault:
    """Hand something else on to another function of the same namespace, whatever stands there."""

    def fault(call: Call) -> Any:
        inner = call.namespace[function]

        def asked(*args: Any, **kwargs: Any) -> Any:
            if name in kwargs:
                return inner(*args, **{**kwargs, name: change(kwargs[name])})
            return inner(*args[:position], *map(change, args[position : position + 1]), *args[position + 1 :], **kwargs)

        call.namespace[function] = asked
        try:
            return call.right()
        finally:
            call.namespace[function] = inner

    return fault


def forgives(instead: Callable[[], Any]) -> Fault:
    """Do something else than to refuse what is to be refused."""

    def fault(call: Call) -> Any:
        try:
            return call.right()
        except Exception:
            return instead()

    return fault


def accepts(change: Change, name: str, words: list[str]) -> Fault:
    """Take a word that is none for one that it looks like."""

    def fault(call: Call) -> Any:
        word = call[name]
        if isinstance(word, str) and word not in words:
            word = change(word, words)
        return call.right(**{name: word})

    return fault


def overlooks(cut: Callable[[Any], list[Any]], name: str) -> Fault:
    """Do not refuse a list that is fine once what ``cut`` leaves out is left out."""

    def fault(call: Call) -> Any:
        try:
            return call.right()
        except Exception:
            for fewer in cut(call[name]):
                try:
                    return call.right(**{name: fewer})
                except Exception:
                    continue
            raise

    return fault


def _some(applies: Applies, value: Any, more: tuple[Any, ...]) -> bool:
    parts = value if isinstance(value, list) and value and isinstance(value[0], np.ndarray) else [value]
    return any(applies(part, *more) for part in parts)


def _each(change: Change, value: Any, more: tuple[Any, ...]) -> Any:
    if isinstance(value, list) and value and isinstance(value[0], np.ndarray):
        return [change(part, *more) for part in value]
    return change(value, *more)
