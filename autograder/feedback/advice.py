"""What a student may try next: a sentence for each test that did not pass, and the few that are worth most."""

from dataclasses import dataclass

from autograder.evidence import Behind
from autograder.report import ExerciseReport, TestResult, TestStatus
from autograder.report_folder import Record

FEW = 3
FIGURE = "Hold your figure against the reference's: what does one have that the other has not?"

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


@dataclass(frozen=True)
class Step:
    """What to try next in one exercise: ``points`` are what it can still earn."""

    exercise: ExerciseReport
    test: TestResult
    points: float
    sentence: str


def sentence(test: TestResult, behind: Behind) -> str:
    """Return the advice for a test: its hint if it has one, else what its status and what lies behind it suggest."""
    return test.help or (FIGURE if test.status is TestStatus.FAILED and behind.figures else NEXT[test.status])


def next_steps(record: Record) -> list[Step]:
    """Return the Steps of a Record that are worth most, at most FEW, one an exercise; none where all is done."""
    steps = [step for exercise in record.report.exercises if (step := _first_step(record, exercise))]
    return sorted(steps, key=lambda step: -step.points)[:FEW]


def _first_step(record: Record, exercise: ExerciseReport) -> Step | None:
    """Return the Step of the first test that can be worked on; one that has a hint comes before the others."""
    open_tests = [test for test in exercise.tests if test.status not in CLOSED]
    if not open_tests:
        return None
    first = min(open_tests, key=lambda test: (not test.help, test.status is TestStatus.NOT_ATTEMPTED))
    ours = sum(test.max_score for test in exercise.tests if test.status is TestStatus.GRADER_ERROR)
    return Step(exercise, first, exercise.max_score - exercise.score - ours, _of_exercise(record, exercise, first))


def _of_exercise(record: Record, exercise: ExerciseReport, test: TestResult) -> str:
    if exercise.is_blank:
        return "Nothing is written here yet. Read the statement, and begin with its first function."
    return sentence(test, record.behind(exercise.name, test.name))
