"""Bodies that know nothing of what their function is for: constants, arguments, exceptions, and answers by heart.

A test that one of them passes is passed without an answer. What a function has to earn are the tests that fail where it
returns nothing; of these, each body may earn next to nothing.
"""

import ast
import base64
import contextlib
import functools
import inspect
import pickle
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import numpy as np

from autograder.course.model import Exercise, load_module
from autograder.edges.numbers import Numbers
from autograder.judge.draws import Draws
from autograder.kit import figures, remembering
from autograder.kit.calls import Call, standing_in, start_log
from autograder.kit.proxy import SubmissionProxy
from autograder.report import Report, TestStatus

from . import synthetic
from .affected import affected_by
from .promises import Promise
from .trials import SECRET, Trial

MOST = 0.02  # of the points of an exercise that a body may earn
CONSTANTS = (
    *("True", "False", "0", "1", "-1", "2", "0.0", "1.0", "0.5", "1e-9", "float('nan')", "float('inf')"),
    *("''", "'minimum'", "[]", "()", "{}", "(0.0, 0.0)", "np.zeros(2)", "np.eye(2)", "plt.figure()"),
    *("np.zeros(np.shape(first))", "np.ones(np.shape(first))", "np.zeros(np.shape(last))", "np.ones(np.shape(last))"),
    *("np.zeros(2 * np.shape(last))", "np.eye(len(np.atleast_1d(last)))", "lambda *others: 0.0"),
)
ARGUMENTS = ("first", "last", "np.transpose(first)", "-np.asarray(last)")
EXCEPTIONS = ("ValueError", "TypeError", "ZeroDivisionError", "OverflowError", "np.linalg.LinAlgError")
PUBLIC, HIDDEN = "the public examples by heart", "student {}'s answers recited"
STUDENTS = 5  # others whose answers are recited for the nearest numbers: by the luck of one they may fit or not
BY = {
    "turn": "{}", "shape": "{}, by their shapes", "words": "{}, by their arguments", "nearness": "{}, by the nearest",
}  # fmt: skip

PROLOGUE = """
import base64
import pickle
import zlib
import matplotlib.pyplot as plt
import numpy as np
"""
EXPRESSION = """
def {name}(*args, **kwargs):
    first, last = [*args, *kwargs.values(), 0.0][0], [0.0, *args, *kwargs.values()][-1]
    return {expression}
"""
RAISING = """
def {name}(*args, **kwargs):
    raise {exception}("no")
"""
RECITING = """
def _numbers(value):
    if isinstance(value, str):
        return list(value.encode())
    if isinstance(value, (list, tuple)):
        return [number for part in value for number in _numbers(part)]
    try:
        return np.ravel(np.asarray(value, dtype=complex)).tolist()
    except (TypeError, ValueError):
        return []

def _difference(a, b):
    a, b = np.array(_numbers(a)), np.array(_numbers(b))
    return np.sum(abs(a - b) / (abs(a) + abs(b) + 1e-300)) if a.shape == b.shape else np.inf

def _answers(known, by, args):
    if by == "turn":
        return [answer for _, answer in known]
    if by == "nearness":
        return [min(known, key=lambda one: _difference(one[0], args))[1]]
    write = repr if by == "words" else lambda args: [getattr(value, "shape", None) for value in args]
    return [answer for given, answer in known if write(given) == write(args)] or [known[0][1]]

def _recite(known, by, count=[0]):
    def function(*args, **kwargs):
        args = [None if callable(value) else value for value in (*args, *kwargs.values())]
        answers = _answers(known, by, args)
        count[0] += 1
        answer = answers[(count[0] - 1) % len(answers)]
        if isinstance(answer, Exception):
            raise answer
        return answer
    return function

{name} = _recite(pickle.loads(zlib.decompress(base64.b64decode("{known}"))), {by!r})
"""

Known = list[tuple[list[Any], Any]]  # of each call: the arguments, None for functions, and what came back


