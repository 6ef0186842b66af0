"""One exercise is judged again: what changes is said with its reason, and nothing else of a report changes."""

import csv
import json

import pytest

from autograder.errors import Refusal
from autograder.grading import appeals
from autograder.grading.ledger import Ledger
from tests import running

PAST = "The slope of a parabola is twice the argument."  # no title of a test of today


@pytest.fixture
def out(tmp_path):
    """Where a run writes."""
    return tmp_path / "out"


@pytest.fixture
def graded(small_class, out, grade_here):
    """A class that was graded: ada has everything, ben's greeting raises, zoe handed in nothing."""
    assert grade_here(small_class, out).returncode == 0
    return small_class


@pytest.fixture
def again(judges, graded, out, grade_here):
    """Type ``again`` for the exercise toolbox of that class, with the judges that are there already."""

    def again(*options, exercise="toolbox"):
        words = ("--submitted", graded, "--out", out, "--workers", 1, "--by", "dean", *options)
        return running.typed(judges.root, "again", "--exercise", exercise, *words)

    return again


def report(out, student="ada"):
    """Return a report as JSON."""
    return json.loads((out / "warmup" / f"{student}.json").read_text())


def history(out):
    """Return the rows of the table of appeals, without their times."""
    path = out / "appeals.csv"
    rows = list(csv.DictReader(path.read_text().splitlines())) if path.exists() else []
    return [tuple(row.values())[1:] for row in rows]


def everything(out):
    """Return path -> bytes of all that a run wrote."""
    return {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}


def judge_otherwise(out, student="ada"):
    """Let a report be of a time when its tests were others: the first test of the toolbox failed."""
    path = out / "warmup" / f"{student}.json"
    data = json.loads(path.read_text())
    toolbox = next(exercise for exercise in data["exercises"] if exercise["name"] == "toolbox")
    test = toolbox["tests"][0]
    for whole in (data, toolbox):
        whole["score"] -= test["score"]
    test |= {"status": "failed", "score": 0.0, "rationale": "A test that was wrong says so.", "title": PAST}
    data["course"] = dict.fromkeys(data["course"], "another")
    path.write_text(json.dumps(data))
    return test


def test_a_dry_run_says_what_would_change_and_why(again, out):
    """Old and new verdict and sentence of each test, the reason, and nothing is written."""
    test = judge_otherwise(out)
    before = everything(out)
    done = again("--dry")
    assert done.returncode == 0, done.stderr
    lost = f"{10 - test['max_score']:g}"
    assert f"ada: toolbox {lost} → 10 points: the course changed" in done.stdout
    assert f"was: failed, 0 of {test['max_score']:g} points. A test that was wrong says so." in done.stdout
    assert f"now: passed, {test['max_score']:g} of {test['max_score']:g} points." in done.stdout
    assert "1 mark would change, 2 the same" in done.stdout and "Nothing was written" in done.stdout
    assert everything(out) == before


def test_the_other_exercises_stay(again, out):
    """Marks, table and history have the new mark; what a report rests on is still the course of then."""
    right = report(out)
    judge_otherwise(out)
    wrong = report(out)
    others = {name: report(out, name) for name in ("ben", "zoe")}
    assert "1 mark changed, 2 the same" in again().stdout
    found = report(out)
    assert [one["score"] for one in found["exercises"]] == [one["score"] for one in right["exercises"]]
    assert [one for one in found["exercises"] if one["name"] == "greeting"] == [
        one for one in wrong["exercises"] if one["name"] == "greeting"
    ]
    assert found["course"] == wrong["course"] and "was graded again: 10 instead of" in found["notes"][-1]
    assert {name: report(out, name) for name in ("ben", "zoe")} == others
    assert json.loads((out / "history" / "warmup" / "ada" / "1.json").read_text()) == wrong
    row = csv.DictReader((out / "grades.csv").read_text().splitlines())
    assert next(row)["score"] == "15.0"


def test_who_decided_is_kept(again, out):
    """When, who, from and to, and why, in a table; typed again, nothing changes and no line is added."""
    test = judge_otherwise(out)
    again()
    lost = f"{10 - test['max_score']:g}"
    line = ("dean", "ada", "warmup", "toolbox", lost, "10", "the course changed")
    assert history(out) == [line]
    before = everything(out)
    done = again()
    assert "0 marks changed, 3 the same" in done.stdout and "Every mark stays" in done.stdout
    assert everything(out).keys() == before.keys() and history(out) == [line]


