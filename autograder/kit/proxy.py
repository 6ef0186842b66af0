"""What a test sees as ``submission``: calling its functions calls the student's, wherever those run."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from .calls import Call
from .compare import Disagreement
from .figures import Figure

Drawn = dict[str, dict[Any, Figure]]  # function -> ``key_of`` a call -> what it drew


class SubmissionProxy:
    """Stands for a student's namespace in a test.

    ``submission.f(x)`` calls the student's ``f``. Each call is logged, also that of a function that ``f`` returned. A
    call that changes its arguments in place fails its test. A figure is drawn once: calling the same function with
    the same arguments again returns the same one. ``submission.f.each(cases)`` yields what several calls return, which
    costs less than to make them one by one.

    Args:
        make: called with a Call; fills in its ``value`` and ``changed``, or raises.
        log: to which each call is added.
        drawn: the figures drawn so far, none at first; shared by the tests of a submission.
        make_ahead: called with several Calls of one function; makes the first few, where it can, and returns how many.

    """

    def __init__(
        self,
        make: Callable[[Call], object],
        log: list[Call],
        drawn: Drawn,
        make_ahead: Callable[[Sequence[Call]], int] = lambda calls: 0,
    ) -> None:
        self._make, self._log, self._drawn, self._make_ahead = make, log, drawn, make_ahead
        self._replaced: dict[str, Callable[..., Any]] = {}

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("__"):
            raise AttributeError(name)

        return self._function(name, lambda args, kwargs: Call(name, args, kwargs, replaced=dict(self._replaced)))

    def _function(self, name: str, call_of: Callable[[Sequence[Any], dict[str, Any]], Call]) -> Callable[..., Any]:
        """Return a function of this name, which makes the call that its arguments are made into."""

        def function(*args: Any, **kwargs: Any) -> Any:
            return self._call(call_of(args, kwargs))

        function.__name__ = name
        vars(function)["each"] = lambda cases: self._each([call_of(tuple(case), {}) for case in cases])
        return function

    @contextlib.contextmanager
    def replacing(self, **functions: Callable[..., Any]) -> Iterator[None]:
        """Put functions of ours in the place of the student's own, for the calls made meanwhile."""
        before, self._replaced = self._replaced, self._replaced | functions
        try:
            yield
        finally:
            self._replaced = before

    def _each(self, calls: list[Call]) -> Iterator[Any]:
        """Yield what each call returns. None is logged, and nothing said of it, before its turn."""
        made = 0
        for number, call in enumerate(calls):
            if number >= made and number + 1 < len(calls):
                made = number + self._make_ahead(calls[number:])
            yield self._call(call, is_made=number < made)

    def _call(self, call: Call, *, is_made: bool = False) -> Any:
        self._log.append(call)
        known = self._drawn.get(call.function)
        if known and not call.maker and (figure := known.get(key_of(call))):
            call.value = figure
            return figure
        if not is_made:
            self._make_now(call)
        if call.returns_functions:
            call.value = self._watched(call.value, call)
        if isinstance(call.value, Figure) and not call.maker:
            self._drawn.setdefault(call.function, {})[key_of(call)] = call.value
        return call.value

    def _make_now(self, call: Call) -> None:
        try:
            self._make(call)
        except Exception as error:
            call.error = error
            raise
        if call.changed:
            which = " and ".join(f"argument {number}" for number in call.changed)
            raise Disagreement(f"{call} changed its {which} in place. Work on a copy: the caller still needs it.")

    def _watched(self, value: Any, maker: Call, place: tuple[str | int, ...] = ()) -> Any:
        """Return a value in which every function is replaced by one whose calls are logged."""
        if type(value) in (list, tuple):
            return type(value)(self._watched(part, maker, (*place, i)) for i, part in enumerate(value))
        if type(value) is dict:
            return {key: self._watched(part, maker, (*place, key)) for key, part in value.items()}
        if not callable(value):
            return value

        def call_of(args: Sequence[Any], kwargs: dict[str, Any]) -> Call:
            return Call(maker.function, args, kwargs, dict(self._replaced), maker=maker, place=place, returned=value)

        return self._function(getattr(value, "__name__", "function"), call_of)


def key_of(call: Call) -> tuple[Any, ...]:
    """Return what tells calls of a function apart: arguments, and what stands in for what."""
    arguments = [*call.args, *(part for pair in sorted(call.kwargs.items()) for part in pair)]
    return *map(_frozen, arguments), *sorted(call.replaced.items())


def _frozen(value: Any) -> Any:
    if isinstance(value, tuple | list):
        return type(value), *map(_frozen, value)
    if isinstance(value, np.ndarray):
        return value.shape, value.dtype.str, value.tobytes()
    return value if callable(value) else repr(value)
