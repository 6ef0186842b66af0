"""A group's work is graded once, and every member has its report; who is in a group, a table or a platform says."""

import csv
import json
import os
import re
import shutil

import pytest

from autograder.collecting import groups, manifest
from autograder.errors import Refusal
from tests.nbgraders_book import open_gradebook
from tests.running import typed


@pytest.fixture
def team(tmp_path, perfect_text):
    """Ada hands in for ben, who has no folder, and for cem, whose is empty; zoe works alone. Returns the folder."""
    for student, text in [("ada", perfect_text.replace("2.0 * np", "3.0 * np")), ("cem", None), ("zoe", perfect_text)]:
        folder = tmp_path / "submitted" / student / "warmup"
        folder.mkdir(parents=True)
        if text:
            (folder / "warmup.py").write_text(text)
    (tmp_path / "submitted" / "groups.csv").write_text("student,group\nada,Red\nben,Red\ncem,red\n")
    return tmp_path / "submitted"


@pytest.fixture
def out(tmp_path):
    """Where a run writes."""
    return tmp_path / "out"


def reports(out):
    """Return student -> their report as JSON."""
    return {path.stem: json.loads(path.read_text()) for path in (out / "warmup").glob("*.json")}


def anonymous(report):
    """Return a report without its student."""
    return {key: value for key, value in report.items() if key != "student"}


def test_a_group_is_graded_once(team, out, grade_here):
    """All members have one report, each in their own name, evidence and seconds included; others have theirs."""
    assert grade_here(team, out).returncode == 0
    found = reports(out)
    assert [found[name]["student"] for name in sorted(found)] == ["ada", "ben", "cem", "zoe"]
    assert anonymous(found["ada"]) == anonymous(found["ben"]) == anonymous(found["cem"])
    assert (found["ada"]["group"], found["zoe"].get("group")) == ("Red", None)
    assert "graded once, and each of you has this mark" in found["ben"]["notes"][-1]
    kept = [(out / "evidence" / "warmup" / f"{name}.json").read_bytes() for name in ("ada", "ben", "cem")]
    assert len(set(kept)) == 1 and b"slope" in kept[0]
    rows = list(csv.DictReader((out / "grades.csv").read_text().splitlines()))
    scores = {row["student"]: float(row["score"]) for row in rows}
    assert scores["ada"] == scores["ben"] == scores["cem"] < scores["zoe"] == 15


def test_who_comes_later_gets_the_report(team, out, grade_here):
    """Nothing is graded again for them, nor when another one's folder holds the work."""
    grade_here(team, out)
    before = reports(out)
    with (team / "groups.csv").open("a") as file:
        file.write("dan,Red\n")
    shutil.move(team / "ada" / "warmup" / "warmup.py", team / "cem" / "warmup" / "warmup.py")
    done = grade_here(team, out)
    assert "4 of 5 were graded before" in done.stdout
    assert reports(out) == before | {"dan": before["ada"] | {"student": "dan"}}
    assert (out / "evidence" / "warmup" / "dan.json").exists() and not (out / "history").exists()


def test_a_kill_between_two_members_loses_nothing(team, out, grade_here):
    """The next run gives the others the report that is there, and grades nothing for them."""
    grade_here(team, out)
    before = reports(out)
    for student in ("ada", "cem"):  # as if the run had ended once ben's was written
        (out / "warmup" / f"{student}.json").unlink()
        (out / "evidence" / "warmup" / f"{student}.json").unlink()
    assert "2 of 4 were graded before" in grade_here(team, out).stdout
    assert reports(out) == before


def test_nbgrader_meets_the_group(team, tmp_path, tiny):
    """In a course folder of its own, every member has the work, and the same hidden numbers."""
    done = typed(tiny, "nbgrader", tmp_path / "course", "--submitted", team, GRADEBOOK="gradebook.db")
    assert done.returncode == 0, done.stderr
    own = tmp_path / "course" / "submitted"
    assert {(own / name / "warmup" / "warmup.py").read_text() for name in ("ada", "ben", "cem")} == {
        (team / "ada" / "warmup" / "warmup.py").read_text()
    }
    assert {name: one.name for name, one in groups.read(str(own), "warmup").items()} == dict.fromkeys(
        ("ada", "ben", "cem"), "Red"
    )


def test_one_of_a_group_stands_for_all(team, out, grade_here):
    """STUDENT= one who has no folder grades the work of the group."""
    assert grade_here(team, out, "--student", "ben").returncode == 0
    assert sorted(reports(out)) == ["ada", "ben", "cem"]


def test_different_work_is_graded_apart(team, out, grade_here, perfect_text):
    """Nobody's work is passed over for that of another; somebody should look."""
    (team / "cem" / "warmup" / "warmup.py").write_text(perfect_text)
    done = grade_here(team, out)
    assert "look at: warmup: the group 'Red' handed in different work (ada and cem)" in done.stderr
    found = reports(out)
    assert sorted(found) == ["ada", "cem", "zoe"] and found["cem"]["score"] > found["ada"]["score"]


