"""What was graded before. The reports in a folder are the ledger: each is whole, and says what it rests on.

So a run that was ended at any moment goes on where it stopped, and a submission is graded again only if something that
its mark rests on has changed. A report that is replaced is kept in ``history/``.
"""

import contextlib
import fcntl
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

from autograder.course.model import Course
from autograder.errors import LedgerError, Refusal, ReportError, in_words
from autograder.escape import printable
from autograder.files import DRAFT, PRIVATE_FILE, PRIVATE_FOLDER, make_folder
from autograder.marks import Marks
from autograder.numbers import points
from autograder.report import Basis, Grade, Report
from autograder.report_folder import (
    REPORT,
    Record,
    evidence_path,
    raw_evidence,
    read_record,
    read_report,
    report_path,
    write_reports,
    write_table,
)

HISTORY, LOCK = "history", ".lock"
NEW_WORK = "the submission changed"
ONLY_THE_FILE = "only the hidden numbers changed, since the file is another, with the same code"
ONLY_THE_SECRET = "only the hidden numbers changed, with the course secret"
THE_GROUP = "the hidden numbers changed, with the group that they are drawn for"
REMEDY = "make room, or choose another folder with OUT=..., and type the same command again; marks on disk are kept"


@dataclass(frozen=True)
class Regrade:
    """A mark that took the place of an earlier one."""

    before: Grade
    after: Grade
    reasons: tuple[str, ...]

    @property
    def is_different(self) -> bool:
        """Whether any points changed."""
        return (self.before.status, self.before.exercises) != (self.after.status, self.after.exercises)

    def __str__(self) -> str:
        old, new = self.before.exercises, self.after.exercises
        names = [name for name in dict.fromkeys([*old, *new]) if old.get(name) != new.get(name)]
        parts = [f"{name} {_points(old, name)} → {_points(new, name)}" for name in names]
        change = f"{points(self.before.score)} → {points(self.after.score)}"
        return f"{change} ({', '.join(parts)}): {' and '.join(self.reasons)}"


