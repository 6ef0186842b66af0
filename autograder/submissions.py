"""Submissions as they lie on disk, in nbgrader's layout: ``<submitted>/<student>/<set>/<set>.ipynb`` or ``.py``.

Whatever lies there is taken for hostile: links are not followed, nothing but plain files is opened, and no file beside
the submission is looked at.
"""

import contextlib
import itertools
import os
import stat
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from .errors import Refusal, refusing
from .files import entering
from .kit import cells, work
from .report import ReportStatus

SAMPLE_CLASS = os.path.join("tests", "sample_class", "submitted")  # in the course's folder
LARGEST = 50 * 2**20  # bytes
LEVELS = 2  # folders above a file that students may have made: their own, and the set's
HARD_LINK = "{file} has another name elsewhere (a hard link): whoever teaches should look at whose file it is."
MOST_NAMED = 5  # files that are there instead
MOST_LOOKED_INTO = 1000  # folders, until something like work is found


class SubmissionError(Exception):
    """There is nothing to grade: it is missing or unreadable, and the message says why, for the student."""

    def __init__(self, status: ReportStatus, message: str, file: str | None = None, data: bytes | None = None) -> None:
        super().__init__(message)
        self.status, self.file, self.data = status, file, data  # of the file that it is about, where it was opened


@dataclass(frozen=True)
class Submission:
    """Where a student's work for one set should be; ``folder`` need not exist.

    Where it is a group's, ``members`` are all who get its report, and ``student`` is the one whose folder it is in.
    """

    student: str
    problem_set: str
    folder: str
    group: str = ""
    members: tuple[str, ...] = ()

    @property
    def students(self) -> tuple[str, ...]:
        """All whose work it is."""
        return self.members or (self.student,)


@dataclass(frozen=True)
class PlainFile:
    """What a file holds, and how many names it has."""

    data: bytes
    names: int


@dataclass(frozen=True)
class Work:
    """The file that counts: its name, its bytes, its code cells, sentences about how it was found.

    ``is_linked`` tells that it has another name elsewhere. That may be somebody else's doing, so no report says so.
    """

    file: str
    data: bytes
    cells: list[str]
    notes: tuple[str, ...] = ()
    is_linked: bool = False


def find(
    submitted: str, problem_sets: Sequence[str], only_set: str | None = None, only_student: str | None = None
) -> list[Submission]:
    """Return the submissions below a folder, sorted by student.

    A student has one for each set that they have a folder of. One who has none at all, or whom ``only_set`` asks for,
    has one too: it is missing, and they get a report that says so.

    Args:
        submitted: folder.
        problem_sets: names of the sets of the course, in order.
        only_set: look for this set alone.
        only_student: look for this student alone.

    Raises:
        Refusal: there is no such folder, nobody of that name in it, or it has another layout.

    """
    everyone = _students_in(submitted)
    if only_student and only_student not in everyone:
        raise Refusal(submitted, f"there is no student {only_student!r} in it", "STUDENT= the name of a folder in it")
    there = {student: _names_in(os.path.join(submitted, student)) for student in everyone}
    apart = [names for student, names in there.items() if not _has_marks(os.path.join(submitted, student))]
    in_use = [name for name in problem_sets if any(name in names for names in apart)]
    if not in_use and (any(there.values()) or (not everyone and _work_in(submitted))):
        raise _other_layout(submitted, there, problem_sets)
    if only_set and not only_student and in_use and only_set not in in_use:
        remedy = f"SET= one of: {', '.join(in_use)}; or make collect FROM= SET={only_set} first"
        raise Refusal(submitted, f"nobody in it has a folder {only_set!r}", remedy)
    found = {}
    for student in [only_student] if only_student else everyone:
        own = [name for name in problem_sets if name in there[student]]
        found[student] = [only_set] if only_set else own or in_use or list(problem_sets)
    return [
        Submission(student, name, os.path.join(submitted, student, name))
        for student, names in found.items()
        for name in names
    ]


def _other_layout(submitted: str, there: dict[str, set[str]], problem_sets: Sequence[str]) -> Refusal:
    """Return what a folder looks like in which no student has a folder of any set, and what to type for it."""
    inner = sorted(set().union(*there.values()))
    sets = set(problem_sets)
    if set(there) & sets:
        cause = f"it looks like <set>/<student>/: {_some(sorted(set(there) & sets))} at the top"
        return Refusal(submitted, cause, "put each student's folder on top: <student>/<set>/<set>.ipynb")
    below = [one for one in there if any(_names_in(os.path.join(submitted, one, two)) & sets for two in there[one])]
    if below:
        cause = "its students lie one folder below"
        return Refusal(submitted, cause, f"SUBMITTED={os.path.join(submitted, below[0])}")
    if lying := _work_in(submitted):
        cause = f"nobody in it has a folder of a set, but work lies about, such as {lying!r}"
        return Refusal(submitted, cause, f"make collect FROM={submitted!r} SET={problem_sets[0]}")
    cause = f"no student in it has a folder of a set, but: {_some(inner)}"
    return Refusal(submitted, cause, f"name the folders as the sets are called: {', '.join(problem_sets)}")


