"""The commands, as people type them: grade, check, new, stubs."""

import csv
import json
import os
import shutil
import signal
import sys
import time

import pytest

import autograder.commands.judging
from autograder import commands
from autograder.course import versions
from autograder.course.model import EXERCISE_FILES, load_course
from tests.paths import ROOT
from tests.running import autograder, processes_about, typed


def test_a_class_is_graded(tiny, small_class, tmp_path, grading_run):
    """One report a student, one table, and the exit code of success."""
    done = grading_run(tiny, small_class, tmp_path / "out")
    assert done.returncode == 0, done.stderr
    with open(tmp_path / "out" / "grades.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["student"], row["score"], row["status"]) for row in rows] == [
        ("ada", "15.0", "graded"),
        ("ben", "10.0", "graded"),
        ("zoe", "0.0", "missing"),
    ]
    assert list(rows[0])[-4:] == ["toolbox", "greeting", "graded", "why"]
    assert sorted(os.listdir(tmp_path / "out" / "warmup")) == ["ada.json", "ben.json", "zoe.json"]
    assert json.loads((tmp_path / "out" / "warmup" / "ada.json").read_text())["score"] == 15.0
    assert "ada" in done.stdout and "3 submissions" in done.stdout


@pytest.mark.parametrize("text", ["perfect", "unreadable", None])
def test_nothing_new_starts_no_judge(grade_here, tmp_path, perfect_text, monkeypatch, text):
    """What was graded, could not be read or was not there is told from digests, and the same marks are shown."""
    (tmp_path / "submitted" / "ada" / "warmup").mkdir(parents=True)
    if text:
        text = perfect_text if text == "perfect" else "\0"
        (tmp_path / "submitted" / "ada" / "warmup" / "warmup.py").write_text(text)
    first = grade_here(tmp_path / "submitted", tmp_path / "out")
    assert first.returncode == 0, first.stderr
    monkeypatch.setattr(commands.judging, "graders", lambda *_: pytest.fail("a judge was begun"))
    second = grade_here(tmp_path / "submitted", tmp_path / "out")
    assert second.returncode == 0, second.stderr
    assert "1 of 1 were graded before" in second.stdout


def test_work_under_another_name_is_graded_with_a_note(tiny, tmp_path, perfect_text, grade_here):
    """A copy beside the untouched notebook counts; table and report say which file it was."""
    folder = tmp_path / "submitted" / "ada" / "warmup"
    folder.mkdir(parents=True)
    shutil.copy(tiny / "assignments" / "warmup" / "warmup.ipynb", folder)
    (folder / "warmup (1).py").write_text(perfect_text)
    done = grade_here(tmp_path / "submitted", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    report = json.loads((tmp_path / "out" / "warmup" / "ada.json").read_text())
    assert (report["score"], report["submission"]["file"]) == (15.0, "warmup (1).py")
    assert report["notes"] == ["warmup (1).py was taken for warmup.py, though its name is another."]
    assert "ada: warmup: warmup (1).py was taken for warmup.py" in done.stdout


def test_one_student_can_be_graded(small_class, tmp_path, grade_here):
    """Nobody else's report is written."""
    done = grade_here(small_class, tmp_path / "out", "--student", "ada")
    assert done.returncode == 0, done.stderr
    assert os.listdir(tmp_path / "out" / "warmup") == ["ada.json"]


def test_an_interrupted_run_ends_at_once(tiny_course, class_of_three, tmp_path, begin_grading):
    """Reports that are written stay, whole; nothing of the run lives on."""
    out = tmp_path / "out"
    run = begin_grading(tiny_course, class_of_three, out, "--workers", 1)
    while not (out / "warmup" / "ada.json").exists():  # ben's code, which comes next, hangs
        assert run.poll() is None
        time.sleep(0.05)
    run.send_signal(signal.SIGINT)
    run.communicate(timeout=60)
    assert run.returncode != 0
    assert json.loads((out / "warmup" / "ada.json").read_text())["score"] == 15.0
    assert not (out / "grades.csv").exists()
    for _ in range(100):  # the last of them may take a moment to go
        if not (left := processes_about(tiny_course)):
            break
        time.sleep(0.1)
    assert not left


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["grade", "--submitted", "nowhere"], "nowhere"),
        (["grade", "--set", "none"], "no problem set 'none'"),
        (["grade", "--student", "nobody"], "nobody"),
        (["grade", "--workers", "0"], "WORKERS="),
        (["grade", "--unknown"], "unknown"),
        (["check", "--exercise", "warmup/none"], "no exercise 'none'"),
        (["new", "two words"], "this is no name of an exercise"),
        (["new", "warmup/toolbox"], "there is such an exercise already"),
    ],
)
def test_wrong_usage_is_told_in_a_sentence(tiny_course, class_of_three, arguments, words):
    """It ends with exit code 2, and without a traceback."""
    if arguments[0] == "grade" and "--submitted" not in arguments:
        arguments = [*arguments, "--submitted", class_of_three]
    done = typed(tiny_course, *arguments, cwd=tiny_course)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_an_empty_class_is_told(tiny, tmp_path):
    """There is nobody to grade."""
    done = typed(tiny, "grade", "--submitted", tmp_path)
    assert done.returncode == 2
    assert "there is no student in it" in done.stderr


