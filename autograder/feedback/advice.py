"""What a student may try next: a sentence for each test that did not pass, and the few that are worth most."""

from dataclasses import dataclass

FEW = 3
FIGURE = "Hold your figure against the reference's: what does one have that the other has not?"

NEXT = {
    "failed": "Run the public tests first. If they pass, work a small case out by hand, and look for the first "
    "number that you cannot explain.",
    "error": "Make the same call in a fresh notebook, and read the last line of what Python says.",
    "timeout": "Try it with the smallest input that you can think of, and print a counter: does every loop come to "
    "an end?",
    "crashed": "Watch how much memory it takes, and how deep it calls itself, on a small input.",
    "not attempted": "Write it: a first version for the smallest case is enough to begin with.",
    "skipped": "Nothing to do here yet: mend the test that it builds on.",
    "grader error": "Nothing to do: this is for your teacher to mend.",
}


@dataclass
class Step:
    """What to try next in one exercise: ``points`` are what it can still earn."""

    exercise: object  # ExerciseReport
    test: object  # TestResult
    points: float
    sentence: str


def sentence(test, behind):
    """Return the advice for a test that did not pass: its hint if it has one. ``behind`` is its evidence, or empty."""
    return test.help or (FIGURE if test.status == "failed" and behind.get("figures") else NEXT[test.status])


def next_steps(record):
    """Return the Steps of a Record that are worth most, at most FEW, one an exercise; none where all is done."""
    steps = [step for exercise in record.report.exercises if (step := _first_step(record, exercise))]
    return sorted(steps, key=lambda step: -step.points)[:FEW]


def _first_step(record, exercise):
    """Return the Step of the first test that can be worked on; one that has a hint comes before the others."""
    open_ = [test for test in exercise.tests if test.status not in ("passed", "skipped", "grader error")]
    if not open_:
        return None
    first = min(open_, key=lambda test: (not test.help, test.status == "not attempted"))
    ours = sum(test.max_score for test in exercise.tests if test.status == "grader error")
    return Step(exercise, first, exercise.max_score - exercise.score - ours, _of_exercise(record, exercise, first))


def _of_exercise(record, exercise, test):
    if all(one.status == "not attempted" for one in exercise.tests):
        return "Nothing is written here yet. Read the statement, and begin with its first function."
    return sentence(test, record.behind(exercise.name, test.name))
