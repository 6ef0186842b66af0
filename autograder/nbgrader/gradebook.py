"""nbgrader's gradebook: every mark, part by part, where nbgrader's own commands and its formgrader look for it.

A part is an exercise. What people put in by hand there (manual scores, extra credit, comments, due dates, extensions)
stays as it is. Whatever goes wrong here costs no mark: reports are on disk before, and the next run records them again.
"""

import contextlib
import gc
import os
import sys
import threading
from itertools import groupby, islice
from operator import attrgetter

from autograder import submissions
from autograder.errors import GradebookError

# jsonschema, which nbgrader loads, would compile a grammar of addresses that nothing here checks: a second of time.
sys.modules.setdefault("rfc3987_syntax", None)

BATCH = 200  # submissions in one transaction
NONE = "none"
TIMESTAMP = "timestamp.txt"  # nbgrader's note of when something was handed in
LONGEST_TIMESTAMP = 100  # bytes


def locate(given, folder):
    """Return where a gradebook is: an address of SQLAlchemy's, the path of an SQLite file, or None if none is wanted.

    Args:
        given: an address such as ``postgresql://host/name``, a path, ``none``, or nothing.
        folder: where ``gradebook.db`` is if nothing is given.

    """
    if given == NONE:
        return None
    return given if given and "://" in given else os.path.abspath(given or os.path.join(folder, "gradebook.db"))


def record(place, course, grades, submitted):
    """Record the grades of a run; yield, as sentences, what could not be recorded of single students.

    Args:
        place: where the gradebook is, or None: then nothing happens.
        course: Course.
        grades: list of Grade.
        submitted: the folder of what was handed in, which may say when it was.

    Raises:
        GradebookError: the gradebook cannot be used.

    """
    if place is None:
        return
    by_set = attrgetter("problem_set")
    with open_book(place) as book:
        late = _late_rule(place)
        for name, rows in groupby(sorted(grades, key=by_set), by_set):
            entries = Entries(book, course.select(name), submitted, late)
            while batch := list(islice(rows, BATCH)):
                yield from entries.record(batch)


def load(place):
    """Load nbgrader in a thread of its own, if there is a gradebook: that takes a second, in which others can grade."""
    if place is not None:
        threading.Thread(target=_load).start()


def _load():
    gc.disable()  # what is loaded now is no garbage, and looking through it takes long
    with contextlib.suppress(ImportError):  # which is told where it is used
        import nbgrader.api  # noqa: F401
    gc.freeze()
    gc.enable()


@contextlib.contextmanager
def open_book(place):
    """Open nbgrader's Gradebook, made if it is not there, and turn errors of the database into a GradebookError.

    Importing nbgrader takes a second of processor time, so it is put off until here, or done by ``load``.
    """
    from nbgrader.api import Gradebook
    from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

    try:
        _make_tables(address(place))
        with Gradebook(address(place)) as book:
            yield book
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        remedy = "give the path of a file, or an address such as postgresql://user@host/database"
        raise GradebookError("GRADEBOOK", f"this is no address of a database: {_reason(error)}", remedy) from error
    except SQLAlchemyError as error:
        remedy = "mend this and run the same command again; every report is on disk"
        raise GradebookError(f"the gradebook {spoken(place)}", f"it failed: {_reason(error)}", remedy) from error


def address(place):
    """Return what SQLAlchemy calls a place: its URL."""
    from sqlalchemy.engine import URL, make_url

    return make_url(place) if "://" in place else URL.create("sqlite", database=place)


def spoken(place):
    """Return a place as people may read it: without a password, which may stand among the options too."""
    return address(place).set(query={}).render_as_string() if "://" in place else place


