"""Submissions made from the course itself, to try its tests on: perfect, with a variant, with a spoilt function.

Each is the text of a percent script that could have been handed in.
"""

import ast

from autograder.files import read_text

# Ways to spoil the right answer of a function, as Python expressions of it. None may earn more than returning nothing.
NOTHING = "None"
SPOILT = {
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
                return {key: _spoil(one) if callable(one) else one for key, one in value.items()}
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


def perfect(problem_set):
    """Return the references of a whole set as one submission."""
    return _script(exercise.reference_source for exercise in problem_set.exercises)


def with_variant(problem_set, exercise, variant):
    """Return a perfect submission in which a variant stands in for its function."""
    source = _without_decorators(read_text(exercise.path("variants.py")))
    return perfect(problem_set) + _script([source, f"{variant.of} = {variant.name}"])


def spoilt(problem_set, name, expression):
    """Return a perfect submission in which one function's right answer is replaced by an expression of ``value``."""
    spoiling = SPOILING.replace("{name}", name).replace("{expression!r}", repr(expression))
    return perfect(problem_set) + _script([spoiling.replace("{expression}", expression)])


def changing_inputs(problem_set, name):
    """Return a perfect submission in which one function changes its arguments in place."""
    return perfect(problem_set) + _script([CHANGING.replace("{name}", name)])


def _script(cells):
    return "".join(f"# %%\n{cell.strip()}\n\n" for cell in cells)


def _without_decorators(source):
    """Return the text of ``variants.py`` as it can stand below the reference in a student's file."""
    tree = ast.parse(source)
    tree.body = [node for node in tree.body if not _is_ours(node)]
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            node.decorator_list = [one for one in node.decorator_list if not _is_mark(one)]
    return ast.unparse(tree)


def _is_mark(decorator):
    name = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(name, ast.Name) and name.id in ("correct", "mistake")


def _is_ours(node):
    return isinstance(node, ast.ImportFrom) and (node.level > 0 or node.module == "autograder")
