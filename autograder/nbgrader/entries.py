"""The entries of one problem set in nbgrader's gradebook: students, what they handed in, and the marks of its parts.

A part is an exercise. What people put in by hand there (manual scores, extra credit, comments, due dates, extensions)
stays as it is.
"""

import contextlib
import datetime
import os
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Index, create_engine, inspect
from sqlalchemy.engine import URL
from sqlalchemy.exc import NoSuchModuleError, OperationalError, SQLAlchemyError
from sqlalchemy.orm import selectinload

from autograder import submissions
from autograder.bounded import Failure, attempt
from autograder.collecting import groups
from autograder.course.model import ProblemSet
from autograder.errors import GradebookError
from autograder.escape import printable
from autograder.files import PRIVATE_FILE
from autograder.report import Grade

from .gradebook import ADDRESS_REMEDY, TIMESTAMP, address, spoken
from .late import LateRule
from .outline import Outline
from .upstream import api, dbutil, parse_utc

LONGEST_TIMESTAMP = 100  # bytes
# nbgrader has none of them: without, whoever looks for one student's grades looks through those of all.
INDEXES = tuple(
    Index(f"ix_{table.__tablename__}_{column}", getattr(table, column))
    for table, column in (
        (api.Grade, "notebook_id"), (api.Comment, "notebook_id"), (api.SubmittedNotebook, "assignment_id")
    )
)  # fmt: skip


@contextlib.contextmanager
def open_book(place: str) -> Iterator[Any]:
    """Open nbgrader's Gradebook, made if it is not there.

    Raises:
        GradebookError: it cannot be opened, or the database fails meanwhile.

    """
    url = address(place)
    try:
        _keep_to_ourselves(url)
        _make_tables(url)
        with api.Gradebook(url) as book:
            yield book
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise GradebookError(
            "GRADEBOOK", f"this is no address of a database: {_reason(error)}", ADDRESS_REMEDY
        ) from error
    except SQLAlchemyError as error:
        remedy = "mend this, or name another with GRADEBOOK=file, and run the same command again; reports are on disk"
        raise GradebookError(f"the gradebook {spoken(place)}", f"it failed: {_reason(error)}", remedy) from error