def _has_marks(folder: str) -> bool:
    """Tell whether a folder is where a run left its reports: they lie by sets, and are nobody's work."""
    return os.path.isfile(os.path.join(folder, "grades.csv"))


def _work_in(folder: str) -> str:
    """Return the path in a folder of some notebook, script or archive, or an empty str."""
    for parent, _, names in itertools.islice(os.walk(folder), MOST_LOOKED_INTO):
        for name in sorted(names):
            if name.lower().endswith((*work.ENDINGS, ".zip")) and name[0] != ".":
                return os.path.relpath(os.path.join(parent, name), folder)
    return ""


def _some(names: Sequence[str]) -> str:
    return ", ".join(map(repr, names[:MOST_NAMED])) + (", ..." if len(names) > MOST_NAMED else "")


def candidates(submission: Submission) -> list[str]:
    """Return which files of a submission may be the work, the likeliest first.

    Raises:
        SubmissionError: there is none.

    """
    try:
        with entering(submission.folder, LEVELS) as inside:
            there = sorted(os.listdir(inside))
    except (FileNotFoundError, NotADirectoryError):
        there = []
    except OSError as error:
        raise _unreadable(f"What was handed in cannot be opened ({error.strerror}).") from error
    found = work.candidates(there, submission.problem_set)
    if not found:
        names = [submission.problem_set + ending for ending in work.ENDINGS]
        seen = f" The folder holds: {', '.join(map(repr, there[:MOST_NAMED]))}." if there else ""
        raise SubmissionError(
            ReportStatus.MISSING, f"There is no {names[0]} and no {names[1]} in what was handed in.{seen}"
        )
    return found


def read(submission: Submission, given: Collection[str]) -> Work:
    """Return the work of a submission: of several files, the one with work in it.

    Args:
        submission: where it should be.
        given: essences of what students were given (see ``kit.work``).

    Raises:
        SubmissionError: there is nothing to grade.

    """
    works: dict[str, tuple[PlainFile, list[str]]] = {}
    problems = []
    for name in candidates(submission):
        data = None
        try:
            plain = read_file(os.path.join(submission.folder, name))
            data = plain.data
            works[name] = plain, cells.read(name, data)
        except OSError as error:
            problems.append(_unreadable(f"{name}: it cannot be opened ({error.strerror or error})."))
        except cells.Unreadable as error:
            problems.append(_unreadable(f"{name}: {error}", name, data))
        except MemoryError:
            problems.append(_unreadable(f"{name}: it takes more memory to read than there is."))
    if not works:
        raise problems[0]
    texts = {name: sources for name, (_, sources) in works.items()}
    chosen, notes = work.choose(texts, submission.problem_set, given)
    plain, sources = works[chosen]
    return Work(chosen, plain.data, sources, (*notes, *work.notes_on_form(chosen, plain.data)), plain.names > 1)


def _unreadable(message: str, file: str | None = None, data: bytes | None = None) -> SubmissionError:
    return SubmissionError(ReportStatus.UNREADABLE, message, file, data)


def read_file(path: str) -> PlainFile:
    """Return a plain file of a submission, found without following a link: not at its name, nor at the folders above.

    Args:
        path: ``<submitted>/<student>/<set>/<name>``.

    Raises:
        OSError: it cannot be opened.
        cells.Unreadable: it is a link, or something else that is no plain file, or too large.

    """
    folder, name = os.path.split(path)
    with entering(folder, LEVELS) as inside:
        if not stat.S_ISREG(os.lstat(name, dir_fd=inside).st_mode):
            raise cells.Unreadable("It is no ordinary file.")
        # What the name stands for may change after the look above, so the file itself is asked once more.
        descriptor = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=inside)
    with open(descriptor, "rb") as file:
        about = os.fstat(file.fileno())
        if not stat.S_ISREG(about.st_mode) or about.st_size > LARGEST:
            raise cells.Unreadable(f"It is larger than {LARGEST >> 20} MB. Clear the outputs of the notebook.")
        return PlainFile(file.read(LARGEST), about.st_nlink)


def find_students(submitted: str) -> list[str]:
    """Return the names of the students in a folder of submissions, sorted; none if there is no such folder."""
    return _folders(submitted) if os.path.isdir(submitted) else []


def _students_in(submitted: str) -> list[str]:
    remedy = "SUBMITTED= the one that holds <student>/<set>/"
    if not os.path.isdir(submitted):
        is_file = os.path.lexists(submitted)
        raise Refusal(submitted, "this is a file, no folder" if is_file else "there is no such folder", remedy)
    with refusing(submitted, remedy):
        return _folders(submitted)


def _names_in(folder: str) -> set[str]:
    """Return the names in a folder, without those that are hidden; none where it is closed to us, as ``read`` tells."""
    with contextlib.suppress(OSError):
        return {name for name in _entries(folder) if name[0] != "."}
    return set()


def _folders(folder: str) -> list[str]:
    return sorted(name for name in os.listdir(folder) if _is_folder(os.path.join(folder, name)) and name[0] != ".")


def _entries(folder: str) -> set[str]:
    """Return the names in a folder; none where there is no folder, or a link to one."""
    return set(os.listdir(folder)) if _is_folder(folder) else set()


def _is_folder(path: str) -> bool:
    try:
        return stat.S_ISDIR(os.lstat(path).st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False