class Ledger:
    """The reports of a folder. Use it as a context manager: one run at a time writes there, and another one waits.

    Args:
        out: folder; made if need be.
        wait: called without arguments if another run has to be waited for.

    """

    def __init__(self, out: str, wait: Callable[[], object] = lambda: None) -> None:
        self.out, self.wait = out, wait
        self.lock = -1  # a descriptor, while it is held
        self.damaged: dict[str, ReportError] = {}  # by path of the report, or of what lies behind it

    def __enter__(self) -> Self:
        with _writing(self.out):
            make_folder(self.out)
            self._close_to_others()
            self.lock = os.open(os.path.join(self.out, LOCK), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, PRIVATE_FILE)
            self._await_turn()
            self._sweep()
        return self

    def __exit__(self, *error: object) -> None:
        os.close(self.lock)

    def _close_to_others(self) -> None:
        """Close the folder to other users, unless it is one that holds other things than a grading run."""
        names = os.listdir(self.out)
        if (not names or LOCK in names) and os.stat(self.out).st_uid == os.geteuid():
            os.chmod(self.out, PRIVATE_FOLDER)

    def _await_turn(self) -> None:
        with contextlib.suppress(OSError):  # a file system without locks: files are whole there too
            try:
                fcntl.flock(self.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                self.wait()
                fcntl.flock(self.lock, fcntl.LOCK_EX)

    def earlier(self, problem_set: str, student: str) -> Report | None:
        """Return the Report that is there and whole, or None.

        One that cannot be read, or whose evidence cannot, counts for nothing, and is kept in ``damaged``.
        """
        record = self._there(problem_set, student)
        return record.report if record and not record.error else None

    def report(self, problem_set: str, student: str) -> Report | None:
        """Return the Report that is there, whatever lies behind it, or None."""
        record = self._there(problem_set, student)
        return record.report if record else None

    def _there(self, problem_set: str, student: str) -> Record | None:
        path = report_path(self.out, problem_set, student)
        if not os.path.lexists(path):
            return None
        try:
            record = read_record(self.out, path, known=Marks())  # as graded
        except ReportError as error:
            self.damaged[path] = error
            return None
        if record.error:
            self.damaged[path] = record.error
        return record

    def record(self, report: Report) -> Regrade | None:
        """Write a report to its place, as ``record_all`` writes several.

        Raises:
            LedgerError: it cannot be written.

        """
        return self.record_all([report])[0]

    def record_all(self, reports: Sequence[Report]) -> list[Regrade | None]:
        """Write reports to their places, for good when this returns. What was there is kept in ``history/``.

        Args:
            reports: no two of the same student and set.

        Returns:
            Of each, Regrade if it took the place of another one, or None.

        Raises:
            LedgerError: one of them cannot be written.

        """
        earlier = [self.report(report.problem_set, report.student) for report in reports]
        kept: dict[str, str] = {}
        with _writing(self.out):
            for report, before in zip(reports, earlier, strict=True):
                if before is not None:
                    kept |= self._kept(before)
                else:
                    self._set_aside(report, report_path(self.out, report.problem_set, report.student))
                path = evidence_path(self.out, report.problem_set, report.student)
                self._set_aside(report, path, folders_alone=True)
            write_reports(self.out, reports, kept)
        return [_regrade(before, report) if before else None for before, report in zip(earlier, reports, strict=True)]

    def give(self, report: Report, student: str) -> tuple[Report, Regrade | None]:
        """Give a member of a group the report of another one, with what lies behind it.

        Returns:
            ``(own, regrade)``: their report, and what ``record`` says of it.

        Raises:
            LedgerError: it cannot be written.

        """
        own = self.copy(report, student)
        return own, self.record(own)

    def copy(self, report: Report, student: str) -> Report:
        """Return a report, with what lies behind it, as that of another member of its group."""
        return replace(report, student=student, evidence=report.evidence or raw_evidence(self.out, report))

    def write_table(self, course: Course, grades: Sequence[Grade]) -> None:
        """Write ``grades.csv``, as ``report.write_table`` does.

        Raises:
            LedgerError: it cannot be written.

        """
        with _writing(os.path.join(self.out, "grades.csv")):
            write_table(self.out, course, grades)

    def _kept(self, report: Report) -> dict[str, str]:
        """Return the file that keeps a report, path -> text; nothing where there is one."""
        folder, latest = self._history(report)
        if _read(os.path.join(folder, f"{latest}.json")) == report:
            return {}  # a run that was killed between keeping it and replacing it
        return {os.path.join(folder, f"{latest + 1}.json"): report.to_json()}

    def _set_aside(self, report: Report, path: str, *, folders_alone: bool = False) -> None:
        """Move what is there and is no report into ``history/``, for a person to look at; it may be in the way."""
        if os.path.isdir(path) if folders_alone else os.path.lexists(path):
            folder, latest = self._history(report)
            os.rename(path, os.path.join(folder, f"{latest + 1}.damaged"))

    def _history(self, report: Report) -> tuple[str, int]:
        """Return the folder of what a student's report took the place of, and the number of the latest in it."""
        folder = report_path(os.path.join(self.out, HISTORY), report.problem_set, report.student).removesuffix(REPORT)
        make_folder(folder)
        stems = [stem for stem, _ in map(os.path.splitext, os.listdir(folder))]
        return folder, max((int(stem) for stem in stems if stem.isdecimal()), default=0)

    def _sweep(self) -> None:
        """Remove what runs that were killed had begun to write."""
        for parent, _, files in os.walk(self.out):
            for name in files:
                if name.startswith(DRAFT):
                    os.unlink(os.path.join(parent, name))


def reasons(before: Basis, after: Basis) -> tuple[str, ...]:
    """Return, in words, what of the basis of a mark has changed."""
    same_code = before.submission.code == after.submission.code is not None
    same_tests = before.course.tests == after.course.tests
    found = []
    if before.submission != after.submission:
        found.append(ONLY_THE_FILE if same_code else NEW_WORK)
    if before.course != after.course:
        found.append(ONLY_THE_SECRET if same_tests else "the course changed")
    if before.group != after.group:
        found.append(THE_GROUP)
    if before.environment != after.environment:
        found.append("Python or numpy changed")
    return tuple(found) or ("graded again",)


def _regrade(before: Report, after: Report) -> Regrade:
    why = reasons(before.basis, after.basis)
    return Regrade(Grade.of(before), replace(Grade.of(after), is_new_work=NEW_WORK in why), why)


@contextlib.contextmanager
def _writing(path: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise LedgerError(printable(path), f"it cannot be written: {in_words(error)}", REMEDY) from error
    except Refusal as error:
        raise LedgerError(printable(error.where), error.cause, REMEDY) from error


def _read(path: str) -> Report | None:
    try:
        return read_report(path)
    except ReportError:
        return None


def _points(scores: Mapping[str, float], name: str) -> str:
    return points(scores[name]) if name in scores else "none"
