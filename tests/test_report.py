"""Reports and the table of a class, as files."""

import csv
import errno
import os
import stat
from types import SimpleNamespace

import pytest

from autograder.errors import Refusal
from autograder.files import write_whole
from autograder.report import ExerciseReport, Grade, Report, ReportStatus, TestResult, TestStatus
from autograder.report_folder import report_path, write_report, write_table


def report(student="ada", status="passed"):
    tests = (
        TestResult("test_a", "A.", TestStatus(status), 2.0, 2.0),
        TestResult("test_b", "B.", TestStatus.FAILED, 0.0, 3.0),
    )
    return Report(student, "warmup", ReportStatus.GRADED, (ExerciseReport("one", "One", tests),))


def test_scores_add_up():
    """An exercise's points are its tests', a report's its exercises'."""
    assert (report().score, report().max_score) == (2.0, 5.0)


def test_a_file_appears_whole_or_not_at_all(tmp_path, monkeypatch):
    """When writing breaks off, what was there stays, and nothing is left over."""
    path = tmp_path / "folder" / "file"
    write_whole(str(path), "old")

    def broken(descriptor):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(Refusal, match="it cannot be written: no space"):
        write_whole(str(path), "new")
    assert path.read_text() == "old"
    assert os.listdir(path.parent) == ["file"]


@pytest.mark.parametrize("how", ["a named pipe", "what is open"])
def test_what_is_no_ordinary_file_stays_what_it_is(tmp_path, how):
    """A file in its place would be a device lost to the whole machine, where the command runs as root."""
    reader, writer = os.pipe()
    path = f"/dev/fd/{writer}"
    if how == "a named pipe":
        path = str(tmp_path / "pipe")
        os.mkfifo(path)
        reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    write_whole(path, "told")
    assert os.read(reader, 10) == b"told"
    assert stat.S_ISFIFO(os.stat(path).st_mode)


@pytest.mark.parametrize("student", ["ada", 'Ada, "the first"', "=1+1", "é", "a" * 250, "\udce9"])
def test_every_name_finds_its_file(tmp_path, student):
    """Whatever a folder can be called, a report can be written for it."""
    path = write_report(str(tmp_path), report(student))
    assert os.path.exists(path)
    assert os.path.dirname(path) == str(tmp_path / "warmup")


def test_long_names_do_not_share_a_file():
    """What is cut off a long name is told by a digest."""
    assert report_path("out", "a", "x" * 250) != report_path("out", "a", "x" * 251)


def test_the_table_has_a_row_a_student_and_a_column_an_exercise(tmp_path):
    """Names are quoted as CSV wants it, and none of them computes."""
    exercises = [SimpleNamespace(name="one"), SimpleNamespace(name="two")]
    course = SimpleNamespace(problem_sets=[SimpleNamespace(name="warmup", exercises=exercises)])
    write_table(str(tmp_path), course, [Grade.of(report("=SUM(A1)")), Grade.of(report('Ada, "x"'))])
    with open(tmp_path / "grades.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["student", "problem_set", "score", "max_score", "status", "one", "two", "graded", "why"]
    assert rows[1] == ["'=SUM(A1)", "warmup", "2.0", "5.0", "graded", "2.0", "", "2.0", ""]
    assert rows[2][0] == 'Ada, "x"'


def test_a_grade_names_what_could_not_be_judged():
    """The run's exit code rests on it."""
    assert Grade.of(report(status="grader error")).grader_errors == ("one: test_a",)
    assert Grade.of(report()).grader_errors == ()
