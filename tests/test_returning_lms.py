"""Feedback that goes back to Canvas, Moodle, Sakai and ILIAS, read by their own rules."""

import csv
import dataclasses
import io
import string
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.course.model import load_course
from autograder.errors import Refusal
from autograder.returning import canvas, ilias, moodle, sakai
from tests.consumers import canvas as canvas_rules
from tests.consumers import moodle as moodle_rules
from tests.made_downloads import RIGHT, laid_out, notebook, zipped
from tests.made_feedback import collected, feedback, material, packed_in
from tests.made_tables import MOODLE_HEADER, worksheet_row, written

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def warmup(tiny):
    """The problem set of the tiny course."""
    return load_course(str(tiny)).select("warmup")


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
