"""The promises of an exercise that graded submissions prove, each with the trials that would break it.

Right answers written differently get full marks; every mistake loses marks and gets its own hint; an answer that is
spoilt earns no more than none.
"""

import statistics
from collections import defaultdict
from collections.abc import Iterator, Sequence

from autograder.authoring import Variant
from autograder.course import regions
from autograder.course.model import Exercise, ProblemSet
from autograder.judge.task import Depth
from autograder.report import Report, TestStatus

from . import synthetic
from .affected import affected_by
from .kill_matrix import KillMatrix
from .trials import Trial

LONG = 1.0  # seconds that a hidden test may take with right work, draws and comparisons included


class Promise:
    """Something that must hold. Whatever shows that it does not is a finding: a sentence for the author."""

    def inspect(self, blank: Report) -> Iterator[str]:
        """Yield what is found before anything is graded; ``blank`` is a report in which no test has an answer."""
        yield from ()

    def trials(self) -> Iterator[Trial]:
        """Yield the submissions that are to be graded."""
        yield from ()

    def judge(self, trial: Trial, report: Report) -> Iterator[str]:
        """Yield what the report on one draw of a trial shows."""
        yield from ()

    def conclude(self) -> Iterator[str]:
        """Yield what all reports together show."""
        yield from ()


class RightAnswersPass(Promise):
    """The reference, and every right answer written differently, gets full marks for its exercise, and soon."""

    def __init__(self, exercise: Exercise, draws: int) -> None:
        self.exercise, self.draws = exercise, draws
        self._seconds: dict[str, list[float]] = defaultdict(list)  # name of a test -> what it took, one a report

    def trials(self) -> Iterator[Trial]:
        name = self.exercise.name
        yield Trial(f"{name}: the reference", synthetic.perfect([self.exercise]), self.draws, name)
        for variant in right_answers(self.exercise):
            text = synthetic.with_variant([self.exercise], self.exercise, variant)
            about = affected_by(self.exercise, variant.of or variant.name)
            yield Trial(f"{name}: {variant.name}", text, self.draws, name, about)

    def judge(self, trial: Trial, report: Report) -> Iterator[str]:
        for _, test in report.tests():
            self._seconds[test.name].append(test.seconds)
        yield from lost_marks(report, "a right answer loses marks")

    def conclude(self) -> Iterator[str]:
        for name, seconds in self._seconds.items():
            taken = statistics.median(seconds)
            if taken > LONG and len(seconds) > 2:  # a machine that is busy holds up a single one
                yield f"{self.exercise.name}: {name} takes {taken:.1f} s with right work: a loop that seldom ends?"


class MistakesLose(Promise):
    """Every mistake loses marks for its exercise, and whoever makes it gets its own hint and no other.

    A test catches a mistake in every draw, or in none.
    """

    def __init__(self, exercise: Exercise, draws: int) -> None:
        self.exercise, self.draws = exercise, draws
        self.matrix = KillMatrix(exercise)
        self._mistakes: dict[str, Variant] = {}  # label of a trial -> mistake

    def trials(self) -> Iterator[Trial]:
        name = self.exercise.name
        for variant in mistakes(self.exercise):
            label = f"{name}: {variant.name}"
            self._mistakes[label] = variant
            text = synthetic.with_variant([self.exercise], self.exercise, variant)
            about = affected_by(self.exercise, variant.of or variant.name)
            yield Trial(label, text, self.draws, name, about, Depth.OBJECTIONS)

    def judge(self, trial: Trial, report: Report) -> Iterator[str]:
        mistake = self._mistakes[trial.label]
        self.matrix.note(mistake.name, report)
        lost = [test for _, test in report.tests() if test.score < test.max_score]
        hints = {test.help for test in lost} - {""}
        if not lost:
            yield "a mistake gets full marks"
        elif hints != {mistake.hint}:
            got = f"it got {sorted(hints) or 'none'}{self._objections(mistake, report)}"
            yield f"a mistake should get the hint {mistake.hint!r}; {got}"

    def conclude(self) -> Iterator[str]:
        yield from self.matrix.findings()
        yield from self.matrix.varying()

    def _objections(self, mistake: Variant, report: Report) -> str:
        """Return why the mistake was not named, a line for each test that it lost."""
        lost = report.evidence.get("tests", {}).get(self.exercise.name, {})
        found = {test: behind.get("objections", {}).get(mistake.name) for test, behind in lost.items()}
        return "".join(f"\n  {test}: {objection}" for test, objection in found.items() if objection)


