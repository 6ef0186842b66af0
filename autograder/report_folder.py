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
import shlex
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from . import escape, evidence, marks
from .course.model import Course, ProblemSet
from .errors import ReportError, in_words, refusing
from .evidence import Behind, Evidence
from .files import DRAFT, read_plain, write_all, write_whole
from .report import Grade, Mark, Report, Standing

REPORT = ".json"  # how the names of reports end
EVIDENCE = "evidence"  # folder below the one of the reports
LONGEST_NAME = 200  # bytes of a file's name
LARGEST = 64 * 2**20  # bytes of a report, or of evidence


@dataclass(frozen=True)
class Record:
    """A student's report in one set, and the evidence behind it; ``error`` is why that could not be read, or None."""

    report: Report
    evidence: Evidence = field(default_factory=Evidence)
    error: ReportError | None = None

    @classmethod
    def of(cls, report: Report) -> "Record":
        """Return the Record of a report that has its evidence with it, as judges send it."""
        return cls(report, evidence.from_dict(report.evidence))

    def condensed(self) -> "Record":
        """Return what a table of a class needs of it (see ``Report.condensed``)."""
        return Record(self.report.condensed(), error=self.error)

    def behind(self, exercise: str, test: str) -> Behind:
        """Return what lies behind one test, by the names of its exercise and itself; an empty Behind if nothing."""
        return self.evidence.tests.get(exercise, {}).get(test, Behind())


@dataclass(frozen=True)
class Found:
    """What a folder holds of one set: Records, sorted by student, and ``damaged`` reports, whose students have none.

    Where the records are a ``Stream``, what is damaged is known once they have been looked at.
    """

    records: Collection[Record] = ()
    damaged: list[ReportError] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.records or self.damaged)

    @property
    def errors(self) -> list[ReportError]:
        """All that could not be read: reports, and what lies behind them."""
        return self.damaged + [record.error for record in self.records if record.error]


def report_path(out: str, problem_set: str, student: str, ending: str = REPORT) -> str:
    """Return where a student's report belongs, or another file about them, by its ending."""
    name = os.fsencode(student)
    if len(name) > LONGEST_NAME:  # a file's name has at most 255 bytes, the draft's too
        name = name[:LONGEST_NAME] + b"-" + hashlib.sha256(name).hexdigest()[:16].encode()
    return os.path.join(out, problem_set, os.fsdecode(name) + ending)


def evidence_path(out: str, problem_set: str, student: str) -> str:
    """Return where the evidence behind a report belongs: beside the reports, for their folders hold nothing else."""
    return report_path(os.path.join(out, EVIDENCE), problem_set, student)


def write_report(out: str, report: Report) -> str:
    """Write a report to its place, and the evidence behind it to its own; return the report's path."""
    write_reports(out, [report])
    return report_path(out, report.problem_set, report.student)


def write_reports(out: str, reports: Iterable[Report], before: Mapping[str, str] | None = None) -> None:
    """Write reports, and the evidence behind them, all with one flush to the disk.

    Args:
        out: folder of the reports.
        reports: no two of the same student and set.
        before: other files, path -> text, that are to be there before any report is.

    Raises:
        Refusal: something cannot be written.

    """
    files, gone = dict(before or {}), list[str]()
    for report in reports:
        path = evidence_path(out, report.problem_set, report.student)
        if report.evidence:  # with what tells that it belongs to this very report
            files[path] = json.dumps({**_about(report), **report.evidence}, separators=(",", ":")) + "\n"
        else:
            gone.append(path)
        files[report_path(out, report.problem_set, report.student)] = report.to_json()
    write_all(files)
    for path in gone:  # which tells that it belongs to another report, as long as it is there
        with contextlib.suppress(FileNotFoundError):
            os.unlink(path)


def write_table(out: str, course: Course, grades: Sequence[Grade]) -> None:
    """Write ``grades.csv``: a row a student and set, a column an exercise of these sets.

    ``score`` is what counts; the last columns say what was graded, and why something else counts.
    """
    known = marks.read(out)
    there = {grade.problem_set for grade in grades}
    sets = [problem_set for problem_set in course.problem_sets if problem_set.name in there]
    exercises = list(dict.fromkeys(exercise.name for problem_set in sets for exercise in problem_set.exercises))
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(["student", "problem_set", "score", "max_score", "status", *exercises, "graded", "why"])
    for grade in grades:
        mark = known.of((grade.problem_set, grade.student), grade.score, grade.max_score)
        if mark is None or mark.standing is not Standing.LEFT:
            table.writerow([escape.cell(cell) for cell in _row(grade, mark, exercises)])
    write_whole(os.path.join(out, "grades.csv"), text.getvalue())


