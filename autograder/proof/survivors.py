"""Mutants against hidden tests: which are caught, and which survive for a reason that the exercise gives.

``survivors.yaml``, beside a reference, lists every mutant that the hidden tests let live, and says why they may. The
list is kept true: a mutant that survives unlisted is a problem, and so is one that is listed and caught, or gone.
"""

import os
from dataclasses import dataclass, field
from typing import Any

import yaml
from rich.table import Table

from autograder.errors import CourseError
from autograder.files import read_text

from .catches import CAUGHT
from .mutants import find_mutants
from .trials import Trial, run

FILE = "survivors.yaml"
FEWEST = 0.98  # of the mutants of a set that change a result have to be caught
FORM = "- {why: a sentence, changes: true or false, mutants: [{function: f, before: x + 1, after: [x - 1], nth: 2}]}"


@dataclass
class Outcome:
    """What became of the mutants of one exercise."""

    exercise: Any
    listed: dict  # key of a mutant -> whether it changes a result, as survivors.yaml says
    caught: list = field(default_factory=list)  # of Mutant
    survived: list = field(default_factory=list)  # of Mutant
    broken: list = field(default_factory=list)  # of pairs: Mutant, name of a test that itself went wrong

    @property
    def changing(self):
        """The survivors that change a result; one that is not listed is taken to."""
        return [mutant for mutant in self.survived if self.listed.get(mutant.key, True)]

    def note(self, mutant, report):
        """Take down what the Report on a mutant says."""
        tests = {test.status: test.name for one in report.exercises for test in one.tests}
        if tests.keys() & set(CAUGHT):
            self.caught.append(mutant)
        elif "grader error" in tests:
            self.broken.append((mutant, tests["grader error"]))
        else:
            self.survived.append(mutant)

    def find_problems(self):
        """Yield what does not hold, as sentences."""
        path, file = self.exercise.path("reference.py"), self.exercise.path(FILE)
        for mutant, test in self.broken:
            yield f"{path}:{mutant.line}: the test itself fails, see the line above: {test}, for {mutant}"
        for mutant in sorted(self.survived, key=lambda one: one.line):
            if mutant.key not in self.listed:
                yield f"{path}:{mutant.line}: no test catches this, and {FILE} does not list it:\n{_entry(mutant)}"
        survived, caught = ({mutant.key for mutant in some} for some in (self.survived, self.caught))
        for function, before, after, nth in sorted(self.listed.keys() - survived):
            cause = "the hidden tests catch this" if (function, before, after, nth) in caught else "this is no mutant"
            yield f"{file}: {cause}; take it away: {function}: {before} -> {after} ({nth=})"


def try_mutants(course, problem_set, judges, *, workers, only=None, track):
    """Grade every mutant of a set, each until the first test that it fails; return an Outcome for each exercise.

    Args:
        course: Course.
        problem_set: ProblemSet.
        judges: Judges, prepared for the set.
        workers: how many at a time.
        only: name of the one exercise to try, or None for all.
        track: wraps the trials as they come, for a progress bar.

    Raises:
        CourseError: a survivors.yaml is malformed.

    """
    outcomes = [Outcome(one, read_survivors(one)) for one in problem_set.exercises if only in (None, one.name)]
    subjects = {}
    for outcome in outcomes:
        name = outcome.exercise.name
        for mutant in find_mutants(outcome.exercise):
            subjects[Trial(f"{name}: {mutant}", mutant.text, only=(name,), brief=True)] = outcome, mutant
    for trial, report in run(course, problem_set, list(subjects), judges, workers, track):
        outcome, mutant = subjects[trial]
        outcome.note(mutant, report)
    return outcomes


def too_few(problem_set, outcomes):
    """Yield a sentence if too few of the mutants of a set that change a result are caught."""
    share = share_caught(outcomes)
    if share < FEWEST:
        yield f"{problem_set.name}: {share:.1%} of the mutants that change a result are caught; {FEWEST:.0%} should be"


def share_caught(outcomes):
    """Return which share of the mutants that change a result is caught; 1 where there are none."""
    caught, changing = sum(len(one.caught) for one in outcomes), sum(len(one.changing) for one in outcomes)
    return caught / (caught + changing) if caught + changing else 1.0


def table(outcomes):
    """Return a table to print, a row an exercise."""
    found = Table(
        "exercise",
        "mutants",
        "caught",
        "live, and change a result",
        "live, and change none",
        "caught of those that change one",
    )
    for one in outcomes:
        mutants = len(one.caught) + len(one.survived) + len(one.broken)
        row = mutants, len(one.caught), len(one.changing), len(one.survived) - len(one.changing)
        found.add_row(one.exercise.name, *map(str, row), f"{share_caught([one]):.1%}")
    return found


def read_survivors(exercise):
    """Return what an exercise's ``survivors.yaml`` lists: key of a mutant -> whether it changes a result.

    Raises:
        CourseError: it is malformed.

    """
    path = exercise.path(FILE)
    if not os.path.exists(path):
        return {}
    try:
        groups = yaml.safe_load(read_text(path))
    except yaml.YAMLError as error:
        raise CourseError(path, f"it is no YAML: {error}", f"write entries such as {FORM}") from error
    listed = {}
    for group in groups if isinstance(groups, list) else [groups]:
        for key, changes in _read_group(path, group):
            if key in listed:
                raise CourseError(path, f"it lists a mutant twice: {key}", "take one of the two away")
            listed[key] = changes
    return listed


def _read_group(path, group):
    match group:
        case {"why": str(), "changes": bool(changes), "mutants": [*mutants], **rest} if not rest:
            return [(key, changes) for mutant in mutants for key in _read_keys(path, mutant)]
    raise CourseError(path, f"this is no entry: {group}", f"write {FORM}")


def _read_keys(path, mutant):
    match mutant:
        case {"function": str(function), "before": str(before), "after": [*after], **rest} if rest.keys() <= {"nth"}:
            return [(function, before, str(one), rest.get("nth", 1)) for one in after]
    raise CourseError(path, f"this is no mutant: {mutant}", f"write {FORM}")


def _entry(mutant):
    """Return a mutant as a line of ``survivors.yaml``."""
    entry = {"function": mutant.function, "before": mutant.before, "after": [mutant.after]}
    entry |= {"nth": mutant.nth} if mutant.nth > 1 else {}
    text = yaml.safe_dump(entry, default_flow_style=True, sort_keys=False, allow_unicode=True, width=10_000)
    return f"    - {text.strip()}"
