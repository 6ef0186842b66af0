"""Stubs are derived, never typed: a stub is the reference with its solution regions cut out.

A region stands between ``# BEGIN SOLUTION`` and ``# END SOLUTION``. Inside a function it becomes a line to replace and
``raise NotImplementedError()``; at the top level, where helpers live, it vanishes.
"""

import ast
import re
from itertools import pairwise

from .course import CourseError

BEGIN, END = "# BEGIN SOLUTION", "# END SOLUTION"
PLACEHOLDER = ("# YOUR CODE HERE", "raise NotImplementedError()")


def stub(exercise):
    """Return the text of an exercise's reference without its solutions.

    Raises:
        CourseError: its regions are malformed.

    """
    lines, inside = [], None
    for number, line in enumerate(exercise.reference_source.splitlines(), 1):
        mark = line.strip()
        if mark in (BEGIN, END) and (mark == END) != (inside is not None):
            raise _malformed(exercise, f"line {number}: {mark} is out of order")
        if mark == BEGIN:
            inside = line[: len(line) - len(line.lstrip())]
            lines += [inside + text for text in PLACEHOLDER] if inside else []
        elif mark == END:
            inside = None
        elif inside is None:
            lines.append(line)
    if inside is not None:
        raise _malformed(exercise, f"the last {BEGIN} has no {END}")
    text = re.sub(r"\n{4,}", "\n\n\n", "\n".join(lines).rstrip() + "\n")
    _check_functions(exercise, text)
    return text


def solution_lines(exercise):
    """Return the lines inside the regions that stand nowhere outside them, without their indentation."""
    secret, given = set(), set()
    inside = lines_inside(exercise.reference_source)
    for number, line in enumerate(map(str.strip, exercise.reference_source.splitlines()), 1):
        if line not in ("", BEGIN, END):
            (secret if number in inside else given).add(line)
    return secret - given


def lines_inside(source):
    """Return the numbers of the lines of a reference that stand inside its regions, from 1, as a set."""
    inside, numbers = False, set()
    for number, line in enumerate(map(str.strip, source.splitlines()), 1):
        if line in (BEGIN, END):
            inside = line == BEGIN
        elif inside:
            numbers.add(number)
    return numbers


def parts(exercise):
    """Return a stub in pieces: what stands above the first function, then one piece a function, as list of str."""
    text = stub(exercise)
    lines = text.splitlines(keepends=True)
    body = [node for node in ast.parse(text).body if not _is_docstring(node)]
    starts = [_start(node) for node in body if isinstance(node, ast.FunctionDef)]
    first = body[0].lineno - 1
    edges = [first, *starts, len(lines)] if starts[:1] != [first] else [*starts, len(lines)]
    pieces = ["".join(lines[start:end]).strip("\n") for start, end in pairwise(edges)]
    return [piece for piece in pieces if piece]


def _start(node):
    return min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)]) - 1


def _is_docstring(node):
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def _check_functions(exercise, text):
    bodies = {node.name: ast.unparse(node) for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)}
    for name in exercise.functions:
        if "raise NotImplementedError()" not in bodies.get(name, ""):
            raise _malformed(exercise, f"the function {name} has no solution region in its body")


def _malformed(exercise, cause):
    remedy = f"put {BEGIN} and {END} around what students are to write, each on a line of its own"
    return CourseError(exercise.path("reference.py"), cause, remedy)
