"""The course proves itself: what must hold of every exercise is tried, behind the real wall, over many draws of inputs.

References are right by an independent oracle; right answers written differently get full marks; every mistake loses
marks, in its own exercise alone, and gets its own hint; spoilt answers earn nothing; stubs get 0; no solution is
published.
"""

import ast
import collections
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

from autograder.course import regions, release
from autograder.course.model import EXERCISE_FILES
from autograder.files import read_text

from . import made
from .catches import Catches
from .trials import Trial, run

FEWEST = {"right answers": 3, "mistakes": 6}


@dataclass(frozen=True)
class Promise(Trial):
    """A trial of which it is known how it must end: ``expected`` takes the Report and yields what is wrong."""

    expected: Any = None


def find_problems(course, problem_set, judges, *, seeds, workers, only=None, track, seen=None):
    """Yield what does not hold of a problem set, as sentences.

    Args:
        course: Course.
        problem_set: ProblemSet.
        judges: Judges, prepared for the set.
        seeds: how many draws of inputs each variant is tried with.
        workers: how many trials at a time.
        only: name of the one exercise to try, or None for all.
        track: wraps the trials as they come, for a progress bar.
        seen: list that gets the Catches of each exercise, or None.

    """
    exercises = [one for one in problem_set.exercises if only in (None, one.name)]
    left = list(_left_to_do(problem_set, exercises))
    if left:
        yield from left
        return
    yield from _malformed(problem_set, exercises, judges.blanks[problem_set.name])
    if only is None:
        yield from release.find_differences(course, problem_set)
    yield from _unproved(course, problem_set)
    catches = [Catches(exercise) for exercise in exercises]
    for trials in _rounds(problem_set, catches, seeds, whole=only is None):
        yield from _broken(run(course, problem_set, trials, judges, workers, track))
    for one in catches:
        yield from one.find_problems()
    if seen is not None:
        seen += catches


def _rounds(problem_set, catches, seeds, *, whole):
    """Return two lists of trials; what the reports of the first show decides what the second expects.

    Args:
        problem_set: ProblemSet.
        catches: list of Catches, of the exercises to try.
        seeds: how many draws of inputs.
        whole: whether the whole set is tried.

    """
    lost = collections.defaultdict(set)  # function -> tests that fail where it returns nothing
    exercises = [one.exercise for one in catches]
    first = [_trial_of_nothing(problem_set, one, name, lost[name]) for one in exercises for name in one.functions]
    then = [trial for one in catches for trial in _trials(problem_set, one, seeds, lost)]
    return first, [*then, _stub_trial(problem_set)] if whole else then


def _broken(pairs):
    """Yield, as sentences, the promises that the reports do not keep."""
    told = set()
    for trial, report in pairs:
        problems = [*_grader_errors(report), *trial.expected(report)]
        if problems and trial.label not in told:  # the first draw that fails tells enough
            told.add(trial.label)
            yield f"{trial.label} (draw {trial.draw}): {problems[0]}"


def _trials(problem_set, catches, seeds, lost):
    """Yield the trials of one exercise; the first draw of each is graded on the whole set."""
    exercise = catches.exercise
    for variant in exercise.variants:
        text = made.with_variant(problem_set, exercise, variant)
        expected = _gets_its_hint(catches, variant) if variant.hint else _is_perfect
        for seed in range(seeds):
            only = (exercise.name,) if seed else None
            yield Promise(f"{exercise.name}: {variant.name}", text, seed, only, expected=expected)
    for name in exercise.functions:
        texts = {how: made.spoilt(problem_set, name, expression) for how, expression in made.SPOILT.items()}
        texts["changes its inputs"] = made.changing_inputs(problem_set, name)
        for how, text in texts.items():
            expected = _earns_nothing(name, lost[name], changing=how == "changes its inputs")
            yield Promise(f"{exercise.name}: {name} {how}", text, only=(exercise.name,), expected=expected)


def _trial_of_nothing(problem_set, exercise, name, lost):
    def expected(report):
        lost.update(test.name for _, test in _tests(report) if test.status != "passed")
        if not lost:
            yield f"no test notices that {name} returns nothing"

    text = made.spoilt(problem_set, name, made.NOTHING)
    return Promise(f"{exercise.name}: {name} returns nothing", text, only=(exercise.name,), expected=expected)


