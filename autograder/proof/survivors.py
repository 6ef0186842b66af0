"""``survivors.yaml``, beside a reference: the mutants that its hidden tests let live, and why they may.

It is a list of groups, of three forms::

    - why: a sentence                    # operator mutants; ``changes``: whether a result that is asked for changes
      changes: false
      mutants:
        - {function: f, before: x + 1, after: [x - 1], nth: 2}
    - statement: words that students read   # boundary mutants that are no fault, because these words leave them room
      boundary:
        - {functions: [f, g], kinds: [a_zero(x)]}
    - why: a sentence                    # boundary mutants that are a fault, and that no test catches all the same
      boundary:
        - {function: f, kinds: [a_zero(x)]}
"""

import os
from dataclasses import dataclass, field
from typing import Any

import yaml

from autograder.course.model import Exercise
from autograder.errors import CourseError
from autograder.files import read_text

FILE = "survivors.yaml"
FORM = "- {why: a sentence, changes: true or false, mutants: [{function: f, before: x + 1, after: [x - 1], nth: 2}]}"
BOUNDARY_FORM = "- {statement: words of the statement, boundary: [{function: f, kinds: [a_zero(x)]}]}"
Key = tuple[Any, ...]


@dataclass
class Survivors:
    """What a list says: key of a mutant -> whether it is a fault; ``lines`` says where each is listed."""

    path: str
    operators: dict[Key, bool] = field(default_factory=dict)
    boundary: dict[Key, bool] = field(default_factory=dict)
    lines: dict[Key, int] = field(default_factory=dict)

    def where(self, key: Key) -> str:
        """Return the file and the line that lists a mutant."""
        return f"{self.path}:{self.lines[key]}"


def read_survivors(exercise: Exercise, introduction: str = "") -> Survivors:
    """Return what an exercise's ``survivors.yaml`` lists.

    Args:
        exercise: beside whose reference it lies.
        introduction: what students read before all exercises of the set.

    Raises:
        CourseError: it is malformed, or quotes what students do not read.

    """
    survivors = Survivors(exercise.path(FILE))
    if not os.path.exists(survivors.path):
        return survivors
    read = _plain(exercise.statement + introduction + exercise.reference_source)
    for line, group in _groups(survivors.path):
        _Reader(survivors, line, read).take(group)
    return survivors


def _groups(path: str) -> list[tuple[int, Any]]:
    """Return the groups of a list, each with the number of its line."""
    text = read_text(path)
    try:
        whole, tree = yaml.safe_load(text), yaml.compose(text, yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise CourseError(path, f"it is no YAML: {error}", f"write entries such as {FORM}") from error
    if not isinstance(whole, list) or tree is None:
        return [(1, whole)]
    return [(node.start_mark.line + 1, group) for node, group in zip(tree.value, whole, strict=True)]


@dataclass
class _Reader:
    """Reads one group, which begins at a line, into the Survivors; ``read`` is what students read."""

    survivors: Survivors
    line: int
    read_by_students: str

    def take(self, group: Any) -> None:
        match group:
            case {"why": str(), "changes": bool(is_fault), "mutants": [*mutants], **rest} if not rest:
                self._add_all(self.survivors.operators, self._operator_keys, mutants, is_fault)
            case {"statement": str(words), "boundary": [*entries], **rest} if rest.keys() <= {"why"}:
                self._check_words(words)
                self._add_all(self.survivors.boundary, self._boundary_keys, entries, False)
            case {"why": str(), "boundary": [*entries], **rest} if not rest:
                self._add_all(self.survivors.boundary, self._boundary_keys, entries, True)
            case _:
                raise self._wrong(f"this is no entry: {group}", f"write {FORM}, or {BOUNDARY_FORM}")

    def _operator_keys(self, mutant: Any) -> list[Key]:
        match mutant:
            case {"function": str(function), "before": str(before), "after": [*after], **rest} if rest.keys() <= {
                "nth"
            }:
                return [(function, before, str(one), rest.get("nth", 1)) for one in after]
        raise self._wrong(f"this is no mutant: {mutant}", f"write {FORM}")

    def _boundary_keys(self, entry: Any) -> list[Key]:
        match entry:
            case {"function": str(function), "kinds": [*kinds], **rest} if not rest:
                return [(function, str(kind)) for kind in kinds]
            case {"functions": [*functions], "kinds": [*kinds], **rest} if not rest:
                return [(str(function), str(kind)) for function in functions for kind in kinds]
        raise self._wrong(f"this is no mutant: {entry}", f"write {BOUNDARY_FORM}")

    def _add_all(self, listed: dict[Key, bool], keys_of: Any, entries: list[Any], is_fault: bool) -> None:
        for key in [key for entry in entries for key in keys_of(entry)]:
            if key in listed:
                raise self._wrong(f"it lists a mutant twice: {key}", "take one of the two away")
            listed[key] = is_fault
            self.survivors.lines[key] = self.line

    def _check_words(self, words: str) -> None:
        if _plain(words) not in self.read_by_students:
            remedy = "quote statement.md, problem_set.md or a docstring, or write there what you want to quote"
            raise self._wrong(f"students do not read this anywhere: {words!r}", remedy)

    def _wrong(self, cause: str, remedy: str) -> CourseError:
        return CourseError(f"{self.survivors.path}:{self.line}", cause, remedy)


def _plain(text: str) -> str:
    return " ".join(text.split())
