"""The student's own file on the student's own machine: found, read, and executed as it is when it is graded."""

import contextlib
import io
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from unittest import mock

from . import cells, figures, given, imports, sentences, work
from .output import LastLines, printing_to, without_screen
from .statements import Interpreter, statements_of
from .time_limit import TookTooLongError, time_limit
from .worlds import Worlds

LONGEST = 10.0  # seconds that a piece of the file may take to run, or a call of a function
EXECUTING: list["StudentFile"] = []  # the file whose cells are being executed: one of them may ask for its tests


@dataclass
class StudentFile:
    """What is tested: the names that the file's code defined, and what did not run of it."""

    name: str
    namespace: dict[str, Any] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unrun: list[str] = field(default_factory=list)  # names of what did not run
    readable: bool = True
    worlds: Worlds = field(init=False)  # of the exercises; in a notebook there is one, as it is now

    def __post_init__(self) -> None:
        self.worlds = Worlds(self.namespace, {})


def load(folder: str, problem_set: str) -> StudentFile:
    """Find the file with the student's work, and execute it.

    Args:
        folder: the student's.
        problem_set: its name.

    """
    works, problems = _read_all(folder, problem_set)
    if not works:
        missing = f"There is no {problem_set}.ipynb and no {problem_set}.py in {folder}."
        return StudentFile(problem_set, problems=problems or [missing], readable=False)
    name, notes = work.choose(works, problem_set, given.read().essences)
    found = StudentFile(name, problems=problems, notes=notes)
    with _as_when_graded():
        EXECUTING.append(found)
        try:
            _execute(works[name], found)
        finally:
            EXECUTING.clear()
    return found


def _read_all(folder: str, problem_set: str) -> tuple[dict[str, list[str]], list[str]]:
    """Return the cells of each file that may be the work, and a sentence for each that cannot be read."""
    works, problems = {}, []
    files = [one.name for one in os.scandir(folder) if one.is_file()]
    for name in work.candidates(files, problem_set):
        with open(os.path.join(folder, name), "rb") as stream:
            data = stream.read()
        try:
            works[name] = cells.read(name, data)
        except cells.Unreadable as error:
            problems.append(f"{name}: {error}")
    return works, problems


def _execute(pieces: list[str], found: StudentFile) -> None:
    """Execute what was read, one piece after the other: what fails costs itself."""
    interpreter = Interpreter()
    found.namespace = interpreter.namespace
    found.worlds = Worlds(found.namespace, given.read().asked)
    is_script = cells.is_one_piece(found.name, pieces)
    for number, piece in enumerate(pieces, 1):
        interpreter.begin(piece)
        for statement in statements_of(piece, in_cell=not is_script):
            try:
                with time_limit(LONGEST):
                    interpreter.execute(statement)
            except (Exception, SystemExit, TookTooLongError) as error:
                where = f"Line {statement.line}" if is_script else f"Line {statement.line} of cell {number}"
                found.problems.append(f"{where} did not run. {_describe(error, found.name)}")
                found.unrun += statement.names
            found.worlds.note(statement)
            if is_script:
                found.worlds.end_cell()
        found.worlds.end_cell()
        figures.close_all()
    found.worlds.settle()


def _describe(error: BaseException, file: str) -> str:
    if isinstance(error, TookTooLongError):
        return sentences.ENDLESS.format(what="It", seconds=LONGEST)
    return sentences.describe_problem(error, file)


@contextlib.contextmanager
def _as_when_graded() -> Iterator[None]:
    """Let nobody answer what the code asks, nor see what it shows and prints."""
    os.environ["MPLBACKEND"] = "Agg"
    if mpl := sys.modules.get("matplotlib"):
        mpl.use("Agg")
    nobody, packages = io.StringIO(), given.read().packages
    with (
        without_screen({}), printing_to(LastLines()), mock.patch("sys.stdin", nobody), imports.as_when_graded(packages)
    ):  # fmt: skip
        yield
