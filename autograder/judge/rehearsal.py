"""The references called as if they were a submission, in the judge's own process, before the first submission.

What Python and numpy do once, when something is used for the first time, is done then: not while a student's code
waits. And it shows what right answers need, by which it is bounded what other answers may cost.
"""

import contextlib
import functools
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import ModuleType
from typing import Any, Protocol

import numpy as np

from autograder.kit import figures
from autograder.kit.calls import Call, standing_in
from autograder.wall import hearing
from autograder.wall.hearing import Need
from autograder.wall.outcomes import Loss

TICK = 0.005  # seconds: the clock of the processor may be as coarse
CROSSING = 3e-5  # seconds that a question takes across the wall, and does not take here


class Caller(Protocol):
    """What calls the functions of a submission: a Sandbox behind the wall, or the Rehearsal here."""

    at_least: float  # seconds that a test asks for, for each of its calls

    @property
    def problems(self) -> Sequence[Loss]:
        """The statements that did not run, in order."""

    def loss_of(self, name: str) -> Loss | None:
        """Return the statement that would have given a name its value, had it run; None where there is no such one."""

    def load(self, pieces: list[str], *, cut: bool = False) -> None:
        """Execute a submission's cells."""

    def call(self, call: Call) -> Any:
        """Make a call, and fill in its ``value`` and ``changed``, or raise."""

    def call_ahead(self, calls: Sequence[Call]) -> int:
        """Make the first of several calls in one go, as far as that can be done; return how many."""

    def close(self) -> Any:
        """End whatever executes the submission."""


class Rehearsal:
    """Stands for a sandbox: calls go straight to the references, and what each needs is taken down.

    Args:
        references: modules of the references of a set, which no test holds: functions in them are replaced.

    """

    problems: Sequence[Loss] = ()
    at_least = 0.0

    def __init__(self, references: Iterable[ModuleType]) -> None:
        self.namespaces = [vars(module) for module in references]
        self.needs: dict[str, Need] = {}  # name of a function -> that of its calls

    def load(self, pieces: list[str], *, cut: bool = False) -> None:
        """Execute nothing: the references are there."""

    def loss_of(self, name: str) -> None:
        """Return None: nothing is lost of the references."""

    def call(self, call: Call) -> Any:
        """Make a call of a reference, or of a function that one returned, and fill in its ``value``."""
        namespace = next(one for one in self.namespaces if call.function in one)
        need = self.needs.setdefault(call.function, Need())
        meter = Meter(need)
        args, kwargs, replaced = meter.counted([call.args, call.kwargs, call.replaced])
        with standing_in(namespace, {name: one for name, one in replaced.items() if name in namespace}):
            function = call.returned or namespace[call.function]
            with meter.timed():
                value = function(*args, **kwargs)
        call.value = figures.describe(value) or value
        figures.close_all()
        need.answered += hearing.weigh(call.value)
        need.questions = max(need.questions, meter.questions)
        need.questions_in_all += meter.questions
        need.evaluations = max(need.evaluations, meter.evaluations)
        need.evaluations_in_all += meter.evaluations
        return call.value

    def call_ahead(self, calls: Sequence[Call]) -> int:
        """Make none in one go: nothing is crossed."""
        return 0

    def close(self) -> None:
        """End nothing: there is no child."""


class Meter:
    """Measures what one call takes, and what it asks of the functions that it is handed.

    Args:
        need: where it is taken down.

    """

    def __init__(self, need: Need) -> None:
        self.need, self.evaluations, self.questions = need, 0, 0

    @contextlib.contextmanager
    def timed(self) -> Iterator[None]:
        """Take down how much processor time passes meanwhile: at most as much as does by any other clock."""
        began, used = time.perf_counter(), time.process_time()
        yield
        seconds = min(time.perf_counter() - began, time.process_time() - used + TICK)
        self.need.seconds = max(self.need.seconds, seconds + CROSSING * self.questions)

    def counted(self, value: Any) -> Any:
        """Return a value in which every function is replaced by one whose calls are counted."""
        if type(value) in (list, tuple):
            return type(value)(map(self.counted, value))
        if isinstance(value, Mapping):
            return {key: self.counted(part) for key, part in value.items()}
        if not callable(value) or isinstance(value, type):
            return value

        @functools.wraps(value)
        def function(*args: Any, **kwargs: Any) -> Any:
            answer = value(*args, **kwargs)
            self.questions += 1
            self.evaluations += _values_in(answer)
            self.need.asked += hearing.weigh([*args, *kwargs.values()])
            return answer

        return function


def _values_in(answer: Any) -> int:
    """Return how many values there are in an answer: whoever asks for one at a time asks as often."""
    if isinstance(answer, list | tuple):
        return max(sum(map(_values_in, answer)), 1)
    return max(answer.size, 1) if isinstance(answer, np.ndarray) else 1
