"""Marks arrive at their consumers: whole, with the right person, and harmless.

The texts in tests/golden/exports are what the made-up class of ``made_reports`` gives. After a change that is meant,
``REFRESH_GOLDEN=1 python -m pytest tests/test_exports.py`` writes them anew; read the difference before committing it.
"""

import collections
import csv
import io
import json
import os
import re
import subprocess
import sys
import weakref
import xml.etree.ElementTree as ET

import pytest
from click.testing import CliRunner

from autograder import escape, report_folder
from autograder.cli import main
from autograder.errors import Refusal
from autograder.exports import canvas, github, gradescope, junit, moodle, moodle_worksheet, nbgrader
from autograder.exports.common import Options
from tests import made_reports, made_tables
from tests.consumers import canvas as canvas_rules
from tests.consumers import gradescope as gradescope_rules
from tests.consumers import moodle as moodle_rules
from tests.paths import ROOT, TINY

GOLDEN = ROOT / "tests" / "golden" / "exports"
CONSUMERS = ROOT / "tests" / "consumers"
TITLES = {"warmup": "Warm-up"}


def golden_cases():
    reports = made_reports.a_class()
    odd = [report for report in reports if report.student in made_reports.ODD_NAMES]
    every = [report for report in reports if report.student == "every"]
    return {
        "canvas.csv": (canvas, reports),
        "canvas-with-roster.csv": (canvas, odd),
        "moodle.csv": (moodle, reports),
        "moodle-worksheet.csv": (moodle_worksheet, odd),
        "nbgrader.csv": (nbgrader, reports),
        "gradescope.json": (gradescope, every),
        "junit.xml": (junit, reports),
        "github.md": (github, reports),
    }


@pytest.mark.parametrize("name", golden_cases())
def test_texts_are_as_they_were(name, tmp_path):
    """A change of what consumers get shows as a difference of a golden file."""
    module, reports = golden_cases()[name]
    roster = made_tables.roster(tmp_path) if "roster" in name else None
    exported = module.export(reports, Options(TITLES, roster=roster, worksheet=made_tables.worksheet(tmp_path)))
    text = exported.text
    if os.environ.get("REFRESH_GOLDEN"):
        (GOLDEN / name).write_text(text, newline="")
    with open(GOLDEN / name, newline="") as file:
        assert text == file.read()


# nbgrader, Gradescope, JUnit, GitHub


def test_nbgrader_columns_are_those_of_nbgrader(tmp_path):
    """The header is what nbgrader's own export writes."""
    plugins = pytest.importorskip("nbgrader.plugins.export", reason="pip install nbgrader")

    class Empty:
        assignments = ()

    plugins.CsvExportPlugin(to=str(tmp_path / "own.csv")).export(Empty())
    assert ",".join(nbgrader.COLUMNS) + "\n" == (tmp_path / "own.csv").read_text()


def test_nbgrader_rows_stay_in_their_columns():
    """A name with a comma, a quote or a line break is one cell."""
    rows = list(csv.DictReader(io.StringIO(nbgrader.export(made_reports.a_class(), Options()).text)))
    assert {row["max_score"] for row in rows} == {"3.0", "18.0", "6.0"}
    assert {row["student_id"] for row in rows} >= {'q"uote, comma', "two\nlines", "'=1+1", "-5"}


@pytest.mark.parametrize("visibility", gradescope.VISIBILITIES)
def test_gradescope_results_follow_its_schema(visibility):
    """Whatever there is to say; and the hidden tests are as visible as the instructor wants."""
    for report in made_reports.a_class():
        results = json.loads(gradescope.export([report], Options(TITLES, visibility=visibility)).text)
        gradescope_rules.check(results)
        assert {test["visibility"] for test in results["tests"]} == {visibility}
        assert results["score"] == sum(test["score"] for test in results["tests"]) == report.score
    gradescope_rules.check(gradescope.failure("no space left"))


def test_gradescope_blames_nobody_for_our_errors():
    """A grader error is neither passed nor failed, and is said to be ours."""
    unsure = next(report for report in made_reports.a_class() if report.student == "unsure")
    results = gradescope.results(unsure, Options(TITLES))
    assert "our side, not yours" in results["output"]
    assert "status" not in results["tests"][1]


def test_gradescope_takes_one_submission():
    """Several are refused, with the options that choose one."""
    with pytest.raises(Refusal, match="add SET= and STUDENT="):
        gradescope.export(made_reports.a_class(), Options())


def junit_schema():
    import xmlschema  # takes long to load

    return xmlschema.XMLSchema(str(CONSUMERS / "junit.xsd"))