class Entries:
    """What a gradebook holds of one problem set.

    Args:
        book: nbgrader's Gradebook, open.
        problem_set: ProblemSet; its cells are entered if they are not there yet.
        submitted: folder of submissions, or None if there is nothing to be read.
        late: LateRule, or None: then penalties stay as they are.

    Raises:
        GradebookError: the gradebook holds marks of exercises that the set does not have.

    """

    def __init__(self, book, problem_set, submitted=None, late=None):
        from nbgrader import api

        from .outline import Outline

        self.api, self.db, self.problem_set = api, book.db, problem_set
        self.submitted, self.late = submitted, late
        self.outline = Outline.enter(book, problem_set)

    def record(self, grades):
        """Record grades of this set in one transaction, or one by one if that fails; yield what could not be recorded.

        Args:
            grades: list of Grade.

        """
        from sqlalchemy.exc import OperationalError, SQLAlchemyError

        try:
            self._record(grades)
            self.db.commit()
        except OperationalError:  # it has nothing to do with a student
            raise
        except (SQLAlchemyError, UnicodeError) as error:
            self.db.rollback()
            for one in grades if len(grades) > 1 else ():
                yield from self.record([one])
            if len(grades) == 1:
                yield f"{grades[0].student!r} is not in the gradebook: {_reason(error)}"
        self.db.expunge_all()  # so that a class of any size takes the memory of a batch

    def enter_students(self, names):
        """Enter students who are not there yet."""
        for name in set(names) - self._students(names).keys():
            self.db.add(self.api.Student(id=name))
        self.db.commit()

    def _record(self, grades):
        names = [grade.student for grade in grades]
        students, there = self._students(names), self._submissions(names)
        for grade in grades:
            if grade.student not in students:
                self.db.add(self.api.Student(id=grade.student))
            submission = there[grade.student] = there.get(grade.student) or self._new_submission(grade.student)
            submission.timestamp = self._handed_in(grade.student) or submission.timestamp
            self._enter_scores(submission.notebooks[0], grade)
        self.db.flush()
        for submission in there.values():
            if self.late and submission.timestamp:
                self.late.apply(submission)

    def _enter_scores(self, notebook, grade):
        broken = {error.partition(":")[0] for error in grade.grader_errors}
        for entry in notebook.grades:
            exercise = self.outline.parts[entry.cell_id]
            if exercise not in grade.exercises:  # a report of before the exercise was there
                continue
            score = grade.exercises[exercise]
            # What a person gave counts more than ours, but where ours has changed they may want to look again.
            doubtful = entry.manual_score is not None and (entry.auto_score != score or entry.needs_manual_grade)
            entry.auto_score, entry.needs_manual_grade = score, doubtful or exercise in broken

    def _new_submission(self, student):
        submission = self.api.SubmittedAssignment(assignment_id=self.outline.assignment, student_id=student)
        self.outline.mirror(self.api.SubmittedNotebook(notebook_id=self.outline.notebook, assignment=submission))
        self.db.add(submission)
        return submission

    def _students(self, names):
        student = self.api.Student
        return {one.id: one for one in self.db.query(student).filter(student.id.in_(names))}

    def _submissions(self, names):
        from sqlalchemy.orm import selectinload

        submission, notebook = self.api.SubmittedAssignment, self.api.SubmittedNotebook
        with_grades = selectinload(submission.notebooks).selectinload(notebook.grades)
        wanted = submission.assignment_id == self.outline.assignment, submission.student_id.in_(names)
        return {one.student_id: one for one in self.db.query(submission).filter(*wanted).options(with_grades)}

    def _handed_in(self, student):
        """Return when something was handed in, in UTC; None if nothing says so, or not as nbgrader does."""
        from nbgrader.utils import parse_utc

        if self.submitted is None:
            return None
        path = os.path.join(self.submitted, student, self.problem_set.name, TIMESTAMP)
        with contextlib.suppress(OSError, ValueError, OverflowError):
            return parse_utc(submissions.read_file(path)[:LONGEST_TIMESTAMP].decode().strip())
        return None


def _late_rule(place):
    from .late import LateRule

    return LateRule.beside(place)


def _make_tables(url):
    """Make the tables of a new gradebook. nbgrader would start a process of two seconds to learn their version."""
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory
    from nbgrader import api, dbutil
    from sqlalchemy import create_engine, inspect

    engine = create_engine(url)
    with engine.begin() as connection:
        if not inspect(connection).get_table_names():
            api.Base.metadata.create_all(connection)
            MigrationContext.configure(connection).stamp(ScriptDirectory(dbutil.ALEMBIC_DIR), "head")
    engine.dispose()


def _reason(error):
    """Return the first line of what a database says."""
    return str(getattr(error, "orig", None) or error).strip().partition("\n")[0]
