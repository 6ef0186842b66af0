"""What costly kinds of submissions cost our own side: the processor time of the judge, beside a perfect one's.

The student's own process has limits of its own, and is not counted. Limits are short here: they bound that process.
"""

import os
import tempfile
import time
from pathlib import Path

from autograder.grading.judges import Judges
from autograder.judge.task import Task
from tests.paths import ROOT

ROUNDS = 5  # the least counts: whatever else a machine does can only add to it
LIMITS = {"statement": 1.0, "loading": 10.0, "least": 0.5, "again": 0.1, "exercise": 3.0}
SECRET = "00" * 32
# What bounds kinds that may cost more than MOST times a perfect submission: limits of the submission itself.
CALLBACKS = "callbacks, by those of the reference"
BOUNDS = {"thousands of callbacks": CALLBACKS, "a thousand callbacks in each call": CALLBACKS}
MOST = 3  # times what a perfect submission costs
PERFECT = "perfect"

# What every function that is asked for does instead, or before it answers as it should (`right`).
KINDS = {
    "8000 arrays returned": "return [np.zeros(3)] * 8000",
    "texts of a million letters": "return ['x' * 10**6] * 20",
    "lists in lists": "value = 0.5\nfor n in range(25): value = [value, value, 'x'] if n < 9 else [value]\n"
    "return value",
    "lists of numpy numbers": "return list(np.linspace(0.0, 1.0, 190_000))",
    "lists of tuples": "return [(0.5, 'x', 1)] * 2000",
    "forgotten figures": "for _ in range(20): plt.figure()\nreturn right(*args, **named)",
    "a loop without end": "while True: pass",
    "everything wrong": "return 0.5",
    "everything a little wrong": "value = right(*args, **named)\ntry: return value * 1.001\n"
    "except TypeError: return value",
    "megabytes printed": "print('x' * 10**6)\nreturn right(*args, **named)",
    "long exceptions": "raise ValueError('x' * 10**6)",
    "large figures": "axes = plt.figure().add_subplot()\n"
    "for n in range(100): axes.plot(np.arange(20000.0), np.full(20000, n), label=str(n))\nreturn axes.figure",
    "a thousand functions returned": "return [lambda *args: 0.5 for _ in range(1000)]",
    "large arrays": "return np.full((1000, 1000), 0.5)",
    "thousands of callbacks": "for f in args:\n    if callable(f):\n        for _ in range(3000): f(0.5)\n"
    "return right(*args, **named)",
    "a thousand callbacks in each call": "for f in args:\n    if callable(f):\n        for _ in range(1000): f(0.5)\n"
    "return right(*args, **named)",
}


def measure(course, set_name, text):
    """Return the seconds of processor time of the judge for each kind, the perfect one first.

    Args:
        course: the course.
        set_name: of the problem set.
        text: a perfect submission.

    """
    functions = [name for exercise in course.select(set_name).exercises for name in exercise.functions]
    texts = {PERFECT: text} | {kind: text + instead(functions, body) for kind, body in KINDS.items()}
    with tempfile.TemporaryDirectory() as place, Judges(str(ROOT), limits=LIMITS) as judges:
        os.chmod(place, 0o755)
        judges.prepare(set_name)
        process = judges.all[0].pid
        task = Task(judges.root, set_name, "ada", place, SECRET)
        return {kind: _cost(judges, task, process, text) for kind, text in texts.items()}


def bound_of(kind):
    """Return what bounds the cost of a kind: a limit of the submission's own, or what right answers need."""
    return BOUNDS.get(kind, "what it may say")


def instead(functions, body):
    """Return code in which every function does something else."""
    lines = "\n        ".join(body.split("\n"))
    return f"""

import numpy as np
import matplotlib.pyplot as plt

def _instead(right):
    def function(*args, **named):
        {lines}
    return function

for _name in {functions}:
    globals()[_name] = _instead(globals()[_name])
"""


def _cost(judges, task, process, text):
    costs = []
    for number in range(ROUNDS + 1):  # the first one also warms up
        Path(task.folder, f"{task.problem_set}.py").write_text(f"{text}\n# {number}\n")
        before = _used(process)
        report = judges.grade(task)
        assert not [test for _, test in report.tests() if test.status == "grader error"]
        costs.append(_used(process) - before)
    return min(costs[1:])


def _used(process):
    return time.clock_gettime((~process << 3) | 2)  # of its processor time, as clock_getcpuclockid(3) makes it
