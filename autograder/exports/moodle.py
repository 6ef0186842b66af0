"""Moodle: a CSV for *Grades → Import → CSV file*.

In Moodle's form, map the first column to the username (or whatever else the students' names in the reports are there),
the second to the grade item, the third to its feedback. A username that Moodle does not know ends its import, and an
empty cell takes a grade away, so only students with a mark have a row.
"""

from collections.abc import Iterator, Sequence

from autograder import escape
from autograder.numbers import points
from autograder.report import Report

from . import common
from .canvas import without_formulas


def export(reports: Sequence[Report], options: common.Options) -> common.Export:
    """Return the marks of one problem set, with feedback in HTML."""
    name = common.only_set(reports)
    title = options.title(name)
    chosen, left_out, notes = common.marked(reports, options)
    chosen, formulas = without_formulas(chosen)
    return common.Export(common.table(_rows(chosen, title, options)), left_out + formulas, notes)


def _rows(reports: Sequence[Report], title: str, options: common.Options) -> Iterator[list[escape.Cell]]:
    yield ["username", title, f"{title} (feedback)"]
    for report in map(options.whole, reports):
        yield [report.student, points(report.score), common.feedback(report, options)]
