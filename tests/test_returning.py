"""Feedback finds its way back: read by the platforms' own rules, each student has theirs, and nobody another's."""

import ast
import csv
import dataclasses
import email
import email.policy
import hashlib
import io
import json
import os
import string
import subprocess
import zipfile

import nbformat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.collecting import manifest
from autograder.collecting.manifest import Row
from autograder.course.model import load_course
from autograder.course.roster import Person, Roster
from autograder.errors import Refusal
from autograder.exports.common import Options
from autograder.report import SubmittedFile
from autograder.report_folder import write_report
from autograder.returning import canvas, github, ilias, mail, moodle, notebooks, sakai, writing
from autograder.returning.material import Feedback, Material
from autograder.returning.platforms import PLATFORMS
from tests import made_downloads, made_reports
from tests.consumers import canvas as canvas_rules
from tests.consumers import moodle as moodle_rules
from tests.made_downloads import RIGHT, laid_out, notebook, zipped
from tests.made_reports import result
from tests.made_tables import MOODLE_HEADER, worksheet_row, written
from tests.running import typed

TITLES = {"warmup": "Warm-up"}
WRONG = result("failed", "slope(3) gave 9, and 6 is right.", "Try n = 1.")
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def warmup(tiny):
    """The problem set of the tiny course."""
    return load_course(str(tiny)).select("warmup")


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


# Canvas


@pytest.fixture
def handed_in(tmp_path):
    """Return what puts a file into a student's folder."""

    def hand_in(student, data, name="warmup.ipynb"):
        laid_out(tmp_path / "submitted", {f"{student}/warmup/{name}": data})
        return data

    return hand_in


def test_canvas_shows_feedback_under_what_was_handed_in(warmup, tmp_path, handed_in):
    """A notebook for a notebook, a script for a script, a zip for a zip; who has no file there is named."""
    names = {
        "ada": ("11", "lovelaceada_11_501_warmup.ipynb", "warmup.ipynb", notebook()),
        "zoe": ("12", "down/müllerzoë_LATE_12_502_1_2_my.py", "warmup.py", RIGHT.encode()),
        "emmy": ("14", "noetheremmy_14_504_all.zip/inner/warmup.ipynb", "warmup.ipynb", notebook()),
    }
    feedbacks = [feedback("text", "warmup.py")]
    for student, (user, name, file, data) in names.items():
        row = collected(student, user, name, file)
        feedbacks.append(feedback(student, file, handed_in(student, data, file), row=row))
    returned = canvas.give(material(warmup, tmp_path, feedbacks))
    attempts = {"11": {"501": "warmup.ipynb"}, "12": {"502": "1_2_my.py"}, "14": {"504": "all.zip"}}
    shown, ignored = canvas_rules.read_uploads(returned.files["submissions.zip"], attempts)
    assert ignored == [] and shown.keys() == {("11", "warmup.ipynb"), ("12", "1_2_my.py"), ("14", "all.zip")}
    assert b"slope(3) gave 9" in shown["11", "warmup.ipynb"] and b"def greet" in shown["11", "warmup.ipynb"]
    assert shown["12", "1_2_my.py"].endswith(RIGHT.encode())
    with zipfile.ZipFile(io.BytesIO(shown["14", "all.zip"])) as inner:
        assert inner.namelist() == ["warmup-feedback.html", "warmup.ipynb"]
    assert [one.split(":")[0] for one in returned.left_out] == ["text"]


def test_canvas_takes_the_current_attempt(warmup, tmp_path, handed_in):
    """Names are those of the zip that was given; whoever has handed in since is named, and strangers are."""
    data = handed_in("ada", notebook())
    row = collected("ada", "11", "lovelaceada_11_501_warmup.ipynb")
    ada = feedback("ada", "warmup.ipynb", data, row=row, ids={"canvas": "11"}, name="Lovelace, Ada")
    files = {"lovelaceada_11_777_warmup-1.ipynb": notebook(), "other_99_778_warmup.ipynb": notebook()}
    returned = canvas.give(material(warmup, tmp_path, [ada], source=zipped(tmp_path / "new.zip", files)))
    shown, ignored = canvas_rules.read_uploads(returned.files["submissions.zip"], {"11": {"777": "warmup-1.ipynb"}})
    assert (list(shown), ignored) == ([("11", "warmup-1.ipynb")], [])
    assert "other 99: " in returned.left_out[0] and "ada: has handed in again since" in returned.left_out[1]


def test_canvas_gives_a_group_one_file(warmup, tmp_path, handed_in):
    """It goes back to the member whose number is in its name, though the group's name has a number too."""
    name = "group_1_102_601_warmup.ipynb"
    members = [
        feedback(
            student, "warmup.ipynb", handed_in(student, notebook()), row=collected(student, user, name, group="group_1")
        )
        for student, user in (("ada", "101"), ("zoe", "102"))
    ]
    returned = canvas.give(material(warmup, tmp_path, members))
    attempts = {"102": {"601": "warmup.ipynb"}}
    shown, _ = canvas_rules.read_uploads(returned.files["submissions.zip"], attempts, ["group_1"])
    assert list(shown) == [("102", "warmup.ipynb")] and returned.left_out == []
    assert "ada: sees what goes back to zoe, of the same group" in returned.notes