def test_a_grader_error_ends_with_one(tiny_course, class_of_three, tmp_path, grading_run):
    """A hidden test that is itself broken is named, and everything else is graded."""
    path = tiny_course / "solutions" / "warmup" / "greeting" / "test_hidden.py"
    path.write_text(path.read_text().replace("reference.greet(name)", "reference.great(name)"))
    done = grading_run(tiny_course, class_of_three, tmp_path / "out", "--student", "ada")
    assert done.returncode == 1
    assert "grader error: ada: warmup: greeting: test_greets" in done.stdout
    report = json.loads((tmp_path / "out" / "warmup" / "ada.json").read_text())
    test = report["exercises"][1]["tests"][0]
    assert (test["status"], test["score"]) == ("grader error", 0.0)
    assert "on our side" in test["rationale"]
    assert report["score"] == 10.0


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("@points(5)\n", "", "test_greets has no points"),
        ('    """Whoever comes is greeted."""\n', "", "test_greets has no docstring"),
        ("@points(5)", '@points(5, after="test_other")', "no earlier test"),
        ("from autograder", "from nowhere", "nowhere"),
    ],
)
def test_a_broken_hidden_test_is_told_before_anything_is_graded(
    tiny_course, class_of_three, grading_run, old, new, words
):
    """An author's error ends the run with exit code 2."""
    path = tiny_course / "solutions" / "warmup" / "greeting" / "test_hidden.py"
    path.write_text(path.read_text().replace(old, new))
    done = grading_run(tiny_course, class_of_three, tiny_course / "out")
    assert done.returncode == 2
    assert words in done.stderr
    assert not (tiny_course / "out" / "warmup").exists()


def test_the_secret_is_made_once_and_kept(tiny_course, class_of_three, tmp_path, grading_run):
    """It is nobody else's to read, and is written nowhere else."""
    for _ in range(2):
        done = grading_run(tiny_course, class_of_three, tmp_path / "out", "--student", "ada", COURSE_SECRET="")
        assert done.returncode == 0, done.stderr
    path = tiny_course / ".course_secret"
    secret = path.read_text().strip()
    assert len(secret) == 64
    assert path.stat().st_mode & 0o777 == 0o600
    assert secret not in (tmp_path / "out" / "warmup" / "ada.json").read_text()


def test_the_tiny_course_holds(tiny_course, prove):
    """Right answers, mistakes, hints and stubs are as they should be, and a table says which test catches what."""
    done = prove(tiny_course, "check", "--seeds", 3, "--table")
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "The course holds."), done.stderr
    assert "forgets_the_comma" in done.stdout and "test_greets" in done.stdout


