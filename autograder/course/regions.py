"""Stubs are derived, never typed: a stub is the reference with its solution regions cut out.

A region stands between ``# BEGIN SOLUTION`` and ``# END SOLUTION``. Inside a function it becomes a line to replace and
``raise NotImplementedError()``; at the top level, where helpers live, it vanishes.
"""

import ast
import re
from itertools import pairwise

from autograder.errors import CourseError

BEGIN, END = "# BEGIN SOLUTION", "# END SOLUTION"
NBGRADER_BEGIN, NBGRADER_END = f"##{BEGIN}", f"##{END}"
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
    text = _tidied("\n".join(lines).rstrip() + "\n")
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


def solved_parts(exercise):
    """Return the same pieces with their solutions in them, between the marks that nbgrader cuts at."""
    stubs, lines = parts(exercise), _with_nbgrader_marks(exercise.reference_source)
    given = [node.name for node in ast.parse(stub(exercise)).body if isinstance(node, ast.FunctionDef)]
    body = ast.parse(exercise.reference_source).body
    starts = [_start(node) for node in body if isinstance(node, ast.FunctionDef) and node.name in given]
    first = body[0].end_lineno if _is_docstring(body[0]) else 0
    pieces = ["".join(lines[start:end]) for start, end in pairwise([first, *starts, len(lines)])]
    pieces[0] = re.sub(r"\A(\s|#(?!##).*\n)*", "", pieces[0])  # comments above the first statement belong to no piece
    if len(stubs) < len(pieces):  # nothing but solutions stands above the first function
        pieces[:2] = ["".join(pieces[:2])]
    return [piece.strip("\n") for piece in pieces]


def without_helpers(source):
    """Return a solved piece without the solutions at its top level, which leave no trace in a stub."""
    region = rf"^{NBGRADER_BEGIN}\n.*?^{NBGRADER_END}(\n|\Z)"
    return _tidied(re.sub(region, "", source, flags=re.DOTALL | re.MULTILINE)).strip("\n")


def _tidied(text):
    return re.sub(r"\n{4,}", "\n\n\n", text)


def _with_nbgrader_marks(text):
    marks = {BEGIN: NBGRADER_BEGIN, END: NBGRADER_END}
    return [
        line.replace(mark, marks[mark]) if (mark := line.strip()) in marks else line
        for line in text.splitlines(keepends=True)
    ]


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
