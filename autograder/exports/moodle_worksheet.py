"""Moodle: the offline grading worksheet of an assignment, filled in.

Moodle reads back what it wrote: *Submissions → Actions → Download grading worksheet*, then *Upload grading worksheet*.
All students are found by the number of the participant, or by what Moodle calls the folders of their submissions
(``Ada L_12_assignsubmission_file``, where 12 may be a group's number, so that the name has to fit as well), by e-mail
address, by what stands before its ``@``, or by full name. All other rows, all other cells that Moodle reads, and what
people wrote into these stay as they are: our part of a comment has a mark of its own, by which a later one replaces it.
"""

import re
from collections.abc import Collection, Mapping, Sequence

from autograder import escape, tables
from autograder.course.roster import letters_of
from autograder.errors import Refusal
from autograder.numbers import points
from autograder.report import Report

from . import common, people

FOLDER = re.compile(r"(?P<name>.*)_(?P<number>\d+)(?:_assignsubmission_\w+)?")
OURS, OURS_ENDS = '<div class="graded-by-tests">', "</div>"  # around our part of a comment
OUR_PART = re.compile(re.escape(OURS) + r"(?P<text>.*?)" + re.escape(OURS_ENDS), re.DOTALL)
OUR_MARK = re.compile(r": (?P<score>\S+) of \S+ points")
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
    keys = _keys(header, at)
    found, strangers = people.People(options.worksheet, rows, keys, options.key).find_all(chosen)
    left_out += strangers
    for number, report in found.items():
        row = rows[number]
        _check_maximum(_cell(header, row, "Maximum grade"), report, options.worksheet)
        grade, comment = row[at["Grade"]], row[at["Feedback comments"]]
        if trouble := _trouble(grade, comment, _cell(header, row, "Grade can be changed"), report):
            left_out.append(f"{report.student}: {trouble}")
            continue
        row[at["Grade"]] = points(report.score)
        row[at["Feedback comments"]] = _commented(comment, common.feedback(report, title))
    return common.Export(_as_text(header, rows, at.values()), left_out, notes)


def _trouble(grade: str, comment: str, can_be_changed: str, report: Report) -> str:
    """Return why a row stays as it is, or an empty str."""
    if can_be_changed == "No":
        return "Moodle says that the grade cannot be changed"
    ours = OUR_PART.search(comment)
    mark = OUR_MARK.search(ours["text"]) if ours else None
    if _number(grade) in (None, report.score, _number(mark["score"]) if mark else None):
        return ""
    return f"a person gave {grade} in Moodle, which stays; empty that cell to give {points(report.score)}"


def _number(text: str) -> float | None:
    try:
        return float(text.strip().replace(",", "."))
    except ValueError:
        return None


def _commented(comment: str, feedback: str) -> str:
    """Return a comment with our part in it anew, and what people wrote as they wrote it."""
    own = OUR_PART.sub("", comment)
    return f"{own}{OURS}{feedback}{OURS_ENDS}"


def _keys(header: Sequence[str], at: Mapping[str, int]) -> list[people.Key]:
    def email(row: list[str]) -> str:
        return _cell(header, row, "Email address")

    def name(row: list[str]) -> str:
        return _cell(header, row, "Full name")

    def number(row: list[str]) -> str:
        return row[at["Identifier"]].rpartition(" ")[2]

    return [
        people.Key("Identifier", number),
        people.Key("folder", lambda row: _called(f"{name(row)}_{number(row)}"), _called),
        people.Key("blind folder", lambda row: row[at["Identifier"]].replace(" ", "_"), _without_plugin),
        people.Key("Email address", email),
        people.Key("user name", lambda row: email(row).partition("@")[0]),
        people.Key("Full name", name),
    ]


def _called(folder: str) -> str:
    """Return a name and a number as Moodle puts them into a folder's name, without what it leaves out there."""
    match = FOLDER.fullmatch(folder)
    return f"{letters_of(match['name'])}_{match['number']}" if match else ""


def _without_plugin(folder: str) -> str:
    return folder.partition("_assignsubmission_")[0]


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
