"""Feedback as it is when it is to go back: of one student, and of a class."""

import dataclasses
import hashlib
import io
import zipfile

from autograder.collecting.manifest import Row
from autograder.course.roster import Person, Roster
from autograder.exports.common import Options
from autograder.report import SubmittedFile
from autograder.returning.material import Feedback, Material
from tests import made_reports
from tests.made_reports import result

TITLES = {"warmup": "Warm-up"}
WRONG = result("failed", "slope(3) gave 9, and 6 is right.", "Try n = 1.")


def feedback(student, file=None, data=b"", *, row=None, ids=(), name="", tests=(WRONG,)):
    """Return a student's Feedback, on a file that holds some data."""
    report = made_reports.report(student, *tests)
    about = SubmittedFile(file, hashlib.sha256(data).hexdigest() if file else None)
    report = dataclasses.replace(report, submission=about)
    return Feedback(report, f"<p>page of {student}</p>", Person(student, name, ids=dict(ids)), [row] if row else [])


def material(warmup, tmp_path, feedbacks, *, source=None, roster=True, **options):
    """Return the Material of some Feedbacks."""
    people = {one.student: one.person for one in feedbacks}
    known = Roster("roster.csv", "a table by hand", tuple(people.values())) if roster else None
    options = Options(TITLES, people=people, **options)
    by_name = {one.student: one for one in feedbacks}
    return Material(warmup, str(tmp_path / "submitted"), by_name, options, source, known)


def collected(student, user, name, file="warmup.ipynb", group=""):
    """Return the row of the manifest of a file that was collected from Canvas."""
    return Row(student, "collected", "canvas", user, group=group, file=file, original_name=name)


def packed_in(returned, name):
    """Return what a zip among the files that were made holds."""
    with zipfile.ZipFile(io.BytesIO(returned.files[name])) as archive:
        return {path: archive.read(path).decode() for path in archive.namelist()}