class SpoiltAnswersEarnNothing(Promise):
    """Every test that fails where a function returns nothing fails where its right answer is spoilt."""

    def __init__(self, exercise: Exercise) -> None:
        self.exercise = exercise
        self._failed: dict[str, dict[str, set[str]]] = defaultdict(dict)  # function -> how -> names of tests
        self._spoilt: dict[str, tuple[str, str]] = {}  # label of a trial -> function, how

    def trials(self) -> Iterator[Trial]:
        for name in self.exercise.functions:
            for how, text in synthetic.spoilt(self.exercise, name).items():
                label = f"{self.exercise.name}: {name} {how}"
                self._spoilt[label] = name, how
                yield Trial(label, text, exercise=self.exercise.name, about=affected_by(self.exercise, name))

    def judge(self, trial: Trial, report: Report) -> Iterator[str]:
        name, how = self._spoilt[trial.label]
        self._failed[name][how] = {test.name for _, test in report.tests() if test.status is not TestStatus.PASSED}
        yield from ()

    def conclude(self) -> Iterator[str]:
        for name, failed in self._failed.items():
            lost = failed[synthetic.RETURNS_NOTHING]
            if not lost:
                yield f"{self.exercise.name}: no test notices that {name} returns nothing"
            for how, missed in failed.items():
                # A function that is given no arrays has nothing to change in place.
                if lost - missed and (missed or how != synthetic.CHANGES_ITS_INPUTS):
                    passed = ", ".join(sorted(lost - missed))
                    yield f"{self.exercise.name}: {name} {how}, and yet passes {passed}"


class OthersKeepTheirMarks(Promise):
    """Whatever the variants of an exercise do when they are called, the other exercises keep full marks."""

    def __init__(self, problem_set: ProblemSet, exercise: Exercise) -> None:
        self.problem_set, self.exercise = problem_set, exercise

    def trials(self) -> Iterator[Trial]:
        text = synthetic.with_all_variants(self.problem_set.exercises, self.exercise)
        yield Trial(f"{self.exercise.name}: all variants", text)

    def judge(self, trial: Trial, report: Report) -> Iterator[str]:
        yield from lost_marks(report, "a variant costs marks elsewhere", besides=self.exercise.name)


class StubsAreNotAttempted(Promise):
    """What students are given gets no points, and no test has more to say than that nothing is written yet."""

    def __init__(self, problem_set: ProblemSet) -> None:
        self.problem_set = problem_set

    def trials(self) -> Iterator[Trial]:
        yield Trial("the stub", synthetic.script(map(regions.stub, self.problem_set.exercises)))

    def judge(self, trial: Trial, report: Report) -> Iterator[str]:
        for exercise, test in report.tests():
            if test.status is not TestStatus.NOT_ATTEMPTED or test.score:
                instead = f"'{test.status}': {test.rationale}"
                yield f"{exercise.name}: {test.name} should be 'not attempted', and is {instead}"


def right_answers(exercise: Exercise) -> Sequence[Variant]:
    """Return the variants of an exercise that must get full marks."""
    return [variant for variant in exercise.variants if variant.hint is None]


def mistakes(exercise: Exercise) -> Sequence[Variant]:
    """Return the variants of an exercise that must lose marks."""
    return [variant for variant in exercise.variants if variant.hint is not None]


def lost_marks(report: Report, what: str, besides: str = "") -> Iterator[str]:
    """Yield a finding for each test that did not pass, but for those of one exercise."""
    for exercise, test in report.tests():
        if test.status is not TestStatus.PASSED and exercise.name != besides:
            yield f"{what}: {exercise.name}: {test.name}: {test.status}: {test.rationale}"