def test_junit_is_valid():
    """Control characters and all; and every test has the outcome of its status."""
    text = junit.export(made_reports.a_class(), Options(TITLES)).text
    junit_schema().validate(text)
    suite = ET.fromstring(text).find("testsuite[@name='every: Warm-up']")
    found = [[(child.tag, child.get("type")) for child in case] for case in suite.findall("testcase")]
    statuses = [("failure", status) for status in ("failed", "error", "timeout", "crashed", "not attempted")]
    assert found == [[one] for one in [*statuses, ("skipped", "skipped")]]
    assert (suite.get("failures"), suite.get("skipped"), suite.get("errors")) == ("5", "1", "0")
    assert "#x1B[31m#x00bell#x07" in text


def test_junit_of_pytest_itself_is_valid_too(tmp_path):
    """The schema is no wishful thinking: it accepts what pytest writes."""
    path = tmp_path / "test_it.py"
    path.write_text("import pytest\ndef test_a(): pass\ndef test_b(): assert 0\n@pytest.mark.skip\ndef test_c(): pass\n"
                    "@pytest.fixture\ndef bad(): 1 / 0\ndef test_d(bad): pass\n")  # fmt: skip
    run = [sys.executable, "-m", "pytest", "-c", os.devnull, f"--junitxml={tmp_path}/out.xml", str(path)]
    subprocess.run(run, check=False, capture_output=True, cwd=tmp_path)
    junit_schema().validate(str(tmp_path / "out.xml"))


def test_a_job_summary_shows_text_as_text():
    """No markup, mention, link or new column comes from a student's name or code."""
    text = github.export([*made_reports.a_class(), made_reports.report("www.evil.org")], Options(TITLES)).text
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {5}
    assert not re.search(r"<script|@all|\[31m|`x`|www\.", text)
    assert "&lt;script" not in text  # encoded once, not twice


# All of them


def megabytes():
    huge = "<&\x01|'" * 400_000
    return [made_reports.report("ada", made_reports.result("failed", huge, huge))]


@pytest.mark.parametrize("module", [canvas, moodle, nbgrader, gradescope, junit, github])
def test_megabytes_are_cut_short(module):
    """A report of two megabytes never becomes a file that its consumer refuses."""
    assert len(module.export(megabytes(), Options(TITLES)).text.encode()) < 100_000


@pytest.mark.parametrize("module", [canvas, moodle])
def test_several_sets_do_not_share_a_file(module):
    """An empty cell would take a mark away, so one file is about one set."""
    reports = [made_reports.report("ada"), made_reports.report("ada", problem_set="other")]
    with pytest.raises(Refusal, match="SET= one of: other, warmup"):
        module.export(reports, Options())


@pytest.mark.parametrize(("zero", "rows"), [(False, 0), (True, 1)])
def test_who_handed_in_nothing_keeps_their_mark(zero, rows):
    """Unless the instructor says that it is 0."""
    gone = [report for report in made_reports.a_class() if report.status == "missing"]
    exported = canvas.export(gone, Options(TITLES, zero_for_missing=zero))
    assert len(exported.text.splitlines()) == 2 + rows
    assert len(exported.notes) == 1 - rows


@pytest.mark.parametrize("text", ["=1", "+a", "-b", "@c", "\t=1", "\r=1", "\n=1", "＝1", "+1+1", "-1-1", "-5=1"])
def test_formulas_are_disarmed(text):
    """Whatever sign they begin with."""
    assert escape.cell(text) == f"'{text}"


@pytest.mark.parametrize("value", ["ada", "-", "-5", "+49", "-2.5", "a=b", "", 3.0, -3.0, None])
def test_what_is_no_formula_stays(value):
    """Numbers with a sign are harmless, and are still who they were."""
    assert escape.cell(value) == value


# The command


@pytest.fixture
def grades(tmp_path):
    """A folder of reports."""
    for report in made_reports.a_class():
        if "\n" not in report.student and '"' not in report.student:
            made_reports.put(tmp_path / "grades", report)
    return tmp_path / "grades"


def export(*arguments):
    return CliRunner().invoke(main, ["--course", str(TINY), "export", *map(str, arguments)])


def test_the_command_prints_or_writes(grades, tmp_path):
    """Both give the same text; who is left out is named, and the exit code says so."""
    printed = export("canvas", "--reports", grades)
    saved = export("canvas", "--reports", grades, "--to", tmp_path / "marks.csv")
    assert printed.exit_code == saved.exit_code == 1
    assert printed.stdout == (tmp_path / "marks.csv").read_text()
    assert "look at: =1+1: the name reads like a formula" in saved.stderr
    assert "look at: unsure: a test could not be judged" in saved.stderr
    assert "gone: handed in nothing" in saved.stderr


