"""Groups: which students hand in one piece of work, so that it is graded once and all of them get its report.

A group is named by the manifest of a set, where the platform said so, or by a person in ``<submitted>/groups.csv``
(columns ``student``, ``group`` and, where it is not for every set, ``problem_set``), which counts more. A roster's
column of groups says nothing here: many classes have tutorial groups, who work each on their own.
"""

import hashlib
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from autograder import submissions
from autograder.course.roster import letters_of
from autograder.errors import Refusal
from autograder.escape import cell, uncell
from autograder.files import write_whole
from autograder.kit import cells, work
from autograder.submissions import Submission, SubmissionError
from autograder.tables import as_csv, read_table

from . import manifest

FILE = "groups.csv"
NEEDED, OPTIONAL = ["student", "group"], "problem_set"
EXAMPLE = "its columns are student,group, and problem_set where a group is not for every set"


@dataclass(frozen=True)
class Group:
    """Students who hand in together, by name and sorted."""

    name: str
    members: tuple[str, ...]


def read(submitted: str, problem_set: str) -> Mapping[str, Group]:
    """Return the group of every student who is in one for a set.

    Raises:
        Refusal: a table is damaged, or puts a student into two groups.

    """
    names = {student: rows[0].group for student, rows in manifest.read(submitted, problem_set).items() if rows[0].file}
    names |= _by_hand(os.path.join(submitted, FILE), problem_set)
    together: dict[str, dict[str, str]] = {}
    for student, name in names.items():
        if letters_of(name):
            together.setdefault(letters_of(name), {})[student] = name
    groups = [Group(min(names.values()), tuple(sorted(names))) for names in together.values()]
    return {student: group for group in groups for student in group.members}


def _by_hand(path: str, problem_set: str) -> dict[str, str]:
    """Return student -> name of their group, an empty str for none, as a person wrote it down."""
    if not os.path.lexists(path):
        return {}
    header, rows = read_table(path)
    if sorted(header) not in (sorted(NEEDED), sorted([*NEEDED, OPTIONAL])):
        raise Refusal(path, f"its columns are: {', '.join(header)}", EXAMPLE)
    found: dict[str, str] = {}
    for row in rows:
        about = {name: uncell(text.strip()) for name, text in zip(header, row, strict=True)}
        student, name = about["student"], about["group"]
        if about.get(OPTIONAL) not in (None, "", problem_set):
            continue
        if letters_of(found.get(student, name)) != letters_of(name):
            cause = f"{student!r} is in two groups for {problem_set}: {found[student]!r} and {name!r}"
            raise Refusal(path, cause, "leave one of these rows")
        found[student] = name
    return found


def write(submitted: str, rows: Iterable[tuple[str, str, str]]) -> None:
    """Write down groups as a person would: student, group and set. Where there are none, nothing is written.

    Raises:
        Refusal: it cannot be written.

    """
    cells_ = [[cell(text) for text in row] for row in rows]
    if cells_:
        write_whole(os.path.join(submitted, FILE), as_csv([[*NEEDED, OPTIONAL], *cells_]))


def find(
    submitted: str, problem_sets: Sequence[str], only_set: str | None = None, only_student: str | None = None
) -> tuple[list[Submission], list[str]]:
    """Return what was handed in as ``submissions.find`` does, but the work of a group once, and sentences of doubt.

    Args:
        submitted: folder.
        problem_sets: names of the sets of the course, in order.
        only_set: look for this set alone.
        only_student: look for this student alone, or for the group that they are in.

    Raises:
        Refusal: as ``submissions.find``, or groups cannot be told.

    """
    groups = {name: read(submitted, name) for name in problem_sets}
    is_grouped = only_student is not None and any(only_student in own for own in groups.values())
    found = submissions.find(submitted, problem_sets, only_set, None if is_grouped else only_student)
    alone = [submission for submission in found if submission.student not in groups[submission.problem_set]]
    teams: dict[tuple[str, Group], list[Submission]] = {}
    for submission in found:
        if group := groups[submission.problem_set].get(submission.student):
            teams.setdefault((submission.problem_set, group), []).append(submission)
    doubts: list[str] = []
    for (_, group), handed_in in teams.items():
        gathered, doubt = _gathered(group, handed_in)
        alone += gathered
        doubts += doubt
    if is_grouped:
        alone = [submission for submission in alone if only_student in submission.students]
    alone.sort(key=lambda submission: (submission.student, problem_sets.index(submission.problem_set)))
    return alone, doubts


def _gathered(group: Group, handed_in: Sequence[Submission]) -> tuple[list[Submission], list[str]]:
    """Return the work of a group once; or that of each, where it is not the same, and a sentence that says so."""
    works = {submission: digest for submission in handed_in if (digest := _fingerprint(submission))}
    if not works:
        return list(handed_in), []
    if len(set(works.values())) == 1:
        return [replace(next(iter(works)), group=group.name, members=group.members)], []
    who = " and ".join(submission.student for submission in works)
    where = handed_in[0].problem_set
    return list(handed_in), [
        f"{where}: the group {group.name!r} handed in different work ({who}); each of them is graded on their own"
    ]


def _fingerprint(submission: Submission) -> str:
    """Return what tells the work of a submission from other work; an empty str where there is none."""
    try:
        names = submissions.candidates(submission)
    except SubmissionError:
        return ""
    paths = [os.path.join(submission.folder, name) for name in names]
    return "\n".join(sorted(map(_digest, paths)))


def _digest(path: str) -> str:
    try:
        return hashlib.sha256(submissions.read_file(path).data).hexdigest()
    except (OSError, cells.Unreadable):
        return path  # nobody else's


def folder_of(submitted: str, problem_set: str, student: str, groups: Mapping[str, Group]) -> str:
    """Return the folder of what a student handed in: their own, or that of the member of their group who did."""
    group = groups.get(student)
    folders = [os.path.join(submitted, name, problem_set) for name in (student, *(group.members if group else ()))]
    return next(filter(_has_work, folders), folders[0])


def _has_work(folder: str) -> bool:
    names = os.listdir(folder) if os.path.isdir(folder) and not os.path.islink(folder) else []
    return any(name.lower().endswith(work.ENDINGS) for name in names)
