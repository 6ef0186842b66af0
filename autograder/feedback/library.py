"""The reports of a grading run as they are now, read anew where they have changed, and how far the run is."""

import os
import threading
import time
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from autograder import marks, report_folder, submissions
from autograder.course.model import Course, ProblemSet
from autograder.errors import Refusal, ReportError
from autograder.escape import visible
from autograder.numbers import points
from autograder.report import Standing
from autograder.report_folder import Record

LATELY = 10  # students in the list of those graded last
PATIENCE = 30  # seconds after the last report from which on a run that has not ended counts as broken off


@dataclass(frozen=True)
class Entry:
    """What is kept of a Record, and when its report was written."""

    problem_set: ProblemSet
    record: Record  # condensed
    changed: float


@dataclass(frozen=True)
class Shelf:
    """What there is at a moment: Entries by set and student, and sentences about what cannot be read."""

    entries: dict[tuple[str, str], Entry]
    problems: list[str]

    @property
    def problem_sets(self) -> list[ProblemSet]:
        """Those of which there is anything."""
        return list({entry.problem_set.name: entry.problem_set for entry in self.entries.values()}.values())


@dataclass
class Library:
    """The reports of a grading run, one that goes on included."""

    course: Course
    out: str
    submitted: str
    detail: str = "everything"
    known: dict[str, tuple[float, Record | ReportError]] = field(default_factory=dict)  # by path; with time of change
    counting: marks.Marks = field(default_factory=marks.Marks)  # what people and rules made of marks
    counted: tuple[tuple[float, ...], int | None] | None = None  # when, and how many reports were expected
    lock: threading.Lock = field(default_factory=threading.Lock)

    def shelf(self) -> Shelf:
        """Return what there is now."""
        entries: dict[tuple[str, str], Entry] = {}
        problems: list[str] = []
        with self.lock:
            counting = marks.read(self.out)
            if counting != self.counting:
                self.known.clear()
                self.counting = counting
            for problem_set in self.course.problem_sets:
                for path in report_folder.paths(self.out, problem_set.name):
                    if not (read := self._read(path)):
                        continue
                    changed, record = read
                    if isinstance(record, Record) and record.report.standing is Standing.LEFT:
                        continue
                    if isinstance(record, ReportError):
                        problems.append(str(record))
                        continue
                    entries[problem_set.name, record.report.student] = Entry(problem_set, record, changed)
                    problems += [str(record.error)] if record.error else []
        return Shelf(dict(sorted(entries.items())), problems)

    def record(self, entry: Entry) -> Record:
        """Return the whole Record of an Entry, as it is now.

        Raises:
            ReportError: it cannot be read any more.

        """
        report = entry.record.report
        path = report_folder.report_path(self.out, report.problem_set, report.student)
        return report_folder.read_record(self.out, path, self.counting)

    def classes(self, shelf: Shelf) -> list[tuple[ProblemSet, Collection[Record]]]:
        """Return each set with its whole Records, which are read as they are looked at."""
        return [(one, report_folder.stream(self.out, one.name).records) for one in shelf.problem_sets]

    def progress(self) -> dict[str, Any]:
        """Return how far a run is: its state in words, how many reports it wrote of how many, and the last ones.

        A run writes its table last: while there are reports that are newer, it has not ended.
        """
        found = list(self.shelf().entries.values())
        table = os.path.join(self.out, "grades.csv")
        ended = os.path.getmtime(table) if os.path.exists(table) else 0.0
        new = [entry for entry in found if entry.changed > ended]
        running = bool(new) and time.time() - max(entry.changed for entry in new) < PATIENCE
        last = sorted(new or found, key=lambda entry: -entry.changed)[:LATELY]
        return {
            "state": "going on" if running else "broken off" if new else "ended" if found else "not begun",
            "done": len(new or found),
            "expected": self.expected(),
            "last": [_line(entry) for entry in last],
        }

    def expected(self) -> int | None:
        """Return how many reports a run over all that was handed in writes, or None where nothing is there.

        They are counted again where there is another student, and after a while.
        """
        try:
            now = os.stat(self.submitted).st_mtime_ns, time.monotonic() // PATIENCE
        except OSError:
            return None
        with self.lock:
            if self.counted is None or self.counted[0] != now:
                self.counted = now, self._expected()
            return self.counted[1]

    def _expected(self) -> int | None:
        try:
            return len(submissions.find(self.submitted, [one.name for one in self.course.problem_sets])) or None
        except (Refusal, OSError):
            return None

    def _read(self, path: str) -> tuple[float, Record | ReportError] | None:
        try:
            changed = os.lstat(path).st_mtime
        except OSError:  # removed a moment ago
            self.known.pop(path, None)
            return None
        if path not in self.known or self.known[path][0] != changed:
            self.known[path] = changed, self._record(path)
        return self.known[path]

    def _record(self, path: str) -> Record | ReportError:
        try:
            return report_folder.read_record(self.out, path, self.counting).condensed()
        except ReportError as error:
            return error


def _line(entry: Entry) -> str:
    report = entry.record.report
    if report.standing:
        return f"{visible(report.student)}: {report.standing}"
    return f"{visible(report.student)}: {points(report.score)} of {points(report.max_score)}"
