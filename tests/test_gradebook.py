"""Marks reach nbgrader's gradebook, part by part, and what people put in there stays."""

import contextlib
import dataclasses
import datetime
import shutil

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from autograder.bounded import Failure
from autograder.course.model import load_course
from autograder.errors import GradebookError
from autograder.nbgrader import gradebook, recording
from autograder.report import Grade
from tests import postgresql as server
from tests.nbgraders_book import open_gradebook

ODD_NAMES = ["ada", 'Zoë O\'Neil, "jun."', "=1+1", "名前", "a b\\c%s?x=1"]


@pytest.fixture(scope="session")
def postgresql():
    """A PostgreSQL server; returns the folder of its socket."""
    if not server.PROGRAMS:
        pytest.skip(server.MISSING)
    with server.serving() as folder:
        yield folder


@pytest.fixture(params=["file", "postgresql"])
def place(request, tmp_path):
    """Where a new gradebook is to be, in a file and on a server."""
    if request.param == "file":
        return str(tmp_path / "gradebook.db")
    return server.new_database(request.getfixturevalue(request.param), f"book_{tmp_path.name}".lower())


@pytest.fixture
def record(tiny_course, place, tmp_path):
    """Record scores of (toolbox, greeting) of some students, and return what could not be recorded."""

    def record(scores, *, errors=(), root=tiny_course):
        exercises = ["toolbox", "greeting"]
        grades = [
            Grade(name, "warmup", "graded", sum(each), 15.0, dict(zip(exercises, each, strict=False)), errors)
            for name, each in scores.items()
        ]
        return list(recording.record(place, load_course(str(root)), grades, str(tmp_path / "submitted")))

    return record


@pytest.fixture
def book(place):
    """Open nbgrader's Gradebook."""
    with contextlib.ExitStack() as opened:
        yield lambda: opened.enter_context(open_gradebook(place))


def parts(opened, student):
    """Return the effective scores of a student's parts."""
    notebook = opened.find_submission_notebook("warmup", "warmup", student)
    return {grade.name: grade.score for grade in notebook.grades}


def test_each_part_is_recorded_whatever_a_student_is_called(record, book):
    """The mark of each exercise, and the sums, are there for nbgrader's own API."""
    assert record({name: (number, 5.0) for number, name in enumerate(ODD_NAMES)}) == []
    opened = book()
    assert sorted(one.id for one in opened.students) == sorted(ODD_NAMES)
    for number, name in enumerate(ODD_NAMES):
        assert parts(opened, name) == {"toolbox-check": number, "greeting-check": 5.0}
        submission = opened.find_submission("warmup", name)
        assert (submission.score, submission.max_score, submission.needs_manual_grade) == (number + 5, 15.0, False)


def test_what_people_put_in_survives_a_regrade(record, book, tmp_path):
    """Scores, extra credit, comments, due date and extension stay; our own scores follow."""
    record({"ada": (4.0, 5.0), "ben": (1.0, 1.0)})
    opened = book()
    by_hand = opened.find_grade("toolbox-check", "warmup", "warmup", "ada")
    by_hand.manual_score, by_hand.extra_credit, by_hand.needs_manual_grade = 9.0, 0.5, False
    opened.find_comment("toolbox-slope", "warmup", "warmup", "ada").manual_comment = "Nicely drawn."
    opened.db.commit()
    opened.update_or_create_assignment("warmup", duedate=datetime.datetime(2026, 11, 1))
    opened.grant_extension("warmup", "ada", days=2)
    opened.close()
    record({"ada": (4.0, 3.0), "ben": (2.0, 1.0)})
    opened = book()
    assert parts(opened, "ada") == {"toolbox-check": 9.5, "greeting-check": 3.0}
    assert parts(opened, "ben") == {"toolbox-check": 2.0, "greeting-check": 1.0}
    assert opened.find_comment("toolbox-slope", "warmup", "warmup", "ada").comment == "Nicely drawn."
    assert opened.find_submission("warmup", "ada").duedate == datetime.datetime(2026, 11, 3)
    assert not opened.find_submission("warmup", "ada").needs_manual_grade


def test_a_manual_score_is_looked_at_again_where_ours_has_changed(record, book):
    """The person's score still counts, and formgrader asks whether it should."""
    record({"ada": (4.0, 5.0)})
    opened = book()
    opened.find_grade("toolbox-check", "warmup", "warmup", "ada").manual_score = 9.0
    opened.db.commit()
    opened.close()
    record({"ada": (6.0, 5.0)})
    opened = book()
    assert parts(opened, "ada")["toolbox-check"] == 9.0
    assert opened.find_grade("toolbox-check", "warmup", "warmup", "ada").needs_manual_grade
    assert not opened.find_grade("greeting-check", "warmup", "warmup", "ada").needs_manual_grade


