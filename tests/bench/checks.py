"""The hidden tests of a problem set as plain functions, so that every tool in the benchmark decides by the same checks.

It needs no more than numpy, matplotlib and pytest, and runs in the environments of all of them.
"""

import functools
import importlib.util
import os
import sys
import types
from dataclasses import dataclass
from pathlib import Path

from autograder.judge.draws import Draws
from autograder.kit import figures, remembering
from autograder.kit.calls import changed_arguments, snapshot, standing_in, start_log
from autograder.kit.proxy import SubmissionProxy

SOLUTIONS = Path(__file__).parents[2] / "solutions"
DRAWS = Draws(secret="00", student="bench")


@dataclass(frozen=True)
class Check:
    """One hidden test: what it is worth, and the function that decides."""

    exercise: str
    name: str
    points: float
    function: object
    reference: object

    def run(self, namespace):
        """Decide about a submission's functions; raise AssertionError, or what the student's code raises, against it.

        Args:
            namespace: dict of the submission's functions.

        """
        given = {
            "submission": SubmissionProxy(_caller(namespace), start_log(), {}),
            "reference": self.reference,
            "rng": DRAWS.numbers(f"{self.exercise}/test_hidden.py::{self.name}"),
        }
        names = self.function.__code__.co_varnames[: self.function.__code__.co_argcount]
        self.function(**{name: given[name] for name in names})


@functools.cache
def load_checks(set_name):
    """Return the Checks of a set, in the order of their files."""
    remembering.capture()
    checks = []
    for folder in sorted(path.parent for path in (SOLUTIONS / set_name).glob("*/test_hidden.py")):
        reference, tests = _load(folder, "reference"), _load(folder, "test_hidden")
        for name, function in vars(tests).items():
            if name.startswith("test_"):
                worth = next(mark for mark in function.pytestmark if mark.name == "points").args[0]
                checks.append(Check(folder.name, name, worth, function, reference))
    return checks


def find_check(set_name, exercise, name):
    """Return one Check."""
    return next(one for one in load_checks(set_name) if (one.exercise, one.name) == (exercise, name))


def submission_from(environment):
    """Return the functions that a file named by an environment variable defines, as a dict."""
    module = types.ModuleType("submission")
    sys.modules["submission"] = module
    exec(compile(Path(os.environ[environment]).read_text(), "submission.py", "exec"), vars(module))
    return vars(module)


def _load(folder, name):
    spec = importlib.util.spec_from_file_location(f"bench_{folder.name}_{name}", folder / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _caller(namespace):
    def make(call):
        before = [snapshot(value) for value in (*call.args, *call.kwargs.values())]
        function = namespace[call.function] if call.returned is None else call.returned
        with standing_in(namespace, call.replaced):
            value = function(*call.args, **call.kwargs)
        call.changed = changed_arguments(call.args, call.kwargs, before)
        figure = figures.describe(value)
        call.value = value if figure is None else figure
        figures.close_all()

    return make
