"""The beginning of a named mistake, made of what a student wrote."""

import ast
from collections.abc import Iterable

from autograder import submissions
from autograder.course.model import Course
from autograder.errors import Refusal
from autograder.submissions import SubmissionError

BEGINNING = '@mistake("TODO: a question that leads there and gives nothing away", of="{function}")\n{code}\n'


def begin(course: Course, submitted: str, place: str, student: str) -> str:
    """Return text to paste into ``variants.py``: a student's function as a mistake that wants a name and a hint.

    Args:
        course: the course.
        submitted: folder of what was handed in.
        place: ``set/function``.
        student: whose function it is.

    Raises:
        Refusal: there is no such set, student or function.

    """
    set_name, _, function = place.partition("/")
    problem_set = course.select(set_name)
    (found,) = submissions.find(submitted, [problem_set.name], problem_set.name, student)
    try:
        work = submissions.read(found, ())
    except SubmissionError as error:
        raise Refusal(f"{student}: {set_name}", str(error), "choose another student of the group") from error
    definition = _last_definition(work.cells, function)
    if definition is None:
        cause = f"there is no function {function!r} that can be read"
        raise Refusal(f"{student}: {work.file}", cause, "make new MISTAKE=set/function STUDENT=name")
    definition.name, definition.decorator_list = f"TODO_name_of_{function}", []
    return BEGINNING.format(function=function, code=ast.unparse(definition))


def _last_definition(cells: Iterable[str], function: str) -> ast.FunctionDef | None:
    """Return a function's last definition, which is the one that counts; cells that Python cannot read have none."""
    found = None
    for cell in cells:
        try:
            statements = ast.parse(cell).body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        named = [node for node in statements if isinstance(node, ast.FunctionDef) and node.name == function]
        found = named[-1] if named else found
    return found
