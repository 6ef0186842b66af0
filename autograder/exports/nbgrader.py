"""nbgrader: the columns of its own ``nbgrader export``, in its order, for whatever reads those.

Cells are quoted where they must be, which nbgrader's own export does not do. What the reports do not know stays empty.
"""

from collections.abc import Sequence

from autograder import escape
from autograder.report import Report

from . import common

COLUMNS = (
    "assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email", "raw_score",
    "late_submission_penalty", "score", "max_score",
)  # fmt: skip


def export(reports: Sequence[Report], options: common.Options) -> common.Export:
    """Return a row a student and set. As with nbgrader, whoever handed in nothing has 0; whoever is excused, no row."""
    notes = [f"{report.student}: {report.problem_set}: is excused" for report in reports if report.standing]
    reports = [report for report in reports if not report.standing]
    unsure = [report.student for report in reports if common.is_unsure(report)]
    left_out = [f"{student}: the score may be too low (grader error); grade them anew" for student in unsure]
    return common.Export(common.table([COLUMNS, *map(_row, reports)]), left_out, notes)


def _row(report: Report) -> list[escape.Cell]:
    known: dict[str, escape.Cell] = {
        "assignment": report.problem_set,
        "student_id": report.student,
        "raw_score": report.mark.raw if report.mark else report.graded,
        "late_submission_penalty": report.mark.penalty if report.mark and report.mark.penalty else "",
        "score": report.score,
        "max_score": report.max_score,
    }
    return [known.get(name, "") for name in COLUMNS]