class Entries:
    """What a gradebook holds of one problem set.

    Args:
        book: nbgrader's Gradebook, open.
        problem_set: its cells are entered if they are not there yet.
        submitted: folder of submissions, or None if there is nothing to be read.
        late: None leaves penalties as they are.

    Raises:
        GradebookError: the gradebook holds marks of exercises that the set does not have.

    """

    def __init__(
        self, book: Any, problem_set: ProblemSet, submitted: str | None = None, late: LateRule | None = None
    ) -> None:
        self.db, self.problem_set = book.db, problem_set
        self.submitted, self.late = submitted, late
        self.groups = groups.read(submitted, problem_set.name) if submitted else {}
        self.outline = Outline.enter(book, problem_set)

    def record(self, grades: Sequence[Grade]) -> Iterator[str]:
        """Record grades of this set in one transaction, or one by one if that fails; yield what is not recorded."""
        try:
            problems = self._record(grades)
            self.db.commit()
        except OperationalError:  # it has nothing to do with a student
            raise
        except (SQLAlchemyError, UnicodeError) as error:
            self.db.rollback()
            for one in grades if len(grades) > 1 else ():
                yield from self.record([one])
            if len(grades) == 1:
                yield f"{grades[0].student!r} is not in the gradebook: {_reason(error)}"
        else:
            yield from problems
        self.db.expunge_all()  # so that a class of any size takes the memory of a batch

    def enter_students(self, names: Iterable[str]) -> None:
        """Enter students who are not there yet."""
        for name in set(names) - self._students(names).keys():
            self.db.add(api.Student(id=name))
        self.db.commit()

    def _record(self, grades: Sequence[Grade]) -> list[str]:
        """Enter grades; return whose time of handing in cannot be read, as sentences."""
        names = [grade.student for grade in grades]
        times = {name: self._handed_in(name) for name in names}
        students, there = self._students(names), self._submissions(names)
        for grade in grades:
            if grade.student not in students:
                self.db.add(api.Student(id=grade.student))
            submission = there[grade.student] = there.get(grade.student) or self._new_submission(grade.student)
            if isinstance(time := times[grade.student], datetime.datetime):
                submission.timestamp = time
            self._enter_scores(submission.notebooks[0], grade)
        self.db.flush()
        for submission in there.values():
            if self.late and submission.timestamp:
                self.late.apply(submission)
        failed = {name: time for name, time in times.items() if isinstance(time, Failure)}
        said = "does not say when this was handed in"
        return [f"{name!r}: {TIMESTAMP} {said} ({printable(failure.cause)})" for name, failure in failed.items()]

    def _enter_scores(self, notebook: Any, grade: Grade) -> None:
        broken = {error.partition(":")[0] for error in grade.grader_errors}
        for entry in notebook.grades:
            exercise = self.outline.parts[entry.cell_id]
            if exercise not in grade.exercises:  # a report of before the exercise was there
                continue
            score = grade.exercises[exercise]
            # What a person gave counts more than ours, but where something has changed they may want to look again.
            has_changed = entry.auto_score != score or grade.is_new_work
            doubtful = entry.manual_score is not None and (has_changed or entry.needs_manual_grade)
            entry.auto_score, entry.needs_manual_grade = score, doubtful or exercise in broken

    def _new_submission(self, student: str) -> Any:
        submission = api.SubmittedAssignment(assignment_id=self.outline.assignment, student_id=student)
        self.outline.mirror(api.SubmittedNotebook(notebook_id=self.outline.notebook, assignment=submission))
        self.db.add(submission)
        return submission

    def _students(self, names: Iterable[str]) -> dict[str, Any]:
        student = api.Student
        return {one.id: one for one in self.db.query(student).filter(student.id.in_(names))}

    def _submissions(self, names: Iterable[str]) -> dict[str, Any]:
        submission, notebook = api.SubmittedAssignment, api.SubmittedNotebook
        with_grades = selectinload(submission.notebooks).selectinload(notebook.grades)
        wanted = submission.assignment_id == self.outline.assignment, submission.student_id.in_(names)
        return {one.student_id: one for one in self.db.query(submission).filter(*wanted).options(with_grades)}

    def _handed_in(self, student: str) -> datetime.datetime | Failure | None:
        if self.submitted is None:
            return None
        folder = groups.folder_of(self.submitted, self.problem_set.name, student, self.groups)
        return time_in(os.path.join(folder, TIMESTAMP))


def time_in(path: str) -> datetime.datetime | Failure | None:
    """Return when something was handed in, in UTC; None if there is no file, a Failure if it does not say so."""
    return attempt(_time_in, path) if os.path.lexists(path) else None


def _time_in(path: str) -> datetime.datetime:
    found: datetime.datetime = parse_utc(submissions.read_file(path).data[:LONGEST_TIMESTAMP].decode().strip())
    return found


def _keep_to_ourselves(url: URL) -> None:
    """Make the file of a new gradebook, which its owner alone may read. What is wrong with its place, SQLite says."""
    if url.drivername.partition("+")[0] == "sqlite" and url.database and not os.path.lexists(url.database):
        with contextlib.suppress(OSError):
            os.close(os.open(url.database, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE))


def _make_tables(url: URL) -> None:
    """Make the tables of a new gradebook. nbgrader would start a process of two seconds to learn their version."""
    engine = create_engine(url)
    with engine.begin() as connection:
        if not inspect(connection).get_table_names():
            api.Base.metadata.create_all(connection)
            MigrationContext.configure(connection).stamp(ScriptDirectory(dbutil.ALEMBIC_DIR), "head")
        for index in INDEXES:
            with contextlib.suppress(SQLAlchemyError), connection.begin_nested():  # slower without, and as right
                index.create(connection, checkfirst=True)
    engine.dispose()


def _reason(error: Exception) -> str:
    """Return the first line of what a database says."""
    return str(getattr(error, "orig", None) or error).strip().partition("\n")[0]
