"""Feedback finds its way back: read by the platforms' own rules, each student has theirs, and nobody another's."""

import ast
import csv
import email
import email.policy
import hashlib
import io
import json
import os
import subprocess

import nbformat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.collecting import manifest
from autograder.collecting.manifest import Row
from autograder.course.model import load_course
from autograder.exports.common import Options
from autograder.report_folder import write_report
from autograder.returning import github, mail, notebooks, writing
from autograder.returning.platforms import PLATFORMS
from tests import made_downloads, made_reports
from tests.consumers import moodle as moodle_rules
from tests.made_downloads import RIGHT, laid_out, notebook, zipped
from tests.made_feedback import TITLES, WRONG, feedback, material
from tests.made_reports import result
from tests.made_tables import MOODLE_HEADER, worksheet_row, written
from tests.running import typed

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def warmup(tiny):
    """The problem set of the tiny course."""
    return load_course(str(tiny)).select("warmup")


# Notebooks and scripts


def test_a_notebook_comes_back_with_feedback_in_it(warmup):
    """What was handed in stays, in order; what is said of an exercise stands behind the cell that answers it."""
    cells = [nbformat.v4.new_code_cell("x = 1"), nbformat.v4.new_code_cell("def slope(x):\n    return x"),
             nbformat.v4.new_markdown_cell("the end")]  # fmt: skip
    data = nbformat.writes(nbformat.v4.new_notebook(cells=cells)).encode()
    one = feedback("ada", "warmup.ipynb", data)
    made = notebooks.with_feedback("warmup.ipynb", data, one.report, {"toolbox": ("slope",)}, Options(TITLES))
    found = nbformat.reads(made.decode(), as_version=4)
    nbformat.validate(found)
    assert [cell.source.split("\n")[0] for cell in found.cells] == [
        "~~~text", "x = 1", "def slope(x):", "~~~text", "the end",
    ]  # fmt: skip
    assert "0 of 3 points" in found.cells[0].source and "slope(3) gave 9" in found.cells[3].source
    again = notebooks.with_feedback("warmup.ipynb", made, one.report, {"toolbox": ("slope",)}, Options(TITLES))
    assert again == made


@pytest.mark.parametrize("minor", [2, 5])
@pytest.mark.parametrize(
    "data", [b"", b"\xff", b"[]", b"{}", b'{"nbformat": 4, "cells": 3}', b'{"nbformat": 3}', b"[" * 10**5]
)
def test_what_is_no_notebook_gives_one_of_feedback_alone(data, minor):
    """Whatever was handed in, Jupyter opens what comes back."""
    made = notebooks.with_feedback("w.ipynb", data, feedback("ada").report, {}, Options(TITLES))
    found = nbformat.reads(made.decode(), as_version=4)
    nbformat.validate(found)
    assert "slope(3) gave 9" in found.cells[1].source
    old = json.dumps({"nbformat": 4, "nbformat_minor": minor, "metadata": {}, "cells": []}).encode()
    nbformat.validate(json.loads(notebooks.with_feedback("w.ipynb", old, feedback("ada").report, {}, Options(TITLES))))


@pytest.mark.parametrize(
    "text", [RIGHT, "#!/bin/python\n# coding: latin-1\nx = 'é'\n", "# coding: ascii\n", "\ufeffx = 1\n", ""]
)
def test_a_script_comes_back_as_the_same_script(text):
    """Comments are all that is new, so that Python reads the same; what was fed back before is replaced."""
    data = text.encode("latin-1" if "latin" in text else "utf-8")
    report = feedback("ada").report
    made = notebooks.with_feedback("warmup.py", data, report, {}, Options(TITLES))
    assert ast.dump(ast.parse(made)) == ast.dump(ast.parse(data))
    assert (
        b"slope(3) gave 9" in made and notebooks.with_feedback("warmup.py", made, report, {}, Options(TITLES)) == made
    )


@QUICK
@given(st.text() | st.text("~`\n"), st.sampled_from(["w.py", "w.ipynb"]))
def test_no_text_breaks_out_of_its_place(text, name):
    """Whatever a report quotes: a script stays comments, a notebook has the same cells, and each is one block."""
    report = feedback("ada", tests=(result("failed", text, text),)).report
    made = notebooks.with_feedback(name, b"", report, {}, Options(TITLES))
    if name == "w.py":
        assert compile(made, "a", "exec").co_names == ()
    else:
        cells = json.loads(made)["cells"]
        assert len(cells) == 2
        lines = cells[1]["source"].split("\n")
        assert lines[-1] and [line for line in lines if line.startswith(lines[-1])] == [f"{lines[-1]}text", lines[-1]]


