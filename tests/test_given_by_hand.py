"""`mark`: what a person gives for an exercise counts everywhere, until they take it back."""

import csv
import io

import pytest

from tests.running import typed


@pytest.fixture
def graded(small_class, tmp_path, grade_here):
    """The small class, graded into ``out``, with a gradebook there; ada has 15 of 15, ben 10."""
    done = grade_here(small_class, tmp_path / "out", GRADEBOOK="")
    assert done.returncode == 0, done.stderr
    return tmp_path / "out"


@pytest.fixture
def mark(tiny, graded):
    """Type `mark` about toolbox (10 points) of ada; return the CompletedProcess."""

    def mark(*options, exercise="toolbox", student="ada", **environment):
        words = ["mark", "--student", student, "--exercise", exercise, "--out", graded, *options]
        return typed(tiny, *words, **{"GRADEBOOK": "", **environment})

    return mark


def row(out, student="ada"):
    return next(
        row for row in csv.DictReader(io.StringIO((out / "grades.csv").read_text())) if row["student"] == student
    )


def test_a_mark_a_comment_and_extra_credit_count_everywhere(tiny, graded, mark):
    """The command says what counts from then on; table, pages and exports have the same."""
    done = mark("--score", "4,5", "--comment", "Nice idea, wrong sign.")
    assert done.returncode == 0, done.stderr
    assert "ada: warmup: 9.5 of 15 points." in done.stdout  # 4.5 and the 5 of the other exercise
    assert "toolbox has 4.5 by hand instead of 10. About toolbox: Nice idea, wrong sign." in done.stdout
    assert (row(graded)["score"], row(graded)["graded"]) == ("9.5", "15.0")
    assert mark("--extra", "2", exercise="warmup/toolbox").stdout.startswith("ada: warmup: 11.5 of 15")
    exported = typed(tiny, "export", "moodle", "--reports", graded, "--student", "ada", GRADEBOOK="").stdout
    assert "ada,11.5," in exported and "Nice idea, wrong sign." in exported
    done = mark("--score", "graded", "--extra", "0", "--comment", "")
    assert done.stdout == "ada: warmup: 15 of 15 points.\n"
    assert (row(graded)["score"], row(graded)["why"]) == ("15.0", "")


def test_new_work_shows_both_numbers_until_a_person_decides(small_class, graded, mark, grade_here, perfect_text):
    """The person's number goes on to count; what they decide then is told without doubt."""
    mark("--score", "8")
    (small_class / "ada" / "warmup" / "warmup.py").write_text(perfect_text + "\ndef slope(x):\n    return 'no'\n")
    done = grade_here(small_class, graded, GRADEBOOK="")
    now = row(graded)
    assert now["score"] == "13.0" and "a person should look again" in now["why"] and "by hand instead of" in now["why"]
    assert "ada: warmup: 13 points count, and" in done.stdout
    done = mark("--score", "7")
    assert "ada: warmup: 12 of 15 points." in done.stdout and "look again" not in done.stdout
    assert "by hand instead of" in row(graded)["why"] and "look again" not in row(graded)["why"]
    (small_class / "ada" / "warmup" / "warmup.py").write_text(perfect_text + "\ndef slope(x):\n    return 'none'\n")
    grade_here(small_class, graded, GRADEBOOK="")
    assert "look again" in row(graded)["why"]  # what the tests make of it is the same, and the work is not


WRONG = [
    ("toolbox has 10 points", ["--score", "11"], "ada"),
    ("this is no number of points", ["--score", "ten"], "ada"),
    ("this is no number of points", ["--score=-1"], "ada"),
    ("this is no number of points", ["--score", "nan"], "ada"),
    ("nothing is given", [], "ada"),
    ("nothing of 'adda' is recorded", ["--score", "1"], "adda"),
]


def test_what_cannot_be_given_is_refused(graded, mark):
    """With what to type; the marks stay."""
    for words, options, student in WRONG:
        done = mark(*options, student=student)
        assert done.returncode == 2 and words in done.stderr and "To mend it" in done.stderr
    assert row(graded)["score"] == "15.0"


def test_there_has_to_be_a_gradebook(tiny, tmp_path, mark):
    """It keeps what people give; and a set is named where it has to be."""
    assert "there is no gradebook" in mark("--score", "1", GRADEBOOK="none").stderr
    done = typed(tiny, "mark", "--student", "ada", "--exercise", "tools", "--score", "1", "--out", tmp_path / "none")
    assert done.returncode == 2 and "no exercise 'tools'" in done.stderr
