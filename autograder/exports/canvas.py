"""Canvas: a CSV for *Grades → Import*.

Canvas finds a student by its own ID, then by SIS User ID or SIS Login ID. Without a roster, students are written by the
IDs with which they were collected from Canvas, or else by their names here, which have to be their SIS Login IDs. With
one (*Grades → Export*), all are looked up in it by the ID that was collected, or by SIS Login ID, or by SIS User ID, or
by ID, their rows are repeated, and the column of the assignment is the one that is there; otherwise Canvas makes one.
Whoever is excused there stays so. The table is written as the roster is: its separator, and its decimals.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from autograder import escape, tables
from autograder.errors import Refusal
from autograder.numbers import points
from autograder.report import Report

from . import common, people

STUDENT_COLUMNS = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
COLLECTED = "the ID with which they were collected"
KEYS = ("SIS Login ID", "SIS User ID", "ID")
EXCUSED = "EX"
READ_ONLY = "read only"  # in the row of points
POINTS_ROW = "    Points Possible"  # with these spaces


def export(reports: Sequence[Report], options: common.Options) -> common.Export:
    """Return the marks of one problem set for Canvas."""
    name = common.only_set(reports)
    chosen, left_out, notes = common.marked(reports, options, excused=True)
    title, worth = options.title(name), reports[0].max_score
    form = tables.form_of(options.roster) if options.roster else tables.Form()
    if options.roster:
        header, rows, more_left_out, more_notes = _from_roster(chosen, options, name, worth, form)
        left_out += more_left_out
        notes += more_notes
    else:
        header = [*STUDENT_COLUMNS, title]
        rows, more_left_out = _by_themselves(chosen, options)
        left_out += more_left_out
    blank = [""] * (len(header) - 2)
    table = common.table([header, [POINTS_ROW, *blank, form.number(worth)], *rows], form)
    return common.Export(table, left_out, notes)


def _by_themselves(reports: Sequence[Report], options: common.Options) -> tuple[list[list[str]], list[str]]:
    """Return rows of the Canvas IDs of all, where anybody's is known, or else of their names; and who is left out."""
    ids = {report.student: options.identifier("canvas", report.student) for report in reports}
    if any(ids.values()):
        known = [report for report in reports if ids[report.student]]
        left_out = [
            f"{one}: was not collected from Canvas, so that their ID is not known" for one in ids if not ids[one]
        ]
        rows = [[_name(one, options), ids[one.student], "", "", "", _cell(one)] for one in known]
        return rows, left_out
    named, left_out = without_formulas(reports)
    return [[report.student, "", "", report.student, "", _cell(report)] for report in named], left_out


def _name(report: Report, options: common.Options) -> str:
    return options.people[report.student].name or report.student


def _cell(report: Report, form: tables.Form = tables.OUR_FORM) -> str:
    return EXCUSED if report.standing else form.number(report.score)


def without_formulas(reports: Iterable[Report]) -> tuple[list[Report], list[str]]:
    """Leave out students whose name a spreadsheet would compute: changed, it would be somebody else's name.

    Returns:
        ``(reports, left_out)``.

    """
    chosen: list[Report] = []
    left_out: list[str] = []
    for report in reports:
        if escape.is_formula(report.student):
            left_out.append(f"{report.student}: the name reads like a formula; enter their mark by hand")
        else:
            chosen.append(report)
    return chosen, left_out


def _from_roster(
    reports: Iterable[Report], options: common.Options, name: str, worth: float, form: tables.Form
) -> tuple[list[str], list[list[str]], list[str], list[str]]:
    """Return the header and the rows of everybody found in a roster, who is left out, and notes.

    Args:
        reports: of those with a mark.
        options: with the path of the roster.
        name: of the set.
        worth: its points.
        form: of the roster.

    """
    path, title = str(options.roster), options.title(name)
    header, rows = tables.read_table(path)
    at = {name: tables.column(header, name, path) for name in ("ID", "Section")}
    width = at["Section"] + 1
    assignment = _assignment(header, width, {name, title}, path)
    _check_points(rows, assignment, worth, path)
    persons = [row for row in rows if row[at["ID"]].strip()]
    keys = [_collected(options, at["ID"])]
    keys += [_key(name, tables.column(header, name, path), options) for name in KEYS if name in header]
    found, left_out = people.People(path, persons, keys, options.key).find_all(reports)
    pairs = [(persons[number], report) for number, report in sorted(found.items())]
    marks, notes = _marks(pairs, width, assignment, form)
    if assignment is None:
        notes.append(f"{path} has no assignment {title!r}: Canvas will make one")
    return [*header[:width], title if assignment is None else header[assignment]], marks, left_out, notes


def _marks(
    pairs: Iterable[tuple[list[str], Report]], width: int, assignment: int | None, form: tables.Form
) -> tuple[list[list[str]], list[str]]:
    """Return rows with marks, and notes on what is there already: ``EX`` stays, and what is replaced is named."""
    marks, notes = [], []
    for row, report in pairs:
        mark, there = _cell(report, form), "" if assignment is None else row[assignment].strip()
        if there.upper() == EXCUSED:
            notes.append(f"{report.student}: is excused in Canvas, and stays so")
            continue
        if there and tables.number_in(there) != tables.number_in(mark):
            notes.append(f"{report.student}: has {there} in Canvas, in whose place {mark} is imported")
        marks.append([*row[:width], mark])
    return marks, notes


def _collected(options: common.Options, column: int) -> people.Key:
    return people.Key(COLLECTED, lambda row: row[column], lambda student: options.identifier("canvas", student))


def _key(name: str, column: int, options: common.Options) -> people.Key:
    """Return the key that is a column. Whoever was collected by another ID is called by none of that column."""
    key = people.column_key(name, column)
    return key if name != "ID" else replace(key, of_student=lambda student: options.called("canvas", student))


def _assignment(header: Sequence[str], width: int, names: set[str], path: str) -> int | None:
    """Return the column of the assignment, or None where there is none yet."""
    found = [number for number, text in enumerate(header) if number >= width and _title_of(text) in names]
    if len(found) > 1:
        seen = " and ".join(repr(header[number]) for number in found)
        cause = f"two assignments are called so: {seen}"
        raise Refusal(path, cause, "rename one of them in Canvas, and export it again")
    return found[0] if found else None


def _title_of(text: str) -> str:
    """Return the title of an assignment's column, which Canvas follows with its number in parentheses."""
    return re.sub(r"\s+\(\d+\)$", "", text)


def _check_points(rows: Iterable[list[str]], assignment: int | None, worth: float, path: str) -> None:
    """Importing other points would change the assignment, so they have to be the same already."""
    row = next((row for row in rows if "Points Possible" in row[0]), None)
    if row is None or assignment is None:
        return
    same = tables.number_in(row[assignment]) == worth if row[assignment].strip() else True
    if READ_ONLY in row[assignment]:
        cause = f"Canvas says that the column of the assignment is {READ_ONLY}, so that it imports no mark"
        raise Refusal(path, cause, "see whether it is graded elsewhere, or its grading period is over")
    if not same:
        raise Refusal(
            path,
            f"the assignment is worth {row[assignment]} points in Canvas, and {points(worth)} here",
            "change it in Canvas, and export the gradebook again",
        )
