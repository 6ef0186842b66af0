"""What a judge is asked and what it answers: a line of JSON each way."""

import dataclasses
import enum
import json
from typing import Any

import msgspec

from autograder.report import Basis, Report


class Depth(enum.StrEnum):
    """How far a judge goes beyond the first loss in each exercise."""

    FIRST_LOSS = "the first loss"  # what comes after it in its exercise is skipped
    VERDICTS = "verdicts"
    EXPLAINED = "explained"  # with hints and evidence
    OBJECTIONS = "objections"  # and, for authors, why mistakes are not named


@dataclasses.dataclass(frozen=True)
class Task:
    """One submission to grade.

    ``earlier`` is what an earlier report rests on: where that is still so, nothing is graded.
    """

    root: str  # the course's folder
    problem_set: str
    student: str
    folder: str  # of what the student handed in for this set
    secret: str  # of the course, hexadecimal
    only: tuple[str, ...] | None = None  # names of exercises; None means all
    about: tuple[str, ...] | None = None  # names of functions: only tests that call one of these; None means all
    depth: Depth = Depth.EXPLAINED
    earlier: Basis | None = None
    group: str = ""  # whose work it is, where it is no single student's
    members: tuple[str, ...] = ()  # of the group: all of them get the report

    @property
    def students(self) -> tuple[str, ...]:
        """All who get the report."""
        return self.members or (self.student,)

    @property
    def drawn_for(self) -> str:
        """The name in which hidden numbers are drawn: a group has one, whichever member's folder the work is in."""
        return f"\0{self.group}" if self.group else self.student  # which no student can be called

    def to_line(self) -> str:
        """Return the task as a judge reads it."""
        return json.dumps(dataclasses.asdict(self)) + "\n"

    @classmethod
    def from_line(cls, line: str) -> "Task":
        """Return the task that ``to_line`` wrote."""
        return msgspec.convert(json.loads(line), cls)


@dataclasses.dataclass(frozen=True)
class Answer:
    """What a judge says, once when it is ready and then to each task."""

    report: Report | None = None  # for a task; when it is ready, one in which no test has an answer yet
    unchanged: bool = False  # the earlier report still holds
    failed: str = ""  # why there is neither
    pid: int = 0  # of the judge, when it is ready
    holes: tuple[str, ...] = ()  # what is open in the wall, when it is ready

    def to_line(self) -> str:
        """Return the answer as whoever asked reads it."""
        message: dict[str, Any] = vars(self) | {"report": self.report.to_message() if self.report else None}
        return json.dumps(message) + "\n"

    @classmethod
    def from_line(cls, line: str) -> "Answer":
        """Return the answer that ``to_line`` wrote."""
        data = json.loads(line)
        report = Report.from_dict(data["report"]) if data["report"] else None
        return dataclasses.replace(msgspec.convert({**data, "report": None}, cls), report=report)