def test_what_could_not_be_judged_is_left_for_people(record, book):
    """A grader error leaves its part, and no other, to be graded by hand, until it is mended."""
    record({"ada": (0.0, 5.0)}, errors=("toolbox: test_slope",))
    opened = book()
    needs = {
        one.name: one.needs_manual_grade for one in opened.find_submission_notebook("warmup", "warmup", "ada").grades
    }
    opened.close()
    assert needs == {"toolbox-check": True, "greeting-check": False}
    record({"ada": (0.0, 5.0)})
    assert not book().find_submission("warmup", "ada").needs_manual_grade


def test_the_time_of_handing_in_is_recorded_and_kept(record, book, tmp_path):
    """It is read from nbgrader's timestamp.txt, never through a link; without one, what is known stays."""
    for name, text in [("ada", "2026-11-01 12:00:00 UTC"), ("ben", "yesterday"), ("eve", None)]:
        folder = tmp_path / "submitted" / name / "warmup"
        folder.mkdir(parents=True)
        path = folder / "timestamp.txt"
        path.symlink_to(tmp_path / "submitted/ada/warmup/timestamp.txt") if text is None else path.write_text(text)
    scores = dict.fromkeys(["ada", "ben", "eve"], (1.0, 1.0))
    assert [sentence.partition(" (")[0] for sentence in record(scores)] == [
        f"'{name}': timestamp.txt does not say when this was handed in" for name in ("ben", "eve")
    ]
    (tmp_path / "submitted/ada/warmup/timestamp.txt").unlink()
    record(scores)
    noon = datetime.datetime(2026, 11, 1, 12)
    assert {one.student.id: one.timestamp for one in book().assignment_submissions("warmup")} == {
        "ada": noon, "ben": None, "eve": None,
    }  # fmt: skip


# What dateutil's parser knows, and what it trips over.
PIECES = ["1.5h ", "9" * 80, "2026-11-01", "T12:00", " UTC", "+9999", "-99:99", "1e999999999", "nan", ":", "\x00", "é"]


@given(st.lists(st.sampled_from(PIECES), max_size=5).map("".join))
@example("1.5h " + "9" * 90)
@settings(max_examples=100, deadline=None, database=None)
def test_any_timestamp_is_a_time_or_a_sentence(tmp_path_factory, text):
    """Whatever stands in it ends nothing."""
    from autograder.nbgrader.entries import time_in

    path = tmp_path_factory.mktemp("in") / "timestamp.txt"
    path.write_text(text)
    assert isinstance(time_in(str(path)), datetime.datetime | Failure)


LATE = """
c = get_config()
c.LateSubmissionPlugin.penalty_method = "zero"
"""


def test_being_late_costs_what_the_course_folder_says(tiny_course, tmp_path):
    """The penalty follows the score at each regrade, by nbgrader's own plugin; where no rule is, it stays as it is."""
    course, place = load_course(str(tiny_course)), str(tmp_path / "gradebook.db")
    folder = tmp_path / "submitted" / "ada" / "warmup"
    folder.mkdir(parents=True)
    (folder / "timestamp.txt").write_text("2026-11-01 12:00:00 UTC")

    def penalty(score):
        grade = Grade("ada", "warmup", "graded", score, 15.0, {"toolbox": score, "greeting": 0.0}, ())
        assert list(recording.record(place, course, [grade], str(tmp_path / "submitted"))) == []
        with open_gradebook(place) as book:
            book.update_or_create_assignment("warmup", duedate=datetime.datetime(2026, 10, 31))
            return book.find_submission("warmup", "ada").late_submission_penalty

    assert penalty(3.0) == 0.0
    (tmp_path / "nbgrader_config.py").write_text(LATE)
    assert penalty(3.0) == 3.0
    assert penalty(7.0) == 7.0
    (tmp_path / "nbgrader_config.py").unlink()
    assert penalty(8.0) == 7.0


@pytest.mark.parametrize("is_new_work", [False, True])
def test_other_work_of_the_same_marks_puts_what_a_person_gave_in_doubt(tiny_course, tmp_path, is_new_work):
    """They gave it for what they had read, whatever the tests make of the new."""
    course, place = load_course(str(tiny_course)), str(tmp_path / "gradebook.db")
    grade = Grade("ada", "warmup", "graded", 3.0, 15.0, {"toolbox": 3.0, "greeting": 0.0}, ())
    assert list(recording.record(place, course, [grade], str(tmp_path))) == []
    with open_gradebook(place) as book:
        book.find_grade("toolbox-check", "warmup", "warmup", "ada").manual_score = 8.0
        book.db.commit()
    again = dataclasses.replace(grade, is_new_work=is_new_work)
    assert list(recording.record(place, course, [again], str(tmp_path))) == []
    with open_gradebook(place) as book:
        part = book.find_grade("toolbox-check", "warmup", "warmup", "ada")
        assert (part.manual_score, bool(part.needs_manual_grade)) == (8.0, is_new_work)


