"""Canvas: a CSV for *Grades → Import*.

Canvas finds a student by its own ID, then by SIS User ID or SIS Login ID. Without a roster, a student's name in the
reports has to be their SIS Login ID. With one (*Grades → Export*), all are looked up in it by SIS Login ID, or by SIS
User ID, or by ID, their rows are repeated, and the column of the assignment is the one that is there; otherwise Canvas
makes one. Whoever is excused there stays so.
"""

import re
from collections.abc import Iterable, Sequence

from autograder import escape, tables
from autograder.errors import Refusal
from autograder.numbers import points
from autograder.report import Report

from . import common, people

STUDENT_COLUMNS = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
KEYS = ("SIS Login ID", "SIS User ID", "ID")
EXCUSED = "EX"
POINTS_ROW = "    Points Possible"  # with these spaces


def export(reports: Sequence[Report], options: common.Options) -> common.Export:
    """Return the marks of one problem set for Canvas."""
    name = common.only_set(reports)
    chosen, left_out, notes = common.marked(reports, options, excused=True)
    title, worth = options.title(name), reports[0].max_score
    if options.roster:
        header, rows, more_left_out, more_notes = _from_roster(chosen, options, name, worth)
        left_out += more_left_out
        notes += more_notes
    else:
        header = [*STUDENT_COLUMNS, title]
        chosen, formulas = without_formulas(chosen)
        left_out += formulas
        rows = [[report.student, "", "", report.student, "", _cell(report)] for report in chosen]
    blank = [""] * (len(header) - 2)
    return common.Export(common.table([header, [POINTS_ROW, *blank, points(worth)], *rows]), left_out, notes)


def _cell(report: Report) -> str:
    return EXCUSED if report.standing else points(report.score)


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
    reports: Iterable[Report], options: common.Options, name: str, worth: float
) -> tuple[list[str], list[list[str]], list[str], list[str]]:
    """Return the header and the rows of everybody found in a roster, who is left out, and notes.

    Args:
        reports: of those with a mark.
        options: with the path of the roster.
        name: of the set.
        worth: its points.

    """
    path, title = str(options.roster), options.title(name)
    header, rows = tables.read_table(path)
    at = {name: tables.column(header, name, path) for name in ("ID", "Section")}
    width = at["Section"] + 1
    assignment = _assignment(header, width, {name, title}, path)
    _check_points(rows, assignment, worth, path)
    persons = [row for row in rows if row[at["ID"]].strip()]
    keys = [people.column_key(name, header.index(name)) for name in KEYS if name in header]
    found, left_out = people.People(path, persons, keys, options.key).find_all(reports)
    marks, notes = [], []
    for number, report in sorted(found.items()):
        if assignment is not None and persons[number][assignment].strip().upper() == EXCUSED:
            notes.append(f"{report.student}: is excused in Canvas, and stays so")
        else:
            marks.append([*persons[number][:width], _cell(report)])
    if assignment is None:
        notes.append(f"{path} has no assignment {title!r}: Canvas will make one")
    return [*header[:width], title if assignment is None else header[assignment]], marks, left_out, notes


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
    try:
        same = float(row[assignment]) == worth
    except ValueError:
        same = not row[assignment].strip()
    if not same:
        raise Refusal(
            path,
            f"the assignment is worth {row[assignment]} points in Canvas, and {points(worth)} here",
            "change it in Canvas, and export the gradebook again",
        )
