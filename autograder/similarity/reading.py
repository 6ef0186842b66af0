"""A submission as units of code: a text for each function that the set asks for, and one for all else."""

import ast
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from autograder import submissions
from autograder.kit.ipython import lines_of
from autograder.kit.statements import Statement, statements_of
from autograder.submissions import Submission, SubmissionError

from .fragments import Hashes, comments, fragments, numbers

ELSEWHERE = ""  # the unit of all that is in none of the functions
LONGEST = 20_000  # characters of a unit


@dataclass(frozen=True)
class Job:
    """What is to be read: a submission, and the names of the functions that the set asks for."""

    submission: Submission
    functions: frozenset[str]
    given: frozenset[str]  # essences of what students were given (see ``kit.work``)


@dataclass(frozen=True)
class Code:
    """The code of a submission: the texts of its units, and of each its fragments, its numbers and its comments."""

    texts: Mapping[str, str] = field(default_factory=dict)
    hashes: Mapping[str, Hashes] = field(default_factory=dict)
    numbers: Mapping[str, frozenset[str]] = field(default_factory=dict)
    comments: Mapping[str, frozenset[str]] = field(default_factory=dict)


def read(job: Job) -> Code | None:
    """Return the Code of a submission; None where there is nothing to read."""
    try:
        sources = submissions.read(job.submission, job.given).cells
    except SubmissionError:
        return None
    return code_of(sources, job.functions)


def code_of(sources: Iterable[str], functions: frozenset[str]) -> Code:
    """Return the Code of cells."""
    found: dict[str, list[str]] = {}
    for name, text in (unit for source in sources for unit in _units(source)):
        found.setdefault(name if name in functions else ELSEWHERE, []).append(text)
    texts = {name: "\n".join(parts)[:LONGEST] for name, parts in found.items()}
    hashes = {name: np.unique(fragments(text).hashes) for name, text in texts.items()}
    return Code(
        texts,
        hashes,
        {name: frozenset(numbers(text)) for name, text in texts.items()},
        {name: frozenset(comments(text)) for name, text in texts.items()},
    )


def _units(source: str) -> Iterator[tuple[str, str]]:
    """Yield the statements of a cell as ``(name, text)``; the name of what is no definition is empty."""
    lines, statements = lines_of(source), statements_of(source)
    starts = [_first_line(statement) for statement in statements]
    edges: Sequence[int] = [*starts, len(lines) + 1]
    for statement, (start, end) in zip(statements, pairwise(edges), strict=True):
        yield _name(statement), "".join(lines[start - 1 : end - 1]).rstrip() + "\n"


def _first_line(statement: Statement) -> int:
    decorators: list[ast.expr] = getattr(statement.node, "decorator_list", [])
    return min([statement.line, *(decorator.lineno for decorator in decorators)])


def _name(statement: Statement) -> str:
    return statement.names[0] if hasattr(statement.node, "decorator_list") and statement.names else ""


def students_below(folder: str, problem_set: str) -> list[Submission]:
    """Return what was handed in for a set in the class of an earlier year, whose people are called after its folder."""
    year = os.path.basename(os.path.normpath(folder))
    return [
        Submission(f"{year}/{student}", problem_set, os.path.join(folder, student, problem_set))
        for student in submissions.find_students(folder)
    ]
