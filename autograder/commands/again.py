"""``autograder again``: judges one exercise anew, of one student or of a class, and says what would change and why."""

import contextlib
import getpass
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import click

from autograder.course.model import load_course
from autograder.errors import ReportError
from autograder.escape import spelt_out
from autograder.grading import appeals
from autograder.grading.appeals import Appeal, Objection
from autograder.grading.ledger import Ledger
from autograder.grading.run import grade_all, rows_of_table
from autograder.judge.task import Task
from autograder.nbgrader import gradebook
from autograder.numbers import count, points
from autograder.report import Report, TestResult
from autograder.report_folder import report_path
from autograder.submissions import SAMPLE_CLASS

from . import counting, judging, terminal
from .base import SOMETHING_LEFT, TOLD, Sentences, tell
from .grade import conclude


@dataclass
class Found:
    """What judging an exercise again has come to: appeals, and sentences about those where it could not be told."""

    appeals: list[Appeal] = field(default_factory=list)
    looks: list[str] = field(default_factory=list)


@click.command(cls=Sentences)
@click.option("--exercise", "asked", required=True, help="The exercise: its name, or set/name.")
@click.option("--student", help="Of this student, or of their group; otherwise of the class.")
@click.option("--set", "set_name", help="The problem set, where several have an exercise of that name.")
@click.option("--submitted", show_default="the class that was graded", help="Folder of what was handed in.")
@click.option("--out", default="grades", show_default=True, help="Folder that `grade` wrote.")
@click.option(
    "--workers", type=click.IntRange(1), default=os.cpu_count(), show_default="one a core", help="Side by side."
)
@click.option(
    "--gradebook", "book", envvar="GRADEBOOK", show_default="gradebook.db in --out", help="Where nbgrader keeps marks."
)
@click.option("--by", help="Who decides, for appeals.csv; otherwise, who is logged in.")
@click.option("--dry", is_flag=True, help="Say what would change, and write nothing.")
@click.option("--accept-holes", is_flag=True, help="Grade even where the wall does not hold.")
@click.pass_context
def again(
    context: click.Context, asked: str, student: str | None, set_name: str | None, submitted: str | None, out: str,
    workers: int, book: str | None, by: str | None, dry: bool, accept_holes: bool,
) -> None:  # fmt: skip
    """Judge one exercise again, and leave all else as it is.

    Exit code: 0 all is plain, 1 somebody should look (the sentences say at what), 2 wrong usage.
    """
    os.environ.pop("GRADEBOOK", None)
    course = load_course(context.obj)
    set_name, exercise = course.select_exercise(asked, set_name)
    submitted = submitted or counting.remembered(out) or SAMPLE_CLASS
    place = gradebook.locate(book, out)
    tasks, doubts = judging.tasks(course, submitted, set_name, student, out)
    ledger = Ledger(out, judging.say_that_another_runs)
    with contextlib.nullcontext() if dry else ledger:
        due = _graded_before(tasks, ledger, student)
        with judging.graders(course.root, None, [os.path.abspath(submitted), os.path.abspath(out)]) as graders:
            judging.prepare(graders, due, workers, accept_holes or judging.is_sample(course, submitted))
            with terminal.progress() as progress:
                run = grade_all([replace(task, only=(exercise,)) for task in due], graders, min(workers, len(due)))
                found = _compared(progress.track(run, description="Grading", total=len(due)), due, exercise, ledger)
        _say(found, exercise, dry)
        if not dry:
            for appeal in found.appeals:
                appeals.record(appeal, ledger, by or _user())
            rows = rows_of_table([], judging.everyone(course, submitted), ledger)
            ledger.write_table(course, rows)
    is_recorded = dry or conclude(place, out, course, rows, submitted)
    click.echo(_farewell(found, out, dry))
    damaged = [f"{error.where}: {error.cause}" for path, error in ledger.damaged.items() if error.where == path]
    looked = tell(map(spelt_out, [*doubts, *found.looks, *damaged]), "look at")
    context.exit(looked if is_recorded else SOMETHING_LEFT)


def _graded_before(tasks: Sequence[Task], ledger: Ledger, student: str | None) -> list[Task]:
    """Return the tasks of which there is a report.

    Raises:
        ReportError: there is none.

    """
    due = [task for task in tasks if any(ledger.report(task.problem_set, name) for name in task.students)]
    if not due:
        name = tasks[0].problem_set
        path = report_path(ledger.out, name, student) if student else os.path.join(ledger.out, name)
        raise ReportError(path, "nothing was graded before", f"make grade OUT={ledger.out} SET={name}")
    return due


def _compared(reports: Iterable[Report], tasks: Sequence[Task], exercise: str, ledger: Ledger) -> Found:
    """Hold what judges say now against the reports that there are, of each member of a group."""
    found, by_student = Found(), {task.student: task for task in tasks}
    for report in reports:
        for student in by_student[report.student].students:
            before = ledger.report(report.problem_set, student)
            try:
                if before is None:
                    raise Objection("nothing was graded before: make grade does")
                found.appeals.append(appeals.appeal(before, report, exercise, ledger))
            except (Objection, ReportError) as error:
                found.looks.append(f"{student}: {error}")
    found.appeals.sort(key=lambda appeal: appeal.before.student)
    return found


def _say(found: Found, exercise: str, dry: bool) -> None:
    different = [appeal for appeal in found.appeals if appeal.is_different]
    for appeal in different[: terminal.LONGEST_TABLE]:
        for line in _lines(appeal):
            click.echo(spelt_out(line))
    if len(different) > terminal.LONGEST_TABLE:
        click.echo(f"... and {len(different) - terminal.LONGEST_TABLE} more marks")
    others = len(found.appeals) - len(different)
    worded = sum(any(appeal.changes()) for appeal in found.appeals if not appeal.is_different)
    sentences = f", {worded} of them with other sentences" if worded else ""
    verb = "would change" if dry else "changed"
    click.echo(f"{exercise}: {count(len(different), 'mark')} {verb}, {others} the same{sentences}.")


def _lines(found: Appeal) -> Iterator[str]:
    """Yield what changes for a student, and each test that says something else now."""
    yield f"{found.before.student}: {found}"
    for old, new in list(found.changes())[:TOLD]:
        yield f"  {next(test.title for test in (new, old) if test)}"
        yield f"    was: {_spoken(old)}"
        yield f"    now: {_spoken(new)}"


def _spoken(test: TestResult | None) -> str:
    if test is None:
        return "no such test"
    said = " ".join(f"{test.rationale} {test.help}".split())
    return f"{test.status}, {points(test.score)} of {points(test.max_score)} points. {said}".strip()


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container may have no name for us
        return str(os.geteuid())


def _farewell(found: Found, out: str, dry: bool) -> str:
    if dry:
        return "Nothing was written: this was a dry run."
    if not any(appeal.is_different for appeal in found.appeals):
        return "Every mark stays as it was."
    return f"Written down in {os.path.join(out, appeals.FILE)}; make feedback OUT={out} writes the pages anew."