class KnowingNothingEarnsNothing(Promise):
    """No body that knows nothing earns more than a fiftieth of its exercise."""

    def __init__(self, exercise: Exercise) -> None:
        self.exercise = exercise
        self._bodies: dict[str, tuple[str, str]] = {}  # label of a trial -> function, body
        self._passed: dict[str, dict[str, dict[str, float]]] = defaultdict(dict)  # function -> body -> test -> points
        self._worth: dict[str, dict[str, float]] = defaultdict(dict)  # function -> test that calls it -> points

    def trials(self) -> Iterator[Trial]:
        for name in self.exercise.functions:
            for body, cell in bodies(self.exercise, name).items():
                label = f"{self.exercise.name}: {name}: {body}"
                self._bodies[label] = name, body
                text = synthetic.perfect([self.exercise]) + synthetic.script([cell])
                yield Trial(label, text, exercise=self.exercise.name, about=affected_by(self.exercise, name))

    def judge(self, trial: Trial, report: Report) -> Iterator[str]:
        name, body = self._bodies[trial.label]
        tests = [test for _, test in report.tests()]
        self._worth[name] |= {test.name: test.max_score for test in tests}
        self._passed[name][body] = {test.name: test.score for test in tests if test.status is TestStatus.PASSED}
        yield from ()

    def conclude(self) -> Iterator[str]:
        for name, passed in self._passed.items():
            worth = self._worth[name]
            own = worth.keys() - passed["None"].keys()  # the tests that fail where nothing comes back
            for body, points in passed.items():
                earned = {test: points[test] for test in sorted(own & points.keys()) if points[test]}
                # Of some functions an argument is the answer, or most of it: what is left is to refuse something.
                is_answer = body in ARGUMENTS and 2 * sum(earned.values()) > sum(worth[test] for test in own)
                if sum(earned.values()) > MOST * self.exercise.points and not is_answer:
                    tests = ", ".join(earned)
                    yield (
                        f"{self.exercise.name}: {name}: {body}: knows nothing, and yet passes {tests}: "
                        f"{sum(earned.values()):g} of {self.exercise.points:g} points"
                    )


def bodies(exercise: Exercise, name: str) -> dict[str, str]:
    """Return cells that define a function of an exercise anew, without any knowledge: what it does -> source."""
    found = {
        expression: EXPRESSION.format(name=name, expression=expression)
        for expression in ("None", *CONSTANTS, *ARGUMENTS)
    }
    found |= {f"raises {one}": RAISING.format(name=name, exception=one) for one in EXCEPTIONS}
    found |= _recited(PUBLIC, name, _recorded(exercise, "test_public").get(name), list(BY))
    for student in range(1, STUDENTS + 1):
        known = _recorded(exercise, "test_hidden", student).get(name)
        found |= _recited(HIDDEN.format(student), name, known, list(BY) if student == 1 else ["nearness"])
    return {how: PROLOGUE + source for how, source in found.items()}


def _recited(how: str, name: str, known: Known | None, ways: list[str]) -> dict[str, str]:
    """Return cells that recite what a function was told, in some of the ways ``BY`` which it is found again."""
    if not known:
        return {}
    packed = base64.b64encode(zlib.compress(pickle.dumps(known))).decode()
    return {BY[by].format(how): RECITING.format(name=name, known=packed, by=by) for by in ways}


@functools.cache
def _recorded(exercise: Exercise, file: str, student: int = 0) -> dict[str, Known]:
    """Return what the reference answers to the tests of a file: function -> its calls, as plain data."""
    remembering.capture(coarse=True)
    reference, tests = load_module(exercise, "reference"), load_module(exercise, file)
    found: dict[str, Known] = defaultdict(list)
    functions = [node for node in ast.parse(inspect.getsource(tests)).body if isinstance(node, ast.FunctionDef)]
    for name in [function.name for function in functions if function.name.startswith("test_")]:
        numbers = Draws(SECRET, f"student {student}").numbers(f"{exercise.name}/test_hidden.py::{name}")
        for call in _calls_of(getattr(tests, name), reference, numbers):
            answer = call.value if call.error is None else call.error
            if call.maker is None and _is_plain(answer):
                given = [value if _is_plain(value) else None for value in (*call.args, *call.kwargs.values())]
                found[call.function].append((given, answer))
    return found


def _calls_of(test: Callable[..., None], reference: ModuleType, numbers: Numbers) -> list[Call]:
    """Return the calls that a test makes, as they came out for the reference, on another student's numbers."""
    log = start_log()

    def answer(call: Call) -> None:
        namespace = vars(reference)
        replaced = {name: function for name, function in call.replaced.items() if name in namespace}
        with standing_in(namespace, replaced):
            function = call.returned if call.maker else namespace[call.function]
            call.value = function(*call.args, **call.kwargs)
        figures.close_all()

    given = {
        "submission": SubmissionProxy(answer, log, {}),
        "reference": _frozen(reference),
        "rng": numbers,
    }
    with contextlib.suppress(Exception):  # a test that asks for other fixtures, or looks at a figure as data
        test(**{name: given[name] for name in inspect.signature(test).parameters})
    return log


def _frozen(module: ModuleType) -> ModuleType:
    """Return a copy of a module's names: what a test holds of the reference is never patched."""
    copy = ModuleType(module.__name__)
    vars(copy).update(vars(module))
    return copy


def _is_plain(value: Any) -> bool:
    if isinstance(value, list | tuple):
        return all(map(_is_plain, value))
    if isinstance(value, dict):
        return all(map(_is_plain, value.values()))
    return isinstance(value, np.ndarray | np.generic | bool | int | float | str | ValueError | TypeError)
