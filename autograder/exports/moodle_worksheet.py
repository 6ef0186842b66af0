"""Moodle: the offline grading worksheet of an assignment, filled in.

Moodle reads back what it wrote: *Submissions → Actions → Download grading worksheet*, then *Upload grading worksheet*.
All students are found by the number of the participant, by the number and the name with which they were collected, or
by what Moodle calls the folders of their submissions (``Ada L_12_assignsubmission_file``, where 12 may be a group's
number, so that the name has to fit as well), by e-mail address, by what stands before its ``@``, or by full name. All
other rows, all other cells that Moodle reads, and what people wrote into these stay as they are: our part of a comment
has a mark of its own, by which a later one replaces it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from autograder import escape, tables
from autograder.errors import Refusal
from autograder.numbers import points
from autograder.report import Report

from . import common, worksheet
from .worksheet import Worksheet

TRANSLATED = "{path} is not in English, so that nobody can tell here which grades are locked: Moodle leaves these"
OURS, OURS_ENDS = '<div class="graded-by-tests">', "</div>"  # around our part of a comment
OUR_PART = re.compile(re.escape(OURS) + r"(?P<text>.*?)" + re.escape(OURS_ENDS), re.DOTALL)
OUR_MARK = re.compile(r": (?P<score>\S+) of \S+ points")


def export(reports: Sequence[Report], options: common.Options) -> common.Export:
    """Return the worksheet with the marks and the feedback of one problem set."""
    common.only_set(reports)
    sheet = given(options)
    chosen, left_out, notes = common.marked(reports, options)
    found, strangers = sheet.find_all(chosen, options)
    left_out += strangers
    notes += [TRANSLATED.format(path=sheet.path)] if sheet.is_translated else []
    given_to: dict[int, Report] = {}
    for number, report in found.items():
        row = sheet.rows[number]
        _check_maximum(sheet, row, report)
        if trouble := _trouble(sheet, row, report):
            left_out.append(f"{report.student}: {trouble}")
        else:
            given_to[number] = report
    return common.Export(tables.csv_rows(_rows(sheet, given_to, options), sheet.form), left_out, notes)


def given(options: common.Options) -> Worksheet:
    """Return the worksheet that was given.

    Raises:
        Refusal: none was, or it is none.

    """
    if not options.worksheet:
        remedy = "download it from the assignment in Moodle: WORKSHEET=file"
        raise Refusal("WORKSHEET=", "this format fills in a worksheet", remedy)
    return worksheet.read(options.worksheet)


def _trouble(sheet: Worksheet, row: tables.Row, report: Report) -> str:
    """Return why a row stays as it is, or an empty str."""
    if sheet.cell(row, "Grade can be changed") == "No":
        return "Moodle says that the grade cannot be changed"
    grade, ours = sheet.cell(row, "Grade"), OUR_PART.search(sheet.cell(row, "Feedback comments"))
    mark = OUR_MARK.search(ours["text"]) if ours else None
    if tables.number_in(grade) in (None, report.score, tables.number_in(mark["score"]) if mark else None):
        return ""
    return f"a person gave {grade} in Moodle, which stays; empty that cell to give {points(report.score)}"


def _commented(comment: str, feedback: str) -> str:
    """Return a comment with our part in it anew, and what people wrote as they wrote it."""
    own = OUR_PART.sub("", comment)
    return f"{own}{OURS}{feedback}{OURS_ENDS}"


def _check_maximum(sheet: Worksheet, row: tables.Row, report: Report) -> None:
    maximum = sheet.cell(row, "Maximum grade")
    if maximum.strip() and tables.number_in(maximum) != report.max_score:
        raise Refusal(
            sheet.path,
            f"the maximum grade is {maximum} in Moodle, and {points(report.max_score)} here",
            "change it in the settings of the assignment, and download the worksheet again",
        )


def _rows(sheet: Worksheet, given_to: Mapping[int, Report], options: common.Options) -> Iterator[Sequence[escape.Cell]]:
    """Yield the rows of the worksheet. Cells that Moodle does not read back, such as names, cannot harm a spreadsheet.

    Args:
        sheet: the worksheet.
        given_to: number of a row -> Report, that fills it in; other rows stay as they are.
        options: of the export.

    """
    read = {sheet.at[title] for title in worksheet.READ_BY_MOODLE}
    yield sheet.header
    for number, row in enumerate(sheet.rows):
        filled = _filled(sheet, row, options.whole(given_to[number]), options) if number in given_to else row
        yield [text if place in read else escape.cell(text) for place, text in enumerate(filled)]


def _filled(sheet: Worksheet, row: tables.Row, report: Report, options: common.Options) -> tables.Row:
    comment, filled = sheet.cell(row, "Feedback comments"), [*row]
    filled[sheet.at["Grade"]] = sheet.form.number(report.score)
    filled[sheet.at["Feedback comments"]] = _commented(comment, common.feedback(report, options))
    return filled
