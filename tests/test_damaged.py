"""Files of a grading run that are damaged: each command names them, says what to type, and does the rest."""

import os
import pathlib
from dataclasses import replace

import pytest

from autograder.course.model import load_course
from autograder.errors import ReportError
from autograder.feedback import pages
from autograder.feedback.library import Library
from autograder.grading.ledger import Ledger
from autograder.report_folder import evidence_path, load, read_record, report_path, write_report
from tests import damage
from tests.running import typed

HEALTHY = ("ada", "zoe")
WRONG = "\n\ndef slope(x):\n    return x * x\n"


def names(kind, damages):
    """Return student -> damage: a student for each way to damage a file."""
    return {f"{kind}-{number}": function for number, function in enumerate(damages.values())}


REPORTS, EVIDENCE = names("report", damage.REPORTS), names("evidence", damage.EVIDENCE)


@pytest.fixture
def out(tmp_path, grade, perfect_text):
    """The folder of a grading run in which a file of everybody but two is damaged, each in another way."""
    folder = str(tmp_path / "out")
    report = grade(perfect_text + WRONG)
    for student in (*HEALTHY, *REPORTS, *EVIDENCE):
        write_report(folder, replace(report, student=student))
    for student, function in REPORTS.items():
        function(report_path(folder, "warmup", student))
    for student, function in EVIDENCE.items():
        function(evidence_path(folder, "warmup", student))
    return folder


def damaged_files(out):
    """Return the paths of all that is damaged."""
    return [report_path(out, "warmup", student) for student in REPORTS] + [
        evidence_path(out, "warmup", student) for student in EVIDENCE
    ]


def test_everything_else_is_read(out):
    """Reports that are damaged have no Record; where evidence is, the Record says why there is none."""
    found = load(out, "warmup")
    assert {record.report.student for record in found.records} == {*HEALTHY, *EVIDENCE}
    assert {error.where for error in found.damaged} == {report_path(out, "warmup", student) for student in REPORTS}
    assert {record.report.student for record in found.records if record.error} == set(EVIDENCE)
    assert {error.where for error in found.errors} == set(damaged_files(out))
    for error in found.errors:
        assert f"make grade OUT={out} SET=warmup STUDENT=" in error.remedy
        assert "Errno" not in str(error)


@pytest.mark.parametrize("ways", ["REPORTS", "EVIDENCE"])
def test_there_are_twenty_ways(ways):
    """Together, and each of them is found out alone."""
    assert len(damage.REPORTS) + len(damage.EVIDENCE) >= 40
    assert len(getattr(damage, ways)) >= 19


def test_pages_are_written_for_everybody(tiny, out):
    """Who has a damaged file reads a sentence in its place, also where an older page was there; the run names it."""
    stale = pathlib.Path(out, "feedback", "warmup", "report-0.html")
    stale.parent.mkdir(parents=True)
    stale.write_text("an older page")
    done = typed(tiny, "feedback", "--out", out)
    assert done.returncode == 1
    texts = {path.stem: path.read_text() for path in stale.parent.iterdir()}
    assert texts.keys() == {*HEALTHY, *REPORTS, *EVIDENCE}
    assert all("What was called" in texts[student] for student in HEALTHY)
    assert all(pages.NO_EVIDENCE in texts[student] and "11" in texts[student] for student in EVIDENCE)
    assert all(pages.NO_REPORT in texts[student] for student in REPORTS)
    assert "Error: " in done.stderr and "more of these" in done.stderr
    class_page = pathlib.Path(out, "class.html").read_text()
    assert "What could not be read or shown" in class_page and "ada" in class_page


def test_marks_are_exported_for_the_rest(tiny, out):
    """Evidence decides about no mark; who has no report is named."""
    done = typed(tiny, "export", "canvas", "--reports", out)
    assert done.returncode == 1
    rows = done.stdout.splitlines()[2:]
    assert sorted(row.split(",")[0] for row in rows) == sorted([*HEALTHY, *EVIDENCE])
    alone = typed(tiny, "export", "canvas", "--reports", out, "--student", "ada")
    assert alone.returncode == 0 and "Error" not in alone.stderr


