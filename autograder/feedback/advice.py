"""What a student may try next: advice for each test that did not pass, and what was found in all of them, by cause."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from autograder.evidence import Behind, Call, Function, Nothing, Value
from autograder.report import ExerciseReport, TestResult, TestStatus
from autograder.report_folder import Record

FEW = 5
FIGURE = "Hold your figure against the reference's: what does one have that the other has not?"
BLANK = "Nothing is written here yet. Read the statement, and begin with its first function."
NOTHING = (
    "Your function hands nothing back, which is None. Does it end with `return`? `print` only shows a value. A "
    "`return` inside an `if` or a loop may never be reached."
)
UNCALLED = "Your function hands back a function, and not its value: are brackets missing, `f` in place of `f(x)`?"

NEXT = {
    TestStatus.PASSED: "",
    TestStatus.FAILED: "Run the public tests first. If they pass, work a small case out by hand, and look for the "
    "first number that you cannot explain.",
    TestStatus.ERROR: "Make the same call in a fresh notebook, and read the last line of what Python says.",
    TestStatus.TIMEOUT: "Try it with the smallest input that you can think of, and print a counter: does every loop "
    "come to an end?",
    TestStatus.CRASHED: "Watch how much memory it takes, and how deep it calls itself, on a small input.",
    TestStatus.NOT_ATTEMPTED: "Write it: a first version for the smallest case is enough to begin with.",
    TestStatus.SKIPPED: "Nothing to do here yet: mend the test that it builds on.",
    TestStatus.GRADER_ERROR: "Nothing to do: this is for your teacher to mend.",
}
CLOSED = (TestStatus.PASSED, TestStatus.SKIPPED, TestStatus.GRADER_ERROR)  # nothing to work on there
# What Python said of code that raised, or that did not run -> what to do about it.
SAID = tuple(
    (re.compile(pattern), advised)
    for pattern, advised in (
        (r"\b(Indentation|Tab)Error\b", "Python reads by indentation: give every line of a block the same number of "
         "spaces, and no tabs."),
        (r"\bSyntaxError\b", "Python cannot read this, so none of it ran. Look at the line that is named and the one "
         "above it: is a bracket or a quote left open, or a colon missing?"),
        (r"\binput\(\)", "Nobody can answer when your work is graded: take the value as an argument in place of "
         "`input()`."),
        (r"\b(ModuleNotFound|Import)Error\b", "The import did not run. Write it with what the import cell on top "
         "brings, which is all there is when your work is graded."),
        (r"\bSystemExit\b", "`exit()` ends all of Python: use `return` to leave a function."),
        (r"\b(Name|UnboundLocal)Error\b", "Python does not know this name. Is it spelled as where it was made, and is "
         "it made before it is used? Restart, run all cells from the top, and you see what we see."),
        (r"\bRecursionError\b", "A function calls itself without end: what is its smallest case, and does it stop "
         "there?"),
        (r"\bIndexError\b", "An index lies beyond the end. Print the shape on the line before: indices count from 0."),
        (r"could not be broadcast|not aligned|\bmatmul\b|mismatch in its core", "Two shapes do not fit. Print the "
         "shape of each factor on the line before, and write beside it what it should be."),
        (r"\bTypeError\b.*(argument|positional)", "Compare the name, the order and the number of the arguments with "
         "those of the stub."),
    )
)  # fmt: skip


@dataclass
class Step:
    """What was found in tests that share a cause: what to do about it, and ``points``, all that it costs."""

    exercise: ExerciseReport  # of the first of the tests
    sentence: str
    is_hint: bool = False
    tests: list[TestResult] = field(default_factory=list)
    functions: list[str] = field(default_factory=list)  # that were called
    others: list[ExerciseReport] = field(default_factory=list)  # exercises with the same cause
    points: float = 0.0

    @property
    def test(self) -> TestResult:
        """The first of the tests."""
        return self.tests[0]

    def add(self, exercise: ExerciseReport, test: TestResult, behind: Behind) -> None:
        """Add a test with this cause."""
        self.tests.append(test)
        self.points += test.max_score - test.score
        self.functions += [name for name in functions(behind) if name not in self.functions]
        if exercise is not self.exercise and exercise not in self.others:
            self.others.append(exercise)


def functions(behind: Behind) -> list[str]:
    """Return the names of the student's functions that a test called, each once."""
    return list(dict.fromkeys(_first(call).function for call in behind.calls))


def sentence(test: TestResult, behind: Behind) -> str:
    """Return the advice for a test: its hint if it has one, else what was said and what lies behind it suggest."""
    return test.help or _specific(test, behind) or NEXT[test.status]


def of_problem(problem: str) -> str:
    """Return the advice for what Python said, or nothing where there is none in particular."""
    return next((advised for pattern, advised in SAID if pattern.search(problem)), "")


def is_question(hint: str) -> bool:
    """Tell whether a hint asks something."""
    return "?" in hint


def next_steps(record: Record) -> list[Step]:
    """Return what was found in a Record, by cause, at most FEW: the costliest first, then what nobody touched."""
    found: dict[object, Step] = {}
    for exercise in record.report.exercises:
        if not exercise.is_blank:
            _find(record, exercise, found)
    steps = sorted(found.values(), key=lambda step: -step.points)
    return [*steps[:FEW], *_untouched(record.report.exercises)]


def _find(record: Record, exercise: ExerciseReport, found: dict[object, Step]) -> None:
    """Add the causes of an exercise; what waits for a test counts as lost with it."""
    by_title: dict[str, Step] = {}
    waiting = []
    for test in exercise.tests:
        if test.status is TestStatus.SKIPPED:
            waiting.append(test)
        elif test.status not in CLOSED:
            behind = record.behind(exercise.name, test.name)
            said = sentence(test, behind)
            own = (exercise.name, test.status, said, *functions(behind)[:1])
            cause = said if test.help or said in (NOTHING, UNCALLED) else own
            step = found.setdefault(cause, Step(exercise, said, bool(test.help)))
            step.add(exercise, test, behind)
            by_title[test.title] = step
    for test in waiting:
        earlier = [step for title, step in by_title.items() if title in test.rationale]
        for step in (earlier or list(by_title.values()))[:1]:
            step.points += test.max_score - test.score
            by_title[test.title] = step


def _untouched(exercises: tuple[ExerciseReport, ...]) -> Iterator[Step]:
    blank = [exercise for exercise in exercises if exercise.is_blank]
    if blank:
        step = Step(blank[0], BLANK)
        for exercise in blank:
            for test in exercise.tests:
                step.add(exercise, test, Behind())
        yield step


def _specific(test: TestResult, behind: Behind) -> str:
    """Return the advice that fits this failure, or nothing where only its status is known."""
    if test.status is TestStatus.ERROR:
        return of_problem(test.rationale)
    if test.status is not TestStatus.FAILED:
        return ""
    got = _handed_back(behind)
    if isinstance(got, Nothing):
        return NOTHING
    if isinstance(got, Function):
        return UNCALLED
    return FIGURE if behind.figures else ""


def _first(call: Call) -> Call:
    """Return the call of a function of the student's own, with which making another one began."""
    return call if call.maker is None else _first(call.maker)


def _handed_back(behind: Behind) -> Value | None:
    """Return what a test looked at, or None where that is not known."""
    if behind.compared:
        return behind.compared.got
    return behind.calls[0].value if len(behind.calls) == 1 else None
