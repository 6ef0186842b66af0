"""The course proves itself: what must hold of every exercise is tried, behind the real wall, over many draws of inputs.

A set is proved in parts: each exercise by itself, each exercise beside the others, and what students get of the whole.
A part that was proved before, and rests on the same still, is not proved again.
"""

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from autograder.course.model import Course, Exercise, ProblemSet
from autograder.grading.judges import Judges
from autograder.report import Report, TestStatus

from . import inspection, overviews
from .kill_matrix import KillMatrix
from .know_nothing import KnowingNothingEarnsNothing
from .memory import Memory, digest_of
from .promises import (
    MistakesLose,
    OthersKeepTheirMarks,
    Promise,
    RightAnswersPass,
    SpoiltAnswersEarnNothing,
    StubsAreNotAttempted,
)
from .slowness import SlowWorkKeepsItsMarks
from .surroundings import RightWorkKeepsItsMarks
from .trials import Track, Trial, run, untracked

WHOLE = 20  # draws from which on a proof also asks what takes long: bodies that know nothing, surroundings, slowness


@dataclass
class Part:
    """Some promises that rest on the same folders, and are proved and remembered together."""

    name: str
    folders: Sequence[str]
    promises: Sequence[Promise]
    oracle: Exercise | None = None  # whose reference an oracle has to agree with
    matrix: KillMatrix | None = None
    digest: str = ""
    findings: list[str] = field(default_factory=list)


class Proof:
    """The proof of one problem set.

    Args:
        course: of the set.
        problem_set: to be proved.
        judges: begun where something is to be graded.
        draws: how many draws of inputs each variant is tried with.
        workers: how many trials at a time.
        memory: of earlier proofs.
        only: name of the one exercise to prove; None for all, and for what students get of the whole.
        track: wraps the trials as they come, for a progress bar.

    """

    def __init__(
        self,
        course: Course,
        problem_set: ProblemSet,
        judges: Judges,
        *,
        draws: int,
        workers: int,
        memory: Memory,
        only: str | None = None,
        track: Track = untracked,
    ) -> None:
        self.course, self.problem_set, self.judges = course, problem_set, judges
        self.draws, self.workers, self.memory, self.track = draws, workers, memory, track
        self.exercises = [exercise for exercise in problem_set.exercises if only in (None, exercise.name)]
        self.parts = [part for exercise in self.exercises for part in self._parts_of(exercise)]
        self.whole = only is None
        if self.whole:
            self.parts.append(self._part_of_the_whole())
        self.known: list[Part] = []  # proved before

    @property
    def matrices(self) -> list[KillMatrix]:
        """The kill matrices of the exercises."""
        return [part.matrix for part in self.parts if part.matrix]

    def findings(self) -> Iterator[str]:
        """Yield what does not hold of the set, as sentences."""
        if unfinished := list(inspection.unfinished(self.problem_set, self.exercises)):
            yield from unfinished
            return
        if self.whole:
            yield from overviews.find_problems(self.course, self.problem_set)
        self.known = [part for part in self.parts if self._is_known(part)]
        parts = [part for part in self.parts if part not in self.known]
        if parts:
            self.judges.prepare(self.problem_set.name, self.workers)
            yield from self._prove(parts)

    def _parts_of(self, exercise: Exercise) -> Iterator[Part]:
        name = f"{self.problem_set.name}.{exercise.name}"
        mistakes = MistakesLose(exercise, self.draws)
        promises: list[Promise] = [inspection.IsWellFormed(exercise), RightAnswersPass(exercise, self.draws), mistakes,
                    SpoiltAnswersEarnNothing(exercise)]  # fmt: skip
        promises += [KnowingNothingEarnsNothing(exercise)] if self.draws >= WHOLE else []
        yield Part(name, [exercise.folder], promises, exercise, mistakes.matrix)
        beside = OthersKeepTheirMarks(self.problem_set, exercise)
        yield Part(f"{name}.beside", [self.problem_set.folder], [beside])

    def _part_of_the_whole(self) -> Part:
        published = os.path.join(self.course.root, "assignments", self.problem_set.name)
        promises = [inspection.FunctionsHaveOneOwner(self.problem_set), StubsAreNotAttempted(self.problem_set),
                    inspection.IsPublished(self.course, self.problem_set)]  # fmt: skip
        if self.draws >= WHOLE:
            promises += [RightWorkKeepsItsMarks(self.problem_set), SlowWorkKeepsItsMarks(self.problem_set)]
        return Part(self.problem_set.name, [self.problem_set.folder, published], promises)

    def _is_known(self, part: Part) -> bool:
        part.digest = digest_of(part.folders)
        kept = self.memory.recall(part.name, part.digest, self.draws)
        if kept and part.matrix:
            part.matrix.load(kept)
        return kept is not None

    def _prove(self, parts: Sequence[Part]) -> Iterator[str]:
        """Yield what is found, and keep what is proved."""
        for part, finding in self._findings(parts):
            part.findings.append(finding)
            yield finding
        for part in parts:
            # What was changed meanwhile, nobody has proved.
            if not part.findings and part.digest == digest_of(part.folders):
                self.memory.keep(part.name, part.digest, self.draws, part.matrix.to_dict() if part.matrix else {})

    def _findings(self, parts: Sequence[Part]) -> Iterator[tuple[Part, str]]:
        blank = self.judges.blanks[self.problem_set.name]
        yield from ((part, one) for part in parts for promise in part.promises for one in promise.inspect(blank))
        yield from self._disagreements([part for part in parts if part.oracle])
        yield from self._graded(parts)
        yield from ((part, one) for part in parts for promise in part.promises for one in promise.conclude())

    def _graded(self, parts: Sequence[Part]) -> Iterator[tuple[Part, str]]:
        """Grade all trials; of each, the first draw that goes wrong tells enough."""
        owners = {trial: (part, promise) for part in parts for promise in part.promises for trial in promise.trials()}
        told: set[Trial] = set()
        for trial, report in run(self.course, self.problem_set, list(owners), self.judges, self.workers, self.track):
            part, promise = owners[trial]
            findings = [*_grader_errors(report), *promise.judge(trial, report)]
            if findings and trial not in told:
                told.add(trial)
                yield part, f"{report.student}: {findings[0]}"

    def _disagreements(self, parts: Sequence[Part]) -> Iterator[tuple[Part, str]]:
        """Yield what the oracles say against the references; of which of them, their own words tell."""
        exercises = [part.oracle for part in parts if part.oracle]
        output = disagreement(self.course, self.problem_set, exercises) if exercises else ""
        if output:
            yield parts[0], f"the references of {self.problem_set.name} do not agree with their oracles:\n{output}"
            for part in parts[1:]:
                part.findings.append(output)


def disagreement(course: Course, problem_set: ProblemSet, exercises: Iterable[Exercise]) -> str:
    """Run the tests of references in a process of their own; return what they print, or nothing where all is well."""
    package = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    names = [exercise.name for exercise in exercises]
    command = [sys.executable, "-P", "-m", "autograder.proof.oracle", course.root, problem_set.name, *names]
    environment = {**os.environ, "PYTHONPATH": package}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    return done.stdout + done.stderr if done.returncode else ""


def _grader_errors(report: Report) -> Iterator[str]:
    for exercise, test in report.tests():
        if test.status is TestStatus.GRADER_ERROR:
            yield f"the test itself fails: {exercise.name}: {test.name}; see the line above"
