"""Which hidden test catches which mistake: what is counted, what is said against it, and the table that shows it."""

import io
import json

import pytest
from rich.console import Console

from autograder.course.model import load_course
from autograder.proof.kill_matrix import KillMatrix
from autograder.report import ExerciseReport, Report, ReportStatus, TestResult, TestStatus


@pytest.fixture
def catches(tiny):
    """What the tests of the tiny course's toolbox catch: nothing so far."""
    return KillMatrix(load_course(str(tiny)).problem_sets[0].exercises[0])


def report(**statuses):
    tests = tuple(TestResult(f"test_{name}", "", TestStatus(status), 0.0, 1.0) for name, status in statuses.items())
    return Report("ada", "warmup", ReportStatus.GRADED, (ExerciseReport("toolbox", "Toolbox", tests),))


def note_all(catches, **statuses):
    for mistake in catches.mistakes:
        catches.note(mistake, report(**statuses))


def test_a_test_without_a_use_is_told(catches):
    """It catches no mistake in any draw, and does not say why it is there; being skipped is no catch."""
    note_all(catches, slope="failed", slope_is_odd="skipped", total="error", shifted="failed", picture="passed")
    (problem,) = catches.findings()
    assert "test_picture catches no mistake in 1 draws; add one, or say why= the test is there" in problem


def test_a_reason_that_holds_no_more_is_told(catches):
    """A test that says why it is there although it catches nothing, and then catches something."""
    note_all(catches, slope_is_odd="failed", slope="timeout", total="failed", shifted="failed", picture="failed")
    (problem,) = catches.findings()
    assert "test_slope_is_odd says why=, but catches returns_the_square" in problem


def test_one_draw_is_enough_to_catch(catches):
    """What is caught in some draws alone counts, and is marked otherwise than what is caught in all."""
    note_all(catches, slope="failed", total="failed", shifted="failed", picture="failed")
    note_all(catches, slope="failed", total="passed", shifted="failed", picture="failed")
    assert not list(catches.findings())
    console = Console(file=io.StringIO(), width=160)
    console.print(*catches.tables(), sep="\n")
    lines = console.file.getvalue().splitlines()
    assert any("test_slope_is_odd" in line and "It says in words" in line for line in lines)
    assert next(line for line in lines if "loses_the_sign" in line).split() == ["loses_the_sign", "●", "○", "●", "●"]


def test_a_catch_by_luck_is_told(catches):
    """A test that catches a mistake in one draw and not in the next is named; what is skipped is nobody's luck."""
    for statuses in ({"slope": "failed", "total": "skipped"}, {"slope": "passed", "total": "failed"}):
        catches.note("loses_the_sign", report(**statuses))
    (problem,) = catches.varying()
    assert "test_slope catches loses_the_sign in 1 of 2 draws" in problem


def test_what_was_seen_can_be_kept(catches):
    """A matrix that was written and read again draws the same tables."""
    note_all(catches, slope="failed", total="passed")
    again = KillMatrix(catches.exercise)
    again.load(json.loads(json.dumps(catches.to_dict())))
    assert (again.draws, again.caught) == (catches.draws, catches.caught)


def test_a_mistake_that_nothing_catches_is_told(catches):
    """It is named, and so is the file that it stands in."""
    catches.note("loses_the_sign", report(slope="passed"))
    assert any("variants.py: no test catches loses_the_sign" in problem for problem in catches.findings())


def test_cases_of_one_test_count_together(catches):
    """The parameters of a test are no part of its name."""
    note_all(catches, **{"slope[3-4]": "passed", "slope[1-1]": "failed"})
    assert catches.caught["test_slope"]["loses_the_sign"] == 1
