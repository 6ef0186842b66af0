"""Hints against mutants: whoever gets the hint of a mistake does what the mistake does, on inputs not seen yet too.

Every mutant is graded once with its hints. Those that got one are graded again over fresh draws: where the mistake that
was named comes to something else in any call, its hint was false.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from rich.table import Table

from autograder.course.model import Course, Exercise, ProblemSet
from autograder.grading.judges import Judges
from autograder.judge.hints import ELSEWHERE
from autograder.judge.task import Depth
from autograder.report import Report

from .affected import affected_by
from .boundary.mutants import find_boundary_mutants
from .mutants import find_mutants
from .mutation import AnyMutant
from .trials import Track, Trial, run

FRESH = 10  # draws; in each, a test asks a function several times


@dataclass
class HintResult:
    """The hints that the mutants of one exercise got."""

    exercise: Exercise
    mutants: int = 0
    named: dict[str, dict[str, str]] = field(default_factory=dict)  # mutant -> test -> mistake
    false: dict[tuple[str, str], str] = field(default_factory=dict)  # mutant, test -> where the mistake does otherwise

    def find_problems(self) -> Iterator[str]:
        """Yield the hints that are false, as sentences."""
        for (mutant, test), where in self.false.items():
            mistake = self.named[mutant][test]
            yield f"{self.exercise.path('variants.py')}: {mistake}: {mutant} gets its hint in {test}; {where}"


def try_hints(
    course: Course, problem_set: ProblemSet, judges: Judges, *, workers: int, only: str | None, track: Track
) -> list[HintResult]:
    """Grade every mutant of a set with its hints; return a HintResult for each exercise.

    Args:
        course: of the set.
        problem_set: whose exercises are changed.
        judges: prepared for the set.
        workers: how many at a time.
        only: name of the one exercise to try, or None for all.
        track: wraps the trials as they come, for a progress bar.

    """
    results = {one.name: HintResult(one) for one in problem_set.exercises if only in (None, one.name)}
    trials = [trial for result in results.values() for trial in _trials(problem_set, result)]
    again = []
    for trial, report in run(course, problem_set, trials, judges, workers, track):
        result, mutant = _of(results, trial)
        if named := {test: str(about["mistake"]) for test, about in _behind(report) if about.get("mistake")}:
            result.named[mutant] = named
            again.append(Trial(trial.label, trial.text, FRESH + 1, trial.exercise, trial.about, Depth.OBJECTIONS))
    for trial, report in run(course, problem_set, again, judges, workers, track):
        result, mutant = _of(results, trial)
        for test, about in _behind(report):
            if where := _otherwise(about, result.named[mutant].get(test)):
                result.false[mutant, test] = where
    return list(results.values())


def _trials(problem_set: ProblemSet, result: HintResult) -> Iterator[Trial]:
    exercise = result.exercise
    mutants: list[AnyMutant] = [*find_mutants(exercise)]
    mutants += find_boundary_mutants(exercise, problem_set.introduction)
    for mutant in mutants:
        result.mutants += 1
        about = affected_by(exercise, mutant.function.partition("(")[0])
        yield Trial(f"{exercise.name}: {mutant}", mutant.text, 1, exercise.name, about, Depth.EXPLAINED)


def _of(results: dict[str, HintResult], trial: Trial) -> tuple[HintResult, str]:
    exercise, _, mutant = trial.label.partition(": ")
    return results[exercise], mutant


def _behind(report: Report) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield the tests that a Report has evidence of, and what is behind each."""
    for tests in report.evidence.get("tests", {}).values():
        yield from tests.items()


def _otherwise(about: dict[str, object], mistake: str | None) -> str:
    """Return how a mistake that was named before differs from what a test met this time, or an empty str."""
    named, objections = about.get("mistake"), about.get("objections")
    if mistake is None or named == mistake:
        return ""
    if named:
        return f"in another draw it gets that of {named}"
    objection = objections.get(mistake, "") if isinstance(objections, dict) else ""
    return f"in another draw {objection}" if objection.startswith(ELSEWHERE) else ""


def table(results: Iterable[HintResult]) -> Table:
    """Return a table to print, a row an exercise."""
    found = Table("exercise", "mutants", "with a hint", "hints", "false")
    for one in results:
        hints = sum(map(len, one.named.values()))
        found.add_row(one.exercise.name, *map(str, (one.mutants, len(one.named), hints, len(one.false))))
    return found
