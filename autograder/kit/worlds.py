"""An exercise is judged in its own world: what the names stood for when its own cells were done.

Its cells are done with the cell that defines an asked function for the last time, or with the check of the exercise
where that comes before the functions of another one. What later cells bind anew does not reach back; what they bind
for the first time, such as a helper below its use, is there too. A function that is asked for and defined again, whole,
is the student's latest word, in the world where it stands.
"""

import builtins
import contextlib
import functools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from .statements import Statement

VOLATILE = re.compile(r"_+\d*|_i\d*|In|Out|__\w+__|get_ipython|display")  # the kernel's own names
ABSENT = object()  # stands for a name that is not bound


class World:
    """What was bound when an exercise's cells were done, and later how that differs from the end of everything."""

    def __init__(self) -> None:
        self.names: dict[str, Any] = {}
        self.errors: dict[str, str] = {}  # what numpy does about them
        self.differences: dict[str, Any] = {}  # name -> value in this world

    def take(self, namespace: Mapping[str, Any]) -> None:
        """Take down what is bound now."""
        self.names, self.errors = dict(namespace), _numpy_errors()


class Worlds:
    """The worlds of a submission's exercises.

    Args:
        namespace: where the submission is executed.
        asked: name of an exercise -> the functions that it asks for.

    """

    def __init__(self, namespace: dict[str, Any], asked: Mapping[str, Sequence[str]]) -> None:
        self.namespace = namespace
        self.exercise_of = {function: exercise for exercise, functions in asked.items() for function in functions}
        self.latest: dict[str, Any] = {}  # asked function -> what it was last defined as
        self.homes: dict[str, World] = {}  # asked function -> the world where that stands
        self.first: dict[str, Any] = dict(namespace)  # name -> what it stood for first
        self.open: dict[str, World] = {}  # exercise whose cells go on -> its world
        self.defined: list[str] = []  # asked functions, in the cell that is being executed
        self.active: World | None = None

    # While cells are executed

    def note(self, statement: Statement) -> None:
        """Look which asked functions a statement has defined."""
        for name in self.exercise_of:
            value = self.namespace.get(name)
            if callable(value) and value is not self.latest.get(name) and self._is_latest_word(name, value, statement):
                self.latest[name] = value
                self.defined.append(name)

    def end_cell(self) -> None:
        """Take down what is bound, where the cell has defined what an exercise asks for."""
        for name in self.namespace.keys() - self.first.keys():
            self.first[name] = self.namespace[name]
        if self.defined:
            exercises = {self.exercise_of[name] for name in self.defined}
            self.open = {exercise: self.open.get(exercise) or World() for exercise in exercises}
            for world in self.open.values():
                world.take(self.namespace)
            for name in self.defined:
                self.homes[name] = self.open[self.exercise_of[name]]
            self.defined = []

    def check(self, exercise: Any, *others: Any) -> None:
        """Note that the student checks an exercise: that is what its cells have come to."""
        world = self.open.get(exercise) if isinstance(exercise, str) else None
        if world:
            world.take(self.namespace)

    def settle(self) -> None:
        """Work out, once everything is executed, how each world differs from what is bound in the end."""
        worlds = list({id(world): world for world in self.homes.values()}.values())
        errors = _numpy_errors()
        for world in worlds:
            world.differences = {name: value for name, value in self._differences(world) if name not in self.latest}
            world.errors = {} if world.errors == errors else world.errors
        others = [dict(world.differences) for world in worlds]
        same = {(id(one), id(two)): _are_same(mine, theirs) for one, mine in zip(worlds, others, strict=True)
                for two, theirs in zip(worlds, others, strict=True)}  # fmt: skip
        for world in worlds:
            for name, function in self.latest.items():
                home = self.homes[name]
                value = function if same[id(world), id(home)] else self._entering(home, function)
                if value is not self.namespace.get(name):
                    world.differences[name] = value

    # While functions are called

    def function(self, name: str) -> Any:
        """Return what an asked function, or any other name, stands for."""
        return self.latest.get(name, self.namespace.get(name))

    def inside(self, world: World | None) -> contextlib.AbstractContextManager[None]:
        """Let the names stand for what they do in a world. What calls change there stays so in it, and in no other."""
        if world is None or world is self.active or not (world.differences or world.errors):
            return contextlib.nullcontext()
        return self._switched(world)

    @contextlib.contextmanager
    def _switched(self, world: World) -> Iterator[None]:
        around, self.active = self.active, world
        before, errors = self._swap(world.differences), np.seterr(**world.errors)  # type: ignore[arg-type]
        try:
            yield
        finally:
            world.differences = self._swap(before)
            np.seterr(**errors)
            self.active = around

    def _swap(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Bind names; return what they stood for."""
        before = {name: self.namespace.get(name, ABSENT) for name in values}
        for name, value in values.items():
            if value is ABSENT:
                self.namespace.pop(name, None)
            else:
                self.namespace[name] = value
        return before

    def _is_latest_word(self, name: str, value: Any, statement: Statement) -> bool:
        """Tell a definition of the student's from an import or a loop that only happens to bind the name."""
        if name not in self.latest:
            return True
        return statement.is_definition or getattr(value, "__module__", None) == self.namespace.get("__name__")

    def _differences(self, world: World) -> Iterator[tuple[str, Any]]:
        for name, value in world.names.items():
            if self.namespace.get(name, ABSENT) is not value and not VOLATILE.fullmatch(name):
                yield name, value
        for name in self.namespace.keys() - world.names.keys():
            value = ABSENT if hasattr(builtins, name) else self.first[name]
            if self.namespace[name] is not value and not VOLATILE.fullmatch(name):
                yield name, value

    def _entering(self, world: World, function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def entering(*args: Any, **kwargs: Any) -> Any:
            with self.inside(world):
                return function(*args, **kwargs)

        return entering


def _are_same(mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> bool:
    return mine.keys() == theirs.keys() and all(mine[name] is theirs[name] for name in mine)


def _numpy_errors() -> dict[str, str]:
    return dict(np.geterr().items())  # type: ignore[arg-type]