def test_one_of_them_is_shown_as_far_as_it_can_be(tiny, out):
    """What is shown is shown, and the file that is damaged is named with what to type."""
    for student in (*REPORTS, *EVIDENCE):
        done = typed(tiny, "show", student, "warmup", "--out", out)
        path = (report_path if student in REPORTS else evidence_path)(out, "warmup", student)
        assert done.returncode == (2 if student in REPORTS else 1)
        assert f"Error: {path}: this is no " in done.stderr
        assert f"STUDENT={student}" in done.stderr
        assert ("11 of 15 points" in done.stdout) == (student in EVIDENCE)


def test_a_server_shows_the_rest(tiny, out):
    """And names all that it cannot read."""
    shelf = Library(load_course(str(tiny)), out, "nowhere").shelf()
    assert {student for _, student in shelf.entries} == {*HEALTHY, *EVIDENCE}
    assert all(any(path in problem for problem in shelf.problems) for path in damaged_files(out))


def test_a_ledger_counts_nothing_that_is_damaged(out, grade, perfect_text):
    """What is damaged is graded again; what was there is set aside, be it a folder or a pipe."""
    report = grade(perfect_text)
    with Ledger(out) as ledger:
        assert ledger.earlier("warmup", "ada")
        for student in (*REPORTS, *EVIDENCE):
            assert ledger.earlier("warmup", student) is None
            ledger.record(replace(report, student=student))
            assert ledger.earlier("warmup", student)
        assert len(ledger.damaged) == len(REPORTS) + len(EVIDENCE)
    assert not load(out, "warmup").errors
    assert all(os.listdir(os.path.join(out, "history", "warmup", student)) for student in REPORTS)


def test_grading_goes_on(tmp_path, perfect_text, grade_here):
    """A run over others names what is damaged and ends with 1; one over everybody grades it again and ends with 0."""
    for student in ("ada", "ben", "cleo"):
        (tmp_path / "submitted" / student / "warmup").mkdir(parents=True)
        (tmp_path / "submitted" / student / "warmup" / "warmup.py").write_text(perfect_text + WRONG)
    out = tmp_path / "out"
    submitted = tmp_path / "submitted"
    assert grade_here(submitted, out).returncode == 0
    damage.REPORTS["a folder"](out / "warmup" / "ben.json")
    damage.EVIDENCE["empty"](out / "evidence" / "warmup" / "cleo.json")
    alone = grade_here(submitted, out, "--student", "ada")
    assert alone.returncode == 1
    assert f"Error: {out / 'warmup' / 'ben.json'}: this is no report: it is a folder" in alone.stderr
    everybody = grade_here(submitted, out)
    assert everybody.returncode == 0
    assert f"Graded again: {out / 'warmup' / 'ben.json'}: this is no report" in everybody.stderr
    assert f"Graded again: {out / 'evidence' / 'warmup' / 'cleo.json'}: this is no evidence" in everybody.stderr
    assert not load(str(out), "warmup").errors


def test_the_error_says_where_a_report_is_wrong(out):
    """By its place in the file, or by what does not fit together."""
    said = {}
    for student, way in zip(REPORTS, damage.REPORTS, strict=True):
        with pytest.raises(ReportError) as caught:
            read_record(out, report_path(out, "warmup", student))
        said[way] = caught.value.cause
    assert "its schema is 99" in said["another schema"]
    assert "$.exercises[0].tests[0].status" in said["an unknown status of a test"]
    assert "has no 'submission'" in said["no submission"]
    assert "it is about 'zoe'" in said["somebody else's"]
    assert "add up to" in said["sums that do not add up"]