def _row(grade: Grade, mark: Mark | None, exercises: Iterable[str]) -> list[escape.Cell]:
    """Return a row of ``grades.csv``; whoever is excused has no score."""
    score, reason = (mark.score, marks.why(mark, grade.score)) if mark else (grade.score, "")
    status = (mark.standing if mark else "") or grade.status
    counted = None if mark and mark.standing else score
    scores = (grade.exercises.get(name) for name in exercises)
    return [grade.student, grade.problem_set, counted, grade.max_score, status, *scores, grade.score, reason]


def read_report(path: str) -> Report:
    """Return the Report in a file.

    Raises:
        ReportError: it cannot be read, or is no report of this version.

    """
    with _naming(path, "report"):
        return Report.from_dict(_read_json(path))


def read_record(out: str, path: str, known: marks.Marks | None = None) -> Record:
    """Return the Record of a report's path. Evidence that cannot be read is left out, and the Record says so.

    Args:
        out: folder of a grading run.
        path: of the report.
        known: the marks that are not as graded, where these were read already; none to leave all as graded.

    Raises:
        ReportError: the file is no report, or that of another student or set.

    """
    report = _read_counting(out, path, marks.read(out) if known is None else known)
    try:
        return Record(report, read_evidence(out, report))
    except ReportError as error:
        return Record(report, error=error)


def _without_evidence(out: str, path: str, known: marks.Marks) -> Record:
    """Return the same for those who need no evidence."""
    return Record(_read_counting(out, path, known))


def _read_counting(out: str, path: str, known: marks.Marks) -> Report:
    """Return the Report of a report's path with the mark that counts."""
    report = read_report(path)
    with _naming(path, "report of that student"):
        if path != report_path(out, report.problem_set, report.student):
            raise ValueError(f"it is about {report.student!r} in {report.problem_set!r}")
    return marks.counting(report, known)


def rereading(out: str, shape: Callable[[Report], Report]) -> Callable[[Report], Report]:
    """Return a function that reads the whole of a report that was condensed, and raises a ReportError as said below.

    Args:
        out: folder of a grading run.
        shape: called with each Report; what was done to the condensed ones, such as ``marks.raw``.

    Raises:
        Refusal: the marks that count cannot be read.
        ReportError: a report cannot be read any more, or says something else by now, so that parts would not fit.

    """
    known = marks.read(out)

    def whole(report: Report) -> Report:
        path = report_path(out, report.problem_set, report.student)
        found = shape(_read_counting(out, path, known))
        if found.condensed() != report:
            raise ReportError(path, "it has changed since this command began", "type the same again")
        return found

    return whole


def read_evidence(out: str, report: Report) -> Evidence:
    """Return the Evidence behind a report: none where there is no file, or one of an earlier report.

    Raises:
        ReportError: the file is no evidence.

    """
    return _evidence(out, report)[1]


def raw_evidence(out: str, report: Report) -> dict[str, Any]:
    """Return the same as judges send it.

    Raises:
        ReportError: the file is no evidence.

    """
    return _evidence(out, report)[0]


def _evidence(out: str, report: Report) -> tuple[dict[str, Any], Evidence]:
    path = evidence_path(out, report.problem_set, report.student)
    if not os.path.lexists(path):
        return {}, Evidence()
    with _naming(path, "evidence"):
        data = _read_json(path)
        found, about = evidence.from_dict(data), _about(report)
        if not about.items() <= data.items():
            return {}, Evidence()
        return {key: part for key, part in data.items() if key not in about}, found


def paths(out: str, set_name: str) -> list[str]:
    """Return the paths of the reports of a set, sorted.

    Raises:
        ReportError: its folder cannot be looked into.

    """
    folder = os.path.join(out, set_name)
    with refusing(folder, "see who may look into it, and try again", ReportError):
        names = os.listdir(folder) if os.path.isdir(folder) else []
    return [os.path.join(folder, name) for name in sorted(names) if name.endswith(REPORT) and DRAFT not in name]


class Stream(Collection[Record]):
    """The Records of a set, sorted by the names of their files and read anew whenever they are looked at, one by one.

    Whoever has left the class is in nothing that is made of this.

    Args:
        out: folder of a grading run.
        set_name: problem set.
        damaged: becomes what could not be read the last time.
        student: look at this student alone.
        read: returns the Record of a report's path.

    """

    def __init__(
        self,
        out: str,
        set_name: str,
        damaged: list[ReportError],
        student: str | None = None,
        read: Callable[[str, str, marks.Marks], Record] = read_record,
    ) -> None:
        self.out, self.set_name, self.damaged, self.student, self.read = out, set_name, damaged, student, read

    def __iter__(self) -> Iterator[Record]:
        self.damaged.clear()
        try:
            known, asked = marks.read(self.out), self._paths()
        except ReportError as error:
            self.damaged.append(error)
            return
        for path in asked:
            try:
                record = self.read(self.out, path, known)
            except ReportError as error:
                self.damaged.append(error)
                continue
            if record.report.standing is not Standing.LEFT:
                yield record

    def __len__(self) -> int:
        return len(self._paths())

    def __contains__(self, record: object) -> bool:
        return any(record == one for one in self)

    def _paths(self) -> list[str]:
        if self.student is None:
            return paths(self.out, self.set_name)
        path = report_path(self.out, self.set_name, self.student)
        return [path] if os.path.lexists(path) else []


