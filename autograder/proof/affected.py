"""Which functions of a reference can answer otherwise when one of them is changed: it and all that use it.

Tests that call none of these need not run on the change.
"""

import ast
import functools

from autograder.course.model import Exercise


def affected_by(exercise: Exercise, name: str) -> tuple[str, ...]:
    """Return the names in an exercise's reference that rest on one of them, itself included; all, where it is none.

    Args:
        exercise: whose reference.
        name: of a function, method's class or constant on the top level of its file.

    """
    return _resting_on(exercise.reference_source, name)


@functools.cache
def _resting_on(source: str, name: str) -> tuple[str, ...]:
    statements = [(_bound_by(node), _names_in(node)) for node in ast.parse(source).body]
    known = {bound for names, _ in statements for bound in names}
    found = {name} if name in known else known
    while True:
        more = {bound for names, used in statements if used & found for bound in names} - found
        if not more:
            return tuple(sorted(found))
        found |= more


def _bound_by(node: ast.stmt) -> set[str]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return {node.name}
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)}


def _names_in(node: ast.stmt) -> set[str]:
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
