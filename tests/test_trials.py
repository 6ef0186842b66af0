"""Trials of different exercises that are handed in together: as many submissions fewer, and nothing else changes."""

import pytest

from autograder.course.model import load_course
from autograder.judge.task import Depth
from autograder.proof.synthetic import perfect, script
from autograder.proof.trials import Trial, run
from tests.running import AtHand


class Counting(AtHand):
    """Judges that are there already; keeps the tasks that they are given."""

    def __init__(self, judges):
        super().__init__(judges)
        self.tasks = []

    def grade(self, task):
        self.tasks.append(task)
        return self.judges.grade(task)


@pytest.fixture
def try_all(judges):
    """Run trials; returns label -> names of the tests with their statuses, and the tasks that it took."""

    def try_all(*trials):
        course, counting = load_course(judges.root), Counting(judges)
        pairs = run(course, course.problem_sets[0], trials, counting, 1)
        return {trial.label: statuses(report) for trial, report in pairs}, counting.tasks

    return try_all


def statuses(report):
    return {test.name: str(test.status) for _, test in report.tests()}


@pytest.fixture
def trial(judges):
    """Make a trial of an exercise of the tiny course, with a cell below its reference."""
    exercises = {one.name: one for one in load_course(judges.root).problem_sets[0].exercises}

    def trial(name, function, cell, **more):
        text = perfect([exercises[name]]) + script([cell])
        return Trial(f"{name}: {cell}", text, exercise=name, about=(function,), depth=Depth.FIRST_LOSS, **more)

    return trial


HELPED = """
def helper(value):
    return {helped}
def {name}(value):
    return helper(value)
"""


def test_exercises_are_tried_together_and_judged_apart(trial, try_all):
    """A loss, a process that ends, a helper with the name of another: none of it reaches the other exercise."""
    wrong = trial("toolbox", "slope", HELPED.format(helped="0.0 * value", name="slope"))
    right = trial("greeting", "greet", HELPED.format(helped='"Hello, " + value', name="greet"))
    ends = trial("toolbox", "slope", "def slope(x):\n    import os\n    os._exit(0)")
    empty = trial("greeting", "greet", "def greet(name):\n    return None")
    found, tasks = try_all(wrong, ends, right, empty)
    assert found == {
        wrong.label: {"test_slope": "failed", "test_slope_is_odd": "skipped"},
        ends.label: {"test_slope": "crashed", "test_slope_is_odd": "skipped"},
        right.label: {"test_greets": "passed"},
        empty.label: {"test_greets": "failed"},
    }
    assert len(tasks) == 2


def test_what_is_drawn_often_meets_the_same_numbers_alone_or_not(trial, try_all):
    """Each of its draws is a submission of its own, whichever other exercises are tried."""
    often = [trial(name, function, "pass", draws=2) for name, function in (("toolbox", "slope"), ("greeting", "greet"))]
    _, together = try_all(*often)
    _, alone = try_all(often[0])
    assert len(together) == 4
    assert {task.student for task in alone} <= {task.student for task in together}
