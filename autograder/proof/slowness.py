"""Right work that is slow, and asks often, keeps its marks: every right answer is tried fifty times as slow.

That is fifty times what the reference takes, and twenty times as many calls of what is handed over. What bounds a
submission follows the references; here it shows that no right answer comes near it.
"""

from collections.abc import Iterator

from autograder.course.model import Exercise, ProblemSet
from autograder.report import Report, TestStatus

from . import synthetic
from .promises import Promise, right_answers
from .surroundings import cells_of
from .trials import Trial

# Only what a test calls is slowed down, and not what that calls in its turn.
LABORIOUS = """
import copy as _copy
import sys as _sys
import time as _time
_running = []

def _laborious(function, reference):
    def slow(*args, **kwargs):
        if _running:
            return function(*args, **kwargs)
        _running.append(function)
        try:
            other = _laboured(reference, args, kwargs)
            value = function(*args, **kwargs)
        finally:
            _running.pop()
        return _laborious(value, other) if callable(value) and callable(other) else value
    return slow

def _laboured(reference, args, kwargs):
    shortest, value = 1e9, None  # the first one may take long for what is done once
    for _ in range(20):
        copied = _copy.deepcopy((args, kwargs))
        began, used = _time.perf_counter(), _time.process_time()
        try:
            value = reference(*copied[0], **copied[1])
        except Exception:
            pass
        shortest = min(shortest, _time.perf_counter() - began, _time.process_time() - used + 0.002)
    end = _time.process_time() + 30 * shortest
    while _time.process_time() < end:
        pass
    if "matplotlib.pyplot" in _sys.modules:
        _sys.modules["matplotlib.pyplot"].close("all")
    return value
"""
LATE = (TestStatus.TIMEOUT, TestStatus.CRASHED)


class SlowWorkKeepsItsMarks(Promise):
    """No right answer takes too long, however slow; all exercises of a set are tried at once."""

    def __init__(self, problem_set: ProblemSet) -> None:
        self.problem_set = problem_set

    def trials(self) -> Iterator[Trial]:
        exercises = self.problem_set.exercises
        for turn in range(max(1, *(len(right_answers(exercise)) for exercise in exercises))):
            cells = [LABORIOUS, *(cell for exercise in exercises for cell in _slow(exercise, turn))]
            yield Trial(f"right answers no. {turn + 1}, fifty times as slow", synthetic.script(cells))

    def judge(self, trial: Trial, report: Report) -> Iterator[str]:
        for exercise, test in report.tests():
            if test.status in LATE:  # a test may well count how often it is asked
                yield f"right work is not waited for: {exercise.name}: {test.name}: {test.rationale}"


def _slow(exercise: Exercise, turn: int) -> list[str]:
    """Return an exercise's cells, with the right answer whose turn it is, and all of it slowed down."""
    reference, *others = cells_of(exercise, turn)
    names = list(exercise.functions)
    kept = f"_references = {{}}\nexec({reference!r}, _references)"  # apart: they call one another, and no variant
    slow = f"for _name in {names}:\n    globals()[_name] = _laborious(globals()[_name], _references[_name])"
    return [reference, kept, *others, slow]