def test_the_command_succeeds_when_all_marks_are_in(grades):
    """One student alone can be exported."""
    done = export("junit", "--reports", grades, "--student", "ada", "--set", "warmup")
    assert done.exit_code == 0
    assert len(ET.fromstring(done.stdout)) == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["canvas", "--reports", "nowhere"], "nowhere: there is no such folder"),
        (["canvas", "--student", "nobody"], "there is no report of nobody"),
        (["canvas", "--set", "none"], "none: there is no report"),
        (["pdf"], "'pdf' is not one of"),
        (["moodle-worksheet"], "download it from the assignment in Moodle"),
        (["canvas", "--roster", "nowhere.csv"], "nowhere.csv"),
    ],
)
def test_wrong_usage_is_told_in_a_sentence(grades, arguments, words):
    """It ends with exit code 2."""
    arguments = arguments if "--reports" in arguments else [*arguments, "--reports", grades]
    done = export(*arguments)
    assert done.exit_code == 2
    assert words in done.stderr


def test_a_broken_report_is_named(grades):
    """Its path, and what to do; everybody else is in the file."""
    (grades / "warmup" / "ada.json").write_text('{"student": "ada"}')
    done = export("canvas", "--reports", grades)
    assert done.exit_code == 1
    assert "every" in done.stdout and "ada" not in done.stdout
    assert (
        "ada.json: this is no report: its schema is None" in done.stderr and "grade that student again" in done.stderr
    )


@pytest.fixture
def read(monkeypatch):
    """How often each report was read, path -> number, and a list of functions that are called with that at each one."""
    times, read_report = collections.Counter(), report_folder.read_report
    looks = []

    def watched(path):
        report = read_report(path)
        times[path] += 1
        for look in looks:
            look(path, report)
        return report

    monkeypatch.setattr(report_folder, "read_report", watched)
    return times, looks


@pytest.mark.parametrize("form", ["canvas", "moodle", "moodle-worksheet", "nbgrader", "junit", "github"])
def test_no_two_reports_are_held_whole(grades, tmp_path, read, form):
    """One is read after the other, and let go before the next but one; scores alone need no second look."""
    times, looks = read
    seen, alive = [], []

    def count(_, report):
        seen.append(weakref.ref(report))
        alive.append(sum(one() is not None for one in seen))

    looks.append(count)
    sheet = ["--worksheet", made_tables.worksheet(tmp_path)] if "worksheet" in form else []
    export(form, "--reports", grades, *sheet, "--to", tmp_path / "marks")
    assert (max(times.values()) > 1) == (form not in ("canvas", "nbgrader"))
    assert len(alive) >= 9 and max(alive) <= 2  # the one that is read, and the one before it


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda path: path.write_text("{"), "zoë.json: this is no report"),
        (lambda path: path.unlink(missing_ok=True), "zoë.json: this is no report: no such file"),
        (lambda path: made_reports.put(path.parents[1], made_reports.report("zoë", made_reports.result("failed"))),
         "zoë.json: it has changed since this command began"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", ["moodle", "junit"])
def test_a_report_that_is_lost_midway_leaves_no_file(grades, tmp_path, read, form, change, words):
    """What was there stays as it was, without a draft beside it."""
    times, looks = read
    looks.append(lambda path, _: change(grades / "warmup" / "zoë.json") if times[path] == 2 else None)
    to = tmp_path / "out" / "marks"
    to.parent.mkdir()
    to.write_text("older")
    done = export(form, "--reports", grades, "--to", to)
    assert done.exit_code == 2 and words in done.stderr
    assert [(path.name, path.read_text()) for path in to.parent.iterdir()] == [("marks", "older")]


def test_a_report_that_is_lost_midway_is_not_printed(grades, read):
    """Those before it are, since a pipe takes nothing back."""
    times, looks = read
    looks.append(lambda path, _: times[path] == 2 and (grades / "warmup" / "zoë.json").write_text("{"))
    done = export("moodle", "--reports", grades)
    assert done.exit_code == 2 and "zoë.json: this is no report" in done.stderr
    assert "every," in done.stdout and "zoë," not in done.stdout


def test_the_sample_class_arrives_everywhere(graded_sample):
    """Every consumer's reader finds every student of the sample class, with their mark."""
    reports = sorted(graded_sample.values(), key=lambda one: one.student)
    options = Options({"foundations": "Foundations"})
    marks = {one.student: one.score for one in reports if one.status != "missing"}
    users = [{"id": n, "login": one.student, "sis": "", "name": ""} for n, one in enumerate(reports)]
    scores = canvas_rules.read(canvas.export(reports, options).text, users)["scores"]
    assert {users[n]["login"]: float(score["Foundations"]) for n, score in scores.items()} == marks
    imported = moodle_rules.read_import(moodle.export(reports, options).text, graded_sample.keys())
    assert {name: grade for name, (grade, _) in imported.items()} == marks
    rows = csv.DictReader(io.StringIO(nbgrader.export(reports, options).text))
    assert {row["student_id"]: float(row["score"]) for row in rows} == {one.student: one.score for one in reports}
    text = junit.export(reports, options).text
    junit_schema().validate(text)
    assert len(ET.fromstring(text)) == len(reports)
    for report in reports:
        gradescope_rules.check(gradescope.results(report, options))
    assert github.export(reports, options).text.count("\n| ") == len(reports) + 2