def load(out: str, set_name: str) -> Found:
    """Return what there is of a set below the folder of a grading run, with the marks that count, in memory."""
    found = stream(out, set_name)
    return Found(sorted(found.records, key=lambda record: record.report.student), found.damaged)


def stream(out: str, set_name: str, student: str | None = None) -> Found:
    """Return the same as ``load`` without holding it: a Stream."""
    damaged: list[ReportError] = []
    return Found(Stream(out, set_name, damaged, student), damaged)


def load_all(
    out: str, course: Course, set_name: str | None = None, look: Callable[[str, str], Found] = load
) -> list[tuple[ProblemSet, Found]]:
    """Return what there is of each set that was graded, or of one set alone.

    Args:
        out: folder of a grading run.
        course: the course.
        set_name: of one set alone.
        look: ``load``, or ``stream`` where all of it need not be in memory at once.

    Raises:
        CourseError: there is no such set.
        ReportError: there is nothing at all.

    """
    asked = [course.select(set_name)] if set_name else course.problem_sets
    pairs = [(problem_set, look(out, problem_set.name)) for problem_set in asked]
    pairs = [(problem_set, found) for problem_set, found in pairs if found]
    if not pairs:
        names = " or ".join(problem_set.name for problem_set in asked)
        raise ReportError(out, f"there is no report of {names}", f"make grade OUT={out} writes them")
    return pairs


def read_reports(
    folder: str, order: Iterable[str], set_name: str | None = None, student: str | None = None
) -> tuple[list[Report], list[ReportError]]:
    """Return the reports below a folder, condensed, set by set and sorted by student; and what could not be read.

    Args:
        folder: of ``<set>/<student>.json``.
        order: names of sets, in which they come; others follow.
        set_name: read this set alone.
        student: read this student alone.

    Raises:
        ReportError: there is none.

    """
    places = {name: place for place, name in enumerate(order)}
    names = [set_name] if set_name else sorted(_sets_in(folder), key=lambda name: (places.get(name, len(places)), name))
    reports: list[Report] = []
    damaged: list[ReportError] = []
    for name in names:
        lost: list[ReportError] = []
        found = Stream(folder, name, lost, student, _without_evidence)
        reports += sorted((record.report.condensed() for record in found), key=lambda report: report.student)
        damaged += lost
    if not reports and not damaged:
        who = f" of {student}" if student else ""
        raise ReportError(os.path.join(folder, set_name or ""), f"there is no report{who}", "make grade writes them")
    return reports, damaged


def _sets_in(folder: str) -> list[str]:
    if not os.path.isdir(folder):
        raise ReportError(folder, "there is no such folder", "make grade writes it")
    return [name for name in os.listdir(folder) if os.path.isdir(os.path.join(folder, name)) and name[0] != "."]


def _about(report: Report) -> dict[str, Any]:
    """Return what tells evidence of this report from that of one which a run that broke off did not come to write."""
    return {"submission": vars(report.submission), "course": vars(report.course)}


def _read_json(path: str) -> Any:
    return json.loads(read_plain(path, LARGEST).decode("utf-8"))


@contextlib.contextmanager
def _naming(path: str, kind: str) -> Iterator[None]:
    """Turn whatever is wrong with a file into a ReportError that names it."""
    try:
        yield
    except (OSError, ValueError, RecursionError, MemoryError) as error:
        cause = in_words(error) if isinstance(error, OSError) else str(error) or "it does not fit into memory"
        raise ReportError(path, f"this is no {kind}: {cause}", f"grade that student again: {_command(path)}") from error


def _command(path: str) -> str:
    """Return what to type to grade a student again whose report, or evidence, lies at a path."""
    folder, set_name, name = ["", "", *path.rsplit(os.sep, 2)][-3:]
    out = os.path.dirname(folder) if os.path.basename(folder) == EVIDENCE else folder
    student = name.removesuffix(REPORT)
    who = f" STUDENT={shlex.quote(student)}" if len(os.fsencode(student)) <= LONGEST_NAME else ""
    return f"make grade OUT={shlex.quote(out)} SET={set_name}{who}"
