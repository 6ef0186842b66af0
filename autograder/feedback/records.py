"""What a grading run left in its folder: reports, and the evidence behind them."""

import json
import os
from dataclasses import dataclass, field

from autograder.course.model import CourseError
from autograder.report import Report, evidence_path


@dataclass
class Record:
    """A student's report in one set, and the evidence behind it (see ``judge.evidence``)."""

    report: Report
    evidence: dict = field(default_factory=dict)

    def behind(self, exercise, test):
        """Return the evidence of one test, by the names of its exercise and itself; an empty dict if there is none."""
        return self.evidence.get("tests", {}).get(exercise, {}).get(test, {})


def load(out, set_name):
    """Return the Records of a set below the folder of a grading run, sorted by student.

    Raises:
        CourseError: a file is no report.

    """
    return sorted((read(out, path) for path in paths(out, set_name)), key=lambda one: one.report.student)


def load_all(out, course, set_name=None):
    """Return the Records of each set that was graded: dict, name -> (ProblemSet, list of Record).

    Args:
        out: folder of a grading run.
        course: Course.
        set_name: look at this set alone.

    Raises:
        CourseError: there is no report, or no such set.

    """
    asked = [course.select(set_name)] if set_name else course.problem_sets
    found = {one.name: (one, load(out, one.name)) for one in asked}
    found = {name: pair for name, pair in found.items() if pair[1]}
    if not found:
        names = " or ".join(one.name for one in asked)
        raise CourseError(out, f"there is no report of {names}", f"make grade OUT={out} writes them")
    return found


def paths(out, set_name):
    """Return the paths of the reports of a set."""
    folder = os.path.join(out, set_name)
    names = os.listdir(folder) if os.path.isdir(folder) else []
    return [os.path.join(folder, name) for name in names if name.endswith(".json") and not name.startswith(".draft-")]


def read(out, path):
    """Return the Record of a report's path.

    Raises:
        CourseError: the file is no report.

    """
    try:
        report = Report.from_dict(_json(path))
        evidence = evidence_path(out, report.problem_set, report.student)
        evidence = _json(evidence) if os.path.exists(evidence) else {}
        return Record(report, evidence if _belongs(evidence, report) else {})
    except (ValueError, KeyError, TypeError) as error:
        cause = f"this is no report ({type(error).__name__}: {error})"
        raise CourseError(path, cause, "remove it, and grade that student again") from error


def _belongs(evidence, report):
    """Tell whether evidence is of this report, and not of one that a run which broke off did not come to write."""
    return (evidence.get("submission"), evidence.get("course")) == (report.submission, report.course)


def _json(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)
