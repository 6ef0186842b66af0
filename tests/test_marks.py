"""The mark that counts is the same in every place: as graded, unless a person or a rule made another of it."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder import marks
from autograder.errors import Refusal
from autograder.report import Mark
from tests.made_reports import report
from tests.running import typed


@pytest.fixture
def graded(small_class, tmp_path, grade_here):
    """The small class, graded into ``out``, with a gradebook there; ada has 15 of 15, ben 10."""
    done = grade_here(small_class, tmp_path / "out", GRADEBOOK="")
    assert done.returncode == 0, done.stderr
    return tmp_path / "out"


@pytest.fixture
def by_hand(graded):
    """The same after a person gave ada 1 of 10 and 7 of extra credit, and lateness cost ben 8; returns the folder."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{graded}/gradebook.db") as book:
        part = book.find_grade("toolbox-check", "warmup", "warmup", "ada")
        part.manual_score, part.extra_credit, part.needs_manual_grade = 1.0, 7.0, False
        book.find_submission_notebook("warmup", "warmup", "ben").late_submission_penalty = 8.0
        book.db.commit()
    return graded


COUNTS = {"ada": 1 + 7 + 5, "ben": 10 - 8}
ADA = "toolbox has 1 by hand instead of 10; toolbox has 7 of extra credit"


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_every_place_has_the_same_mark(tiny, by_hand, small_class, grade_here):
    """Exports, pages, the terminal, the table, and nbgrader's own gradebook, by whatever name it stands there."""
    from nbgrader.api import Gradebook

    def exported(form, *options):
        done = typed(tiny, "export", form, "--reports", by_hand, "--set", "warmup", *options, GRADEBOOK="")
        assert done.returncode == 0, done.stderr
        return done.stdout

    canvas = {row["Student"]: row["Warm-up"] for row in rows_of(exported("canvas"))}
    assert {name: float(canvas[name]) for name in COUNTS} == COUNTS
    moodle = {row["username"]: row for row in rows_of(exported("moodle"))}
    assert {name: float(moodle[name]["Warm-up"]) for name in COUNTS} == COUNTS
    assert "Warm-up: 13 of 15 points" in moodle["ada"]["Warm-up (feedback)"]
    theirs = {row["student_id"]: row for row in rows_of(exported("nbgrader"))}
    assert {name: float(theirs[name]["score"]) for name in COUNTS} == COUNTS
    assert json.loads(exported("gradescope", "--student", "ada"))["score"] == COUNTS["ada"]
    assert "**13** / 15" in exported("github", "--student", "ada")
    with Gradebook(f"sqlite:///{by_hand}/gradebook.db") as book:
        for name, row in theirs.items():
            one = book.find_submission("warmup", name)
            raw, penalty = float(row["raw_score"]), float(row["late_submission_penalty"] or 0)
            assert (raw, penalty) == (one.score, one.late_submission_penalty or 0)
    shown = typed(tiny, "show", "ada", "warmup", "--out", by_hand, GRADEBOOK="").stdout
    assert "13 of 15 points" in shown and ADA in shown
    assert typed(tiny, "feedback", "--out", by_hand, "--workers", "1", GRADEBOOK="").returncode == 0
    page = (by_hand / "feedback" / "warmup" / "ada.html").read_text()
    assert "<b>13</b>" in page and ADA in page
    done = grade_here(small_class, by_hand, GRADEBOOK="")
    assert f"ada: warmup: 13 points count, and 15 were graded: {ADA}." in done.stdout
    table = {row["student"]: row for row in rows_of((by_hand / "grades.csv").read_text())}
    assert {name: float(table[name]["score"]) for name in COUNTS} == COUNTS
    assert (table["ada"]["graded"], table["zoe"]["why"]) == ("15.0", "")
    assert table["ben"]["why"] == "2 points count, and 10 were graded: 8 less for lateness."


def test_reports_and_history_stay_as_graded(by_hand, tiny, small_class, grade_here):
    """What people gave is no change of what was graded, so nothing is graded again or kept as an earlier report."""
    typed(tiny, "export", "canvas", "--reports", by_hand, "--set", "warmup", GRADEBOOK="")
    done = grade_here(small_class, by_hand, GRADEBOOK="")
    assert "3 of 3 were graded before" in done.stdout and "→" not in done.stdout
    assert json.loads((by_hand / "warmup" / "ada.json").read_text())["score"] == 15.0
    assert not (by_hand / "history").exists()


def test_a_mark_by_hand_that_new_work_overtakes_is_shown_with_both(by_hand, small_class, grade_here, perfect_text):
    """The person's number counts until a person decides, and everybody reads that it may be old."""
    (small_class / "ada" / "warmup" / "warmup.py").write_text(perfect_text + "\ndef slope(x):\n    return 'no'\n")
    done = grade_here(small_class, by_hand, GRADEBOOK="")
    assert "graded anew since: a person should look again" in done.stdout
    assert marks.read(str(by_hand))["warmup", "ada"].score == 13.0


def test_a_mark_is_taken_back_with_what_it_was_for(by_hand, tiny):
    """Once the person's score is gone from the gradebook, what was graded counts again."""
    from nbgrader.api import Gradebook

    typed(tiny, "export", "canvas", "--reports", by_hand, "--set", "warmup", GRADEBOOK="")
    with Gradebook(f"sqlite:///{by_hand}/gradebook.db") as book:
        part = book.find_grade("toolbox-check", "warmup", "warmup", "ada")
        part.manual_score = part.extra_credit = None
        book.db.commit()
    done = typed(tiny, "export", "canvas", "--reports", by_hand, "--set", "warmup", GRADEBOOK="")
    assert {row["Student"]: row["Warm-up"] for row in rows_of(done.stdout)}["ada"] == "15"


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1)
POINTS = st.floats(0, 1000, allow_nan=False)


@given(st.dictionaries(st.tuples(st.just("warmup"), TEXTS), st.builds(Mark, POINTS, POINTS, POINTS, TEXTS)))
def test_marks_are_read_as_they_were_written(tmp_path_factory, given_marks):
    """Whatever people are called, and no spreadsheet computes any of it."""
    out = str(tmp_path_factory.mktemp("out"))
    marks.write(out, given_marks)
    assert marks.read(out) == given_marks


def test_a_report_tells_both_numbers_where_it_is_newer():
    """The mark was decided when other points were graded."""
    one = report("ada")
    found = marks.counting(one, {("warmup", "ada"): Mark(one.graded + 1, 2.0, 0.5, "a kind word")})
    assert found.score == 1.5 and "a person should look again" in found.notes[-1]
    assert marks.counting(one, {}) is one


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", ",".join(marks.COLUMNS) + "\nada,warmup,1,nan,0,x\n"])
def test_a_damaged_table_is_refused(tmp_path, text):
    """No mark is made up for one that cannot be read."""
    (tmp_path / marks.FILE).write_text(text)
    with pytest.raises(Refusal, match=r"marks\.csv"):
        marks.read(str(tmp_path))
