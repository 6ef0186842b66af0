"""Late work through the commands: one number in every place, worked out by hand beside it."""

import csv
import io
import json
import os

import pytest

from autograder import marks
from autograder.collecting import manifest
from autograder.collecting.manifest import Row
from autograder.collecting.term import Term
from tests.nbgraders_book import open_gradebook
from tests.running import typed

RULES = """\
timezone: Europe/Berlin
late_days: 1
late: {deduct: 20, attempt: in time}
sets:
  warmup:
    due: 2026-11-20 23:59
    excused: [gil]
"""
PEOPLE = (
    "student,name,section,group,status\nada,Ada L,A,,\nben,Ben K,B,,\ngil,Gil M,A,,\nzoe,Zoe Z,A,,\nlee,Lee N,B,,left\n"
)


def stamp(folder, time):
    (folder / "timestamp.txt").write_text(f"{time}.000000 UTC")


@pytest.fixture
def late_class(small_class, perfect_text):
    """Ada (15 points) is 5 h late, ben (10) 29.5 h; gil is excused, lee has left, and zoe handed in nothing.

    It is due at 22:59 UTC.
    """
    for name in ("gil", "lee"):
        (small_class / name / "warmup").mkdir(parents=True)
        (small_class / name / "warmup" / "warmup.py").write_text(perfect_text)
    stamp(small_class / "ada" / "warmup", "2026-11-21 03:59:59")
    stamp(small_class / "ben" / "warmup", "2026-11-22 04:30:00")
    stamp(small_class / "gil" / "warmup", "2026-11-22 04:30:00")
    stamp(small_class / "lee" / "warmup", "2026-11-19 04:30:00")
    (small_class / "rules.yaml").write_text(RULES)
    (small_class / "roster.csv").write_text(PEOPLE)
    return small_class


def rows_of(text, key="student"):
    return {row[key]: row for row in csv.DictReader(io.StringIO(text))}


# ada: 5 h late, a late day pays. ben: 29 h 30 min are 2 started days, a late day pays for one: 20 % of 10.
COUNTS = {"ada": 15, "ben": 8}
ADA = "Handed in 5 h late: 1 of your 1 late day, none left."
BEN = (
    "8 points count, and 10 were graded: handed in 1 day 5 h late: 1 of your 1 late day, none left; "
    "20 % of the points less for 1 started day."
)


def test_every_place_has_the_same_mark(tiny, late_class, tmp_path, grade_here):
    """Table, exports, pages, the terminal, and what nbgrader's own gradebook comes to."""
    out = tmp_path / "out"
    done = grade_here(late_class, out, GRADEBOOK="")
    assert done.returncode == 0, done.stderr
    assert f"ben: warmup: {BEN}" in done.stdout
    table = rows_of((out / "grades.csv").read_text())
    assert {name: float(table[name]["score"]) for name in COUNTS} == COUNTS
    assert (table["ben"]["graded"], table["ben"]["why"], table["ada"]["why"]) == ("10.0", BEN, ADA)
    assert (table["gil"]["score"], table["gil"]["status"]) == ("", "excused")
    assert "lee" not in table and table["zoe"]["status"] == "missing"

    def exported(form, *options):
        done = typed(tiny, "export", form, "--reports", out, "--set", "warmup", *options, GRADEBOOK="")
        assert done.returncode == 0, done.stderr
        return done.stdout

    canvas = rows_of(exported("canvas", "--final"), "Student")
    assert {name: canvas[name]["Warm-up"] for name in (*COUNTS, "gil")} == {"ada": "15", "ben": "8", "gil": "EX"}
    assert rows_of(exported("canvas"), "Student")["ben"]["Warm-up"] == "10"
    moodle = rows_of(exported("moodle"), "username")
    assert set(moodle) == set(COUNTS) and moodle["ben"]["Warm-up"] == "8"
    assert "1 of your 1 late day" in moodle["ada"]["Warm-up (feedback)"]
    assert "**8** / 15" in exported("github", "--student", "ben")
    assert json.loads(exported("gradescope", "--student", "ben"))["score"] == 8
    theirs = rows_of(exported("nbgrader"), "student_id")["ben"]
    with open_gradebook(f"{out}/gradebook.db") as book:
        one = book.find_submission("warmup", "ben")
        assert (one.score, one.late_submission_penalty) == (10, 2)
        assert (float(theirs["raw_score"]), float(theirs["late_submission_penalty"])) == (10, 2)
    assert typed(tiny, "feedback", "--out", out, "--workers", "1", GRADEBOOK="").returncode == 0
    assert ADA in (out / "feedback" / "warmup" / "ada.html").read_text()
    assert "<b>8</b>" in (out / "feedback" / "warmup" / "ben.html").read_text()
    everybody = (out / "class.html").read_text()
    assert '>ben</bdi></a> <span class="points">8</span>' in everybody
    shown = typed(tiny, "show", "ben", "warmup", "--out", out, GRADEBOOK="").stdout
    assert "8 of 15 points" in shown