def test_a_download_tells_a_groups_file_too(warmup, tmp_path, handed_in):
    """The group's name goes before its number is read; a name that is no group's leaves the file alone."""
    name, data = "group_1_102_601_warmup.ipynb", notebook()
    people = {"ada": ("101", "Ada L"), "zoe": ("102", "Zoë M"), "bo": ("103", "Bo B")}
    members = []
    for student, (user, called) in people.items():
        handed_in(student, data)
        one = feedback(student, "warmup.ipynb", data, ids={"canvas": user}, name=called)
        group = "" if student == "bo" else "group_1"
        members.append(dataclasses.replace(one, person=dataclasses.replace(one.person, group=group)))
    files = {name: data, "teamblue_103_602_warmup.ipynb": data}
    returned = canvas.give(material(warmup, tmp_path, members, source=zipped(tmp_path / "g.zip", files)))
    attempts = {"102": {"601": "warmup.ipynb"}, "103": {"602": "warmup.ipynb"}}
    shown, _ = canvas_rules.read_uploads(returned.files["submissions.zip"], attempts, ["group_1"])
    assert list(shown) == [("102", "warmup.ipynb")]
    assert any("ada: sees what goes back to zoe" in one for one in returned.notes)
    assert [one.split(":")[0] for one in returned.left_out] == ["teamblue 103", "bo"]


def test_what_was_changed_since_does_not_go_back(warmup, tmp_path, handed_in):
    """Feedback on other bytes would be about something else."""
    handed_in("ada", notebook("secret = 1"))
    ada = feedback("ada", "warmup.ipynb", notebook(), row=collected("ada", "11", "a_11_501_warmup.ipynb"))
    returned = canvas.give(material(warmup, tmp_path, [ada]))
    assert "secret" not in packed_in(returned, "submissions.zip")["a_11_501_warmup.ipynb"]
    assert any("ada: their file is not there as it was graded" in one for one in returned.notes)


class Everybody(dict):
    """What people have handed in where each number is somebody's, and some attachment's of theirs."""

    def get(self, user, default=None):
        """Return attachments by their numbers, each called by its own."""
        return self[user] if user else default

    def __missing__(self, user):
        return {number: number for number in ("1", "7", "12", "101", "501")}


NAMES = st.lists(st.sampled_from(["_1_", "12", "_", "LATE", "a", "é", "李", "'", " ", "7_8", "٣"]), max_size=5).map(
    "".join
)


@QUICK
@given(NAMES, NAMES, st.booleans(), st.booleans())
def test_canvas_finds_everybody_or_they_are_named(warmup, tmp_path, person, stem, late, is_group):
    """Whatever people, groups and files are called, feedback is shown to its owner, or to nobody and said so."""
    file = f"{stem}.ipynb"
    name = canvas_rules.name_of(f"x{person}", "101", "501", file, late and not is_group)
    group = name.partition("_101_501_")[0] if is_group else ""
    ada = feedback("ada", "warmup.ipynb", row=collected("ada", "101", name, group=group))
    returned = canvas.give(material(warmup, tmp_path, [ada]))
    groups = [group] if group else []
    shown, ignored = canvas_rules.read_uploads(returned.files["submissions.zip"], Everybody(), groups)
    assert ignored == []
    assert list(shown) == ([] if any(one.startswith("ada:") for one in returned.left_out) else [("101", "501")])


# Moodle


def test_moodle_takes_pages_and_marks(warmup, tmp_path):
    """Each page goes to its participant, and the worksheet has marks and comments beside those of people."""
    rows = [
        worksheet_row(21, "Ada_Lovelace", "ada@x.org", "", "<p>By hand.</p>"),
        worksheet_row(22, "Zoë 'O/Neil'", "zoe@x.org"),
        worksheet_row(23, "Else", "else@x.org"),
    ]
    sheet = written(tmp_path / "w.csv", [MOODLE_HEADER, *rows])
    feedbacks = [feedback("ada@x.org"), feedback("zoe@x.org"), feedback("Team Red_23_assignsubmission_file")]
    returned = moodle.give(material(warmup, tmp_path, feedbacks, worksheet=sheet))
    given, ignored = moodle_rules.read_feedback(returned.files["feedback.zip"], {"21", "22", "23"})
    pages = {"21": b"<p>page of ada@x.org</p>", "22": b"<p>page of zoe@x.org</p>"}
    assert ignored == [] and given == {number: {"warmup-feedback.html": page} for number, page in pages.items()}
    done = moodle_rules.read_worksheet(returned.files["worksheet.csv"].decode(), {"21", "22", "23"})
    assert done["21"][0] == "0" and done["21"][2].startswith("<p>By hand.</p>")
    assert done["23"] == ("", "-", "") and "Team Red_23" in returned.left_out[0]


