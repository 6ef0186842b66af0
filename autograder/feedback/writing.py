"""All pages of a grading run, written side by side. A figure that several pages show is drawn once."""

import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from ..report import write_whole
from . import drawing, pages, views

CLASS_PAGE = "class.html"


@dataclass
class Work:
    """What the pages are made of. Worker processes inherit it when they are forked."""

    out: str
    records: list  # of (ProblemSet, Record)
    detail: str
    drawings: dict  # key -> SVG


def write_pages(out, classes, *, detail="everything", anonymous=False, workers=1, track=iter):
    """Write the page of each student and set, then the one of the class; return how many there are of the former.

    Args:
        out: folder of a grading run.
        classes: list of (ProblemSet, list of Record).
        detail: what students see, one of ``views.DETAILS``.
        anonymous: leave the names of students out of the class's page.
        workers: how many processes.
        track: called with an iterable as long as there are pages; returns it, and may show how far it has come.

    """
    records = [(one, record) for one, members in classes for record in members]
    figures = {}
    if detail == "everything":
        for _, record in records:
            figures |= views.figures(record)
    drawings = dict(zip(figures, _side_by_side(_draw, list(figures.values()), None, workers), strict=True))
    work = Work(out, records, detail, drawings)
    for _ in track(_side_by_side(_write, range(len(records)), work, workers)):
        pass
    write_whole(os.path.join(out, CLASS_PAGE), pages.class_page(classes, anonymous=anonymous))
    return len(records)


_work = None  # in a worker process: what it was forked for


def _side_by_side(function, tasks, work, workers):
    """Yield the results of tasks in their order; the function finds ``work`` as it was given."""
    workers = min(workers, len(tasks))
    if workers <= 1:
        _begin(work)
        yield from map(function, tasks)
        return
    fork = multiprocessing.get_context("fork")  # what was read is shared, not sent
    with ProcessPoolExecutor(workers, fork, _begin, (work,)) as executor:
        yield from executor.map(function, tasks, chunksize=8)


def _begin(work):
    global _work
    _work = work


def _draw(figure):
    return drawing.draw(*figure)


def _write(number):
    problem_set, record = _work.records[number]
    page = pages.student_page(record, problem_set, _work.drawings, _work.detail)
    write_whole(pages.page_path(_work.out, record.report), page)