def test_a_mark_by_hand_pays_for_lateness_too_and_once(tiny, late_class, tmp_path, grade_here):
    """A person gave ben 15 more; what is taken is 20 % of 25, however often it is settled."""
    out = tmp_path / "out"
    grade_here(late_class, out, GRADEBOOK="")
    with open_gradebook(f"{out}/gradebook.db") as book:
        book.find_grade("toolbox-check", "warmup", "warmup", "ben").extra_credit = 15.0
        book.db.commit()
    for _ in range(2):
        done = typed(tiny, "export", "nbgrader", "--reports", out, "--student", "ben", GRADEBOOK="")
        row = rows_of(done.stdout, "student_id")["ben"]
        assert (row["raw_score"], row["late_submission_penalty"], row["score"]) == ("25.0", "5.0", "20.0")
    assert rows_of((out / "grades.csv").read_text())["ben"]["score"] == "20.0"
    with open_gradebook(f"{out}/gradebook.db") as book:
        assert book.find_submission("warmup", "ben").late_submission_penalty == 5


def test_what_is_changed_in_the_rules_holds_at_once(tiny, late_class, tmp_path, grade_here):
    """An extension, and no rules at all, for the next thing that shows a mark, the table and the gradebook included."""
    out = tmp_path / "out"
    grade_here(late_class, out, GRADEBOOK="")
    (late_class / "extensions.csv").write_text("student,set,until,reason\nben,warmup,+48,ill\n")
    done = typed(tiny, "export", "moodle", "--reports", out, GRADEBOOK="")
    assert rows_of(done.stdout, "username")["ben"]["Warm-up"] == "10"
    assert "ill" not in done.stdout.replace("will", "")  # a reason is nobody else's
    assert rows_of((out / "grades.csv").read_text())["ben"]["score"] == "10.0"
    for name in ("rules.yaml", "extensions.csv"):
        os.unlink(late_class / name)
    assert "excused" not in typed(tiny, "show", "gil", "warmup", "--out", out, GRADEBOOK="").stdout
    with open_gradebook(f"{out}/gradebook.db") as book:
        assert not book.find_submission("warmup", "ben").late_submission_penalty
    assert marks.read(str(out)).by_hand == {}


def test_nobody_pays_twice(tiny, late_class, tmp_path, grade_here):
    """A set that is due by the gradebook and by the rules is refused; by the gradebook alone, its own rule counts."""
    from datetime import datetime

    out = tmp_path / "out"
    grade_here(late_class, out, GRADEBOOK="")
    with open_gradebook(f"{out}/gradebook.db") as book:
        book.find_assignment("warmup").duedate = datetime(2026, 11, 20, 22, 59)
        book.find_submission_notebook("warmup", "warmup", "ben").late_submission_penalty = 3.0
        book.db.commit()
    done = typed(tiny, "export", "moodle", "--reports", out, GRADEBOOK="")
    assert done.returncode == 2 and "warmup has a due date here, and another in nbgrader's gradebook" in done.stderr
    os.unlink(late_class / "rules.yaml")
    done = typed(tiny, "export", "moodle", "--reports", out, GRADEBOOK="")
    assert rows_of(done.stdout, "username")["ben"]["Warm-up"] == "7"


def test_the_attempt_in_time_is_the_one_that_is_graded(late_class, tmp_path, grade_here, perfect_text):
    """Ben handed in all of it before it was due, and less after that."""
    earlier = late_class / ".collected" / "earlier" / "warmup" / "ben" / "2026-11-20-20-00-00-0a1b2c3d"
    earlier.mkdir(parents=True)
    (earlier / "warmup.py").write_text(perfect_text)
    stamp(earlier, "2026-11-20 20:00:00")
    grade_here(late_class, tmp_path / "out")
    row = rows_of((tmp_path / "out" / "grades.csv").read_text())["ben"]
    assert row["score"] == "15.0"
    assert row["why"] == "The attempt of 2026-11-20 21:00 (Europe/Berlin) counts, the last in time."


