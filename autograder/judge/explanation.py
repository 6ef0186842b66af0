"""What a submission is told beside its marks, once all its tests have run: hints, and the evidence behind sentences.

Both are gifts: no mark depends on them, and together they may cost only so much.
"""

import dataclasses
import sys
from collections.abc import Sequence
from typing import Any

from autograder.authoring import Variant
from autograder.kit.calls import Call
from autograder.report import TestStatus
from autograder.wall.deadline import Interruption, interrupting

from .evidence import IS_KEPT, Evidence
from .hints import IS_SOUGHT, Diagnosis
from .materials import Materials

BUDGET = 2.0  # seconds of processor time for all hints and all evidence of one submission


@dataclasses.dataclass
class Trace:
    """What a test left behind: its calls, and what ended it."""

    exercise: str
    test: str  # its name
    calls: Sequence[Call] = ()
    status: TestStatus = TestStatus.PASSED
    error: BaseException | None = None


class Explanation:
    """The hints and the evidence of one submission.

    Args:
        materials: of the problem set.
        traces: what every test left behind, by its identifier.
        with_objections: keep also, for authors, why no mistake is named.

    """

    def __init__(self, materials: Materials, traces: dict[str, Trace], *, with_objections: bool = False) -> None:
        self.materials, self.traces, self.with_objections = materials, traces, with_objections
        self.evidence = Evidence()
        self.mistakes: dict[str, Variant] = {}  # identifier of a test -> what is behind it
        self._diagnoses: dict[str, Diagnosis] = {}

    def work_out(self, name: str) -> None:
        """Find all hints and evidence; where that takes too long, what was found until then is kept.

        Args:
            name: of the student, for a line on stderr where something goes wrong.

        """
        steps = [*((self._keep, key) for key, trace in self.traces.items() if IS_KEPT[trace.status]),
                 *((self._name, key) for key, trace in self.traces.items() if IS_SOUGHT[trace.status])]  # fmt: skip
        try:
            with interrupting(BUDGET):
                for step, key in steps:
                    try:
                        step(key)
                    except Exception as problem:
                        print(f"no hint: {name}: {key}: {problem!r}", file=sys.stderr)
        except Interruption:
            print(f"no more hints: {name}: they took {BUDGET:g} seconds", file=sys.stderr)

    def _keep(self, key: str) -> None:
        """Keep the evidence of a test."""
        trace = self.traces[key]
        right = self._diagnosis(trace.exercise).right
        self.evidence.add(trace.exercise, trace.test, trace.error, trace.calls, right.outcome)

    def _name(self, key: str) -> None:
        """Look for the mistake behind a test."""
        trace = self.traces[key]
        diagnosis = self._diagnosis(trace.exercise)
        about: dict[str, Any] = {}
        if mistake := diagnosis.mistake_behind(trace.calls):
            self.mistakes[key] = mistake
            about["mistake"] = mistake.name
        elif self.with_objections:
            about["objections"] = diagnosis.objections(trace.calls)
        self.evidence.note(trace.exercise, trace.test, about)

    def _diagnosis(self, exercise: str) -> Diagnosis:
        if exercise not in self._diagnoses:
            calls = [call for trace in self.traces.values() if trace.exercise == exercise for call in trace.calls]
            mistakes, stage = self.materials.mistakes[exercise], self.materials.stages[exercise]
            self._diagnoses[exercise] = Diagnosis(mistakes, stage, calls, self.materials.drawn)
        return self._diagnoses[exercise]
