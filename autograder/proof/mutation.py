"""Mutants against hidden tests: which are caught, and which survive for a reason that the exercise gives.

There are two families: operator mutants (``mutants``) and boundary mutants (``boundary``). The lists of survivors are
kept true: a mutant that survives unlisted is a problem, and so is one that is listed and caught, or gone.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from rich.table import Table

from autograder.course.model import Course, Exercise, ProblemSet
from autograder.grading.judges import Judges
from autograder.judge.task import Depth
from autograder.report import Report, TestStatus

from .affected import affected_by
from .boundary.mutants import BoundaryMutant, controls, find_boundary_mutants
from .kill_matrix import IS_CAUGHT
from .mutants import Mutant, find_mutants
from .survivors import FILE, Key, Survivors, read_survivors
from .trials import Track, Trial, run

FEWEST = 0.98  # of the mutants of a set that are a fault have to be caught, in each family
OPERATORS, BOUNDARY = "operator", "boundary"
FAMILIES = (OPERATORS, BOUNDARY)
AnyMutant = Mutant | BoundaryMutant


@dataclass
class MutationResult:
    """What became of the mutants of one family of one exercise."""

    exercise: Exercise
    family: str
    survivors: Survivors
    whole: bool = True  # whether every mutant of the family was tried
    tried: list[AnyMutant] = field(default_factory=list)
    caught: list[AnyMutant] = field(default_factory=list)
    survived: list[AnyMutant] = field(default_factory=list)
    broken: list[tuple[AnyMutant, str]] = field(default_factory=list)  # and the name of a test that itself went wrong
    verdicts: dict[tuple[Key, str], list[bool]] = field(default_factory=lambda: defaultdict(list))
    controls: list[str] = field(default_factory=list)  # what does not hold of the instrument itself

    @property
    def listed(self) -> dict[Key, bool]:
        """What the list of survivors says: key -> whether it is a fault."""
        return self.survivors.operators if self.family == OPERATORS else self.survivors.boundary

    @property
    def faults(self) -> list[AnyMutant]:
        """The survivors that are a fault; one that is not listed is taken to be."""
        return [mutant for mutant in self.survived if self.listed.get(mutant.key, True)]

    def note(self, mutant: AnyMutant, reports: Sequence[Report]) -> None:
        """Take down what the Reports on a mutant say, one a draw."""
        caught = [self._is_caught(mutant, report) for report in reports]
        (self.caught if all(caught) else self.survived).append(mutant)
        if any(caught) and not all(caught):
            self.verdicts[mutant.key, "the hidden tests together"] = caught

    def _is_caught(self, mutant: AnyMutant, report: Report) -> bool:
        tests = [test for _, test in report.tests()]
        for test in tests:
            if test.status != TestStatus.SKIPPED:
                self.verdicts[mutant.key, test.name].append(IS_CAUGHT[test.status])
        wrong = [test.name for test in tests if test.status == TestStatus.GRADER_ERROR]
        is_caught = any(IS_CAUGHT[test.status] for test in tests)
        if wrong and not is_caught:
            self.broken.append((mutant, wrong[0]))
        return is_caught

    def find_problems(self) -> Iterator[str]:
        """Yield what does not hold, as sentences."""
        yield from self.controls
        path = self.exercise.path("test_hidden.py")
        for mutant, test in self.broken:
            yield f"{path}: the test itself fails, see the line above: {test}, for {mutant}"
        new = [mutant for mutant in self.tried if mutant in self.survived and mutant.key not in self.listed]
        if new:
            lines = "\n".join(_entries(new))
            yield f"{path}: no test catches these {len(new)}, and {FILE} does not list them:\n{lines}"
        yield from self._untrue()
        for (key, test), caught in self.verdicts.items():
            if len(set(caught)) > 1:
                yield f"{path}: {test}: catches {_named(key)} in {sum(caught)} of {len(caught)} draws; it should in all"

    def _untrue(self) -> Iterator[str]:
        survived, caught = ({mutant.key for mutant in some} for some in (self.survived, self.caught))
        for key in sorted(self.listed.keys() - survived):
            cause = "the hidden tests catch this" if key in caught else "this is no mutant"
            if self.whole or key in caught:
                yield f"{self.survivors.where(key)}: {cause}; take it away: {_named(key)}"


def _named(key: Key) -> str:
    if len(key) == 2:
        return f"{key[0]}: {key[1]}"
    function, before, after, nth = key
    return f"{function}: {before} -> {after} ({nth=})"


def _entries(mutants: Iterable[AnyMutant]) -> list[str]:
    """Return mutants as lines of ``survivors.yaml``."""
    lines: list[str] = []
    functions: dict[str, list[BoundaryMutant]] = defaultdict(list)
    for mutant in mutants:
        if isinstance(mutant, Mutant):
            lines.append(mutant.entry)
        else:
            functions[mutant.function].append(mutant)
    for function, some in functions.items():
        lines += [f'    - function: "{function}"', "      kinds:"]
        lines += [f'        - "{mutant.key[1]}"  # {mutant.sentence}' for mutant in some]
    return lines


def try_mutants(
    course: Course,
    problem_set: ProblemSet,
    judges: Judges,
    *,
    workers: int,
    only: str | None = None,
    kind: str | None = None,
    seeds: int = 1,
    track: Track,
) -> list[MutationResult]:
    """Grade every mutant of a set; return a MutationResult for each exercise and family.

    With one draw each is graded until the first test that it fails; with more, by every test.

    Args:
        course: of the set.
        problem_set: whose exercises are changed.
        judges: prepared for the set.
        workers: how many at a time.
        only: name of the one exercise to try, or None for all.
        kind: name of the one family, or of the one kind of boundary mutants, or None for all.
        seeds: how many draws of inputs.
        track: wraps the trials as they come, for a progress bar.

    Raises:
        CourseError: a survivors.yaml is malformed.

    """
    results = list(_not_yet_tried(problem_set, only, kind))
    notes: dict[Trial, _Note] = {}
    for result in results:
        notes |= _trials(problem_set, result, kind, seeds)
    reports: dict[_Note, list[Report]] = defaultdict(list)
    for trial, report in run(course, problem_set, list(notes), judges, workers, track):
        note = notes[trial]
        reports[note].append(report)
        if len(reports[note]) == note.draws:
            note.done(reports.pop(note))
    return results


def _not_yet_tried(problem_set: ProblemSet, only: str | None, kind: str | None) -> Iterator[MutationResult]:
    for exercise in problem_set.exercises:
        if only in (None, exercise.name):
            survivors = read_survivors(exercise, problem_set.introduction)
            for family in FAMILIES if kind is None else [kind if kind in FAMILIES else BOUNDARY]:
                yield MutationResult(exercise, family, survivors, kind in (None, family))


@dataclass(eq=False)
class _Note:
    """What is to be done with the reports of all draws of one submission."""

    draws: int
    done: Callable[[list[Report]], None]


def _trials(problem_set: ProblemSet, result: MutationResult, kind: str | None, draws: int) -> dict[Trial, _Note]:
    trials: dict[Trial, _Note] = {}
    depth = Depth.FIRST_LOSS if draws == 1 else Depth.VERDICTS
    for mutant in _mutants(problem_set, result, kind):
        result.tried.append(mutant)
        note = _Note(draws, partial(result.note, mutant))
        about = affected_by(result.exercise, mutant.function.partition("(")[0])
        trials |= _trials_of(result.exercise, str(mutant), mutant.text, note, about, depth)
    if result.family == BOUNDARY:
        for subject, right, wrong in controls(result.exercise, problem_set.introduction):
            for name, text, loses in [("right", right, False), ("always wrong", wrong, True)]:
                label = f"{subject.label}, wrapped and {name}"
                note = _Note(1, partial(_note_control, result, label, loses))
                about = affected_by(result.exercise, subject.name)
                trials |= _trials_of(result.exercise, label, text, note, about, Depth.FIRST_LOSS)
    return trials


def _trials_of(
    exercise: Exercise, label: str, text: str, note: _Note, about: Sequence[str], depth: Depth
) -> dict[Trial, _Note]:
    return {Trial(f"{exercise.name}: {label}", text, note.draws, exercise.name, tuple(about), depth): note}


def _mutants(problem_set: ProblemSet, result: MutationResult, kind: str | None) -> Iterator[AnyMutant]:
    if result.family == OPERATORS:
        return find_mutants(result.exercise)
    return find_boundary_mutants(result.exercise, problem_set.introduction, None if kind in (None, BOUNDARY) else kind)


def _note_control(result: MutationResult, label: str, loses: bool, reports: Sequence[Report]) -> None:
    """Note what a control says against the instrument: one that is right must lose nothing, one that is wrong must."""
    tests = [test for report in reports for _, test in report.tests()]
    bad = [test for test in tests if IS_CAUGHT[test.status] or test.status == TestStatus.GRADER_ERROR]
    if bool(bad) != loses:
        said = f"{bad[0].name}: {bad[0].rationale}" if bad else "and yet no test fails"
        result.controls.append(f"{result.exercise.path('reference.py')}: {label}: {said}")


def too_few(problem_set: ProblemSet, results: Sequence[MutationResult]) -> Iterator[str]:
    """Yield a sentence for each family of which too few mutants of a set that are a fault are caught."""
    for family in FAMILIES:
        share = share_caught([result for result in results if result.family == family])
        if share < FEWEST:
            said = f"{share:.1%} of the {family} mutants that are a fault are caught"
            yield f"{problem_set.name}: {said}; {FEWEST:.0%} should be"


def share_caught(results: Sequence[MutationResult]) -> float:
    """Return which share of the mutants that are a fault is caught; 1 where there are none."""
    caught, faults = sum(len(result.caught) for result in results), sum(len(result.faults) for result in results)
    return caught / (caught + faults) if caught + faults else 1.0


def table(results: Iterable[MutationResult]) -> Table:
    """Return a table to print, a row an exercise and family."""
    found = Table("exercise", "family", "mutants", "caught", "live, a fault", "live, none", "caught of the faults")
    for result in results:
        caught, survived, faults = map(len, (result.caught, result.survived, result.faults))
        row = caught + survived, caught, faults, survived - faults
        found.add_row(result.exercise.name, result.family, *map(str, row), f"{share_caught([result]):.1%}")
    return found
