"""Moodle: pages for *Upload multiple feedback files in a zip*, and the grading worksheet, filled in.

Moodle passes over a name that does not fit without a word, so all names are built from the worksheet: the person's, as
Moodle writes it, and the participant's number. The folder of a group has another number, and never says where a page
goes: a page of each member's own does.
"""

import re

from autograder.exports import moodle_worksheet
from autograder.exports.worksheet import Worksheet
from autograder.files import pack
from autograder.tables import Row

from .material import Material, Returned

STEPS = (
    "In Moodle, with 'Feedback files' switched on: Submissions, Actions, 'Upload multiple feedback files in a zip', "
    "{folder}/feedback.zip; then 'Upload grading worksheet', {folder}/worksheet.csv, with final marks "
    "(make export FORMAT=moodle-worksheet RAW=1 writes raw ones)."
)
GONE = re.compile(r"[&<>\"`|':\\/\x00-\x1f\x7f]")  # of a name, as Moodle cleans it
LONGEST = 100  # characters of a name, which nothing is found by


def give(material: Material) -> Returned:
    """Return the zip and the worksheet.

    Raises:
        Refusal: there is no worksheet, or it does not fit.

    """
    sheet = moodle_worksheet.given(material.options)
    reports = [one.report for one in material.feedbacks.values()]
    found, _ = sheet.find_all(reports, material.options)
    returned, pages = Returned(STEPS), dict[str, tuple[str | bytes, int]]()
    for place, report in sorted(found.items()):
        if folder := _folder(sheet, sheet.rows[place]):
            pages[f"{folder}/{material.page_name}"] = (material.feedbacks[report.student].page, 0o644)
            returned.students.add(report.student)
        else:
            returned.left_out.append(f"{report.student}: their row in {sheet.path} has no number of a participant")
    exported = moodle_worksheet.export(reports, material.options)
    returned.left_out += exported.left_out
    returned.notes += exported.notes
    returned.files["feedback.zip"] = pack(pages)
    returned.files["worksheet.csv"] = exported.text.encode("utf-8", "surrogateescape")
    return returned


def _folder(sheet: Worksheet, row: Row) -> str:
    """Return the folder in which Moodle looks for what goes to a person, or an empty str."""
    number = sheet.number(row)
    name = GONE.sub("", sheet.cell(row, "Full name").replace("_", " "))[:LONGEST].strip(" .~")
    return f"{name or 'Participant'}_{number}_assignsubmission_file" if number.isascii() and number.isdecimal() else ""
