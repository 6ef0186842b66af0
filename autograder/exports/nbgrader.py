"""nbgrader: the columns of its own ``nbgrader export``, in its order, for whatever reads those.

Where there is a gradebook, its rows are nbgrader's own: all students in it, when what was due and handed in, names and
addresses. What counts for somebody is what it is everywhere else, and who has a report alone follows at the end. Cells
are quoted where they must be, which nbgrader's own export does not do.
"""

import math
from collections.abc import Iterator, Mapping, Sequence

from autograder import escape
from autograder.report import Report

from . import common

COLUMNS = (
    "assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email", "raw_score",
    "late_submission_penalty", "score", "max_score",
)  # fmt: skip
SCORES = COLUMNS[-4:]


def export(reports: Sequence[Report], options: common.Options) -> common.Export:
    """Return a row a student and set. As with nbgrader, whoever handed in nothing has 0; whoever is excused, no row."""
    notes = [f"{report.student}: {report.problem_set}: is excused" for report in reports if report.standing]
    unsure = [report.student for report in reports if not report.standing and common.is_unsure(report)]
    left_out = [f"{student}: the score may be too low (grader error); grade them anew" for student in unsure]
    return common.Export(common.table([COLUMNS, *_rows(reports, options)]), left_out, notes)


def _rows(reports: Sequence[Report], options: common.Options) -> Iterator[list[escape.Cell]]:
    """Yield the rows of the gradebook, and then those of reports that it knows nothing of."""
    waiting = {(report.problem_set, report.student): report for report in reports}
    names = {report.problem_set for report in reports}
    for entry in options.gradebook:
        report = waiting.pop((entry["assignment"], entry["student_id"]), None)
        if report is None and (entry["assignment"] not in names or options.is_narrowed):
            continue
        if report is None or not report.standing:
            yield _row(_updated(entry, report) if report else entry)
    yield from (_row(_entry(report)) for report in waiting.values() if not report.standing)


def _row(entry: Mapping[str, escape.Cell]) -> list[escape.Cell]:
    return [entry.get(name, "") for name in COLUMNS]


def _updated(entry: Mapping[str, str], report: Report) -> Mapping[str, escape.Cell]:
    """Return a row of the gradebook with what counts, where that is something else."""
    own = _entry(report)
    is_same = all(math.isclose(float(entry[name]), float(own[name] or 0), abs_tol=1e-6) for name in SCORES)
    return entry if is_same else {**entry, **own}


def _entry(report: Report) -> dict[str, escape.Cell]:
    return {
        "assignment": report.problem_set,
        "student_id": report.student,
        "raw_score": report.mark.raw if report.mark else report.graded,
        "late_submission_penalty": report.mark.penalty if report.mark else 0.0,
        "score": report.score,
        "max_score": report.max_score,
    }