def test_a_gradebook_grows_with_its_set_and_refuses_to_shrink(record, book, tiny_course, tmp_path):
    """An exercise that is new gets its part in each submission; marks of one that is gone are not thrown away."""
    small = shutil.copytree(tiny_course, tmp_path / "small")
    shutil.rmtree(small / "solutions" / "warmup" / "greeting")
    record({"ada": (4.0,), "ben": (1.0,)}, root=small)
    record({"ada": (4.0, 5.0)})
    opened = book()
    assert parts(opened, "ada") == {"toolbox-check": 4.0, "greeting-check": 5.0}
    assert parts(opened, "ben") == {"toolbox-check": 1.0, "greeting-check": 0.0}
    opened.find_comment("greeting-greet", "warmup", "warmup", "ben")
    opened.close()
    with pytest.raises(GradebookError, match=r"marks of greeting, which warmup does not have"):
        record({"ada": (4.0,)}, root=small)
    assert parts(book(), "ada") == {"toolbox-check": 4.0, "greeting-check": 5.0}


def test_a_student_who_cannot_be_recorded_costs_nobody_else_anything(record, book):
    """The name is told; all others of the same transaction are there."""
    (problem,) = record({"ada": (1.0, 1.0), "b\udcff": (1.0, 1.0), "cleo": (2.0, 1.0)})
    assert r"'b\udcff' is not in the gradebook" in problem
    assert [one.id for one in book().students] == ["ada", "cleo"]


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ("/nowhere/gradebook.db", "the gradebook /nowhere/gradebook.db: it failed: unable to open database file"),
        (__file__, "failed: file is not a database"),
        (
            "postgresql://ada:secret@127.0.0.1:9/marks",
            "the gradebook postgresql://ada:***@127.0.0.1:9/marks: it failed",
        ),
        ("nonsense://x", "GRADEBOOK: this is no address of a database"),
    ],
)
def test_a_gradebook_that_fails_is_named_without_its_password(tiny_course, where, words):
    """The sentence says what to do."""
    with pytest.raises(GradebookError) as caught:
        list(recording.record(where, load_course(str(tiny_course)), [], "nowhere"))
    assert words in str(caught.value)
    assert "secret" not in str(caught.value)


def test_nbgrader_itself_works_on_a_server(tiny_course, postgresql, nbgrader, tmp_path):
    """A course folder may have its marks in PostgreSQL, and no password is written down."""
    from autograder.nbgrader import folder

    course, top = load_course(str(tiny_course)), tmp_path / "nbgrader"
    place = f"postgresql://course:secret@/postgres?host={postgresql}"
    assert list(folder.write(course, str(top), place)) == []
    assert "secret" not in (top / "nbgrader_config.py").read_text()
    grade = Grade("ada", "warmup", "graded", 7.5, 15.0, {"toolbox": 7.5, "greeting": 0.0}, ())
    assert list(recording.record(place, course, [grade], str(tmp_path))) == []
    nbgrader(top, "export", "--to", tmp_path / "marks.csv")
    assert (tmp_path / "marks.csv").read_text().splitlines()[1] == "warmup,,,ada,,,,7.5,0.0,7.5,15.0"


def test_places(tmp_path):
    """A path, an address, nothing and none are told apart."""
    assert gradebook.locate("none", "out") is None
    assert gradebook.locate("", str(tmp_path)) == str(tmp_path / "gradebook.db")
    assert gradebook.locate("/x/y.db", "out") == "/x/y.db"
    assert gradebook.locate("postgresql://host/name", "out") == "postgresql://host/name"


def test_a_run_records_its_marks(perfect_text, tmp_path, grade_here):
    """`grade` fills gradebook.db beside its reports; if that fails, it says so, exits with 1, and loses no report."""
    folder = tmp_path / "submitted" / "ada" / "warmup"
    folder.mkdir(parents=True)
    (folder / "warmup.py").write_text(perfect_text)
    done = grade_here(tmp_path / "submitted", tmp_path / "out", GRADEBOOK="/nowhere/gradebook.db")
    assert done.returncode == 1
    assert "the gradebook /nowhere/gradebook.db: it failed" in done.stderr
    assert (tmp_path / "out" / "warmup" / "ada.json").exists()
    assert (tmp_path / "out" / "grades.csv").exists()
    done = grade_here(tmp_path / "submitted", tmp_path / "out", GRADEBOOK="")
    assert done.returncode == 0, done.stderr
    with open_gradebook(f"{tmp_path}/out/gradebook.db") as opened:
        assert parts(opened, "ada") == {"toolbox-check": 10.0, "greeting-check": 5.0}
