"""Synthetic submissions, made from the course itself to try its tests on: perfect, with a variant, with spoilt answers.

Each is the text of a percent script that could have been handed in. It holds the exercises that are asked for alone:
an exercise needs nothing of another.
"""

import ast
import functools
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from autograder.authoring import Variant
from autograder.course.model import Exercise
from autograder.files import read_text

# Ways to spoil the right answer of a function, as Python expressions of it. None may earn more than returning nothing.
RETURNS_NOTHING, CHANGES_ITS_INPUTS = "returns nothing", "changes its inputs"
SPOILT = {
    RETURNS_NOTHING: "None",
    "returns nan": "value * np.nan",
    "returns a matrix object": "np.asmatrix(value)",
    "returns a masked array": "np.ma.masked_array(value)",
    "returns an ndarray subclass": "value.view(type('Own', (np.ndarray,), {}))",
    "returns float32": "value.astype(np.float32)",
    "returns an object array": "value.astype(object)",
    "returns complex numbers": "value.astype(complex)",
    "returns one axis too many": "value[..., None]",
    "returns a text of its result": "str(value)",
    "returns a function": "lambda *args: value",
    "returns what equals everything": "type('Equal', (), {'__eq__': lambda *both: True, '__hash__': None})()",
    "returns a huge integer": "10**400",
    "returns a dict": "{'value': value}",
}

# What the submission's own functions call is left as it is: only what a test sees is spoilt. Of functions that come
# back, alone or in a dict, it is what they return, unless nothing is to come back at all.
SPOILING = """
import sys
import matplotlib.pyplot as plt
import numpy as np

def _spoil(function):
    def spoilt(*args, **kwargs):
        if sys._getframe(1).f_globals is globals():
            return function(*args, **kwargs)
        try:
            value = function(*args, **kwargs)
            if {expression!r} != "None" and callable(value):
                return _spoil(value)
            if {expression!r} != "None" and isinstance(value, dict) and any(map(callable, value.values())):
                return {key: _spoil(part) if callable(part) else part for key, part in value.items()}
            if isinstance(value, (str, dict, tuple, list, plt.Figure)):
                plt.close("all")
                return None
            value = np.asarray(value)
            return {expression}
        except Exception:
            return None
    return spoilt

{name} = _spoil({name})
"""

CHANGING = """
import numpy as np

def _spoil(function):
    def spoilt(*args, **kwargs):
        value = function(*args, **kwargs)
        for given in args:
            for array in given if isinstance(given, list) else [given]:
                if isinstance(array, np.ndarray):
                    array += 1
        return _spoil(value) if callable(value) else value
    return spoilt

{name} = _spoil({name})
"""

# The right answer comes back, after all that the variants of a function do besides. What variants call tries none.
TRYING_ALL = """
import copy
_trying = []

def _after(right, variants):
    def function(*args, **kwargs):
        for variant in [] if _trying else variants:
            _trying.append(variant)
            try:
                variant(*copy.deepcopy(args), **copy.deepcopy(kwargs))
            except Exception:
                pass
            _trying.pop()
        return right(*args, **kwargs)
    return function

"""


def script(cells: Iterable[str]) -> str:
    """Return cells as the text of a percent script."""
    return "".join(f"# %%\n{cell.strip()}\n\n" for cell in cells)


def perfect(exercises: Iterable[Exercise]) -> str:
    """Return the references of exercises as one submission."""
    return script(exercise.reference_source for exercise in exercises)


def with_variant(exercises: Iterable[Exercise], exercise: Exercise, variant: Variant) -> str:
    """Return a perfect submission in which a variant stands in for its function."""
    return perfect(exercises) + script([variants_source(exercise, [variant.name]), f"{variant.of} = {variant.name}"])


def with_all_variants(exercises: Iterable[Exercise], exercise: Exercise) -> str:
    """Return a perfect submission that tries all variants of an exercise's functions wherever these are called."""
    trying = TRYING_ALL
    for name in exercise.functions:
        variants = "".join(f"{variant.name}, " for variant in exercise.variants if variant.of == name)
        trying += f"{name} = _after({name}, ({variants}))\n"
    return perfect(exercises) + script([variants_source(exercise), trying])


def spoilt(exercise: Exercise, name: str) -> dict[str, str]:
    """Return submissions of an exercise in which one function's right answers are spoilt: how -> text."""
    texts = {how: _spoilt_by(exercise, name, expression) for how, expression in SPOILT.items()}
    changing = perfect([exercise]) + script([CHANGING.replace("{name}", name)])
    return {**texts, CHANGES_ITS_INPUTS: changing}


def _spoilt_by(exercise: Exercise, name: str, expression: str) -> str:
    spoiling = SPOILING.replace("{name}", name).replace("{expression!r}", repr(expression))
    return perfect([exercise]) + script([spoiling.replace("{expression}", expression)])


def variants_source(exercise: Exercise, names: Iterable[str] | None = None) -> str:
    """Return the text of ``variants.py`` as it can stand below the reference in a student's file.

    Args:
        exercise: whose variants.
        names: of those that are wanted, with what they use; None for all.

    """
    statements = _statements(read_text(exercise.path("variants.py")))
    functions = {one.function: one for one in statements if one.function}
    needed = [name for one in statements if not one.function for name in one.names]
    wanted = functions.keys() if names is None else _used_by([*names, *needed], functions)
    return "\n\n".join(one.source for one in statements if not one.function or one.function in wanted)


class _Statement(NamedTuple):
    """One of ``variants.py``, without our marks: its text, the function that it defines, if any, and what it names."""

    source: str
    function: str
    names: Sequence[str]


@functools.cache
def _statements(text: str) -> Sequence[_Statement]:
    found = []
    for node in [node for node in ast.parse(text).body if not _is_ours(node)]:
        names = [part.id for part in ast.walk(node) if isinstance(part, ast.Name)]
        if isinstance(node, ast.FunctionDef):
            node.decorator_list = _without_marks(node.decorator_list)
        found.append(_Statement(ast.unparse(node), node.name if isinstance(node, ast.FunctionDef) else "", names))
    return found


def _used_by(names: Iterable[str], functions: Mapping[str, _Statement]) -> set[str]:
    """Return which of these functions the names stand for, and which those use, directly or not."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in functions and name not in found:
            found.add(name)
            waiting += functions[name].names
    return found


def _without_marks(decorators: Sequence[ast.expr]) -> list[ast.expr]:
    return [decorator for decorator in decorators if not _is_mark(decorator)]


def _is_mark(decorator: ast.expr) -> bool:
    name = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(name, ast.Name) and name.id in ("correct", "mistake")


def _is_ours(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and (node.level > 0 or node.module == "autograder")
