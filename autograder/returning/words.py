"""Feedback as text: for cells of a notebook, for comments in a script, for a letter."""

import re

from autograder import escape
from autograder.exports import common
from autograder.exports.common import Options
from autograder.report import ExerciseReport, Report, ReportStatus

TILDES = re.compile("~+")


def heading(report: Report, options: Options) -> str:
    """Return what a report comes to, and what is noted about it, in lines."""
    lines = [common.heading(report, options.title(report.problem_set)), *report.notes]
    if report.status is not ReportStatus.GRADED:
        lines.append(report.reason)
    return "\n".join(map(_one_line, lines))


def plain(report: Report, options: Options) -> str:
    """Return all that is said of a report, as plain text."""
    parts = [heading(report, options), *(exercise(one, options) for one in _told(report))]
    return "\n\n".join(parts) + "\n"


def exercise(report: ExerciseReport, options: Options) -> str:
    """Return what is said of an exercise, as plain text."""
    said = common.describe(report, options).rstrip("\n")
    return "\n".join(escape.visible(line) for line in [report.title, *said.split("\n")])


def markdown(text: str) -> str:
    """Return plain text as Markdown that shows it as it is."""
    fence = "~" * (3 + max(map(len, TILDES.findall(text)), default=0))
    return f"{fence}text\n{text}\n{fence}"


def as_markdown(report: Report, options: Options) -> str:
    """Return all that is said of a report, as Markdown."""
    parts = [markdown(heading(report, options)), *(markdown(exercise(one, options)) for one in _told(report))]
    return "\n\n".join(parts) + "\n"


def _told(report: Report) -> tuple[ExerciseReport, ...]:
    return report.exercises if report.status is ReportStatus.GRADED else ()


def _one_line(text: str) -> str:
    return escape.visible(" ".join(text.split()))
