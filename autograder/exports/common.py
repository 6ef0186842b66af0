"""What all exports share: which mark is given, what is said about it, and what becomes of those who are left out."""

import csv
import io
from dataclasses import dataclass, field

from autograder import escape
from autograder.errors import Refusal

LONGEST_TEXT = 2000  # characters of one sentence about a test
LONGEST_FEEDBACK = 30_000  # characters in one cell; Excel takes 32,767
SYMBOLS = {"passed": "✓", "not attempted": "○", "skipped": "○"}


@dataclass(frozen=True)
class Options:
    """What an export may be told beside the reports."""

    titles: dict = field(default_factory=dict)  # name of a set -> its title
    roster: str | None = None  # path of a gradebook that Canvas has exported
    worksheet: str | None = None  # path of a grading worksheet that Moodle has exported
    visibility: str = "after_published"  # of the hidden tests, on Gradescope
    zero_for_missing: bool = False


@dataclass
class Export:
    """The text for a consumer; ``left_out`` are sentences about students who need a hand, ``notes`` about all else."""

    text: str
    left_out: list = field(default_factory=list)
    notes: list = field(default_factory=list)


def marked(reports, options):
    """Choose the reports that give a mark.

    A mark that the grader could not make sure of is none yet. Whoever handed in nothing has no mark either, unless the
    options give them 0: an instructor may have excused them.

    Returns:
        ``(reports, left_out, notes)``: the reports with a mark, and sentences about the others.

    """
    chosen, left_out, notes = [], [], []
    for report in reports:
        if is_unsure(report):
            left_out.append(f"{report.student}: a test could not be judged (grader error); grade them anew")
        elif report.status == "missing" and not options.zero_for_missing:
            notes.append(f"{report.student}: handed in nothing, and keeps whatever mark is there")
        else:
            chosen.append(report)
    return chosen, left_out, notes


def is_unsure(report):
    """Tell whether something went wrong on our side, so that the score may be too low."""
    return any(test.status == "grader error" for exercise in report.exercises for test in exercise.tests)


def only_set(reports):
    """Return the name of the one problem set that all reports are about.

    Raises:
        Refusal: there are several, or none.

    """
    names = sorted({report.problem_set for report in reports})
    if len(names) != 1:
        raise Refusal("--set", "this format takes one problem set at a time", f"SET= one of: {', '.join(names)}")
    return names[0]


def number(value):
    """Return points as text, without needless digits."""
    return format(round(value, 6), ".10g")


def table(rows):
    """Return rows of cells as CSV, in which no cell is a formula."""
    return plain_table([escape.cell(cell) for cell in row] for row in rows)


def plain_table(rows):
    """Return rows of cells as CSV, as they are."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def heading(report, title):
    """Return the sentence that says what a report comes to."""
    reason = f" ({report.status})" if report.status != "graded" else ""
    return f"{title}: {number(report.score)} of {number(report.max_score)} points{reason}"


def comment(test):
    """Return what a report says about a test that did not pass: the fact, and the advice where there is one."""
    return escape.shortened(" ".join(part for part in (test.rationale, test.help) if part), LONGEST_TEXT)


def feedback(report, title):
    """Return what a student should read, as HTML that is short enough for a cell."""
    parts = [f"<p>{escape.html(heading(report, title))}</p>"]
    for exercise in report.exercises:
        score = f"{number(exercise.score)} of {number(exercise.max_score)}"
        items = [_item(test) for test in exercise.tests if test.status != "passed"]
        list_ = f"<ul>{''.join(items)}</ul>" if items else ""
        parts.append(f"<p><strong>{escape.html(exercise.title)}</strong>: {score}</p>{list_}")
    return fitting(parts, LONGEST_FEEDBACK, "<p>There is more in the report.</p>")


def fitting(parts, longest, rest):
    """Join whole parts of a text while there is room, and then say that there is more."""
    length = 0
    for count, part in enumerate(parts):
        length += len(part)
        if length > longest - len(rest):
            return "".join(parts[:count]) + rest
    return "".join(parts)


def _item(test):
    symbol = SYMBOLS.get(test.status, "✗")
    return f"<li>{symbol} {escape.html(test.title)} {escape.html(comment(test))}</li>"