# Mail


def test_letters_are_drafts_to_the_right_people(warmup, tmp_path):
    """One each, with the page; nobody is written to whose address is not known, and no text becomes a header."""
    ada = feedback("ada", ids={"email": "ada@x.org"})
    odd = feedback(
        "o/dd\nBcc: all@x.org", ids={"email": "odd@x.org"}, tests=(result("failed", "=1\r\nBcc: all@x.org"),)
    )
    bad = feedback("bad", ids={"email": "bad@x.org\nBcc: all@x.org"})
    returned = mail.give(material(warmup, tmp_path, [ada, odd, bad]))
    letters = {path: email.message_from_bytes(data, policy=email.policy.default)
               for path, data in returned.files.items() if path.endswith(".eml")}  # fmt: skip
    assert {letter["To"] for letter in letters.values()} == {"ada@x.org", "odd@x.org"}
    assert all(letter["Bcc"] is None and letter["X-Unsent"] == "1" for letter in letters.values())
    (page,) = letters["letters/ada.eml"].iter_attachments()
    assert page.get_content() == "<p>page of ada</p>\n" or page.get_content() == "<p>page of ada</p>"
    assert "slope(3) gave 9" in letters["letters/ada.eml"].get_body().get_content()
    rows = list(csv.DictReader(io.StringIO(returned.files["mail_merge.csv"].decode())))
    assert [row["to"] for row in rows] == ["ada@x.org", "odd@x.org"]
    assert all(row["attachment"] in returned.files for row in rows)
    assert [one.split(":")[0] for one in returned.left_out] == ["bad"]
    assert mail.give(material(warmup, tmp_path, [ada, odd, bad])).files == returned.files


@QUICK
@given(st.lists(st.text(min_size=1, max_size=8).filter(lambda name: "\0" not in name), unique=True, max_size=5))
def test_no_name_of_a_student_leads_out(warmup, tmp_path, names):
    """Files are called so that they stay below the folder, and no two are one."""
    returned = mail.give(material(warmup, tmp_path, [feedback(one, ids={"email": "a@x.org"}) for one in names]))
    assert len(returned.files) == 2 * len(names) + 1
    assert all(path == os.path.normpath(path) and not path.startswith((".", "/")) for path in returned.files)


# GitHub


