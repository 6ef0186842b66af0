"""Moodle: the offline grading worksheet of an assignment, filled in.

Moodle reads back what it wrote: *Submissions → Actions → Download grading worksheet*, then *Upload grading worksheet*.
A student is found by the number of the participant (``12``, or ``Ada L_12_assignsubmission_file``, as Moodle calls the
folders of submissions), by e-mail address, by what stands before its ``@``, or by full name. All other rows, and
all other cells that Moodle reads, stay as they are.
"""

import re
from collections.abc import Collection, Mapping, Sequence

from autograder import escape, tables
from autograder.errors import Refusal
from autograder.numbers import points
from autograder.report import Report

from . import common, people

FOLDER = re.compile(r"_(\d+)_assignsubmission_\w+$")
READ_BY_MOODLE = ("Identifier", "Grade", "Last modified (grade)", "Feedback comments")


def export(reports: Sequence[Report], options: common.Options) -> common.Export:
    """Return the worksheet with the marks and the feedback of one problem set."""
    name = common.only_set(reports)
    if not options.worksheet:
        raise Refusal(
            "--worksheet",
            "this format fills in a worksheet",
            "download it from the assignment in Moodle: WORKSHEET=file",
        )
    title = options.title(name)
    header, rows = tables.read_table(options.worksheet)
    at = {name: tables.column(header, name, options.worksheet) for name in READ_BY_MOODLE}
    chosen, left_out, notes = common.marked(reports, options)
    found, strangers = _directory(header, rows, at).find_all(chosen, options.worksheet, _called)
    left_out += strangers
    for number, report in found.items():
        row = rows[number]
        if _cell(header, row, "Grade can be changed") == "No":
            left_out.append(f"{report.student}: Moodle says that the grade cannot be changed")
            continue
        _check_maximum(_cell(header, row, "Maximum grade"), report, options.worksheet)
        row[at["Grade"]] = points(report.score)
        row[at["Feedback comments"]] = common.feedback(report, title)
    return common.Export(_as_text(header, rows, at.values()), left_out, notes)


def _directory(header: Sequence[str], rows: Sequence[list[str]], at: Mapping[str, int]) -> people.People:
    def email(row: list[str]) -> str:
        return _cell(header, row, "Email address")

    return people.People(
        rows,
        lambda row: row[at["Identifier"]].rpartition(" ")[2],
        email,
        lambda row: email(row).partition("@")[0],
        lambda row: _cell(header, row, "Full name"),
    )


def _called(student: str) -> str:
    """Return what to look a student up by: the participant's number, where a folder of Moodle's has it in its name."""
    folder = FOLDER.search(student)
    return folder[1] if folder else student


def _cell(header: Sequence[str], row: Sequence[str], name: str) -> str:
    return row[header.index(name)] if name in header else ""


def _check_maximum(maximum: str, report: Report, path: str) -> None:
    try:
        same = not maximum.strip() or float(maximum.replace(",", ".")) == report.max_score
    except ValueError:
        same = False
    if not same:
        raise Refusal(
            path,
            f"the maximum grade is {maximum} in Moodle, and {points(report.max_score)} here",
            "change it in the settings of the assignment, and download the worksheet again",
        )


def _as_text(header: Sequence[str], rows: Sequence[list[str]], read: Collection[int]) -> str:
    """Return the worksheet. Cells that Moodle does not read back, such as names, cannot harm a spreadsheet."""
    safe = [[text if column in read else escape.cell(text) for column, text in enumerate(row)] for row in rows]
    return tables.as_csv([header, *safe])
