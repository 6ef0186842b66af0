"""Submissions as they lie on disk, in nbgrader's layout: ``<submitted>/<student>/<set>/<set>.ipynb`` or ``.py``.

Whatever lies there is taken for hostile: links are not followed, nothing but plain files is opened, and no file beside
the submission is looked at.
"""

import contextlib
import os
import stat
from dataclasses import dataclass

from .errors import Refusal
from .kit import cells

SAMPLE_CLASS = os.path.join("tests", "sample_class", "submitted")  # in the course's folder
LARGEST = 50 * 2**20  # bytes
ENDINGS = (".ipynb", ".py")


class SubmissionError(Exception):
    """There is nothing to grade; ``status`` is missing or unreadable, and the message says why, for the student."""

    def __init__(self, status, message):
        super().__init__(message)
        self.status = status


@dataclass(frozen=True)
class Submission:
    """Where one student's work for one set should be; ``folder`` need not exist."""

    student: str
    problem_set: str
    folder: str


def find(submitted, problem_sets, only_set=None, only_student=None):
    """Return the submissions below a folder, sorted by student.

    A student has one for each set that they have a folder of. One who has none at all, or whom ``only_set`` asks for,
    has one too: it is missing, and they get a report that says so.

    Args:
        submitted: folder.
        problem_sets: names of the sets of the course, in order.
        only_set: look for this set alone.
        only_student: look for this student alone.

    Raises:
        Refusal: there is no such folder, or nobody of that name in it.

    """
    if not os.path.isdir(submitted):
        raise Refusal(submitted, "there is no such folder", "SUBMITTED= the one that holds <student>/<set>/")
    students = [only_student] if only_student else _folders(submitted)
    if only_student and only_student not in _folders(submitted):
        raise Refusal(submitted, f"there is no student {only_student!r} in it", "STUDENT= the name of a folder in it")
    found = {}
    for student in students:
        there = set()
        with contextlib.suppress(OSError):  # a folder that is closed to us: it costs nobody else, and `read` tells
            there = _entries(os.path.join(submitted, student))
        found[student] = [name for name in problem_sets if name in there]
    in_use = {name for names in found.values() for name in names}
    for student, names in found.items():
        if only_set:
            found[student] = [only_set]
        elif not names:
            found[student] = [name for name in problem_sets if name in in_use] or list(problem_sets)
    return [
        Submission(student, name, os.path.join(submitted, student, name))
        for student, names in found.items()
        for name in names
    ]


def read(submission, stubs):
    """Return a submission as ``(file name, bytes, cells)``.

    Args:
        submission: Submission.
        stubs: list of lists of cells: what students were given. Of two files, one that is still as it was given is
            passed over; of two that are not, the notebook counts.

    Raises:
        SubmissionError: there is nothing to grade.

    """
    names = [submission.problem_set + ending for ending in ENDINGS]
    try:
        there = _entries(submission.folder)
    except OSError as error:
        raise SubmissionError("unreadable", f"What was handed in cannot be opened ({error.strerror}).") from error
    present = [name for name in names if name in there]
    if not present:
        others = sorted(there)[:5]
        seen = f" The folder holds: {', '.join(map(repr, others))}." if others else ""
        raise SubmissionError("missing", f"There is no {names[0]} and no {names[1]} in what was handed in.{seen}")
    works, problems = [], []
    for name in present:
        try:
            data = read_file(os.path.join(submission.folder, name))
            works.append((name, data, cells.read(name, data)))
        except OSError as error:
            problems.append(SubmissionError("unreadable", f"{name}: it cannot be opened ({error.strerror or error})."))
        except cells.Unreadable as error:
            problems.append(SubmissionError("unreadable", f"{name}: {error}"))
        except MemoryError:
            problems.append(SubmissionError("unreadable", f"{name}: it takes more memory to read than there is."))
    if not works:
        raise problems[0]
    given = [_essence(stub) for stub in stubs]
    return next((work for work in works if _essence(work[2]) not in given), works[0])


def read_file(path):
    """Return the bytes of a plain file.

    Raises:
        OSError: it cannot be opened.
        cells.Unreadable: it is a link, or something else that is no plain file, or too large.

    """
    if not stat.S_ISREG(os.lstat(path).st_mode):
        raise cells.Unreadable("It is no ordinary file.")
    # What the name stands for may change after the look above, so the file itself is asked once more.
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with open(descriptor, "rb") as file:
        about = os.fstat(file.fileno())
        if not stat.S_ISREG(about.st_mode) or about.st_size > LARGEST:
            raise cells.Unreadable(f"It is larger than {LARGEST >> 20} MB. Clear the outputs of the notebook.")
        return file.read(LARGEST)


def _essence(sources):
    return [" ".join(source.split()) for source in sources if source.strip()]


def find_students(submitted):
    """Return the names of the students in a folder of submissions, sorted; none if there is no such folder."""
    return _folders(submitted) if os.path.isdir(submitted) else []


def _folders(folder):
    return sorted(name for name in os.listdir(folder) if _is_folder(os.path.join(folder, name)) and name[0] != ".")


def _entries(folder):
    """Return the names in a folder; none where there is no folder, or a link to one."""
    return set(os.listdir(folder)) if _is_folder(folder) else set()


def _is_folder(path):
    try:
        return stat.S_ISDIR(os.lstat(path).st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False