def test_a_kill_in_between_loses_nothing(again, out, monkeypatch):
    """The line is there before the mark; typed again, the mark comes and the line is not there twice."""
    judge_otherwise(out)
    wrong = report(out)
    with monkeypatch.context() as patch:
        patch.setattr(Ledger, "record", lambda *_: (_ for _ in ()).throw(Refusal("here", "killed", "again")))
        assert again().returncode == 2
    assert report(out) == wrong and len(history(out)) == 1
    again()
    assert report(out)["score"] == 15.0 and len(history(out)) == 1


def test_one_student_alone(again, out):
    """STUDENT= leaves others with what they have."""
    judge_otherwise(out)
    before = report(out)
    assert "0 marks changed, 1 the same" in again("--student", "ben").stdout
    assert report(out) == before


def test_the_class_that_was_graded_is_known(judges, graded, out, grade_here):
    """Nobody has to name it again, where it says more than what was handed in."""
    (graded / "roster.csv").write_text("student,name\nada,Ada L\nben,Ben K\nzoe,Zoe Z\n")
    grade_here(graded, out)
    words = ("--exercise", "warmup/toolbox", "--out", out, "--workers", 1, "--dry")
    assert "0 marks would change, 3 the same" in running.typed(judges.root, "again", *words).stdout


def test_only_the_draw(again, out, monkeypatch):
    """With another secret, that is the reason."""
    judge_otherwise(out)
    data = report(out)
    data["course"]["tests"] = report(out, "ben")["course"]["tests"]
    (out / "warmup" / "ada.json").write_text(json.dumps(data))
    assert "only the hidden numbers changed, with the course secret" in again("--dry").stdout


def test_other_work_is_not_mixed_in(again, graded, out):
    """Where a student handed in since, nothing changes, and somebody is told what to type."""
    path = graded / "ada" / "warmup" / "warmup.py"
    path.write_text(path.read_text() + "\nx = 1\n")
    before = report(out)
    done = again()
    assert done.returncode == 1 and "look at: ada: what was handed in is not what was graded" in done.stderr
    assert report(out) == before


def test_a_damaged_report_is_named(again, out):
    """The others are judged all the same."""
    (out / "warmup" / "ben.json").write_text("{")
    done = again("--dry")
    assert done.returncode == 1 and "look at: " in done.stderr and "ben.json: this is no report" in done.stderr
    assert "0 marks would change, 2 the same" in done.stdout


def test_a_grader_error_changes_no_mark(again, out, judges, monkeypatch):
    """The mark stays, and the exit code says that somebody should look."""
    judge_otherwise(out)
    before = report(out)
    monkeypatch.setattr(type(judges), "grade", lambda self, task: self.blanks[task.problem_set].__class__.from_dict(
        {**self.blanks[task.problem_set].to_dict(), "student": task.student}))  # fmt: skip
    done = again("--student", "ada")
    assert done.returncode == 1 and "could not be judged" in done.stderr
    assert report(out) == before


@pytest.mark.parametrize(
    ("options", "words"),
    [(["--exercise", "nothing"], "no exercise 'nothing'"), (["--exercise", "other/toolbox"], "no problem set 'other'"),
     (["--student", "nobody"], "there is no student 'nobody'"), (["--out", "empty"], "nothing was graded before")],
    ids=["exercise", "set", "student", "reports"],
)  # fmt: skip
def test_wrong_use_is_refused(again, tmp_path, monkeypatch, options, words):
    """One sentence, exit code 2."""
    monkeypatch.chdir(tmp_path)
    done = again(*options)
    assert done.returncode == 2 and words in done.stderr


def test_a_group_keeps_one_mark(graded, out, again, grade_here):
    """What one member appeals against changes for all."""
    (graded / "groups.csv").write_text("student,group\nada,Red\ndan,Red\n")
    grade_here(graded, out)
    for student in ("ada", "dan"):
        judge_otherwise(out, student)
    assert "2 marks changed, 0 the same" in again("--student", "dan").stdout
    assert report(out)["score"] == report(out, "dan")["score"] == 15.0


def test_evidence_keeps_its_figures():
    """Behind other exercises stay theirs; the one that was judged again brings its own, under new numbers."""
    old = {"tests": {"a": {"t": {"figures": [1]}}, "b": {"t": {"figures": [0, 2]}}}, "figures": ["b0", "a1", "b2"]}
    new = {"tests": {"b": {"u": {"calls": [], "figures": [0]}}}, "figures": ["new"]}
    assert appeals.merged(old, new, "b") == {
        "tests": {"a": {"t": {"figures": [0]}}, "b": {"u": {"calls": [], "figures": [1]}}},
        "figures": ["a1", "new"],
    }
    assert appeals.merged(old, {}, "b") == {"tests": {"a": {"t": {"figures": [0]}}}, "figures": ["a1"]}
    assert appeals.merged({}, {}, "b") == {}
