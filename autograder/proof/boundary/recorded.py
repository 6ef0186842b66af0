"""The hidden tests of an exercise, run once on its own reference, to learn what they hand over and what comes back."""

import ast
import contextlib
import inspect
import re
import types
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from autograder.course.model import Exercise, load_module
from autograder.edges.numbers import Numbers
from autograder.judge.draws import Draws
from autograder.kit import figures, remembering
from autograder.kit.calls import Call, standing_in, start_log
from autograder.kit.proxy import SubmissionProxy

from ..trials import SECRET
from .subjects import Argument, Subject

DRAWS = 2
FIXTURES = ("submission", "reference", "rng")


def find_subjects(exercise: Exercise, introduction: str = "") -> list[Subject]:
    """Return every function that the hidden tests of an exercise call, with what they hand over.

    Args:
        exercise: Exercise.
        introduction: what students read before all exercises of the set.

    """
    stage = load_module(exercise, "reference")  # one of its own: what a test holds of the reference is never patched
    read = exercise.statement + introduction
    subjects: dict[tuple[Any, ...], Subject] = {}
    for name in exercise.functions:
        subjects[name, ()] = _subject(name, (), getattr(stage, name), read)
    calls = list(_calls(exercise, stage))
    for call in calls:
        _note(subjects, call, read)
    for name in exercise.functions:
        code = getattr(stage, name).__code__
        called = _names_in(code) & set(exercise.functions) - {name}
        subjects[name, ()].others = [subjects[other, ()] for other in exercise.functions if other in called]
    for call in calls:
        if call.maker is None and (call.function, ()) in subjects:
            _watch(subjects, call, vars(stage))
    return list(subjects.values())


def _subject(name: str, places: tuple[Any, ...], function: Callable[..., Any], read: str) -> Subject:
    doc = inspect.getdoc(function) or ""
    parameters = inspect.signature(function).parameters.values()
    arguments = [Argument(one.name, at, one.default, _text_of(doc, one.name)) for at, one in enumerate(parameters)]
    return Subject(name, places, arguments, read + doc, doc)


def _text_of(doc: str, name: str) -> str:
    """Return what a docstring says of an argument, in one line."""
    found = re.search(rf"^ {{4}}{re.escape(name)}: (.*(?:\n {{8,}}.*)*)", doc, re.MULTILINE)
    return " ".join(found[1].split()) if found else ""


def _note(subjects: dict[tuple[Any, ...], Subject], call: Call, read: str) -> None:
    places: tuple[Any, ...] = ()
    outer, function = call, call.returned
    while outer.maker is not None:
        places, outer = (outer.place, *places), outer.maker
    if (call.function, places) not in subjects:
        if function is None:
            return  # a helper that is none of the exercise's own functions
        subjects[call.function, places] = _subject(call.function, places, function, read)
    subject = subjects[call.function, places]
    if call.error is not None:  # what is refused tells nothing of what may come in
        subject.errors += 1
        return
    subject.results.append(call.value)
    for argument, value in zip(subject.arguments, call.args, strict=False):
        argument.values.append(value)
    for argument in subject.arguments:
        if argument.name in call.kwargs:
            argument.values.append(call.kwargs[argument.name])


def _names_in(code: types.CodeType) -> set[str]:
    inner = [constant for constant in code.co_consts if isinstance(constant, types.CodeType)]
    return set(code.co_names).union(*map(_names_in, inner))


def _calls(exercise: Exercise, stage: types.ModuleType) -> Iterator[Call]:
    """Yield the calls that the hidden tests make, as they came out for the reference."""
    remembering.capture(coarse=True)
    tests, reference = load_module(exercise, "test_hidden"), load_module(exercise, "reference")
    names = [node.name for node in ast.parse(inspect.getsource(tests)).body if isinstance(node, ast.FunctionDef)]
    for name in names:
        test = getattr(tests, name)
        if any(mark.name == "points" for mark in getattr(test, "pytestmark", ())):
            for draw in range(DRAWS):
                numbers = Draws(SECRET, f"draw {draw}").numbers(f"{exercise.name}/test_hidden.py::{name}")
                yield from _calls_of(test, numbers, reference, stage)


def _calls_of(
    test: Callable[..., None], numbers: Numbers, reference: types.ModuleType, stage: types.ModuleType
) -> list[Call]:
    log = start_log()
    submission = SubmissionProxy(lambda call: _answer(call, vars(stage)), log, {})
    given = dict(zip(FIXTURES, (submission, reference, numbers), strict=True))
    wanted = inspect.signature(test).parameters
    if wanted.keys() <= given.keys():
        try:
            test(**{name: given[name] for name in wanted})
        except Exception:
            pass
        finally:
            figures.close_all()
    return log


def _answer(call: Call, namespace: dict[str, Any]) -> None:
    replaced = {name: function for name, function in call.replaced.items() if name in namespace}
    with standing_in(namespace, replaced):
        function = namespace[call.function] if call.maker is None else call.returned
        value = function(*call.args, **call.kwargs)
    described = None if isinstance(value, np.ndarray) else figures.describe(value)
    call.value = value if described is None else described
    figures.close_all()


def _watch(subjects: dict[tuple[Any, ...], Subject], call: Call, namespace: dict[str, Any]) -> None:
    """Make a call once more, and note what functions that are handed over answer, and what is handed on."""
    subject = subjects[call.function, ()]
    names = {argument.name: argument for argument in subject.arguments}
    given = {**dict(zip(names, call.args, strict=False)), **call.kwargs}
    heard = {name: _heard(value, names[name]) if callable(value) else value for name, value in given.items()}
    inner = {other.name: call.replaced.get(other.name, namespace[other.name]) for other in subject.others}
    noticed = {name: _noticed(function, subjects[name, ()], subject.handed) for name, function in inner.items()}
    with standing_in(namespace, {**call.replaced, **noticed}), contextlib.suppress(Exception):
        namespace[call.function](**heard)
    figures.close_all()


def _heard(function: Callable[..., Any], argument: Argument) -> Callable[..., Any]:
    def listening(*args: Any, **kwargs: Any) -> Any:
        argument.asked += [*args, *kwargs.values()]
        argument.answers.append(function(*args, **kwargs))
        return argument.answers[-1]

    return listening


def _noticed(function: Callable[..., Any], subject: Subject, handed: set[tuple[str, str]]) -> Callable[..., Any]:
    def noticing(*args: Any, **kwargs: Any) -> Any:
        names = [argument.name for argument in subject.arguments]
        handed.update((subject.name, name) for name in (*names[: len(args)], *kwargs))
        return function(*args, **kwargs)

    return noticing
