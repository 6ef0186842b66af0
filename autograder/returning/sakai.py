"""Sakai: the zip of *Download All*, filled: a page in the feedback folder of each person, and marks in grades.csv.

What a person wrote in comments.txt or feedbackText.html is not in the zip, so that Sakai keeps it.
"""

import csv
import io
from collections.abc import Mapping, Sequence

from autograder.bounded import Failure, attempt
from autograder.collecting.archives import Download
from autograder.collecting.layouts import SAKAI
from autograder.files import pack
from autograder.numbers import points
from autograder.tables import Row, folded

from .material import Feedback, Material, Returned

STEPS = (
    "In Sakai: the assignment, 'Upload All', {folder}/upload.zip; choose grades (final ones) and feedback attachments "
    "alone."
)
ATTACHMENTS = "Feedback Attachment(s)"
GRADES = "grades.csv"
NO_GRADES = "there is no table of grades in {source} that can be read, so marks have to be entered there"


def give(material: Material) -> Returned:
    """Return the filled zip.

    Raises:
        Refusal: there is no zip of Sakai's to fill.

    """
    returned, files = Returned(STEPS), dict[str, tuple[str | bytes, int]]()
    owned = dict(material.owned(SAKAI, "login", returned))
    with material.download(SAKAI) as (download, _):
        for folder, feedback in owned.items():
            files[f"{folder}/{_attachments(download, folder)}/{material.page_name}"] = (feedback.page, 0o644)
        path, rows = _grades(download)
    logins = {_login(folder): feedback for folder, feedback in owned.items()}
    if header := next((row for row in rows if {"id", "grade"} <= set(map(folded, row))), None):
        _fill(rows, header, logins, returned)
        files[path] = (_as_text(rows), 0o644)
    else:
        returned.left_out.append(NO_GRADES.format(source=material.source))
    returned.files["upload.zip"] = pack(files)
    return returned


def _login(folder: str) -> str:
    return folded(folder.rpartition("(")[2].removesuffix(")"))


def _attachments(download: Download, folder: str) -> str:
    """Return what the folder for feedback is called, which rests on the language."""
    empty = {one.removeprefix(f"{folder}/") for one in download.folders if one.startswith(f"{folder}/")}
    empty -= {entry.path.removeprefix(f"{folder}/").partition("/")[0] for entry in download.entries}
    return empty.pop() if len(empty) == 1 else ATTACHMENTS


def _grades(download: Download) -> tuple[str, list[Row]]:
    """Return the path of the table of grades, and its rows; none where there is no such table."""
    for entry in download.entries:
        if entry.name == GRADES:
            text = attempt(lambda read=entry.read: read().decode("utf-8-sig"))
            return entry.path, [] if isinstance(text, Failure) else list(csv.reader(io.StringIO(text)))
    return "", []


def _fill(rows: Sequence[Row], header: Row, logins: Mapping[str, Feedback], returned: Returned) -> None:
    """Put marks into the rows below a header; a mark that is there and differs is a person's, and stays."""
    names = list(map(folded, header))
    for row in rows:
        feedback = logins.get(folded(row[names.index("id")])) if len(row) == len(header) else None
        if feedback is None:
            continue
        place, mark = names.index("grade"), points(feedback.report.score)
        if row[place] not in ("", mark):
            cause = f"there is a grade of {row[place]} in Sakai, which stays; empty that cell to give {mark}"
            returned.left_out.append(f"{feedback.student}: {cause}")
        else:
            row[place] = mark


def _as_text(rows: Sequence[Row]) -> str:
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    return text.getvalue()