def test_work_of_ones_own_becomes_a_groups(team, out, grade_here):
    """Hidden numbers are drawn anew, in the group's name, and the reason is told."""
    table = (team / "groups.csv").read_text()
    (team / "groups.csv").unlink()
    grade_here(team, out)
    (team / "groups.csv").write_text(table)
    done = grade_here(team, out)
    assert "with the group that they are drawn for" in done.stdout
    assert reports(out)["ada"]["group"] == "Red"


def test_pages_name_each_member(team, out, grade_here, tiny):
    """Each has a page of their own, which says that the work is the group's."""
    grade_here(team, out)
    assert typed(tiny, "feedback", "--out", out, "--workers", 1).returncode == 0
    page = (out / "feedback" / "warmup" / "ben.html").read_text()
    assert "ben" in page and "ada" not in page and "This is the work of the group Red" in page


def test_every_place_has_one_mark(team, out, grade_here, tiny):
    """Table, exports, gradebook and pages: whoever has no folder handed in late as well, and pays the same."""
    (team / "ada" / "warmup" / "timestamp.txt").write_text("2026-11-21 03:59:59.000000 UTC")
    (team / "rules.yaml").write_text(
        "timezone: Europe/Berlin\nlate: {deduct: 20}\nsets:\n  warmup:\n    due: 2026-11-20 23:59\n"
    )
    assert grade_here(team, out, GRADEBOOK="").returncode == 0
    graded = reports(out)["ada"]["score"]
    rows = {row["student"]: row for row in csv.DictReader((out / "grades.csv").read_text().splitlines())}
    assert [float(rows[name]["score"]) for name in ("ada", "ben", "cem")] == [pytest.approx(0.8 * graded)] * 3
    assert rows["ben"]["why"] == rows["ada"]["why"] and "5 h late" in rows["ada"]["why"]
    for form, key in [("moodle", "username"), ("canvas", "Student"), ("nbgrader", "student_id")]:
        done = typed(tiny, "export", form, "--reports", out, "--set", "warmup", GRADEBOOK="")
        theirs = [row for row in csv.DictReader(done.stdout.splitlines()) if row[key] in ("ada", "ben", "cem")]
        assert len(theirs) == 3 and len({re.sub("ada|ben|cem", "", str(row)) for row in theirs}) == 1
    with open_gradebook(f"{out}/gradebook.db") as book:
        found = [book.find_submission("warmup", name) for name in ("ada", "ben", "cem")]
        assert len({(one.score, one.late_submission_penalty, one.timestamp) for one in found}) == 1
    typed(tiny, "feedback", "--out", out, "--workers", 1, GRADEBOOK="")
    pages = [(out / "feedback" / "warmup" / f"{name}.html").read_text() for name in ("ada", "ben", "cem")]
    assert all("5 h late" in page for page in pages)


def test_a_platform_names_groups(tmp_path):
    """The manifest does, for those whose work was collected; a person's table counts more, and can take one out."""
    rows = [manifest.Row(name, status, group=group, file=file) for name, status, group, file in [
        ("ada", "collected", "teamred", "warmup.py"), ("ben", "collected", "teamred", "warmup.py"),
        ("cem", "missing", "teamred", ""), ("dan", "collected", "teamred", "warmup.py"),
    ]]  # fmt: skip
    manifest.write(str(tmp_path), "warmup", rows)
    (tmp_path / "groups.csv").write_text("problem_set,student,group\nwarmup,eve,Team Red\n,dan,\nother,ada,Blue\n")
    found = groups.read(str(tmp_path), "warmup")
    assert found.keys() == {"ada", "ben", "eve"} and found["ada"].members == ("ada", "ben", "eve")


@pytest.mark.parametrize(
    ("table", "words"),
    [("student,group\nada,Red\nada,Blue\n", "'ada' is in two groups"), ("who,group\nada,Red\n", "its columns are")],
    ids=["twice", "columns"],
)
def test_a_doubtful_table_is_refused(tmp_path, table, words):
    """It names the file and what is wrong."""
    (tmp_path / "groups.csv").write_text(table)
    with pytest.raises(Refusal, match=words) as caught:
        groups.read(str(tmp_path), "warmup")
    assert caught.value.where == os.path.join(str(tmp_path), "groups.csv")


def test_a_member_handed_in_when_the_group_did(team):
    """The time is in the folder of who has the work."""
    own = groups.read(str(team), "warmup")
    for student, folder in [("ada", "ada"), ("ben", "ada"), ("cem", "ada"), ("zoe", "zoe")]:
        assert groups.folder_of(str(team), "warmup", student, own) == str(team / folder / "warmup")