def git(folder, *words):
    """Run git with an identity of its own; return what it prints."""
    who = [item for name in ("author", "committer") for item in ("-c", f"{name}.name=a", "-c", f"{name}.email=a@x.org")]
    line = ["git", *who, "-C", str(folder), *map(str, words)]
    return subprocess.run(line, check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture
def clones(tmp_path):
    """A folder with the clone of one repository, whose origin is a bare one beside it."""
    git(tmp_path, "init", "-q", "--bare", "origin.git")
    git(tmp_path, "clone", "-q", tmp_path / "origin.git", "clones/warmup-ada")
    clone = tmp_path / "clones" / "warmup-ada"
    (clone / "warmup.py").write_text(RIGHT)
    git(clone, "add", "-A")
    git(clone, "commit", "-q", "-m", "work")
    return tmp_path / "clones"


def test_a_script_puts_feedback_on_a_branch_of_its_own(warmup, tmp_path, clones):
    """The work is not touched; what is there already is not pushed again; a clone that lacks is named."""
    row = Row("ada", "collected", "github", "ada", file="warmup.py", original_name="clones/warmup-ada/warmup.py")
    people = [feedback("ada", "warmup.py", row=row), feedback("bo", ids={"repository": "warmup-bo"}), feedback("cy")]
    people.append(feedback("eve", ids={"repository": "../../elsewhere"}))
    returned = github.give(material(warmup, tmp_path, people))
    assert [one.split(":")[0] for one in returned.left_out] == ["cy", "eve"]
    folder = tmp_path / "returns"
    writing.write(str(folder), returned.files)
    who = {f"GIT_{name}_{what}": "a@x.org" for name in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    for _ in range(2):
        line = ["sh", folder / "push.sh", clones]
        done = subprocess.run(line, env=os.environ | who, capture_output=True, text=True, check=False)
        assert done.returncode == 1 and done.stderr == f"warmup-bo: there is no clone of it in {clones}\n"
        assert git(tmp_path / "origin.git", "rev-list", "--count", "feedback") == "1"
    shown = git(tmp_path / "origin.git", "ls-tree", "-r", "--name-only", "feedback")
    assert shown.split() == ["warmup/feedback.md", "warmup/warmup-feedback.html"]
    assert "slope(3) gave 9" in git(tmp_path / "origin.git", "show", "feedback:warmup/feedback.md")
    assert git(clones / "warmup-ada", "status", "--porcelain") == ""


# nbgrader


SECRET, STAMP = "ab" * 32, "2026-11-20 08:00:00.000000 UTC"


@pytest.fixture
def exchanged(tiny, warmup, tmp_path):
    """What goes back by nbgrader of a class that was collected from its exchange, whose folder is ``exchange``."""
    ada, bo, cy = (f"mc/inbound/{student}+warmup+{STAMP}" for student in ("ada", "bo", "cy"))
    files = {f"{ada}/my work.ipynb": notebook(), f"{ada}/submission_secret.txt": SECRET, f"{ada}/timestamp.txt": STAMP,
             f"{bo}/warmup.py": RIGHT, f"{bo}/submission_secret.txt": "", f"{cy}/warmup.ipynb": notebook()}  # fmt: skip
    laid_out(tmp_path / "exchange", files)
    submitted = tmp_path / "submitted"
    typed(tiny, "collect", "--from", tmp_path / "exchange", "--set", "warmup", "--submitted", submitted)
    rows = manifest.read(str(submitted), "warmup")
    people = [feedback(student, own[0].file, row=own[0]) for student, own in rows.items()]
    return PLATFORMS["nbgrader"](material(warmup, tmp_path, people))


def test_nbgrader_gets_a_page_for_each_notebook(exchanged):
    """Called as the student called it, beside secret and time; who has no notebook, or no secret, is named."""
    assert exchanged.files == {
        "feedback/ada/warmup/my work.html": b"<p>page of ada</p>",
        "feedback/ada/warmup/submission_secret.txt": SECRET.encode(),
        "feedback/ada/warmup/timestamp.txt": STAMP.encode(),
    }
    assert [one.partition(",")[0] for one in exchanged.left_out] == [
        "bo: handed in a script", "cy: there is no submission_secret.txt beside their work",
    ]  # fmt: skip


def test_nbgrader_releases_what_was_made(exchanged, tmp_path, nbgrader):
    """Its own command finds the page, and puts it where that student alone looks for it."""
    writing.write(str(tmp_path / "returns"), exchanged.files)
    (tmp_path / "course").mkdir()
    there = f"--CourseDirectory.feedback_directory={tmp_path / 'returns' / 'feedback'}"
    exchange = f"--Exchange.root={tmp_path / 'exchange'}"
    nbgrader(tmp_path / "course", "release_feedback", "warmup", "--course=mc", exchange, there)
    (page,) = (tmp_path / "exchange" / "mc" / "feedback").iterdir()
    assert page.stem == hashlib.md5(f"{SECRET}my work".encode()).hexdigest()
    assert page.read_text() == "<p>page of ada</p>"


# The command


@pytest.fixture
def graded(tmp_path):
    """A class that was collected from Moodle, and its reports; returns what types ``return``."""
    sheet = written(tmp_path / "w.csv", [MOODLE_HEADER, worksheet_row(21, "Ada Lovelace", "ada@x.org"),
                                         worksheet_row(22, "Zoë Müller", "zoe@x.org")])  # fmt: skip
    for report in (
        made_reports.report("ada@x.org", WRONG),
        made_reports.report("zoe@x.org", result("not attempted"), status="missing"),
    ):
        write_report(str(tmp_path / "out"), report)
    return ["--worksheet", sheet, "--reports", tmp_path / "out", "--submitted", tmp_path / "submitted", "--workers", 1]


@pytest.mark.parametrize(("detail", "is_told"), [("score", False), ("sentences", True)])
def test_the_command_writes_once_and_sends_nothing(tiny, tmp_path, graded, detail, is_told):
    """Pages are as detailed as asked; the same again changes no byte; who handed in nothing is named."""
    words = ["return", "--to", "moodle", "--set", "warmup", "--detail", detail, *graded]
    done = typed(tiny, *words, cwd=tmp_path)
    assert done.returncode == 0 and "Nothing was sent." in done.stdout, done.stderr
    assert "zoe@x.org: handed in nothing" in done.stderr
    folder = tmp_path / "out" / "returns" / "warmup" / "moodle"
    first = {path.name: (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_mode) for path in folder.iterdir()}
    assert {mode & 0o777 for *_, mode in first.values()} == {0o600} and folder.stat().st_mode & 0o777 == 0o700
    given, _ = moodle_rules.read_feedback(first["feedback.zip"][0], {"21", "22"})
    assert list(given) == ["21"]
    said = given["21"]["warmup-feedback.html"] + first["worksheet.csv"][0]
    assert (b"slope(3) gave 9" in said) == is_told
    again = typed(tiny, *words, cwd=tmp_path)
    assert again.returncode == 0 and "The same as before" in again.stdout
    assert first == {
        path.name: (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_mode) for path in folder.iterdir()
    }


def test_whoever_cannot_be_given_theirs_is_named(tiny, tmp_path, graded):
    """With exit code 1; without anything to write, nothing is."""
    done = typed(tiny, "return", "--to", "github", "--set", "warmup", *graded, cwd=tmp_path)
    assert done.returncode == 1 and "look at: ada@x.org: no repository is known" in done.stderr
    assert "Nothing was written" in done.stdout and not (tmp_path / "out" / "returns").exists()


def test_what_cannot_be_graded_is_for_a_person_to_tell(tiny, tmp_path, graded):
    """One sentence says so, with what was found instead, and not that nothing was handed in."""
    row = Row("zoe@x.org", "wrong", "moodle", "22", why="no notebook, but: 'a.pdf'")
    manifest.write(str(tmp_path / "submitted"), "warmup", [row])
    done = typed(tiny, "return", "--to", "moodle", "--set", "warmup", *graded, cwd=tmp_path)
    assert done.returncode == 1 and done.stderr.count("zoe@x.org") == 1
    assert "look at: zoe@x.org: handed in nothing that could be graded" in done.stderr and "'a.pdf'" in done.stderr
    assert "for 1 student." in done.stdout


def test_a_folder_is_replaced_as_a_whole(tmp_path):
    """What was in it goes, and no draft stays."""
    folder = str(tmp_path / "a" / "b")
    assert writing.write(folder, {"x/y": b"1"}) and writing.write(folder, {"z": b"2"})
    assert not writing.write(folder, {"z": b"2"})
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b"]
    assert [path.name for path in (tmp_path / "a" / "b").iterdir()] == ["z"]


def test_manifests_give_exports_their_ids(tiny, tmp_path):
    """Canvas's numbers come from what was collected, and not from a name that is a number elsewhere."""
    book = made_downloads.gradebook(tmp_path)
    download = zipped(tmp_path / "c.zip", made_downloads.CANVAS)
    submitted = tmp_path / "submitted"
    typed(tiny, "collect", "--from", download, "--set", "warmup", "--submitted", submitted, "--roster", book)
    for student in ("ada", "mj", "stranger"):
        write_report(str(tmp_path / "out"), made_reports.report(student))
    words = ["export", "canvas", "--reports", tmp_path / "out", "--submitted", submitted]
    done = typed(tiny, *words, cwd=tmp_path)
    rows = list(csv.reader(io.StringIO(done.stdout)))[2:]
    assert [(row[0], row[1], row[3], row[-1]) for row in rows] == [
        ("Lovelace, Ada", "11", "", "3"), ("O'Neil, Mary-Jane", "13", "", "3"),
    ]  # fmt: skip
    assert done.returncode == 1 and "stranger: was not collected from Canvas" in done.stderr
    done = typed(tiny, *words, "--section", "b", cwd=tmp_path)
    assert [row[1] for row in csv.reader(io.StringIO(done.stdout))][2:] == ["13"] and done.returncode == 0
    done = typed(tiny, *words, "--section", "C", cwd=tmp_path)
    assert done.returncode == 2 and "SECTION= one of: A, B" in done.stderr
