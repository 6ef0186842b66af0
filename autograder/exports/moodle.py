"""Moodle: a CSV for *Grades → Import → CSV file*.

In Moodle's form, map the first column to the username (or whatever else the students' names in the reports are there),
the second to the grade item, the third to its feedback. A username that Moodle does not know ends its import, and an
empty cell takes a grade away, so only students with a mark have a row.
"""

from . import common
from .canvas import without_formulas


def export(reports, options):
    """Return the marks of one problem set, with feedback in HTML."""
    name = common.only_set(reports)
    title = options.titles.get(name, name)
    chosen, left_out, notes = common.marked(reports, options)
    chosen, formulas = without_formulas(chosen)
    rows = [[one.student, common.number(one.score), common.feedback(one, title)] for one in chosen]
    header = ["username", title, f"{title} (feedback)"]
    return common.Export(common.table([header, *rows]), left_out + formulas, notes)
