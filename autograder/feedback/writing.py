"""All pages of a grading run, as files."""

import itertools
import os
from collections.abc import Callable, Iterable, Iterator, Sequence

from autograder.bounded import Workers
from autograder.course.model import ProblemSet
from autograder.errors import ReportError
from autograder.files import write_whole
from autograder.report_folder import REPORT, Found

from . import making, pages

CLASS_PAGE = "class.html"
BATCH = 200  # pages that are made together

Classes = Sequence[tuple[ProblemSet, Found]]


def write_pages(
    out: str,
    classes: Classes,
    *,
    detail: str = "everything",
    anonymous: bool = False,
    workers: int = 1,
    track: Callable[[Iterator[making.Page]], Iterable[making.Page]] = iter,
) -> list[str]:
    """Write the page of each student and set, then the one of the class.

    Args:
        out: folder of a grading run.
        classes: each set with what was found of it.
        detail: what students see, one of ``evidence.DETAILS``.
        anonymous: leave the names of students out of the class's page.
        workers: how many processes.
        track: called with an iterator of pages; returns one, and may show how far it has come.

    Returns:
        Sentences about what could not be read or shown; its students have a sentence on their page.

    """
    problems: list[str] = []
    with Workers(min(workers, sum(len(found.records) for _, found in classes))) as opened:
        for page in track(_pages(opened, classes, detail)):
            write_whole(pages.page_path(out, page.member.record.report), page.text)
            problems += page.problems
    problems = [str(error) for _, found in classes for error in found.damaged] + problems
    for problem_set, found in classes:
        for error in found.damaged:
            _write_unread(out, problem_set, error)
    records = [(problem_set, found.records) for problem_set, found in classes]
    write_whole(os.path.join(out, CLASS_PAGE), pages.class_page(records, anonymous=anonymous, problems=problems))
    return problems


def _pages(workers: Workers, classes: Classes, detail: str) -> Iterator[making.Page]:
    """Yield the pages of students, as many at a time as draw their figures together."""
    for problem_set, found in classes:
        members = (making.Member(problem_set.title, record) for record in found.records)
        while batch := list(itertools.islice(members, BATCH)):
            yield from making.make(workers, batch, detail)


def _write_unread(out: str, problem_set: ProblemSet, error: ReportError) -> None:
    """Write a page in the place of one that was made of an earlier report."""
    if error.where.endswith(REPORT):  # and it is not the whole folder that cannot be read
        student, path = pages.unread_path(out, error)
        write_whole(path, pages.unread_page(student, problem_set.title))