def test_the_best_attempt_counts(late_class, tmp_path, grade_here, perfect_text):
    """Of 10 in time, all 15 a day late and 10 after that, the second is worth most, and his late day pays for it."""
    (late_class / "rules.yaml").write_text(
        RULES.replace("in time", "best").replace("deduct: 20", "deduct: 20, of: maximum")
    )
    earlier = late_class / ".collected" / "earlier" / "warmup" / "ben"
    for label, text, time in [
        (
            "2026-11-20-20-00-00-0a1b2c3d",
            perfect_text + "\ndef greet(name):\n    return 1 / 0\n",
            "2026-11-20 20:00:00",
        ),
        ("2026-11-21-20-00-00-0a1b2c3e", perfect_text, "2026-11-21 20:00:00"),
    ]:  # 10 in time; 15 on the first day, less 3 without late days; and 10 on the second, less 6
        (earlier / label).mkdir(parents=True)
        (earlier / label / "warmup.py").write_text(text)
        stamp(earlier / label, time)
    out = tmp_path / "out"
    for _ in range(2):
        done = grade_here(late_class, out)
        row = rows_of((out / "grades.csv").read_text())["ben"]
        assert (row["score"], row["graded"]) == ("15.0", "15.0")  # the late day pays for the first day
        assert row["why"] == (
            "The attempt of 2026-11-21 21:00 (Europe/Berlin) counts, the best; handed in 21 h late: "
            "1 of your 1 late day, none left."
        )
    assert "4 of 5 were graded before" not in done.stdout and "5 of 5 were graded before" in done.stdout


def test_late_says_who_pays_and_why(tiny, late_class, tmp_path):
    """Before anything is graded, and with the reasons of extensions, which it alone shows."""
    (late_class / "extensions.csv").write_text("student,section,set,until,reason\n,B,warmup,+24,power cut\n")
    os.unlink(late_class / "ada" / "warmup" / "timestamp.txt")
    done = typed(tiny, "late", "--submitted", late_class, "--out", tmp_path / "out", "--dry")
    assert "warmup: due 2026-11-20 23:59 (Europe/Berlin); 1 student late" in done.stdout
    assert "ben (Ben K): handed in 5 h 30 min late: 1 of your 1 late day, none left [power cut]" in done.stdout
    assert "gil (Gil M): excused" in done.stdout and "lee (Lee N): left" in done.stdout
    assert "look at: ada (Ada L): warmup: nobody knows when this was handed in" in done.stderr
    assert done.returncode == 1 and not (tmp_path / "out").exists()


def test_a_collected_class_is_late_by_what_its_platform_said(small_class):
    """By a clock that names no zone, by the platform's word alone, in groups, and excused there."""
    manifest.write(str(small_class), "warmup", [
        Row("ada", "collected", "moodle", group="Red", handed_in="2026-11-21T04:59:30", file="warmup.py"),
        Row("zoe", "collected", "moodle", group="Red", handed_in="2026-11-21T04:59:30", file="warmup.py"),
        Row("ben", "collected", "canvas", late="yes", file="warmup.py"),
        Row("gil", "excused", "canvas", excused="yes"),
    ])  # fmt: skip
    (small_class / "roster.csv").write_text(PEOPLE)
    (small_class / "rules.yaml").write_text(RULES)
    term = Term.read(str(small_class), ["warmup"])
    for member in ("ada", "zoe"):  # whose folder is empty
        assert term.rulings["warmup", member].why == "handed in 5 h late: 1 of your 1 late day, none left"
    assert "late, says the platform" in term.decisions["warmup", "ben"].look
    assert term.rulings["warmup", "gil"].standing == "excused"
    assert term.doubts() == [
        "warmup: nobody knows when 1 student handed in, and nothing is deducted; make late names them"
    ]


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        (
            "rules.yaml",
            "sets:\n  warmap:\n    due: 2026-11-20 23:59\n",
            "rules.yaml, line 2: nothing is called 'warmap'",
        ),
        ("extensions.csv", "student,set,until\nbenn,warmup,+4\n", "extensions.csv, line 2: there is no student 'benn'"),
    ],
)
def test_wrong_rules_end_a_run_before_anything_is_graded(late_class, tmp_path, grade_here, tiny, name, text, words):
    """With exit code 2, and nothing written."""
    (late_class / name).write_text(text)
    for done in (
        typed(tiny, "grade", "--submitted", late_class, "--out", tmp_path / "out"),
        typed(tiny, "late", "--submitted", late_class, "--out", tmp_path / "out"),
    ):
        assert done.returncode == 2 and words in done.stderr
    assert not (tmp_path / "out").exists()


def test_late_without_rules_says_what_to_do(tiny, small_class, tmp_path):
    """Where nobody named a class, it is no folder, or there are no rules in it."""
    for options in ([], ["--submitted", tmp_path / "none"], ["--submitted", small_class]):
        done = typed(tiny, "late", "--out", tmp_path / "out", *options)
        assert done.returncode == 2 and "rules" in done.stderr
