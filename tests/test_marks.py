"""The mark that counts is the same in every place: as graded, unless a person or a rule made another of it."""

import csv
import io
import json
import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from autograder import marks
from autograder.course.model import load_course
from autograder.errors import Refusal
from autograder.feedback.library import Library
from autograder.marks import Marks, Ruling
from autograder.report import Mark, Standing
from tests.made_reports import report
from tests.nbgraders_book import open_gradebook
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
    with open_gradebook(f"{graded}/gradebook.db") as book:
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

    def exported(form, *options):
        done = typed(tiny, "export", form, "--reports", by_hand, "--set", "warmup", *options, GRADEBOOK="")
        assert done.returncode == 0, done.stderr
        return done.stdout

    canvas = {row["Student"]: row["Warm-up"] for row in rows_of(exported("canvas", "--final"))}
    assert {name: float(canvas[name]) for name in COUNTS} == COUNTS
    before = {row["Student"]: row["Warm-up"] for row in rows_of(exported("canvas"))}
    assert {name: float(before[name]) for name in COUNTS} == COUNTS | {"ben": 10}
    moodle = {row["username"]: row for row in rows_of(exported("moodle"))}
    assert {name: float(moodle[name]["Warm-up"]) for name in COUNTS} == COUNTS
    assert "Warm-up: 13 of 15 points" in moodle["ada"]["Warm-up (feedback)"]
    theirs = {row["student_id"]: row for row in rows_of(exported("nbgrader"))}
    assert {name: float(theirs[name]["score"]) for name in COUNTS} == COUNTS
    assert json.loads(exported("gradescope", "--student", "ada"))["score"] == COUNTS["ada"]
    assert "**13** / 15" in exported("github", "--student", "ada")
    with open_gradebook(f"{by_hand}/gradebook.db") as book:
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


def test_nbgraders_own_export_is_the_same_to_the_last_column(tiny, by_hand, tmp_path):
    """Dates, names, addresses, whoever has no report, and the order of students, too."""
    import datetime

    from nbgrader.plugins.export import CsvExportPlugin

    with open_gradebook(f"{by_hand}/gradebook.db") as book:
        book.update_or_create_student("ada", last_name="Lovelace", first_name="Ada", email="ada@x.org")
        book.add_student("guest", last_name="Abbot")
        book.assignments[0].duedate = datetime.datetime(2026, 11, 20, 23, 59)
        book.find_submission("warmup", "ben").timestamp = datetime.datetime(2026, 11, 21, 8, 0, 0, 5)
        book.db.commit()
        CsvExportPlugin(to=str(tmp_path / "own.csv")).export(book)
    done = typed(tiny, "export", "nbgrader", "--reports", by_hand, GRADEBOOK="")
    assert done.returncode == 0 and done.stdout == (tmp_path / "own.csv").read_text()
    assert "warmup,2026-11-20 23:59:00,2026-11-21 08:00:00.000005,ben,,,,10.0,8.0,2.0,15.0" in done.stdout
    done = typed(tiny, "export", "nbgrader", "--reports", by_hand, "--student", "ben", "--raw", GRADEBOOK="")
    assert [(row["student_id"], row["score"], row["email"]) for row in rows_of(done.stdout)] == [("ben", "10.0", "")]


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
    assert marks.read(str(by_hand)).of(("warmup", "ada"), 5.0, 15.0).score == 13.0


def test_a_mark_is_taken_back_with_what_it_was_for(by_hand, tiny):
    """Once the person's score is gone from the gradebook, what was graded counts again."""
    typed(tiny, "export", "canvas", "--reports", by_hand, "--set", "warmup", GRADEBOOK="")
    with open_gradebook(f"{by_hand}/gradebook.db") as book:
        part = book.find_grade("toolbox-check", "warmup", "warmup", "ada")
        part.manual_score = part.extra_credit = None
        book.db.commit()
    done = typed(tiny, "export", "canvas", "--reports", by_hand, "--set", "warmup", GRADEBOOK="")
    assert {row["Student"]: row["Warm-up"] for row in rows_of(done.stdout)}["ada"] == "15"


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1)
POINTS = st.floats(0, 1000, allow_nan=False)


KEYS = st.tuples(st.just("warmup"), TEXTS)
PERCENT = st.floats(0, 100)
RULED = st.builds(
    Ruling, st.sampled_from(Standing), PERCENT, st.sampled_from(["score", "maximum"]), PERCENT,
    PERCENT | st.just(math.inf), TEXTS,
)  # fmt: skip


@example({("warmup", "'=1"): Mark(3.0, 2.0, 0.0, "''=", "'@")}, {})
@given(st.dictionaries(KEYS, st.builds(Mark, POINTS, POINTS, POINTS, TEXTS, TEXTS)), st.dictionaries(KEYS, RULED))
def test_marks_are_read_as_they_were_written(tmp_path_factory, by_hand, rulings):
    """Whatever people are called, and no spreadsheet computes any of it."""
    out = str(tmp_path_factory.mktemp("out"))
    marks.write_by_hand(out, by_hand)
    marks.write_rulings(out, rulings)
    assert marks.read(out) == Marks(by_hand, rulings)


