"""Which hidden test catches which named mistake: what was seen while an exercise was tried, and what it lacks.

A test that catches none either is of no use or looks at something that no mistake here gets wrong; then it says why it
is there.
"""

import ast
from collections import Counter, defaultdict

from rich import box
from rich.table import Table

from autograder.files import read_text

CAUGHT = ("failed", "error", "timeout", "crashed", "not attempted")  # skipped is what another test has caught


class Catches:
    """What the hidden tests of one exercise catch, over all draws."""

    def __init__(self, exercise):
        self.exercise = exercise
        self.reasons = _reasons(exercise)  # name of a test -> why it is there, or None
        self.mistakes = [variant.name for variant in exercise.variants if variant.hint]
        self.draws = Counter()  # how often each mistake was tried
        self.caught = defaultdict(Counter)  # name of a test -> mistake -> how often it was caught

    def note(self, mistake, report):
        """Take down what the Report on a mistake says."""
        self.draws[mistake] += 1
        tests = [test for one in report.exercises if one.name == self.exercise.name for test in one.tests]
        for name in {_function_of(test.name) for test in tests if test.status in CAUGHT}:
            self.caught[name][mistake] += 1

    def find_problems(self):
        """Yield what is wrong, as sentences: a test without a use, and a reason that holds no more."""
        path, draws = self.exercise.path("test_hidden.py"), max(self.draws.values(), default=0)
        for name, why in self.reasons.items():
            if why and self.caught[name]:
                some = ", ".join(self.caught[name])
                yield f"{path}: {name} says why=, but catches {some}; take its why= away"
            if not why and not self.caught[name]:
                yield f"{path}: {name} catches no mistake in {draws} draws; add one, or say why= the test is there"
        for mistake in self.mistakes:
            if self.draws[mistake] and not any(seen[mistake] for seen in self.caught.values()):
                yield f"{self.exercise.path('variants.py')}: no test catches {mistake}"

    def tables(self):
        """Return two tables to print: the tests by number, and the mistakes with a mark where a test catches them."""
        style = {"box": box.SIMPLE_HEAD, "pad_edge": False, "title_justify": "left", "title_style": "bold"}
        tests = Table("", "hidden test", "catches", "why it is there", title=self.exercise.name, **style)
        numbers = map(str, range(1, len(self.reasons) + 1))
        marks = Table("mistake (● caught in every draw, ○ in some)", *numbers, padding=(0, 0, 0, 1), **style)
        for number, (name, why) in enumerate(self.reasons.items(), 1):
            tests.add_row(str(number), name, str(len(self.caught[name])), why or "")
        for mistake in self.mistakes:
            marks.add_row(mistake, *(self._mark(name, mistake) for name in self.reasons))
        return tests, marks

    def _mark(self, name, mistake):
        count = self.caught[name][mistake]
        return "" if not count else "●" if count == self.draws[mistake] else "○"


def _reasons(exercise):
    """Return the names of the hidden tests in their order, each with what it says after why=, or None."""
    tests = ast.parse(read_text(exercise.path("test_hidden.py"))).body
    marks = [(node.name, mark) for node in tests for mark in getattr(node, "decorator_list", ())]
    return {
        name: next((ast.literal_eval(one.value) for one in mark.keywords if one.arg == "why"), None)
        for name, mark in marks
        if isinstance(mark, ast.Call) and getattr(mark.func, "id", "") == "points"
    }


def _function_of(test):
    return test.partition("[")[0]  # the rest are the parameters of the case
