"""``autograder export``: the reports of a grading run, for a gradebook, an LMS or a CI."""

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import click

from autograder import marks
from autograder.collecting import people
from autograder.course.model import load_course
from autograder.course.roster import Person
from autograder.errors import Refusal
from autograder.escape import spelt_out
from autograder.evidence import DETAILS
from autograder.exports import canvas, github, gradescope, junit, moodle, moodle_worksheet, nbgrader
from autograder.exports.common import Options
from autograder.files import write_whole
from autograder.nbgrader import gradebook, recording
from autograder.numbers import count
from autograder.report import Report, Standing
from autograder.report_folder import read_reports, rereading
from autograder.tables import folded

from . import counting
from .base import SOMETHING_LEFT, Sentences, tell

# Whether a consumer deducts for lateness itself, so that it is to have raw marks, and why.
DEDUCTING = {"canvas": "Canvas's own late policy deducts from whatever is imported"}
OTHERS = "nothing is deducted there, unless you ask for it, as Moodle can since 5.0"
FORMATS = {
    "canvas": canvas,
    "moodle": moodle,
    "moodle-worksheet": moodle_worksheet,
    "nbgrader": nbgrader,
    "gradescope": gradescope,
    "junit": junit,
    "github": github,
}


@click.command(cls=Sentences)
@click.argument("format_", metavar="FORMAT", type=click.Choice(list(FORMATS)))
@click.option("--reports", default="grades", show_default=True, help="Folder that `grade` wrote.")
@click.option("--to", help="File to write; without it, the text is printed.")
@click.option("--set", "set_name", help="This problem set alone.")
@click.option("--student", help="This student alone.")
@click.option("--section", help="Of students in this section alone, as the roster has it.")
@click.option("--submitted", default="submitted", show_default=True, help="Folder that `collect` filled: who is who.")
@click.option("--roster", help="canvas: a gradebook exported from Canvas, to match students with.")
@click.option("--key", help="canvas, moodle-worksheet: the column that students' names are in, where two would do.")
@click.option("--worksheet", help="moodle-worksheet: the grading worksheet downloaded from Moodle.")
@click.option(
    "--visibility",
    type=click.Choice(gradescope.VISIBILITIES),
    default=Options.visibility,
    show_default=True,
    help="gradescope: when students see what hidden tests say.",
)
@click.option(
    "--raw/--final", "raw", default=None, show_default="raw for canvas", help="Marks before or after lateness costs."
)
@click.option(
    "--detail", type=click.Choice(DETAILS), default=DETAILS[0], show_default=True, help="What is said of hidden tests."
)
@click.option("--zero-for-missing", is_flag=True, help="Give 0 to those who handed in nothing, instead of no mark.")
@click.pass_context
def export(
    context: click.Context,
    /,
    format_: str,
    reports: str,
    to: str | None,
    set_name: str | None,
    student: str | None,
    section: str | None,
    submitted: str,
    raw: bool | None,
    **options: Any,
) -> None:
    """Write marks for others: canvas, moodle, moodle-worksheet, nbgrader, gradescope, junit or github.

    Exit code: 0 all marks are in it, 1 some are not (they are named), 2 wrong usage.
    """
    course = load_course(context.obj)
    titles = {one.name: one.title for one in course.problem_sets}
    counting.fetch(course, reports)
    found, damaged = read_reports(reports, list(titles), set_name, student)
    if not found:
        raise damaged[0]
    known = people.known(submitted, found[0].problem_set)
    found = _in_section(found, section, known, submitted) if section else found
    if format_ == "nbgrader":
        options["gradebook"] = _gradebook(reports)
    if raw is None:
        raw = format_ in DEDUCTING
    shape = marks.raw if raw else _as_it_counts
    options |= {"people": known, "is_narrowed": bool(section or student), "whole": rereading(reports, shape)}
    exported = FORMATS[format_].export(list(map(shape, found)), Options(titles, **options))
    _write(exported.pieces, to)
    for sentence in [_introduced(format_, raw, found), *exported.notes]:
        click.echo(spelt_out(sentence), err=True)
    for sentence in exported.left_out:
        click.echo(f"look at: {spelt_out(sentence)}", err=True)
    context.exit(tell(damaged) or (SOMETHING_LEFT if exported.left_out else 0))


def _as_it_counts(report: Report) -> Report:
    return report


def _write(pieces: Iterable[str], to: str | None) -> None:
    if to:
        write_whole(to, pieces)
    else:
        for piece in pieces:
            sys.stdout.buffer.write(piece.encode("utf-8", "surrogateescape"))
        sys.stdout.flush()


def _in_section(reports: Sequence[Report], section: str, known: Mapping[str, Person], submitted: str) -> list[Report]:
    """Return the reports of one section.

    Raises:
        Refusal: nobody is known to be in it.

    """
    sections = {student: set(map(folded, person.sections)) for student, person in known.items()}
    chosen = [one for one in reports if folded(section) in sections.get(one.student, ())]
    if not chosen:
        there = sorted({one.section for one in known.values() if one.section})
        remedy = f"SECTION= one of: {', '.join(there)}" if there else "make collect ROSTER= a table with sections"
        raise Refusal(f"SECTION={section}", f"nobody of {submitted} with a report is in it", remedy)
    return chosen


def _gradebook(reports: str) -> Sequence[Mapping[str, str]]:
    """Return the rows of nbgrader's own export, where there is a gradebook, but for those of people who left."""
    place = gradebook.locate(os.environ.get("GRADEBOOK") or None, reports)
    rows = recording.listed(place) if place and ("://" in place or os.path.isfile(place)) else ()
    gone = {key for key, ruling in marks.read(reports).rulings.items() if ruling.standing is Standing.LEFT}
    return [row for row in rows if (row["assignment"], row["student_id"]) not in gone]


def _introduced(format_: str, raw: bool, reports: Sequence[Report]) -> str:
    """Return the sentence that says which marks these are, why, and for how many the others would be different."""
    lower = sum(bool(report.mark and report.mark.penalty) for report in reports)
    reason = DEDUCTING.get(format_, OTHERS)
    if raw:
        given = "These marks are raw, before what lateness costs"
        return f"{given} ({count(lower, 'student')} here): {reason}. RAW=0 writes final ones."
    given = "These marks are final, less what lateness costs"
    return f"{given} ({count(lower, 'student')} here): {reason}. RAW=1 writes raw ones."