@QUICK
@given(st.lists(st.text(string.printable + "é李_<>&", max_size=30), min_size=1, max_size=4), st.randoms())
def test_moodle_passes_nothing_over(warmup, tmp_path, names, random):
    """Whatever people are called, each page is where Moodle looks, and goes to the right participant."""
    numbers = random.sample(range(1000), len(names))
    rows = [worksheet_row(n, " ".join(name.split()), f"p{n}@x.org") for n, name in zip(numbers, names, strict=True)]
    sheet = written(tmp_path / "w.csv", [MOODLE_HEADER, *rows])
    feedbacks = [feedback(f"p{n}@x.org") for n in numbers]
    returned = moodle.give(material(warmup, tmp_path, feedbacks, worksheet=sheet))
    given, ignored = moodle_rules.read_feedback(returned.files["feedback.zip"], {str(n) for n in numbers})
    assert ignored == [] and returned.left_out == []
    pages = {str(n): {"warmup-feedback.html": f"<p>page of p{n}@x.org</p>".encode()} for n in numbers}
    assert given == pages


def test_moodle_needs_the_worksheet(warmup, tmp_path):
    """No name is built without it."""
    with pytest.raises(Refusal, match="WORKSHEET=file"):
        moodle.give(material(warmup, tmp_path, [feedback("ada")]))


# Sakai, ILIAS


def test_sakai_takes_pages_and_marks(warmup, tmp_path):
    """A page in the folder for feedback, in whatever language, and marks where nobody gave one."""
    top = "Warm-up/Lovelace, Ada(ada)"
    grades = '"Warm-up","Points"\n""\n"Display ID","ID","Last Name","First Name","grade"\n' + "".join(
        f'"{login}","{login}","L","A","{mark}"\n' for login, mark in (("ada", ""), ("zoe", "2"))
    )
    files = {f"{top}/timestamp.txt": "2026", f"{top}/Abgabe/warmup.ipynb": notebook(), f"{top}/Rückmeldung/": "",
             "Warm-up/Müller, Zoë(zoe)/timestamp.txt": "2026", "Warm-up/grades.csv": grades}  # fmt: skip
    people = [feedback("ada", ids={"login": "ada"}, name="Ada Lovelace"), feedback("gone", ids={"login": "gone"}),
              feedback("zoe", ids={"login": "zoe"}, name="Zoë Müller")]  # fmt: skip
    returned = sakai.give(material(warmup, tmp_path, people, source=zipped(tmp_path / "d.zip", files)))
    found = packed_in(returned, "upload.zip")
    assert found[f"{top}/Rückmeldung/warmup-feedback.html"] == "<p>page of ada</p>"
    assert found["Warm-up/Müller, Zoë(zoe)/Feedback Attachment(s)/warmup-feedback.html"] == "<p>page of zoe</p>"
    rows = list(csv.reader(io.StringIO(found["Warm-up/grades.csv"])))
    assert [row[-1] for row in rows if row and row[0] in ("ada", "zoe")] == ["0", "2"]
    assert any("gone: has no folder" in one for one in returned.left_out)
    assert any("zoe: there is a grade of 2 in Sakai, which stays" in one for one in returned.left_out)


def test_ilias_takes_pages(warmup, tmp_path):
    """Each in the folder that ILIAS made, also where it is empty; a name that does not fit its number is named."""
    top = "multi_feedback_Warm_55"
    files = {f"{top}/Lovelace_Ada_ada_401/": "", f"{top}/Mueller_Zoe_zoe_402/": ""}
    people = [
        feedback("ada", ids={"ilias": "401"}, name="Ada Lovelace"),
        feedback("bo", ids={"ilias": "402"}, name="Bo B"),
    ]
    returned = ilias.give(material(warmup, tmp_path, people, source=zipped(tmp_path / "d.zip", files)))
    found = packed_in(returned, "feedback.zip")
    assert found == {f"{top}/Lovelace_Ada_ada_401/warmup-feedback.html": "<p>page of ada</p>"}
    assert "the download says 'Mueller_Zoe', and the roster 'Bo B'" in returned.left_out[0]


@pytest.mark.parametrize("give", [canvas.give, sakai.give, ilias.give])
def test_whose_names_are_theirs_needs_their_zip(warmup, tmp_path, give):
    """None, or that of another platform, is refused with what to type."""
    with pytest.raises(Refusal, match="FROM= the zip that"):
        give(material(warmup, tmp_path, [feedback("ada")]))
    other = zipped(tmp_path / "d.zip", {"report.pdf": "x"})
    with pytest.raises(Refusal, match="this is no download of"):
        give(material(warmup, tmp_path, [feedback("ada")], source=other))


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
