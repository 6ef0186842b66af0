"""``autograder similar``: which submissions of a set are more alike than chance, on a page for the teacher alone."""

import os
from collections.abc import Sequence

import click
import numpy as np

from autograder.bounded import Failure, Workers
from autograder.collecting import groups
from autograder.course import notebook
from autograder.course.model import ProblemSet, load_course
from autograder.errors import Refusal
from autograder.escape import spelt_out
from autograder.files import write_whole
from autograder.kit import work
from autograder.numbers import count
from autograder.report_folder import load
from autograder.similarity import comparing, mistakes, page, reading
from autograder.similarity.comparing import Pair
from autograder.similarity.mistakes import Sign
from autograder.similarity.page import Author
from autograder.similarity.reading import Code, Job
from autograder.submissions import SAMPLE_CLASS, Submission

from . import counting
from .base import Sentences, tell
from .terminal import progress as progress_bar

FIRST = 5  # pairs that are named in the terminal


@click.command(cls=Sentences)
@click.option("--set", "set_name", required=True, help="The problem set.")
@click.option("--submitted", show_default="the class that was graded", help="Folder of what was handed in.")
@click.option("--old", multiple=True, help="Such a folder of an earlier class, to compare with; may be given again.")
@click.option("--out", default="grades", show_default=True, help="Folder that `grade` wrote, in which the page goes.")
@click.option(
    "--workers", type=click.IntRange(1), default=os.cpu_count(), show_default="one a core", help="Side by side."
)
@click.pass_context
def similar(
    context: click.Context, set_name: str, submitted: str | None, old: Sequence[str], out: str, workers: int
) -> None:  # fmt: skip
    """Find submissions that share code which few others wrote. No mark changes.

    Exit code: 0 all was compared, 1 something could not be read (it is named), 2 wrong usage.
    """
    course = load_course(context.obj)
    problem_set = course.select(set_name)
    submitted = submitted or counting.remembered(out) or SAMPLE_CLASS
    handed_in, doubts = groups.find(submitted, [known.name for known in course.problem_sets], set_name)
    everyone = [*handed_in, *(submission for folder in old for submission in _earlier(folder, set_name))]
    authors, current, unread = _read(problem_set, everyone, len(handed_in), workers)
    given = _given(problem_set)
    base = np.unique(np.concatenate([comparing.NOTHING, *given.hashes.values()]))
    pairs = comparing.compare([author.code.hashes for author in authors], base, len(current), page.SHOWN)
    signs = _signs(out, problem_set, authors, current, given)
    beside = mistakes.shared(signs, [(pair.left, pair.right) for pair in pairs])
    path = page.page_path(out, set_name)
    write_whole(path, page.similar_page(problem_set, authors, pairs, beside))
    _say(authors, pairs, path)
    context.exit(tell(map(spelt_out, [*doubts, *unread]), "look at"))


def _earlier(folder: str, set_name: str) -> list[Submission]:
    found = reading.students_below(folder, set_name)
    if not found:
        raise Refusal(folder, "nobody's work is in it", "OLD= the folder of <student>/<set>/ of an earlier class")
    return found


def _read(
    problem_set: ProblemSet, everyone: Sequence[Submission], first: int, workers: int
) -> tuple[list[Author], list[Submission], list[str]]:
    """Return whose code could be read, those of this class first, these as submissions, and what could not be."""
    functions = frozenset(name for exercise in problem_set.exercises for name in exercise.functions)
    stub = work.essence([cell.source for cell in notebook.cells_of(problem_set) if cell.kind == "code"])
    jobs = [Job(submission, functions, frozenset({stub})) for submission in everyone]
    authors: list[Author] = []
    current: list[Submission] = []
    unread: list[str] = []
    with Workers(min(workers, len(jobs))) as opened, progress_bar() as progress:
        read = progress.track(opened.map(reading.read, jobs), total=len(jobs), description="Reading")
        for number, (submission, code) in enumerate(zip(everyone, read, strict=True)):
            if isinstance(code, Failure):
                unread.append(f"{submission.student}: it cannot be compared: {code.cause}")
            elif code is not None:
                authors.append(Author(_called(submission), code))
                current += [submission] if number < first else []
    return authors, current, unread


def _called(submission: Submission) -> str:
    if len(submission.members) < 2:
        return submission.student
    return f"{submission.group} ({', '.join(submission.members)})"


def _given(problem_set: ProblemSet) -> Code:
    """Return the code that students were given."""
    functions = frozenset(name for exercise in problem_set.exercises for name in exercise.functions)
    return reading.code_of([cell.source for cell in notebook.cells_of(problem_set) if cell.kind == "code"], functions)


def _signs(
    out: str, problem_set: ProblemSet, authors: Sequence[Author], current: Sequence[Submission], given: Code
) -> list[set[Sign]]:
    """Return of each author what is odd in their work, and wrong in their report where there is one."""
    records = {record.report.student: record for record in load(out, problem_set.name).records}
    found = [set(mistakes.of_code(author.code, given)) for author in authors]
    for own, submission in zip(found, current, strict=False):
        if record := records.get(submission.student):
            own.update(mistakes.of_record(record))
    return found


def _say(authors: Sequence[Author], pairs: Sequence[Pair], path: str) -> None:
    click.echo(f"{count(len(authors), 'submission')} compared; {count(len(pairs), 'pair')} to look at.")
    for pair in pairs[:FIRST]:
        names = f"{authors[pair.left].name} and {authors[pair.right].name}"
        alike = f"{count(pair.evidence, 'rare fragment')} in {count(len(pair.parts), 'function')}"
        click.echo(spelt_out(f"  look at these two: {names}: {alike}"))
    click.echo(f"For the teacher alone: {path}")