@pytest.mark.parametrize(
    ("ruling", "raw", "counts"),
    [
        (Ruling(deduct=20), 80, 64),  # 80 - 20 % of 80
        (Ruling(deduct=20, of="maximum"), 80, 60),  # 80 - 20 % of 100
        (Ruling(deduct=100, of="maximum"), 80, 0),
        (Ruling(deduct=50, floor=60), 80, 60),  # 40, and not below 60
        (Ruling(deduct=50, floor=60), 30, 30),  # was below the floor before
        (Ruling(cap=70), 80, 70),
        (Ruling(cap=70), 60, 60),
        (Ruling(deduct=10, cap=70), 95, 70),  # 85.5, and 70 at most
        (Ruling(deduct=20), 105, 84),  # with extra credit
        (Ruling(cap=0), 80, 0),
        (Ruling(), 80, 80),
    ],
)
def test_what_lateness_costs_is_what_was_worked_out_by_hand(ruling, raw, counts):
    """In percent of the score or of 100 points, with a floor and a cap."""
    assert raw - ruling.penalty(raw, 100.0) == counts


@given(RULED, POINTS, st.floats(1, 1000))
def test_lateness_never_gives_points_nor_takes_more_than_there_are(ruling, raw, maximum):
    """Whatever a rule says."""
    assert 0 <= ruling.penalty(raw, maximum) <= raw + 1e-6


def test_raw_marks_keep_what_people_gave():
    """Only lateness is left out, with its sentence, and the person's reason stays."""
    given_marks = Marks({("warmup", "ada"): Mark(3.0, 2.0, 0.0, "toolbox has 2 by hand instead of 3", "Nice.")},
                        {("warmup", "ada"): Ruling(deduct=50, why="handed in 5 h late")})  # fmt: skip
    final = marks.counting(report("ada"), given_marks)
    assert (final.score, marks.raw(final).score) == (1.0, 2.0)
    assert final.notes == ("1 points count, and 3 were graded: toolbox has 2 by hand instead of 3; handed in 5 h late.",
                           "Nice.")  # fmt: skip
    assert marks.raw(final).notes == ("2 points count, and 3 were graded: toolbox has 2 by hand instead of 3.", "Nice.")


def test_who_is_excused_has_no_mark_anywhere(tiny, graded):
    """And whoever has left the class is in nothing that leaves it."""
    rulings = {("warmup", "ada"): Ruling(Standing.EXCUSED), ("warmup", "ben"): Ruling(Standing.LEFT)}
    marks.write_rulings(str(graded), rulings)

    def exported(form, *options):
        return typed(tiny, "export", form, "--reports", graded, "--set", "warmup", "--zero-for-missing", *options)

    canvas = {row["Student"]: row["Warm-up"] for row in rows_of(exported("canvas").stdout)}
    assert canvas["ada"] == "EX" and "ben" not in canvas
    for form, key in [("moodle", "username"), ("nbgrader", "student_id")]:
        assert {row[key] for row in rows_of(exported(form).stdout)} == {"zoe"}
        assert "ada: " in exported(form).stderr and "excused" in exported(form).stderr
    github = exported("github").stdout
    assert "| ada | 10 | 5 | – / 15 | excused |" in github.replace("✓ ", "") and "ben" not in github
    assert 'name="score" value=""' in exported("junit", "--student", "ada").stdout
    assert exported("gradescope", "--student", "ada").returncode == 2
    assert exported("gradescope", "--student", "ben").returncode == 2
    typed(tiny, "feedback", "--out", graded, "--workers", "1")
    page = (graded / "feedback" / "warmup" / "ada.html").read_text()
    assert "<b>excused</b>" in page and "does not count" in page
    assert not (graded / "feedback" / "warmup" / "ben.html").exists()
    everybody = (graded / "class.html").read_text()
    assert '<span class="points">excused</span>' in everybody and ">ben<" not in everybody
    assert "excused" in typed(tiny, "show", "ada", "warmup", "--out", graded).stdout.splitlines()[0]
    shelf = Library(load_course(tiny), str(graded), "").shelf().entries
    assert {student: entry.record.report.standing for (_, student), entry in shelf.items()} == {
        "ada": "excused",
        "zoe": "",
    }


def test_a_report_tells_both_numbers_where_it_is_newer():
    """The mark was decided when other points were graded."""
    one = report("ada")
    found = marks.counting(one, Marks({("warmup", "ada"): Mark(one.graded + 1, 2.0, 0.5, "a kind word")}))
    assert found.score == 1.5 and "a person should look again" in found.notes[-1]
    assert marks.counting(one, Marks()) is one


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", ",".join(marks.COLUMNS) + "\nada,warmup,1,nan,0,x,\n"])
def test_a_damaged_table_is_refused(tmp_path, text):
    """No mark is made up for one that cannot be read."""
    (tmp_path / marks.FILE).write_text(text)
    with pytest.raises(Refusal, match=r"marks\.csv"):
        marks.read(str(tmp_path))
