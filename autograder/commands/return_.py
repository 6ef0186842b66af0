"""``autograder return``: files that give feedback back to students on a platform. It writes them, and sends nothing."""

import os
import shlex
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

import click

from autograder.bounded import Workers
from autograder.collecting import manifest, people
from autograder.collecting.storing import kept_roster
from autograder.course.model import load_course
from autograder.course.roster import Person
from autograder.errors import Refusal
from autograder.escape import spelt_out
from autograder.evidence import DETAILS
from autograder.exports.common import Options, marked
from autograder.feedback import making
from autograder.numbers import count
from autograder.report_folder import Record, load_all
from autograder.returning import writing
from autograder.returning.material import Feedback, Material, Returned
from autograder.returning.platforms import PLATFORMS

from . import counting
from .base import TOLD, Sentences, tell

Rows: TypeAlias = Mapping[str, Sequence[manifest.Row]]  # of the manifest, by students


@click.command(name="return", cls=Sentences)
@click.option("--to", "platform", type=click.Choice(list(PLATFORMS)), required=True, help="Where feedback goes.")
@click.option("--set", "set_name", required=True, help="The problem set that it is about.")
@click.option(
    "--reports", default="grades", show_default=True, help="Folder that `grade` wrote; returns/ is made in it."
)
@click.option("--submitted", default="submitted", show_default=True, help="Folder that `collect` filled.")
@click.option("--from", "source", help="canvas, sakai, ilias: the zip that the platform gives of the assignment.")
@click.option("--worksheet", help="moodle: the grading worksheet downloaded from Moodle.")
@click.option("--student", help="This student alone.")
@click.option(
    "--detail", type=click.Choice(DETAILS), default=DETAILS[0], show_default=True, help="What students see of tests."
)
@click.option(
    "--workers", type=click.IntRange(1), default=os.cpu_count(), show_default="one a core", help="Side by side."
)
@click.pass_context
def return_(
    context: click.Context, platform: str, set_name: str, reports: str, submitted: str, source: str | None,
    worksheet: str | None, student: str | None, detail: str, workers: int,
) -> None:  # fmt: skip
    """Write what gives feedback back to students: moodle, canvas, nbgrader, github, sakai, ilias or mail.

    Exit code: 0 everybody has theirs, 1 somebody should look (the sentences say at what), 2 wrong usage.
    """
    course = load_course(context.obj)
    counting.fetch(course, reports)
    titles = {one.name: one.title for one in course.problem_sets}
    options = Options(titles, worksheet=worksheet, detail=detail, people=people.known(submitted, set_name))
    ((problem_set, found),) = load_all(reports, course, set_name)
    records = [one for one in found.records if student in (None, one.report.student)]
    rows = manifest.read(submitted, set_name)
    chosen, left_out, notes = _chosen(records, rows, options)
    if not chosen:
        raise Refusal(reports, "nobody has a mark that could go back", "make grade first; SET= and STUDENT= choose")
    made = list(_pages(chosen, options, workers))
    feedbacks = {page.member.record.report.student: _feedback(page, rows, options) for page in made}
    returned = PLATFORMS[platform](Material(problem_set, submitted, feedbacks, options, source, kept_roster(submitted)))
    folder = writing.folder_of(reports, set_name, platform)
    is_new = bool(returned.students) and writing.write(folder, returned.files)
    _say(returned, folder, is_new, set_name, notes)
    problems = [*found.damaged, *(problem for page in made for problem in page.problems)]
    context.exit(max(tell(map(spelt_out, left_out + returned.left_out), "look at"), tell(problems)))


def _chosen(records: Sequence[Record], rows: Rows, options: Options) -> tuple[list[Record], list[str], list[str]]:
    """Return the Records with a mark, and sentences as ``common.marked`` has them.

    Whoever handed in something that cannot be graded has to be told so, and by a person.
    """
    reports, left_out, notes = marked([one.report for one in records], options)
    wanted = {report.student for report in reports}
    wrong = {
        f"{student}: ": f"{student}: handed in nothing that could be graded, and gets nothing back ({own[0].why})"
        for student in (one.report.student for one in records if one.report.student not in wanted)
        if (own := rows.get(student)) and own[0].status == manifest.WRONG
    }
    notes = [note for note in notes if not note.startswith(tuple(wrong))]
    return [one for one in records if one.report.student in wanted], [*left_out, *wrong.values()], notes


def _pages(records: Sequence[Record], options: Options, workers: int) -> Iterator[making.Page]:
    members = [making.Member(options.title(record.report.problem_set), record) for record in records]
    with Workers(min(workers, len(members))) as opened:
        yield from making.make(opened, members, options.detail)


def _feedback(page: making.Page, rows: Rows, options: Options) -> Feedback:
    report = page.member.record.report
    person = options.people.get(report.student, Person(report.student))
    return Feedback(report, page.text, person, rows.get(report.student, ()))


def _say(returned: Returned, folder: str, is_new: bool, set_name: str, notes: Sequence[str]) -> None:
    for sentence in [*notes, *returned.notes][:TOLD]:
        click.echo(spelt_out(sentence), err=True)
    if not returned.students:
        click.echo("Nothing was written, since nobody would have had anything.")
        return
    done = "Wrote" if is_new else "The same as before is in"
    click.echo(f"{done} {folder}/, for {count(len(returned.students), 'student')}. Nothing was sent.")
    click.echo(returned.steps.format(name=set_name, folder=shlex.quote(os.path.abspath(folder))))
