"""Where a grading run leaves its reports: the one writer of them, and the one reader.

Files appear whole or not at all. What is read is checked, whoever wrote it: a damaged file is named, and costs nobody
else anything.
"""

import contextlib
import csv
import hashlib
import io
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from . import escape
from .course.model import Course, ProblemSet
from .errors import ReportError, in_words
from .files import DRAFT, write_whole
from .report import Grade, Report

EVIDENCE = "evidence"  # folder below the one of the reports
LONGEST_NAME = 200  # bytes of a file's name


@dataclass(frozen=True)
class Record:
    """A student's report in one set, and the evidence behind it (see ``judge.evidence``)."""

    report: Report
    evidence: dict[str, Any] = field(default_factory=dict)

    def behind(self, exercise: str, test: str) -> dict[str, Any]:
        """Return the evidence of one test, by the names of its exercise and itself; an empty dict if there is none."""
        found: dict[str, Any] = self.evidence.get("tests", {}).get(exercise, {}).get(test, {})
        return found


def report_path(out: str, problem_set: str, student: str, ending: str = ".json") -> str:
    """Return where a student's report belongs, or another file about them, by its ending."""
    name = os.fsencode(student)
    if len(name) > LONGEST_NAME:  # a file's name has at most 255 bytes, the draft's too
        name = name[:LONGEST_NAME] + b"-" + hashlib.sha256(name).hexdigest()[:16].encode()
    return os.path.join(out, problem_set, os.fsdecode(name) + ending)


def evidence_path(out: str, problem_set: str, student: str) -> str:
    """Return where the evidence behind a report belongs: beside the reports, for their folders hold nothing else."""
    return report_path(os.path.join(out, EVIDENCE), problem_set, student)


def write_evidence(out: str, report: Report) -> None:
    """Write the evidence behind a report to its place, with what tells that it belongs to this very report."""
    path = evidence_path(out, report.problem_set, report.student)
    if report.evidence:
        belongs = {"submission": vars(report.submission), "course": vars(report.course)}
        write_whole(path, json.dumps({**belongs, **report.evidence}, separators=(",", ":")) + "\n")
    else:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(path)


def write_report(out: str, report: Report) -> str:
    """Write a report to its place, and the evidence behind it to its own; return the report's path."""
    write_evidence(out, report)
    path = report_path(out, report.problem_set, report.student)
    write_whole(path, report.to_json())
    return path


def write_table(out: str, course: Course, grades: Sequence[Grade]) -> None:
    """Write ``grades.csv``: a row a student and set, a column an exercise of these sets."""
    there = {grade.problem_set for grade in grades}
    sets = [problem_set for problem_set in course.problem_sets if problem_set.name in there]
    exercises = list(dict.fromkeys(exercise.name for problem_set in sets for exercise in problem_set.exercises))
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(["student", "problem_set", "score", "max_score", "status", *exercises])
    for grade in grades:
        row = [grade.student, grade.problem_set, grade.score, grade.max_score, grade.status]
        table.writerow([escape.cell(cell) for cell in [*row, *(grade.exercises.get(name, "") for name in exercises)]])
    write_whole(os.path.join(out, "grades.csv"), text.getvalue())


def read_report(path: str) -> Report:
    """Return the Report in a file.

    Raises:
        ReportError: it cannot be read, or is no report of this version.

    """
    try:
        return Report.from_dict(_read_json(path))
    except (ValueError, RecursionError) as error:
        raise ReportError(path, f"this is no report: {error}", "remove it, and grade that student again") from error


def read_record(out: str, path: str) -> Record:
    """Return the Record of a report's path.

    Raises:
        ReportError: the file is no report, or what lies behind it is no evidence.

    """
    report = read_report(path)
    path = evidence_path(out, report.problem_set, report.student)
    try:
        evidence = _read_json(path) if os.path.exists(path) else {}
        return Record(report, evidence if _belongs(evidence, report) else {})
    except (ValueError, RecursionError, AttributeError) as error:
        raise ReportError(path, f"this is no evidence: {error}", "remove it, and grade that student again") from error


def paths(out: str, set_name: str) -> list[str]:
    """Return the paths of the reports of a set, sorted."""
    folder = os.path.join(out, set_name)
    names = os.listdir(folder) if os.path.isdir(folder) else []
    return [os.path.join(folder, name) for name in sorted(names) if name.endswith(".json") and DRAFT not in name]


def load(out: str, set_name: str) -> list[Record]:
    """Return the Records of a set below the folder of a grading run, sorted by student.

    Raises:
        ReportError: a file is no report.

    """
    return sorted((read_record(out, path) for path in paths(out, set_name)), key=lambda record: record.report.student)


def load_all(out: str, course: Course, set_name: str | None = None) -> dict[str, tuple[ProblemSet, list[Record]]]:
    """Return the Records of each set that was graded, or of one set alone: name -> (ProblemSet, Records).

    Raises:
        CourseError: there is no such set.
        ReportError: there is no report, or a file is none.

    """
    asked = [course.select(set_name)] if set_name else course.problem_sets
    found = {problem_set.name: (problem_set, load(out, problem_set.name)) for problem_set in asked}
    found = {name: pair for name, pair in found.items() if pair[1]}
    if not found:
        names = " or ".join(problem_set.name for problem_set in asked)
        raise ReportError(out, f"there is no report of {names}", f"make grade OUT={out} writes them")
    return found


def read_reports(
    folder: str, order: Iterable[str], set_name: str | None = None, student: str | None = None
) -> list[Report]:
    """Return the reports below a folder, set by set and sorted by student.

    Args:
        folder: of ``<set>/<student>.json``.
        order: names of sets, in which they come; others follow.
        set_name: read this set alone.
        student: read this student alone.

    Raises:
        ReportError: there is none, or one of them cannot be read.

    """
    names = [set_name] if set_name else _sets_in(folder)
    found = (read_report(path) for name in names for path in paths(folder, name))
    reports = [report for report in found if student in (None, report.student)]
    if not reports:
        who = f" of {student}" if student else ""
        raise ReportError(os.path.join(folder, set_name or ""), f"there is no report{who}", "make grade writes them")
    places = {name: place for place, name in enumerate(order)}
    return sorted(reports, key=lambda one: (places.get(one.problem_set, len(places)), one.problem_set, one.student))


def _sets_in(folder: str) -> list[str]:
    if not os.path.isdir(folder):
        raise ReportError(folder, "there is no such folder", "make grade writes it")
    return sorted(name for name in os.listdir(folder) if os.path.isdir(os.path.join(folder, name)) and name[0] != ".")


def _belongs(evidence: dict[str, Any], report: Report) -> bool:
    """Tell whether evidence is of this report, and not of one that a run which broke off did not come to write."""
    belongs = vars(report.submission), vars(report.course)
    return (evidence.get("submission"), evidence.get("course")) == belongs


def _read_json(path: str) -> Any:
    try:
        with open(path, encoding="utf-8", errors="surrogateescape") as file:
            return json.load(file)
    except OSError as error:
        raise ReportError(
            path, f"it cannot be read: {in_words(error)}", "see who may read it, and try again"
        ) from error
