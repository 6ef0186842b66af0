"""A student's calls made again on the trusted side: on the reference, or with a mistake in the place of a function."""

import copy
import dataclasses
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import AbstractContextManager
from types import ModuleType
from typing import Any

import numpy as np

from autograder.authoring import Variant
from autograder.kit import cells, figures
from autograder.kit.calls import Call, Opaque, changed_arguments, snapshot, standing_in
from autograder.kit.figures import Figure
from autograder.kit.proxy import key_of
from autograder.wall.plain_text import plain_line

from .rounding import rounded_otherwise
from .signs import CallOutcome

MOST_DRAWN = 300  # figures that are kept
LONGEST = 200  # characters of an exception's words

Drawn = dict[Hashable, CallOutcome]  # figures take long, and many students are asked for the same: each is drawn once


class Replay:
    """Calls made again, each once, with the names that it would find in a student's namespace.

    Args:
        reference: the module of the reference.
        drawn: empty at first; shared by all submissions of a judge.
        mistake: what stands in for a function of the reference, or None.

    """

    def __init__(self, reference: ModuleType, drawn: Drawn, mistake: Variant | None = None) -> None:
        self.reference, self.drawn, self.mistake = reference, drawn, mistake
        self._mistaken: dict[str, Any] = {mistake.of: mistake.function} if mistake and mistake.of else {}
        self._outcomes: dict[Hashable, CallOutcome] = {}

    def with_mistake(self, mistake: Variant) -> "Replay":
        """Return the same with a mistake in the place of a function."""
        return Replay(self.reference, self.drawn, mistake)

    def outcome(self, call: Call) -> CallOutcome:
        """Return what a call comes to here."""
        key = _key(call)
        if key not in self._outcomes:
            function = self._function(call)
            self._outcomes[key] = self._make(function, call) if call.maker else self._known_or_made(function, call)
        return self._outcomes[key]

    def outcomes_nearby(self, call: Call) -> Iterator[CallOutcome]:
        """Yield what a call comes to where its numbers are rounded otherwise."""
        for args, kwargs in rounded_otherwise((list(call.args), dict(call.kwargs))):
            yield self._make(self._function(call), dataclasses.replace(call, args=args, kwargs=kwargs))

    def _known_or_made(self, function: Any, call: Call) -> CallOutcome:
        key = function, *self._mistaken.values(), *key_of(call)
        if key in self.drawn:
            return self.drawn[key]
        outcome = self._make(function, call)
        if type(outcome.value) is Figure:  # whatever the student's code came to
            if len(self.drawn) >= MOST_DRAWN:
                self.drawn.clear()
            self.drawn[key] = outcome
        return outcome

    def _function(self, call: Call) -> Any:
        """Return what a call calls here, or None."""
        if call.maker is not None:
            return _found(self.outcome(call.maker).value, call.place)
        return self._mistaken.get(call.function) or getattr(self.reference, call.function, None)

    def _make(self, function: Callable[..., Any], call: Call) -> CallOutcome:
        asked: dict[str, int] = {}
        args, kwargs = copy.deepcopy((call.args, call.kwargs))
        args = [_counting(value, str(position), asked) for position, value in enumerate(args, 1)]
        kwargs, replaced = (
            {name: _counting(value, name, asked) for name, value in values.items()}
            for values in (kwargs, call.replaced)
        )
        names, before = {**self._mistaken, **replaced}, [snapshot(given) for given in (*args, *kwargs.values())]
        with _standing_in(vars(self.reference), names), _standing_in(getattr(function, "__globals__", {}), names):
            try:
                with np.errstate(all="ignore"):
                    value = function(*args, **kwargs)
                changed = changed_arguments(args, kwargs, before)
                return CallOutcome(figures.describe(value) or value, changed=bool(changed), asked=asked)
            except Exception as error:
                kind, words, *_ = cells.describe_error(error)
                return CallOutcome(error=kind, words=plain_line(words, LONGEST))
            finally:
                figures.close_all()


def outcome_of(call: Call) -> CallOutcome | None:
    """Return what a call came to for the student, or None where nothing came back that could be compared."""
    if isinstance(call.value, Opaque) or (call.error is None and call.value is None):
        return None
    if call.error is None:
        return CallOutcome(call.value, changed=bool(call.changed), asked=call.asked)
    error = getattr(call.error, "kind", type(call.error).__name__)
    return CallOutcome(error=error, words=getattr(call.error, "message", "")[:LONGEST])


def _key(call: Call) -> Hashable:
    """Return what calls have in common that come to the same: each is made once."""
    return call.function, call.place, _key(call.maker) if call.maker is not None else None, key_of(call)


def _found(value: Any, where: tuple[Any, ...]) -> Any:
    """Return what stands at a place in nested dicts, lists and tuples, or None."""
    for key in where:
        try:
            value = value[key]
        except (TypeError, LookupError):
            return None
    return value


def _counting(value: Any, name: str, asked: dict[str, int]) -> Any:
    """Return a function that counts its calls, or what is none as it is."""
    if not callable(value):
        return value

    def function(*args: Any, **kwargs: Any) -> Any:
        asked[name] = asked.get(name, 0) + 1
        return value(*args, **kwargs)

    function.__name__ = getattr(value, "__name__", "function")
    return function


def _standing_in(namespace: dict[str, Any], functions: Mapping[str, Any]) -> AbstractContextManager[None]:
    return standing_in(namespace, {name: function for name, function in functions.items() if name in namespace})