def _stub_trial(problem_set):
    text = "".join(f"# %%\n{regions.stub(exercise)}\n" for exercise in problem_set.exercises)
    return Promise("the stub", text, expected=_is_untouched)


def _is_perfect(report):
    for exercise, test in _tests(report):
        if test.status != "passed":
            yield f"a right answer loses marks: {exercise.name}: {test.name}: {test.status}: {test.rationale}"


def _gets_its_hint(catches, variant):
    exercise = catches.exercise

    def expected(report):
        catches.note(variant.name, report)
        lost = [(one, test) for one, test in _tests(report) if test.score < test.max_score]
        for one, test in lost:
            if one.name != exercise.name:
                yield f"a mistake loses marks elsewhere: {one.name}: {test.name}: {test.rationale}"
        hints = {test.help for one, test in lost if one.name == exercise.name} - {""}
        if not lost:
            yield "a mistake gets full marks"
        elif hints != {variant.hint}:
            yield f"a mistake should get the hint {variant.hint!r}; it got {sorted(hints) or 'none'}"

    return expected


def _earns_nothing(name, lost, *, changing):
    """Every test that fails where a function returns nothing must fail where its right answer is spoilt."""

    def expected(report):
        failed = {test.name for _, test in _tests(report) if test.status != "passed"}
        passed = sorted(lost - failed)
        # A function that is given no arrays has nothing to change in place.
        if passed and not (changing and not failed):
            yield f"{name} is spoilt, and yet passes {', '.join(passed)}"

    return expected


def _is_untouched(report):
    for exercise, test in _tests(report):
        if test.status != "not attempted" or test.score:
            yield f"{exercise.name}: {test.name} should be 'not attempted', and is {test.status!r}: {test.rationale}"


def _grader_errors(report):
    for exercise, test in _tests(report):
        if test.status == "grader error":
            yield f"the test itself fails: {exercise.name}: {test.name}; see the line above"


def _tests(report):
    return [(exercise, test) for exercise in report.exercises for test in exercise.tests]


def _left_to_do(problem_set, exercises):
    """Yield what the files themselves say is still to be written."""
    files = [exercise.path(name) for exercise in exercises for name in (*EXERCISE_FILES, "explore.py")]
    for path in [os.path.join(problem_set.folder, "problem_set.md"), *filter(os.path.exists, files)]:
        for number, line in enumerate(read_text(path).splitlines(), 1):
            if "TODO" in line:
                yield f"{path}:{number}: {line.strip()}"


def _malformed(problem_set, exercises, blank):
    """Yield what is wrong with how exercises are written."""
    worth = {one.name: one.max_score for one in blank.exercises}
    owners = {}
    for exercise in problem_set.exercises:
        for name in exercise.functions:
            if owners.setdefault(name, exercise) is not exercise:
                yield f"{exercise.path('reference.py')}: {name} is a function of {owners[name].name} too; rename one"
    for exercise in exercises:
        regions.stub(exercise)
        if worth.get(exercise.name) != exercise.points:
            yield (
                f"{exercise.path('test_hidden.py')}: its points add up to {worth.get(exercise.name, 0):g}, "
                f"and statement.md promises {exercise.points:g}"
            )
        counts = {
            "right answers": sum(one.hint is None for one in exercise.variants),
            "mistakes": sum(one.hint is not None for one in exercise.variants),
        }
        for kind, fewest in FEWEST.items():
            if counts[kind] < fewest:
                yield f"{exercise.path('variants.py')}: {counts[kind]} {kind}; write at least {fewest}"
        yield from _silent_asserts(exercise)


def _silent_asserts(exercise):
    for file in ("test_hidden.py", "test_public.py"):
        tree = ast.parse(read_text(exercise.path(file)))
        for node in ast.walk(tree):
            if isinstance(node, ast.Assert) and node.msg is None:
                yield f"{exercise.path(file)}:{node.lineno}: this assert has no sentence for the student; add one"


def _unproved(course, problem_set):
    """Yield what the oracles say against the references."""
    environment = {
        **os.environ,
        "PYTHONPATH": os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))),
    }
    command = [sys.executable, "-P", "-m", "autograder.proof.oracle", course.root, problem_set.name]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if done.returncode:
        yield f"the references of {problem_set.name} do not agree with their oracles:\n{done.stdout}{done.stderr}"