# What is changed in which files, at once, and what is said of each change.
SPOIL = [
    {
        "toolbox/reference.py": ("2.0 * np.asarray(x)", "2.1 * np.asarray(x)", "do not agree with their oracles"),
        "greeting/test_hidden.py": ("agree(sub", "assert name\n    (sub", "this assert has no sentence"),
        "greeting/statement.md": ("title:", "builds_on: [farewell]\ntitle:", "builds on farewell, which does not"),
    },
    {
        "toolbox/test_hidden.py": ("@points(3)", "@points(4)", "its points add up to 11, and statement.md promises 10"),
        "greeting/variants.py": ('return ", ".join(["Hello", name])', 'return "Hi"', "a right answer loses marks"),
        "toolbox/variants.py": (
            "return abs(2.0 * np.asarray(x))",
            "return 2.0 * np.asarray(x)",
            "a mistake gets full marks",
        ),
    },
    {
        "greeting/test_hidden.py": (
            "agree(submission.greet(name), reference.greet(name))",
            "submission.greet(name)",
            "no test notices that greet returns nothing",
        ),
        "toolbox/test_hidden.py": (
            "agree(submission.slope(x), ref",
            "agree(np.reshape(submission.slope(x), x.shape), ref",
            "toolbox: slope returns one axis too many, and yet passes test_slope\n",
        ),
    },
    {"greeting/statement.md": ("Write", "TODO: write", "TODO: write")},
]


@pytest.mark.parametrize("changes", SPOIL, ids=", ".join)
def test_check_sees_what_is_wrong_with_a_course(tiny_course, changes, prove):
    """Each promise that is broken is told, and the exit code is 1."""
    for file, (old, new, _) in changes.items():
        path = tiny_course / "solutions" / "warmup" / file
        assert old in path.read_text()
        path.write_text(path.read_text().replace(old, new))
    done = prove(tiny_course, "check", "--seeds", 1)
    assert done.returncode == 1
    assert [words for _, _, words in changes.values() if words not in done.stderr] == []


def test_a_new_exercise_leads_to_a_passing_one(tiny_course, prove):
    """The skeleton is followed, TODO by TODO, until the course holds again."""
    done = typed(tiny_course, "new", "warmup/double")
    assert done.returncode == 0, done.stderr
    folder = tiny_course / "solutions" / "warmup" / "double"
    done = prove(tiny_course, "check", "--seeds", 1)
    assert done.returncode == 1
    left = [line for line in done.stderr.splitlines() if "TODO" in line]
    assert {line.split("double/")[1].split(":")[0] for line in left if "double/" in line} == set(EXERCISE_FILES)
    for name in EXERCISE_FILES:
        shutil.copy(ROOT / "tests" / "finished_exercise" / name, folder / name)
    assert load_course(str(tiny_course)).problem_sets[0].exercises[-1].name == "double"
    assert typed(tiny_course, "stubs").returncode == 0
    done = prove(tiny_course, "check", "--seeds", 2)
    assert (done.returncode, done.stdout) == (0, "The course holds.\n"), done.stderr


def test_a_new_set_is_begun_with_its_first_exercise(tiny_course):
    """It gets an introduction to write, and comes last."""
    assert typed(tiny_course, "new", "more/first").returncode == 0
    course = load_course(str(tiny_course))
    assert [one.name for one in course.problem_sets] == ["warmup", "more"]
    assert course.problem_sets[1].exercises[0].title == "First"


@pytest.mark.parametrize("command", [[], ["grade"], ["check"], ["mutate"], ["new"], ["stubs"]])
def test_help_is_there(tiny, command):
    """Every command explains itself."""
    done = typed(tiny, *command, "--help")
    assert done.returncode == 0
    assert "Usage:" in done.stdout


def test_they_are_programs_too(tiny):
    """From outside, what is asked for arrives at the exit, and what is wrong is a sentence there."""
    done = autograder(tiny, "check", "--exercise", "warmup/none")
    assert (done.returncode, done.stdout) == (2, "")
    assert "no exercise 'none'" in done.stderr and "Traceback" not in done.stderr


def test_another_python_than_students_are_told_is_named(small_class, tmp_path, grade_here):
    """Students hear from their handout which Python grades; a run with another one says so, and is none the worse."""
    done = grade_here(small_class, tmp_path / "out")
    here = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert done.returncode == 0
    assert ("Students are told that Python" in done.stdout) == (versions.of_python() != here)
