"""Judges as processes: several that come from one, each on its own afterwards, and none that is left behind."""

import os
import signal

import pytest

from autograder.judge.task import Task
from tests.running import processes_about


@pytest.fixture
def task(tiny_course, class_of_three):
    """The perfect submission of a course of its own."""
    return Task(str(tiny_course), "warmup", "ada", str(class_of_three / "ada" / "warmup"), "00")


def test_judges_from_one_process_give_the_same_marks(task, begin_judges):
    """Two judges of a set are two processes, and either grades."""
    with begin_judges(task.root) as judges:
        assert judges.prepare(task.problem_set, 2) == []
        first, second = (judge.grade(task) for judge in judges.all)
        assert len({os.getpid(), *(judge.pid for judge in judges.all)}) == 3
    assert first.score == second.score == 15.0
    assert processes_about(task.root) == []


@pytest.mark.parametrize("victim", [0, 1])
def test_a_judge_does_not_take_its_sibling_along(task, victim, begin_judges):
    """Killed, either of them, it leaves the other at work; the class goes on, and in the end all is gone."""
    with begin_judges(task.root) as judges:
        judges.prepare(task.problem_set, 2)
        both = list(judges.all)
        os.kill(both[victim].pid, signal.SIGKILL)
        assert both[1 - victim].grade(task).score == 15.0
        assert [judges.grade(task).score for _ in range(2)] == [15.0, 15.0]  # the killed one is replaced
        assert both[victim] not in judges.all
    assert processes_about(task.root) == []


def test_each_judge_keeps_to_a_processor_where_there_is_one_for_each(task, begin_judges):
    """A judge and its zygote take turns, so that one processor is enough for both; one judge alone goes anywhere."""
    processors = os.sched_getaffinity(0)
    with begin_judges(task.root) as judges:
        judges.prepare(task.problem_set, len(processors))
        own = [os.sched_getaffinity(judge.pid) for judge in judges.all]
        assert sorted(map(len, own)) == [1] * len(processors)
        assert set().union(*own) == processors
    with begin_judges(task.root) as judges:
        judges.prepare(task.problem_set, len(processors) + 1)
        assert all(os.sched_getaffinity(judge.pid) == processors for judge in judges.all)


def test_a_judge_that_cannot_begin_is_not_kept(task, tiny_course, begin_judges):
    """Where its replacement does not begin either, a submission is nobody's fault, and no process stays."""
    with begin_judges(task.root) as judges:
        judges.prepare(task.problem_set)
        (tiny_course / "solutions" / "warmup" / "greeting" / "test_hidden.py").write_text(
            "import nothing_of_that_name\n"
        )
        os.kill(judges.all[0].pid, signal.SIGKILL)
        report = judges.grade(task)
        assert {test.status for one in report.exercises for test in one.tests} == {"grader error"}
        assert judges.all == []
    assert processes_about(task.root) == []
