"""The kill matrix of an exercise: which hidden test catches which named mistake, over all draws of the inputs.

A test that catches none either is of no use or looks at something that no mistake here gets wrong; then it says why it
is there. And it catches a mistake always or never: what a draw decides, luck decides.
"""

import ast
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from rich import box
from rich.table import Table

from autograder.course.model import Exercise
from autograder.files import read_text
from autograder.report import Report, TestStatus

IS_CAUGHT: Mapping[TestStatus, bool] = {
    TestStatus.PASSED: False,
    TestStatus.FAILED: True,
    TestStatus.NOT_ATTEMPTED: True,
    TestStatus.ERROR: True,
    TestStatus.TIMEOUT: True,
    TestStatus.CRASHED: True,
    TestStatus.SKIPPED: False,  # it is what another test has caught
    TestStatus.GRADER_ERROR: False,
}


class KillMatrix:
    """What the hidden tests of one exercise catch."""

    def __init__(self, exercise: Exercise) -> None:
        self.exercise = exercise
        self.reasons = _reasons(exercise)
        self.mistakes = [variant.name for variant in exercise.variants if variant.hint]
        self.draws: Counter[str] = Counter()  # how often each mistake was tried
        self.caught: dict[str, Counter[str]] = defaultdict(Counter)  # name of a test -> mistake -> how often caught
        self.outcomes: dict[tuple[str, str], Counter[bool]] = defaultdict(Counter)  # case of a test, mistake -> caught?

    def note(self, mistake: str, report: Report) -> None:
        """Take down what the report on a mistake says."""
        self.draws[mistake] += 1
        tests = [test for exercise, test in report.tests() if exercise.name == self.exercise.name]
        for name in {_function_of(test.name) for test in tests if IS_CAUGHT[test.status]}:
            self.caught[name][mistake] += 1
        for test in tests:
            if test.status is not TestStatus.SKIPPED:
                self.outcomes[test.name, mistake][IS_CAUGHT[test.status]] += 1

    def findings(self) -> Iterator[str]:
        """Yield what is wrong: a test without a use, a reason that holds no more, a mistake that nothing catches."""
        path, draws = self.exercise.path("test_hidden.py"), max(self.draws.values(), default=0)
        for name, why in self.reasons.items():
            if why and self.caught[name]:
                mistakes = ", ".join(self.caught[name])
                yield f"{path}: {name} says why=, but catches {mistakes}; take its why= away"
            if not why and not self.caught[name]:
                yield f"{path}: {name} catches no mistake in {draws} draws; add one, or say why= the test is there"
        for mistake in self.mistakes:
            if self.draws[mistake] and not any(caught[mistake] for caught in self.caught.values()):
                yield f"{self.exercise.path('variants.py')}: no test catches {mistake}"

    def varying(self) -> Iterator[str]:
        """Yield, as findings, the tests that catch a mistake in some draws and let it pass in others."""
        for (test, mistake), outcomes in self.outcomes.items():
            if len(outcomes) > 1:
                often = f"{outcomes[True]} of {outcomes.total()} draws"
                path = self.exercise.path("test_hidden.py")
                yield f"{path}: {test} catches {mistake} in {often}; let every draw catch it, or none"

    def to_dict(self) -> dict[str, Any]:
        """Return what was seen, as JSON has it."""
        return {"draws": self.draws, "caught": {test: dict(caught) for test, caught in self.caught.items()}}

    def load(self, data: Mapping[str, Any]) -> None:
        """Take over what ``to_dict`` returned."""
        self.draws = Counter(data["draws"])
        self.caught = defaultdict(Counter, {test: Counter(caught) for test, caught in data["caught"].items()})

    def tables(self) -> tuple[Table, Table]:
        """Return two tables to print: the tests by number, and the mistakes with a mark where a test catches them."""
        style: dict[str, Any] = {"box": box.SIMPLE_HEAD, "pad_edge": False, "title_justify": "left"}
        style["title_style"] = "bold"
        tests = Table("", "hidden test", "catches", "why it is there", title=self.exercise.name, **style)
        numbers = map(str, range(1, len(self.reasons) + 1))
        marks = Table("mistake (● caught in every draw, ○ in some)", *numbers, padding=(0, 0, 0, 1), **style)
        for number, (name, why) in enumerate(self.reasons.items(), 1):
            tests.add_row(str(number), name, str(len(self.caught[name])), why or "")
        for mistake in self.mistakes:
            marks.add_row(mistake, *(self._mark(name, mistake) for name in self.reasons))
        return tests, marks

    def _mark(self, name: str, mistake: str) -> str:
        count = self.caught[name][mistake]
        return "" if not count else "●" if count == self.draws[mistake] else "○"


def _reasons(exercise: Exercise) -> dict[str, str | None]:
    """Return the names of the hidden tests in their order, each with what it says after why=, or None."""
    tests = [node for node in ast.parse(read_text(exercise.path("test_hidden.py"))).body
             if isinstance(node, ast.FunctionDef)]  # fmt: skip
    marks = [(node.name, mark) for node in tests for mark in node.decorator_list if isinstance(mark, ast.Call)]
    return {
        name: next((ast.literal_eval(keyword.value) for keyword in mark.keywords if keyword.arg == "why"), None)
        for name, mark in marks
        if getattr(mark.func, "id", "") == "points"
    }


def _function_of(test: str) -> str:
    return test.partition("[")[0]  # the rest are the parameters of the case
