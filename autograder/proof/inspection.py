"""What is wrong with how exercises are written: found by reading them, before anything is graded."""

import ast
import os
from collections.abc import Iterable, Iterator

from autograder.course import pictures, regions
from autograder.course.model import EXERCISE_FILES, Course, Exercise, ProblemSet
from autograder.files import read_text
from autograder.numbers import points
from autograder.report import Report

from . import prose
from .promises import Promise, mistakes, right_answers

FUNCTIONS = ast.Lambda, ast.FunctionDef
FEWEST_RIGHT_ANSWERS, FEWEST_MISTAKES = 3, 6


def unfinished(problem_set: ProblemSet, exercises: Iterable[Exercise]) -> Iterator[str]:
    """Yield what the files themselves say is still to be written."""
    files = [exercise.path(name) for exercise in exercises for name in (*EXERCISE_FILES, "explore.py", "picture.py")]
    for path in [os.path.join(problem_set.folder, "problem_set.md"), *filter(os.path.exists, files)]:
        for number, line in enumerate(read_text(path).splitlines(), 1):
            if "TODO" in line:
                yield f"{path}:{number}: {line.strip()}"


class IsWellFormed(Promise):
    """An exercise has regions, variants and sentences, and its points are those that its statement promises."""

    def __init__(self, exercise: Exercise) -> None:
        self.exercise = exercise

    def inspect(self, blank: Report) -> Iterator[str]:
        regions.stub(self.exercise)
        worth = {exercise.name: exercise.max_score for exercise in blank.exercises}.get(self.exercise.name, 0.0)
        if worth != self.exercise.points:
            path = self.exercise.path("test_hidden.py")
            promised = points(self.exercise.points)
            yield f"{path}: its points add up to {points(worth)}, and statement.md promises {promised}"
        yield from self._missing_variants()
        yield from self._silent_asserts()
        yield from self._names_bound_anew()
        yield from self._words()

    def _words(self) -> Iterator[str]:
        """Yield what is wrong with the statement's picture and with its numbers."""
        yield from pictures.find_problems(self.exercise)
        yield from prose.find_problems(self.exercise)

    def _missing_variants(self) -> Iterator[str]:
        for kind, found, fewest in (
            ("right answers", len(right_answers(self.exercise)), FEWEST_RIGHT_ANSWERS),
            ("mistakes", len(mistakes(self.exercise)), FEWEST_MISTAKES),
        ):
            if found < fewest:
                yield f"{self.exercise.path('variants.py')}: {found} {kind}; write at least {fewest}"

    def _silent_asserts(self) -> Iterator[str]:
        for file in ("test_hidden.py", "test_public.py"):
            path = self.exercise.path(file)
            for node in ast.walk(ast.parse(read_text(path))):
                if isinstance(node, ast.Assert) and node.msg is None:
                    yield f"{path}:{node.lineno}: this assert has no sentence for the student; add one"

    def _names_bound_anew(self) -> Iterator[str]:
        """Yield the functions made in hidden tests that would do something else when their calls are replayed."""
        path = self.exercise.path("test_hidden.py")
        for test in (node for node in ast.parse(read_text(path)).body if isinstance(node, ast.FunctionDef)):
            made = [node for node in ast.walk(test) if isinstance(node, FUNCTIONS) and node is not test]
            inside = {inner for function in made for inner in ast.walk(function)}
            names = [node for node in ast.walk(test) if isinstance(node, ast.Name) and node not in inside]
            bound = [(name.id, name.lineno) for name in names if isinstance(name.ctx, ast.Store)]
            for function in made:
                before = {name for name, line in bound if line < function.lineno}
                after = {name for name, line in bound if line > function.lineno}
                for name in sorted(before & after & _free_names(function)):
                    yield f"{path}:{function.lineno}: {name} is bound anew after this function; give one another name"


def _free_names(function: ast.AST) -> set[str]:
    """Return the names that a function reads and does not bind itself."""
    names = [node for node in ast.walk(function) if isinstance(node, ast.Name)]
    own = {node.arg for node in ast.walk(function) if isinstance(node, ast.arg)}
    own |= {name.id for name in names if isinstance(name.ctx, ast.Store)}
    return {name.id for name in names} - own


class FunctionsHaveOneOwner(Promise):
    """No two exercises of a set ask for functions of one name."""

    def __init__(self, problem_set: ProblemSet) -> None:
        self.problem_set = problem_set

    def inspect(self, blank: Report) -> Iterator[str]:
        owners: dict[str, Exercise] = {}
        for exercise in self.problem_set.exercises:
            for name in exercise.functions:
                owner = owners.setdefault(name, exercise)
                if owner is not exercise:
                    yield f"{exercise.path('reference.py')}: {name} is a function of {owner.name} too; rename one"


class IsPublished(Promise):
    """``assignments/`` holds what `make stubs` writes, and no line of a solution."""

    def __init__(self, course: Course, problem_set: ProblemSet) -> None:
        self.course, self.problem_set = course, problem_set

    def inspect(self, blank: Report) -> Iterator[str]:
        from autograder.course import release  # takes seconds to load

        yield from release.find_differences(self.course, self.problem_set)
